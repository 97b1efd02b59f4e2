"""Signing in and out: by password, by link; what is refused, and when a session ends."""

from datetime import timedelta

import pytest
from pydantic import SecretStr
from sqlalchemy import select
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from api.actions.users import WeakPassword, add_user, end_user, make_link, set_password
from api.app import create_app
from api.pages import sign_in as sign_in_page
from api.service import Service
from api.settings import Settings
from api.store.people import Person, change_account
from api.store.schema import table
from matcher.domain.codes import Role
from tests.browsing import Browser
from tests.stores import HERE, NOW

PASSWORD = "three unrelated words"
OFFICER = Person(authority=HERE, user_id="a.carter", name="A. Carter", role=Role.PLACEMENT_OFFICER)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self):
        return self.now


@pytest.fixture(autouse=True)
def _no_tries_yet():
    sign_in_page.LIMITER.storage.reset()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def service(service, clock) -> Service:
    timed = Service(service.settings, clock)
    add_user(timed, OFFICER, PASSWORD)
    return timed


@pytest.fixture
def door(service) -> Browser:
    return Browser(service)


def enter(door: Browser, password: str = PASSWORD, user_id: str = "a.carter"):
    return door.send(door.open("/sign-in"), user_id=user_id, password=password)


def is_in(browser: Browser) -> bool:
    return browser.open("/rules").path == "/rules"


def test_a_page_sends_whoever_is_not_signed_in_to_the_door_and_back(door):
    asked = door.open("/rules")
    assert (asked.path, asked.heading) == ("/sign-in", "Sign in")

    back = door.send(asked, user_id="a.carter", password=PASSWORD)
    assert back.path == "/rules"
    assert "A. Carter, placement officer" in back.root.text


@pytest.mark.parametrize(
    ("user_id", "password"), [("a.carter", "four unrelated words"), ("nobody", PASSWORD), ("", "")]
)
def test_what_is_wrong_is_not_told_apart(door, user_id, password):
    refused = enter(door, password, user_id)
    assert refused.status == 403
    assert refused.title.startswith("Error: ")
    assert refused.errors == ["Check the name and the password"]
    assert refused.form().one("input", name="user_id").attrs["value"] == user_id
    assert PASSWORD not in refused.html
    assert not is_in(door)


def test_spaces_are_part_of_a_password(door, service):
    set_password(service, "a.carter", f" {PASSWORD} ")
    assert enter(door).status == 403
    enter(door, f" {PASSWORD} ")
    assert is_in(door)


def test_six_wrong_passwords_in_a_row_make_the_account_rest_for_half_an_hour(door, clock):
    for _ in range(6):
        enter(door, "wrong")
    assert enter(door).status == 403

    clock.now += timedelta(minutes=29, seconds=59)
    assert enter(door).status == 403

    clock.now += timedelta(seconds=1)
    enter(door)
    assert is_in(door)


def test_a_right_password_forgets_the_wrong_ones(door):
    for _ in range(5):
        enter(door, "wrong")
    enter(door)
    for _ in range(5):
        enter(door, "wrong")
    enter(Browser(door.service), PASSWORD)
    assert is_in(door)


def test_a_new_password_lifts_the_rest(door, service):
    for _ in range(6):
        enter(door, "wrong")
    set_password(service, "a.carter", "other unrelated words")
    assert enter(door).status == 403
    enter(door, "other unrelated words")
    assert is_in(door)


def test_more_tries_than_people_can_type_are_put_off(door):
    answers = [enter(door, user_id=f"guess-{n}").status for n in range(21)]
    assert answers == [403] * 20 + [429]
    assert enter(door).status == 429


def test_a_link_lets_one_person_in_once(service):
    secret, _ = make_link(service, Person(authority=HERE, name="Kim", role=Role.HUB_MANAGER), timedelta(hours=1))
    first, second = Browser(service), Browser(service)
    pages = [browser.open(f"/sign-in/link/{secret}") for browser in (first, second)]

    assert "Kim, hub manager" in first.send(pages[0]).root.text
    refused = second.send(pages[1])
    assert (refused.status, refused.heading) == (403, "This link does not work")
    assert not is_in(second)


@pytest.mark.parametrize(
    ("role", "setting", "first"),
    [
        (Role.PLACEMENT_OFFICER, None, "/work"),
        (Role.HUB_MANAGER, "home", "/hubs/home/today"),
        (Role.BUDGET_HOLDER, "home", "/hubs"),
        (Role.SOCIAL_WORKER, "home", "/rules"),
    ],
)
def test_everybody_begins_at_their_own_first_page(service, role, setting, first):
    assert Browser(service, role, setting=setting).open("/").path == first


def test_a_link_ends(service, clock):
    secret, until = make_link(service, Person(authority=HERE, name="Kim", role=Role.HUB_MANAGER), timedelta(hours=1))
    late = Browser(service)
    page = late.open(f"/sign-in/link/{secret}")
    clock.now = until
    assert late.send(page).status == 403


@pytest.mark.parametrize("secret", ["nonsense", "nwd_0123456789abcdef_" + "x" * 43])
def test_a_link_that_was_never_made_opens_nothing(door, secret):
    assert door.send(door.open(f"/sign-in/link/{secret}")).status == 403


def test_whoever_signs_out_is_out_everywhere_that_the_cookie_went(door, service):
    enter(door)
    elsewhere = Browser(service)
    elsewhere.client.cookies = dict(door.client.cookies)
    assert is_in(elsewhere)

    door.send(door.open("/rules"), "/sign-out")
    assert not is_in(door)
    assert not is_in(elsewhere)


def test_half_an_hour_without_a_click_ends_a_session(door, clock):
    enter(door)
    clock.now += timedelta(minutes=29)
    assert is_in(door)
    clock.now += timedelta(minutes=29)
    assert is_in(door)
    clock.now += timedelta(minutes=30)
    assert not is_in(door)


def test_twelve_hours_end_a_session_whatever_is_clicked(door, clock):
    enter(door)
    for _ in range(35):
        clock.now += timedelta(minutes=20)
        assert is_in(door)
    clock.now += timedelta(minutes=20)
    assert not is_in(door)


def ran_out(door, clock):
    """A search sent when its session has run out; the page that comes back."""
    enter(door)
    page = door.open("/requests/new")
    clock.now += timedelta(minutes=31)
    return door.send(page, "/requests/new", name_to_use="Wren", where_now_is='With "an aunt" & others')


def test_what_was_typed_when_a_session_ran_out_is_given_back_after_signing_in_again(door, clock):
    asked = ran_out(door, clock)
    assert (asked.status, asked.heading) == (401, "Sign in")
    assert "What you typed is kept" in asked.main.text

    wrong = door.send(asked, password="not it at all")
    back = door.send(wrong, password=PASSWORD)
    assert back.heading == "Send what you typed"
    refused = door.send(back)
    typed = {one.attrs["name"]: one.attrs.get("value") for one in refused.main.all("input")}
    assert (refused.status, typed["name_to_use"], typed["where_now_is"]) == (422, "Wren", 'With "an aunt" & others')


def test_what_was_typed_is_not_given_to_anybody_else(door, clock, service):
    add_user(service, Person(authority=HERE, user_id="other", name="O", role=Role.PLACEMENT_OFFICER), PASSWORD)
    asked = ran_out(door, clock)
    assert "Wren" not in door.send(asked, user_id="other", password=PASSWORD).html


@pytest.mark.parametrize("field", ["kept_path", "kept_fields", "kept_for"])
def test_what_was_kept_cannot_be_changed_on_the_way(door, clock, field):
    asked = ran_out(door, clock)
    assert door.send(
        asked, password=PASSWORD, **{field: "a.carter"} if field != "kept_for" else {field: "x"}
    ).heading != ("Send what you typed")


def test_a_form_from_elsewhere_is_not_kept(door, clock):
    enter(door)
    page = door.open("/requests/new")
    clock.now += timedelta(minutes=31)
    for given in ({"form_token": "0" * 64}, {"form_token": None}):
        assert door.send(page, "/requests/new", **given).heading == "This form cannot be used any more"
    door.client.headers["sec-fetch-site"] = "cross-site"
    assert door.send(page, "/requests/new").heading == "This form cannot be used any more"


def test_after_signing_out_nothing_is_kept(door, service):
    enter(door)
    page = door.open("/requests/new")
    cookie = door.client.cookies["nwd-session"]
    door.send(door.open("/rules"), "/sign-out")
    door.client.cookies.set("nwd-session", cookie, domain="testserver.local", path="/")
    asked = door.send(page, "/requests/new", name_to_use="Wren")
    assert (asked.status, "Wren" in asked.html) == (401, False)


def test_a_role_that_changes_ends_the_sessions_of_the_old_one(door, service):
    enter(door)
    with service.store.writing() as connection:
        change_account(connection, "a.carter", role="auditor")
    assert not is_in(door)


def test_a_new_password_ends_the_sessions_of_the_old_one(door, service):
    enter(door)
    set_password(service, "a.carter", "other unrelated words")
    assert not is_in(door)
    enter(door, "other unrelated words")
    assert is_in(door)


def test_an_account_that_ends_takes_its_sessions_along_and_opens_nothing(door, service):
    enter(door)
    end_user(service, "a.carter")
    assert not is_in(door)
    assert enter(door).status == 403


def test_signing_in_makes_a_new_cookie(door):
    door.open("/sign-in")
    planted = "nwd_0123456789abcdef_" + "x" * 43
    door.client.cookies.set("nwd-session", planted, domain="testserver.local", path="/")
    enter(door)
    assert door.client.cookies.get("nwd-session") != planted
    assert is_in(door)


@pytest.mark.parametrize("token", [None, "", "0" * 64])
def test_a_form_without_its_token_changes_nothing(door, token):
    page = door.open("/sign-in")
    refused = door.send(page, user_id="a.carter", password=PASSWORD, form_token=token)
    assert (refused.status, refused.heading) == (403, "This form cannot be used any more")
    assert not is_in(door)


def test_a_form_of_another_session_changes_nothing(door, service):
    theirs = Browser(service)
    page = theirs.open("/sign-in")
    door.open("/sign-in")
    assert door.send(page, user_id="a.carter", password=PASSWORD).status == 403


def test_a_form_sent_from_another_site_changes_nothing(door):
    page = door.open("/sign-in")
    door.client.headers["sec-fetch-site"] = "cross-site"
    assert door.send(page, user_id="a.carter", password=PASSWORD).status == 403


@pytest.mark.parametrize(
    "onward", ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "javascript:0"]
)
def test_nobody_is_sent_to_another_site_after_signing_in(service, onward):
    client = TestClient(create_app(service), follow_redirects=False)
    door = Browser(service)
    door.client = client
    answer = client.get("/sign-in", params={"next": onward})
    assert onward not in answer.text
    page = door.open("/sign-in")
    sent = client.post(
        "/sign-in", data={**dict(form_fields(page)), "user_id": "a.carter", "password": PASSWORD, "next": onward}
    )
    assert (sent.status_code, sent.headers["location"]) == (303, "/")


def form_fields(page):
    return {one.attrs["name"]: one.attrs.get("value", "") for one in page.form().all("input")}


def test_the_cookie_is_bound_to_the_host_and_hidden_from_scripts(service):
    own = Service(Settings(database_url=service.settings.database_url, secret=SecretStr("x" * 40)), service.clock)
    client = TestClient(create_app(own), base_url="https://testserver", follow_redirects=False)
    door = Browser(own)
    door.client = client
    sent = client.post(
        "/sign-in", data={**form_fields(door.open("/sign-in")), "user_id": "a.carter", "password": PASSWORD}
    )
    cookie = sent.headers["set-cookie"]
    assert cookie.startswith("__Host-nwd-session=nwd_")
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=lax"} <= {part.strip() for part in cookie.split(";")}
    assert "Domain" not in cookie
    assert "Max-Age" not in cookie


def test_neither_names_nor_passwords_nor_secrets_are_logged(door, service):
    secret, _ = make_link(service, Person(authority=HERE, name="Kim", role=Role.HUB_MANAGER), timedelta(hours=1))
    with capture_logs() as logged:
        enter(door, "wrong")
        enter(door)
        Browser(service).open(f"/sign-in/link/{secret}")
    assert any(one["event"] == "a sign-in was refused" for one in logged)
    for hidden in ("a.carter", PASSWORD, secret, "Kim"):
        assert hidden not in str(logged)


def test_signing_in_and_out_stands_in_the_audit(door, service):
    enter(door)
    door.send(door.open("/rules"), "/sign-out")
    entries = table("audit_entry")
    with service.store.reading() as connection:
        rows = connection.execute(select(entries.c.action, entries.c.actor).order_by(entries.c.number)).all()
    assert [tuple(row) for row in rows] == [("sign_in", "a.carter"), ("sign_out", "a.carter")]


@pytest.mark.parametrize("password", ["eleven char", "", "x" * 201])
def test_a_password_that_could_be_guessed_is_refused(service, password):
    with pytest.raises(WeakPassword):
        set_password(service, "a.carter", password)


def test_only_a_hash_of_the_password_is_kept(service):
    with service.store.reading() as connection:
        kept = connection.execute(select(table("user_account"))).one()
    assert kept.password_hash.startswith("$argon2id$")
    assert PASSWORD not in str(kept)
