"""The documentation page and what it loads: all from here, unchanged, and nothing from elsewhere."""

import hashlib
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "api" / "static"
OTHERS = ("swagger-ui", "govuk-frontend")
LISTED = re.compile(r"^([0-9a-f]{64})  (\S+)$", re.MULTILINE)
LOADS = re.compile(r'(?:src|href)="([^"]+)"')


def listed() -> dict[str, str]:
    text = (STATIC / "README.md").read_text(encoding="utf-8")
    return {name: digest for digest, name in LISTED.findall(text)}


@pytest.mark.parametrize(("name", "digest"), listed().items())
def test_what_others_made_is_as_they_published_it(name, digest):
    assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == digest


def test_everything_others_made_is_listed():
    there = {
        path.relative_to(STATIC).as_posix()
        for folder in OTHERS
        for path in (STATIC / folder).rglob("*")
        if path.is_file()
    }
    assert set(listed()) == there


@pytest.mark.parametrize("page", ["docs.html", "problems.html"])
def test_a_page_loads_nothing_from_elsewhere(client, page):
    loads = LOADS.findall((STATIC / page).read_text(encoding="utf-8"))
    assert loads
    for address in loads:
        assert address.startswith(("/", "data:"))
        assert address == "data:," or client.get(address).status_code == 200


@pytest.mark.parametrize("page", ["docs.html", "problems.html"])
def test_a_page_has_no_script_or_style_of_its_own(page):
    text = (STATIC / page).read_text(encoding="utf-8")
    assert "<style" not in text
    assert "style=" not in text
    assert not re.search(r"<script>|<script(?![^>]*src=)", text)


def test_the_example_is_the_documented_one(example):
    assert (STATIC / "match-input.json").read_bytes() == example
