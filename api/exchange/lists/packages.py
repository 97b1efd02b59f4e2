"""Unpacks a workbook with care, and packs again what may be read: what a file says of its own size may be a lie."""

import io
import zipfile
import zlib

from api.exchange.lists.extent import Extent, OddSheet
from api.exchange.lists.limits import MOST_CELLS, MOST_UNPACKED
from api.exchange.tables import refuse
from matcher.domain.errors import InvalidInput

WORKBOOK = "xl/workbook.xml"
AT_A_TIME = 1 << 20
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

SAVE_AGAIN = "Open it in Excel and save it again as an Excel workbook (.xlsx) or as CSV UTF-8."

DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
"""What the zip reader raises on bytes that are no sound package, an encrypted or an oddly packed one."""


def vetted(raw: bytes, name: str) -> bytes:
    """The workbook's XML parts, each looked through, in a package whose sizes are true.

    A reader makes room for the whole rectangle between a sheet's first and last cell, so that a file of a few kilobytes
    could take all the memory there is. Raises InvalidInput for such a one, a damaged one, and one that is no workbook.
    """
    packed = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(raw)) as package,
            zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out,
        ):
            _vet(package, out, name)
    except DAMAGED:
        raise refuse(name, "The workbook is damaged: it cannot be unpacked.", SAVE_AGAIN) from None
    return packed.getvalue()


def _vet(package: zipfile.ZipFile, out: zipfile.ZipFile, name: str) -> None:
    parts = package.infolist()
    names = [part.filename for part in parts]
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise _too_much(name)
    if WORKBOOK not in names:
        raise refuse(name, "This is not an Excel workbook (.xlsx).", SAVE_AGAIN)
    if len(set(names)) < len(names):
        raise OddSheet
    left = MOST_UNPACKED
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            left -= _copy(package, part, out, left, name)


def _copy(package: zipfile.ZipFile, part: zipfile.ZipInfo, out: zipfile.ZipFile, left: int, name: str) -> int:
    """Copies one part and says how large it is."""
    extent, size = Extent(), 0
    part.file_size = MOST_UNPACKED + AT_A_TIME  # so that it is read to its end, whatever size it claims
    with package.open(part) as content, out.open(zipfile.ZipInfo(part.filename), "w") as copy:
        while chunk := content.read(AT_A_TIME):
            if not size and not chunk.removeprefix(BYTE_ORDER_MARK).lstrip().startswith(b"<"):
                raise OddSheet
            size += len(chunk)
            extent.read(chunk)
            if size > left:
                raise _too_much(name)
            if extent.cells > MOST_CELLS:
                raise _too_wide(name, extent)
            copy.write(chunk)
    return size


def _too_much(name: str) -> InvalidInput:
    what = f"The workbook unpacks to more than {MOST_UNPACKED // 1_000_000} MB."
    return refuse(name, what, "Send the list alone, or split it into several files.")


def _too_wide(name: str, extent: Extent) -> InvalidInput:
    what = f"The cells of a sheet reach over {extent.rows:,} rows and {extent.columns:,} columns."
    if extent.texts > MOST_CELLS:
        what = f"The workbook says that it has {extent.texts:,} texts."
    return refuse(name, what, "Delete cells far away from the list, or split the list into several files.")
