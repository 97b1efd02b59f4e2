"""A draft impact risk assessment, person by person: what each could mean for the other, from the record and the rule book."""

from dataclasses import replace
from datetime import date

import pytest

from fixtures.plain_world import START, born, day, lives, setting, without
from matcher.domain.codes import ImpactDecision, MemberRelation, SettingKind, ShiftName
from matcher.domain.home_codes import ContactOrderKind, CourtConditionKind, FireMeasure, LockedAway, SupportLevel
from matcher.domain.people import IdentityNeed, NamedPlace, Relationship, SiblingLink, View
from matcher.domain.people_law import LegalReason
from matcher.domain.people_needs import ContactOrder, CourtCondition
from matcher.domain.person_codes import (
    Depth,
    IdentityAspect,
    LegalStatus,
    NeedCategory,
    RiskType,
    SeparationReason,
    SiblingPlan,
    ViewAbout,
    ViewStrength,
)
from matcher.domain.placements import ImpactRiskAssessment, Mitigation, SeparationEntry
from matcher.domain.settings import HouseholdMember
from matcher.domain.staff import Commitment
from tests.spec.impact import both, drafted, harm, risk, robin, sam, says
from tests.spec.support import scene

FIRE, VIOLENCE, SEXUAL_HARM = RiskType.FIRE_SETTING, RiskType.VIOLENCE, RiskType.SEXUAL_HARM


def test_a_risk_and_what_it_could_harm_are_said_the_way_they_go():
    shown = both(robin(risks=risk(level=2)), sam(vulnerabilities=harm(level=3)))
    (worry,) = says(shown.newcomer_for_resident.worries)
    assert worry == (
        "Plan for bullying. Robin's record has it as a medium risk to others. How much it could harm Sam: high. "
        "Counted together: 6 of 9."
    )
    assert shown.resident_for_newcomer.worries == ()


def test_the_other_way_it_is_the_residents_risk():
    shown = both(robin(vulnerabilities=harm(level=1)), sam(risks=risk(level=3)))
    assert shown.newcomer_for_resident.worries == ()
    assert says(shown.resident_for_newcomer.worries)[0].startswith("Plan for bullying. Sam's record")
    assert says(shown.resident_for_newcomer.worries)[0].endswith("Counted together: 3 of 9.")


def test_the_most_there_can_be_names_who_has_to_agree():
    shown = both(robin(risks=risk(level=3)), sam(vulnerabilities=harm(level=3)))
    assert says(shown.newcomer_for_resident.worries)[0].endswith(
        "Counted together: 9 of 9. This is the most there can be: the registered manager has to agree."
    )


def test_a_risk_that_nothing_meets_is_a_fact_and_no_worry():
    shown = both(robin(risks=risk()), sam(risks=risk()))
    assert (shown.newcomer_for_resident.worries, shown.resident_for_newcomer.worries) == ((), ())
    assert any("Bullying: medium risk" in one.says for one in shown.facts)


def test_a_risk_that_is_too_old_is_shown_not_counted_and_asked_about():
    """24 months before 1 June 2026 is 1 June 2024: the day before it no longer counts."""
    old, just = date(2024, 5, 31), date(2024, 6, 1)
    shown = both(robin(vulnerabilities=harm()), sam(risks=risk(recorded_on=old)))
    assert shown.resident_for_newcomer.worries == ()
    assert any("Older than 24 months: shown, not counted." in one.says for one in shown.facts)
    assert "Can somebody look again at the risk of bullying for Sam? The record is old." in says(
        shown.for_both.questions
    )
    unsure = both(other=sam(risks=risk(level=None, recorded_on=old)))
    assert "How serious" not in " ".join(says(unsure.for_both.questions))
    counted = both(robin(vulnerabilities=harm()), sam(risks=risk(recorded_on=just)))
    assert len(counted.resident_for_newcomer.worries) == 1
    assert "look again" not in " ".join(says(counted.for_both.questions))


def test_a_flag_without_a_level_counts_as_medium_and_is_asked():
    shown = both(robin(vulnerabilities=harm()), sam(risks=risk(level=None)))
    assert says(shown.resident_for_newcomer.worries)[0].endswith("Counted together: 6 of 9.")
    assert "How serious is the risk of bullying for Sam, and how recent is it?" in says(shown.for_both.questions)


def test_a_fact_says_its_date_and_source_or_that_they_are_not_known():
    told = risk(recorded_on=date(2026, 3, 2), looked_at_on=date(2026, 5, 4), source="Care plan", handling="Hub staff")
    dated = next(one for one in both(other=sam(risks=told)).facts if "Bullying" in one.says)
    assert dated.says.endswith("Recorded on 2 March 2026, looked at again on 4 May 2026; source: Care plan.")
    assert (dated.recorded_on, dated.source, dated.handling) == (date(2026, 3, 2), "Care plan", "Hub staff")
    bare = next(one for one in both(other=sam(risks=risk())).facts if "Bullying" in one.says)
    assert bare.says.endswith("Date not known; source not known.")


def agreed(level: int, decision: ImpactDecision = ImpactDecision.ACCEPT_WITH_PLAN) -> ImpactRiskAssessment:
    return ImpactRiskAssessment(
        id="made",
        young_person_id="yp",
        setting_id="home",
        residents=("sam",),
        decision=decision,
        mitigations=(Mitigation(risk=RiskType.BULLYING, level=level),),
    )


def test_what_was_agreed_before_lowers_it_and_is_said_as_a_help():
    shown = both(robin(risks=risk()), sam(vulnerabilities=harm(level=1)), impact_risk_assessments=(agreed(1),))
    assert says(shown.newcomer_for_resident.worries)[0].endswith(
        "Counted together: 2, less 1 for what was agreed: 1 of 9."
    )
    assert says(shown.newcomer_for_resident.would_help)[0] == (
        "Bullying: keep to what was agreed before. It lowers this by 1."
    )
    covered = both(robin(risks=risk()), sam(vulnerabilities=harm(level=1)), impact_risk_assessments=(agreed(2),))
    assert covered.newcomer_for_resident.worries == ()
    assert says(covered.newcomer_for_resident.would_help)[0].endswith("It covers what the record says.")


def test_what_was_agreed_in_an_assessment_that_said_no_lowers_nothing():
    declined = (agreed(2, ImpactDecision.DECLINE),)
    shown = both(robin(risks=risk()), sam(vulnerabilities=harm(level=1)), impact_risk_assessments=declined)
    assert says(shown.newcomer_for_resident.worries)[0].endswith("Counted together: 2 of 9.")


def test_what_would_help_is_what_the_home_is_recorded_to_have_or_not_to_have():
    home = setting(
        skills=(NeedCategory.TRAUMA,),
        locked_away=(LockedAway.MEDICINES,),
        night_cover=SupportLevel.SLEEP_IN,
        standing_waking_night=False,
        night_checks=None,
    )
    pills = RiskType.SELF_HARM
    shown = both(robin(risks=risk(pills)), sam(vulnerabilities=harm(pills)), home=home)
    assert says(shown.newcomer_for_resident.would_help) == [
        "Experience of self-harm would help. It is not among what is recorded for Setting home.",
        "Self-harm: medicines are kept locked.",
        "Self-harm: it would help to lock sharps away. They are not recorded as locked.",
        "At night there is somebody sleeping in at Setting home, and nobody awake is recorded.",
    ]


def test_where_nothing_is_to_be_planned_for_no_help_is_offered():
    assert both().newcomer_for_resident.would_help == ()


def test_staff_that_somebody_has_to_themselves_help_on_these_nights_only():
    staff = Commitment(setting_id="home", staff=1, first_night=day(0), young_person_id="sam", shifts=(ShiftName.DAY,))
    shown = both(commitments=(staff,))
    assert says(shown.newcomer_for_resident.would_help) == [
        "Sam has 1 member of staff to themselves by day, from 1 June 2026."
    ]
    over = replace(staff, first_night=day(-9), leaving=day(0))
    assert both(commitments=(over,)).newcomer_for_resident.would_help == ()


def test_a_gap_in_age_over_the_figure_is_for_both():
    assert says(both(other=sam(date_of_birth=born(8, START))).for_both.worries) == [
        "Robin and Sam would be more than 5 years apart in age. The registered manager has to agree."
    ]
    assert both(other=sam(date_of_birth=born(10, START))).for_both.worries == ()


def test_a_child_under_the_age_is_named_with_the_risk():
    shown = both(robin(risks=risk(SEXUAL_HARM)), sam(date_of_birth=born(10, day(1))))
    (worry,) = says(shown.newcomer_for_resident.worries)
    assert worry == (
        "Sam is under 10. There is a risk of sexual harm on Robin's record. A plan that keeps everyone safe is needed, "
        "agreed with the registered manager."
    )
    assert both(robin(risks=risk(SEXUAL_HARM)), sam(date_of_birth=born(10, START))).newcomer_for_resident.worries == ()


def test_the_highest_risk_to_a_child_could_not_be_made_safe():
    shown = both(robin(risks=risk(SEXUAL_HARM, 3)), sam(date_of_birth=born(9, START)))
    (worry,) = shown.newcomer_for_resident.worries
    assert worry.rule == "younger-children-in-household:sexual-harm-3"
    assert worry.says.endswith("It could not be made safe for everyone.")


def test_the_household_may_say_that_a_risk_would_matter_more_to_its_child():
    child = HouseholdMember(
        id="kim",
        relation=MemberRelation.OWN_CHILD,
        date_of_birth=born(15, START),
        vulnerabilities=(),
        vulnerable_child=True,
    )
    family = setting("home", SettingKind.FOSTER_FAMILY, household=(child,))
    (shown,) = drafted(scene(family, who=robin(risks=risk(VIOLENCE)))).residents
    assert says(shown.newcomer_for_resident.worries)[0].startswith(
        "Person kim is a child to whom a risk would matter more."
    )
    assert shown.resident_for_newcomer == type(shown.resident_for_newcomer)()


def test_what_the_other_could_mean_is_judged_from_the_night_they_come():
    """Robin turns 8 on 6 June; Sam would come on 11 June. A risk of violence is one to those under 8."""
    seven = robin(date_of_birth=born(8, day(5)))
    violent = sam(risks=risk(VIOLENCE))
    later = scene(who=seven, there=(violent,), stays=(lives("sam", first_night=day(10)),))
    assert drafted(later).residents[0].resident_for_newcomer.worries == ()
    sooner = scene(who=seven, there=(violent,), stays=(lives("sam", first_night=day(4)),))
    assert says(drafted(sooner).residents[0].resident_for_newcomer.worries)[0].startswith("Robin is under 8.")


def test_in_a_fire_a_small_child_and_whoever_cannot_leave_alone_are_named():
    small = both(robin(risks=risk(FIRE, 3)), sam(date_of_birth=born(4, START)))
    assert says(small.newcomer_for_resident.worries)[0].startswith("Sam is under 5.")
    slow = both(robin(risks=risk(FIRE, 3)), sam(cannot_leave_alone=True))
    assert says(slow.newcomer_for_resident.worries)[0].startswith(
        "Sam could not leave the building alone, as their record"
    )
    assert both(robin(risks=risk(FIRE, 2)), sam(cannot_leave_alone=True)).newcomer_for_resident.worries == ()
    other_way = both(robin(cannot_leave_alone=True), sam(risks=risk(FIRE, 3)))
    assert says(other_way.resident_for_newcomer.worries)[0].startswith("Robin could not leave the building alone")


def test_against_fire_what_there_is_and_what_there_is_not_are_both_said():
    home = setting(fire_measures=(FireMeasure.LINKED_ALARMS,))
    shown = both(robin(risks=risk(FIRE)), sam(vulnerabilities=harm(FIRE)), home=home)
    assert says(shown.newcomer_for_resident.would_help)[:2] == [
        "Against fire there are alarms that are linked.",
        "Against fire it would help to have sprinklers and lighters and matches locked away.",
    ]


def test_a_need_to_be_alone_is_said_of_whoever_has_it():
    mine = both(robin(needs_solo=True))
    assert says(mine.resident_for_newcomer.worries) == [
        "Robin needs to be the only young person for now, and Sam is under 18. The service manager has to agree."
    ]
    theirs = both(other=sam(needs_solo=True))
    assert says(theirs.newcomer_for_resident.worries) == [
        "Sam needs to be the only young person for now, and Robin is under 18. The service manager has to agree."
    ]


def test_each_need_about_company_is_said_for_itself():
    young = both(robin(no_younger=True, only_younger=True), sam(date_of_birth=born(13, START)))
    assert [one.says.split(", and")[1] for one in young.resident_for_newcomer.worries] == [
        " Sam is younger. The service manager has to agree."
    ]


def test_a_separation_is_said_with_its_reason_and_who_has_to_agree():
    entry = SeparationEntry(person_a="sam", person_b="yp", reason=SeparationReason.SEXUAL_HARM)
    assert says(both(separation_entries=(entry,)).for_both.worries) == [
        "Robin and Sam must not live together: sexual harm."
    ]
    review = replace(entry, reason=SeparationReason.CONFLICT)
    (worry,) = says(both(separation_entries=(review,)).for_both.worries)
    assert worry == (
        "Robin and Sam must not live together: conflict. The registered manager and the service manager have to agree to "
        "anything else."
    )
    over = replace(entry, ends_on=day(-1))
    assert both(separation_entries=(over,)).for_both.worries == ()


def test_a_courts_order_and_a_courts_condition_are_said():
    order = ContactOrder(person_id="sam", kind=ContactOrderKind.NO_CONTACT)
    assert says(both(robin(contact_orders=(order,))).for_both.worries) == [
        "A court order stops Robin living with or seeing Sam."
    ]
    condition = CourtCondition(kind=CourtConditionKind.NON_CONTACT, person_id="sam")
    remand = robin(legal_status=LegalReason(status=LegalStatus.REMAND_LAA), court_conditions=(condition,))
    assert "A court's condition keeps Robin from having contact with Sam." in says(both(remand).for_both.worries)


def test_brothers_and_sisters_are_said_by_their_plan():
    together = SiblingLink(person_id="sam", plan=SiblingPlan.TOGETHER)
    assert says(both(robin(siblings=(together,))).for_both.strengths) == [
        "Robin and Sam are brothers or sisters. Robin's record says that they are to live together."
    ]
    apart = replace(together, plan=SiblingPlan.APART)
    assert says(both(robin(siblings=(apart,))).for_both.worries) == [
        "The plan on Robin's record is to live apart from Sam."
    ]
    open_still = replace(together, plan=None)
    assert "Are Robin and Sam to live together, or apart?" in says(
        both(robin(siblings=(open_still,))).for_both.questions
    )


def test_what_both_share_is_a_strength_however_it_is_written():
    polish = IdentityNeed(aspect=IdentityAspect.LANGUAGE, wants="Polish", importance=2)
    club = NamedPlace(id="club", name="Judo club")
    shown = both(
        robin(identity_needs=(polish,), friends_and_activities=(club,), likes_animals=True),
        sam(
            identity_needs=(replace(polish, wants="polish "),),
            friends_and_activities=(NamedPlace(id="c2", name="judo Club"),),
            likes_animals=True,
        ),
    )
    assert says(shown.for_both.strengths) == [
        "Language: polish is recorded for both Robin and Sam.",
        "Both Robin and Sam named judo Club as something that matters to them.",
        "Both Robin and Sam like animals.",
    ]


def test_what_one_has_said_of_the_other_goes_one_way():
    likes = View(about=ViewAbout.PERSON, person_id="yp", view=ViewStrength.STRONGLY_FOR)
    shown = both(other=sam(views=(likes,)))
    assert says(shown.newcomer_for_resident.strengths) == ["Asked about Robin, Sam is strongly for."]
    assert "somebody new" not in " ".join(says(shown.for_both.questions))
    against = replace(likes, view=ViewStrength.AGAINST)
    assert says(both(other=sam(views=(against,))).newcomer_for_resident.worries) == [
        "Asked about Robin, Sam is against. Talk with Sam about it first."
    ]


def test_having_lived_together_before_is_said_as_it_ended():
    well = Relationship(person_id="sam", depth=Depth.LIVED_WITH_ENDED_WELL)
    assert says(both(robin(relationships=(well,))).resident_for_newcomer.strengths) == [
        "Robin has lived before, and it ended well, with Sam."
    ]
    early = replace(well, depth=Depth.LIVED_WITH_DISRUPTED)
    assert says(both(robin(relationships=(early,))).resident_for_newcomer.worries) == [
        "Robin and Sam have lived together before, and it ended early."
    ]


def test_two_of_the_same_name_are_told_apart():
    shown = both(other=sam(name_to_use="robin"))
    assert shown.name == "robin (sam)"


MISSING = {
    "date_of_birth": "How old is {}?",
    "risks": "What risks to others have been assessed for {}?",
    "vulnerabilities": "What has been assessed of what could harm {} most?",
    "needs_solo": "Does {} need to be the only young person, or to live with nobody younger or only with younger ones?",
    "only_younger": "Does {} need to be the only young person, or to live with nobody younger or only with younger ones?",
    "siblings": "Does {} have brothers or sisters, and are they to live together?",
    "contact_orders": "Does a court order stop {} living with or seeing anybody?",
}


@pytest.mark.parametrize("fact", MISSING)
def test_a_fact_that_is_missing_of_either_is_asked_of_whoever_knows(fact):
    mine = drafted(scene(who=without(robin(), fact), there=(sam(),)))
    assert [(one.says, one.ask_whom) for one in mine.young_person.questions] == [
        (MISSING[fact].format("Robin"), "the social worker")
    ]
    (theirs,) = drafted(scene(there=(without(sam(), fact),))).residents
    assert (MISSING[fact].format("Sam"), "the registered manager") in [
        (one.says, one.ask_whom) for one in theirs.for_both.questions
    ]


def test_where_everything_is_recorded_nothing_is_asked():
    view = View(about=ViewAbout.PERSON, person_id="yp", view=ViewStrength.UNSURE)
    draft = drafted(scene(there=(sam(views=(view,)),)))
    assert draft.young_person.questions == draft.group.questions == draft.residents[0].for_both.questions == ()


def test_nothing_recorded_of_somebody_is_asked_for():
    grown = HouseholdMember(id="kim", relation=MemberRelation.STAYING_PUT)
    (shown,) = drafted(scene(setting("home", SettingKind.FOSTER_FAMILY, household=(grown,)))).residents
    assert says(shown.for_both.questions) == [
        "Nothing is recorded of Person kim: how old they are, what risks there are to others, and what could harm them?"
    ]
