"""Two or three places of one answer compared in words: where they differ, biggest first, and what each would need."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from matcher.domain.errors import InvalidInput, NoSuchPlace, Problem
from matcher.options.compare_result import ComparedPlace, Comparison, Difference, Needed, PointsHere
from matcher.options.result import Adjustment, ExcludedPlace, MatchResult, PlacementOption, ScorePart

FEWEST, MOST = 2, 3
LISTS = ("options", "needs_approval", "needs_information", "excluded")
APPROVAL, QUESTION, STEP = "approval", "question", "before_confirming"
AnyPlace = PlacementOption | ExcludedPlace


def compare_places(
    result: MatchResult, place_ids: Sequence[str], ways_out: Mapping[str, tuple[str, ...]] | None = None
) -> Comparison:
    """Compare two or three places of any of the answer's lists. Raises InvalidInput, NoSuchPlace.

    ways_out  place id -> what would make it possible, in sentences, where that has been worked out
    """
    _check(place_ids)
    found = [one for one in _everywhere(result) if one.place.place_id in set(place_ids)]
    if len(found) < len(place_ids):
        raise NoSuchPlace("the answer that was shown has no place with one of these ids")
    names = _names(found)
    scored = [one.place for one in found if isinstance(one.place, PlacementOption)]
    differences = tuple(_differences(scored, names))
    return Comparison(
        result_id=result.id,
        request_id=result.request_id,
        as_of=result.as_of,
        places=tuple([_compared(one, ways_out or {}) for one in found]),
        says=(*_standing(result, scored, names), *_apart(found, names), *_the_same(scored, differences)),
        differences=differences,
    )


def needed_by_all(found: Comparison) -> list[Needed]:
    """What each of the places that are not ruled out would need in the same way, so that it need be said only once."""
    each = [place.needs for place in found.places if not place.why_not]
    return [one for one in each[0] if all(one in needs for needs in each[1:])] if len(each) > 1 else []


class Listed(NamedTuple):
    """A place, and which list it is in."""

    list: str
    place: AnyPlace


def _check(place_ids: Sequence[str]) -> None:
    """Two or three, each once."""
    if len(place_ids) != len(set(place_ids)):
        raise _wrong("the same place is named twice", "Name each place once.")
    if not FEWEST <= len(place_ids) <= MOST:
        raise _wrong(f"{len(place_ids)} places are named; two or three can be compared", "Name two or three places.")


def _wrong(detail: str, mend: str) -> InvalidInput:
    return InvalidInput(detail, (Problem("/place", detail, mend),))


def _everywhere(result: MatchResult) -> list[Listed]:
    """Every place: those with a rank in its order, then those that wait, then those ruled out."""
    every = [Listed(name, place) for name in LISTS for place in getattr(result, name)]
    return sorted(every, key=lambda one: _rank(one.place) or len(every) + LISTS.index(one.list))


def _rank(place: AnyPlace) -> int | None:
    return place.overall_rank if isinstance(place, PlacementOption) else None


def _names(found: Sequence[Listed]) -> dict[str, str]:
    """Place id -> what to call it among these: the setting's name, with its kind or id where two have the same."""
    names = Counter(one.place.setting_name for one in found)
    kinds = Counter((one.place.setting_name, one.place.kind) for one in found)
    called = {}
    for _, place in found:
        more = place.kind.label if kinds[place.setting_name, place.kind] == 1 else place.place_id
        alone = names[place.setting_name] == 1
        called[place.place_id] = place.setting_name if alone else f"{place.setting_name} ({more})"
    return called


def _compared(one: Listed, ways_out: Mapping[str, tuple[str, ...]]) -> ComparedPlace:
    place = one.place
    listed = place if isinstance(place, PlacementOption) else None
    return ComparedPlace(
        place_id=place.place_id,
        setting_id=place.setting_id,
        setting_name=place.setting_name,
        kind=place.kind,
        list=one.list,
        overall_rank=_rank(place),
        score=listed.score if listed else None,
        score_range=listed.score_range if listed else None,
        needs=tuple(_needs(listed)) if listed else (),
        why_not=place.failed if isinstance(place, ExcludedPlace) else (),
        ways_out=ways_out.get(place.place_id, ()),
    )


def _needs(option: PlacementOption) -> Iterator[Needed]:
    """Each sentence once, under the first rule that says it."""
    said = set[tuple[str, str, tuple[str, ...]]]()
    for one in _every_need(option):
        if (one.kind, one.says, one.who) not in said:
            said.add((one.kind, one.says, one.who))
            yield one


def _every_need(option: PlacementOption) -> Iterator[Needed]:
    for one in option.approvals:
        who = tuple([role.label for role in one.roles])
        yield Needed(kind=APPROVAL, rule=one.rule, says=one.says, who=who, due="", unverified=one.unverified)
    for asked in option.questions:
        who = (asked.ask_whom,)
        yield Needed(kind=QUESTION, rule=asked.rule, says=asked.says, who=who, due="", unverified=asked.unverified)
    for step in option.before_confirming:
        who = tuple([role.label for role in step.who])
        yield Needed(kind=STEP, rule=step.rule, says=step.says, who=who, due=step.due, unverified=step.unverified)


def _differences(scored: Sequence[PlacementOption], names: Mapping[str, str]) -> list[Difference]:
    """Biggest first; of those as big as another, in the order of the score."""
    if len(scored) < FEWEST:
        return []
    every = [_difference(slug, each, scored, names) for slug, each in _by_part(scored)]
    return sorted([one for one in every if one.apart > 0], key=lambda one: -one.apart)


def _by_part(scored: Sequence[PlacementOption]) -> Iterator[tuple[str, list[ScorePart | Adjustment]]]:
    """Each part and adjustment of any of them, and what each has in it."""
    yield from ((parts[0].slug, [*parts]) for parts in zip(*(one.parts for one in scored), strict=True))
    added = [{adjustment.slug: adjustment for adjustment in one.adjustments} for one in scored]
    for slug in dict.fromkeys(slug for mine in added for slug in mine):
        yield slug, [mine.get(slug, _nothing(slug)) for mine in added]


def _nothing(slug: str) -> Adjustment:
    return Adjustment(slug=slug, points=0.0, known=True, could_add=0.0, because="It does not apply here.")


def _difference(
    slug: str, each: Sequence[ScorePart | Adjustment], scored: Sequence[PlacementOption], names: Mapping[str, str]
) -> Difference:
    here = [
        PointsHere(place_id=place.place_id, points=one.points, could_add=one.could_add, because=one.because)
        for place, one in zip(scored, each, strict=True)
    ]
    here.sort(key=lambda one: -one.points)
    says = " ".join(_reason(one, names[one.place_id]) for one in here)
    apart = round(here[0].points - here[-1].points, 1)
    return Difference(slug=slug, apart=apart, places=tuple(here), says=says)


def _points(points: float) -> str:
    return f"{points:g} {'point' if abs(points) == 1 else 'points'}"


def _reason(one: PointsHere, name: str) -> str:
    more = f" Up to {_points(one.could_add)} more once that is known." if one.could_add > 0 else ""
    because = f"it {one.because.removeprefix(f'{name} ')}" if one.because.startswith(f"{name} ") else one.because
    return f"{name} has {_points(one.points)}: {because}{more}"


def _standing(result: MatchResult, scored: Sequence[PlacementOption], names: Mapping[str, str]) -> Iterator[str]:
    """Of each two neighbours that have a rank: which comes first, by how much, or for which other reason."""
    ranked = [one for one in scored if one.overall_rank is not None]
    for first, then in pairwise(ranked):
        ahead = round(first.score - then.score, 1)
        one, other = names[first.place_id], names[then.place_id]
        if first.family_and_friends and not then.family_and_friends:
            yield f"{one} comes before {other} because family and friends come first, whatever the points."
        elif ahead > 0:
            yield f"{one} comes before {other}, with {_points(ahead)} more."
        elif ahead < 0 and result.is_emergency:
            yield f"{one} comes before {other}, with {_points(-ahead)} less: tonight, who can be rung and reached comes first."
        else:
            yield f"{one} and {other} have the same points."


def _apart(found: Sequence[Listed], names: Mapping[str, str]) -> Iterator[str]:
    """Those that cannot be offered as things stand."""
    for where, place in found:
        if where == "needs_information":
            yield f"{names[place.place_id]} waits for an answer before it can be offered."
        if isinstance(place, ExcludedPlace):
            reasons = " ".join(dict.fromkeys(one.says.strip() for one in place.failed))
            yield f"{names[place.place_id]} is ruled out, so it has no points. {reasons}"


def _the_same(scored: Sequence[PlacementOption], differences: Sequence[Difference]) -> Iterator[str]:
    if len(scored) >= FEWEST and not differences:
        yield "They have the same points in every part of the score."
