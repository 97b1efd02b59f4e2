"""What keeps a snapshot from being judged, one thing at a time: where it is, what it is, and how to mend it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fixtures.plain_world import NOW, START, TODAY, lives, person, place, request, setting, world
from matcher.domain.checks import MOST_SHOWN, problems, require_sound
from matcher.domain.codes import MemberRelation, PlacementState, Role, SettingKind, ShiftName
from matcher.domain.errors import InvalidInput
from matcher.domain.people import Relationship, SiblingLink
from matcher.domain.person_codes import Depth, SeparationReason
from matcher.domain.placements import Authorisation, ImpactRiskAssessment, SeparationEntry, TravelTime
from matcher.domain.settings import HouseholdMember
from matcher.domain.snapshot import Authority, Snapshot
from matcher.domain.staff import Commitment, Shift, Worker


def pointers(snapshot):
    return [problem.pointer for problem in problems(snapshot)]


def shift(**facts):
    return Shift(**{"setting_id": "home", "on": TODAY, "shift": ShiftName.DAY, "headcount": 2, **facts})


def authorisation(**facts):
    given = {"id": "auth", "rule": "within-authority", "role": Role.DCS, "person": "D.", "reason": "near school"}
    return Authorisation(**{**given, "young_person_id": "yp", "setting_id": "home", "made_at": NOW, **facts})


def assessment(**facts):
    return ImpactRiskAssessment(
        **{"id": "ira", "young_person_id": "yp", "setting_id": "home", "residents": (), **facts}
    )


def separation(a, b):
    return SeparationEntry(person_a=a, person_b=b, reason=SeparationReason.OTHER)


def test_a_whole_world_has_no_problems():
    assert problems(world(setting(), setting("family", SettingKind.COMMUNITY_FAMILY))) == ()


def test_an_empty_county_is_sound():
    assert problems(Snapshot(as_of=NOW, authority="north")) == ()


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"authorities": (Authority(id="north"), Authority(id="north"))}, "/authorities/1/id"),
        ({"young_people": (person(), person("other"), person())}, "/young_people/2/id"),
        ({"settings": (setting(), setting())}, "/settings/1/id"),
        ({"places": (place(), place())}, "/places/1/place_id"),
        ({"placement_requests": (request(), request())}, "/placement_requests/1/id"),
        ({"workers": (Worker(id="w", name="W"), Worker(id="w", name="V"))}, "/workers/1/id"),
        ({"authorisations": (authorisation(), authorisation())}, "/authorisations/1/id"),
        ({"impact_risk_assessments": (assessment(), assessment())}, "/impact_risk_assessments/1/id"),
        (
            {"placements": (lives("yp", leaving=date(2026, 2, 1)), lives("yp", first_night=date(2026, 3, 1)))},
            "/placements/1/id",
        ),
    ],
)
def test_an_id_may_be_there_once_in_a_collection(changes, pointer):
    assert pointers(replace(world(), **changes)) == [pointer]


def test_a_repeated_id_says_where_its_first_one_is():
    found = problems(world(young_people=(person(), person("other"), person("other"))))
    assert [problem.detail for problem in found] == ["/young_people/1 has the same id."]
    assert found[0].mend


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"placement_requests": (request(young_person_id="gone"),)}, "/placement_requests/0/young_person_id"),
        ({"places": (place(), place("gone"))}, "/places/1/setting_id"),
        ({"placements": (lives("gone"),)}, "/placements/0/young_person_id"),
        ({"placements": (lives("yp", "gone", place_id=None),)}, "/placements/0/setting_id"),
        ({"placements": (lives("yp", place_id="gone-bed"),)}, "/placements/0/place_id"),
        ({"shifts": (shift(setting_id="gone"),)}, "/shifts/0/setting_id"),
        ({"shifts": (shift(headcount=None, worker_ids=("kw", "gone")),)}, "/shifts/0/worker_ids/1"),
        ({"commitments": (Commitment(setting_id="gone", staff=1, first_night=TODAY),)}, "/commitments/0/setting_id"),
        (
            {"commitments": (Commitment(setting_id="home", staff=1, first_night=TODAY, young_person_id="gone"),)},
            "/commitments/0/young_person_id",
        ),
        ({"separation_entries": (separation("gone", "yp"),)}, "/separation_entries/0/person_a"),
        ({"separation_entries": (separation("yp", "gone"),)}, "/separation_entries/0/person_b"),
        ({"authorisations": (authorisation(young_person_id="gone"),)}, "/authorisations/0/young_person_id"),
        ({"authorisations": (authorisation(setting_id="gone"),)}, "/authorisations/0/setting_id"),
        (
            {"impact_risk_assessments": (assessment(young_person_id="gone"),)},
            "/impact_risk_assessments/0/young_person_id",
        ),
        ({"impact_risk_assessments": (assessment(setting_id="gone"),)}, "/impact_risk_assessments/0/setting_id"),
        ({"travel_times": (TravelTime(origin="yp", setting_id="gone", minutes=20),)}, "/travel_times/0/setting_id"),
    ],
)
def test_what_is_named_has_to_be_there(changes, pointer):
    found = problems(replace(world(), **changes))
    assert [problem.pointer for problem in found] == [pointer]
    assert found[0].detail
    assert found[0].mend


def test_a_placement_names_a_place_of_its_own_setting():
    two = world(setting(), setting("other"))
    found = problems(replace(two, placements=(lives("yp", place_id="other-bed"),)))
    assert [problem.pointer for problem in found] == ["/placements/0/place_id"]
    assert "another setting" in found[0].detail


def test_a_separation_may_name_somebody_who_lives_in_a_household():
    household = (HouseholdMember(id="son", relation=MemberRelation.OWN_CHILD),)
    family = setting("family", SettingKind.FOSTER_FAMILY, household=household)
    both = (separation("yp", "son"), separation("family-carer", "yp"))
    assert problems(world(family, separation_entries=both)) == ()


def test_family_and_brothers_and_sisters_may_be_outside_the_snapshot():
    knows = (Relationship(person_id="grandmother", depth=Depth.TRUSTED),)
    robin = person(relationships=knows, siblings=(SiblingLink(person_id="sister-elsewhere"),))
    assert problems(world(young_people=(robin,))) == ()


def test_shifts_may_name_anybody_where_nobody_has_recorded_the_workers():
    assert problems(world(workers=None, shifts=(shift(headcount=None, worker_ids=("somebody",)),))) == ()


def test_nobody_is_born_after_the_day_of_the_snapshot():
    tomorrow = TODAY + timedelta(days=1)
    assert pointers(world(young_people=(person(date_of_birth=tomorrow),))) == ["/young_people/0/date_of_birth"]
    assert pointers(world(young_people=(person(date_of_birth=TODAY),))) == []


def test_nobody_in_a_household_is_born_after_the_day_of_the_snapshot():
    unborn = HouseholdMember(id="baby", relation=MemberRelation.OWN_CHILD, date_of_birth=TODAY + timedelta(days=1))
    family = setting("family", SettingKind.FOSTER_FAMILY, household=(unborn,))
    assert pointers(world(setting(), family)) == ["/settings/1/household/0/date_of_birth"]


def here_then_there(**facts):
    """Two placements of `yp`: in the first home from New Year to 1 June, then in the second."""
    first = lives("yp", leaving=START)
    second = replace(lives("yp", "other", first_night=START), **facts)
    return replace(world(setting(), setting("other")), placements=(first, second))


def test_a_placement_may_begin_on_the_day_the_last_ends():
    assert problems(here_then_there()) == ()


def test_nobody_lives_in_two_places_on_one_night():
    found = problems(here_then_there(first_night=START - timedelta(days=1)))
    assert [problem.pointer for problem in found] == ["/placements/1/first_night"]
    assert "/placements/0" in found[0].detail


def test_two_placements_without_an_end_overlap():
    both = (lives("yp"), lives("yp", "other", first_night=date(2027, 1, 1)))
    assert pointers(replace(world(setting(), setting("other")), placements=both)) == ["/placements/1/first_night"]


def test_an_overlap_with_a_long_placement_is_found_behind_a_short_one():
    homes = (setting(), setting("other"), setting("third"))
    long = lives("yp", leaving=date(2026, 6, 1))
    short = lives("yp", "other", first_night=date(2026, 2, 1), leaving=date(2026, 2, 3))
    inside = lives("yp", "third", first_night=date(2026, 4, 1), leaving=date(2026, 4, 3))
    found = pointers(replace(world(*homes), placements=(long, short, inside)))
    assert found == ["/placements/1/first_night", "/placements/2/first_night"]


@pytest.mark.parametrize("state", [PlacementState.CONFIRMED, PlacementState.STARTED])
def test_settled_placements_may_not_overlap(state):
    assert len(problems(here_then_there(first_night=START - timedelta(days=1), state=state))) == 1


@pytest.mark.parametrize("state", sorted(set(PlacementState) - {PlacementState.CONFIRMED, PlacementState.STARTED}))
def test_a_plan_or_a_past_stay_may_stand_beside_the_bed_of_today(state):
    assert problems(here_then_there(first_night=START - timedelta(days=1), state=state)) == ()


def test_two_people_may_live_in_one_home():
    assert problems(world(young_people=(person(), person("other")), placements=(lives("yp"), lives("other")))) == ()


def test_outreach_is_no_bed():
    both = (lives("yp"), lives("yp", "outreach"))
    homes = world(setting(), setting("outreach", SettingKind.OUTREACH))
    assert problems(replace(homes, placements=both)) == ()


def test_a_sound_snapshot_is_given_back_itself():
    snapshot = world()
    assert require_sound(snapshot) is snapshot


def test_every_problem_is_named_at_once():
    broken = replace(world(young_people=(person(date_of_birth=date(2030, 1, 1)),)), places=(place("gone"),))
    with pytest.raises(InvalidInput, match="2 things") as refused:
        require_sound(broken)
    assert {problem.pointer for problem in refused.value.problems} == {
        "/young_people/0/date_of_birth",
        "/places/0/setting_id",
    }


def test_one_problem_is_counted_as_one():
    with pytest.raises(InvalidInput, match=r"^one thing has to be put right$"):
        require_sound(replace(world(), places=(place("gone"),)))


def test_beyond_a_hundred_problems_the_rest_is_counted():
    many = tuple(place(place_id=f"p{n}", setting_id="gone") for n in range(MOST_SHOWN + 23))
    with pytest.raises(InvalidInput, match=r"123 things.*first 100 are listed, 23 more") as refused:
        require_sound(replace(world(), places=many))
    assert len(refused.value.problems) == MOST_SHOWN


def test_no_message_repeats_what_was_sent():
    broken = replace(
        world(young_people=(person("Jane.Smith"), person("Jane.Smith"))),
        places=(place("Smith.Home"),),
        placements=(lives("Robin.Brown"),),
        separation_entries=(separation("Ann.Other", "Jane.Smith"),),
    )
    told = " ".join(f"{problem.pointer} {problem.detail} {problem.mend}" for problem in problems(broken))
    assert not any(name in told for name in ("Jane", "Smith", "Robin", "Brown", "Ann"))


@pytest.mark.parametrize(("days", "refused"), [(731, False), (732, True), (-731, False), (-732, True)])
def test_an_open_request_begins_within_two_years(days, refused):
    start = TODAY + timedelta(days=days)
    snapshot = world(placement_requests=(request(start_date=start, end_date=start + timedelta(days=7)),))

    assert [one.pointer for one in problems(snapshot)] == ["/placement_requests/0/start_date"] * refused
    assert (
        problems(replace(snapshot, placement_requests=(replace(snapshot.placement_requests[0], is_open=False),))) == ()
    )
