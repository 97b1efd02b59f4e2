"""The command line's two ways to a new snapshot file: an invented one, and an imported national return."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from rich.text import Text

from api.actions.returns import keep_return
from api.cli_store import loaded_lines
from api.exchange.national_report import ImportReport, RowNote
from api.exchange.national_return import read_903
from api.exchange.snapshots import write_snapshot
from api.opening import write_bytes
from api.opening_store import open_service, speaker
from api.store.past_stays import KeptStay, Learnt
from api.terminal.console import working
from api.terminal.lines import heading, marked
from fixtures import county, nation, region
from matcher.domain.errors import MatcherError
from matcher.domain.snapshot import Snapshot

Scale = Literal["county", "region", "nation"]
MOST_REASONS = 10
MOST_ROWS = 3


class CannotMake(MatcherError):
    """No county of these sizes can be made."""

    code = "cannot_make"
    remedy = "Ask for other sizes; `nwd generate --help` says what there is."


def generate(out: Path, scale: Scale, seed: int, settings: int | None, requests: int | None) -> Snapshot:
    """Make an invented snapshot and write it. Raises CannotMake, CannotWrite."""
    if scale != "county" and (settings is not None or requests is not None):
        raise CannotMake(f"a {scale} has its own sizes")
    makers: dict[Scale, Callable[[], Snapshot]] = {
        "county": lambda: county(seed, settings, requests),
        "region": lambda: region(seed),
        "nation": lambda: nation(seed),
    }
    try:
        with working(f"Making a {scale}"):
            snapshot = makers[scale]()
    except ValueError as error:
        raise CannotMake(str(error)) from None
    with working(f"Writing {out}"):
        write_bytes(out, write_snapshot(snapshot))
    return snapshot


def import_903(directory: Path, out: Path, as_of: date | None) -> list[Text]:
    """Read the national return in this folder and write it as a snapshot; what was done, as lines. Raises InvalidInput."""
    with working(f"Reading {directory}"):
        imported = read_903(directory, as_of)
    write_bytes(out, write_snapshot(imported.snapshot))
    return _report_lines(imported.report, out)


def keep_903(
    directory: Path,
    as_of: date | None,
    database: str | None,
    whose: str | None,
    *,
    dry_run: bool,
    stays_only: bool = False,
) -> list[Text | str]:
    """Read the national return in this folder into the database; what was done, as lines. Raises InvalidInput."""
    service = open_service(database)
    caller = speaker(service, whose)
    with working(f"Reading {directory}"):
        imported = read_903(directory, as_of, caller.authority)
        kept = keep_return(service, caller, imported, dry_run=dry_run, stays_only=stays_only)
    heading_ = heading("What would be kept" if dry_run else "Kept")
    return [
        heading_,
        *loaded_lines(kept.loaded, dry_run=dry_run),
        _learnt_line(kept.learnt, kept.past, dry_run),
        *_left_out(imported.report),
        *(line for one in kept.doubled for line in marked("!", one.says)),
    ]


def _learnt_line(learnt: Learnt, past: Sequence[KeptStay], dry_run: bool) -> str:  # noqa: FBT001 - as it is asked for
    done = "would be " if dry_run else ""
    kinds = Counter((one.kind or "").replace("_", " ") for one in past)
    of = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    counts = f"{learnt.created} {done}new, {learnt.changed} {done}changed, {learnt.unchanged} as before"
    return f"- stays for forecasts to learn from, without names: {counts}{f' ({of})' if of else ''}"


def _left_out(report: ImportReport) -> list[Text]:
    return [
        *_reasons("left out", report.left_out),
        *_reasons("read otherwise", report.adjusted),
    ]


def _report_lines(report: ImportReport, out: Path) -> list[Text]:
    counts = (
        f"{report.young_people} young people, {report.settings} settings and {report.stays} stays from "
        f"{report.header_rows} rows of headers and {report.episode_rows} of episodes, as of {report.as_of}"
    )
    children = f"nwd rank {out} --child ID --as-of {report.as_of} asks for a place for one of them"
    return [
        heading(f"Wrote {out}"),
        *marked("-", counts),
        *_left_out(report),
        *marked("-", children),
    ]


def _reasons(done: str, notes: Sequence[RowNote]) -> list[Text]:
    """By reason, most first, with the first rows of each."""
    rows: dict[str, list[str]] = defaultdict(list)
    for note in notes:
        rows[note.says].append(f"{note.at.file} row {note.at.row}")
    shown = sorted(rows.items(), key=lambda one: -len(one[1]))[:MOST_REASONS]
    return [line for says, at in shown for line in marked("!", f"{len(at)} rows {done}: {says} ({_first(at)})")]


def _first(rows: Sequence[str]) -> str:
    more = len(rows) - MOST_ROWS
    return ", ".join(rows[:MOST_ROWS]) + (f" and {more} more" if more > 0 else "")
