"""Many requests against a county at once: the engine against the slow twin, on the same pairs, in one run."""

from benchmarks.figures import Figure
from benchmarks.instances import FOUR_HUNDRED
from benchmarks.timed import Timed, ms
from matcher.frame import make_frame
from matcher.options.judged import judge_all
from matcher.scoring import ADJUSTMENTS, PARTS
from tests.property import twin

EVERY = 101
"""The twin judges one pair in so many, evenly spread over requests and places."""


def judged_and_scored(snapshot, book):
    """Every limb, part and adjustment of every pair, from the snapshot on: the twin has no frame either."""
    frame = make_frame(snapshot, book)
    judged = judge_all(frame, list(frame.requests.values()))
    return judged, judged.settled, judged.score


def test_sixty_requests_against_four_hundred_settings(benchmark, figures, book):
    snapshot = FOUR_HUNDRED.snapshot()
    timed = Timed(lambda: judged_and_scored(snapshot, book))
    benchmark.pedantic(timed, rounds=15, warmup_rounds=1)
    judged, *_ = timed()
    requests = [request.id for request in judged.asks.requests]
    pairs = [(i, row) for i in range(len(requests)) for row in range(len(snapshot.places))]
    sample = iter(pairs[::EVERY])
    by_twin = Timed(lambda: agreed(judged, snapshot, next(sample), book)).times(len(pairs[::EVERY]))
    a_pair = sum(by_twin.work) / len(by_twin.work)
    times = a_pair * len(pairs) / timed.median_work
    figures.append(
        Figure(
            what=f"60 requests x 400 settings ({len(pairs):,} pairs), limbs and scores, against the twin (own work)",
            measured=f"{times:,.0f} times faster ({ms(timed.median_work)} : {a_pair * len(pairs):.1f} s)",
            target="100 times",
            reached=times >= 100,
        )
    )
    figures.append(Figure(what=f"   the twin, by {len(by_twin.work)} of these pairs", measured=f"{ms(a_pair)} a pair"))
    assert times >= 100


def agreed(judged, snapshot, pair, book):
    """The twin's verdict on one pair, which is the engine's."""
    i, row = pair
    verdict = twin.judge(snapshot, judged.asks.requests[i].id, snapshot.places[row].place_id, book)
    outcomes = {limb.id: judged.settled[at, i, row] for at, (_, limb) in enumerate(judged.limbs)}
    assert verdict.settled == outcomes
    score = judged.score
    for part, points, could_add in zip(PARTS, score.points, score.could_add, strict=True):
        mine = verdict.parts[part.slug]
        assert (mine.points, mine.could_add) == (points[i, row], could_add[i, row])
    for adjustment, points in zip(ADJUSTMENTS, score.adjustments, strict=True):
        assert verdict.adjustments[adjustment.slug].points == points[i, row]
    assert verdict.total == score.total[i, row]
