"""`nwd demo`: two stories of the invented county, each on one screen."""

import itertools

import pytest

from api.terminal import demonstration
from fixtures import EMERGENCY_REQUEST, PLANNED_REQUEST


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
    assert "already knows somebody here" in story
    assert "needs registered manager" in story.lower()
    assert "24 May 2026 (1 short)" in " ".join(story.split())
    assert "x Lodgings" in story
    assert section(stories[1], "Ask first")


def test_the_planned_story_is_told(stories):
    options = section(stories[2], "Options")
    assert "(community family)" in options[1]
    assert "against: foster family" in "\n".join(stories[2])


def test_it_ends_with_how_to_go_on_and_how_to_call(lines):
    end = "\n".join(lines[-5:])
    assert "nwd requests" in end
    assert "curl --json @docs/examples/match-input.json http://127.0.0.1:8000/v1/match" in end


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
