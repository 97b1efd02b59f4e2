"""Catalogue section C, `provider-standing`: suspended by this council, found inadequate, or off contract."""

from datetime import date

import pytest

from fixtures.plain_world import setting
from matcher.domain.codes import Provider, Role, SettingKind
from matcher.domain.home_codes import Judgement
from matcher.domain.setting_facts import Inspection
from tests.spec.support import MET, answer, entry, listed, outcome, ruled_out, scene, without

JUDGED = "provider-standing:judgement"
MARCH = date(2026, 3, 2)


def home(judgement, **facts):
    return setting(inspection=Inspection(judgement=judgement, on=MARCH, link="https://ofsted.example/SC1"), **facts)


def inspection(snapshot):
    """What the entry of the place shows of its latest inspection."""
    shown = entry(snapshot).inspection
    assert shown is not None
    return shown


def test_a_home_where_the_council_is_not_placing_is_ruled_out():
    failed = ruled_out(scene(setting(placements_suspended=True))).failed

    assert [(one.rule, one.says) for one in failed] == [
        ("provider-standing:suspended", "This council is not placing at Setting home at present.")
    ]


def test_an_inadequate_home_needs_a_service_manager():
    there = entry(scene(home(Judgement.INADEQUATE)))

    assert [(one.rule, one.roles, one.says) for one in there.approvals] == [
        (
            JUDGED,
            (Role.SERVICE_MANAGER,),
            "Setting home's latest inspection (2 March 2026) found it inadequate. A service manager has to agree.",
        )
    ]


def test_a_provider_off_contract_with_an_open_concern_needs_a_service_manager():
    off = scene(home(Judgement.GOOD, in_contract=False, open_concern=True))

    assert listed(off) == "needs_approval"
    assert "out of contract with this council, and a concern is open" in entry(off).approvals[0].says


def test_the_judgement_its_date_and_link_are_shown():
    shown = inspection(scene(home(Judgement.REQUIRES_IMPROVEMENT)))

    assert (shown.judgement, shown.on, shown.link, shown.says) == (
        Judgement.REQUIRES_IMPROVEMENT,
        MARCH,
        "https://ofsted.example/SC1",
        "Requires improvement, 2 March 2026",
    )


def test_a_new_home_says_that_there_is_no_judgement_yet():
    assert inspection(scene(setting(inspection=Inspection()))).says == "No judgement yet"


def test_no_inspection_recorded_is_said_so_and_asked_of_the_commissioning_team():
    unknown = scene(without(setting(), "inspection"))

    assert inspection(unknown).says == "No inspection is recorded here."
    assert (JUDGED, "the commissioning team") in [(one.rule, one.who) for one in answer(unknown).not_checked_here]
    assert listed(unknown) == "options"


@pytest.mark.parametrize(
    ("kind", "provider", "inspected"),
    [
        (SettingKind.HUB_BED, Provider.OWN, True),
        (SettingKind.SUPPORTED_ACCOMMODATION, Provider.EXTERNAL, True),
        (SettingKind.FOSTER_FAMILY, Provider.EXTERNAL, True),
        (SettingKind.COMMUNITY_FAMILY, Provider.OWN, False),
        (SettingKind.WITH_PARENTS, Provider.OWN, False),
    ],
)
def test_homes_supported_accommodation_and_agencies_are_inspected_and_no_others(kind, provider, inspected):
    failing = scene(home(Judgement.INADEQUATE, kind=kind, provider=provider))

    assert (outcome(failing, JUDGED) is not MET) is inspected


def test_the_councils_own_home_is_in_contract_though_nobody_says_so():
    own = home(Judgement.GOOD, in_contract=None, open_concern=None)

    assert outcome(scene(own), JUDGED) is MET
