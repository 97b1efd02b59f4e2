"""Tokens: who gets one, what opens nothing, and that nobody can read one again."""

import base64
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import insert, update
from starlette.testclient import TestClient
from structlog.testing import capture_logs

from api.actions.tokens import CannotGive, NewToken, make_token, withdraw_token
from api.app import create_app
from api.permissions import ROLES, Permission
from api.settings import Settings
from api.store.access import find_token
from api.store.schema import table
from api.tokens import BearerToken
from matcher.domain.codes import Role
from tests.stores import HERE, NOW, signed_in

RULES, PEOPLE = "/v1/rules", "/v1/young-people"
OUTSIDE = sorted(set(Role) - set(ROLES))


def made(service, role=Role.SERVICE_MANAGER, **how) -> NewToken:
    return make_token(
        service, **{"authority": HERE, "role": role, "name": "a test", "lasts": timedelta(hours=1), **how}
    )


def status(client: TestClient, authorization: str, path: str = PEOPLE) -> int:
    answer = client.get(path, headers={"authorization": authorization})
    if answer.status_code == 401:
        assert answer.headers["www-authenticate"] == 'Bearer realm="nwd"'
        assert answer.json()["code"] == "not_signed_in"
    return answer.status_code


def jwt(head: dict, body: dict, signature: str = "") -> str:
    parts = (base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (head, body))
    return ".".join([*parts, signature])


def test_a_token_opens_what_its_role_may(service, client):
    assert status(client, f"Bearer {made(service).token}") == 200


@pytest.mark.parametrize("role", OUTSIDE)
def test_a_role_outside_the_authority_gets_no_token(service, role):
    with pytest.raises(CannotGive):
        made(service, role)


@pytest.mark.parametrize("role", OUTSIDE)
def test_a_token_that_was_given_such_a_role_behind_our_back_may_nothing(service, client, role):
    token = made(service)
    with service.store.writing() as connection:
        connection.execute(update(table("access_token")).values(role=role.value))
    assert status(client, f"Bearer {token.token}", RULES) == 403


def test_the_scheme_may_be_written_small(service, client):
    assert status(client, f"bearer {made(service).token}") == 200


def test_an_expired_token_opens_nothing(service):
    token = made(service, lasts=timedelta(minutes=5)).token
    for minutes, wanted in ((4, 200), (5, 401), (6, 401)):
        late = replace(service, clock=lambda minutes=minutes: NOW + timedelta(minutes=minutes))
        assert status(TestClient(create_app(late)), f"Bearer {token}") == wanted


def test_a_withdrawn_token_opens_nothing_from_then_on(service, client):
    token, other = made(service), made(service)
    assert withdraw_token(service, token.id)
    assert status(client, f"Bearer {token.token}") == 401
    assert status(client, f"Bearer {other.token}") == 200


def test_with_another_secret_no_token_made_before_opens_anything(service):
    token = made(service).token
    url = service.settings.database_url
    other = replace(service, settings=Settings(database_url=url, secret=SecretStr("another secret " * 3)))
    assert status(TestClient(create_app(other)), f"Bearer {token}") == 401


def forged(token: str, other: str) -> dict[str, str]:
    _, id_, secret = token.split("_", 2)
    _, other_id, other_secret = other.split("_", 2)
    return {
        "nothing": "",
        "no scheme": token,
        "scheme alone": "Bearer",
        "scheme and spaces": "Bearer   ",
        "Basic": "Basic " + base64.b64encode(f"{id_}:{secret}".encode()).decode(),
        "Basic with the token": f"Basic {token}",
        "Token": f"Token {token}",
        "another's id": f"Bearer nwd_{other_id}_{secret}",
        "another's secret": f"Bearer nwd_{id_}_{other_secret}",
        "an id that is not there": f"Bearer nwd_{'0' * 16}_{secret}",
        "truncated": f"Bearer {token[:-1]}",
        "one character more": f"Bearer {token}x",
        "one character changed": f"Bearer {token[:-1]}{'A' if token[-1] != 'A' else 'B'}",
        "twice": f"Bearer {token} {token}",
        "with a comma": f"Bearer {token},{other}",
        "id alone": f"Bearer nwd_{id_}_",
        "id in capitals": f"Bearer nwd_{id_.upper()}_{secret}" if id_ != id_.upper() else "Bearer nwd",
        "a wildcard": f"Bearer nwd_%_{secret}",
        "SQL": f"Bearer nwd_{id_}_' OR 1=1 --",
        "JWT without algorithm": "Bearer " + jwt({"alg": "none", "typ": "JWT"}, {"sub": id_, "role": "administrator"}),
        "JWT signed with the id": "Bearer " + jwt({"alg": "HS256", "typ": "JWT"}, {"sub": id_}, id_),
        "JWT with a key of its own": "Bearer " + jwt({"alg": "HS256", "jwk": {"k": "AA"}}, {"sub": id_}, "AA"),
    }


@pytest.mark.parametrize("how", forged("nwd_0_0", "nwd_1_1"))
def test_a_forged_token_opens_nothing(shared_service, nobody, how):
    token, other = made(shared_service), made(shared_service, Role.AUDITOR)
    assert status(nobody, forged(token.token, other.token)[how]) == 401


def test_the_stored_hash_is_no_token(service, client):
    token = made(service)
    with service.store.reading() as connection:
        kept = find_token(connection, token.id)
    assert kept
    assert status(client, f"Bearer nwd_{token.id}_{kept.secret_hash}") == 401
    assert status(client, f"Bearer nwd_{token.id}_{kept.secret_hash[:43]}") == 401


def test_a_row_put_into_the_database_without_the_secret_opens_nothing(service, client):
    mine = BearerToken.new()
    with service.store.writing() as connection:
        connection.execute(
            insert(table("access_token")),
            [
                {
                    "id": mine.id,
                    "secret_hash": mine.hashed("guessed"),
                    "authority": HERE,
                    "name": "",
                    "role": Role.ADMINISTRATOR.value,
                    "permissions": json.dumps(sorted(Permission)),
                    "made_at": NOW,
                    "expires_at": NOW + timedelta(days=1),
                }
            ],
        )
    assert status(client, f"Bearer {mine.text}") == 401


def test_a_token_can_be_given_less_than_its_role(service, client):
    narrow = f"Bearer {made(service, only=[Permission.READ_RULES]).token}"
    assert status(client, narrow, RULES) == 200
    assert status(client, narrow) == 403


def test_a_token_cannot_be_given_more_than_its_role(service):
    with pytest.raises(CannotGive):
        made(service, Role.AUDITOR, only=[Permission.READ_PEOPLE])


def test_what_a_role_loses_its_tokens_lose(service, client, monkeypatch):
    token = f"Bearer {made(service).token}"
    monkeypatch.setitem(ROLES, Role.SERVICE_MANAGER, frozenset({Permission.READ_RULES}))
    assert status(client, token) == 403


def test_a_token_may_nothing_that_nobody_may_any_more(service, client):
    token = made(service, only=[])
    with service.store.writing() as connection:
        connection.execute(update(table("access_token")).values(permissions=json.dumps(["read_everything"])))
    assert status(client, f"Bearer {token.token}", RULES) == 403


def test_the_database_holds_no_secret_of_a_token(service, tmp_path):
    secrets = [made(service).token.split("_", 2)[2] for _ in range(3)]
    written = b"".join(file.read_bytes() for file in Path(tmp_path).iterdir())
    assert secrets[0].encode() not in written
    assert not [one for one in secrets if one.encode() in written]
    assert service.settings.secret.get_secret_value().encode() not in written


def test_neither_token_nor_secret_is_printed_or_logged(service, client):
    token = made(service)
    secret = token.token.split("_", 2)[2]
    with capture_logs() as lines, service.store.reading() as connection:
        status(client, f"Bearer {token.token}")
        status(client, f"Bearer {token.token[:-1]}A")
        kept = find_token(connection, token.id)
    assert kept
    shown = repr((token, BearerToken.read(token.token), kept, kept.caller, service, service.settings, lines))
    assert token.id in shown
    assert secret not in shown
    assert secret[:-1] not in shown
    assert kept.secret_hash not in shown
    assert service.settings.secret.get_secret_value() not in shown


def test_a_refused_token_is_logged_by_its_public_id(service, client):
    token = made(service)
    withdraw_token(service, token.id)
    with capture_logs() as lines:
        status(client, f"Bearer {token.token}")
    assert ("a token was refused", token.id) in [(line["event"], line.get("token")) for line in lines]


def test_signing_in_is_what_the_audit_names(service, client):
    header = signed_in(service)
    client.get(PEOPLE, headers={**header, "x-request-id": "call-9"})
    entries = table("audit_entry").c
    with service.store.reading() as connection:
        query = table("audit_entry").select().where(entries.reference == "call-9")
        found = connection.execute(query).all()
    public_id = header["authorization"].split("_")[1]
    assert {(one.actor, one.role, one.authority) for one in found} == {(public_id, "service_manager", HERE)}
