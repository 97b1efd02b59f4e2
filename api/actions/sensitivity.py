"""How sure the order of a request's options is: worked out when somebody asks, kept nowhere."""

from api.actions.options import entry_of
from api.actions.shown import ShownOptions
from api.permissions import Caller, Permission
from api.service import Service
from api.store.audit import Deed, leave_entries
from matcher.options.sensitivity import Sensitivity, discreet_sensitivity, sensitivity_in


def sensitivity_of(service: Service, caller: Caller, request_id: str) -> Sensitivity:
    """As things stand now, as this reader may see it. Raises NoSuchRequest."""
    frame = service.frames.frame(caller.authority)
    found = sensitivity_in(frame, request_id)
    young_person = frame.request(request_id).young_person_id
    with service.store.writing() as connection:
        leave_entries(connection, caller, service.clock(), [entry_of(Deed.SENSITIVITY, request_id, young_person)])
    return found if caller.may(Permission.READ_PROTECTIVE_REASONS) else discreet_sensitivity(found)


def how_sure(service: Service, caller: Caller, shown: ShownOptions) -> tuple[str, ...]:
    """In a few sentences, of the very list that was shown; none where the list would be another one by now."""
    result = shown.result
    if shown.has_changed or not (result.options or result.needs_approval):
        return ()
    found = sensitivity_in(service.frames.frame(caller.authority), result.request_id)
    ranked = {one.overall_rank: one.place_id for one in (*result.options, *result.needs_approval)}
    same = all(ranked.get(one.overall_rank) == one.place_id for one in found.first)
    return found.says if same else ()
