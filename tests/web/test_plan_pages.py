"""Plans for everyone in a browser: asked for, followed, stopped, read with their proof; by whom, and what is refused."""

import json
from dataclasses import replace

import pytest

from api.actions.plans_shown import shown_plan
from api.jobs.assigning import make_plan
from api.jobs.work import MadeFrom
from api.opening_store import speaker
from api.service import Service
from api.store.jobs import JobState
from matcher.cohort.assignment import assignment_adapter
from matcher.domain.codes import Role
from tests import kept_plans as kept
from tests.browsing import Browser, Element, Page
from tests.plans import APART, PROTECTED, not_placed
from tests.slow_work import change, column
from tests.small import REQUEST
from tests.stores import HERE, file_url, fill, new_service

FORM = "/plans"


@pytest.fixture(scope="module")
def plans(tmp_path_factory) -> Service:
    """The invented county, with a plan in each state."""
    return kept.keep_plans(fill(new_service(file_url(tmp_path_factory.mktemp("plans")))))


@pytest.fixture(scope="module")
def reader(plans) -> Browser:
    """A placement officer there."""
    return Browser(plans, Role.PLACEMENT_OFFICER)


def rows(page: Page, region: str) -> list[list[str]]:
    """The cells of the table with this caption or heading, row by row."""
    label = {"aria_label": "Table of plans"} if region == "plans" else {"aria_labelledby": region}
    body = page.main.one("div", **label).one("tbody")
    return [[cell.text for cell in row.parts if isinstance(cell, Element)] for row in body.all("tr")]


def section(page: Page, name: str) -> str:
    return page.main.one("section", aria_labelledby=name).text


def has_section(page: Page, name: str) -> bool:
    return bool(page.main.all("*", id=name))


def make_it(service: Service, id_: str) -> None:
    """What a worker does, here and now."""
    frame = service.frames.frame(HERE)
    made = make_plan(column(service.store, id_, "asked"), MadeFrom(frame.snapshot, frame.book, None), lambda _: True)
    kept.finish(service, id_, assignment_adapter().validate_json(made))


def test_the_work_list_leads_to_the_form_and_the_form_to_the_plan(small, planner):
    page = planner.follow(planner.open("/work"), "Make a plan for everyone")
    assert (page.path, page.heading) == ("/plans", "Plans for everyone")
    assert "There is none yet." in page.main.text
    page = planner.send(page, FORM)
    assert section(page, "progress").startswith("Waits for its turn")
    asked = json.loads(column(small.store, page.path.rpartition("/")[2], "asked"))
    assert (asked["request_ids"], asked["with_approvals"], asked["work"], asked["alternatives"]) == (None, False, 60, 0)


def test_a_plan_made_by_the_engine_is_shown_with_the_values_of_the_json(small, planner):
    page = planner.send(planner.open("/plans"), FORM, look="short")
    make_it(small, page.path.rpartition("/")[2])
    page = planner.open(page.path)
    made = shown_plan(small, speaker(small, HERE), page.path.rpartition("/")[2]).run.assignment
    assert made is not None
    assert [one.request_id for one in made.placed] == [REQUEST]
    [line] = rows(page, "placed")
    one = made.placed[0]
    assert line[0] == "Yp (req)"
    assert one.setting_name in line[1]
    assert line[2].startswith(f"{one.score:.1f}")
    assert line[3] == f"{one.points:.1f}"
    assert all(said in section(page, "result") for said in made.says)
    assert [row[4] for row in rows(page, "proof")] == ["Yes" if level.proved else "No" for level in made.levels]
    assert rows(planner.open("/plans"), "plans")[0][1:] == ["Sam Carter", "Done, proved the best", "1 of 1", "none"]


def test_how_far_it_has_come_is_told_in_words(reader):
    told = section(reader.open(f"/plans/{kept.RUNNING}"), "progress")
    assert "Step 4 of 7: as many points as can be had for all" in told
    for words in ("Best so far 80.0", "Could still be 81.0", "Gap 1.25 %", "It was broken off once"):
        assert words in told
    assert reader.follow(reader.open(f"/plans/{kept.RUNNING}"), "Look again").path == f"/plans/{kept.RUNNING}"


def test_one_that_waits_is_stopped_at_once_and_one_that_is_made_in_a_moment(small, planner):
    kept.keep_plan(small, "waits")
    kept.keep_plan(small, "runs", state=JobState.RUNNING, attempts=1)
    page = planner.send(planner.open("/plans/waits"), "/plans/waits/stop")
    assert (page.path, kept.state_of(small, "waits")) == ("/plans/waits", JobState.CANCELLED)
    assert "Somebody stopped it. There was no plan yet." in page.main.text
    page = planner.send(planner.open("/plans/runs"), "/plans/runs/stop")
    assert section(page, "progress").startswith("Being stopped")
    assert not page.main.all("form")


def test_stopping_one_that_has_ended_changes_nothing_and_says_so(small, planner):
    kept.keep_plan(small, "ends", state=JobState.RUNNING, attempts=1)
    page = planner.open("/plans/ends")
    change(small.store, "ends", state=JobState.FAILED, problem="It was too much.")
    page = planner.send(page, "/plans/ends/stop")
    assert "It had ended before you stopped it." in page.main.text
    assert kept.state_of(small, "ends") is JobState.FAILED


@pytest.mark.parametrize("id_", [kept.RUNNING, kept.BEST, kept.UNPLACED, kept.NONE, kept.FAILED, kept.STOPPED])
def test_every_plan_says_first_that_it_is_no_decision(reader, id_):
    text = reader.open(f"/plans/{id_}").main.text
    assert text.startswith("Plan for everyone This is a plan, not a decision. A named person decides each placement.")


def test_who_goes_where_beside_what_each_would_have_got_alone(reader):
    page = reader.open(f"/plans/{kept.BEST}")
    first, second = rows(page, "placed")
    assert (first[0], first[4], first[5], first[6]) == ("Laurel (R05)", "The same place", "kept", "nothing")
    assert (second[2].split()[0], second[3], second[6]) == ("61.5", "60.0", "fostering decision maker")
    assert second[4] == "Gritstone House, Harrogate (hub bed), 70.5: 9 points fewer in this plan"
    assert second[5].startswith("new: ")
    assert "1 person has another place than they would have got alone." in section(page, "result")
    assert "Source not verified" in section(page, "approvals")
    assert not has_section(page, "not-placed")


def test_who_is_not_placed_and_what_else_belongs_to_a_plan(reader):
    page = reader.open(f"/plans/{kept.UNPLACED}")
    left = section(page, "not-placed")
    assert "Hazel (R10)" in left
    assert "3 places are ruled out by “outside the carer's terms”." in left
    assert "One more bed at Gritstone House, Harrogate." in left
    assert "Bank staff: 12 hours. The price is 6 points." in section(page, "hours")
    assert "Specialists: 1.5 hours a week that nobody has. The price is 3 points." in section(page, "hours")
    assert "Plan 2: 139.0 points, 3 points fewer" in section(page, "others")
    assert "Bramble (R03): no place, in place of" in section(page, "others")
    assert rows(page, "ladder")[0][:6] == ["1", "1", "2", "140.0", "1.5", "Yes"]
    assert "No workers are recorded" in section(page, "unchecked")


def test_what_is_not_proved_says_so_and_how_much_better_there_could_be(reader):
    page = reader.open(f"/plans/{kept.UNPROVED}")
    assert "Gap in points: 0.35 %." in section(page, "result")
    proof = rows(page, "proof")
    assert [row[4] for row in proof] == ["Yes"] * 3 + ["No"] * 4
    assert proof[3][2:4] == ["141.5", "142.0"]
    assert proof[4][3] == "not looked at"


def test_no_plan_says_what_contradicts_and_a_failure_what_to_do(reader):
    page = reader.open(f"/plans/{kept.NONE}")
    assert "These locks cannot all hold" in section(page, "none")
    assert reader.follow(page, "make another one").path == "/plans"
    assert "Ask for less at once." in section(reader.open(f"/plans/{kept.FAILED}"), "problem")


def test_a_plan_from_another_record_says_so_on_top(reader):
    words = "The record has changed since."
    assert words in reader.open(f"/plans/{kept.STALE}").main.text
    assert words not in reader.open(f"/plans/{kept.BEST}").main.text


def test_a_plan_by_another_policy_says_so_too(small, planner):
    kept.keep_plan(small, "other", kept.best(), policy_hash="0" * 64)
    assert "The record has changed since." in planner.open("/plans/other").main.text


def test_who_may_not_know_protective_reasons_cannot_tell_them_apart(small, planner):
    plan = kept.best(not_placed=(not_placed(REQUEST, reasons=(PROTECTED,)),))
    plan = replace(plan, placed=(replace(plan.placed[0], approvals=(APART,)), plan.placed[1]))
    kept.keep_plan(small, "quiet", plan)
    for browser, told in ((Browser(small, Role.SERVICE_MANAGER), True), (planner, False)):
        html = browser.open("/plans/quiet").html
        assert [rule in html for rule in ("location-exclusion", "do-not-place-together")] == [told, told]
        assert "has been ruled out to keep young people safe" in html


def test_a_manager_reads_plans_and_neither_makes_nor_stops_one(plans):
    manager = Browser(plans, Role.HUB_MANAGER)
    page = manager.follow(manager.open("/hubs"), "Plans")
    assert len(rows(page, "plans")) == 10
    assert not page.main.all("form")
    assert not manager.open(f"/plans/{kept.RUNNING}").main.all("form")
    assert "Make a plan for everyone" not in manager.open("/work").main.text


def test_whoever_may_not_read_plans_has_no_way_to_them(plans):
    other = Browser(plans, Role.IRO)
    assert not [link for link in other.open("/work").root.all("a") if "/plans" in link.attrs["href"]]
    assert other.open("/plans").heading == "Your role does not open this page"


def test_the_list_says_what_came_of_each(reader):
    nothing = "\N{EN DASH}"
    assert {tuple(row[2:]) for row in rows(reader.open("/plans"), "plans")} == {
        ("Waits for its turn", nothing, nothing),
        ("Being made", nothing, nothing),
        ("Being made", nothing, "1.25 % so far"),
        ("Done, proved the best", "2 of 2", "none"),
        ("Done, proved the best", "2 of 3", "none"),
        ("Done, not proved the best", "2 of 2", "0.35 %"),
        ("No plan can be made", nothing, nothing),
        ("Stopped", "2 of 2", "0.35 %"),
        ("Failed", nothing, nothing),
    }


def test_older_plans_are_a_page_away(small, planner):
    for n in range(21):
        kept.keep_plan(small, f"plan-{n}")
    first = planner.open("/plans")
    older = planner.follow(first, "Older plans")
    assert (len(rows(first, "plans")), len(rows(older, "plans"))) == (20, 1)
    assert planner.follow(older, "The newest plans").path == "/plans"


def test_a_plan_that_is_not_there_is_not_there(reader, planner):
    assert reader.open("/plans/nowhere").status == 404
    page = planner.open("/plans")
    answer = planner.client.post(
        "/plans/nowhere/stop", data={"form_token": page.form(FORM).one("input", name="form_token").attrs["value"]}
    )
    assert answer.status_code == 404
