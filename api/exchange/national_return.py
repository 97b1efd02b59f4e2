"""Imports the national return (SSDA903): header.csv and episodes.csv, or its XML, become a snapshot, or are refused whole.

Children, the settings they lived in, and stays. Whatever the return does not hold is left not known. One return, or
several years of them; what is odd in single rows is left out and reported row by row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from api.exchange.child_request import NoOpenEpisode, NoSuchChild, request_for_child, request_id
from api.exchange.national_codes import legal_status
from api.exchange.national_files import years
from api.exchange.national_homes import homes_of, placement, places, setting
from api.exchange.national_report import ImportReport, Notes, RowNote
from api.exchange.national_rows import Child, Episode, read_children, read_episodes
from api.exchange.national_stays import Stay, sound_episodes, stays
from api.exchange.tables import refuse
from matcher.domain.people import YoungPerson
from matcher.domain.people_law import LegalReason
from matcher.domain.snapshot import Snapshot
from matcher.domain.values import LAST_YEAR, LONDON

__all__ = ["Imported", "NoOpenEpisode", "NoSuchChild", "read_903", "request_for_child", "request_id"]

AUTHORITY = "authority"
"""The CSV files do not say whose return it is."""

NOON = time(12)


@dataclass(frozen=True, slots=True)
class Imported:
    """A sound snapshot, and what was done with every row."""

    snapshot: Snapshot
    report: ImportReport
    stays: tuple[Stay, ...]
    """What forecasts may learn from: every stay, elsewhere too."""


def read_903(directory: Path, as_of: date | None = None, authority: str = AUTHORITY) -> Imported:
    """The return in this directory (or one in each folder of it), as things stood on a day at noon.

    `as_of` None: the day after the latest date in the episodes. Raises InvalidInput naming file, row, column and mend
    where a file is broken as a whole; then nothing is imported.
    """
    notes = Notes()
    returns = years(directory)
    children, header_rows = read_children(returns, notes)
    rows, episode_rows = read_episodes(returns, children, notes)
    day = as_of or _day_after(rows, directory, notes.left_out[-episode_rows:] if episode_rows else ())
    episodes = sound_episodes(_begun_by(day, rows, notes), notes)
    lived = tuple(stays(episodes, notes))
    snapshot = _snapshot(_born_by(day, children, notes), episodes, lived, day, authority)
    report = ImportReport(
        as_of=day,
        header_rows=header_rows,
        episode_rows=episode_rows,
        used=notes.used,
        repeated=notes.repeated,
        young_people=len(snapshot.young_people),
        settings=len(snapshot.places),
        stays=sum(placement.place_id is not None for placement in snapshot.placements),
        left_out=tuple(sorted(notes.left_out)),
        adjusted=tuple(sorted(notes.adjusted)),
    )
    return Imported(snapshot, report, lived)


def _day_after(episodes: list[Episode], directory: Path, left_out: Sequence[RowNote]) -> date:
    """`left_out`: what was said of the episode rows, should there be no other."""
    if not episodes:
        mend = "Check the files, or give a day (as of)."
        if left_out:
            (file, row), says = left_out[0]
            raise refuse(file, f"No row of the episodes could be read. Of this one: {says}.", mend, row)
        raise refuse(directory.name, "There is no row of episodes.", mend)
    latest = max(episode.ended or episode.first for episode in episodes)
    return min(latest + timedelta(days=1), date(LAST_YEAR, 12, 31))


def _begun_by(day: date, episodes: list[Episode], notes: Notes) -> list[Episode]:
    for episode in episodes:
        if episode.first > day:
            notes.leave_out(episode.at, "begins after the day of the snapshot")
    return [episode for episode in episodes if episode.first <= day]


def _born_by(day: date, children: dict[str, Child], notes: Notes) -> list[Child]:
    born = []
    for child in sorted(children.values(), key=lambda child: child.id):
        if child.born is not None and child.born > day:
            notes.leave_out(child.at, "born after the day of the snapshot")
        else:
            born.append(child)
    return born


def _snapshot(
    children: list[Child], episodes: list[Episode], lived: tuple[Stay, ...], day: date, authority: str
) -> Snapshot:
    homes = homes_of(lived)
    now = {episode.child: episode for episode in episodes if episode.ended is None or episode.ended > day}
    return Snapshot(
        as_of=datetime.combine(day, NOON, LONDON),
        authority=authority,
        young_people=tuple(_young_person(child, now.get(child.id)) for child in children),
        settings=tuple(setting(id_, theirs) for id_, theirs in homes.items()),
        places=tuple(place for id_, theirs in homes.items() for place in places(id_, theirs)),
        placements=tuple(placement(id_, stay, day) for id_, theirs in homes.items() for stay in theirs),
    )


def _young_person(child: Child, now: Episode | None) -> YoungPerson:
    """What the return says of a child; `now`: the episode open on the day."""
    reason = None if now is None else LegalReason(status=legal_status(now.legal_code, now.place))
    return YoungPerson(
        id=child.id, date_of_birth=child.born, sex=child.sex, ethnicity=child.ethnicity, legal_status=reason
    )
