"""Who may approve a limb, whether a recorded approval counts, and if not, why (catalogue 0.1, "Approvals")."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from matcher.domain.codes import AFTER_18, FOSTER, OUTSIDE_ROLES, Role
from matcher.domain.placements import Authorisation
from matcher.domain.values import is_blank, london_day
from matcher.frame import Pairs
from matcher.frame.places import is_supported
from matcher.ledger import FAR, is_foster, is_residential, ordinal
from matcher.options.words_of_pair import day
from matcher.policy import Policy
from matcher.rules import Limb


def place_manager(pair: Pairs, row: int) -> Role:
    """Who "place manager" is, by the setting's kind (catalogue 0.1, Approvals)."""
    setting = pair.index.setting_of_row(row)
    if is_residential(setting):
        return Role.REGISTERED_MANAGER
    if setting.kind in FOSTER or is_foster(setting):
        return Role.FOSTERING_MANAGER
    if is_supported(setting) or setting.kind in AFTER_18:
        return Role.LEAVING_CARE_MANAGER
    return Role.SERVICE_MANAGER


def approvers_of(limb: Limb, pair: Pairs, row: int) -> tuple[Role, ...]:
    """The roles that may approve a limb at one place."""
    if Role.PLACE_MANAGER not in limb.approvers:
        return limb.approvers
    return tuple(place_manager(pair, row) if role is Role.PLACE_MANAGER else role for role in limb.approvers)


ON_CALL_FOR = frozenset({Role.REGISTERED_MANAGER, Role.HUB_MANAGER})


def may_approve(role: Role, approvers: Sequence[Role], policy: Policy, *, emergency: bool) -> bool:
    """The role named, a stand-in of the policy, or in an emergency the manager on call for the home's manager."""
    stands_in = any(role in policy.stand_ins.get(one, frozenset()) for one in approvers)
    on_call = emergency and role is Role.MANAGER_ON_CALL and bool(ON_CALL_FOR & set(approvers))
    return role in approvers or stands_in or on_call


def joined(roles: Sequence[Role], *, every_one: bool) -> str:
    """Several roles in words: the hub manager or the manager on call."""
    return (" and " if every_one else " or ").join(f"the {role.label}" for role in roles)


def is_about(one: Authorisation, limb: Limb) -> bool:
    """The act names the limb or its rule; one act may cover several."""
    names = {one.rule, *(one.other_rules or ())}
    return limb.id in names or limb.id.partition(":")[0] in names


WHO_GAVE_IT = "who gave it, for which organisation and when"


class Act(NamedTuple):
    """One recorded approval, held against one limb that it is about at one place."""

    given: Authorisation
    limb: Limb
    pair: Pairs
    i: int
    row: int

    @property
    def emergency(self) -> bool:
        """Whether the request is one."""
        return self.pair.asks.requests[self.i].is_emergency

    @property
    def approvers(self) -> tuple[Role, ...]:
        """Who may approve the limb here."""
        return approvers_of(self.limb, self.pair, self.row)

    @property
    def from_outside(self) -> bool:
        """A consent that somebody else's organisation gives."""
        return self.given.role in OUTSIDE_ROLES

    @property
    def nights(self) -> tuple[int, int]:
        """The judged nights: first night and leaving day, FAR = no planned end."""
        return int(self.pair.first[self.i, self.row]), int(self.pair.leaving[self.i, self.row])

    @property
    def still_to_record(self) -> list[str]:
        """What the approver has to record and has not; of a consent from outside, also who gave it."""
        missing = [phrase for phrase in self.limb.must_record if phrase not in (self.given.recorded or ())]
        by = self.given.given_by
        known = by is not None and not is_blank(by.name) and not is_blank(by.organisation)
        return missing if known or not self.from_outside else [*missing, WHO_GAVE_IT]


def _by_somebody_who_may(act: Act) -> bool:
    return may_approve(act.given.role, act.approvers, act.pair.policy, emergency=act.emergency)


def _names_who(act: Act) -> bool:
    return not is_blank(act.given.person)


def _by_somebody_else(act: Act) -> bool:
    """Not by whoever asks; what comes from outside may be written down by them."""
    given, asked_by = act.given, act.pair.asks.requests[act.i].asked_by
    by = given.given_by if act.from_outside else None
    return (by.name if by else given.person) not in {given.asked_by, asked_by.name if asked_by else None}


def _gives_a_reason(act: Act) -> bool:
    return not is_blank(act.given.reason)


def _has_been_made(act: Act) -> bool:
    by = act.given.given_by if act.from_outside else None
    written = act.given.made_at <= act.pair.index.snapshot.as_of
    return written and (by is None or by.on <= act.pair.policy.day)


def _is_in_date(act: Act) -> bool:
    end = act.given.expires_at
    return end is None or london_day(end) >= act.pair.policy.day


def _covers_the_nights(act: Act) -> bool:
    first, leaving = act.nights
    return ordinal(act.given.first_night, 0) <= first and ordinal(act.given.leaving) >= leaving


def _may_be_by_telephone(act: Act) -> bool:
    return act.emergency or not act.given.by_telephone


def _is_not_disputed(act: Act) -> bool:
    return act.given.disputed_at is None


def _who_may(act: Act) -> str:
    return f"only {joined(act.approvers, every_one=False)} may agree"


def _ended(act: Act) -> str:
    end = act.given.expires_at
    return f"it ended on {day(london_day(end))}" if end else ""


def _which_nights(act: Act) -> str:
    first, leaving = act.nights
    until = " on" if leaving >= FAR else f" to {day(leaving)}"
    return f"it does not cover every night from {day(first)}{until}"


CHECKS: tuple[tuple[Callable[[Act], bool], str | Callable[[Act], str]], ...] = (
    (_by_somebody_who_may, _who_may),
    (_names_who, "it does not name who agreed"),
    (_by_somebody_else, "nobody approves their own request"),
    (_gives_a_reason, "it gives no reason"),
    (_may_be_by_telephone, "by telephone counts only in an emergency"),
    (_is_not_disputed, "the approver does not confirm what was said by telephone"),
    (_has_been_made, "it is dated later than now"),
    (_is_in_date, _ended),
    (_covers_the_nights, _which_nights),
)
"""What has to hold for an approval to count, and what is said where it does not."""


def counts(act: Act) -> bool:
    """Right role, named, not the asker's own, with a reason, in date, for these nights."""
    return all(holds(act) for holds, _ in CHECKS)


def why_not(act: Act) -> str:
    """One sentence: why an act does not count; "" where it does."""
    wrong = [said if isinstance(said, str) else said(act) for holds, said in CHECKS if not holds(act)]
    return f"{what_was_agreed(act.given)} does not count: {'; '.join(wrong)}." if wrong else ""


def awaits_countersigning(given: Authorisation) -> bool:
    """Given by telephone, and the approver has not yet signed it."""
    return given.by_telephone and given.countersigned_at is None


def what_was_agreed(given: Authorisation) -> str:
    """Whose act it is, and of which day."""
    who = "somebody" if is_blank(given.person) else given.person
    return f"What {who} recorded as {given.role.label} on {day(london_day(given.made_at))}"
