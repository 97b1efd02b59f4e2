"""`nwd demo`: two stories of the invented county, each on one screen."""

import itertools
import re

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from api.app import create_app
from api.opening_store import open_demonstration
from api.service import Service
from api.settings import Settings
from api.terminal import demonstration
from fixtures import EMERGENCY_REQUEST, PLANNED_REQUEST
from tests.stores import file_url, signed_in


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return [text for line in demonstration.demonstration_lines() for text in str(line).split("\n")]


@pytest.fixture(scope="module")
def stories(lines) -> list[list[str]]:
    """The lines between blank ones: the county, both stories, how to go on."""
    return [list(group) for blank, group in itertools.groupby(lines, key=lambda line: not line) if not blank]


def section(story: list[str], title: str) -> list[str]:
    start = next(n for n, line in enumerate(story) if line.startswith(title))
    rest = itertools.takewhile(lambda line: line.startswith("  "), story[start + 1 :])
    return [story[start], *rest]


def test_each_story_fits_on_one_screen(stories, lines):
    _, emergency, planned, _ = stories
    assert emergency[0].startswith(f"Request {EMERGENCY_REQUEST}, emergency")
    assert planned[0].startswith(f"Request {PLANNED_REQUEST}, planned")
    assert max(len(emergency), len(planned)) <= 40
    assert max(map(len, lines)) <= 100


def test_a_story_has_the_request_the_list_the_steps_and_what_was_ruled_out(stories):
    for story in stories[1:3]:
        assert len(section(story, "Request")) == 6
        assert any("ring " in line for line in section(story, "Options"))
        assert section(story, "Before anyone confirms")
        assert sum(line.startswith("    x ") for line in section(story, "Ruled out")) == 3


def test_the_emergency_tells_its_story(stories):
    story = "\n".join(stories[1])
    assert "police protection until Mon 25 May 19:10" in story
    assert "already knows Jade Lingbeck" in story
    assert "needs registered manager" in story.lower()
    assert "24 May 2026 (1 short)" in " ".join(story.split())
    assert "x Lodgings" in story
    assert section(stories[1], "Ask first")


def test_the_planned_story_is_told(stories):
    options = section(stories[2], "Options")
    assert "(community family)" in options[1]
    assert "against: foster family" in "\n".join(stories[2])


def test_it_ends_with_how_to_go_on(lines):
    assert "nwd requests" in lines[-3]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where the demonstration makes its database: never in the repository."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call_shown(lines: list[str]) -> tuple[str, str]:
    """The token and the address of the call that is shown."""
    shown = re.search(r'curl -X POST -H "Authorization: (Bearer \S+)" \\\n +(http\S+)', "\n".join(lines))
    assert shown
    return shown[1], shown[2]


def test_the_call_that_is_shown_works(folder):
    lines = demonstration.database_lines(fresh=False, port=8123)
    assert lines[1] == "Database  sqlite:///demo.sqlite3, made just now"
    assert max(map(len, lines)) <= 120
    token, address = call_shown(lines)
    assert address == f"http://127.0.0.1:8123/v1/placement-requests/{EMERGENCY_REQUEST}/options"
    answer = TestClient(create_app(Service(Settings()))).post(address, headers={"authorization": token})
    assert answer.status_code == 200
    assert answer.json()["options"]


def test_what_somebody_changed_in_its_database_stays_until_it_is_made_anew(folder):
    demonstration.database_lines(fresh=False, port=8000)
    service, is_new = open_demonstration()
    client = TestClient(create_app(service), headers=signed_in(service))
    assert not is_new
    assert client.put("/v1/workers/W-new", json={"id": "W-new", "name": "New"}).status_code == 201
    assert "as you left it" in demonstration.database_lines(fresh=False, port=8000)[1]
    assert client.get("/v1/workers/W-new").status_code == 200
    service.store.close()
    assert "made just now" in demonstration.database_lines(fresh=True, port=8000)[1]
    with open_demonstration()[0].store.reading() as connection:
        assert connection.scalar(text("SELECT count(*) FROM workers WHERE id = 'W-new'")) == 0


def test_a_database_of_ones_own_is_filled_and_never_removed(folder, monkeypatch):
    url = file_url(folder)
    monkeypatch.setenv("DATABASE_URL", url)
    assert demonstration.database_lines(fresh=True, port=8000)[1] == f"Database  {url}, made just now"
    assert "as you left it" in demonstration.database_lines(fresh=True, port=8000)[1]
    assert not (folder / "demo.sqlite3").exists()


def test_the_picture_loads_nothing_and_is_drawn_the_same_twice(tmp_path):
    one, two = tmp_path / "one.svg", tmp_path / "two.svg"
    demonstration.draw(one)
    demonstration.draw(two)
    picture = one.read_text(encoding="utf-8")
    assert picture == two.read_text(encoding="utf-8")
    assert picture.startswith("<svg")
    assert "Options" in picture
    assert "@font-face" not in picture
    assert "url(http" not in picture
