"""The draft of an impact risk assessment for one place: as things stand now, shown to each reader as far as they may see."""

from collections.abc import Iterator

from api.permissions import Caller, Permission
from api.service import Service
from api.store.audit import Deed, Entry, leave_entries
from matcher.frame import Frame
from matcher.options.impact import ImpactDraft, impact_draft, of_the_young_person_alone, without_protective_reasons


def impact_shown(service: Service, caller: Caller, request_id: str, place_id: str) -> ImpactDraft:
    """The draft as this reader may see it; whoever is shown in it is noted. Nothing of it is kept.

    In full for those who may read people; protective reasons for those who may read them. Raises NoSuchRequest, NoSuchPlace.
    """
    frame = service.frames.frame(caller.authority)
    draft = as_seen(caller, impact_draft(frame.snapshot, request_id, place_id, frame.book))
    with service.store.writing() as connection:
        leave_entries(connection, caller, service.clock(), _entries(frame, draft))
    return draft


def as_seen(caller: Caller, draft: ImpactDraft) -> ImpactDraft:
    """Without what this reader may not see."""
    if not caller.may(Permission.READ_PEOPLE):
        return of_the_young_person_alone(draft)
    return draft if caller.may(Permission.READ_PROTECTIVE_REASONS) else without_protective_reasons(draft)


def _entries(frame: Frame, draft: ImpactDraft) -> Iterator[Entry]:
    """Of the request, and of the records of everybody who is shown."""
    me = draft.young_person.id
    yield Entry(deed=Deed.IMPACT, collection="placement_requests", record_id=draft.request_id, young_person_id=me)
    if draft.shown_in_full and draft.is_needed:
        shown = [me, *(one.id for one in draft.residents), *(one.id for one in draft.leaving_before)]
        for who in shown:
            known = who in frame.index.people
            yield Entry(
                deed=Deed.READ,
                collection="young_people" if known else "settings",
                record_id=who if known else draft.setting_id,
                young_person_id=who,
            )
