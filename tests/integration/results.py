"""Answers made by hand, to see how they are shown."""

from datetime import date
from typing import Any

from fixtures.plain_world import NOW, START
from matcher.domain.codes import Role, SettingKind
from matcher.options.result import (
    Approval,
    BeforeConfirming,
    Counts,
    ExcludedPlace,
    Failed,
    Household,
    Journeys,
    MatchResult,
    PlaceContact,
    PlacementOption,
    ScorePart,
)

CONTACT = PlaceContact(
    name="The manager",
    telephone="01632 960001",
    manager_on_call="M. Manager",
    latest_arrival="23:30",
    driver="Carer drives",
    on_emergency_list=True,
)


def part(because: str = "Robin already knows somebody here.") -> ScorePart:
    return ScorePart(slug="known-carer", points=12, out_of=12, known=True, could_add=0, because=because)


def option(rank: int | None, name: str = "Home", **facts: Any) -> PlacementOption:
    """A place with a good reason and nothing against it."""
    plain: dict[str, Any] = {
        "overall_rank": rank,
        "place_id": f"{name}-bed",
        "setting_id": name,
        "setting_name": name,
        "kind": SettingKind.CHILDRENS_HOME,
        "family_and_friends": False,
        "score": 70.0,
        "score_range": (70.0, 70.0),
        "near_tie": False,
        "parts": (part(),),
        "adjustments": (),
        "strengths": ("known-carer",),
        "worries": (),
        "notes": (),
        "first_night": START,
        "leaving": date(2026, 6, 29),
        "miles": 3.2,
        "minutes": Journeys(home=10, school=20, where_now=15),
        "travel_is_estimate": False,
        "household": Household(young_people=1, ages=(15,), adults=None),
        "cost_per_week": 900,
        "vacancy_confirmed_at": NOW,
        "contact": CONTACT,
        "before_confirming": (),
        "duties": (),
    }
    return PlacementOption(**{**plain, **facts})


def excluded(name: str, *says: str) -> ExcludedPlace:
    failed = tuple(Failed(rule="usable-vacancy", says=one, source="Practice [P]") for one in says)
    return ExcludedPlace(
        place_id=f"{name}-bed", setting_id=name, setting_name=name, kind=SettingKind.HUB_BED, failed=failed
    )


def result(**lists: Any) -> MatchResult:
    """An answer with these lists, counted."""
    names = ("options", "needs_approval", "needs_information", "excluded")
    counts = Counts(**{name: len(lists.get(name, ())) for name in names})
    plain: dict[str, Any] = {
        "id": "answer",
        "request_id": "req",
        "is_emergency": False,
        "as_of": NOW,
        "snapshot_hash": "0",
        "rule_set": "0",
        "policy_version": "0",
        "engine_version": "0",
        "considered": sum(len(lists.get(name, ())) for name in names),
        "counts": counts,
        "excluded_by_rule": {"usable-vacancy": len(lists["excluded"])} if lists.get("excluded") else {},
        **dict.fromkeys(("ask_first", "not_checked_here", "relaxed", "says", "referred", *names), ()),
    }
    return MatchResult(**{**plain, **lists})


def approval(*roles: Role, says: str = "Somebody has to agree.") -> Approval:
    return Approval(rule="staff-ratio", roles=roles, says=says)


def step(says: str, *who: Role, due: str = "before confirming") -> BeforeConfirming:
    return BeforeConfirming(rule="accommodation-agreed", who=who, says=says, due=due)
