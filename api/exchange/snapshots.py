"""Reads and writes snapshots as JSON."""

from dataclasses import replace
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from api.exchange.match_input import MatchInput, match_input_adapter
from api.exchange.pieces import is_large, match_input_in_pieces, snapshot_in_pieces
from api.exchange.plain import NotJson, plainly
from matcher.domain.checks import problems, refusal
from matcher.domain.errors import MatcherError
from matcher.domain.snapshot import Snapshot, snapshot_adapter

__all__ = [
    "MOST_BYTES",
    "BodyTooLarge",
    "MatchInput",
    "match_input_adapter",
    "read_match_input",
    "read_snapshot",
    "write_snapshot",
]

MOST_BYTES = 20_000_000
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

T = TypeVar("T")


class BodyTooLarge(MatcherError):
    """More bytes than are read."""

    code = "body_too_large"
    remedy = "Send only what can matter to this request, or use `nwd match FILE`, which has no limit."


def read_snapshot(raw: bytes, most_bytes: int | None = MOST_BYTES) -> Snapshot:
    """The snapshot in this JSON, sound and ready to judge.

    Raises BodyTooLarge, NotJson, or InvalidInput naming each place and its mend. `most_bytes` None = no limit.
    """
    text = _text(raw, most_bytes)
    snapshot = snapshot_in_pieces(text) if is_large(text) else _read(text, Snapshot, snapshot_adapter())
    if found := problems(snapshot):
        raise refusal(found)
    return snapshot


def read_match_input(raw: bytes, most_bytes: int | None = MOST_BYTES) -> MatchInput:
    """The snapshot and request id in this JSON; the snapshot is sound. Raises as read_snapshot does."""
    text = _text(raw, most_bytes)
    given = match_input_in_pieces(text) if is_large(text) else _read(text, MatchInput, match_input_adapter())
    if found := problems(given.snapshot):
        raise refusal([replace(problem, pointer=f"/snapshot{problem.pointer}") for problem in found])
    return given


def write_snapshot(snapshot: Snapshot) -> bytes:
    """The snapshot as JSON in UTF-8, without what nobody has recorded (None); read back, it is the same snapshot."""
    return snapshot_adapter().dump_json(snapshot, exclude_none=True)


def _text(raw: bytes, most_bytes: int | None) -> bytes:
    """The JSON text without a byte order mark. Raises BodyTooLarge before anything is read, NotJson if not UTF-8."""
    if most_bytes is not None and len(raw) > most_bytes:
        raise BodyTooLarge(f"the body has {len(raw):,} bytes; at most {most_bytes:,} are read")
    text = raw.removeprefix(BYTE_ORDER_MARK)
    try:
        text.decode()
    except UnicodeDecodeError as error:
        line, column = text.count(b"\n", 0, error.start) + 1, error.start - text.rfind(b"\n", 0, error.start)
        detail = f"This is not UTF-8: the reading stopped at line {line}, byte {column} of the line."
        raise NotJson(detail, "Save it as UTF-8 and send it again.") from None
    if not text.strip():
        raise NotJson("There is nothing here.", "Send one JSON document.")
    return text


def _read(text: bytes, kind: type[T], adapter: TypeAdapter[T]) -> T:
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        raise refusal(plainly(error, kind)) from None
