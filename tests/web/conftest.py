"""What the tests of the pages share: services, and people at browsers."""

import pytest

from api.pages import sign_in
from api.service import Service
from matcher.domain.codes import Role
from tests.browsing import Browser
from tests.stores import file_url, fill, new_service


@pytest.fixture(autouse=True)
def _no_sign_ins_yet() -> None:
    """However many signed in before, from the one address that tests have."""
    sign_in.LIMITER.storage.reset()


@pytest.fixture
def service(tmp_path) -> Service:
    """Two authorities that keep nothing yet."""
    return new_service(file_url(tmp_path))


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
