"""What the tests of the pages share: services, and people at browsers."""

import pytest

from api.opening import demo
from api.pages import sign_in
from api.service import Service
from matcher.domain.codes import Role
from tests.browsing import Browser
from tests.small import fill_small
from tests.stores import file_url, fill, new_service

OPEN = tuple(one.id for one in demo().placement_requests if one.is_open)
"""The open requests of the invented county."""


@pytest.fixture(autouse=True)
def _no_tries_yet():
    """Tests sign in more often than people can."""
    sign_in.LIMITER.storage.reset()


@pytest.fixture
def service(tmp_path) -> Service:
    """Two authorities that keep nothing yet."""
    return new_service(file_url(tmp_path))


@pytest.fixture
def small(service) -> Service:
    """The small authority; nobody works on its plans by themselves."""
    return fill_small(service)


@pytest.fixture
def planner(small) -> Browser:
    """A placement officer there."""
    return Browser(small, Role.PLACEMENT_OFFICER)


@pytest.fixture(scope="session")
def county_service(tmp_path_factory) -> Service:
    """The invented county, to be read only."""
    return fill(new_service(file_url(tmp_path_factory.mktemp("county"))))


@pytest.fixture(scope="session")
def officer(county_service) -> Browser:
    """A placement officer of the invented county."""
    return Browser(county_service, Role.PLACEMENT_OFFICER)


@pytest.fixture
def nobody(service) -> Browser:
    """Somebody who has not signed in."""
    return Browser(service)


@pytest.fixture(scope="session")
def asking(tmp_path_factory) -> Browser:
    """A placement officer of the invented county, who has asked for the options of every open request."""
    browser = Browser(fill(new_service(file_url(tmp_path_factory.mktemp("asked")))), Role.PLACEMENT_OFFICER)
    for request_id in OPEN:
        page = browser.open(f"/requests/{request_id}/options")
        browser.send(page, f"/requests/{request_id}/options")
    return browser
