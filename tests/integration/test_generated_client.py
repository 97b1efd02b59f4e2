"""A client that a kept generator writes from the description alone works against the live service."""

import importlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http import HTTPStatus

import pytest
import uvicorn

from api.app import create_app
from api.service import Service
from api.settings import Settings
from tests.stores import signed_in

HOME = {"id": "H1", "name": "Hill House", "kind": "childrens_home"}
PLACE = {"place_id": "H1.r", "setting_id": "H1", "beds": 2}
PERSON = {"id": "P1", "date_of_birth": "2011-02-03", "needs": [{"category": "autism", "level": 2}]}
REQUEST = {"id": "R1", "young_person_id": "P1", "start_date": "2026-06-01"}


@pytest.fixture
def served(service) -> Iterator[str]:
    """The address of a live service, on any free port."""
    server = uvicorn.Server(uvicorn.Config(create_app(service), port=0, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 30
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(30)


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Iterator[str]:
    """The client's package, importable while the tests run."""
    folder = tmp_path_factory.mktemp("client")
    (folder / "openapi.json").write_text(json.dumps(create_app(Service(Settings())).openapi()))
    command = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none", "--overwrite"]
    command += ["--path", str(folder / "openapi.json"), "--output-path", str(folder / "written_client")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    sys.path.insert(0, str(folder))
    yield "written_client"
    sys.path.remove(str(folder))


@pytest.fixture
def calls(written, served, service):
    """`calls("people.put_young_people", ...)`: one operation of the written client, by its tag and name."""
    client = importlib.import_module(f"{written}.client").AuthenticatedClient
    token = signed_in(service)["authorization"].removeprefix("Bearer ")

    with client(base_url=served, token=token) as signed:

        def call(operation, *args, **kwargs):
            module = importlib.import_module(f"{written}.api.{operation}")
            return module.sync_detailed(*args, client=signed, **kwargs)

        yield call


@pytest.fixture
def made(written):
    """A model of the written client, from JSON."""
    models = importlib.import_module(f"{written}.models")
    return lambda name, given: getattr(models, name).from_dict(given)


def test_a_request_is_kept_ranked_and_explained_with_it(calls, made):
    assert calls("provision.put_settings", "H1", body=made("SettingRecord", HOME)).status_code == HTTPStatus.CREATED
    assert calls("provision.put_places", "H1.r", body=made("PlaceRecord", PLACE)).status_code == HTTPStatus.CREATED
    assert calls("people.put_young_people", "P1", body=made("YoungPersonRecord", PERSON)).parsed.id == "P1"
    calls("people.put_placement_requests", "R1", body=made("PlacementRequestRecord", REQUEST))
    ranked = calls("matching.rank_options", "R1").parsed
    assert (ranked.request_id, ranked.considered) == ("R1", 1)
    full = calls("matching.explain_option", "R1", "H1.r").parsed
    assert full.result_id == ranked.id
    assert "children-home-registered" in {limb.rule.partition(":")[0] for limb in full.limbs}


def test_a_change_over_somebody_elses_is_refused_and_said_in_a_problem(calls, made):
    first = calls("people.put_young_people", "P1", body=made("YoungPersonRecord", PERSON)).headers["etag"]
    other = made("YoungPersonRecord", {**PERSON, "sex": "female"})
    assert calls("people.put_young_people", "P1", body=other, if_match=first).status_code == HTTPStatus.OK
    refused = calls("people.put_young_people", "P1", body=made("YoungPersonRecord", PERSON), if_match=first)
    assert refused.status_code == HTTPStatus.PRECONDITION_FAILED
    assert (refused.parsed.code, bool(refused.parsed.remedy)) == ("precondition_failed", True)


def test_a_page_is_read_with_it(calls, made):
    calls("provision.put_settings", "H1", body=made("SettingRecord", HOME))
    (found,) = calls("provision.list_settings", limit=1).parsed
    assert (found.name, found.kind.value) == ("Hill House", "childrens_home")
