"""A draft impact risk assessment on generated worlds: nothing invented, nothing left out, and the same figures as the rule book."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from matcher.domain.snapshot import Snapshot
from matcher.frame import Frame, Pairs, make_frame
from matcher.options.explain import explain
from matcher.options.impact import ImpactDraft, impact_draft
from matcher.options.impact.alone import BETWEEN_TWO, Alone, as_newcomer, as_resident
from matcher.options.impact.company import GAP
from matcher.options.impact.draft import draft_of
from matcher.options.impact.mix import meetings
from matcher.options.impact.pointers import parts_of
from matcher.options.impact.result import ImpactQuestion, ImpactResident, ImpactSays
from matcher.options.impact.there import Scene
from matcher.outcomes import Outcome
from matcher.policy import load_policy
from tests.impact_records import recorded, without
from tests.property.worlds import world

BOOK = load_policy()
SEEDS = range(7)
OF_EACH = 1
SIDES = ("newcomer_for_resident", "resident_for_newcomer", "for_both")
KINDS = ("worries", "strengths", "would_help")
MIX = "resident-mix-score:limit"


class Case(NamedTuple):
    """One draft, and what it is of."""

    seed: int
    request_id: str
    place_id: str
    scene: Scene
    draft: ImpactDraft


@cache
def cases() -> tuple[Case, ...]:
    """Every draft that is needed, of every open request of these worlds."""
    found = []
    for seed in SEEDS:
        snapshot = world(seed)
        mine = {one.id: one.for_young_person_id for one in snapshot.settings}
        for request in (one for one in snapshot.placement_requests if one.is_open):
            for place in snapshot.places:
                if mine[place.setting_id] in {None, request.young_person_id}:
                    scene = Scene(snapshot, request.id, place.place_id, BOOK)
                    draft = draft_of(scene)
                    found += [Case(seed, request.id, place.place_id, scene, draft)] if draft.is_needed else []
    return tuple(found)


def said(draft: ImpactDraft) -> Iterator[tuple[str, ImpactSays]]:
    """Every sentence, with where it stands."""
    for one in draft.residents:
        for side in SIDES:
            for kind in KINDS:
                for sentence in getattr(getattr(one, side), kind):
                    yield f"{one.id} {side} {kind}", sentence
    for sentence in (*draft.group.says, *draft.group.worries):
        yield "group", sentence


def questions(draft: ImpactDraft) -> Iterator[tuple[str, ImpactQuestion]]:
    for one in draft.residents:
        for question in one.for_both.questions:
            yield one.id, question
    for question in (*draft.young_person.questions, *draft.group.questions):
        yield "", question


def again(case: Case, snapshot: Snapshot) -> ImpactDraft:
    return impact_draft(snapshot, case.request_id, case.place_id, BOOK)


def shape(pointer: str) -> str:
    """Where in a record, whoever's it is: `young_people risks`."""
    parts = parts_of(pointer)
    return f"{parts[0]} {parts[2] if len(parts) > 2 else ''} {parts[4] if len(parts) > 4 else ''}"


def few(found: Iterator[tuple[str, Case, str, Any]]) -> Iterator[tuple[Case, str, Any]]:
    """Of each sort the first ones."""
    seen: Counter[str] = Counter()
    for sort, case, where, one in found:
        seen[sort] += 1
        if seen[sort] <= OF_EACH:
            yield case, where, one


def test_every_sentence_is_gone_once_any_fact_it_stands_on_is_gone():
    def each() -> Iterator[tuple[str, Case, str, Any]]:
        for case in cases():
            for where, sentence in said(case.draft):
                for pointer in sentence.stands_on:
                    sort = f"{where.split()[-1]} {sentence.rule} {shape(pointer)}"
                    yield sort, case, where, (sentence, pointer)

    tried = 0
    for case, where, (sentence, pointer) in few(each()):
        left = again(case, without(world(case.seed), pointer))
        assert (where, sentence.says) not in {(at, one.says) for at, one in said(left)}, (case[:3], pointer)
        tried += 1
    assert tried > 40


def test_every_fact_that_a_sentence_stands_on_is_shown():
    for case in cases():
        draft = case.draft
        shown = {fact.at for one in draft.residents for fact in one.facts}
        shown |= {fact.at for fact in (*draft.young_person.facts, *draft.group.facts)}
        for where, sentence in said(draft):
            assert set(sentence.stands_on) <= shown, (case[:3], where, sentence)


def test_every_fact_is_gone_once_it_is_not_recorded():
    def each() -> Iterator[tuple[str, Case, str, Any]]:
        for case in cases():
            for one in case.draft.residents:
                for fact in one.facts:
                    yield shape(fact.at), case, one.id, fact

    for case, who, fact in few(each()):
        left = again(case, without(world(case.seed), fact.at))
        facts = {(each.at, each.says) for one in left.residents if one.id == who for each in one.facts}
        assert (fact.at, fact.says) not in facts, (case[:3], fact)


def test_what_stands_on_no_fact_is_the_rule_books_own_sentence():
    for case in cases()[::4]:
        bare = [sentence for _, sentence in said(case.draft) if not sentence.stands_on]
        if bare:
            limbs = explain(world(case.seed), case.request_id, case.place_id, BOOK, in_full=True)
            book = {one.rule for one in limbs if one.outcome == "not_met"}
            assert {one.rule for one in bare} <= book, case[:3]
            assert all(one in case.draft.group.worries for one in bare)


def test_every_question_is_answered_by_recording_what_it_says_is_missing():
    def each() -> Iterator[tuple[str, Case, str, Any]]:
        for case in cases():
            for where, question in questions(case.draft):
                if question.missing:
                    sort = f"{question.rule} {bool(where)} {[shape(one) for one in question.missing]}"
                    yield sort, case, where, question

    tried = 0
    for case, where, question in few(each()):
        snapshot = world(case.seed)
        for pointer in question.missing:
            snapshot = recorded(snapshot, pointer)
        left = [(at, one.says) for at, one in questions(again(case, snapshot))]
        assert (where, question.says) not in left, (case[:3], question)
        tried += 1
    assert tried > 25


def test_what_the_rule_book_says_because_of_one_other_person_is_said_by_name():
    """Whatever is not met with this one person there, and would be met if nobody were."""
    reached: Counter[Any] = Counter()
    for case in cases():
        for other, shown in zip(case.scene.others, case.draft.residents, strict=True):
            for limb, ways in WAYS.items():
                for way in ways if not other.is_own_child else ways[:1]:
                    alone = way(case.scene, other)
                    if alone.fails(limb) and not nobody_there(alone).fails(limb):
                        reached[limb] += 1
                        assert slug(limb) in worried(shown), (case[:3], other.id, limb)
    assert len(reached) >= 6, "the rest is in tests/spec"


BOTH_WAYS = (as_newcomer, as_resident)
WAYS = {limb: BOTH_WAYS for limb in BETWEEN_TWO if limb != MIX} | {GAP: (as_newcomer,)}


def slug(rule: str) -> str:
    return rule.partition(":")[0]


def nobody_there(alone: Alone) -> Alone:
    home = replace(alone.world.settings[0], household=())
    return replace(alone, world=replace(alone.world, settings=(home,), placements=()))


def worried(shown: ImpactResident) -> set[str]:
    return {slug(one.rule) for side in SIDES for one in getattr(shown, side).worries}


def test_once_every_question_is_answered_nothing_between_two_people_is_unknown():
    tried = 0
    for case in cases()[::3]:
        snapshot = world(case.seed)
        for _, question in questions(case.draft):
            for pointer in question.missing:
                snapshot = recorded(snapshot, pointer)
        scene = Scene(snapshot, case.request_id, case.place_id, BOOK)
        for other in scene.others:
            for limb, ways in WAYS.items():
                for way in ways if not other.is_own_child else ways[:1]:
                    alone = way(scene, other)
                    settled = alone.outcome(limb) in KNOWN or nobody_there(alone).outcome(limb) not in KNOWN
                    assert settled, (case[:3], other.id, limb)
                    tried += 1
    assert tried > 100


KNOWN = {Outcome.MET, Outcome.NOT_MET, Outcome.NOT_JUDGED, None}


@cache
def judged(seed: int, request_id: str) -> tuple[Frame, Pairs]:
    frame = make_frame(world(seed), BOOK)
    return frame, frame.asking([frame.request(request_id)])[1]


def test_the_largest_of_all_meetings_is_the_mix_score_of_the_place():
    reached: Counter[Any] = Counter()
    for case in cases():
        frame, pairs = judged(case.seed, case.request_id)
        row = next(row for row, one in enumerate(frame.places.rows) if one.place_id == case.place_id)
        counted = [
            one.counted
            for other in case.scene.others
            for mine in (True, False)
            for one in meetings(case.scene, other, newcomer_brings=mine)
        ]
        assert max(counted, default=0) == int(pairs.exposure.worst[0, row]), case[:3]
        reached[max(counted, default=0) > 0] += 1
    assert min(reached[True], reached[False]) > 5


def test_the_decision_is_never_made():
    assert {one.draft.decision.decision for one in cases()} == {None}
    assert {one.draft.decision.decided_by for one in cases()} == {None}


def test_the_same_record_gives_the_same_draft():
    case = cases()[3]
    assert again(case, world(case.seed)) == case.draft
