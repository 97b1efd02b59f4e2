"""How sure the order is, in plain words."""

from collections.abc import Sequence

from matcher.options.sensitivity.found import POINTS
from matcher.options.sensitivity.result import Deciding, FirstPlace, Turn, WeightTried
from matcher.options.sensitivity.standing import Standing
from matcher.options.sensitivity.weights import FIRST, MOST_PERCENT, Tried, Turned

NO_ANSWER = "No answer would change the first place."
NO_ORDER = "No place can be offered yet, so there is no order to look at."
ONLY_ONE = "Only one place is on the list, so there is no order to turn."


def weight_in_words(found: Standing, tried: Tried) -> WeightTried:
    """What came of one weight."""
    less, more = (_turn(found, one) for one in (tried.less, tried.more))
    return WeightTried(
        slug=tried.slug,
        points=tried.points,
        survives=less is None and more is None,
        less=less,
        more=more,
        says=" ".join(_turned(found, one) for one in (tried.less, tried.more) if one is not None)
        or f"The order holds from {MOST_PERCENT} percent less to {MOST_PERCENT} percent more.",
    )


def _turn(found: Standing, turned: Turned | None) -> Turn | None:
    if turned is None:
        return None
    return Turn(percent=turned.step / 10, order=tuple([found.place_id(at) for at in turned.first]))


def _turned(found: Standing, turned: Turned) -> str:
    """From which percentage on, and what then stands where another stood."""
    at = next(k for k, (old, new) in enumerate(zip(found.ranked, turned.first, strict=False)) if old != new)
    new, old = (found.setting(one).name for one in (turned.first[at], found.ranked[at]))
    rooms = " (another room)" if new == old else ""
    size = "more" if turned.step > 0 else "less"
    return f"With {abs(turned.step) / 10:g} percent {size}, {new}{rooms} comes before {old}."


def said(
    found: Standing, first: Sequence[FirstPlace], weights: Sequence[WeightTried], questions: Sequence[Deciding]
) -> tuple[str, ...]:
    """The whole answer in a few sentences; none where the request belongs elsewhere."""
    if found.lists.referred:
        return ()
    question = _question(questions)
    if not first:
        return (NO_ORDER, question) if questions else (NO_ORDER,)
    if len(found.ranked) == 1:
        return (ONLY_ONE, question)
    return (_weights(first, weights), _ranges(found, first[0], questions), question)


def _weights(first: Sequence[FirstPlace], weights: Sequence[WeightTried]) -> str:
    turning = [one for one in weights if not one.survives]
    many = {2: "two", FIRST: "three"}[len(first)]
    if not turning:
        return f"The first {many} places keep their order if any one weight is up to {MOST_PERCENT} percent smaller or larger."
    which = f"{len(turning)} of {len(weights)} weights, changed by {MOST_PERCENT} percent or less,"
    return f"{which} would turn the order of the first {many} places."


def _ranges(found: Standing, leader: FirstPlace, questions: Sequence[Deciding]) -> str:
    """Whether the first place has most points whatever the unknowns turn out to be."""
    best = max(float(found.lists.score.best[at]) for at in found.ranked[1:])
    if leader.worst > best and not any(one.by == POINTS for one in questions):
        return f"Even at its worst, {leader.setting_name} has more points than any other place at its best."
    return "What is not known yet could bring the places closer together, or further apart."


def _question(questions: Sequence[Deciding]) -> str:
    if not questions:
        return NO_ANSWER
    return f"The one question that could change the first place: {questions[0].says} Ask {questions[0].ask_whom}."
