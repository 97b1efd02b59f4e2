"""Every code list there is, with the national return's codes beside ours."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from api.exchange.national_codes import LEGAL_STATUSES, SEXES, placement_types
from matcher.domain import codes, person_codes
from matcher.domain.codes import SettingKind
from matcher.domain.errors import MatcherError
from matcher.domain.person_codes import LegalStatus, Sex

NATIONAL = (
    "legal_status",
    "need_code",
    "placement_provider",
    "placement_type",
    "reason_episode_ceased",
    "reason_new_episode",
    "reason_place_change",
)


class NoSuchCodeList(MatcherError):
    """There is no code list of this name."""

    code = "no_such_code_list"
    remedy = "GET /v1/reference names them all."


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeShown:
    """A code, what it means, and the national return's codes for the same."""

    code: str
    label: str
    national_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeList:
    """A code list. `source`: ours, or the national return (SSDA903)."""

    name: str
    title: str
    source: str
    codes: tuple[CodeShown, ...]


def code_list(name: str) -> CodeList:
    """The list of this name. Raises NoSuchCodeList."""
    if name not in code_lists():
        raise NoSuchCodeList("there is no code list of this name")
    return code_lists()[name]


@cache
def code_lists() -> Mapping[str, CodeList]:
    """Every code list, by name: `setting-kind`, and the national ones, `national-placement-type`."""
    return {one.name: one for one in (*_own(), *_national())}


def _own() -> Iterator[CodeList]:
    for module in (codes, person_codes):
        for kind in vars(module).values():
            if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum:
                shown = tuple(
                    CodeShown(code=code.value, label=_label(code), national_codes=_same(code)) for code in kind
                )
                yield CodeList(name=_kebab(kind.__name__), title=_title(kind), source="No Wrong Door", codes=shown)


def _national() -> Iterator[CodeList]:
    for table in NATIONAL:
        text = (files("api.exchange") / "codes" / f"{table}.csv").read_text("utf-8")
        rows = csv.DictReader(text.splitlines())
        shown = tuple(CodeShown(code=row["code"], label=row["meaning"]) for row in rows)
        title = f"{table.replace('_', ' ').capitalize()} of the national return"
        yield CodeList(name=f"national-{table.replace('_', '-')}", title=title, source="SSDA903", codes=shown)


def _same(code: StrEnum) -> tuple[str, ...]:
    """The national codes that are read as this one."""
    if isinstance(code, SettingKind):
        return tuple(sorted(one.code for one in placement_types().values() if one.kind is code))
    read_as: Mapping[str, object] = (
        LEGAL_STATUSES if isinstance(code, LegalStatus) else SEXES if isinstance(code, Sex) else {}
    )
    return tuple(sorted(national for national, ours in read_as.items() if ours is code))


def _label(code: StrEnum) -> str:
    label = getattr(code, "label", None)
    return label if isinstance(label, str) else code.value.replace("_", " ")


def _title(kind: type[StrEnum]) -> str:
    return (kind.__doc__ or "").strip().partition("\n")[0].rstrip(".") or _kebab(kind.__name__).replace(
        "-", " "
    ).capitalize()


def _kebab(name: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")
