"""Records of every kind with texts as nasty as they come, made from the types; and every record of the county."""

import re
from dataclasses import fields
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from hypothesis import strategies as st
from pydantic_core import to_jsonable_python

from api.exchange.lists.names import list_kind
from fixtures import county
from matcher.domain import people, people_needs, person_codes, placements, requests, settings, staff, values

NASTY = (
    *("=1+1", "'=1+1", "''=", "'", "''", "-", "-1", "+44 7700", "@x", "{}", "'{}", "[]", "[1]", "none", "None", "yes"),
    *(
        "a;b",
        "; ",
        ":",
        "a:b",
        '"',
        '"a"',
        "a, b",
        " edge ",
        "\t",
        "x '",
        "' '",
        "\r",
        "a\r\nb",
        "\n",
        "\ufeffx",
        "\uff1d1",
    ),
    *("Zoë", "李", "\u2028", "\x1f", "\x85", "\xa0", "\U0001f600", "07700 900900", "2026-05-22", "1e5", "{"),
)
NO_CONTROLS = re.compile(r"[^\x00-\x1f\x7f]+")
LETTERS = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
TEXTS = st.sampled_from(NASTY) | st.text(LETTERS, max_size=12) | st.text("'=;:[]{}\" \n-", max_size=6)
IDS = st.sampled_from(["none", "a", "-1", "._-", "007", "1E5", "yes"]) | st.from_regex(
    r"[A-Za-z0-9._-]{1,12}", fullmatch=True
)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 1))
OFFSETS = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30), timezones=OFFSETS)  # noqa: DTZ001 - OFFSETS
CLOCKS = st.times().map(lambda time: f"{time:%H:%M}")
POINTS = {"easting": st.integers(0, 700_000), "northing": st.integers(0, 1_300_000)}
LOCATIONS: st.SearchStrategy[dict[str, Any]] = (
    st.fixed_dictionaries(POINTS) | st.just({}) | st.fixed_dictionaries({"postcode": TEXTS.map(lambda t: t[:8])})
)


def _together(draw, given, first, last):
    """A last day that is after the first, or none."""
    given[last] = draw(st.none() | st.integers(1, 30).map(lambda days: given[first] + timedelta(days=days)))


def _located(draw, given):
    given.update({"easting": None, "northing": None, "postcode": None} | draw(LOCATIONS))


def _possible_ages(_draw, given):
    given["youngest"], given["oldest"] = sorted([given["youngest"], given["oldest"]])


def _view(draw, given):
    if given[given["about"].value + "_id" if given["about"].value != "setting_kind" else "setting_kind"] is None:
        given["about"] = person_codes.ViewAbout.SETTING
        given["setting_id"] = draw(IDS)


def _excluded(draw, given):
    corner = st.fixed_dictionaries(POINTS).map(
        lambda point: values.Location(easting=point["easting"], northing=point["northing"])
    )
    given["polygon"] = None if given["centre"] else tuple(draw(st.lists(corner, min_size=3, max_size=4)))


def _apart(draw, given):
    given["person_b"] = given["person_a"] + "x"
    if given["km"] is None:
        given["km"] = draw(st.sampled_from([0.5, 1.0, 1e-05, 1e21, 3.25]))


def _on(draw, given):
    given["waking"] = 0
    if (given["worker_ids"] is None) == (given["headcount"] is None):
        given["worker_ids"], given["headcount"] = (None, 2) if draw(st.booleans()) else (("w1", "w2"), None)


def _asked(draw, given):
    _together(draw, given, "start_date", "end_date")
    given["first_night_latest"] = given["start_date"] if draw(st.booleans()) else None
    given["young_person"] = None


def _away(draw, given):
    given["leaving"] = given["first_night"] + timedelta(days=draw(st.integers(1, 30)))


def _nights(draw, given):
    _together(draw, given, "first_night", "leaving")


def _not_in_bed(draw, given):
    _together(draw, given, "first_night", "back_on")


def _a_week(draw, given):
    given["week_beginning"] -= timedelta(days=given["week_beginning"].weekday())


def _by_the_court(draw, given):
    """What a condition needs, whatever its kind."""
    given["setting_id"], given["person_id"] = draw(IDS), draw(IDS)
    given["centre"] = values.Location(easting=430_000, northing=455_000)


MENDED = {
    people_needs.CourtCondition: _by_the_court,
    staff.FreeHours: _a_week,
    values.Location: _located,
    people.PossibleAges: _possible_ages,
    people.View: _view,
    people.LocationExclusion: _excluded,
    placements.SeparationEntry: _apart,
    placements.Placement: _nights,
    staff.Shift: _on,
    settings.Absence: _away,
    placements.Away: _not_in_bed,
    settings.Closure: _nights,
    settings.OutOfUse: _nights,
    requests.PlacementRequest: _asked,
}
"""What has to fit together in a noun, and is put right after it is drawn."""


@cache
def of_type(hint):
    """Any value of this type."""
    if type(None) in get_args(hint) and get_origin(hint) is not None and not hasattr(hint, "__metadata__"):
        return st.none() | of_type(next(choice for choice in get_args(hint) if choice is not type(None)))
    known = {
        values.Identifier: IDS,
        values.Text: TEXTS,
        values.Day: DAYS,
        values.Instant: MOMENTS,
        values.ClockTime: CLOCKS,
    }
    if isinstance(hint, type) and hasattr(hint, "__dataclass_fields__"):
        return noun(hint)
    return known[hint] if hint in known else _annotated(hint)


def _annotated(hint):
    kind, *rules = (hint.__origin__, *hint.__metadata__) if hasattr(hint, "__metadata__") else (hint,)
    if get_origin(kind) is tuple:
        return st.lists(of_type(get_args(kind)[0]), max_size=2).map(tuple)
    if get_origin(kind) is dict:
        return st.dictionaries(IDS, TEXTS.filter(NO_CONTROLS.fullmatch), max_size=2)
    if issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    return _plain(kind, _bounds(rules))


def _plain(kind, bounds):
    if kind is int:
        return st.integers(bounds["ge"], bounds["le"])
    if kind is float and bounds:
        return st.floats(bounds["ge"], bounds["le"])
    if kind is str:
        return TEXTS.map(lambda text: text[:8])
    return {bool: st.booleans(), float: st.floats(allow_nan=False, allow_infinity=False)}[kind]


def _bounds(rules):
    within = [rule for one in rules for rule in getattr(one, "metadata", ())]
    return {name: getattr(rule, name) for rule in within for name in ("ge", "le") if hasattr(rule, name)}


@cache
def noun(kind):
    """Any noun of this type that may be."""
    hints = get_type_hints(kind, include_extras=True)
    parts = st.fixed_dictionaries(
        {one.name: of_type(hints[one.name]) for one in fields(kind) if one.name != "young_person"}
    )

    @st.composite
    def make(draw):
        given = dict(draw(parts))
        for base, mend in MENDED.items():
            if issubclass(kind, base):
                mend(draw, given)
        return kind(**given)

    return make()


def records_of_the_county(list_name: str) -> list[Any]:
    """Every record of the invented county that the list keeps."""
    collection = list_kind(list_name).collection
    return [_record(collection, dict(facts), n) for n, facts in enumerate(_facts(collection.name))]


def _facts(collection):
    snapshot = county()
    if collection == "relationships":
        for person in snapshot.young_people:
            for known in person.relationships or ():
                yield {**_shallow(known), "young_person_id": person.id}
        return
    yield from map(_shallow, getattr(snapshot, {"separations": "separation_entries"}.get(collection, collection)))


def _shallow(noun):
    return {one.name: getattr(noun, one.name) for one in fields(noun)}


def _record(collection, facts, n):
    if collection.id_field not in facts:
        facts["id"] = collection.made_id(to_jsonable_python(facts)) or f"{collection.one}-{n}"
    return collection.record(**facts)
