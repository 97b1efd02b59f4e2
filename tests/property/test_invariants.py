"""The catalogue's five invariants in every world: nothing here knows what any rule says, only what no rule may do."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fixtures import county
from matcher.domain.person_codes import SiblingPlan
from matcher.domain.settings import Place, Setting
from matcher.domain.snapshot import Snapshot, content_hash
from matcher.rules import RULE_BOOK
from matcher.rules.model import Kind
from tests.property.asking import (
    LISTS,
    PROTECTED,
    SEEDS,
    alone,
    answer,
    asked,
    in_order,
    person_of,
    rows_of,
    scores,
    shown_to,
    where,
    with_person,
    with_settings,
)
from tests.property.worlds import world

ROOT = Path(__file__).parents[2]


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
