"""The question of why a young person can be accommodated: a reason, that it is being sorted, or that nobody knows."""
# ruff: noqa: D102 - read, filled and told are described in Ask; not each needs all it is given

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from api import wording
from api.pages.asking import NOT_KNOWN, Ask, Fields, Json, Reading
from api.pages.asking_days import Day, Moment
from api.pages.door import Form
from matcher.domain.person_codes import LegalStatus

SORTING = "sorting"
ENDS = Moment(fact="ends_at", label="When does it end, if it has an end?")
EXPECTED = Day(fact="expected_on", label="If it is being sorted: by which day?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Legal(Ask):
    """The legal reason, with its end."""

    kind: ClassVar[str] = "legal"

    @property
    def options(self) -> list[tuple[str, str]]:
        """The answers, as a form sends them."""
        reasons = [(one.value, capital(wording.legal(one))) for one in LegalStatus]
        return [*reasons, (SORTING, "It is being sorted"), (NOT_KNOWN, "Not known")]

    @property
    def parts(self) -> tuple[Ask, Ask]:
        """What else is asked."""
        return ENDS, EXPECTED

    def read(self, form: Form, name: str, before: Json, reading: Reading) -> Json:
        kept: Mapping[str, Json] = before or {}
        given = form.one(name)
        found = {one.fact: one.read(form, f"{name}-{one.name}", kept.get(one.fact), reading) for one in self.parts}
        rest = {fact: value for fact, value in found.items() if value is not None}
        if given in {"", NOT_KNOWN}:
            if rest:
                reading.refuse(name, "Choose the reason too, or that it is being sorted")
            return None
        if given not in dict(self.options):
            reading.refuse(name, "Choose one of the answers")
            return None
        whole = {"status": given, **rest} if given != SORTING else rest
        return before if dict(kept) == whole and before is not None else whole

    def filled(self, name: str, value: Json, reading: Reading) -> Fields:
        kept: Mapping[str, Json] = value or {}
        chosen = "" if value is None else kept.get("status") or SORTING
        parts = [one.filled(f"{name}-{one.name}", kept.get(one.fact), reading) for one in self.parts]
        return {name: [chosen], **parts[0], **parts[1]}

    def told(self, value: Json, reading: Reading) -> str:
        status, ends, expected = (value.get(one) for one in ("status", "ends_at", "expected_on"))
        said = wording.legal(LegalStatus(status)) if status else "being sorted"
        until = f", until {ENDS.told(ends, reading)}" if ends else ""
        by = f", expected by {wording.day(date.fromisoformat(expected), reading.today)}" if expected else ""
        return f"{said}{until}{by}"


def capital(text: str) -> str:
    """The text with a capital in front."""
    return text[:1].upper() + text[1:]
