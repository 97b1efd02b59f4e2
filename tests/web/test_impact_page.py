"""The page of a draft impact risk assessment: what it says to whom, and the boxes to fill in by hand."""

from dataclasses import replace

from api.actions.impact import impact_shown
from api.opening_store import speaker
from fixtures.plain_world import setting, world
from matcher.domain.codes import RegistrationStatus, Role, SettingKind
from matcher.domain.people import RiskEntry, Vulnerability
from matcher.domain.person_codes import RiskType, SeparationReason
from matcher.domain.placements import SeparationEntry
from matcher.domain.settings import Registration
from tests.browsing import Browser
from tests.small import PLACE, REQUEST, fill_small, small_world
from tests.stores import HERE

HERE_AND_NOW = f"/requests/{REQUEST}/options/home-bed/impact"


def test_an_option_leads_to_it_and_it_leads_back(planner):
    options = f"/requests/{REQUEST}/options"
    planner.send(planner.open(options), options)
    page = planner.follow(planner.open(f"{options}/home-bed"), "Draft the impact risk assessment for Setting home")
    assert page.path == HERE_AND_NOW
    assert planner.follow(page, "Go back to the list of options").path == options


def test_a_place_that_is_ruled_out_leads_to_it_where_there_is_company_to_think_of(service):
    closed = Registration(status=RegistrationStatus.CANCELLED)
    home = setting("home", registration=closed)
    lodgings = setting("lodgings", SettingKind.SUPPORTED_LODGINGS, registration=closed)
    fill_small(service, HERE, replace(world(home, lodgings), placements=()))
    reader, options = Browser(service, Role.PLACEMENT_OFFICER), f"/requests/{REQUEST}/options"
    reader.send(reader.open(options), options)
    ruled_out = reader.open(f"{options}/home-bed")
    assert ruled_out.heading == "Why not: Setting home"
    page = reader.follow(ruled_out, "Draft the impact risk assessment for Setting home")
    assert (page.status, page.path) == (200, HERE_AND_NOW)
    without = reader.open(f"{options}/lodgings-bed")
    assert without.heading == "Why not: Setting lodgings"
    assert [one.text for one in without.main.all("a") if one.text.startswith("Draft")] == []


def test_it_shows_every_sentence_of_the_json(planner):
    page = planner.open(HERE_AND_NOW)
    draft = impact_shown(planner.service, speaker(planner.service, HERE), REQUEST, "home-bed")
    assert page.heading == "Draft impact risk assessment: Yp and Setting home"
    said = [*draft.says, draft.because, *(one.says for one in draft.group.says)]
    said += [one.says for one in draft.group.questions]
    for one in draft.residents:
        said += [one.says, *(fact.says for fact in one.facts)]
        for side in (one.newcomer_for_resident, one.resident_for_newcomer, one.for_both):
            said += [each.says for each in (*side.worries, *side.strengths, *side.would_help)]
            said += [each.says for each in side.questions]
    text = " ".join(page.main.text.split())
    assert len(said) > 15
    assert [one for one in said if " ".join(one.split()) not in text] == []


def test_the_boxes_are_empty_and_the_page_has_no_way_to_decide(planner):
    page = planner.open(HERE_AND_NOW)
    box = page.main.one("section", class_="nwd-box")
    assert [one.text for one in box.all("dt")] == [
        "Decision",
        "Why, and what was agreed with whom",
        "What the young people said",
        "Name and role",
        "Date and time",
    ]
    assert page.main.all("form") == []


def test_a_place_that_is_not_there_is_not_there(planner):
    assert planner.open(f"/requests/{REQUEST}/options/nowhere/impact").status == 404
    assert planner.open("/requests/nowhere/options/home-bed/impact").status == 404


def test_where_none_is_needed_it_says_why_and_has_no_box(service):
    plain = small_world()
    fill_small(
        service, HERE, replace(plain, placements=tuple(one for one in plain.placements if one.id != "ash-at-fosters"))
    )
    page = Browser(service, Role.PLACEMENT_OFFICER).open(f"/requests/{REQUEST}/options/{PLACE}/impact")
    assert "No impact risk assessment is needed here" in page.main.text
    assert page.main.all("section", class_="nwd-box") == []


def test_why_two_are_kept_apart_is_told_to_those_who_may_know(service):
    plain = small_world()
    people = tuple(
        replace(
            one,
            risks=(RiskEntry(risk=RiskType.BULLYING, level=2, handling="Hub staff"),),
            vulnerabilities=(Vulnerability(risk=RiskType.BULLYING, level=2),),
        )
        for one in plain.young_people
    )
    apart = SeparationEntry(person_a="yp", person_b="sam", reason=SeparationReason.SERIOUS_VIOLENCE)
    fill_small(service, HERE, replace(plain, young_people=people, separation_entries=(apart,)))
    path = f"/requests/{REQUEST}/options/home-bed/impact"
    officer = Browser(service, Role.PLACEMENT_OFFICER).open(path).main.text
    manager = Browser(service, Role.REGISTERED_MANAGER).open(path).main.text
    assert "must not live together: serious violence" in manager
    assert "must not live together" not in officer
    assert "has been ruled out to keep young people safe" in officer
    assert "Plan for bullying." in officer
    assert "Who may see it: Hub staff." in officer
