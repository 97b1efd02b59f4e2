"""How sure the order of one request's options is: weights, ranges, and the one question."""

from matcher import ENGINE_VERSION
from matcher.domain.snapshot import Snapshot
from matcher.frame import Frame, make_frame
from matcher.options.rank import Ranking
from matcher.options.score_in_words import held
from matcher.options.sensitivity.about_person import AboutPerson
from matcher.options.sensitivity.about_places import AboutPlaces
from matcher.options.sensitivity.about_rules import AboutRules
from matcher.options.sensitivity.found import Found
from matcher.options.sensitivity.in_words import said, weight_in_words
from matcher.options.sensitivity.ranges import worst_totals
from matcher.options.sensitivity.result import Deciding, FirstPlace, Sensitivity
from matcher.options.sensitivity.standing import Standing, standing
from matcher.options.sensitivity.weights import FIRST, try_weights
from matcher.policy import PolicyBook
from matcher.rules import rule_set


def sensitivity(snapshot: Snapshot, request_id: str, book: PolicyBook) -> Sensitivity:
    """How sure the order of the first three places is. Same snapshot and policy: the same answer. Raises NoSuchRequest."""
    return sensitivity_in(make_frame(snapshot, book), request_id)


def sensitivity_in(frame: Frame, request_id: str) -> Sensitivity:
    """As `sensitivity`, in a frame already made."""
    found = standing(frame, request_id)
    first, questions = _first(found), deciding(found)
    weights = tuple([weight_in_words(found, one) for one in try_weights(found.order)]) if found.ranked else ()
    return Sensitivity(
        request_id=request_id,
        is_emergency=found.request.is_emergency,
        as_of=frame.snapshot.as_of,
        snapshot_hash=frame.snapshot_hash,
        rule_set=rule_set(frame.policy.day),
        policy_version=f"{frame.book.version}-{frame.book.hash[:12]}",
        engine_version=ENGINE_VERSION,
        first=first,
        survives=all(one.survives for one in weights),
        weights=weights,
        question=questions[0] if questions else None,
        further_questions=tuple(questions[1:]),
        says=said(found, first, weights, questions),
        referred=Ranking(found.judged, 0).referred,
    )


def _first(found: Standing) -> tuple[FirstPlace, ...]:
    """The first three places of the one list, each with its range."""
    if not found.ranked:
        return ()
    score, worst = found.lists.score, worst_totals(found.lists)
    return tuple(
        [
            FirstPlace(
                overall_rank=rank,
                place_id=found.place_id(at),
                setting_id=found.setting(at).id,
                setting_name=found.setting(at).name,
                kind=found.frame.places.kinds[found.row(at)],
                family_and_friends=bool(found.lists.family_and_friends[found.row(at)]),
                score=held(float(score.total[at])),
                worst=held(float(worst[at])),
                best=held(float(score.best[at])),
            )
            for rank, at in enumerate(found.ranked[:FIRST], start=1)
        ]
    )


def deciding(found: Standing) -> list[Deciding]:
    """The questions whose answer could change the first place, the one question first.

    First those that decide by points, by how far another place would then lead; then those of rules.
    """
    if found.lists.referred or not found.lists.listed.size:
        return []
    by_points = [*AboutPerson(found).found(), *AboutPlaces(found).found()] if found.ranked else []
    every = sorted([*by_points, *AboutRules(found).found()], key=_most_telling)
    asked: dict[tuple[str, str | None], Deciding] = {}
    for one in every:
        asked.setdefault((one.deciding.says, one.deciding.place_id), one.deciding)
    return list(asked.values())


def _most_telling(one: Found) -> tuple[bool, int]:
    return one.lead is None, -(one.lead or 0)
