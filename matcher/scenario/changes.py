"""What can be changed in a what-if: a closed list. Nights are half-open; each change is one thing that a manager could do."""

from typing import Annotated, Literal

from pydantic import Field

from matcher.domain.codes import ClosureReason, ShiftName
from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import SkilledNeed
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import Place, Setting
from matcher.domain.staff import Worker
from matcher.domain.values import Count, Day, Identifier, Text, value

Beds = Annotated[int, Field(ge=1, le=1000)]


@value
class CloseBeds:
    """Some beds of a place row are out of use."""

    change: Literal["close_beds"]
    place_id: Identifier
    beds: Beds = 1
    first_night: Day | None = None
    """Null = tonight."""
    leaving: Day | None = None
    """The day they are back; null = for good."""
    reason: Text = ""


@value
class OpenBeds:
    """Some beds of a place row that are out of use are used again."""

    change: Literal["open_beds"]
    place_id: Identifier
    beds: Beds = 1
    first_night: Day | None = None
    """Null = tonight."""
    leaving: Day | None = None
    """Null = for good."""


@value
class AddBeds:
    """A place row gets beds that it does not have."""

    change: Literal["add_beds"]
    place_id: Identifier
    beds: Beds = 1
    first_night: Day | None = None
    """Null = tonight."""
    leaving: Day | None = None
    """Null = for good."""


@value
class CloseSetting:
    """A setting takes nobody new. Those who live there are counted, and moved nowhere."""

    change: Literal["close_setting"]
    setting_id: Identifier
    first_night: Day | None = None
    """Null = tonight."""
    leaving: Day | None = None
    """The day it is open again; null = for good."""
    reason: ClosureReason = ClosureReason.REPAIR


@value
class OpenSetting:
    """A setting that is closed to anyone new takes people again."""

    change: Literal["open_setting"]
    setting_id: Identifier
    first_night: Day | None = None
    """Null = tonight."""
    leaving: Day | None = None
    """Null = for good."""


@value
class AddCarer:
    """A carer household like one that there is: same street, terms and skills, every bed free, nobody else living there."""

    change: Literal["add_carer"]
    setting_id: Identifier
    """The new household's own id; its place row is called `<setting_id>.residential`."""
    name: Text
    like: Identifier
    """A fostering household or supported lodgings of the record."""
    beds: Beds = 1
    first_night: Day | None = None
    """The first night somebody can be there; null = tonight."""


@value
class AddSetting:
    """A setting with its place rows, recorded in full."""

    change: Literal["add_setting"]
    setting: Setting
    places: tuple[Place, ...]


@value
class AddWorker:
    """One more worker: with room as a key worker, as bank staff, or to be named on shifts."""

    change: Literal["add_worker"]
    worker: Worker


@value
class WithdrawWorker:
    """A worker is away: on leave, and off the shifts that name them. One added before, for no nights in particular, is gone."""

    change: Literal["withdraw_worker"]
    worker_id: Identifier
    first_night: Day | None = None
    """Null = tonight."""
    leaving: Day | None = None
    """The day they are back; null = for good."""


@value
class ChangeShift:
    """Another rota for one shift of each day. What is left out stays as it is recorded."""

    change: Literal["change_shift"]
    setting_id: Identifier
    shift: ShiftName
    first_night: Day | None = None
    """The first day; null = today."""
    leaving: Day | None = None
    """The day after the last; null = as far as the rota goes."""
    headcount: Count | None = None
    """Own staff on. Instead of names, where there were any."""
    worker_ids: tuple[Identifier, ...] | None = None
    """Own staff by name. Instead of a headcount, where there was one."""
    agency: Count | None = None
    waking: Count | None = None
    """Night: how many of all these stay awake."""
    trained_in: tuple[SkilledNeed, ...] | None = None
    women: Count | None = None
    men: Count | None = None


@value
class ExtendStay:
    """Somebody stays longer than is recorded."""

    change: Literal["extend_stay"]
    placement_id: Identifier
    leaving: Day | None
    """Null = no planned end."""


@value
class EndStay:
    """Somebody leaves sooner than is recorded."""

    change: Literal["end_stay"]
    placement_id: Identifier
    leaving: Day


@value
class AddRequest:
    """One more open request: for somebody of the record, or for a young person given with it."""

    change: Literal["add_request"]
    request: PlacementRequest
    young_person: YoungPerson | None = None
    """Null = somebody of the record."""


@value
class ChangeFigure:
    """Another value of a figure, on every day from today on."""

    change: Literal["change_figure"]
    figure: Identifier
    """A name under `figures` of the policy."""
    value: Annotated[float, Field(ge=0, le=100_000)]


@value
class ChangeWeight:
    """Other points for a part of the score, or for an adjustment. The parts together stay 100."""

    change: Literal["change_weight"]
    part: Identifier
    """A name under `weights` or `adjustments` of the policy."""
    points: Annotated[float, Field(ge=-100, le=100)]


OfPeople = ExtendStay | EndStay | AddRequest
"""About somebody: whoever asks has to be one who may read people."""
OfPolicy = ChangeFigure | ChangeWeight
Change = Annotated[
    CloseBeds
    | OpenBeds
    | AddBeds
    | CloseSetting
    | OpenSetting
    | AddCarer
    | AddSetting
    | AddWorker
    | WithdrawWorker
    | ChangeShift
    | ExtendStay
    | EndStay
    | AddRequest
    | ChangeFigure
    | ChangeWeight,
    Field(discriminator="change"),
]
"""One change. `change` says which."""
