"""`fire-setting`: what a place has to have, and who could not get out."""

from datetime import date

from fixtures.plain_world import approval, emergency, person, setting, without
from matcher.domain.codes import MemberRelation, Role, SettingKind
from matcher.domain.people import RiskEntry
from matcher.domain.person_codes import RiskType
from matcher.domain.settings import HouseholdMember
from tests.spec.support import entry, listed, ruled_out, scene

MEASURES, LEVEL_3 = "fire-setting:measures", "fire-setting:level-3"
ADVICE = "fire and rescue advice"
BARE = setting(fire_measures=())
TODDLER = HouseholdMember(
    id="kit", relation=MemberRelation.OWN_CHILD, date_of_birth=date(2024, 1, 1), cannot_leave_alone=False
)


def fire(level=2, **facts):
    return person(risks=(RiskEntry(risk=RiskType.FIRE_SETTING, level=level, **facts),))


def test_a_place_without_the_measures_needs_its_manager_and_says_what_to_do():
    needed = entry(scene(BARE, who=fire())).approvals

    assert [(one.rule, one.roles) for one in needed] == [(MEASURES, (Role.REGISTERED_MANAGER,))]
    assert needed[0].says == (
        "Setting home does not have the fire safety measures Robin needs. Ask the fire service for advice and a written "
        "plan."
    )


def test_confirming_waits_for_the_fire_services_advice():
    without_advice = approval(MEASURES, Role.REGISTERED_MANAGER)
    with_advice = approval(MEASURES, Role.REGISTERED_MANAGER, recorded=(ADVICE,))

    bare, advised = (entry(scene(BARE, who=fire(), authorisations=(one,))) for one in (without_advice, with_advice))
    assert MEASURES in {one.rule for one in bare.before_confirming}
    assert MEASURES not in {one.rule for one in advised.before_confirming}


def test_a_toddler_rules_the_place_out_at_level_three_and_nobody_can_approve_it():
    family = setting(kind=SettingKind.FOSTER_FAMILY, household=(TODDLER,))
    agreed = approval("fire-setting", Role.FOSTERING_MANAGER, recorded=(ADVICE,))
    snapshot = scene(family, who=fire(3), authorisations=(agreed,))

    assert listed(snapshot) == "excluded"
    assert [one.says for one in ruled_out(snapshot).failed] == [
        "Setting home could not be made safe enough in a fire for everybody who lives there."
    ]


def test_whether_a_resident_could_leave_alone_has_to_be_known_before_the_place_is_offered():
    sam = without(person("sam"), "cannot_leave_alone")

    assert listed(scene(who=fire(3), there=(sam,))) == "needs_information"
    assert entry(scene(who=fire(3), there=(sam,), ask=emergency())).worries[0].rule == LEVEL_3


def test_nobody_is_named_or_described_where_somebody_could_not_get_out():
    sam = person("sam", name_to_use="Sam", cannot_leave_alone=True)
    said = " ".join(one.says for one in ruled_out(scene(who=fire(3), there=(sam,))).failed)

    assert "Sam" not in said
    assert "alone" not in said
