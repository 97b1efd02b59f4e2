"""`independence-readiness`: a low score asks for the leaving care manager, and says what wants more time."""

from dataclasses import replace

from fixtures.plain_world import START, approval, born, person, setting
from fixtures.rule_examples.h_wishes_and_welcome import readiness_of
from matcher.domain.codes import Role, SettingKind, SupportCategory
from matcher.domain.people import CurrentKeyWorker
from matcher.domain.snapshot import Snapshot
from tests.spec.support import ASK, PLACE, answer, entry, listed, outcome, scene, without

READY = "independence-readiness"
FLAT = setting(kind=SettingKind.SUPPORTED_ACCOMMODATION, category=SupportCategory.SELF_CONTAINED)
LODGINGS = setting(kind=SettingKind.SUPPORTED_LODGINGS)
GROWN = person(
    date_of_birth=born(17, START),
    readiness=readiness_of(4),
)

WANTS_TIME = "Robin and Kay Worker want more time on money, self-care, safety and asking for help."


def said(snapshot: Snapshot) -> list[str]:
    return [one.says for one in entry(snapshot).approvals if one.rule == READY]


def test_a_low_score_for_a_flat_needs_the_leaving_care_manager_and_says_what_wants_more_time():
    early = scene(FLAT, who=GROWN)
    assert listed(early) == "needs_approval"
    assert said(early) == [f"{WANTS_TIME} Lodgings may suit better first."]


def test_lodgings_are_not_said_to_suit_better_than_lodgings():
    assert said(scene(LODGINGS, who=GROWN)) == [WANTS_TIME]


def test_without_a_key_worker_the_sentence_names_nobody():
    alone = replace(GROWN, key_worker=CurrentKeyWorker())
    assert said(scene(FLAT, who=alone))[0].startswith("Robin and their key worker want more time on money")


def test_the_leaving_care_manager_may_agree():
    agreed = scene(FLAT, who=GROWN, authorisations=(approval(READY, Role.LEAVING_CARE_MANAGER),))
    assert listed(agreed) == "options"


def test_nobody_elses_agreement_counts():
    agreed = scene(FLAT, who=GROWN, authorisations=(approval(READY, Role.HUB_MANAGER),))
    assert listed(agreed) == "needs_approval"


def test_no_score_is_asked_once_and_the_place_keeps_its_list():
    unscored = scene(FLAT, who=without(GROWN, "readiness"))
    assert outcome(unscored, READY) is ASK
    assert listed(unscored) == "options"
    assert [one.rule for one in answer(unscored).ask_first].count(READY) == 1


def test_a_category_that_decides_needs_an_approval_with_the_question_beside_it():
    unknown = scene(without(FLAT, "category"), who=replace(GROWN, readiness=readiness_of(6)))
    assert outcome(unknown, READY) is PLACE
    assert listed(unknown) == "needs_approval"
    assert said(unknown) == ["Is Setting home self-contained, or shared?"]
