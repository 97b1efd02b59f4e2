"""`nwd serve`: a real server on a free port, called as a client would."""

import json
import os
import re
import socket
import subprocess
import sys
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path

import pytest

from matcher.domain.codes import Role
from tests.stores import file_url, new_service, signed_in

ROOT = Path(__file__).parents[2]
PORT = re.compile(rb"Serving http://127\.0\.0\.1:(\d+); ")
COMMAND = [sys.executable, "-c", "from api.cli import main; main()", "serve", "--port"]


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """A service on the database that the server serves from another process."""
    return new_service(file_url(tmp_path_factory.mktemp("served")), lambda: datetime.now(UTC))


@pytest.fixture(scope="module")
def token(database):
    return signed_in(database, Role.MACHINE_CALLER)


@pytest.fixture(scope="module")
def port(database):
    """A server of its own on any free port, ended afterwards."""
    pipe, environment = subprocess.PIPE, {**os.environ, "DATABASE_URL": database.settings.database_url}
    with subprocess.Popen([*COMMAND, "0"], cwd=ROOT, env=environment, stdout=pipe, stderr=pipe) as server:
        try:
            assert server.stdout
            said = PORT.match(server.stdout.readline())
            assert said
            yield int(said[1])
        finally:
            server.terminate()
            server.communicate(timeout=20)


def call(port: int, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None):
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        sent_as = {"content-type": "application/json"} if body else {}
        connection.request(method, path, body, {**sent_as, **(headers or {})})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def test_it_answers(port, token, client, example):
    status, headers, body = call(port, "POST", "/v1/match", example, token)
    assert (status, headers["content-type"]) == (200, "application/json")
    assert body == client.post("/v1/match", content=example, headers={"content-type": "application/json"}).content


def test_it_does_not_name_its_server(port):
    assert call(port, "GET", "/health/ready")[1]["server"] is None


def test_who_sends_no_token_is_not_let_in(port):
    status, headers, body = call(port, "GET", "/v1/rules")
    assert (status, headers["www-authenticate"]) == (401, 'Bearer realm="nwd"')
    assert json.loads(body)["code"] == "not_signed_in"


def test_it_refuses_a_body_of_25_megabytes_and_lives_on(port, token):
    heads = {"host": "here", "content-type": "application/json", "content-length": "25000000", **token}
    head = "\r\n".join(["POST /v1/match HTTP/1.1", *(f"{name}: {said}" for name, said in heads.items()), "", ""])
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(head.encode() + b" " * 100_000)
        assert b" 413 " in line.recv(64)
    assert call(port, "GET", "/health/live")[0] == 200


def test_nothing_listens_but_on_this_machine(port):
    with socket.socket() as line:
        assert line.connect_ex((own_address(), port)) != 0


def own_address() -> str:
    """This machine's address on its network; skipped where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        try:
            line.connect(("192.0.2.1", 9))  # sends nothing: only asks which address would be used
        except OSError:
            pytest.skip("this machine has no network")
        return line.getsockname()[0]


def test_a_port_that_is_taken_is_said_so(port, database):
    command = [*COMMAND, str(port), "--database", database.settings.database_url]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, timeout=60)
    assert ended.returncode == 2
    assert b"cannot listen on 127.0.0.1" in ended.stderr
    assert b"--port 8001" in ended.stderr
    assert b"Traceback" not in ended.stderr


def test_a_broken_body_is_answered_with_a_problem(port, token):
    status, headers, body = call(port, "POST", "/v1/match", b'{"snapshot"', token)
    assert (status, headers["content-type"]) == (400, "application/problem+json")
    assert json.loads(body)["code"] == "not_json"
