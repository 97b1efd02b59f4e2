"""Where the command line gets a snapshot from: a file, standard input, an imported return, or the invented county."""

import json
import os
import re
import sys
from datetime import date
from pathlib import Path

from api.exchange.match_input import MatchInput, match_input_adapter
from api.exchange.postcodes import PostcodeTable, located
from api.exchange.snapshots import read_match_input, read_snapshot
from api.terminal.console import working
from matcher.domain.errors import MatcherError
from matcher.domain.snapshot import Snapshot

FIRST_KEY = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"([^"\\]*)"')
WORTH_A_BAR = 5_000_000


class CannotRead(MatcherError):
    """The file is not there, or may not be read."""

    code = "cannot_read"
    remedy = "Give the name of a file that is there, or - for standard input."


class CannotWrite(MatcherError):
    """The file cannot be written where it was asked for."""

    code = "cannot_write"
    remedy = "Give the name of a file in a folder that is there and may be written to."


class WhichRequest(MatcherError):
    """A bare snapshot without the id of a request in it."""

    code = "which_request"
    remedy = "Name one with --request ID; `nwd requests --file FILE` lists them."


class NotADay(MatcherError):
    """A day that cannot be read."""

    code = "not_a_day"
    remedy = "Write it as YYYY-MM-DD, a day there is."


def database_named(database: str | None) -> str | None:
    """The database that was asked for, by option or by environment."""
    return database or os.environ.get("DATABASE_URL") or None


def read_bytes(file: str) -> bytes:
    """What is in the file; `-` is standard input, unless somebody sits there. Raises CannotRead."""
    if file == "-" and sys.stdin.isatty():
        raise CannotRead("nothing comes in on standard input")
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise CannotRead(f"{file} cannot be read: {error.strerror or error}") from None


def write_bytes(file: Path, body: bytes) -> None:
    """Write the file; `-` is standard output. Raises CannotWrite."""
    try:
        if str(file) == "-":
            sys.stdout.buffer.write(body)
        else:
            file.write_bytes(body)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CannotWrite(f"{file} cannot be written: {error.strerror or error}") from None


def make_folder(folder: Path) -> None:
    """Make the folder, unless it is there. Raises CannotWrite."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(f"{folder} is no folder that can be written to: {error.strerror or error}") from None


def read_day(text: str | None) -> date | None:
    """The day somebody typed. Raises NotADay."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise NotADay(f"{text} is not a day") from None


def demo() -> Snapshot:
    """The invented county, in the order in which a database would give it."""
    from api.records.order import in_order  # noqa: PLC0415 - only where it is asked for
    from fixtures import county, with_everything  # noqa: PLC0415 - the same

    return in_order(with_everything(county()))


def open_snapshot(file: str | None, postcodes: Path | None = None) -> Snapshot:
    """The snapshot in the file, alone or within a match input; without a file, the invented county."""
    given = demo() if file is None else _open(file)
    return _located(given.snapshot if isinstance(given, MatchInput) else given, postcodes)


def open_match_input(file: str, request_id: str | None, postcodes: Path | None = None) -> MatchInput:
    """The snapshot in the file and the request asked for: by `request_id`, else the file's own. Raises WhichRequest."""
    given = _open(file)
    if isinstance(given, MatchInput):
        return MatchInput(snapshot=_located(given.snapshot, postcodes), request_id=request_id or given.request_id)
    if request_id is None:
        raise WhichRequest(f"{file} holds a snapshot and names no request")
    return MatchInput(snapshot=_located(given, postcodes), request_id=request_id)


def of_request(request_id: str, file: str | None, postcodes: Path | None = None) -> MatchInput:
    """That request of the file, or of the invented county."""
    return MatchInput(snapshot=open_snapshot(file, postcodes), request_id=request_id)


def of_child(file: str, child_id: str, as_of: date | None, postcodes: Path | None = None) -> MatchInput:
    """A planned request for a child of an imported return, from that day on (None = the day of the import)."""
    from api.exchange.national_return import request_for_child, request_id  # noqa: PLC0415 - rarely needed

    snapshot = open_snapshot(file, postcodes)
    day = as_of or snapshot.today
    return MatchInput(snapshot=request_for_child(snapshot, child_id, day), request_id=request_id(child_id, day))


def is_file(what: str) -> bool:
    """Whether somebody who names `what` to be ranked means a file, not a request."""
    return what == "-" or what.endswith(".json") or "/" in what


def schema_text() -> bytes:
    """The JSON Schema (2020-12) of what is matched, indented for reading."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **match_input_adapter().json_schema()}
    return json.dumps(schema, indent=2, ensure_ascii=False).encode() + b"\n"


def _located(snapshot: Snapshot, postcodes: Path | None) -> Snapshot:
    return snapshot if postcodes is None else located(snapshot, PostcodeTable.read(postcodes))


def _open(file: str) -> MatchInput | Snapshot:
    raw = read_bytes(file)
    first = FIRST_KEY.match(raw)
    names_request = first is not None and first[1] in {b"snapshot", b"request_id"}
    with working(f"Reading {file}", worth_it=len(raw) > WORTH_A_BAR):
        return read_match_input(raw, most_bytes=None) if names_request else read_snapshot(raw, most_bytes=None)
