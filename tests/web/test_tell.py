"""How a page words an answer: rules in words, places of one name told apart, numbers that can be rung."""

from dataclasses import replace

import pytest

from api.pages import tell
from fixtures.plain_world import place, setting, world
from matcher.domain.codes import SettingKind
from matcher.options.rank import rank
from matcher.policy import load_policy

RESULT = rank(world(setting("home")), "req", load_policy())


def test_rules_are_named_in_words_and_protective_ones_all_alike():
    says = (
        "1 places were considered.",
        "3 ruled out by do-not-place-together, 2 ruled out by location-exclusion.",
        "by now",
    )
    assert tell.sentences(replace(RESULT, considered=1, says=says)) == [
        "3 ruled out by “to keep young people safe”, 2 ruled out by “to keep young people safe”.",
        "by now",
    ]


@pytest.mark.parametrize(
    ("rule", "address"),
    [("staff-ratio", "/rules/staff-ratio"), ("staff-ratio:x", "/rules/staff-ratio"), ("protective-reason", "")],
)
def test_a_rule_leads_to_its_page_where_it_has_one(rule, address):
    assert tell.rule_page(rule) == address


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Yarrow, 07700 900901", [("Yarrow, ", ""), ("07700 900901", "07700900901")]),
        ("Hub manager on call", [("Hub manager on call", "")]),
        ("<b>01632 960001</b>", [("<b>", ""), ("01632 960001", "01632960001"), ("</b>", "")]),
    ],
)
def test_a_number_within_words_can_be_rung(text, pieces):
    assert tell.with_numbers(text) == pieces


def test_places_of_one_name_are_told_apart():
    two = replace(world(setting("home")), places=(place("home"), replace(place("home"), place_id="home-other")))
    assert tell.names(rank(two, "req", load_policy())) == {
        "home-bed": "Setting home (home-bed)",
        "home-other": "Setting home (home-other)",
    }
    assert tell.names(RESULT) == {"home-bed": "Setting home"}


def test_places_of_two_kinds_are_told_apart_by_their_kind():
    (first,) = RESULT.options
    other = replace(first, place_id="other", kind=SettingKind.HUB_EMERGENCY_BED)
    called = tell.names(replace(RESULT, options=(first, other)))
    assert called == {"home-bed": "Setting home (children's home)", "other": "Setting home (hub emergency bed)"}


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("Children Act 1989, section 25 [V]", "Children Act 1989, section 25"),
        ("Practice [U]", "Practice (source not verified)"),
        ("Ours [P]", "Ours (the service's own default)"),
        ("nothing", "nothing"),
    ],
)
def test_a_source_has_its_mark_in_words(source, said):
    assert tell.source(source) == said
