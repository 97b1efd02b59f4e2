"""How the lines of each known postcode file are read: which cells count, and which rows have no place on the grid."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.exchange.postcodes import COLUMNS, LONGEST, MOST_EAST, MOST_NORTH, read_point, read_postcode
from api.exchange.tables import csv_records, places_of, ragged, refuse

Position = tuple[str, int, int]
"""A plain postcode, its easting and its northing."""

LONGEST_NUMBERS = 14
AROUND = '" \t\r'

DIRECTORY_POSTCODES = ("pcds", "pcd8", "pcd7", "pcd")
DIRECTORY_COLUMNS = (DIRECTORY_POSTCODES, ("east1m", "oseast1m"), ("north1m", "osnrth1m"), ("gridind", "osgrdind"))
OTHER_GRIDS = ("BT", "GY", "JE")
"""Northern Ireland is on the Irish grid; Guernsey and Jersey have grids of their own."""

CODE_POINT_WIDTH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the cells stand that count; -1 for a column that is not there."""

    title: str
    width: int
    columns: tuple[int, int, int]
    """Postcode, easting, northing."""
    headings: tuple[str, str, str] = COLUMNS
    has_heading: bool = True
    ended: int = -1
    """A row with anything here is of a postcode that is no longer in use."""
    quality: int = -1
    no_position: str = ""
    """The quality of a position that is not known."""
    other_grids: tuple[str, ...] = ()
    """How the postcodes begin whose positions are on another grid."""
    nought_is_none: bool = True
    """Nought east and nought north, which is in the sea, stands for no position."""

    def read(self, lines: Sequence[str], first: int, name: str) -> list[Position]:
        """The positions in these lines, of which the first has this number. Raises InvalidInput naming row and column.

        Millions of lines come by: what is plainly right is taken here, and anything else is looked at with care.
        """
        found = []
        at_postcode, at_easting, at_northing = self.columns
        ended, quality, commas = self.ended, self.quality, self.width - 1
        most = max(*self.columns, ended, quality) + 1
        for number, line in enumerate(lines, first):
            cells = line.split(",", most) if line.count(",") == commas else self._cells(line, number, name)
            if not cells or (ended >= 0 and cells[ended].strip(AROUND)):
                continue
            if quality >= 0 and cells[quality].strip(AROUND) == self.no_position:
                continue
            postcode = cells[at_postcode].strip(AROUND).replace(" ", "").upper()
            easting, northing = cells[at_easting].strip(AROUND), cells[at_northing].strip(AROUND)
            position = self._plainly(postcode, easting, northing) or self._looked_at(cells, number, name)
            if position:
                found.append(position)
        return found

    def _plainly(self, postcode: str, easting: str, northing: str) -> Position | None:
        if (
            len(postcode) < LONGEST
            and postcode.isascii()
            and postcode.isalnum()
            and easting.isdecimal()
            and northing.isdecimal()
            and len(easting) + len(northing) <= LONGEST_NUMBERS
            and 0 < (east := int(easting)) <= MOST_EAST
            and (north := int(northing)) <= MOST_NORTH
            and not postcode.startswith(self.other_grids)
        ):
            return postcode, east, north
        return None

    def _looked_at(self, cells: Sequence[str], number: int, name: str) -> Position | None:
        """What is wrong with this row, if it is not just a postcode without a position on the grid."""
        postcode, easting, northing = (cells[column].strip(AROUND) for column in self.columns)
        if not (postcode or easting or northing):
            return None
        plain = read_postcode(postcode, name, number, self.headings[0])
        is_nowhere = not (easting or northing) or (self.nought_is_none and not (easting + northing).strip("0"))
        if is_nowhere or plain.startswith(self.other_grids):
            return None
        return plain, *read_point(easting, northing, name, number, self.headings[1:])

    def _cells(self, line: str, number: int, name: str) -> list[str]:
        """Of a line that has more commas or fewer than the heading: cells may hold commas of their own, in quotes."""
        cells = split(line, number, name)
        if not any(cell.strip() for cell in cells):
            return []
        if len(cells) != self.width:
            raise ragged(name, number, cells, self.width)
        return cells


def split(line: str, number: int, name: str) -> list[str]:
    """The cells of one line. Raises InvalidInput where a quote is left open."""
    _, cells = next(csv_records([line.rstrip("\r")], name, number), (number, []))
    return cells


def layout_of(line: str, name: str) -> Layout:
    """The layout of the file that begins with this line. Raises InvalidInput where it is none of those known."""
    cells = [cell.strip() for cell in split(line, 1, name)]
    headings = [cell.casefold() for cell in cells]
    if COLUMNS[0] in headings:
        return _small_table(cells, name)
    if any(column in headings for column in DIRECTORY_POSTCODES):
        return _directory(cells, name)
    if len(cells) == CODE_POINT_WIDTH and all(cell.isdecimal() for cell in cells[1:4]):
        return CODE_POINT
    mend = "Give Code-Point Open, the ONS Postcode Directory, or a CSV with the columns postcode, easting and northing."
    raise refuse(name, "This is none of the postcode files that can be read.", mend, 1)


CODE_POINT = Layout(
    title="Code-Point Open",
    width=CODE_POINT_WIDTH,
    columns=(0, 2, 3),
    headings=("postcode", "eastings", "northings"),
    has_heading=False,
    quality=1,
    no_position="90",
)


def _small_table(heading: list[str], name: str) -> Layout:
    postcode, easting, northing = places_of(heading, name, COLUMNS, ())
    title = "a table of postcode, easting and northing"
    return Layout(title=title, width=len(heading), columns=(postcode, easting, northing), nought_is_none=False)


def _directory(heading: list[str], name: str) -> Layout:
    """The ONS has renamed its columns over the years; each is found under any of its names."""
    postcode, easting, northing, quality = (_name_among(heading, names) for names in DIRECTORY_COLUMNS)
    needed = (postcode, easting, northing)
    *columns, ended, graded = places_of(heading, name, needed, ("doterm", quality))
    return Layout(
        title="ONS Postcode Directory",
        width=len(heading),
        columns=(columns[0], columns[1], columns[2]),
        headings=needed,
        ended=ended,
        quality=graded,
        no_position="9",
        other_grids=OTHER_GRIDS,
    )


def _name_among(heading: Sequence[str], names: Sequence[str]) -> str:
    """The first of these names that the heading has; the newest where it has none."""
    there = {cell.casefold() for cell in heading}
    return next((name for name in names if name in there), names[0])
