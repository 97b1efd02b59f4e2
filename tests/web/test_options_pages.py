"""The list of options, and one option in full: in each state, for each reader, with the values of the JSON."""

import re
import zlib
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from api.actions.options import latest
from api.actions.records import Match, patch
from api.opening_store import speaker
from api.records.collections import COLLECTIONS
from api.store.schema import table
from api.wording import Sentence
from fixtures.plain_world import NOW
from matcher.domain.codes import Role
from matcher.domain.person_codes import SeparationReason
from matcher.domain.placements import SeparationEntry
from matcher.options.discreet import discreet
from matcher.options.result import BeforeConfirming, Duty, MatchResult, PlacementOption, result_adapter
from tests.browsing import Browser, Page
from tests.small import PLACE, REQUEST, fill_small, small_world
from tests.stores import HERE
from tests.web.conftest import OPEN

LIST = f"/requests/{REQUEST}/options"
MOST_BYTES = 150_000


def asked(service, role=Role.PLACEMENT_OFFICER) -> Browser:
    """Somebody of this role, in the small authority, after an officer has asked."""
    officer = Browser(service, Role.PLACEMENT_OFFICER)
    officer.send(officer.open(LIST), LIST)
    return officer if role is Role.PLACEMENT_OFFICER else Browser(service, role)


def kept(browser: Browser, request_id: str) -> MatchResult:
    """The answer that was kept, as the JSON has it for a reader without the protective reasons."""
    with browser.service.store.reading() as connection:
        row = latest(connection, HERE, request_id)
    return discreet(result_adapter().validate_json(zlib.decompress(row.body)))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def listed(page: Page) -> list[str]:
    return [one.one("h3").text for one in page.main.all("li", class_="nwd-option")]


def test_nobody_has_asked_yet(service):
    page = Browser(fill_small(service), Role.PLACEMENT_OFFICER).open(LIST)
    assert (page.status, page.heading) == (200, f"No options yet for request {REQUEST}")
    assert [one.text for one in page.form(LIST).all("button")] == ["Find options"]
    assert "Yp" not in page.main.text


def test_whoever_may_only_read_is_told_whom_to_ask(service):
    page = Browser(fill_small(service), Role.HUB_MANAGER).open(LIST)
    assert page.main.all("form") == []
    assert "Ask a placement officer, the emergency duty worker or the manager on call" in page.main.text


def test_the_options_of_a_request_that_is_not_there_are_not_there(service):
    browser = Browser(fill_small(service), Role.PLACEMENT_OFFICER)
    assert browser.open("/requests/nowhere/options").status == 404
    assert browser.send(browser.open(LIST), LIST).status == 200


def test_asking_leads_to_the_list_and_keeps_the_answer(service):
    browser = asked(fill_small(service))
    page = browser.open(LIST)
    assert (page.path, page.heading) == (LIST, f"Options for request {REQUEST}")
    assert "For Yp," in page.main.text
    assert "As things stood on" in page.main.text


@pytest.mark.parametrize("request_id", OPEN)
def test_the_list_is_in_the_order_of_the_answer(asking, request_id):
    result = kept(asking, request_id)
    names = [(one.overall_rank, one.setting_name) for one in (*result.options, *result.needs_approval)]
    page = asking.open(f"/requests/{request_id}/options")
    for heading, (rank, name) in zip(listed(page), sorted(names), strict=True):
        assert heading.startswith(f"{rank}. {name}")


def because(option: PlacementOption) -> dict[str, str]:
    """The sentence of every part and adjustment."""
    return {one.slug: one.because for one in option.parts} | {one.slug: one.because for one in option.adjustments}


def told(option: PlacementOption) -> list[str]:
    """Every name, figure and sentence of one option."""
    contact = option.contact
    tasks: tuple[BeforeConfirming | Duty, ...] = (*option.before_confirming, *option.duties)
    sentences: tuple[Sentence, ...] = (*option.worries, *option.notes, *tasks, *option.approvals, *option.questions)
    return [
        option.setting_name,
        option.kind.label.capitalize(),
        f"{option.score:.1f} out of 100",
        *(one.says for one in sentences),
        *because(option).values(),
        *(f"{one.points:g} of {one.out_of:g}" for one in option.parts),
        *(f"Could add {one.could_add:g}" for one in option.parts if one.could_add),
        *(role.label for one in tasks for role in one.who),
        *(role.label for one in option.approvals for role in one.roles),
        *(phrase for one in option.approvals for phrase in (*one.must_record, *one.why_not)),
        *(one.person for one in option.approved),
        *(one.ask_whom for one in option.questions),
        *([contact.name, contact.telephone, contact.manager_on_call] if contact else []),
        *([f"£{option.cost_per_week:,} a week"] if option.cost_per_week is not None else []),
        *(f"{one} minutes" for one in (option.minutes.home, option.minutes.school) if one is not None),
        *([option.inspection.says] if option.inspection else []),
    ]


@pytest.mark.parametrize("request_id", OPEN)
def test_everything_the_answer_says_is_on_the_pages(asking, request_id):
    result = kept(asking, request_id)
    page = asking.open(f"/requests/{request_id}/options").main.text
    above: tuple[Sentence, ...] = (
        *result.ask_first,
        *result.not_checked_here,
        *result.referred,
        *result.above_the_list,
    )
    missing = [one.says for one in above if squeezed(one.says) not in page]
    missing += [text for text in map(str, (result.considered, result.counts.excluded)) if text not in page]
    for option in (*result.options, *result.needs_approval, *result.needs_information):
        in_full = asking.open(f"/requests/{request_id}/options/{option.place_id}")
        assert in_full.status == 200
        full_text = in_full.main.text
        missing += [text for text in told(option) if squeezed(text) not in full_text]
        short = [option.setting_name, f"{option.score:.1f}"]
        short += [because(option)[slug] for slug in option.strengths] if option.overall_rank else []
        planned: tuple[Sentence, ...] = (*option.worries, *option.approvals)
        short += [one.says for one in planned] if option.overall_rank else []
        missing += [text for text in short if squeezed(text) not in page]
    assert missing == []


@pytest.mark.parametrize("request_id", OPEN)
def test_no_page_is_heavy(asking, request_id):
    here = f"/requests/{request_id}"
    result = kept(asking, request_id)
    places = [one.place_id for one in (*result.options, *result.needs_approval)]
    places += [one.place_id for one in result.excluded[:1]]
    paths = [f"{here}/options", f"{here}/referral", *(f"{here}/options/{one}" for one in places)]
    paths += [f"{here}/why-not?number={number}" for number in range(1, 8)]
    if len(places) > 3:
        paths.append(f"{here}/options/compare?" + "&".join(f"place={one}" for one in places[:3]))
    pages = [asking.open(path) for path in paths]
    assert {one.status for one in pages} == {200}
    assert max(len(one.html.encode()) for one in pages) < MOST_BYTES


def test_an_emergency_begins_with_whom_to_ring(asking):
    page = asking.open("/requests/R01/options")
    assert page.title.startswith("Emergency options for request R01")
    for option, line in zip(
        sorted(
            (*kept(asking, "R01").options, *kept(asking, "R01").needs_approval), key=lambda one: one.overall_rank or 0
        ),
        page.main.all("li", class_="nwd-option"),
        strict=True,
    ):
        ring, tonight = line.one("dl").all("dd")[:2]
        contact = option.contact
        assert contact is not None
        assert f"tel:{contact.telephone.replace(' ', '')}" in [link.attrs["href"] for link in ring.all("a")]
        assert contact.manager_on_call.partition(",")[0] in ring.text
        assert f"Arrive by {contact.latest_arrival}" in tonight.text
        assert f"About {option.minutes.where_now} minutes from where they are now" in tonight.text
        assert f"Driver: {contact.driver or 'not known'}" in tonight.text
    assert "Judged more widely tonight" in page.main.text


def test_a_request_for_somebody_else_says_whom_to_ring_and_lists_nothing(asking):
    page = asking.open("/requests/R11/options")
    assert page.main.all("h2")[0].text == "This request belongs with another service"
    assert listed(page) == []
    assert page.main.all("dl", class_="nwd-counts") == []


def test_no_place_says_what_next_and_no_rule_by_its_code(asking):
    page = asking.open("/requests/R10/options")
    assert "No place can be offered yet" in [one.text for one in page.main.all("h2")]
    assert "7 places are ruled out by “not a registered children's home” alone." in page.main.text
    assert "Or look at what could be built round one young person" in page.main.text


def test_about_equal_is_said_where_the_answer_says_it(asking):
    result = kept(asking, "R06")
    near = {one.overall_rank for one in (*result.options, *result.needs_approval) if one.near_tie}
    lines = asking.open("/requests/R06/options").main.all("li", class_="nwd-option")
    assert near == {at for at, line in enumerate(lines, 1) if "About equal to the place above" in line.text}
    assert near


def test_an_unseen_source_is_marked_beside_its_sentence(asking):
    unseen = next(one for one in kept(asking, "R01").ask_first if one.unverified)
    lines = [one.text for one in asking.open("/requests/R01/options").main.all("li") if unseen.says in one.text]
    assert lines
    assert all(f"{unseen.says} Source not verified" in line for line in lines)


def test_every_link_to_a_rule_leads_to_one(asking):
    pages = [asking.open(f"/requests/R05/{path}") for path in ("options", "why-not", "options/FF-RESPITE.residential")]
    links = {
        one.attrs["href"] for page in pages for one in page.main.all("a") if one.attrs["href"].startswith("/rules")
    }
    assert len(links) > 20
    assert {asking.open(link).status for link in links} == {200}


@pytest.fixture
def changed(service):
    """The small authority after an answer was shown and something else was recorded."""
    browser = asked(fill_small(service))
    assert "The record has changed since." not in browser.open(LIST).main.text
    patch(
        service, speaker(service, HERE), COLLECTIONS["settings"], "home", {"name": "Another name"}, Match(frozenset())
    )
    return browser


@pytest.mark.parametrize("path", ["options", f"options/{PLACE}", "why-not"])
def test_a_record_that_has_changed_since_is_said_everywhere(changed, path):
    page = changed.open(f"/requests/{REQUEST}/{path}")
    assert "The record has changed since." in page.main.text
    assert "Another name" not in page.main.text
    assert "Find options again" in [one.text for one in page.form(LIST).all("button")]


def test_finding_again_shows_what_is_so_now(changed):
    page = changed.send(changed.open(LIST), LIST)
    assert "The record has changed since." not in page.main.text
    assert "Another name" in page.main.text + changed.open(f"/requests/{REQUEST}/why-not").main.text


def test_whoever_may_not_look_again_is_told_whom_to_ask(changed, service):
    page = Browser(service, Role.HUB_MANAGER).open(LIST)
    assert "Ask a placement officer or the manager on call to find the options again." in page.main.text
    assert page.main.all("form", action=LIST) == []


def kept_apart():
    """The small world, in which the young person must not live with somebody of the home."""
    plain = small_world()
    apart = SeparationEntry(person_a="yp", person_b="sam", reason=SeparationReason.EXPLOITATION)
    return replace(plain, separation_entries=(*(plain.separation_entries or ()), apart))


@pytest.mark.parametrize("path", ["options", "why-not", "options/home-bed", f"options/{PLACE}", "referral"])
def test_why_somebody_is_kept_apart_is_told_to_some_only(service, path):
    manager = asked(fill_small(service, snapshot=kept_apart()), Role.HUB_MANAGER)
    officer = Browser(service, Role.PLACEMENT_OFFICER)
    page = officer.open(f"/requests/{REQUEST}/{path}")
    assert page.status == 200
    assert "Sam" not in page.main.text
    assert "do-not-place-together" not in page.html
    if path in {"why-not", "options/home-bed"}:
        assert "do-not-place-together" in manager.open(f"/requests/{REQUEST}/{path}").html
        assert "to keep young people safe" in page.main.text


def test_reading_is_noted(service):
    browser = asked(fill_small(service))
    for path in ("options", f"options/{PLACE}", "why-not", "referral"):
        assert browser.open(f"/requests/{REQUEST}/{path}").status == 200
    entries = table("audit_entry").c
    with service.store.reading() as connection:
        rows = connection.execute(
            select(entries.action, entries.young_person_id, entries.role).order_by(entries.number)
        )
        noted = [tuple(row) for row in rows if row.action in {"rank", "show", "explain", "export"}]
    officer = ("yp", "placement_officer")
    deeds = ["rank", "show", "show", "explain", "show", "export", "export"]
    assert noted == [(deed, *officer) for deed in deeds]


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def hostile():
    plain = small_world()
    homes = tuple(replace(one, name=HOSTILE) for one in plain.settings)
    people = tuple(replace(one, name_to_use=HOSTILE, would_rather_live=HOSTILE) for one in plain.young_people)
    places = tuple(replace(one, vacancy_confirmed_at=NOW - timedelta(days=9)) for one in plain.places)
    return replace(plain, settings=homes, young_people=people, places=places)


@pytest.mark.parametrize(
    "path",
    [
        "options",
        f"options/{PLACE}",
        "options/home-bed",
        "why-not",
        "referral",
        f"referral?place={PLACE}",
        "options/compare",
    ],
)
def test_hostile_names_are_words(service, path):
    browser = asked(fill_small(service, snapshot=hostile()))
    page = browser.open(f"/requests/{REQUEST}/{path}")
    assert "<script>alert" not in page.html
    assert page.main.all("img") == []
    assert all(one.attrs["src"].startswith("/static/") for one in page.root.all("script"))


def test_the_title_names_the_request_and_nobody(asking):
    for path in ("options", "why-not", "referral"):
        assert "Juniper" not in asking.open(f"/requests/R01/{path}").title
