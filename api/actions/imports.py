"""Keeps a list from a file: every row of it, or none. Read again, it changes nothing more."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from api.actions.discretion import as_kept, as_seen, is_discreet
from api.actions.soundness import wrong_with
from api.exchange.lists import (
    ListKind,
    ParsedList,
    ParsedRow,
    column_at,
    list_kind,
    read_list,
    row_adapter,
    row_problems,
)
from api.exchange.lists.found import cell_problem
from api.permissions import Caller, Permission, to_write
from api.service import Service
from api.store.audit import Deed
from api.store.rows import KeptRecord, record_of
from api.store.write import Change, Writing, writing
from matcher.domain.adapters import built_once
from matcher.domain.checks import refusal
from matcher.domain.errors import Problem

MOST_CHANGES = 1_000
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """What a row changes, or would change."""

    row: int
    id: str
    deed: Deed
    fields: tuple[str, ...]
    """The names of the fields that change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did; after a dry run, what it would do."""

    list: str
    dry_run: bool
    rows: int
    created: int
    changed: int
    unchanged: int
    changes: tuple[RowChange, ...]
    """The first thousand."""


@built_once
def report_adapter() -> TypeAdapter[ImportReport]:
    """Writes a report as JSON."""
    return TypeAdapter(ImportReport)


def import_list(  # noqa: PLR0913 - a file, and how to read it
    service: Service,
    caller: Caller,
    list_name: str,
    raw: bytes,
    file_name: str,
    *,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Keep the list in this file (CSV or Excel). Raises InvalidInput naming each row, column and mend; NotPermitted."""
    kind = list_kind(list_name)
    caller.require(Permission.IMPORT_LISTS)
    caller.require(to_write(kind.collection))
    parsed = read_list(raw, kind.name, file_name, progress)
    with writing(service.store, caller, service.clock(), dry_run=dry_run) as change:
        changes = _Importing(service, change, kind, parsed).kept()
        change.record_register(kind.collection.name)
    return _report(kind, changes, dry_run=dry_run)


class _Importing:
    """One file on its way into the record."""

    def __init__(self, service: Service, change: Writing, kind: ListKind, parsed: ParsedList) -> None:
        self.service, self.change, self.kind, self.parsed = service, change, kind, parsed
        self.problems: list[Problem] = []
        self.carer_changes: list[RowChange | None] = []

    def kept(self) -> list[RowChange | None]:
        """What each row changed; None where it changed nothing. Raises InvalidInput, NotPermitted."""
        found = list(self._carers() if self.kind.within else self._records())
        self._refuse_if_any()
        found, collection = self._as_kept(found), self.kind.collection
        today = self.service.frames.today(self.change.demonstration_at)
        for at, problem in wrong_with(self.change, collection, [record for _, record in found], today):
            self.problems.append(self._at_cell(found[at][0], problem))
        self._refuse_if_any()
        saved = self.change.save(collection, [record for _, record in found])
        if self.kind.within:
            return self.carer_changes
        return [_row_change(row, one) for (row, _), one in zip(found, saved, strict=True)]

    def _as_kept(self, found: list[tuple[int, Any]]) -> list[tuple[int, Any]]:
        """What the sender of the list may not see stays as it was."""
        collection, caller = self.kind.collection, self.change.caller
        if not is_discreet(collection):
            return found
        kept = self.change.kept(collection, [collection.id_of(record) for _, record in found])
        values = {id_: record_of(collection, one) for id_, one in kept.items()}
        return [(row, as_kept(caller, collection, one, values.get(collection.id_of(one)))) for row, one in found]

    def _seen(self, ids: Iterable[str]) -> dict[str, KeptRecord]:
        """What is kept already, as the sender of the list may see it."""
        collection = self.kind.collection
        kept = self.change.kept(collection, ids)
        return {id_: as_seen(self.change.caller, collection, one) for id_, one in kept.items()}

    def _records(self) -> Iterator[tuple[int, Any]]:
        kept = self._seen(row.id for row in self.parsed.rows)
        for row in self.parsed.rows:
            before = kept.get(row.id)
            record = self._read(row, row.onto(before.fields if before else None))
            if record is not None:
                yield row.number, record

    def _carers(self) -> Iterator[tuple[int, Any]]:
        """Carers are kept in the record of their setting: one record for all of its rows."""
        rows_of: dict[str, list[ParsedRow]] = {}
        for row in self.parsed.rows:
            rows_of.setdefault(row.setting_id or "", []).append(row)
        kept = self._seen(rows_of)
        for setting_id, rows in rows_of.items():
            if setting_id not in kept:
                self.problems += [self._no_setting(row) for row in rows]
                continue
            yield from self._setting(kept[setting_id], rows)

    def _setting(self, kept: KeptRecord, rows: Sequence[ParsedRow]) -> Iterator[tuple[int, Any]]:
        carers = {carer["id"]: carer for carer in kept.fields.get("carers") or ()}
        for row in rows:
            before = carers.get(row.id)
            carer = self._read(row, row.onto(before))
            if carer is not None:
                carers[row.id] = row_adapter(self.kind.name).dump_python(carer, mode="json", exclude_none=True)
                self.carer_changes.append(_carer_change(row, before, carers[row.id]))
        if not self.problems:
            whole = {**kept.fields, "carers": list(carers.values())}
            yield rows[0].number, row_adapter("settings").validate_json(to_json(whole))

    def _read(self, row: ParsedRow, given: dict[str, Any]) -> Any:  # noqa: ANN401 - a record of the list
        try:
            return row_adapter(self.kind.name).validate_json(to_json(given))
        except ValidationError as error:
            self.problems += row_problems(self.kind.name, self.parsed.file_name, row.number, error)
            return None

    def _no_setting(self, row: ParsedRow) -> Problem:
        what, mend = "There is no setting with this id.", "Correct the id, or add the setting first."
        return cell_problem(self.parsed.file_name, row.number, self.kind.within, what, mend)

    def _at_cell(self, row: int, problem: Problem) -> Problem:
        steps = [int(step) if step.isdecimal() else step for step in problem.pointer.split("/")[1:]]
        column = column_at(self.kind.name, steps)
        return cell_problem(self.parsed.file_name, row, column, problem.detail, problem.mend)

    def _refuse_if_any(self) -> None:
        if self.problems:
            raise refusal(self.problems)


def _row_change(row: int, change: Change) -> RowChange | None:
    if change.deed is None:
        return None
    return RowChange(row=row, id=change.id, deed=change.deed, fields=change.fields)


def _carer_change(row: ParsedRow, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> RowChange | None:
    old = before or {}
    fields = tuple(sorted(name for name in {*old, *after} if old.get(name) != after.get(name)))
    deed = Deed.CREATE if before is None else Deed.CHANGE
    return RowChange(row=row.number, id=row.id, deed=deed, fields=fields) if fields else None


def _report(kind: ListKind, changes: Sequence[RowChange | None], *, dry_run: bool) -> ImportReport:
    shown = [one for one in changes if one is not None]
    created = sum(one.deed is Deed.CREATE for one in shown)
    return ImportReport(
        list=kind.name,
        dry_run=dry_run,
        rows=len(changes),
        created=created,
        changed=len(shown) - created,
        unchanged=len(changes) - len(shown),
        changes=tuple(shown[:MOST_CHANGES]),
    )
