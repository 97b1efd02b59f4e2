"""Workbooks that no list can be read from."""

import io
import struct
import warnings
import zipfile
import zlib
from datetime import date

from tests.malformed_file import YOUNG_PEOPLE, Malformed
from tests.workbooks import workbook


def _xlsx(name, make, row=None, column=None, says="", ending="xlsx"):
    return Malformed(name, YOUNG_PEOPLE, make, row, column, says, ending=ending)


GOOD_SHEET = [["id", "date_of_birth"], ["yp1", date(2011, 5, 3)]]


def _parts(raw):
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _package(parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in parts.items():
            package.writestr(name, body)
    return made.getvalue()


def _with_sheet(change):
    parts = _parts(workbook(GOOD_SHEET))
    sheet = "xl/worksheets/sheet1.xml"
    return _package({**parts, sheet: change(parts[sheet])})


def _instead(start):
    """The sheet with these cells before its own."""
    return _with_sheet(lambda xml: xml.replace(b"<sheetData>", start))


def _with_number(number):
    """In place of a date."""
    return _with_sheet(lambda xml: xml.replace(b"<v>40666</v>", b"<v>%s</v>" % number))


def _twice():
    """A package with two sheets of one name: one reader takes the first, another the last."""
    made = io.BytesIO(workbook(GOOD_SHEET))
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(made, "a") as package:
        package.writestr("xl/worksheets/sheet1.xml", "<worksheet/>")
    return made.getvalue()


def _boasting():
    """Small, and its directory says that it is not."""
    raw = bytearray(workbook(GOOD_SHEET))
    entry = raw.rindex(b"PK\x01\x02")
    raw[entry + 24 : entry + 28] = struct.pack("<I", 1_000_000_000)
    return bytes(raw)


def _promising(count):
    parts = _parts(workbook(GOOD_SHEET))
    texts = "xl/sharedStrings.xml"
    return _package({**parts, texts: parts[texts].replace(b'uniqueCount="3"', b'uniqueCount="%s"' % count)})


def _with_cell(cell, column):
    return workbook([["id", column], ["yp1", cell]])


def _bomb():
    """Two hundred megabytes of blanks, and some more, in a fifth of a megabyte."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<workbook/>")
        with package.open("xl/blanks.xml", "w") as blanks:
            for _ in range(210):
                blanks.write(b"<a>" + b" " * 999_997)
    return made.getvalue()


def _lying_bomb():
    """One whose directory says that there are a hundred bytes, and has their checksum."""
    raw = bytearray(_bomb())
    entry = raw.rindex(b"PK\x01\x02")
    raw[entry + 16 : entry + 20] = struct.pack("<I", zlib.crc32(b"<a>" + b" " * 97))
    raw[entry + 24 : entry + 28] = struct.pack("<I", 100)
    return bytes(raw)


OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "Workbook".encode("utf-16-le")
LOCKED_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")
CORNER = b'<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
TWO_WAYS = b'<sheetData><row r="1"><c a=">" r="XFD1048576"><v>1</v></c></row>'

MALFORMED_WORKBOOKS = (
    _xlsx("a workbook cut short", lambda: workbook(GOOD_SHEET)[:-100], says="damaged"),
    _xlsx("a workbook cut to its first bytes", lambda: workbook(GOOD_SHEET)[:40], says="damaged"),
    _xlsx(
        "a workbook with a byte changed",
        lambda: _with_sheet(lambda _: b"").replace(b"worksheet", b"w0rksheet"),
        says="damaged",
    ),
    _xlsx("an old workbook", lambda: OLD_EXCEL, says="old kind", ending="xls"),
    _xlsx("a workbook with a password", lambda: LOCKED_EXCEL, says="password"),
    _xlsx("a zip that is no workbook", lambda: _package({"list.csv": b"id\nyp1\n"}), says="not an Excel workbook"),
    _xlsx("a zip bomb", _bomb, says="200 MB"),
    _xlsx("a zip bomb that lies", _lying_bomb, says="200 MB"),
    _xlsx("a cell at the end of the world", lambda: _instead(CORNER), says="1,048,576 rows"),
    _xlsx("a date before all dates", lambda: _with_number(b"-1e300"), says="damaged"),
    _xlsx("a date after all dates", lambda: _with_number(b"2958465.9999999"), says="damaged"),
    _xlsx("a sheet that is there twice", _twice, says="damaged"),
    _xlsx("a workbook that says it is enormous", _boasting, says="200 MB"),
    _xlsx("a billion texts promised", lambda: _promising(b"4000000000"), says="4,000,000,000 texts"),
    _xlsx("more texts promised than there are numbers", lambda: _promising(b"9" * 20), says="texts"),
    _xlsx("a cell that can be read two ways", lambda: _instead(TWO_WAYS), says="damaged"),
    _xlsx("a sheet that is no xml", lambda: _with_sheet(lambda _: b"id,sex\nyp1,male\n"), says="damaged"),
    _xlsx("another sheet first", lambda: workbook([["Notes"], ["See the next sheet"]], GOOD_SHEET), 1, "id", "missing"),
    _xlsx("an empty sheet", lambda: workbook([]), says="empty"),
    _xlsx(
        "a number for a date in a workbook", lambda: _with_cell(40666, "date_of_birth"), 2, "date_of_birth", "number"
    ),
    _xlsx(
        "a date for a code in a workbook", lambda: _with_cell(date(2011, 5, 3), "sex"), 2, "sex", "not one of the codes"
    ),
    _xlsx("a workbook under another name", lambda: _with_cell("cat", "sex"), 2, "sex", "cat", ending="csv"),
)
