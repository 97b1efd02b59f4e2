"""The answer to one request, as it is shown, stored and sent (design section 6)."""

from datetime import date, datetime

from pydantic import TypeAdapter

from matcher.domain.adapters import built_once
from matcher.domain.codes import Role, SettingKind
from matcher.domain.values import shown


@shown
class Says:
    """A sentence of a rule."""

    rule: str
    """The rule's limb: `slug` or `slug:limb`."""
    says: str


@shown
class NotChecked:
    """Data this authority does not feed: whom to ask instead."""

    rule: str
    says: str
    who: str


@shown
class AboveTheList:
    """What comes before any placement, said above the list; `place_id` where it is one of the places."""

    rule: str
    says: str
    place_id: str | None = None


@shown
class Worry:
    """Something to plan for at this place, and when to check it by."""

    rule: str
    says: str
    check_by: date | None = None


@shown
class ScorePart:
    """One part of the score. `known` false: something it needs is not recorded."""

    slug: str
    points: float
    out_of: float
    known: bool
    could_add: float
    because: str


@shown
class Adjustment:
    """Points added after the parts; `held` shows what holding the total to 0-100 changed."""

    slug: str
    points: float
    known: bool
    could_add: float
    because: str


@shown
class BeforeConfirming:
    """What somebody has to do before anyone confirms, who, and by when (a date, or the duty that replaces it)."""

    rule: str
    who: tuple[Role, ...]
    says: str
    due: str


@shown
class Duty:
    slug: str
    due: str


@shown
class Approval:
    """An approval that is needed: the limb, who may give it; `missing` where the fact itself is not known."""

    rule: str
    roles: tuple[Role, ...]
    says: str


@shown
class Approved:
    """An approval that has been given."""

    rule: str
    role: Role
    person: str
    made_on: date
    by_telephone: bool


@shown
class Question:
    """What has to be known before this place can be offered, and whom to ask."""

    rule: str
    says: str
    ask_whom: str


@shown
class Household:
    """Who lives there on the first night, without names."""

    young_people: int
    ages: tuple[int, ...]
    adults: int | None


@shown
class Journeys:
    """Minutes each way from the place, where known."""

    home: int | None
    school: int | None
    where_now: int | None


@shown
class PlaceContact:
    name: str
    telephone: str
    manager_on_call: str
    latest_arrival: str | None
    driver: str | None
    on_emergency_list: bool


@shown
class PlacementOption:
    """One place considered and listed, with everything found about it."""

    overall_rank: int | None
    place_id: str
    setting_id: str
    setting_name: str
    kind: SettingKind
    family_and_friends: bool
    score: float
    score_range: tuple[float, float]
    near_tie: bool
    parts: tuple[ScorePart, ...]
    adjustments: tuple[Adjustment, ...]
    strengths: tuple[str, ...]
    worries: tuple[Worry, ...]
    notes: tuple[Says, ...]
    first_night: date
    leaving: date | None
    miles: float | None
    minutes: Journeys
    travel_is_estimate: bool
    household: Household
    cost_per_week: int | None
    vacancy_confirmed_at: datetime | None
    contact: PlaceContact | None
    before_confirming: tuple[BeforeConfirming, ...]
    duties: tuple[Duty, ...]
    approvals: tuple[Approval, ...] = ()
    approved: tuple[Approved, ...] = ()
    questions: tuple[Question, ...] = ()


@shown
class Failed:
    """One rule that a ruled-out place does not meet."""

    rule: str
    says: str
    source: str


@shown
class ExcludedPlace:
    place_id: str
    setting_id: str
    setting_name: str
    kind: SettingKind
    failed: tuple[Failed, ...]


@shown
class Counts:
    """How many place rows are in each list; they add up to `considered`."""

    options: int
    needs_approval: int
    needs_information: int
    excluded: int


@shown
class MatchResult:
    """Every place considered, in exactly one list, with all its reasons. Nothing here decides anything."""

    id: str
    request_id: str
    is_emergency: bool
    as_of: datetime
    snapshot_hash: str
    rule_set: str
    policy_version: str
    engine_version: str
    considered: int
    counts: Counts
    excluded_by_rule: dict[str, int]
    ask_first: tuple[Says, ...]
    not_checked_here: tuple[NotChecked, ...]
    relaxed: tuple[str, ...]
    says: tuple[str, ...]
    """What the whole answer says: how many were considered, and what it would take where no option fits well."""
    options: tuple[PlacementOption, ...]
    needs_approval: tuple[PlacementOption, ...]
    needs_information: tuple[PlacementOption, ...]
    excluded: tuple[ExcludedPlace, ...]
    referred: tuple[Says, ...]
    above_the_list: tuple[AboveTheList, ...] = ()
    """What comes before any placement: staying at home with support."""


@built_once
def result_adapter() -> TypeAdapter[MatchResult]:
    """Writes a MatchResult as JSON. Built once, when first needed."""
    return TypeAdapter(MatchResult)
