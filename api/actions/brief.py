"""The bespoke brief of a request of the record: put together as things stand, noted, kept nowhere."""

from api.actions.options import entry_of
from api.permissions import Caller, Permission
from api.service import Service
from api.store.audit import Deed, leave_entries
from matcher.options.bespoke import bespoke_brief_in
from matcher.options.bespoke.result import BespokeBrief, discreet_brief


def brief_of(service: Service, caller: Caller, request_id: str) -> BespokeBrief:
    """What could be built around one young person, as this reader may see it. Raises NoSuchRequest."""
    frame = service.frames.frame(caller.authority)
    found = bespoke_brief_in(frame, request_id)
    young_person = frame.request(request_id).young_person_id
    with service.store.writing() as connection:
        leave_entries(connection, caller, service.clock(), [entry_of(Deed.BRIEF, request_id, young_person)])
    return found if caller.may(Permission.READ_PROTECTIVE_REASONS) else discreet_brief(found)
