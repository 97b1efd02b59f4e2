"""Who may do what: one table, role by role. A route names the permission it needs; a token has those of its role."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from matcher.domain.codes import Role
from matcher.domain.errors import MatcherError

if TYPE_CHECKING:
    from api.records.collections import Collection


class Permission(StrEnum):
    """One thing that somebody may do."""

    READ_RULES = "read_rules"
    """The rule book, the policy and the code lists."""
    MATCH = "match"
    """Have a snapshot of one's own judged; nothing is read from the record."""
    READ_PEOPLE = "read_people"
    """Young people, and whatever is recorded about them."""
    WRITE_PEOPLE = "write_people"
    READ_PROVISION = "read_provision"
    """Settings, places, staff, rotas, journeys."""
    WRITE_PROVISION = "write_provision"
    READ_ALLEGATIONS = "read_allegations"
    """See, and record, whether an allegation against a carer is open."""
    READ_PROTECTIVE_REASONS = "read_protective_reasons"
    """See which of several reasons keeps somebody from a place: a separation, an area, an associate, the police."""
    CONFIRM_VACANCY = "confirm_vacancy"
    """Say that a place is free, now."""
    WRITE_APPROVALS = "write_approvals"
    """Record an approval, or a decided impact risk assessment."""
    RANK_OPTIONS = "rank_options"
    """Ask for the options of a young person of the record."""
    READ_OPTIONS = "read_options"
    """Read options that have been shown."""
    READ_UNMET_NEEDS = "read_unmet_needs"
    """Read for which requests nothing fitted, and which rules closed the door."""
    PLAN_EVERYONE = "plan_everyone"
    """Ask for a plan for everyone who waits, and cancel one."""
    READ_PLANS = "read_plans"
    """Read plans for everyone. They decide nothing."""
    ASK_WHAT_IF = "ask_what_if"
    """Ask what some changes would mean, before and after. They change nothing."""
    IMPORT_LISTS = "import_lists"
    EXPORT_LISTS = "export_lists"
    READ_METRICS = "read_metrics"


_P = Permission
EVERYBODY = {_P.READ_RULES}
READER = {*EVERYBODY, _P.READ_PEOPLE, _P.READ_PROVISION, _P.READ_OPTIONS}
DUTY_WORKER = {*READER, _P.MATCH, _P.WRITE_PEOPLE, _P.CONFIRM_VACANCY, _P.RANK_OPTIONS, _P.READ_PLANS}
OFFICER = {*DUTY_WORKER, _P.PLAN_EVERYONE, _P.ASK_WHAT_IF}
MANAGER = {
    *READER,
    _P.READ_PLANS,
    _P.ASK_WHAT_IF,
    _P.READ_UNMET_NEEDS,
    _P.READ_PROTECTIVE_REASONS,
    _P.WRITE_PROVISION,
    _P.CONFIRM_VACANCY,
    _P.WRITE_APPROVALS,
}
DECIDER = {*READER, _P.READ_PROTECTIVE_REASONS, _P.WRITE_APPROVALS}
LEADER = {*OFFICER, *MANAGER, _P.READ_ALLEGATIONS, _P.IMPORT_LISTS, _P.EXPORT_LISTS}
LOADER = {
    *EVERYBODY,
    _P.READ_PEOPLE,
    _P.WRITE_PEOPLE,
    _P.READ_PROVISION,
    _P.WRITE_PROVISION,
    _P.READ_ALLEGATIONS,
    _P.IMPORT_LISTS,
}

ROLES: Mapping[Role, frozenset[Permission]] = {
    role: frozenset(permissions)
    for role, permissions in {
        Role.PLACEMENT_OFFICER: OFFICER,
        Role.EMERGENCY_DUTY_WORKER: DUTY_WORKER,  # for tonight, one at a time
        Role.SOCIAL_WORKER: EVERYBODY,  # their own requests only, once requests know whose they are
        Role.KEY_WORKER: EVERYBODY,
        Role.HUB_MANAGER: MANAGER,
        Role.REGISTERED_MANAGER: MANAGER,
        Role.MANAGER_ON_CALL: {*MANAGER, _P.RANK_OPTIONS},
        Role.FOSTERING_MANAGER: {*MANAGER, _P.READ_ALLEGATIONS},
        Role.FOSTERING_DECISION_MAKER: {*DECIDER, _P.READ_ALLEGATIONS},
        Role.LEAVING_CARE_MANAGER: MANAGER,
        Role.HEALTH_LEAD: {*READER, _P.WRITE_APPROVALS},
        Role.SERVICE_MANAGER: LEADER,
        Role.NOMINATED_OFFICER: {*DECIDER, _P.READ_ALLEGATIONS, _P.READ_UNMET_NEEDS},
        Role.DCS: {*DECIDER, _P.READ_ALLEGATIONS, _P.READ_UNMET_NEEDS, _P.EXPORT_LISTS},
        Role.BUDGET_HOLDER: {*EVERYBODY, _P.READ_PROVISION, _P.WRITE_APPROVALS},
        Role.IRO: READER,
        Role.ADMINISTRATOR: {*LOADER, _P.CONFIRM_VACANCY, _P.WRITE_APPROVALS, _P.EXPORT_LISTS, _P.READ_METRICS},
        Role.AUDITOR: EVERYBODY,  # reads the audit, once it has its pages
        Role.MACHINE_CALLER: {*OFFICER, *LOADER, _P.WRITE_APPROVALS, _P.READ_UNMET_NEEDS, _P.READ_METRICS},
    }.items()
}
"""Roles outside the authority (a court, a carer, another authority) have no door of their own and no token."""


APPROVALS = frozenset({"authorisations", "impact_risk_assessments"})


def to_read(collection: "Collection") -> Permission:
    """What reading these records takes."""
    return _P.READ_PEOPLE if collection.of_people else _P.READ_PROVISION


def to_write(collection: "Collection") -> Permission:
    """What keeping these records takes."""
    if collection.name in APPROVALS:
        return _P.WRITE_APPROVALS
    return _P.WRITE_PEOPLE if collection.of_people else _P.WRITE_PROVISION


class NotPermitted(MatcherError):
    """A good token, for somebody who may not do this."""

    code = "not_permitted"
    remedy = "Ask somebody whose role may, or an administrator for a token with this permission."


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who is asking: a token's public id, or the command line."""

    actor: str
    name: str
    authority: str
    role: Role
    permissions: frozenset[Permission]
    reference: str = "-"
    """Of the call, as the log has it."""

    def may(self, permission: Permission) -> bool:
        """Whether the caller has this permission."""
        return permission in self.permissions

    def require(self, permission: Permission) -> None:
        """Raises NotPermitted."""
        if not self.may(permission):
            said = permission.replace("_", " ")
            raise NotPermitted(f"the role {self.role.label}, with this token, may not {said}")
