"""The bespoke brief: a place made round one young person, as it is shown, printed and sent (issue 7, part 2)."""

from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum

from pydantic import TypeAdapter

from matcher.domain.adapters import built_once
from matcher.domain.codes import Role, SettingKind, ShiftName
from matcher.domain.person_codes import Depth
from matcher.domain.values import shown
from matcher.options.discreet import PROTECTIVE, as_one, discreet_option
from matcher.options.result import AboveTheList, PlacementOption, Says


class Proof(StrEnum):
    """How sure it is that nothing better could be put together from what is recorded."""

    PROVED = "proved"
    NOT_PROVED = "not_proved"


@shown
class Premises:
    """Where: lawful as it stands for this person's age, judged with the plan in place. `solo`: nobody else lives there."""

    place_id: str
    setting_id: str
    called: str
    kind: SettingKind
    lawful_as: str
    """What it is regulated as, in words."""
    solo: bool
    beds_kept_free: int
    """Other beds that nobody may be given while the place is used for one."""
    carers: tuple[str, ...]
    """Carers who live there, by name."""
    to_agree: tuple[Says, ...]
    """What somebody has to agree to about the premises before they can be used so."""


@shown
class WouldHaveToExist:
    """A registration, decision or free night that is missing, and who can say or bring it about.

    called   the premises it is about; None = it is about any premises
    """

    rule: str
    says: str
    who: str
    setting_id: str | None = None
    called: str | None = None


@shown
class OnShift:
    """A named worker on one shift."""

    worker_id: str
    name: str
    is_bank: bool


@shown
class CoverShift:
    """One shift of one night: who comes besides those who are on the rota there already. A night belongs to its evening."""

    on: date
    shift: ShiftName
    starts_at: datetime
    ends_at: datetime
    hours: float
    """As they elapse: a night over a clock change is 8 or 10."""
    needed: int
    """Staff needed besides those on the rota there."""
    workers: tuple[OnShift, ...]
    missing: int
    """For how many nobody was found."""
    awake: bool
    """One of them stays awake."""
    lacking: tuple[str, ...] = ()
    """What nobody on this shift brings: training, or a worker of the sex that the assessment asks for."""


@shown
class WorkerInPlan:
    """A worker, how the young person knows them, and what they would do."""

    worker_id: str
    name: str
    is_bank: bool
    is_key_worker: bool
    knows: Depth | None
    minutes: int | None
    """By car to the premises, each way; null = not known."""
    response_minutes: int | None
    shifts: int
    hours: float
    says: str


@shown
class KeyWorkerInPlan:
    """Who would be the key worker, and whether that is the one they have."""

    worker_id: str | None
    name: str | None
    kept: bool
    says: str


@shown
class KnownPerson:
    """Somebody the young person knows: a worker or carer, and what they could be asked."""

    person_id: str
    name: str
    depth: Depth
    says: str


@shown
class Nights:
    """When: the nights, and those whose shifts are named here."""

    first_night: date
    leaving: date | None
    named_until: date | None
    """The leaving day of the nights whose shifts are named; null = no shift has to be named."""
    handover: tuple[str, ...]
    """From where the young person is now, in order."""


@shown
class Outreach:
    """What outreach could hold instead, or until the place is ready."""

    could_hold: bool | None
    """Null = nobody has recorded what a team could give."""
    says: tuple[str, ...]


@shown
class CostLine:
    """One part of the cost. `pounds_a_week` null = not known."""

    says: str
    pounds_a_week: float | None
    hours_a_week: float | None = None


@shown
class Cost:
    """What it would cost a week: what is known added up, and what is not known."""

    lines: tuple[CostLine, ...]
    known_pounds_a_week: float
    complete: bool
    """Every part is known."""
    bank_hours: float
    """In all, over the nights that are named."""
    bank_points: float
    """Their price in points of 100, as a plan for everyone counts them."""


@shown
class NextStep:
    """One thing that somebody has to do. `due` "" = before the first night."""

    who: str
    says: str
    due: str = ""
    rule: str = ""


@shown
class BespokeBrief:
    """A place made round one young person, put together from the record. Nothing here is booked or decided."""

    id: str
    request_id: str
    is_emergency: bool
    as_of: datetime
    snapshot_hash: str
    rule_set: str
    policy_version: str
    engine_version: str
    nothing_fits: bool
    """Whether no place fits well; anybody may ask for a brief all the same."""
    best_score: float | None
    """The best case of the best place there is now; null = no place is listed."""
    says: tuple[str, ...]
    referred: tuple[Says, ...]
    """Where it belongs with another service: whom to ask instead, and nothing else is said."""
    ask_first: tuple[Says, ...]
    """Facts about the young person that are not known."""
    premises: Premises | None
    """Null = no premises on record are lawful for this young person on these nights."""
    would_have_to_exist: tuple[WouldHaveToExist, ...]
    nights: Nights | None
    cover: tuple[CoverShift, ...]
    workers: tuple[WorkerInPlan, ...]
    key_worker: KeyWorkerInPlan | None
    known_people: tuple[KnownPerson, ...]
    not_looked_at: tuple[str, ...]
    """Workers whose diaries the record does not tell, and whom to ask."""
    outreach: Outreach | None
    cost: Cost | None
    place: PlacementOption | None
    """The place with this plan, as the rule book judges any place: what is still to be approved, asked and done."""
    next_steps: tuple[NextStep, ...]
    proof: Proof | None
    """Null = there was nothing to choose from."""
    above: tuple[AboveTheList, ...] = ()
    """What comes before any placement."""


@built_once
def brief_adapter() -> TypeAdapter[BespokeBrief]:
    """Writes a BespokeBrief as JSON. Built once, when first needed."""
    return TypeAdapter(BespokeBrief)


def discreet_brief(brief: BespokeBrief) -> BespokeBrief:
    """The same for readers who may not know which of several protective reasons keeps somebody from a place."""
    return replace(
        brief,
        ask_first=as_one(brief.ask_first, lambda one: replace(one, rule=PROTECTIVE)),
        would_have_to_exist=as_one(
            brief.would_have_to_exist, lambda one: replace(one, rule=PROTECTIVE, who="the hub manager")
        ),
        place=brief.place and discreet_option(brief.place),
        next_steps=as_one(
            brief.next_steps,
            lambda one: replace(one, rule=PROTECTIVE, who="the hub manager or the service manager"),
        ),
    )


def role_in_words(roles: tuple[Role, ...], other: str = "the service manager") -> str:
    """The roles that may do something, in words."""
    return " or ".join(f"the {role.label}" for role in roles) or other
