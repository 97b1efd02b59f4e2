"""From episodes to stays: an episode ends whenever anything changes, a stay only when the child sleeps elsewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from api.exchange.national_codes import SAME_HOME, STATUS_CHANGE_ONLY, Reading
from api.exchange.national_report import Notes
from api.exchange.national_rows import Episode
from matcher.domain.codes import ExceptionType, SettingKind

TWO_WAYS = "two rows of the file give this child's episode from this day differently: keep the one that is right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """Nights of one child at one home: from its first night up to the day of leaving (`ended`; None: still there)."""

    child: str
    first: date
    ended: date | None
    home: Episode
    """The latest episode that tells which home it is, with any Ofsted number that the stay's episodes give."""

    @property
    def is_at_a_setting(self) -> bool:
        """Whether it is where this service could place somebody; else the child lived elsewhere, or who knows where."""
        return self.home.place.reading is Reading.STAY


def sound_episodes(episodes: Iterable[Episode], notes: Notes) -> list[Episode]:
    """Each episode once, by child and day, and none still going on when the next begins."""
    in_order = sorted(_each_once(episodes, notes), key=lambda episode: (episode.child, episode.first))
    following = [*in_order[1:], None]
    return [_ended_by(later, episode, notes) for episode, later in zip(in_order, following, strict=False)]


def stays(episodes: Iterable[Episode], notes: Notes) -> list[Stay]:
    """The stays that these sound episodes make, those elsewhere too; the rows of these are noted with the reason."""
    found = []
    for _, theirs in groupby(episodes, key=lambda episode: episode.child):
        for chain in _chains(theirs, notes):
            found.append(stay := _stay(chain))
            if stay.is_at_a_setting:
                notes.used += len(chain)
            else:
                _leave_out(chain, notes)
    return found


def _each_once(episodes: Iterable[Episode], notes: Notes) -> Iterator[Episode]:
    """A child has one episode for each first day; an open one is repeated in every return until it ends."""
    rows_of: dict[tuple[str, date], list[Episode]] = {}
    for episode in episodes:
        rows_of.setdefault((episode.child, episode.first), []).append(episode)
    for rows in rows_of.values():
        kept = _latest(rows)
        if kept is not None:
            notes.repeated += len(rows) - 1
            yield kept
        else:
            for row in rows:
                notes.leave_out(
                    row.at,
                    TWO_WAYS,
                )


def _latest(rows: list[Episode]) -> Episode | None:
    """What the latest return says; an ended row counts over an open one. None where one file ends it in two ways."""
    ended = [row for row in rows if row.ended is not None]
    if not ended:
        return rows[-1]
    same_file = [row for row in ended if row.at.file == ended[-1].at.file]
    return ended[-1] if len({replace(row, at=ended[-1].at) for row in same_file}) == 1 else None


def _ended_by(later: Episode | None, episode: Episode, notes: Notes) -> Episode:
    """A child lives in one place: what a later row says of where counts from its first day."""
    if later is None or later.child != episode.child or (episode.ended is not None and episode.ended <= later.first):
        return episode
    notes.adjust(episode.at, "the child's next episode begins before this one ends: read as ended on that day")
    return replace(episode, ended=later.first)


def _chains(episodes: Iterable[Episode], notes: Notes) -> Iterator[list[Episode]]:
    """One child's episodes, those of one stay together. A temporary move ends no stay."""
    chain: list[Episode] = []
    for episode in episodes:
        follows = bool(chain) and chain[-1].ended == episode.first
        if follows and (episode.place.reading is Reading.AWAY or _stays_on(chain, episode, notes)):
            chain.append(episode)
            continue
        if chain:
            yield chain
        chain = [episode]
    if chain:
        yield chain


def _stays_on(chain: list[Episode], episode: Episode, notes: Notes) -> bool:
    """Whether this episode goes on at the home of the chain: it says that nobody moved, or the child is back there."""
    before, home = chain[-1], _home(chain)
    no_move = episode.began_by in SAME_HOME or before.change == STATUS_CHANGE_ONLY
    if before.place.reading is Reading.AWAY:
        return not _is_another_home(home, episode) and not _is_another_postcode(home, episode)
    if no_move and _is_another_home(home, episode):
        notes.adjust(episode.at, "says that nobody moved, and names another home: read as a move")
        return False
    return no_move


def _is_another_home(home: Episode, episode: Episode) -> bool:
    if _sort_of_home(home) != _sort_of_home(episode):
        return True
    return home.urn is not None and episode.urn is not None and home.urn != episode.urn


def _sort_of_home(episode: Episode) -> tuple[SettingKind | str, ExceptionType | None]:
    return episode.place.kind or episode.place.code, episode.place.exception_type


def _is_another_postcode(home: Episode, episode: Episode) -> bool:
    return bool(home.postcode) and bool(episode.postcode) and home.postcode != episode.postcode


def _home(chain: list[Episode]) -> Episode:
    """The last episode that is no temporary move (all are: the last), with any Ofsted number given in the chain."""
    at_home = [episode for episode in chain if episode.place.reading is not Reading.AWAY] or chain
    return replace(at_home[-1], urn=next((episode.urn for episode in reversed(at_home) if episode.urn), None))


def _stay(chain: list[Episode]) -> Stay:
    return Stay(child=chain[0].child, first=chain[0].first, ended=chain[-1].ended, home=_home(chain))


def _leave_out(chain: list[Episode], notes: Notes) -> None:
    for episode in chain:
        is_away = episode.place.reading is Reading.AWAY
        notes.leave_out(episode.at, "a temporary move with no stay before it" if is_away else episode.place.why)
