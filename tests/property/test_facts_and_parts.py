"""A fact written down, a fact missing, a place more or less, a part for the whole: what each may do to an answer."""

from collections.abc import Iterator
from dataclasses import fields, replace

import pytest

from matcher.domain.codes import FOSTER
from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import LegalStatus
from matcher.domain.settings import Setting
from matcher.domain.snapshot import Snapshot, snapshot_adapter
from matcher.options.explain import outcomes
from matcher.options.result import PlacementOption
from matcher.policy import load_policy
from tests.property.asking import (
    PROTECTED,
    SEEDS,
    alone,
    answer,
    asked,
    in_order,
    rows_of,
    scores,
    where,
    with_person,
    with_settings,
)
from tests.property.worlds import world

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
STEPS = {"safety_plan"}
"""Left out, a step has not been taken: somebody has to take it, or to agree."""
FACTS = sorted(
    {one.name for one in fields(YoungPerson) if one.default is None} - ABOUT_AGE - READ_AS - STEPS - set(PROTECTED)
)


@pytest.mark.parametrize("fact", FACTS)
def test_one_missing_fact_about_the_person_takes_no_place_out_of_the_options(fact):
    """Conformance case 19. Without its legal status a transfer from the police would ask for more than tonight, and what a
    court has said on remand would count after the day in court too.
    """
    for seed in range(12):
        snapshot = world(seed)
        for request_id in asked(snapshot):
            if fact == "legal_status" and its_nights_depend_on_it(snapshot, request_id):
                continue
            before = answer(snapshot, request_id)
            after = where(answer(with_person(snapshot, request_id, **{fact: None}), request_id))
            for one in before.options:
                assert after.get(one.place_id) == "options", (seed, request_id, one.place_id)


def its_nights_depend_on_it(snapshot: Snapshot, request_id: str) -> bool:
    who = next(ask.young_person_id for ask in snapshot.placement_requests if ask.id == request_id)
    reason = next(one.legal_status for one in snapshot.young_people if one.id == who)
    return reason is not None and reason.status in {LegalStatus.PACE_TRANSFER, LegalStatus.REMAND_LAA}


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


def test_a_place_somewhere_else_is_not_in_the_part():
    snapshot = world(1)
    home = snapshot.settings[0]
    part = snapshot.part((next(asked(snapshot)),), (home.id,))
    assert {row.setting_id for row in part.places} <= {home.id}
    assert len(snapshot_adapter().dump_json(part)) < len(snapshot_adapter().dump_json(snapshot))
