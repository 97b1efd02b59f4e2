"""Reads a policy file, refuses a wrong one, and gives the values in force on a day."""

import hashlib
import json
import tomllib
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from matcher.domain.codes import Role
from matcher.domain.errors import InvalidPolicy
from matcher.policy.bounds import bounds_of
from matcher.policy.figures import Adjustments, Figures, Weights

HUNDRED = 100
MARKS = {"V", "S", "U", "P"}


@dataclass(frozen=True, slots=True)
class Step:
    """One value of a figure, from a day on; `since` None = always."""

    since: date | None
    value: float
    mark: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure somebody else sets: its unit and its steps, oldest first."""

    name: str
    unit: str
    steps: tuple[Step, ...]

    def on(self, day: date) -> float:
        """The value in force on a day; before its first day, the first value."""
        in_force = [step.value for step in self.steps if step.since is None or step.since <= day]
        return in_force[-1] if in_force else self.steps[0].value


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The values in force on one day. What judges and parts read."""

    day: date
    figures: Figures
    weights: Weights
    adjustments: Adjustments
    feeds: frozenset[str]
    bank_holidays: frozenset[date]
    transition_applications_until: date | None
    stand_ins: dict[Role, frozenset[Role]] = field(hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyBook:
    """A whole policy file. `hash` is the SHA-256 of its content, whatever its layout."""

    version: str
    hash: str
    figures: dict[str, Figure] = field(hash=False)
    weights: Weights
    adjustments: Adjustments
    feeds: frozenset[str]
    bank_holidays: frozenset[date]
    transition_applications_until: date | None
    stand_ins: dict[Role, frozenset[Role]] = field(hash=False)

    def on(self, day: date) -> Policy:
        """The values in force on `day`."""
        return _on(self, day)


@lru_cache(maxsize=64)
def _on(book: PolicyBook, day: date) -> Policy:
    return Policy(
        day=day,
        figures=Figures(**{name: figure.on(day) for name, figure in book.figures.items()}),  # type: ignore[arg-type]
        weights=book.weights,
        adjustments=book.adjustments,
        feeds=book.feeds,
        bank_holidays=book.bank_holidays,
        transition_applications_until=book.transition_applications_until,
        stand_ins=book.stand_ins,
    )


def read_policy(text: str) -> PolicyBook:
    """Read a policy file's text. Raises InvalidPolicy naming the place and the mend."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidPolicy(f"the policy file is not TOML: {error}") from None
    try:
        return PolicyBook(
            version=str(raw["version"]),
            hash=hashlib.sha256(json.dumps(raw, sort_keys=True, default=str).encode()).hexdigest(),
            figures=_figures(raw["figures"]),
            weights=_weights(raw["weights"]),
            adjustments=Adjustments(**_numbers("adjustments", raw["adjustments"], Adjustments)),
            feeds=frozenset(raw["feeds"]["supplied"]),
            bank_holidays=frozenset(raw["bank_holidays"]["england"]),
            transition_applications_until=_day_or_off(raw["dates"]["transition_applications_until"]),
            stand_ins={Role(role): frozenset(map(Role, others)) for role, others in raw["stand_ins"].items()},
        )
    except KeyError as error:
        raise InvalidPolicy(f"the policy file has no {error.args[0]}") from None
    except ValueError as error:
        raise InvalidPolicy(str(error)) from None


def _day_or_off(raw: object) -> date | None:
    if raw == "off":
        return None
    if not isinstance(raw, date):
        raise InvalidPolicy('dates: a day such as 2025-03-31, or "off"')
    return raw


def _names(of: type) -> set[str]:
    return {one.name for one in fields(of)}


def _numbers(where: str, raw: dict[str, Any], of: type) -> dict[str, float]:
    if wrong := sorted(set(raw) ^ _names(of)):
        raise InvalidPolicy(f"{where}: missing or unknown: {', '.join(wrong)}")
    if wrong := sorted(
        name for name, points in raw.items() if isinstance(points, bool) or not isinstance(points, int | float)
    ):
        raise InvalidPolicy(f"{where}: not a number: {', '.join(wrong)}")
    return {name: float(points) for name, points in raw.items()}


def _weights(raw: dict[str, Any]) -> Weights:
    points = _numbers("weights", raw, Weights)
    if round(sum(points.values()), 6) != HUNDRED or min(points.values()) < 0:
        raise InvalidPolicy(f"weights: none below 0, and together 100; these sum to {sum(points.values()):g}")
    return Weights(**points)


def _figures(raw: dict[str, Any]) -> dict[str, Figure]:
    if wrong := sorted(set(raw) ^ _names(Figures)):
        raise InvalidPolicy(f"figures: missing or unknown: {', '.join(wrong)}")
    return {name: Figure(name, figure["unit"], _steps(name, figure["steps"])) for name, figure in raw.items()}


def _steps(name: str, raw: list[dict[str, Any]]) -> tuple[Step, ...]:
    steps = tuple(Step(None if one["since"] == "always" else one["since"], one["value"], one["mark"]) for one in raw)
    days = [step.since or date.min for step in steps]
    if not steps or days != sorted(set(days)) or any(step.mark not in MARKS for step in steps):
        raise InvalidPolicy(f"figures.{name}: at least one step, oldest first, each marked V, S, U or P")
    bounds = bounds_of(name)
    if bounds is not None and any(not bounds[0] <= step.value <= bounds[1] for step in steps):
        raise InvalidPolicy(f"figures.{name}: every value from {bounds[0]:,} to {bounds[1]:,}")
    return steps


@cache
def load_policy() -> PolicyBook:
    """The policy that ships with the engine: the catalogue's defaults."""
    return read_policy(policy_text())


def policy_text() -> str:
    """The policy that ships with the engine, as it is written: TOML."""
    return files("matcher.policy").joinpath("policy.toml").read_text(encoding="utf-8")
