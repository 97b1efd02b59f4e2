"""Our own sentences can be read by somebody of 14: Flesch-Kincaid grade 9 or less, sentence by sentence of the rule book."""

import re
from pathlib import Path

import pytest
from textstat import flesch_kincaid_grade

from api.rulebook import rules_shown
from matcher.cohort.effects_in_words import ABOUT_THE_VIEW, NO_OPTIONS, Change, in_words, reached
from matcher.options.sensitivity.about_places import ASKED
from matcher.options.sensitivity.about_rules import TONIGHT_ASKED
from matcher.options.sensitivity.in_words import NO_ANSWER, NO_ORDER, ONLY_ONE
from matcher.options.sensitivity.questions import QUESTIONS
from tests.house.drafts import sentences

HARDEST = 9
FIXED = re.compile(
    r"\b(accommodat\w+|admissions?|agreement|approv\w+|assess\w+|authority|emergenc\w+|manager|Ofsted|register\w+|"
    r"registration|responsible|specialist|temporar\w+)\b"
)
"""Words that the law or the office fixes: they are counted as one easy word each, since nothing else may be said."""
TEMPLATES = sorted((Path(__file__).parents[2] / "api" / "pages" / "templates").rglob("*.html"))
MARKUP = re.compile(
    r"\{#.*?#\}|\{%.*?%\}|<script.*?</script>|<code>.*?</code>|</?(?:a|strong|em|span|abbr)\b[^>]*>", re.DOTALL
)
BLOCK = re.compile(r"<[^>]+>")

SENTENCES = sorted(
    {
        (limb.id, re.sub(r"\{\w+\}", "Robin", said))
        for rule in rules_shown()
        for limb in rule.limbs
        for said in (limb.said, limb.asks, limb.rung, limb.not_checked)
        if said
    }
)


def grade(text: str) -> float:
    return float(flesch_kincaid_grade(FIXED.sub("term", text)))


def words_of(template: Path) -> list[str]:
    """The paragraphs that a template says by itself, of four words and more."""
    text = re.sub(r"\{\{.*?\}\}", "this", MARKUP.sub("", template.read_text(encoding="utf-8")), flags=re.DOTALL)
    plain = (re.sub(r"&\w+;|\s+", " ", part).strip() for part in BLOCK.split(text))
    return [part for part in plain if len(part.split()) > 3]


@pytest.mark.parametrize(("limb", "said"), SENTENCES)
def test_a_sentence_of_the_rule_book_is_easy_to_read(limb, said):
    assert grade(said) <= HARDEST


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_page_is_easy_to_read(template):
    hard = [(grade(part), part) for part in words_of(template) if len(part.split()) > 8 and grade(part) > HARDEST + 3]
    assert grade(" ".join(words_of(template))) <= HARDEST
    assert hard == []


def test_what_is_said_of_the_others_is_easy_to_read():
    left, worse = Change(-585, loses_place=True), Change(-40)
    said = [*ABOUT_THE_VIEW, NO_OPTIONS, reached(13, 12, 7005), in_words([]), in_words([worse, Change(10)])]
    said += [in_words([worse, left]), in_words([Change(-40, second_best=True)] * 2)]
    assert [(grade(one), one) for one in said if grade(one) > HARDEST] == []


def test_a_draft_impact_risk_assessment_is_easy_to_read():
    """Names of kinds, of needs and of people are as they are; each sentence by itself."""
    said = {plain(one) for text in sentences() for one in re.split(r"(?<=[.?!]) ", text)}
    hard = [(grade(one), one) for one in sorted(said) if len(one.split()) > 6 and grade(one) > HARDEST]
    assert len(said) > 150
    assert hard == []


def plain(text: str) -> str:
    """With short names for those that the worlds made up, and for kinds of harm, which have no other name."""
    text = re.sub(r"\b(?:Person |Setting )?(?:yp|res|set)-[\w-]+", "Robin", re.sub(r" \([\w-]+\)", "", text))
    text = re.sub(r"\b(?:exploitation|violence|serious violence|sexual harm)\b", "harm", text, flags=re.IGNORECASE)
    return re.sub(r"(?<=Needs it is set up for: ).*|(?<=Experience recorded: ).*", "care.", text)


def test_what_is_asked_about_an_order_is_easy_to_read():
    said = [one.asks.format(name="Robin") for one in QUESTIONS]
    said += [one.format(setting="Hill House") for one in (*ASKED.values(), TONIGHT_ASKED)]
    said += [NO_ANSWER, NO_ORDER, ONLY_ONE]
    assert [(grade(one), one) for one in said if grade(one) > HARDEST] == []


def test_hard_words_are_noticed():
    assert (
        grade("Notwithstanding contraindications, multidisciplinary deliberations necessitate prioritisation.")
        > HARDEST
    )
