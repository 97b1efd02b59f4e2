"""How sure an order is, against ranking everything again: with the weight changed, with the fact recorded."""

from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache
from typing import Any

import pytest

from matcher.domain.carers import Carer
from matcher.domain.codes import ApprovalStatus
from matcher.domain.home_codes import Smoking
from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import NeedCategory
from matcher.domain.settings import EmergencyListing, IdentityOffer, Setting
from matcher.domain.snapshot import Snapshot
from matcher.frame import make_frame
from matcher.options.rank import rank
from matcher.options.sensitivity.about_person import AboutPerson
from matcher.options.sensitivity.about_places import AboutPlaces
from matcher.options.sensitivity.about_rules import TONIGHT, AboutRules
from matcher.options.sensitivity.sensitivity import deciding
from matcher.options.sensitivity.standing import Standing, standing
from matcher.options.sensitivity.weights import FIRST, MOST_PERCENT, changed, try_weights
from matcher.policy import PolicyBook, load_policy
from matcher.scoring import ADJUSTMENTS, PARTS
from tests.property.worlds import world

BOOK = load_policy()
WEIGHTS = {one.slug: ("weights", one.weight) for one in PARTS} | {
    one.slug: ("adjustments", one.weight) for one in ADJUSTMENTS
}
BATCHES = pytest.mark.parametrize(
    "seeds", [range(12), *(pytest.param(range(n, n + 20), marks=pytest.mark.long) for n in range(12, 412, 20))]
)


@cache
def of_world(seed: int) -> tuple[Standing, ...]:
    """Every request of a world that has a first place."""
    frame = make_frame(world(seed), BOOK)
    return tuple(found for one in frame.requests if (found := standing(frame, one)).ranked)


def every(seeds: range) -> Iterator[tuple[Snapshot, Standing]]:
    return ((found.whole.snapshot, found) for seed in seeds for found in of_world(seed))


def ranked_again(snapshot: Snapshot, request_id: str, book: PolicyBook = BOOK) -> list[str] | None:
    """The one list; None = the request belongs with another service."""
    result = rank(snapshot, request_id, book)
    listed = sorted((*result.options, *result.needs_approval), key=lambda one: one.overall_rank or 0)
    return None if result.referred else [one.place_id for one in listed]


def first_again(snapshot: Snapshot, request_id: str) -> str | None:
    return next(iter(ranked_again(snapshot, request_id) or ()), None)


def with_weight(slug: str, step: int) -> PolicyBook:
    kind, weight = WEIGHTS[slug]
    now = getattr(BOOK, kind)
    return replace(BOOK, **{kind: replace(now, **{weight: changed(getattr(now, weight), step)})})


def with_person(snapshot: Snapshot, person: YoungPerson) -> Snapshot:
    people = tuple(person if one.id == person.id else one for one in snapshot.young_people)
    return replace(snapshot, young_people=people)


def with_setting(snapshot: Snapshot, setting_id: str, **facts: Any) -> Snapshot:
    homes = tuple(replace(one, **facts) if one.id == setting_id else one for one in snapshot.settings)
    return replace(snapshot, settings=homes)


# Weights


@BATCHES
def test_a_weight_turns_the_order_exactly_where_it_is_said_to(seeds):
    seen = 0
    for snapshot, found in every(seeds):
        order = ids(found, found.ranked[:FIRST])
        for at, tried in enumerate(try_weights(found.order)):
            for turned, sign in ((tried.less, -1), (tried.more, 1)):
                if turned is not None:
                    assert first_three(snapshot, found, tried.slug, turned.step) == ids(found, turned.first) != order
                    assert first_three(snapshot, found, tried.slug, turned.step - sign) == order
                    seen += 1
                elif at % 8 == len(order):
                    assert first_three(snapshot, found, tried.slug, sign * MOST_PERCENT * 10) == order
    assert seen or seeds.start


def ids(found: Standing, positions: Any) -> list[str]:
    return [found.place_id(at) for at in positions]


def first_three(snapshot: Snapshot, found: Standing, slug: str, step: int) -> list[str]:
    return (ranked_again(snapshot, found.request.id, with_weight(slug, step)) or [])[:FIRST]


# Claimed: an answer that is said to put another place first does so


@BATCHES
def test_an_answer_about_the_young_person_changes_the_first_place_as_it_is_said_to(seeds):
    seen = 0
    for snapshot, found in every(seeds):
        for question in AboutPerson(found).found():
            for outcome in question.outcomes[:2]:
                now = first_again(with_person(snapshot, outcome.possible.person), found.request.id)
                assert now == outcome.place_id != found.place_id(found.ranked[0]), outcome.possible.says
                seen += 1
    assert seen


@BATCHES
def test_a_fact_about_a_place_can_put_it_first_as_it_is_said_to(seeds):
    for snapshot, found in every(seeds):
        for question in AboutPlaces(found).found():
            place_id = question.deciding.place_id
            home = next(found.setting(at) for at in found.ranked if found.place_id(at) == place_id)
            tried = [with_setting(snapshot, home.id, **facts) for facts in good_news(question.slug, home, found)]
            if tried:
                assert place_id in [first_again(one, found.request.id) for one in tried], question.deciding


def good_news(slug: str, home: Setting, found: Standing) -> Iterator[dict[str, Any]]:
    """What may be recorded about a setting; nothing where it would take other people's records."""
    person = found.person
    if slug == "worker-skill-fit":
        yield {"skills": tuple(NeedCategory)}
    elif slug == "animals":
        yield {"pets": ("dog",)}
    elif slug == "smoke-free-home":
        yield from ({"smoking": one} for one in Smoking)
    elif slug == "dietary-and-faith-practice":
        yield {"diet_offers": tuple(one.need for one in person.diet_and_practice or ())}
    elif slug == "culture-religion-language":
        wanted = tuple(one.wants for one in person.identity_needs or ())
        yield {"identity_offer": IdentityOffer(religions=wanted, languages=wanted, cultures=wanted)}
    elif slug == "location":
        yield from ({"location": spot} for spot in AboutPlaces(found)._spots())
    elif slug == "carers":
        who = [one.person_id for one in person.relationships or ()] or ["somebody-new"]
        yield {"carers": tuple(Carer(id=one, approval_status=ApprovalStatus.APPROVED) for one in who)}


@BATCHES
def test_who_turns_out_to_be_on_tonights_list_comes_first_as_it_is_said(seeds):
    listing = EmergencyListing(on_list=True, takes_calls_now=True, latest_arrival="05:59")
    for snapshot, found in every(seeds):
        for question in (one for one in AboutRules(found).found() if one.slug == TONIGHT):
            home = next(found.setting(at) for at in found.ranked if found.place_id(at) == question.deciding.place_id)
            now = first_again(with_setting(snapshot, home.id, emergency_listing=listing), found.request.id)
            assert now == question.deciding.place_id


# Denied: whatever anybody records of what is not known, the first place stays


ASKED_BY = {
    "views": ("view-on-option",),
    "key_worker": ("key-worker-continuity",),
    "relationships_asked_on": ("known-carer",),
    "risks": ("resident-mix-score", "younger-children", "fire-setting", "foster-bedroom"),
    "vulnerabilities": ("resident-mix-score", "younger-children", "fire-setting", "foster-bedroom"),
    "education": ("school-continuity",),
    "needs": ("worker-skill-fit", "statement-of-purpose"),
    "identity_needs": ("culture-religion-language",),
    "siblings": ("siblings-together",),
    "home": ("near-home",),
    "family_time": ("family-time-travel",),
    "friends_and_activities": ("friends-and-community",),
    "missing_places": ("location-missing-risk",),
    "continuing_treatments": ("health-care-access",),
    "staff_gender_needs": ("staff-gender-need",),
    "ehc_provisions": ("therapy-or-EHCP-provision",),
    "household_needs": ("household-make-up",),
    "likes_animals": ("animals",),
    "animal_needs": ("animals",),
    "smokes": ("smoke-free-home",),
    "prefers_smoke_free": ("smoke-free-home",),
    "health": ("smoke-free-home",),
    "diet_and_practice": ("dietary-and-faith-practice",),
    "date_of_birth": (
        "age",
        "statement-of-purpose",
        "16-17",
        "under-16",
        "adults",
        "supported",
        "no-placement",
        "care-",
    ),
    "sex": ("foster-bedroom", "statement-of-purpose"),
    "exclusions": ("location-exclusion",),
    "contact_orders": ("court-contact-order",),
    "access_needs": ("accessible-premises",),
    "assessment": ("needs-care-not-support",),
    "parent_and_child": ("parent-and-child",),
    "consent": ("s20-consent-valid",),
    "care_leaver_status": ("no-placement-after-18", "care-leaver", "supported", "16-17"),
    "cannot_leave_alone": ("fire-setting",),
    "needs_waking_night": (),
    "safety_plan": (),
}
"""Fact about the young person -> the questions that ask for it. Nothing asks for a fact that an absent record stands for:
court conditions without a remand, another registration than the sex recorded."""


@BATCHES
def test_where_no_question_asks_for_a_fact_recording_it_leaves_the_first_place(seeds):
    tried = 0
    for snapshot, found in every(seeds):
        first, asked = found.place_id(found.ranked[0]), {one.rule for one in deciding(found)}
        for fact, person in recorded(found.person, int(seeds.start)):
            if any(rule.startswith(by) for rule in asked for by in ASKED_BY[fact]):
                continue
            now = ranked_again(with_person(snapshot, person), found.request.id)
            assert now is None or now[:1] == [first], (found.request.id, fact)
            tried += 1
    assert tried > len(seeds)


ASKED_ON = "relationships_asked_on"


def recorded(person: YoungPerson, seed: int) -> Iterator[tuple[str, YoungPerson]]:
    """Each fact that is not known, as somebody in another world has it."""
    others = [one for n in range(2) for one in world(1_000 + 7 * seed + n).young_people if one.id.startswith("yp-")]
    for fact in (one.name for one in fields(person) if one.name in ASKED_BY and getattr(person, one.name) is None):
        for other in others[:2]:
            if (value := getattr(other, fact)) is not None:
                more: dict[str, Any] = {"relationships": both(person, other)} if fact == ASKED_ON else {}
                yield fact, replace(person, **{fact: value}, **more)


def both(person: YoungPerson, other: YoungPerson) -> Any:
    """Whom the person is recorded to know stays; whom the other knows comes beside them."""
    known = person.relationships or ()
    return (
        *known,
        *(one for one in other.relationships or () if one.person_id not in {each.person_id for each in known}),
    )
