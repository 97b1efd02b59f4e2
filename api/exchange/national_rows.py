"""The rows of a national return: children and episodes. An odd row is left out and noted, never guessed at."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from api.exchange.national_codes import (
    LEGAL_STATUSES,
    SEXES,
    SHORT_BREAKS,
    PlacementType,
    Reading,
    cannot_be_together,
    ethnicities,
    is_in_list,
    not_known,
    placement_types,
    providers,
    reasons_for_new_episode,
)
from api.exchange.national_files import Year
from api.exchange.national_report import Notes, Origin
from api.exchange.tables import Row
from matcher.domain.person_codes import Sex
from matcher.domain.values import FIRST_YEAR, LAST_YEAR

HEADER = ("CHILD", "SEX", "DOB", "ETHNIC")
EPISODES = ("CHILD", "DECOM", "RNE", "LS", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE", "URN")
POSTCODE = ("PL_POST",)

CHILD = re.compile(r"[A-Za-z0-9._-]{1,32}")
URN = re.compile(r"SC[0-9]{6}|[0-9]{7}")
NO_URN = frozenset({"", "XXXXXXX"})
YEAR_BEGINS = (4, 1)
"""A return is of the year from 1 April."""
MIDNIGHT = r"(?:[ T]00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?)?"
FORMS = (
    re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})" + MIDNIGHT),
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})" + MIDNIGHT),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A child of the header file. None = not given, not readable, or different in different rows."""

    id: str
    sex: Sex | None
    born: date | None
    ethnicity: str | None
    at: Origin


class Cells(NamedTuple):
    """An episode row's cells in capitals, in the order of EPISODES and POSTCODE."""

    child: str
    decom: str
    rne: str
    ls: str
    place: str
    place_provider: str
    dec: str
    rec: str
    reason_place_change: str
    urn: str
    pl_post: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One row of the episodes file: from its first day up to, not including, the day it `ended` (None: still open)."""

    child: str
    first: date
    ended: date | None
    began_by: str
    """RNE: why this episode began."""
    legal_code: str
    place: PlacementType
    provider: str
    urn: str | None
    postcode: str
    change: str
    """REASON_PLACE_CHANGE: why the placement changed when this episode ended."""
    at: Origin


class OddRow(Exception):
    """A row that cannot be read; the message is the reason given in the report."""


def read_children(returns: Sequence[Year], notes: Notes) -> tuple[dict[str, Child], int]:
    """The children by id, and how many rows said so. What different rows say differently is not known."""
    said: dict[str, list[Child]] = {}
    count = 0
    for year in returns:
        name = year.header.name
        for row in year.header.read(HEADER, ()):
            count += 1
            try:
                child = _child(row, Origin(name, row.number), notes)
            except OddRow as odd:
                notes.leave_out(Origin(name, row.number), str(odd))
            else:
                said.setdefault(child.id, []).append(child)
    return {id_: _agreed(rows, notes) for id_, rows in said.items()}, count


def read_episodes(returns: Sequence[Year], children: Mapping[str, Child], notes: Notes) -> tuple[list[Episode], int]:
    """The episodes in the order of their rows, and how many rows there were."""
    episodes: list[Episode] = []
    count = 0
    for year in returns:
        name, begin = year.episodes.name, len(episodes)
        for row in year.episodes.read(EPISODES, POSTCODE):
            count += 1
            at = Origin(name, row.number)
            try:
                episodes.append(_episode(row, at, children, notes))
            except OddRow as odd:
                notes.leave_out(at, str(odd))
        _note_other_years(episodes[begin:], notes)
    return episodes, count


def _note_other_years(episodes: Sequence[Episode], notes: Notes) -> None:
    """Codes of another year's list than that of the latest day in the file. They say what they say in any year."""
    latest = max((episode.ended or episode.first for episode in episodes), default=None)
    if latest is None:
        return
    year = latest.year - ((latest.month, latest.day) < YEAR_BEGINS)
    for episode in episodes:
        if not is_in_list(episode.place.code, year):
            says = f"PLACE {episode.place.code} is in no list of {year}-{(year + 1) % 100:02}: read as in its own years"
            notes.adjust(episode.at, f"{says}; check the code")


def _child(row: Row, at: Origin, notes: Notes) -> Child:
    id_, sex, born, ethnicity = (row.cells[0], *(cell.upper() for cell in row.cells[1:]))
    if not CHILD.fullmatch(id_):
        raise OddRow("CHILD is no id of 1 to 32 letters, digits, dots, underscores or hyphens")
    if sex not in {*SEXES, ""}:
        notes.adjust(at, "SEX is no code: read as not known")
    if ethnicity not in {*ethnicities(), ""}:
        notes.adjust(at, "ETHNIC is no code: read as not known")
    try:
        day = _day(born)
    except ValueError:
        day = None
        notes.adjust(at, "DOB is no date: read as not known")
    known = ethnicity if ethnicity in ethnicities() else None
    return Child(id=id_, sex=SEXES.get(sex), born=day, ethnicity=known, at=at)


def _agreed(rows: list[Child], notes: Notes) -> Child:
    """What all rows of one child say together: a gap is filled, a contradiction is not known."""
    facts: dict[str, Any] = {}
    for name in ("sex", "born", "ethnicity"):
        values = {getattr(row, name) for row in rows} - {None}
        facts[name] = values.pop() if len(values) == 1 else None
        if values:
            notes.adjust(rows[-1].at, "rows of this child say different things: read as not known")
    return replace(rows[-1], **facts)


def _episode(row: Row, at: Origin, children: Mapping[str, Child], notes: Notes) -> Episode:
    cells = Cells(*(cell.upper() for cell in row.cells))
    child = children.get(row.cells[0])
    if child is None:
        raise OddRow("no row of the header file is about this CHILD: add the child, or correct the id")
    if cells.ls in SHORT_BREAKS:
        raise OddRow(f"LS {cells.ls}: short breaks are no stay")
    first, ended = _first_and_end(cells, child.born)
    if cells.urn not in NO_URN and not URN.fullmatch(cells.urn):
        notes.adjust(at, "URN is neither 7 digits nor SC and 6 digits: read as not known")
    odd = _contradiction(cells)
    return Episode(
        child=child.id,
        first=first,
        ended=ended,
        began_by=cells.rne,
        legal_code=cells.ls,
        place=placement_types()[cells.place] if odd is None else not_known(odd),
        provider=cells.place_provider,
        urn=cells.urn if URN.fullmatch(cells.urn) else None,
        postcode="".join(cells.pl_post.split()),
        change=cells.reason_place_change,
        at=at,
    )


def _contradiction(cells: Cells) -> str | None:
    """Why the row does not say where the child lives: a code on no year's list, or codes that cannot be together."""
    for column, code, codes in (
        ("RNE", cells.rne, reasons_for_new_episode()),
        ("LS", cells.ls, LEGAL_STATUSES),
        ("PLACE", cells.place, placement_types()),
        ("PLACE_PROVIDER", cells.place_provider, {*providers(), ""}),
    ):
        if code not in codes:
            return f"{column} is no code of any year of the return: correct it"
    if placement_types()[cells.place].reading is not Reading.STAY:
        return None
    if (cells.ls, cells.place) == ("V2", "P1"):
        return "LS V2 cannot be with PLACE P1"
    together = not cannot_be_together(cells.place_provider, cells.place)
    return None if together else "PLACE and PLACE_PROVIDER cannot be together: correct one of them"


def _first_and_end(cells: Cells, born: date | None) -> tuple[date, date | None]:
    try:
        first, ended = _day(cells.decom), _day(cells.dec)
    except ValueError:
        raise OddRow("DECOM or DEC is no date: write a day there is, dd/mm/yyyy or yyyy-mm-dd") from None
    if first is None:
        raise OddRow("DECOM is not given: give the first day")
    if ended is not None and ended <= first:
        raise OddRow("DEC is not after DECOM: correct one of the two days")
    if born is not None and first < born:
        raise OddRow("DECOM is before the child was born: correct one of the two days")
    return first, ended


def _day(cell: str) -> date | None:
    """The day, None where the cell is empty. Raises ValueError for anything else than a day of 1900 to 2199."""
    if not cell:
        return None
    for form in FORMS:
        if parts := form.fullmatch(cell):
            day = date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                return day
    raise ValueError
