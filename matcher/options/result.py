"""The answer to one request, as it is shown, stored and sent (design section 6)."""

from datetime import date, datetime

from pydantic import TypeAdapter

from matcher.domain.adapters import built_once
from matcher.domain.codes import Role, SettingKind
from matcher.domain.home_codes import Judgement
from matcher.domain.values import shown


@shown
class Says:
    """A sentence of a rule."""

    rule: str
    """The rule's limb: `slug` or `slug:limb`."""
    says: str
    unverified: bool = False
    """The source of the rule has not been seen: to be confirmed with legal services. The same wherever it stands."""


@shown
class NotChecked:
    """Data this authority does not feed: whom to ask instead."""

    rule: str
    says: str
    who: str
    unverified: bool = False


@shown
class AboveTheList:
    """What comes before any placement, said above the list; `place_id` where it is one of the places."""

    rule: str
    says: str
    place_id: str | None = None
    unverified: bool = False


@shown
class Worry:
    """Something to plan for at this place, and when to check it by."""

    rule: str
    says: str
    check_by: date | None = None
    unverified: bool = False


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
    unverified: bool = False


@shown
class Duty:
    """What confirming this option would make somebody do. `due`: a day, an instant, or words where no day is known yet."""

    slug: str
    due: str
    says: str = ""
    who: tuple[Role, ...] = ()
    unverified: bool = False


@shown
class Approval:
    """An approval that is needed: the limb, and who may give it.

    must_record  what the approver has to record with it, each by these words
    why_not      why each approval that has been recorded for it does not count
    """

    rule: str
    roles: tuple[Role, ...]
    says: str
    must_record: tuple[str, ...] = ()
    why_not: tuple[str, ...] = ()
    unverified: bool = False


@shown
class Approved:
    """An approval that has been given. `by_telephone`: by telephone, and not yet countersigned."""

    rule: str
    role: Role
    person: str
    made_on: date
    by_telephone: bool
    says: str = ""
    conditions: str = ""
    still_to_record: tuple[str, ...] = ()
    """What the approver has to record before anyone confirms."""


@shown
class Question:
    """What has to be known before this place can be offered, and whom to ask."""

    rule: str
    says: str
    ask_whom: str
    unverified: bool = False


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
class InspectionShown:
    """The latest inspection of a setting that is inspected: its judgement, when, and where to read it."""

    judgement: Judgement | None
    on: date | None
    link: str
    says: str


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
    inspection: InspectionShown | None = None
    """Of every inspected setting; null where nobody inspects."""
    relaxed: tuple[str, ...] = ()
    """In an emergency: the rules that this place was judged by more widely than for a planned move."""


@shown
class Failed:
    """One rule that a ruled-out place does not meet."""

    rule: str
    says: str
    source: str
    unverified: bool = False


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
    """What comes before any placement: living with a parent, staying at home with support."""


@built_once
def result_adapter() -> TypeAdapter[MatchResult]:
    """Writes a MatchResult as JSON. Built once, when first needed."""
    return TypeAdapter(MatchResult)
