"""A draft impact risk assessment, as it is shown and sent. Nothing of it is kept: the manager's decision is a record of its own."""

from datetime import date, datetime

from pydantic import TypeAdapter

from matcher.domain.adapters import built_once
from matcher.domain.codes import ImpactDecision, SettingKind
from matcher.domain.values import shown


@shown
class ImpactFact:
    """Something that is recorded. A date or a source that nobody has recorded is said to be not known."""

    at: str
    """Where in the record: collection, id, field, and which of several; `*` = in any of these records."""
    says: str
    recorded_on: date | None = None
    source: str = ""
    handling: str = ""
    """Who may see it, where the entry says so."""


@shown
class ImpactSays:
    """One sentence, with the rule it follows and the facts it stands on: without any one of them it is not said."""

    says: str
    rule: str = ""
    """The rule's slug or limb; empty where facts alone say it."""
    stands_on: tuple[str, ...] = ()
    """Facts, by `at`; empty where it is the rule book's own sentence about this place."""


@shown
class ImpactQuestion:
    """Something that nobody has recorded, and whom to ask. Recording it answers the question."""

    says: str
    ask_whom: str
    rule: str = ""
    missing: tuple[str, ...] = ()
    """Where in the record it would stand."""


@shown
class ImpactSide:
    """What one person could mean for another."""

    worries: tuple[ImpactSays, ...] = ()
    strengths: tuple[ImpactSays, ...] = ()
    would_help: tuple[ImpactSays, ...] = ()
    questions: tuple[ImpactQuestion, ...] = ()


@shown
class ImpactResident:
    """Somebody who would live there on one of the nights, and what each could mean for the other."""

    id: str
    name: str
    says: str
    """How they live there, and from when to when."""
    age: int | None
    """On the first night together; null = not known."""
    first_night: date | None
    """Null = of the family."""
    leaving: date | None
    """Null = no planned end."""
    newcomer_for_resident: ImpactSide
    resident_for_newcomer: ImpactSide
    for_both: ImpactSide
    facts: tuple[ImpactFact, ...]


@shown
class ImpactLeaver:
    """Somebody who lives there now and leaves before the first night: of the group no more."""

    id: str
    name: str
    leaving: date
    says: str


@shown
class ImpactNewcomer:
    """The young person asking: what is recorded, and what is not."""

    id: str
    name: str
    age: int | None
    """On the first night; null = not known."""
    facts: tuple[ImpactFact, ...]
    questions: tuple[ImpactQuestion, ...]


@shown
class ImpactGroup:
    """Everybody together, and the home."""

    says: tuple[ImpactSays, ...]
    """Numbers, ages, staff, what the home is for, what has happened before."""
    worries: tuple[ImpactSays, ...]
    questions: tuple[ImpactQuestion, ...]
    facts: tuple[ImpactFact, ...]


@shown
class ImpactBox:
    """For the manager to fill in: the draft decides nothing, so that it is always empty here."""

    decision: ImpactDecision | None = None
    decided_by: str | None = None
    decided_at: datetime | None = None


@shown
class ImpactDraft:
    """The draft for one young person and one place."""

    request_id: str
    place_id: str
    setting_id: str
    setting_name: str
    kind: SettingKind
    as_of: datetime
    snapshot_hash: str
    is_needed: bool
    because: str
    """Why a draft is made here, or why none is needed."""
    first_night: date
    leaving: date | None
    """Null = no planned end."""
    says: tuple[str, ...]
    """What the draft is, how long a decision counts, what the nights are."""
    young_person: ImpactNewcomer
    others: int
    """How many others would live there on any of the nights."""
    residents: tuple[ImpactResident, ...]
    leaving_before: tuple[ImpactLeaver, ...]
    group: ImpactGroup
    group_on_first_night: tuple[str, ...] | None
    """Whom a decision has to name as the group it is for; null where the reader may not see them, or none is needed."""
    decision: ImpactBox
    shown_in_full: bool
    left_out: str = ""
    """What this reader does not see, and who does."""


@built_once
def impact_draft_adapter() -> TypeAdapter[ImpactDraft]:
    """Writes an ImpactDraft as JSON."""
    return TypeAdapter(ImpactDraft)
