"""`outreach-first`: for somebody who has a home, staying there with outreach is said before any placement."""

from datetime import date
from typing import Any

import pytest

from fixtures.plain_world import emergency, person, place, request, setting, world
from matcher.domain.codes import Provider, SettingKind
from matcher.domain.setting_facts import OutreachOffer
from matcher.domain.settings import Contact, Setting
from matcher.domain.snapshot import Snapshot
from matcher.options.result import AboveTheList
from tests.spec.support import answer, entry

OFFER = OutreachOffer(hours_a_week=6, worker="Sam Worker", first_visit_on=date(2026, 5, 26))
AT_HOME = request(home_ruled_out_reason=None)
UNANSWERED = "Could Robin stay at home with outreach? No team has recorded hours it could give."


def team(id: str = "team", offer: OutreachOffer | None = OFFER, **facts: Any) -> Setting:
    return setting(id, SettingKind.OUTREACH, **{"name": f"The {id}", "outreach": offer, **facts})


def asked(*teams: Setting, **facts: Any) -> Snapshot:
    return world(setting(), *teams, **{"placement_requests": (AT_HOME,), **facts})


def lines(snapshot: Snapshot) -> list[AboveTheList]:
    return [one for one in answer(snapshot).above_the_list if one.rule == "outreach-first"]


def said(snapshot: Snapshot) -> list[str]:
    return [one.says for one in lines(snapshot)]


def test_what_the_team_can_give_stands_above_the_list():
    line = lines(asked(team()))[0]
    assert line.place_id == "team-bed"
    assert line.says == (
        "Stay at home with outreach. The team can give 6 hours a week from 26 May 2026, starting with Sam Worker."
    )


def test_short_stays_are_said_where_they_are_agreed():
    offer = OutreachOffer(hours_a_week=1, short_stay_nights=2)
    assert said(asked(team(offer=offer))) == [
        "Stay at home with outreach. The team can give 1 hour a week. Short stays are agreed: 2 nights."
    ]


def test_the_team_with_most_hours_comes_first():
    teams = (team("a", OutreachOffer(hours_a_week=4)), team("b", OutreachOffer(hours_a_week=7.5)))
    line = lines(asked(*teams))[0]
    assert line.says == "Stay at home with outreach. The b can give 7.5 hours a week. The a can give 4 hours a week."
    assert line.place_id == "b-bed"


@pytest.mark.parametrize("offer", [None, OutreachOffer(hours_a_week=0)])
def test_no_offer_says_so_and_whom_to_ask(offer):
    contact = Contact(name="The duty worker")
    assert said(asked(team(offer=offer, contact=contact))) == [f"{UNANSWERED} Ask the duty worker."]


def test_without_a_team_the_hub_manager_is_asked():
    assert said(asked()) == [f"{UNANSWERED} Ask the hub manager."]


def test_another_providers_team_and_somebody_elses_are_not_offered():
    others = (team("a", provider=Provider.EXTERNAL), team("b", for_young_person_id="somebody-else"))
    assert said(asked(*others)) == [f"{UNANSWERED} Ask the hub manager."]


def test_support_that_belongs_to_robin_is_called_by_the_team_and_not_by_where_robin_lives():
    own = team(name="At home with outreach", for_young_person_id="yp")
    assert said(asked(own))[0].startswith("Stay at home with outreach. The outreach team can give 6 hours a week")


def test_a_team_that_is_ruled_out_is_not_offered():
    row = place("team", vacancy_ends_on=date(2026, 6, 2))
    assert said(asked(team(), places=(place(), row))) == [f"{UNANSWERED} Ask the hub manager."]


def test_nothing_is_said_once_somebody_has_written_why_home_is_ruled_out():
    assert said(asked(team(), placement_requests=(request(),))) == []


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_blank_reason_is_no_reason(reason):
    assert len(said(asked(team(), placement_requests=(request(home_ruled_out_reason=reason),)))) == 1


def test_it_is_for_people_who_have_a_home():
    assert said(asked(team(), young_people=(person(home=None),))) == []
    assert said(asked(team(), placement_requests=(request(home_ruled_out_reason=None, homeless=True),))) == []


def test_in_an_emergency_it_is_said_too():
    assert len(said(asked(team(), placement_requests=(emergency(home_ruled_out_reason=None),)))) == 1


def test_a_request_for_somebody_else_has_no_line():
    assert said(asked(team(), placement_requests=(request(home_ruled_out_reason=None, secure_sought=True),))) == []


def test_the_line_changes_nothing_in_the_list():
    assert entry(asked(team())).score == entry(asked(team(), placement_requests=(request(),))).score
