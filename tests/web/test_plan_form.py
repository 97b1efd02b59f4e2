"""The form that asks for a plan for everyone: what is asked for, what is wrong beside its field, and what is kept."""

import json

import pytest

from api.service import Service
from api.settings import Settings
from matcher.domain.codes import Role
from tests.browsing import Browser
from tests.slow_work import column
from tests.small import REQUEST
from tests.stores import NOW
from tests.web.conftest import OPEN

FORM = "/plans"


def test_everything_chosen_is_asked_for(small, planner):
    chosen = {"whom": "some", "request": [REQUEST], "approvals": "yes", "look": "long", "others": "2"}
    page = planner.send(planner.open("/plans"), FORM, **chosen)
    asked = json.loads(column(small.store, page.path.rpartition("/")[2], "asked"))
    told = [asked[name] for name in ("request_ids", "with_approvals", "work", "alternatives")]
    assert told == [[REQUEST], True, 300, 2]
    assert (
        "1 request chosen. Places that need an approval may be used. 2 other plans asked for."
        in page.main.one("section", aria_labelledby="asked").text
    )


@pytest.mark.parametrize(
    ("field", "wrong", "says"),
    [
        ("whom", {"whom": "some"}, "Tick those whom the plan is for, or choose everybody"),
        ("whom", {"request": [REQUEST]}, "Choose “Only those ticked below”, or take the ticks off"),
        ("whom", {"whom": "some", "request": [REQUEST, "gone"]}, "Somebody whom you ticked does not wait any more."),
        ("whom", {"whom": None}, "Choose whom the plan is for"),
        ("approvals", {"approvals": "perhaps"}, "Choose whether places that need an approval may be used"),
        ("look", {"look": "60"}, "Choose how long to look"),
        ("others", {"others": "3"}, "Choose how many other plans to show"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_is_kept(planner, field, wrong, says):
    rest = {"look": "long", "others": "2", "approvals": "yes"}
    page = planner.send(planner.open("/plans"), FORM, **{**rest, **wrong})
    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert [error.startswith(says) for error in page.errors] == [True]
    assert says in page.main.one("p", id=f"{field}-error").text
    assert page.main.all("input", id=field), "the summary leads to the field"
    ticked = {one.attrs["name"]: one.attrs["value"] for one in page.form(FORM).all("input") if "checked" in one.attrs}
    kept_ones = {name: value for name, value in rest.items() if name not in wrong}
    assert {name: ticked[name] for name in kept_ones} == kept_ones
    assert ("request" in ticked) == ("request" in wrong)
    assert "There is none yet." in page.main.text


def test_nobody_waiting_means_nothing_to_plan(service):
    planner = Browser(service, Role.PLACEMENT_OFFICER)
    page = planner.open("/plans")
    assert "Nobody is waiting for a place" in page.main.text
    assert not page.main.all("form")


def test_no_more_plans_wait_than_may_and_the_form_is_kept(small):
    full = Service(Settings(database_url=small.settings.database_url, job_processes=0, jobs_waiting=1), lambda: NOW)
    planner = Browser(full, Role.PLACEMENT_OFFICER)
    planner.send(planner.open("/plans"), FORM)
    page = planner.send(planner.open("/plans"), FORM, look="long")
    assert (page.status, len(page.errors)) == (429, 1)
    assert "checked" in page.main.one("input", value="long").attrs
    full.close()


def test_the_form_names_everybody_who_waits(officer):
    values = [one.attrs["value"] for one in officer.open("/plans").main.all("input", name="request")]
    assert sorted(values) == sorted(OPEN)
