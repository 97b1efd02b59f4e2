"""Settings, carer households and requests that are not there yet."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from matcher.domain.carers import Carer
from matcher.domain.codes import FOSTER, SettingKind
from matcher.domain.settings import OutOfUse, Place, Setting
from matcher.domain.snapshot import Snapshot
from matcher.scenario.changes import AddCarer, AddRequest, AddSetting
from matcher.scenario.drafted import Draft, Wrong, find

CARERS = (FOSTER - {SettingKind.CONNECTED_CARER}) | {SettingKind.SUPPORTED_LODGINGS}
TAKEN = "There is one with this id already."
ANOTHER = "Give it an id of its own."


def add_carer(draft: Draft, change: AddCarer) -> Draft:
    """A household made after another one. Raises Wrong."""
    model = draft.setting(change.like, "like")
    row = find(draft.snapshot.places, lambda one: one.setting_id == model.id)
    if model.kind not in CARERS or model.for_young_person_id is not None:
        mend = "Name a foster family, a community family or supported lodgings."
        raise Wrong("like", "This is no household that others could be like.", mend)
    if row is None:
        raise Wrong("like", "This household has no place row.", "Name one that has, or send the setting in full.")
    if not change.name.strip():
        raise Wrong("name", "The household has no name.", "Say what it is to be called.")
    _require_new(draft, change.setting_id, "setting_id")
    place = _row_like(draft, row, change)
    _require_new_rows(draft.snapshot, [place], "setting_id")
    travel = [
        replace(one, setting_id=change.setting_id) for one in draft.snapshot.travel_times if one.setting_id == model.id
    ]
    made = draft.adding("settings", [_household_like(model, change)], lambda one: one.id)
    made = made.adding("places", [place], lambda one: (one.setting_id, one.pool, one.place_id))
    return made.with_rows("travel_times", [*made.snapshot.travel_times, *travel]) if travel else made


def _household_like(model: Setting, change: AddCarer) -> Setting:
    """What is true of the model alone is left out: who lives there, who was agreed for it, its calendar, whom to ring."""
    carers = (
        None
        if model.carers is None
        else tuple(_like(one, f"{change.setting_id}.{n}") for n, one in enumerate(model.carers, 1))
    )
    return replace(
        model,
        id=change.setting_id,
        name=change.name,
        carers=carers,
        terms=model.terms and replace(model.terms, agreed_for=()),
        exemptions=(),
        availability=model.availability and replace(model.availability, absences=()),
        household=None if model.household is None else (),
        closures=(),
        contact=None,
        placements_suspended=None,
        pets_agreed_for=None if model.pets_agreed_for is None else (),
        linked_adults=None if model.linked_adults is None else (),
        visiting_children=None if model.visiting_children is None else (),
    )


def _like(carer: Carer, id_: str) -> Carer:
    return replace(carer, id=id_, name="", temporary_approval=None, last_day=None)


def _row_like(draft: Draft, row: Place, change: AddCarer) -> Place:
    """Said to be free as of now."""
    first = _first(draft, change.first_night)
    before = (OutOfUse(first_night=draft.today, leaving=first, beds=change.beds),) if first > draft.today else ()
    return replace(
        row,
        place_id=f"{change.setting_id}.residential",
        setting_id=change.setting_id,
        beds=change.beds,
        shared_room=False,
        out_of_use=before,
        vacancy_ends_on=None,
        vacancy_confirmed_at=draft.snapshot.as_of,
        vacancy_confirmed_by=None,
    )


def _first(draft: Draft, first: date | None) -> date:
    return date.fromordinal(draft.span(first, None)[0])


def add_setting(draft: Draft, change: AddSetting) -> Draft:
    """A setting as it is given. Raises Wrong."""
    _require_new(draft, change.setting.id, "setting/id")
    for n, place in enumerate(change.places):
        if place.setting_id != change.setting.id:
            mend = "Write the id of the setting that is added, or leave the row out."
            raise Wrong(f"places/{n}/setting_id", "This row belongs to another setting.", mend)
    _require_new_rows(draft.snapshot, change.places, "places")
    made = draft.adding("settings", [change.setting], lambda one: one.id)
    return made.adding("places", change.places, lambda one: (one.setting_id, one.pool, one.place_id))


def _require_new(draft: Draft, id_: str, field: str) -> None:
    if find(draft.snapshot.settings, lambda one: one.id == id_):
        raise Wrong(field, TAKEN, ANOTHER)


def _require_new_rows(snapshot: Snapshot, places: Iterable[Place], field: str) -> None:
    known = {one.place_id for one in snapshot.places}
    for n, place in enumerate(places):
        if place.place_id in known:
            raise Wrong(f"{field}/{n}/place_id" if field == "places" else field, TAKEN, ANOTHER)
        known.add(place.place_id)


def add_request(draft: Draft, change: AddRequest) -> Draft:
    """A request, and the young person where they are given. Raises Wrong."""
    request, person = change.request, change.young_person
    if find(draft.snapshot.placement_requests, lambda one: one.id == request.id):
        raise Wrong("request/id", TAKEN, ANOTHER)
    if not request.is_open:
        raise Wrong("request/is_open", "A request that is closed changes nothing.", "Leave is_open out.")
    if person is not None and person.id != request.young_person_id:
        mend = "Write the same id in both, or leave young_person out."
        raise Wrong("request/young_person_id", "The request is for somebody else than young_person.", mend)
    known = find(draft.snapshot.young_people, lambda one: one.id == request.young_person_id)
    if known is None and person is None:
        mend = "Correct the id, or give young_person too."
        raise Wrong("request/young_person_id", "There is no young person with this id.", mend)
    if known is not None and person is not None:
        mend = "Leave young_person out, or give them an id of their own."
        raise Wrong("young_person/id", "There is a young person with this id already.", mend)
    made = draft.adding("placement_requests", [request], lambda one: one.id)
    return made.adding("young_people", [person], lambda one: one.id) if person else made
