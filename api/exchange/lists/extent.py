"""How far the cells of a sheet reach, read from its XML without keeping it: two cells may claim a billion between them."""

import re

NAME = rb"[^\s=<>/\"']+"
VALUE = rb"(?:\"[^\"<>]*\"|'[^'<>]*')"
TAG = re.compile(
    rb"<(?:[^\s<>/:]*:)?(?P<kind>row|c|sst)(?=[\s/>])"
    rb"(?P<sound>(?P<attributes>(?:\s+" + NAME + rb"\s*=\s*" + VALUE + rb")*)\s*(?P<empty>/?)>)?"
)
OPENING = re.compile(rb"<(?:[^\s<>/:]*:)?(?:row|c|sst)(?=[\s/>])")
PLAIN_REST = rb"(?: (?!r=)[\w:.]+=\"[^\"<>]*\")*"
PLAIN_CELL = re.compile(rb"<c r=\"([A-Z]{1,3})(\d{1,7})\"" + PLAIN_REST + rb"(/?)>")
PLAIN_ROW = re.compile(rb"<row r=\"(\d{1,7})\"" + PLAIN_REST + rb" ?/?>")
"""As spreadsheet programs write them: many at a time are looked through at once."""
PLACE = re.compile(rb"\sr\s*=\s*[\"']([^\"']*)[\"']")
PROMISE = re.compile(rb"uniqueCount\s*=\s*[\"']\+?(\d*)")
CELL, ROW = re.compile(rb"([A-Za-z]{1,3})(\d{1,7})"), re.compile(rb"()(\d{1,7})")
LONGEST_TAG = 65_536


class OddSheet(ValueError):
    """No spreadsheet program writes this; whoever did may mean it to be read two ways."""


class Extent:
    """The rows and columns with something in them, seen so far; `cells` is how many a reader would make room for."""

    def __init__(self) -> None:
        self.rows = self.columns = self.texts = 0
        self._row = self._column = 0
        self._rest = b""

    @property
    def cells(self) -> int:
        """In the rectangle from the first cell of the sheet to the last; or the texts that are promised, if more."""
        return max(self.rows * self.columns, self.texts)

    def read(self, chunk: bytes) -> None:
        """Reads on. Raises OddSheet. A part of the workbook that is no sheet has no cells."""
        text = self._rest + chunk
        last = text.rfind(b"<")
        whole = last if last >= 0 and b">" not in text[last:] else len(text)
        self._rest = text[whole:]
        if b"\0" in chunk or len(self._rest) > LONGEST_TAG:
            raise OddSheet
        if not self._see_plain(text[:whole]):
            for tag in TAG.finditer(text, 0, whole):
                if tag["sound"] is None:
                    raise OddSheet
                self._see(tag)

    def _see_plain(self, text: bytes) -> bool:
        """Whether every row and cell says where it is, in the plainest way; they have then been seen."""
        cells, rows = PLAIN_CELL.findall(text), PLAIN_ROW.findall(text)
        if len(cells) + len(rows) < len(OPENING.findall(text)):
            return False
        if rows:
            self._row = int(rows[-1])
        if cells:
            self._column = _column(cells[-1][0])
            self.rows = max(self.rows, max((int(row) for _, row, empty in cells if not empty), default=0))
            columns = {letters for letters, _, empty in cells if not empty}
            self.columns = max(self.columns, max(map(_column, columns), default=0))
        return True

    def _see(self, tag: "re.Match[bytes]") -> None:
        """Rows and cells say where they are; where they do not, each comes after the one before."""
        if tag["kind"] == b"sst":
            self.texts = max((int(count or 0) for count in PROMISE.findall(tag["attributes"])), default=0)
            return
        places = PLACE.findall(tag["attributes"])
        if tag["kind"] == b"row":
            self._row, self._column = max((_at(ROW, place)[0] for place in places), default=self._row + 1), 0
            return
        there = [_at(CELL, place) for place in places] or [(self._row, self._column + 1)]
        row, self._column = max(row for row, _ in there), max(column for _, column in there)
        if not tag["empty"]:
            self.rows, self.columns = max(self.rows, row), max(self.columns, self._column)


def _at(form: "re.Pattern[bytes]", place: bytes) -> tuple[int, int]:
    """Row and column, each from 1."""
    parts = form.fullmatch(place)
    if parts is None:
        raise OddSheet
    return int(parts[2]), _column(parts[1])


def _column(letters: bytes) -> int:
    """The column that a spreadsheet calls by these letters, from 1."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + letter - ord("A") + 1
    return column
