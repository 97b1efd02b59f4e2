"""Every page is in the table of pages, opens for the roles that have its permission, and says to others where to go."""

import pytest

from api.pages import sign_in as sign_in_page
from api.permissions import ROLES
from matcher.domain.codes import Role
from tests.browsing import Browser, read
from tests.house.declared import PAGES, WHO
from tests.served import address, pages_of

PEOPLE = sorted(set(ROLES) - {Role.MACHINE_CALLER})
OPENED = [page for page, permission in PAGES.items() if page.startswith("GET") and permission is not None]
FORMS = [page.removeprefix("POST ") for page in PAGES if page.startswith("POST")]


@pytest.fixture(scope="session")
def visitors(shared_service) -> dict[Role, Browser]:
    """Somebody of each role, signed in."""
    return {role: Browser(shared_service, role) for role in PEOPLE}


@pytest.fixture(autouse=True)
def _no_tries_yet():
    sign_in_page.LIMITER.storage.reset()


def test_every_page_is_in_the_table_with_its_permission(shared_app):
    assert {str(one): one.named for one in pages_of(shared_app)} == {page: (one,) for page, one in PAGES.items()}


@pytest.mark.parametrize("role", PEOPLE)
def test_a_role_opens_the_pages_of_its_permissions_and_no_others(visitors, role):
    wrong = []
    for page in OPENED:
        shown = visitors[role].open(address(page.removeprefix("GET ")))
        permission = PAGES[page]
        may = permission is not None and role in WHO[permission]
        refused = shown.status == 403 and shown.heading == "Your role does not open this page"
        if refused == may or shown.status >= 500:
            wrong.append((page, shown.status))
    assert wrong == []


@pytest.mark.parametrize("page", OPENED)
def test_whoever_is_not_signed_in_is_asked_to(shared_service, page):
    assert Browser(shared_service).open(address(page.removeprefix("GET "))).path == "/sign-in"


@pytest.mark.parametrize("role", PEOPLE)
def test_a_role_sends_the_forms_of_its_permissions_and_no_others(visitors, role):
    wrong = []
    for form in FORMS:
        if form == "/sign-out":
            continue
        answer = visitors[role].client.post(address(form), data={"form_token": own_token(visitors[role])})
        permission = PAGES[f"POST {form}"]
        may = permission is None or role in WHO[permission]
        refused = "Your role does not open this page" in answer.text
        if refused == may or answer.status_code >= 500:
            wrong.append((form, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("token", [None, "", "0" * 64, "\N{LATIN SMALL LETTER E WITH ACUTE}"])
def test_a_form_without_its_token_is_refused(visitors, form, token):
    data = {"other": "field"} if token is None else {"form_token": token}
    answer = visitors[Role.SERVICE_MANAGER].client.post(address(form), data=data)
    assert answer.status_code == 403
    assert read(answer.text).one("h1").text == "This form cannot be used any more"


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data; boundary=x"])
def test_a_form_sent_as_something_else_is_refused(visitors, form, kind):
    answer = visitors[Role.SERVICE_MANAGER].client.post(address(form), content="a=b", headers={"content-type": kind})
    assert answer.status_code == 415


@pytest.mark.parametrize("page", PAGES)
def test_a_page_lets_nothing_run_or_load_from_elsewhere(visitors, page):
    method, path = page.split(" ")
    headers = visitors[Role.SERVICE_MANAGER].client.request(method, address(path), follow_redirects=False).headers
    policy = headers["content-security-policy"]
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"


def own_token(browser: Browser) -> str:
    return browser.open("/rules").root.one("form", action="/sign-out").one("input").attrs["value"]
