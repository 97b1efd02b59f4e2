"""No sentence uses a word that the glossary avoids: in the rule book, in whole answers, and in what a terminal shows."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import api.terminal
from fixtures.rule_examples import EXAMPLES, Example
from matcher.options.explain import explain
from matcher.options.rank import rank
from matcher.options.result import result_adapter
from matcher.policy import load_policy
from matcher.rules import RULE_BOOK
from matcher.rules.j_duties import DUTIES
from tests.house.drafts import sentences
from tests.house.test_rule_book import AVOIDED

EVERY = max(len(EXAMPLES) // 200, 1)
SOME = EXAMPLES[::EVERY]
API = Path(api.terminal.__path__[0]).parent
SHOWN = sorted([API / "wording.py", *(API / "terminal").glob("*.py"), *(API / "pages").glob("*.py")])
TEMPLATES = sorted((API / "pages" / "templates").rglob("*.html"))
MARKUP = re.compile(r"\{#.*?#\}|\{[{%].*?[%}]\}|<[^>]*>", re.DOTALL)


def avoided(text: str) -> list[str]:
    """The words to avoid that a text uses, one or many of them."""
    return [word for word in AVOIDED if re.search(rf"\b{word}s?\b", text.lower())]


def texts(value: object) -> Iterator[str]:
    """Every text within what JSON holds, names of fields left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)


@pytest.mark.parametrize(("text", "found"), [("Two Clients.", ["client"]), ("The clientele of a shop.", [])])
def test_a_word_is_found_however_it_is_written(text, found):
    assert avoided(text) == found


@pytest.mark.parametrize("duty", DUTIES, ids=lambda one: one.slug)
def test_no_duty_uses_one(duty):
    due = [one.words for one in (duty.due, duty.in_emergency) if one is not None]

    assert avoided(" ".join([duty.says, *due, str(duty.source)])) == []


def test_no_limb_no_record_and_no_source_uses_one():
    said = [str(rule.source) for rule in RULE_BOOK]
    said += [text for rule in RULE_BOOK for limb in rule.limbs for text in (limb.in_full, *limb.must_record)]

    assert {text: avoided(text) for text in said if avoided(text)} == {}


@pytest.mark.parametrize("example", SOME, ids=lambda one: f"{one.limb}: {one.says}")
def test_no_answer_uses_one(example: Example):
    """The whole answer: reasons of parts and adjustments, steps, duties, questions; and the first place explained in full."""
    world, book = example.world(), load_policy()
    said = list(texts(json.loads(result_adapter().dump_json(rank(world, "req", book)))))
    said += [one.says for one in explain(world, "req", world.places[0].place_id, book, in_full=True)]

    assert {text: avoided(text) for text in said if avoided(text)} == {}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
def test_no_page_uses_one(template):
    assert avoided(MARKUP.sub(" ", template.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("module", SHOWN, ids=lambda one: one.stem)
def test_nothing_shown_at_a_terminal_or_put_into_a_page_uses_one(module):
    tree = ast.parse(module.read_text(encoding="utf-8"))
    said = [one.value for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str)]

    assert {text: avoided(text) for text in said if avoided(text)} == {}


def test_no_draft_impact_risk_assessment_uses_one():
    assert {text: avoided(text) for text in sentences() if avoided(text)} == {}


def test_no_worked_example_uses_one():
    assert {one.says: avoided(one.says) for one in EXAMPLES if avoided(one.says)} == {}
