"""What holds in every world: nothing here knows what any rule says, only what no rule may do."""

import ast
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from fixtures import county
from matcher.domain.codes import FOSTER, SiblingPlan
from matcher.domain.people import YoungPerson
from matcher.domain.settings import Place, Setting
from matcher.domain.snapshot import Snapshot, content_hash, snapshot_adapter
from matcher.options.explain import outcomes
from matcher.options.rank import rank
from matcher.options.result import MatchResult, PlacementOption, result_adapter
from matcher.policy import load_policy
from matcher.rules import RULE_BOOK
from matcher.rules.model import Kind
from tests.property.worlds import world

ROOT = Path(__file__).parents[2]
SEEDS = pytest.mark.parametrize("seed", range(20))
LISTS = ("options", "needs_approval", "needs_information", "excluded")


def answer(snapshot: Snapshot, request_id: str) -> MatchResult:
    return rank(snapshot, request_id, load_policy())


def asked(snapshot: Snapshot) -> Iterator[str]:
    """The open requests."""
    return (one.id for one in snapshot.placement_requests if one.is_open)


def in_order(result: MatchResult) -> list[PlacementOption]:
    """`options` and `needs_approval` as the one list that the officer sees."""
    return sorted(result.options + result.needs_approval, key=lambda one: one.overall_rank or 0)


def where(result: MatchResult) -> dict[str, str]:
    """The list that each place is in."""
    return {one.place_id: name for name in LISTS for one in getattr(result, name)}


def scores(result: MatchResult) -> dict[str, float]:
    return {one.place_id: one.score for one in (*in_order(result), *result.needs_information)}


def with_settings(snapshot: Snapshot, change) -> Snapshot:
    return replace(snapshot, settings=tuple(map(change, snapshot.settings)))


def with_person(snapshot: Snapshot, request_id: str, **facts) -> Snapshot:
    """The person of the request, changed."""
    who = next(one.young_person_id for one in snapshot.placement_requests if one.id == request_id)
    people = tuple(replace(one, **facts) if one.id == who else one for one in snapshot.young_people)
    return replace(snapshot, young_people=people)


def person_of(snapshot: Snapshot, request_id: str) -> YoungPerson:
    who = next(one.young_person_id for one in snapshot.placement_requests if one.id == request_id)
    return next(one for one in snapshot.young_people if one.id == who)


# The same call


@SEEDS
def test_the_same_call_twice_gives_the_same_bytes(seed):
    """Conformance case 13."""
    write = result_adapter().dump_json
    for request_id in asked(world(seed)):
        assert write(answer(world(seed), request_id)) == write(answer(world(seed), request_id))


ONE_ANSWER = """
import sys
from matcher.domain.snapshot import snapshot_adapter
from matcher.options.rank import rank
from matcher.options.result import result_adapter
from matcher.policy import load_policy
from matcher.rules import RULE_BOOK
from matcher.rules.model import Kind
snapshot = snapshot_adapter().validate_json(sys.stdin.buffer.read())
for one in snapshot.placement_requests:
    sys.stdout.buffer.write(result_adapter().dump_json(rank(snapshot, one.id, load_policy())))
"""


def test_the_same_call_in_another_process_gives_the_same_bytes():
    """Whatever order that process happens to keep its sets in."""
    snapshot = world(3)
    here = b"".join(result_adapter().dump_json(answer(snapshot, one.id)) for one in snapshot.placement_requests)
    for hash_seed in ("1", "2"):
        there = subprocess.run(
            [sys.executable, "-c", ONE_ANSWER],
            input=snapshot_adapter().dump_json(snapshot),
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(ROOT)},
        )
        assert there.stdout == here


@SEEDS
def test_the_order_of_the_records_does_not_matter(seed):
    snapshot = world(seed)
    facts: dict[str, Any] = {one.name: getattr(snapshot, one.name) for one in fields(snapshot)}
    turned = {name: tuple(reversed(fact)) for name, fact in facts.items() if isinstance(fact, tuple)}
    backwards = replace(snapshot, **{**facts, **turned})
    for request_id in asked(snapshot):
        one, other = answer(snapshot, request_id), answer(backwards, request_id)
        assert [place.place_id for place in in_order(one)] == [place.place_id for place in in_order(other)]
        assert (where(one), scores(one)) == (where(other), scores(other))


# `cost-visible-not-scored`


def other_cost(home: Setting) -> Setting:
    """The dearest become the cheapest; a cost nobody has recorded is recorded, and the other way round."""
    return replace(home, cost_per_week=None if home.cost_per_week is None else 20_000 - home.cost_per_week)


@SEEDS
@pytest.mark.parametrize("change", [other_cost, lambda home: replace(home, cost_per_week=None)])
def test_cost_moves_no_place_and_no_score_and_breaks_exact_ties_only(seed, change):
    snapshot = world(seed)
    for request_id in asked(snapshot):
        before, after = answer(snapshot, request_id), answer(with_settings(snapshot, change), request_id)
        assert (where(before), scores(before)) == (where(after), scores(after))
        assert [one.score for one in in_order(before)] == [one.score for one in in_order(after)]


@SEEDS
def test_cost_is_shown(seed):
    snapshot = world(seed)
    costs = {home.id: home.cost_per_week for home in snapshot.settings}
    for request_id in asked(snapshot):
        assert all(one.cost_per_week == costs[one.setting_id] for one in in_order(answer(snapshot, request_id)))


# `occupancy-not-scored`


def with_beds(snapshot: Snapshot, place_id: str, more: int) -> Snapshot:
    def change(row: Place) -> Place:
        return replace(row, beds=row.beds + more) if row.place_id == place_id else row

    return replace(snapshot, places=tuple(map(change, snapshot.places)))


def waits_for_siblings(snapshot: Snapshot, request_id: str) -> bool:
    """Whether free beds matter to them by a rule of their own: brothers and sisters who want to come along."""
    return any(link.plan is SiblingPlan.TOGETHER for link in person_of(snapshot, request_id).siblings or ())


@SEEDS
def test_more_empty_beds_change_neither_a_score_nor_the_order(seed):
    snapshot = world(seed)
    for request_id in asked(snapshot):
        before = answer(snapshot, request_id)
        for one in [] if waits_for_siblings(snapshot, request_id) else in_order(before):
            after = answer(with_beds(snapshot, one.place_id, 3), request_id)
            nights = {place.place_id: (place.first_night, place.leaving) for place in in_order(after)}
            if nights.get(one.place_id) == (one.first_night, one.leaving):
                assert scores(after) == scores(before)
                assert [place.place_id for place in in_order(after)] == [place.place_id for place in in_order(before)]


# `protected-characteristic-neutral`

PROTECTED = ("ethnicity", "religion", "nationality", "disability", "sexual_orientation")


@SEEDS
@pytest.mark.parametrize("characteristic", PROTECTED)
def test_a_protected_characteristic_changes_nothing_at_all(seed, characteristic):
    snapshot = world(seed)
    for request_id in asked(snapshot):
        first, second = (
            answer(with_person(snapshot, request_id, **{characteristic: swapped}), request_id)
            for swapped in (None, "something else")
        )
        assert replace(first, id="", snapshot_hash="") == replace(second, id="", snapshot_hash="")


def test_the_engine_reads_no_protected_characteristic():
    read = {
        (path.name, node.attr)
        for path, tree in modules("matcher")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in PROTECTED
    }
    assert read == set()


# `no-silent-exclusion`


def shown_to(snapshot: Snapshot, request_id: str) -> set[str]:
    """The place rows there are for this person: all but those of settings that belong to somebody else."""
    who = person_of(snapshot, request_id).id
    own = {home.id for home in snapshot.settings if home.for_young_person_id in {None, who}}
    return {row.place_id for row in snapshot.places if row.setting_id in own}


@SEEDS
def test_every_place_is_in_exactly_one_list_with_its_reasons(seed):
    snapshot = world(seed)
    for request_id in asked(snapshot):
        result = answer(snapshot, request_id)
        found = Counter(one.place_id for name in LISTS for one in getattr(result, name))
        if result.referred:
            assert not found
        else:
            assert found == Counter(shown_to(snapshot, request_id))
        assert all(one.failed for one in result.excluded)
        assert all(one.approvals for one in result.needs_approval)
        assert all(one.questions for one in result.needs_information)
        assert all(reason.says and reason.source for one in result.excluded for reason in one.failed)


@SEEDS
def test_the_counts_add_up(seed):
    snapshot = world(seed)
    for request_id in asked(snapshot):
        result = answer(snapshot, request_id)
        counts = {name: getattr(result.counts, name) for name in LISTS}
        assert counts == {name: len(getattr(result, name)) for name in LISTS}
        assert result.considered == sum(counts.values())
        hard = {limb.id for rule in RULE_BOOK for limb in rule.limbs if limb.kind is Kind.HARD}
        ruled_out = Counter(
            slug
            for one in result.excluded
            for slug in {reason.rule.split(":")[0] for reason in one.failed if reason.rule in hard}
        )
        assert result.excluded_by_rule == ruled_out
        assert all(hard & {reason.rule for reason in one.failed} for one in result.excluded)


# `decision-is-human`


def modules(*packages: str) -> Iterator[tuple[Path, ast.Module]]:
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def names(tree: ast.Module) -> Iterator[str]:
    """What can be called, asked for or typed: functions, routes and commands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name.strip("_")
            for decorator in node.decorator_list:
                for text in ast.walk(decorator):
                    if isinstance(text, ast.Constant) and isinstance(text.value, str):
                        yield from text.value.strip("/").split("/")


def test_no_function_route_or_command_confirms_anything():
    named = {name for _, tree in modules("matcher", "api") for name in names(tree)}
    assert len(named) > 100
    assert not {name for name in named if re.match("(auto_?)?confirm(_|$)", name)}


def test_nothing_makes_a_confirmed_placement():
    """Reading the state is what the ledger does; giving it to anything is a decision."""
    given = [
        (path.name, node.lineno)
        for path, tree in modules("matcher", "api")
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "state" and "CONFIRMED" in ast.unparse(node.value)
    ]
    assert given == []


@SEEDS
def test_asking_for_options_leaves_the_snapshot_untouched(seed):
    snapshot = world(seed)
    before, placements = content_hash(snapshot), snapshot.placements
    for request_id in asked(snapshot):
        answer(snapshot, request_id)
    assert content_hash(snapshot) == before == content_hash(world(seed))
    assert snapshot.placements is placements


# Facts written down, and facts missing


def blanks(home: Setting) -> Iterator[dict]:
    """Facts about a setting that only the score reads, left out one at a time."""
    for name in ("skills", "identity_offer", "cost_per_week", "contact"):
        if getattr(home, name) is not None:
            yield {name: None}


@SEEDS
def test_writing_down_a_true_fact_about_a_place_never_lowers_its_rank(seed):
    """Conformance case 15: the same place with the fact left out is never above itself."""
    snapshot = world(seed)
    for request_id in asked(snapshot):
        with_fact = {one.place_id: one for one in in_order(answer(snapshot, request_id))}
        listed = {one.setting_id for one in with_fact.values()}
        for home in (home for home in snapshot.settings if home.id in listed):
            for blank in blanks(home):
                left_out = with_settings(
                    snapshot, lambda one, home=home, blank=blank: replace(one, **blank) if one is home else one
                )
                for one in in_order(answer(left_out, request_id)):
                    if one.setting_id == home.id:
                        assert with_fact[one.place_id].score >= one.score
                        assert (with_fact[one.place_id].overall_rank or 0) <= (one.overall_rank or 0)


@SEEDS
def test_where_a_setting_is_can_only_add_to_its_score(seed):
    snapshot = world(seed)
    for request_id in asked(snapshot):
        known = scores(answer(snapshot, request_id))
        for home in snapshot.settings:
            unplaced = with_settings(
                snapshot, lambda one, home=home: replace(one, location=None) if one is home else one
            )
            unknown = scores(answer(unplaced, request_id))
            rows = [row.place_id for row in snapshot.places if row.setting_id == home.id]
            assert all(known[row] >= unknown[row] for row in rows if row in known and row in unknown)


ABOUT_AGE = {"date_of_birth", "age_band", "age_state", "possible_ages"}
READ_AS = {"placement_sex"}
"""Left out, it is read as their sex: another fact, not a missing one."""
FACTS = sorted({one.name for one in fields(YoungPerson) if one.default is None} - ABOUT_AGE - READ_AS - set(PROTECTED))


@pytest.mark.parametrize("fact", FACTS)
def test_one_missing_fact_about_the_person_takes_no_place_out_of_the_options(fact):
    """Conformance case 19."""
    for seed in range(12):
        snapshot = world(seed)
        for request_id in asked(snapshot):
            before = answer(snapshot, request_id)
            after = where(answer(with_person(snapshot, request_id, **{fact: None}), request_id))
            for one in before.options:
                assert after.get(one.place_id) == "options", (seed, request_id, one.place_id)


def cut_short_by_terms(snapshot: Snapshot, request_id: str, one: PlacementOption) -> bool:
    """Whether it may be the age itself that ends the nights: in an emergency, terms that do not fit hold six days."""
    emergency = next(ask for ask in snapshot.placement_requests if ask.id == request_id).is_emergency
    return emergency and one.kind in FOSTER and one.leaving is not None


@SEEDS
def test_an_age_nobody_knows_rules_nothing_out(seed):
    """The band decides where they may live: those places wait, under `needs_information`."""
    snapshot = world(seed)
    for request_id in asked(snapshot):
        before = answer(snapshot, request_id)
        after = where(answer(with_person(snapshot, request_id, **dict.fromkeys(ABOUT_AGE)), request_id))
        for one in in_order(before):
            assert cut_short_by_terms(snapshot, request_id, one) or after.get(one.place_id) != "excluded"


# Each place for itself


@SEEDS
def test_the_order_of_two_places_is_the_same_without_a_third(seed):
    """Conformance case 24."""
    snapshot = world(seed)
    lived_in = {one.setting_id for one in snapshot.placements}
    for request_id in asked(snapshot):
        everything = [one.place_id for one in in_order(answer(snapshot, request_id))]
        for third in (row for row in snapshot.places if row.setting_id not in lived_in):
            without = replace(snapshot, places=tuple(row for row in snapshot.places if row is not third))
            left = [one.place_id for one in in_order(answer(without, request_id))]
            assert left == [place_id for place_id in everything if place_id != third.place_id]


def alone(result: MatchResult, place_id: str) -> object:
    """All that is said of one place, without how it compares with the others."""
    one = next(one for name in LISTS for one in getattr(result, name) if one.place_id == place_id)
    if not isinstance(one, PlacementOption):
        return one
    return replace(one, overall_rank=None, near_tie=False, strengths=())


@SEEDS
def test_judging_a_part_is_judging_the_whole(seed):
    """Limb by limb, and in every word said of the place. What to ask first is another matter: it looks at all places."""
    snapshot, book = world(seed), load_policy()
    for request_id in asked(snapshot):
        whole = answer(snapshot, request_id)
        for home in snapshot.settings:
            part = snapshot.part((request_id,), (home.id,))
            judged = answer(part, request_id)
            assert where(judged) == {row: name for row, name in where(whole).items() if row in rows_of(home, snapshot)}
            assert judged.referred == whole.referred
            for row in where(judged):
                assert outcomes(part, request_id, row, book) == outcomes(snapshot, request_id, row, book)
                assert alone(judged, row) == alone(whole, row)


def rows_of(home: Setting, snapshot: Snapshot) -> set[str]:
    return {row.place_id for row in snapshot.places if row.setting_id == home.id}


def test_a_place_somewhere_else_is_not_in_the_part():
    snapshot = world(1)
    home = snapshot.settings[0]
    part = snapshot.part((next(asked(snapshot)),), (home.id,))
    assert {row.setting_id for row in part.places} <= {home.id}
    assert len(snapshot_adapter().dump_json(part)) < len(snapshot_adapter().dump_json(snapshot))


# The demo's county


def test_in_the_county_too_every_place_is_in_one_list_and_a_part_is_as_good_as_the_whole():
    snapshot = county()
    for request_id in list(asked(snapshot))[:4]:
        whole = answer(snapshot, request_id)
        assert set(where(whole)) == (set() if whole.referred else shown_to(snapshot, request_id))
        for home in snapshot.settings[::23]:
            judged = answer(snapshot.part((request_id,), (home.id,)), request_id)
            assert where(judged) == {row: name for row, name in where(whole).items() if row in rows_of(home, snapshot)}
            for row in where(judged):
                assert alone(judged, row) == alone(whole, row)


def test_in_the_county_too_neither_cost_nor_characteristics_move_a_place():
    snapshot = county()
    dear = with_settings(snapshot, lambda home: replace(home, cost_per_week=9_999))
    for request_id in list(asked(snapshot))[:4]:
        before = answer(snapshot, request_id)
        assert (where(before), scores(before)) == (where(answer(dear, request_id)), scores(answer(dear, request_id)))
        swapped = with_person(snapshot, request_id, **dict.fromkeys(PROTECTED, "something else"))
        assert where(answer(swapped, request_id)) == where(before)
        assert [one.place_id for one in in_order(answer(swapped, request_id))] == [
            one.place_id for one in in_order(before)
        ]
