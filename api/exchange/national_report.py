"""What an import of the national return did with every row."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Origin(NamedTuple):
    """Where a row is: the file (with its folder, where there are several) and the row as a spreadsheet counts."""

    file: str
    row: int


class RowNote(NamedTuple):
    """What was done with one row that could not be taken as it is."""

    at: Origin
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """Counts, and each row that is in no stay or was read otherwise than it says.

    `episode_rows` = `used` + `repeated` + the rows of the episode files in `left_out`. Where a row was left out only
    because it names no setting of this service, the snapshot still has the child there, at a setting without a bed.
    """

    as_of: date
    header_rows: int
    episode_rows: int
    used: int
    """Episode rows that are part of a stay at a setting."""
    repeated: int
    """Episode rows that only repeat an episode of an earlier or later row."""
    young_people: int
    settings: int
    stays: int
    """Stays at these settings."""
    left_out: tuple[RowNote, ...]
    adjusted: tuple[RowNote, ...]
    """Rows that are in, but not quite as they stand."""

    def left_out_by_reason(self) -> Mapping[str, int]:
        """Rows left out, by reason, most first."""
        return _counted(self.left_out)

    def adjusted_by_reason(self) -> Mapping[str, int]:
        """Rows read otherwise than they say, by what was done, most first."""
        return _counted(self.adjusted)


@dataclass(slots=True)
class Notes:
    """Gathers what an import does, while it does it."""

    left_out: list[RowNote] = field(default_factory=list)
    adjusted: list[RowNote] = field(default_factory=list)
    repeated: int = 0
    used: int = 0

    def leave_out(self, at: Origin, says: str) -> None:
        """Notes that the row is in no stay, because of what it `says`."""
        self.left_out.append(RowNote(at, says))

    def adjust(self, at: Origin, says: str) -> None:
        """Notes that the row was read otherwise than it stands."""
        self.adjusted.append(RowNote(at, says))


def _counted(notes: Iterable[RowNote]) -> Mapping[str, int]:
    return dict(Counter(note.says for note in notes).most_common())
