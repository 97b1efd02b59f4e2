"""Who may write a record and not read it is told nothing of what was there."""

import pytest

from api.permissions import Permission
from matcher.domain.codes import Role
from tests.stores import signed_in

ANY = {"if-match": "*"}
PERSON = {"id": "P1", "name_to_use": "Robin"}


@pytest.fixture
def writer(service) -> dict[str, str]:
    return signed_in(service, Role.ADMINISTRATOR, only=[Permission.WRITE_PEOPLE])


def test_a_change_of_no_field_does_not_show_the_record(api, writer):
    api.put("/v1/young-people/P1", json=PERSON)
    answer = api.patch("/v1/young-people/P1", json={}, headers={**writer, **ANY})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")
    assert "Robin" not in answer.text


def test_what_is_put_comes_back_as_it_was_sent_and_no_more(api, writer):
    api.put("/v1/young-people/P1", json=PERSON)
    answer = api.put("/v1/young-people/P1", json={"id": "P1", "sex": "female"}, headers={**writer, **ANY})
    assert (answer.status_code, "Robin" in answer.text) == (200, False)
