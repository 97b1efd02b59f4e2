"""What a rule is: its limbs, its source, and how each limb is judged."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from matcher.domain.codes import Role
from matcher.frame import Asks, Pairs, Places
from matcher.outcomes import Outcomes
from matcher.policy import Policy
from matcher.rules.changes import ChangeKind

Judge = Callable[[Asks, Places, Pairs, Policy], Outcomes]
Mark = Literal["V", "S", "U", "P"]


class Kind(StrEnum):
    """What follows when a limb is not met (catalogue section 0)."""

    REFER = "refer"
    HARD = "hard"
    AUTHORISE = "authorise"
    CONFIRM = "confirm"
    SOFT = "soft"
    NOTE = "note"
    DUTY = "duty"
    INVARIANT = "invariant"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from. `since` None = always; mark: V read, S second-hand, U not seen, P ours."""

    title: str
    at: str
    since: date | None
    mark: Mark
    until: date | None = None

    def in_force(self, day: date) -> bool:
        """Whether the rule is in the book on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def __str__(self) -> str:
        return f"{self.title}{', ' if self.at else ''}{self.at} [{self.mark}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limb:
    """One consequence of a rule. A rule that can end in two ways has two limbs, each judged for itself.

    says            the sentence when it is not met; {placeholders} are `Words` of the pair that somebody looks at
    asks            the question when a fact about the person or request is missing
    rings           the question when a fact about the place is missing, for whoever answers there
    all_approve     every role in `approvers` has to approve, not one of them
    footing         the place's lawful footing: "until we know", in an emergency too
    by_age_band     the person's age band decides it
    emergency_duty  the duty that takes its place in an emergency; "" = no emergency period
    must_record     what an approver has to have recorded, each by these words; confirming waits for it
    only_with       what has to hold before an approval counts at all; None = nothing more
    protective      which of these ruled a place out is told only to readers who may know; the others read one sentence
    in_full         what those readers see instead of `says`
    not_checked     what is said where this authority does not feed the data, and `who` to ask instead
    since           its first day in the book, where that is later than its rule's
    changes         what may be changed where it stands in the way, of a closed list
    unchangeable    why nothing may be, where nothing may
    """

    id: str
    kind: Kind
    says: str
    judge: Judge
    approvers: tuple[Role, ...] = ()
    asks: str = ""
    rings: str = ""
    all_approve: bool = False
    footing: bool = False
    by_age_band: bool = False
    emergency_duty: str = ""
    must_record: tuple[str, ...] = ()
    only_with: Judge | None = None
    protective: bool = False
    in_full: str = ""
    not_checked: str = ""
    who: str = ""
    since: date | None = None
    changes: tuple[ChangeKind, ...] = ()
    unchangeable: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of the catalogue. `slug` is never reused; `parts` carry a soft rule; `proof` proves an invariant.

    figures  the names of the policy's figures that it reads
    """

    slug: str
    kinds: tuple[Kind, ...]
    source: Source
    limbs: tuple[Limb, ...] = ()
    parts: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    proof: str = ""
    figures: tuple[str, ...] = ()
