"""`do-not-place-together`: who must not live together, where, and when."""

from datetime import date, timedelta

import pytest

from fixtures.plain_world import LEAVING, NEARBY, START, approval, lives, person, place, setting, world
from matcher.domain.codes import MemberRelation, PlacementState, Role
from matcher.domain.person_codes import SeparationReason, SeparationScope
from matcher.domain.placements import Authorisation, Placement, SeparationEntry
from matcher.domain.settings import HouseholdMember
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import Location
from matcher.outcomes import Outcome
from tests.spec.support import listed, outcome, ruled_out

MUST = "do-not-place-together:must"
REVIEW = "do-not-place-together:review"
DAY = timedelta(days=1)
KNIFE = SeparationEntry(person_a="yp", person_b="sam", reason=SeparationReason.SERIOUS_VIOLENCE)
QUARREL = SeparationEntry(person_a="yp", person_b="sam", reason=SeparationReason.CONFLICT)


def entry(**facts) -> SeparationEntry:
    return SeparationEntry(
        **{"person_a": "yp", "person_b": "sam", "reason": SeparationReason.SERIOUS_VIOLENCE, **facts}
    )


def with_sam(
    *entries: SeparationEntry, there: tuple[Placement, ...] = (lives("sam"),), settings=(), **facts
) -> Snapshot:
    return world(
        *settings,
        young_people=(person(), person("sam")),
        placements=there,
        separation_entries=entries,
        **facts,
    )


@pytest.mark.parametrize("limb", [MUST, REVIEW])
def test_living_with_somebody_no_entry_names_is_met(limb):
    assert outcome(with_sam(), limb) is Outcome.MET


@pytest.mark.parametrize(
    "reason",
    [
        SeparationReason.EXPLOITATION,
        SeparationReason.SERIOUS_VIOLENCE,
        SeparationReason.SEXUAL_HARM,
        SeparationReason.COURT_OR_POLICE,
    ],
)
def test_named_harm_rules_the_place_out_and_nobody_is_asked_to_agree_it(reason):
    snapshot = with_sam(entry(reason=reason))
    assert outcome(snapshot, MUST) is Outcome.NOT_MET
    assert outcome(snapshot, REVIEW) is Outcome.MET
    assert listed(snapshot) == "excluded"


@pytest.mark.parametrize("reason", [SeparationReason.CONFLICT, SeparationReason.BULLYING, SeparationReason.OTHER])
def test_a_lesser_reason_needs_agreement_and_rules_nothing_out(reason):
    snapshot = with_sam(entry(reason=reason))
    assert outcome(snapshot, MUST) is Outcome.MET
    assert outcome(snapshot, REVIEW) is Outcome.NOT_MET
    assert listed(snapshot) == "needs_approval"


def test_it_does_not_matter_who_is_named_first():
    assert outcome(with_sam(entry(person_a="sam", person_b="yp")), MUST) is Outcome.NOT_MET


def test_an_entry_between_two_other_people_does_not_matter():
    assert outcome(with_sam(entry(person_a="alex")), MUST) is Outcome.MET


@pytest.mark.parametrize(("leaves", "expected"), [(START, Outcome.MET), (START + DAY, Outcome.NOT_MET)])
def test_somebody_who_leaves_on_the_first_night_is_gone_and_a_day_later_is_not(leaves, expected):
    assert outcome(with_sam(KNIFE, there=(lives("sam", leaving=leaves),)), MUST) is expected


@pytest.mark.parametrize(("comes", "expected"), [(LEAVING, Outcome.MET), (LEAVING - DAY, Outcome.NOT_MET)])
def test_somebody_planned_in_on_the_leaving_day_is_not_met_with_and_a_night_earlier_is(comes, expected):
    planned = lives("sam", first_night=comes, state=PlacementState.CONFIRMED)
    assert outcome(with_sam(KNIFE, there=(planned,)), MUST) is expected


@pytest.mark.parametrize(("ends_on", "expected"), [(START - DAY, Outcome.MET), (START, Outcome.NOT_MET)])
def test_an_entry_holds_through_its_last_day(ends_on, expected):
    assert outcome(with_sam(entry(ends_on=ends_on)), MUST) is expected


@pytest.mark.parametrize(("starts_on", "expected"), [(LEAVING, Outcome.MET), (LEAVING - DAY, Outcome.NOT_MET)])
def test_an_entry_counts_from_the_night_it_starts(starts_on, expected):
    assert outcome(with_sam(entry(starts_on=starts_on)), MUST) is expected


@pytest.mark.parametrize(("ends_on", "expected"), [(START + 4 * DAY, Outcome.MET), (START + 5 * DAY, Outcome.NOT_MET)])
def test_an_entry_that_ends_before_the_other_comes_never_holds(ends_on, expected):
    comes_later = lives("sam", first_night=START + 5 * DAY, state=PlacementState.CONFIRMED)
    assert outcome(with_sam(entry(ends_on=ends_on), there=(comes_later,)), MUST) is expected


def test_an_entry_past_its_review_date_still_counts():
    assert outcome(with_sam(entry(review_on=date(2025, 1, 1))), MUST) is Outcome.NOT_MET


@pytest.mark.parametrize("relation", [MemberRelation.OWN_CHILD, MemberRelation.STAYING_PUT])
def test_members_of_the_household_count_too(relation):
    home = setting(household=(HouseholdMember(id="sam", relation=relation),))
    assert outcome(with_sam(KNIFE, there=(), settings=(home,)), MUST) is Outcome.NOT_MET


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (PlacementState.OFFERED, Outcome.MET),
        (PlacementState.ACCEPTED, Outcome.NOT_MET),
        (PlacementState.CANCELLED, Outcome.MET),
    ],
)
def test_only_a_placement_that_takes_a_bed_counts(state, expected):
    assert outcome(with_sam(KNIFE, there=(lives("sam", state=state),)), MUST) is expected


@pytest.mark.parametrize("limb", [MUST, REVIEW])
def test_a_register_nobody_has_filled_in_is_a_question_about_the_person(limb):
    unasked = world(young_people=(person(), person("sam")), placements=(lives("sam"),), separation_entries=None)
    assert outcome(unasked, limb) is Outcome.NOT_KNOWN_ASK
    assert listed(unasked) == "options"


def rooms(shared: str) -> Snapshot:
    rows = (place(place_id="shared", shared_room=True), place(place_id="single"))
    return with_sam(entry(scope=SeparationScope.ROOM), there=(lives("sam", place_id=shared),), places=rows)


def test_apart_in_rooms_only_may_live_in_one_home_but_not_share_the_room():
    """Conformance case 6."""
    assert outcome(rooms("shared"), MUST, "shared") is Outcome.NOT_MET
    assert outcome(rooms("shared"), MUST, "single") is Outcome.MET
    assert outcome(rooms("single"), MUST, "shared") is Outcome.MET


def test_apart_in_rooms_only_may_have_rooms_of_their_own_of_the_same_row():
    assert outcome(rooms("single"), MUST, "single") is Outcome.MET


def next_door(here: str | None, there: str | None, **facts) -> Snapshot:
    homes = (setting(site_id=here), setting("other", site_id=there))
    return with_sam(
        entry(scope=SeparationScope.STREET_OR_SITE, **facts), there=(lives("sam", "other"),), settings=homes
    )


def test_apart_on_one_street_covers_the_homes_of_the_site_and_no_other():
    assert outcome(next_door("elm", "elm"), MUST, "home-bed") is Outcome.NOT_MET
    assert outcome(next_door("elm", "oak"), MUST, "home-bed") is Outcome.MET


@pytest.mark.parametrize("scope", [SeparationScope.STREET_OR_SITE, SeparationScope.HOME])
def test_a_wider_distance_covers_the_same_home(scope):
    assert outcome(with_sam(entry(scope=scope)), MUST) is Outcome.NOT_MET


def test_apart_by_home_does_not_reach_next_door():
    homes = (setting(site_id="elm"), setting("other", site_id="elm"))
    assert outcome(with_sam(KNIFE, there=(lives("sam", "other"),), settings=homes), MUST, "home-bed") is Outcome.MET


def three_km_away(km: float, location: Location | None = NEARBY) -> Snapshot:
    away = setting("other", location=Location(easting=435_000, northing=455_000))
    apart = entry(scope=SeparationScope.AREA_KM, km=km)
    return with_sam(apart, there=(lives("sam", "other"),), settings=(setting(location=location), away))


@pytest.mark.parametrize(("km", "expected"), [(3.0, Outcome.NOT_MET), (2.99, Outcome.MET)])
def test_apart_by_kilometres_is_measured_straight_and_the_edge_is_inside(km, expected):
    assert outcome(three_km_away(km), MUST, "home-bed") is expected


def test_apart_by_kilometres_is_a_question_about_a_place_whose_position_is_not_known():
    unplaced = three_km_away(3.0, location=None)
    assert outcome(unplaced, MUST, "home-bed") is Outcome.NOT_KNOWN_PLACE
    assert listed(unplaced, "home-bed") == "needs_information"


def agreed_by(*roles: Role) -> tuple[Authorisation, ...]:
    return tuple(approval(REVIEW, role, id=f"agreed-by-{role.value}") for role in roles)


def test_living_with_a_quarrel_needs_both_the_place_manager_and_the_service_manager():
    both = agreed_by(Role.REGISTERED_MANAGER, Role.SERVICE_MANAGER)
    assert listed(with_sam(QUARREL, authorisations=both[:1])) == "needs_approval"
    assert listed(with_sam(QUARREL, authorisations=both[1:])) == "needs_approval"
    assert listed(with_sam(QUARREL, authorisations=both)) == "options"


def test_the_sentence_is_neutral_and_describes_nobody():
    says = {one.rule: one.says for one in ruled_out(with_sam(KNIFE)).failed}
    assert says[MUST] == "Setting home has been ruled out to keep young people safe. Ask the hub manager."
