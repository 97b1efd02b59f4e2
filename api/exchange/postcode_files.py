"""Opens the files that postcodes come in: a CSV, a directory of them, or a zip, whose contents are never unpacked."""

import stat
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo, is_zipfile

from api.exchange.tables import BYTE_ORDER_MARK, UTF_16_MARKS, refuse
from matcher.domain.errors import InvalidInput

BLOCK = 1 << 20
LONGEST_LINE = 1 << 16
MOST_BYTES = 4 << 30
"""Three times the largest of the national files, unpacked."""
MOST_TIMES_SMALLER = 100
"""A zip bomb is a thousand times smaller than what comes out of it; the national files are about ten times smaller."""
MOST_FILES = 10_000
ENCRYPTED = 0x61
"""Flags of a file in a zip: a password, a patch, strong encryption."""

WHERE_THEY_ARE = ("data/csv/*.csv", "data/*.csv", "data/multi_csv/*.csv", "*.csv")
"""Code-Point Open; the ONS directory whole, then by postcode area; anything else. The first that is there is taken."""


@dataclass(frozen=True, slots=True)
class Source:
    """One CSV: its name as a person would find it, and its length in bytes."""

    name: str
    size: int
    open: Callable[[], IO[bytes]]


@contextmanager
def sources(path: Path) -> Iterator[tuple[Source, ...]]:
    """The CSVs at this path, in the order of their names, to be read before the block is left.

    Raises InvalidInput where there are none, or a zip is encrypted, damaged, or too large for what it should hold.
    """
    with ExitStack() as until_read:
        with _readably(path.name):
            found = _found(path, until_read)
        yield found


def blocks(source: Source) -> Iterator[list[str]]:
    """Its lines, many at a time, without their ends. A byte is a character here: the cells wanted are all ASCII."""
    rest = b""
    with _readably(source.name), source.open() as file:
        block = _without_mark(file.read(BLOCK), source.name)
        while block:
            lines, line_end, rest = (rest + block).rpartition(b"\n")
            if len(rest) > LONGEST_LINE:
                raise refuse(source.name, "A line is longer than any of a postcode file.", "Save it as a CSV.")
            if line_end:
                yield lines.decode("latin-1").split("\n")
            block = file.read(BLOCK)
    if rest:
        yield [rest.decode("latin-1")]


def _found(path: Path, until_read: ExitStack) -> tuple[Source, ...]:
    if path.is_dir():
        names = {file.relative_to(path).as_posix(): file for file in path.rglob("*.[cC][sS][vV]")}
        return tuple(_plain_file(names[name], name) for name in _wanted(sorted(names), path.name))
    if not stat.S_ISREG(path.stat().st_mode):
        raise refuse(path.name, "This is no file.", "Name a zip, a CSV, or a directory of CSVs.")
    if path.suffix.lower() == ".zip" or is_zipfile(path):
        return _in_zip(until_read.enter_context(ZipFile(path)), path.name)
    return (_plain_file(path, path.name),)


def _plain_file(path: Path, name: str) -> Source:
    return Source(name, path.stat().st_size, lambda: path.open("rb"))


def _without_mark(block: bytes, name: str) -> bytes:
    if block.startswith(UTF_16_MARKS):
        raise refuse(name, "The file is in UTF-16.", "Save it as CSV UTF-8.", 1)
    return block.removeprefix(BYTE_ORDER_MARK)


@contextmanager
def _readably(name: str) -> Iterator[None]:
    """Says plainly what a file system or a zip would say in its own words, while it is opened or read."""
    try:
        yield
    except OSError:
        raise refuse(name, "It cannot be opened.", "Check the file's name, and that you may read it.") from None
    except (BadZipFile, zlib.error, EOFError):
        raise refuse(name, "This zip is damaged.", "Get it again from where it came from.") from None


def _in_zip(archive: ZipFile, name: str) -> tuple[Source, ...]:
    files = {info.filename: info for info in archive.infolist()[:MOST_FILES]}
    wanted = [files[file] for file in _wanted(sorted(files), name)]
    if refusal := _refusal(wanted, name):
        raise refusal
    return tuple(Source(info.filename, info.file_size, partial(archive.open, info)) for info in wanted)


def _wanted(names: Sequence[str], where: str) -> list[str]:
    for pattern in WHERE_THEY_ARE:
        found = [name for name in names if PurePosixPath(name.lower()).match(pattern)]
        if found:
            return found
    raise refuse(where, "There is no CSV in it.", "Give the file as it was downloaded, or the CSV itself.")


def _refusal(files: Sequence[ZipInfo], name: str) -> InvalidInput | None:
    unpacked, packed = sum(info.file_size for info in files), sum(info.compress_size for info in files)
    if any(info.flag_bits & ENCRYPTED for info in files):
        return refuse(name, "This zip has a password.", "Unpack it, and name the CSV itself.")
    if any(info.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for info in files):
        return refuse(name, "This zip is packed in an unusual way.", "Unpack it, and name the CSV itself.")
    if unpacked > MOST_BYTES or unpacked > packed * MOST_TIMES_SMALLER:
        return refuse(name, "Far more would come out of this zip than a postcode file holds.", "Get it again.")
    return None
