"""The national return's codes (SSDA903), and what each is here. The facts are in `codes/`, with their sources."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from matcher.domain.codes import ExceptionType, SettingKind
from matcher.domain.person_codes import LegalStatus, Sex
from matcher.domain.values import FIRST_YEAR, LAST_YEAR

SHORT_BREAKS = frozenset({"V3", "V4"})
"""Legal statuses whose episodes are no bed-days."""

SAME_HOME = frozenset({"L", "T", "U"})
"""Reasons for a new episode that leave the child with the same carer."""

STATUS_CHANGE_ONLY = "PLACE"
"""The reason for a place change that is no move."""

SEXES: Mapping[str, Sex | None] = {"1": Sex.MALE, "2": Sex.FEMALE, "M": Sex.MALE, "F": Sex.FEMALE, "U": None}

LEGAL_STATUSES: Mapping[str, LegalStatus | None] = {
    "C1": LegalStatus.INTERIM_CARE_ORDER,
    "C2": LegalStatus.CARE_ORDER,
    "D1": LegalStatus.OTHER_COURT_ORDER,
    "E1": LegalStatus.OTHER_COURT_ORDER,
    "V2": LegalStatus.S20,
    "L1": LegalStatus.POLICE_PROTECTION,
    "L2": LegalStatus.EMERGENCY_PROTECTION_ORDER,
    "L3": LegalStatus.OTHER_COURT_ORDER,
    "J1": None,
    "J2": LegalStatus.PACE_TRANSFER,
    "J3": LegalStatus.OTHER_COURT_ORDER,
}
"""J1 is a remand to local authority or to youth detention accommodation; see `legal_status`."""


NOT_TOGETHER: Mapping[str, frozenset[str]] = {
    "PR1": frozenset({"P1", "R2", "R5"}),
    "PR2": frozenset({"P1", "R2", "R5"}),
    "PR3": frozenset({"P1", "A3", "A4", "A5", "A6", "K1", "K2", "U1", "U2", "U3", "U4", "U5", "U6"}),
    "PR4": frozenset({"P1"}),
    "PR5": frozenset({"P1"}),
}
"""Placement types that a provider cannot have (rules 527-531); PR0 has P1 only (rule 550)."""


IN_LISTS: Mapping[str, tuple[int, int]] = {
    **dict.fromkeys(("H5", "P2", "Z1"), (FIRST_YEAR, 2024)),
    "K3": (2023, LAST_YEAR),
    **dict.fromkeys(("Z11", "Z12", "Z13", "Z14"), (2025, LAST_YEAR)),
}
"""Placement types that are not in every year's list: the years in whose April the first and the last such return begins."""


class Reading(StrEnum):
    """What a placement type means: a stay at a setting, a temporary move, or living where we place nobody."""

    STAY = "stay"
    AWAY = "away"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementType:
    """A placement type and what it is here. `kind` only where it is read as a stay."""

    code: str
    reading: Reading
    kind: SettingKind | None
    exception_type: ExceptionType | None
    urn_is_home: bool
    """The Ofsted number names the home itself, not a service that runs many."""
    why: str
    """Why it is read so, as the report says it."""


@cache
def placement_types() -> Mapping[str, PlacementType]:
    """By code, of every year's list."""
    return {row["code"]: _placement_type(row) for row in _rows("placement_reading")}


@cache
def providers() -> Mapping[str, str]:
    """What each provider code means."""
    return {row["code"]: row["meaning"] for row in _rows("placement_provider")}


@cache
def reasons_for_new_episode() -> frozenset[str]:
    """The codes of RNE."""
    return frozenset(row["code"] for row in _rows("reason_new_episode"))


def is_in_list(placement_type: str, year: int) -> bool:
    """Whether it is a code of the return that begins in April of that year."""
    first, last = IN_LISTS.get(placement_type, (FIRST_YEAR, LAST_YEAR))
    return first <= year <= last


@cache
def ethnicities() -> frozenset[str]:
    """The codes of ETHNIC."""
    return frozenset(next(row["codes"] for row in _rows("other_code_sets") if row["field"] == "ETHNIC").split(";"))


def not_known(why: str) -> PlacementType:
    """Where somebody lives whose row contradicts itself."""
    return PlacementType(
        code="not-known", reading=Reading.ELSEWHERE, kind=None, exception_type=None, urn_is_home=False, why=why
    )


def legal_status(code: str, place: PlacementType) -> LegalStatus | None:
    """What the code is here; None where the return does not tell.

    J1 is told by the placement: detention accommodation is a closed list (LASPO 2012 s102), so anybody in a family, an
    open home or with parents is remanded to local authority accommodation.
    """
    return LegalStatus.REMAND_LAA if code == "J1" and place.reading is Reading.STAY else LEGAL_STATUSES.get(code)


def cannot_be_together(provider: str, placement_type: str) -> bool:
    """Whether the national rules forbid this provider for this placement type."""
    if provider == "PR0":
        return placement_type != "P1"
    return placement_type in NOT_TOGETHER.get(provider, frozenset())


def _placement_type(row: Mapping[str, str]) -> PlacementType:
    why = f"PLACE {row['code']}: {row['why']}"
    return PlacementType(
        code=row["code"],
        reading=Reading(row["reading"]),
        kind=SettingKind(row["kind"]) if row["kind"] else None,
        exception_type=ExceptionType(row["exception_type"]) if row["exception_type"] else None,
        urn_is_home=row["urn_names"] == "home",
        why=why,
    )


def _rows(table: str) -> list[dict[str, str]]:
    text = (files("api.exchange") / "codes" / f"{table}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
