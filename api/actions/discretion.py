"""What of a record is not for everybody: whether an allegation against a carer is open."""

import json
from dataclasses import replace
from typing import Any

from api.permissions import Caller, Permission
from api.records.collections import Collection
from api.store.rows import KeptRecord
from matcher.domain.carers import Carer


def as_seen(caller: Caller, collection: Collection, kept: KeptRecord) -> KeptRecord:
    """The record as this caller may see it."""
    if not _is_guarded(caller, collection) or '"allegation_open"' not in kept.document:
        return kept
    fields = json.loads(kept.document)
    for carer in fields.get("carers") or ():
        carer.pop("allegation_open", None)
    return replace(kept, document=json.dumps(fields, ensure_ascii=False, separators=(",", ":")))


def as_kept(caller: Caller, collection: Collection, record: Any, before: Any) -> Any:  # noqa: ANN401 - records
    """The record as it will be kept: what its writer may not see stays as it was. Raises NotPermitted."""
    if not _is_guarded(caller, collection) or record.carers is None:
        return record
    if any(carer.allegation_open is not None for carer in record.carers):
        caller.require(Permission.READ_ALLEGATIONS)
    known = {carer.id: carer.allegation_open for carer in (before.carers if before else None) or ()}
    return replace(record, carers=tuple(_with(carer, known.get(carer.id)) for carer in record.carers))


def _with(carer: Carer, allegation_open: bool | None) -> Carer:  # noqa: FBT001 - the field's own value
    return replace(carer, allegation_open=allegation_open)


def is_discreet(collection: Collection) -> bool:
    """Whether there is anything in these records that is not for everybody."""
    return collection.name == "settings"


def _is_guarded(caller: Caller, collection: Collection) -> bool:
    return is_discreet(collection) and not caller.may(Permission.READ_ALLEGATIONS)
