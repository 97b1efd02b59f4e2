"""`view-on-option`: what the young person has said, as points of 14, as an approval, and as a no at 16 or 17."""

from datetime import date

import pytest

from fixtures.plain_world import START, born, person, setting
from matcher.domain.codes import SettingKind
from matcher.domain.people import Relationship, View
from matcher.domain.people_law import Consent, Consenter, LegalReason
from matcher.domain.person_codes import Depth, LegalStatus, ViewAbout, ViewStrength
from matcher.domain.snapshot import Snapshot
from tests.spec.scores import part, points
from tests.spec.support import ASK, MET, NOT_MET, day, listed, outcome, scene

VIEW = "view-on-option"
STRONGLY = "view-on-option:strongly-against"
REFUSED = "view-on-option:refused"
HOME, FAMILY, COMMUNITY = SettingKind.CHILDRENS_HOME, SettingKind.FOSTER_FAMILY, SettingKind.COMMUNITY_FAMILY
FOR, AGAINST, STRONGLY_AGAINST = ViewStrength.FOR, ViewStrength.AGAINST, ViewStrength.STRONGLY_AGAINST


def here(view: ViewStrength, **facts) -> View:
    return View(about=ViewAbout.SETTING, setting_id="home", view=view, **facts)


def on_kind(view: ViewStrength, kind: SettingKind) -> View:
    return View(about=ViewAbout.SETTING_KIND, setting_kind=kind, view=view)


def on_person(view: ViewStrength, who: str = "home-carer") -> View:
    return View(about=ViewAbout.PERSON, person_id=who, view=view)


def said(*views: View, kind: SettingKind = HOME, **facts) -> Snapshot:
    return scene(setting(kind=kind), who=person(views=views, **facts))


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (ViewStrength.STRONGLY_FOR, 14.0),
        (ViewStrength.FOR, 11.2),
        (ViewStrength.UNSURE, 7.0),
        (ViewStrength.NOT_YET_ASKED, 7.0),
        (ViewStrength.AGAINST, 1.4),
        (ViewStrength.STRONGLY_AGAINST, 0.0),
    ],
)
def test_each_view_has_its_share_of_fourteen(view, expected):
    assert points(said(here(view)), VIEW) == expected


def test_nothing_said_about_a_place_counts_as_not_yet_asked():
    assert points(said(), VIEW) == 7.0
    assert points(said(View(about=ViewAbout.SETTING, setting_id="other", view=FOR)), VIEW) == 7.0


def test_views_nobody_has_asked_for_score_half():
    assert points(scene(who=person(views=None)), VIEW) == 7.0


def test_a_view_on_the_place_comes_before_one_on_a_person_there_and_that_before_one_on_the_kind():
    everything = (on_kind(STRONGLY_AGAINST, FAMILY), on_person(AGAINST), here(FOR))
    assert points(said(*everything, kind=FAMILY), VIEW) == 11.2
    assert points(said(*everything[:2], kind=FAMILY), VIEW) == 1.4
    assert points(said(*everything[:1], kind=FAMILY), VIEW) == 0.0


def test_a_view_on_somebody_who_is_not_there_does_not_count():
    assert points(said(on_person(FOR, "somebody-else"), kind=FAMILY), VIEW) == 7.0


@pytest.mark.parametrize(
    ("said_about", "kind"),
    [(FAMILY, COMMUNITY), (HOME, SettingKind.HUB_BED), (SettingKind.HUB_BED, SettingKind.HUB_EMERGENCY_BED)],
)
def test_a_view_on_a_kind_speaks_of_its_near_kind_too(said_about, kind):
    assert points(said(on_kind(FOR, said_about), kind=kind), VIEW) == 11.2


def test_a_view_on_the_very_kind_comes_before_one_on_its_near_kind():
    assert points(said(on_kind(AGAINST, FAMILY), on_kind(FOR, COMMUNITY), kind=COMMUNITY), VIEW) == 11.2


def test_a_view_on_one_kind_says_nothing_of_another():
    assert points(said(on_kind(AGAINST, COMMUNITY), kind=FAMILY), VIEW) == 7.0


@pytest.mark.parametrize(
    ("depth", "expected"),
    [(Depth.TRUSTED, 7.0), (Depth.REGULAR_CONTACT, 7.0), (Depth.MET, 1.4)],
)
def test_no_to_a_kind_does_not_count_against_somebody_they_know_well(depth, expected):
    known = (Relationship(person_id="home-carer", depth=depth),)
    assert points(said(on_kind(AGAINST, FAMILY), kind=COMMUNITY, relationships=known), VIEW) == expected


def test_strongly_against_foster_care_but_trusting_this_carer_is_offered():
    """Conformance case 14."""
    trusted = (Relationship(person_id="home-carer", depth=Depth.TRUSTED),)
    snapshot = said(on_kind(STRONGLY_AGAINST, FAMILY), kind=COMMUNITY, relationships=trusted)
    assert outcome(snapshot, STRONGLY) is MET
    assert listed(snapshot) == "options"


def test_strongly_against_this_place_after_being_told_needs_the_service_manager():
    """Conformance case 14."""
    snapshot = said(here(STRONGLY_AGAINST, told_what_it_is=True), kind=FAMILY)
    assert outcome(snapshot, STRONGLY) is NOT_MET
    assert listed(snapshot) == "needs_approval"


def test_strongly_against_a_place_they_have_not_been_told_about_needs_a_talk_and_no_approval():
    assert outcome(said(here(STRONGLY_AGAINST)), STRONGLY) is MET


@pytest.mark.parametrize("view", [AGAINST, ViewStrength.UNSURE])
def test_a_milder_no_needs_no_approval(view):
    assert outcome(said(here(view, told_what_it_is=True)), STRONGLY) is MET


def test_strongly_against_a_kind_is_not_against_this_place():
    assert outcome(said(on_kind(STRONGLY_AGAINST, HOME)), STRONGLY) is MET


def test_views_nobody_has_asked_for_are_a_question_about_the_person_and_move_nothing():
    """Conformance case 8."""
    unasked = scene(who=person(views=None))
    assert outcome(unasked, STRONGLY) is ASK
    assert listed(unasked) == "options"


NO = here(AGAINST, refused=True)
AGREES = Consent(
    given_by=(Consenter(person="Robin", is_young_person=True),), objections=(), refused_by_young_person=False
)


def said_no(
    age: int, turned: date = date(2026, 1, 1), status: LegalStatus | None = LegalStatus.S20, **facts
) -> Snapshot:
    reason = None if status is None else LegalReason(status=status)
    return said(NO, date_of_birth=born(age, turned), legal_status=reason, consent=AGREES, **facts)


@pytest.mark.parametrize("age", [16, 17])
def test_at_16_and_17_under_section_20_a_no_to_this_place_rules_it_out(age):
    assert outcome(said_no(age), REFUSED) is NOT_MET
    assert listed(said_no(age)) == "excluded"


@pytest.mark.parametrize(("turned", "expected"), [(START, NOT_MET), (day(1), MET)])
def test_it_counts_for_somebody_who_is_sixteen_on_the_first_night(turned, expected):
    assert outcome(said_no(16, turned), REFUSED) is expected


@pytest.mark.parametrize(("turned", "expected"), [(START, MET), (day(1), NOT_MET)])
def test_it_counts_until_the_eighteenth_birthday(turned, expected):
    assert outcome(said_no(18, turned), REFUSED) is expected


def test_under_an_order_a_no_is_heard_and_rules_nothing_out():
    assert outcome(said_no(16, status=LegalStatus.CARE_ORDER), REFUSED) is MET


def test_a_no_to_another_place_does_not_count_here():
    elsewhere = View(about=ViewAbout.SETTING, setting_id="other", view=AGAINST, refused=True)
    section_20 = LegalReason(status=LegalStatus.S20)
    grown = said(elsewhere, date_of_birth=born(17, START), legal_status=section_20, consent=AGREES)
    assert outcome(grown, REFUSED) is MET


def test_a_no_where_the_legal_reason_is_not_recorded_is_a_question_about_the_person():
    assert outcome(said_no(16, status=None), REFUSED) is ASK


def test_a_no_where_the_age_is_not_recorded_is_a_question_about_the_person():
    unknown = said(NO, date_of_birth=None, legal_status=LegalReason(status=LegalStatus.S20), consent=AGREES)
    assert outcome(unknown, REFUSED) is ASK


def test_a_view_that_is_not_there_yet_could_bring_the_other_half():
    elsewhere = said(View(about=ViewAbout.SETTING, setting_id="other", view=FOR))
    for snapshot in (said(), elsewhere, said(here(ViewStrength.NOT_YET_ASKED)), scene(who=person(views=None))):
        found = part(snapshot, VIEW)
        assert (found.points, found.known, found.could_add) == (7.0, False, 7.0)


def test_a_view_that_is_there_is_known_even_where_they_are_unsure():
    found = part(said(here(ViewStrength.UNSURE)), VIEW)
    assert (found.points, found.known, found.could_add) == (7.0, True, 0.0)
