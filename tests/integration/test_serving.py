"""`nwd serve`: a real server on a free port, called as a client would."""

import json
import re
import socket
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PORT = re.compile(rb"Serving http://127\.0\.0\.1:(\d+)/docs ")
COMMAND = [sys.executable, "-c", "from api.cli import main; main()", "serve", "--port"]


@pytest.fixture(scope="module")
def port():
    """A server of its own on any free port, ended afterwards."""
    with subprocess.Popen([*COMMAND, "0"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as server:
        try:
            assert server.stdout
            said = PORT.match(server.stdout.readline())
            assert said
            yield int(said[1])
        finally:
            server.terminate()
            server.communicate(timeout=20)


def call(port: int, method: str, path: str, body: bytes | None = None):
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, body, {"content-type": "application/json"} if body else {})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def test_it_answers(port, client, example):
    status, headers, body = call(port, "POST", "/v1/match", example)
    assert (status, headers["content-type"]) == (200, "application/json")
    assert body == client.post("/v1/match", content=example, headers={"content-type": "application/json"}).content


def test_it_does_not_name_its_server(port):
    assert call(port, "GET", "/health/ready")[1]["server"] is None


def test_it_refuses_a_body_of_25_megabytes_and_lives_on(port):
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        head = b"POST /v1/match HTTP/1.1\r\nhost: here\r\ncontent-type: application/json\r\ncontent-length: 25000000\r\n\r\n"
        line.sendall(head + b" " * 100_000)
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


def test_a_port_that_is_taken_is_said_so(port):
    ended = subprocess.run([*COMMAND, str(port)], cwd=ROOT, capture_output=True, check=False, timeout=60)
    assert ended.returncode == 2
    assert b"cannot listen on 127.0.0.1" in ended.stderr
    assert b"--port 8001" in ended.stderr
    assert b"Traceback" not in ended.stderr


def test_a_broken_body_is_answered_with_a_problem(port):
    status, headers, body = call(port, "POST", "/v1/match", b'{"snapshot"')
    assert (status, headers["content-type"]) == (400, "application/problem+json")
    assert json.loads(body)["code"] == "not_json"
