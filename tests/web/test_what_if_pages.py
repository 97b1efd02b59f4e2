"""What-ifs as pages: a common change in two short forms, what would be different, and one change more."""

import json
import zlib

import pytest
from sqlalchemy import select

from api.jobs.work import MadeFrom
from api.service import Service
from api.store.schema import table
from matcher.domain.codes import Role
from tests import stand_ins
from tests.browsing import Browser, Page
from tests.slow_work import change
from tests.stores import HERE
from tests.web.conftest import OPEN
from tests.web.own_county import audited, own_county


@pytest.fixture
def manager(county_service, tmp_path) -> Browser:
    """A hub manager in a county of their own."""
    return Browser(own_county(county_service, tmp_path), Role.HUB_MANAGER)


def chosen(manager: Browser, kind: str, setting: str) -> Page:
    return manager.send(manager.open("/what-if"), kind=kind, setting=setting)


def rows(page: Page) -> list[list[str]]:
    table = page.main.all("table")[0]
    return [[cell.text for cell in row.all("*") if cell.tag in {"th", "td"}] for row in table.all("tr")][1:]


def test_two_beds_closed_for_a_week_in_two_forms(manager):
    form = chosen(manager, "close_beds", "HUB-E")
    assert form.heading == "What if: Tidewater House, Scarborough"
    week = {"first-day": "25", "first-month": "5", "first-year": "2026"}
    week |= {"leaving-day": "1", "leaving-month": "6", "leaving-year": "2026"}
    page = manager.send(form, place="HUB-E.emergency", beds="2", ask="yes", **week)
    assert (page.status, page.heading) == (200, "What would be different")
    assert rows(page) == [["Tidewater House, Scarborough, emergency beds", "Mon 25 May", "Sun 31 May", "2", "0", "0"]]
    assert "Nothing is changed here." in page.main.text
    assert "Nobody would have to move." in page.main.text


def test_somebody_who_would_have_to_move_is_counted_and_not_named(manager):
    page = manager.send(chosen(manager, "close_beds", "HUB-E"), place="HUB-E.residential", beds="1", ask="yes")
    assert "one person would have to move" in page.main.text
    assert rows(page)[0][-1] == "1 (before: 0)"


def test_one_change_more_is_added_to_the_first(manager):
    first = manager.send(chosen(manager, "close_setting", "HUB-E"), ask="yes")
    second = manager.send(first, kind="add_carer", setting="CF001")
    assert "1 change was made in this what-if before." in second.main.text
    page = manager.send(second, name="The new family", beds="1", ask="yes")
    said = [one.text for one in page.main.one("ol").all("li")]
    assert len(said) == 2
    assert said[1].startswith("The new family, a household like Shaleditch community family")
    assert ["The new family", "Sun 24 May", "Thu 18 Jun", "0", "1", "0"] in rows(page)


def test_a_stay_is_chosen_by_name_and_whoever_is_listed_is_noted(manager):
    form = chosen(manager, "stay", "HUB-E")
    stays = {one.attrs["value"]: one.text for one in form.main.one("select", id="stay").all("option")}
    assert len(stays) == 5
    placement = list(stays)[1]
    assert ("placements", placement) in {one[:2] for one in audited(manager.service, "read")}
    day = {"leaving-day": "23", "leaving-month": "5", "leaving-year": "2026"}
    page = manager.send(form, stay=placement, ask="yes", **day)
    assert f"The stay {placement} at Tidewater House, Scarborough ends: until 23 May 2026" in page.main.text
    assert ("placements", placement) in {one[:2] for one in audited(manager.service, "what_if")}


def test_a_worker_more_is_there(manager):
    page = manager.send(chosen(manager, "add_worker", "HUB-E"), worker="bank", ask="yes")
    assert "One worker more, as bank staff." in page.main.text


@pytest.mark.parametrize(
    ("kind", "typed", "errors"),
    [
        ("close_beds", {"place": "HUB-E.residential", "beds": "many"}, ["Enter how many beds, such as 1"]),
        ("close_beds", {"place": "HUB-E.residential", "beds": "9"}, ["Only 4 of its beds are in use on every one of"]),
        ("close_beds", {"place": "", "beds": "1"}, ["This is not an id."]),
        ("open_beds", {"place": "HUB-E.residential", "beds": "1"}, ["None of its beds is out of use"]),
        ("close_setting", {"first-day": "31", "first-month": "2", "first-year": "2026"}, ["Enter a real date"]),
        ("close_setting", {"first-day": "1", "first-month": "2", "first-year": "2026"}, ["This night has passed."]),
        ("add_carer", {"name": "", "beds": "1"}, ["This is no household that others could be like."]),
        ("stay", {}, ["Choose the stay"]),
        ("add_worker", {}, ["Choose which kind of worker"]),
    ],
)
def test_what_is_typed_wrong_is_said_beside_its_field_and_kept(officer, kind, typed, errors):
    form = chosen(officer, kind, "HUB-E")
    page = officer.send(form, ask="yes", **typed)
    assert page.status == 422
    assert [one[: len(says)] for one, says in zip(page.errors, errors, strict=True)] == errors
    links = [one.attrs["href"][1:] for one in page.root.one("div", class_="govuk-error-summary").all("a")]
    assert [len(page.root.all("*", id=one)) for one in links] == [1] * len(links)


def test_nothing_chosen_is_said(officer):
    page = officer.send(officer.open("/what-if"), kind="", setting="")
    assert page.errors == ["Choose what would be different", "Choose the hub, home or family that it is about"]


def test_changes_that_somebody_has_written_into_the_form_are_read_like_any_others(officer):
    form = officer.open("/what-if")
    assert officer.send(form, changes="[", kind="close_setting", setting="HUB-E").status == 422
    bad = json.dumps([{"change": "close_beds", "place_id": "nowhere"}])
    page = officer.send(form, changes=bad, kind="close_setting", setting="HUB-E", ask="yes")
    assert page.errors == ["There is no place row with this id. Correct the id, or add the setting first."]


def test_with_a_plan_it_is_followed_stopped_and_read(manager):
    page = manager.send(chosen(manager, "close_setting", "HUB-E"), with_plan="yes", ask="yes")
    assert page.path.startswith("/what-if/")
    assert "Two plans are made, one after the other" in page.main.text
    result = compared(manager.service, page.path.rpartition("/")[2])
    change(manager.service.store, page.path.rpartition("/")[2], state="done", result=zlib.compress(result))
    done = manager.open(page.path)
    assert "The plan for everyone would come to the same." in done.main.text
    assert done.main.text.count("Would have no place, as before.") == len(OPEN)
    late = manager.client.post(f"{page.path}/stop", data={"form_token": token(manager)})
    assert "It had ended before you stopped it." in late.text


def compared(service: Service, id_: str) -> bytes:
    """What comes of it where nobody can be placed."""
    frame, jobs = service.frames.frame(HERE), table("job").c
    with service.store.reading() as connection:
        asked = connection.execute(select(jobs.asked).where(jobs.id == id_)).scalar_one()
    return stand_ins.compare_at_once(asked, MadeFrom(frame.snapshot, frame.book, None), None)


def token(browser: Browser) -> str:
    return browser.open("/what-if").form().one("input", name="form_token").attrs["value"]


def test_a_stopped_one_says_so(manager):
    page = manager.send(chosen(manager, "close_setting", "HUB-E"), with_plan="yes", ask="yes")
    stopped = manager.send(page)
    assert "There was nothing to show yet." in stopped.main.text


@pytest.mark.parametrize("role", [Role.IRO, Role.EMERGENCY_DUTY_WORKER])
def test_whoever_may_not_ask_has_no_way_to_it(officer, role):
    reader = Browser(officer.service, role)
    assert "What if" not in reader.open("/hubs").root.text
    assert reader.open("/what-if").heading == "Your role does not open this page"
