"""A client that a machine wrote from the description, against a real server: typed, and it works."""

import importlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from types import SimpleNamespace

import pytest
import uvicorn

from api.app import create_app
from api.service import Service
from matcher.domain.codes import Role
from tests.stores import file_url, new_service, signed_in

PACKAGE = "client_of_no_wrong_door"
# No tools run over what was written; lists are sent as the bytes that they are.
SETTINGS = """\
post_hooks: []
content_type_overrides:
  text/csv: application/octet-stream
  application/vnd.openxmlformats-officedocument.spreadsheetml.sheet: application/octet-stream
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory) -> Service:
    return new_service(file_url(tmp_path_factory.mktemp("called")))


@pytest.fixture(scope="module")
def folder(tmp_path_factory, service):
    """Where the client was written, and what its writer said."""
    folder = tmp_path_factory.mktemp("written")
    (folder / "openapi.json").write_text(json.dumps(create_app(service).openapi()), encoding="utf-8")
    (folder / "settings.yml").write_text(SETTINGS, encoding="utf-8")
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none"]
    files = ["--path", "openapi.json", "--config", "settings.yml", "--output-path", PACKAGE]
    said = subprocess.run([*command, *files], cwd=folder, capture_output=True, check=True, timeout=120, text=True)
    assert "warning" not in (said.stdout + said.stderr).lower()
    return folder


@pytest.fixture(scope="module")
def written(folder) -> Iterator[SimpleNamespace]:
    """The client's modules."""
    sys.path.insert(0, str(folder))
    names = {"root": "", "models": ".models", "people": ".api.people", "provision": ".api.provision"}
    names |= {"matching": ".api.matching", "lists": ".api.lists", "types": ".types", "plans": ".api.plans"}
    yield SimpleNamespace(**{name: importlib.import_module(PACKAGE + path) for name, path in names.items()})
    sys.path.remove(str(folder))
    for name in [one for one in sys.modules if one.startswith(PACKAGE)]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def address(service) -> Iterator[str]:
    """A server on this machine, ended afterwards."""
    settings = uvicorn.Config(create_app(service), port=0, log_config=None, access_log=False)
    server = uvicorn.Server(settings)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(20)


@pytest.fixture(scope="module")
def client(written, address, service):
    token = signed_in(service, Role.MACHINE_CALLER)["authorization"].removeprefix("Bearer ")
    with written.root.AuthenticatedClient(base_url=address, token=token) as connected:
        yield connected


def function(package, name: str):
    """The call of an operation: what it answered with, status and headers too."""
    return importlib.import_module(f"{package.__name__}.{name}").sync_detailed


@pytest.fixture(scope="module")
def kept(written, client) -> SimpleNamespace:
    """A home with a place, a young person, and a request for them."""
    models = written.models
    home = models.SettingRecord(id="home", name="Hill House", kind=models.SettingKind.CHILDRENS_HOME)
    place = models.PlaceRecord(place_id="home-bed", setting_id="home", beds=2)
    person = models.YoungPersonRecord(id="yp", name_to_use="Robin", date_of_birth=date(2012, 3, 14))
    request = models.PlacementRequestRecord(id="req", young_person_id="yp", start_date=date(2026, 6, 1))
    answers = [
        function(written.provision, "put_setting")("home", client=client, body=home),
        function(written.provision, "put_place")("home-bed", client=client, body=place),
        function(written.people, "put_young_person")("yp", client=client, body=person),
        function(written.people, "put_placement_request")("req", client=client, body=request),
    ]
    assert [answer.status_code for answer in answers] == [201] * 4
    return SimpleNamespace(home=home, person=person, etag=answers[0].headers["etag"])


def test_what_was_put_is_read_back_as_typed_values(written, client, kept):
    answer = function(written.people, "read_young_person")("yp", client=client)
    assert answer.status_code == 200
    assert isinstance(answer.parsed, written.models.YoungPersonRecord)
    assert answer.parsed.date_of_birth == kept.person.date_of_birth == date(2012, 3, 14)


def test_options_are_ranked_and_one_is_read_in_full(written, client, kept):
    ranked = function(written.matching, "rank_options")("req", client=client)
    assert isinstance(ranked.parsed, written.models.MatchResult)
    assert ranked.parsed.considered == 1
    full = function(written.matching, "explain_option")("req", "home-bed", client=client)
    assert isinstance(full.parsed, written.models.PlaceInFull)
    assert (full.parsed.request_id, full.parsed.place.place_id) == ("req", "home-bed")
    assert full.parsed.limbs[0].rule


def test_a_change_to_a_version_that_is_no_more_is_a_typed_problem(written, client, kept):
    changed = written.models.SettingRecord.from_dict({**kept.home.to_dict(), "name": "Hill Hall"})
    put = function(written.provision, "put_setting")
    first = put("home", client=client, body=changed, if_match=kept.etag)
    assert (first.status_code, first.parsed.name) == (200, "Hill Hall")
    late = put("home", client=client, body=kept.home, if_match=kept.etag)
    assert late.status_code == 412
    assert isinstance(late.parsed, written.models.ProblemDetails)
    assert (late.parsed.code, late.parsed.type_) == ("precondition_failed", "/problems#precondition_failed")
    again = put("home", client=client, body=kept.home, if_match=first.headers["etag"])
    assert (again.status_code, again.parsed.name) == (200, "Hill House")


def test_a_change_of_one_field_takes_a_typed_body(written, client, kept):
    changes = written.models.YoungPersonRecordChanges(name_to_use=None)
    answer = function(written.people, "patch_young_person")("yp", client=client, body=changes, if_match="*")
    assert answer.status_code == 200
    assert isinstance(answer.parsed.name_to_use, written.types.Unset)


def test_what_is_wrong_with_a_body_is_named_in_a_typed_problem(written, client, kept):
    place = written.models.PlaceRecord(place_id="other", setting_id="nowhere", beds=1)
    answer = function(written.provision, "create_place")(client=client, body=place)
    assert answer.status_code == 422
    assert [(one.pointer, bool(one.mend)) for one in answer.parsed.errors] == [("/setting_id", True)]


def test_a_page_of_records_is_read(written, client, kept):
    (found,) = function(written.provision, "list_settings")(client=client, limit=1).parsed
    assert (found.id, found.kind) == ("home", written.models.SettingKind.CHILDRENS_HOME)


def test_a_list_can_be_sent(written, client, kept):
    sent = written.types.File(payload=b"id,name\nhome,Hill House\n")
    name = written.models.ImportAListList.SETTINGS
    answer = function(written.lists, "import_a_list")(client=client, body=sent, list_=name, dry_run=True)
    assert answer.status_code == 200
    assert (answer.parsed.rows, answer.parsed.unchanged) == (1, 1)


def test_a_plan_for_everyone_is_asked_for_followed_and_cancelled(written, client, kept):
    asked = function(written.plans, "create_assignment")(client=client, body=written.models.AssignmentAsked(seed=7))
    assert (asked.status_code, asked.parsed.state) == (202, written.models.JobState.QUEUED)
    found = function(written.plans, "read_assignment")(asked.parsed.id, client=client)
    assert (found.parsed.asked.seed, found.parsed.assignment) == (7, None)
    (listed,) = function(written.plans, "list_assignments")(client=client).parsed
    assert listed.id == asked.parsed.id
    gone = function(written.plans, "cancel_assignment")(asked.parsed.id, client=client)
    assert gone.parsed.state == written.models.JobState.CANCELLED


def test_who_has_no_token_is_told_so(written, address):
    with written.root.Client(base_url=address) as stranger:
        answer = function(written.people, "list_young_people")(client=stranger)
    assert (answer.status_code, answer.parsed.code) == (401, "not_signed_in")


def test_a_collections_operations_are_named_alike(folder):
    people = {path.stem for path in (folder / PACKAGE / "api" / "people").glob("*.py")}
    assert {f"{verb}_young_person" for verb in ("create", "read", "put", "patch")} <= people
    assert {"list_young_people", "delete_separation", "list_placement_requests"} <= people
