"""What each option of one request would mean for the other open requests: a planning view (design section 5).

Effect of an option = the most all the others can reach together if this person has this place, minus the most they can reach
if this person takes nothing. It is never above 0, and there is only one such figure. To be placed comes first, then points.
Beds and fit only, and said so. It never enters a score, stands on no page where somebody confirms, and is no recorded reason
(`occupancy-not-scored`): the options stay in the order of the young person's own list.
"""

from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from weakref import WeakKeyDictionary

from matcher import ENGINE_VERSION
from matcher.cohort.core import core_of
from matcher.cohort.core_plan import NOBODY, worth_of
from matcher.cohort.effects_in_words import ABOUT_THE_VIEW, NO_OPTIONS, TENTHS, Change, in_words, reached
from matcher.cohort.effects_result import Effect, Effects, Rearranged
from matcher.cohort.effects_table import EffectsTable, Moved, Rearranging, effects_table, rearranging
from matcher.domain.snapshot import Snapshot
from matcher.frame import Frame, make_frame
from matcher.options.judged import judge_all
from matcher.options.lists import Line
from matcher.options.rank import Ranking
from matcher.options.result import Says
from matcher.options.score_in_words import held
from matcher.policy import PolicyBook
from matcher.rules import rule_set


def effects(snapshot: Snapshot, request_id: str, book: PolicyBook) -> Effects:
    """What every option of one open request would mean for the others. Raises NoSuchRequest."""
    return effects_in(make_frame(snapshot, book), request_id)


def effects_in(frame: Frame, request_id: str) -> Effects:
    """As `effects`, in a frame already made: its table is made with the first request that is asked about, and kept."""
    request = frame.request(request_id)
    ranking = Ranking(judge_all(frame, [request]), 0)
    if ranking.referred:
        return _answer(frame, request_id, referred=ranking.referred)
    others = Others(table_of(frame), request_id)
    lines, _ = ranking.lists.ranked(None)
    found = tuple(_effect(ranking, line, others) for line in lines)
    return _answer(frame, request_id, others, found)


_tables: WeakKeyDictionary[Frame, EffectsTable] = WeakKeyDictionary()
_making = Lock()


def table_of(frame: Frame) -> EffectsTable:
    """The table of all open requests of a frame; made once, and kept for as long as the frame is."""
    with _making:
        if frame not in _tables:
            requests = sorted(frame.requests.values(), key=lambda request: request.id)
            _tables[frame] = effects_table(core_of(frame, requests))
        return _tables[frame]


@dataclass(frozen=True)
class Others:
    """Everybody but one request: what they can reach, and what each of its options would change."""

    table: EffectsTable
    request_id: str

    @property
    def i(self) -> int:
        """The request's position."""
        return self.table.core.at[self.request_id]

    @cached_property
    def rearranging(self) -> Rearranging:
        """Their best plan if nobody takes a place here, and how it makes room."""
        return rearranging(self.table.core, self.i)

    @cached_property
    def columns(self) -> dict[str, tuple[int, int]]:
        """Place of each option -> its column, and its effect as one whole number."""
        core = self.table.core
        columns = core.offered[self.i].tolist()
        effects = self.table.of(self.i).tolist()
        return {core.place_ids[column]: (column, effect) for column, effect in zip(columns, effects, strict=True)}

    @property
    def reach(self) -> tuple[int, int]:
        """How many of them could have a place, and their points together, in tenths."""
        moves = self.rearranging.moves
        return moves.core.in_two(worth_of(moves.core, moves.plan))

    def tenths(self, moved: Moved) -> int:
        """What somebody's points would change by."""
        of = self.rearranging.moves.core.tenths[moved.i]
        before, after = (0 if at == NOBODY else int(of[at]) for at in (moved.before, moved.after))
        return after - before

    def change(self, moved: Moved) -> Change:
        """The same for a sentence."""
        core = self.rearranging.moves.core
        better = [int((core.worth[moved.i] > core.worth[moved.i, at]).sum()) for at in (moved.before, moved.after)]
        loses_place = moved.after == NOBODY
        return Change(self.tenths(moved), loses_place, not loses_place and better == [0, 1])

    def shown(self, moved: Moved) -> Rearranged:
        """The same by ids."""
        core = self.rearranging.moves.core
        before, after = (None if at == NOBODY else core.place_ids[at] for at in (moved.before, moved.after))
        return Rearranged(
            request_id=core.request_ids[moved.i],
            from_place_id=before,
            to_place_id=after,
            points=self.tenths(moved) / TENTHS,
        )


def _effect(ranking: Ranking, line: Line, others: Others) -> Effect:
    lists, places = ranking.lists, ranking.judged.frame.places
    setting, place_id = ranking.judged.pairs.index.setting_of_row(line.row), places.rows[line.row].place_id
    column, effect = others.columns[place_id]
    people, tenths = others.table.core.in_two(effect)
    moved = others.rearranging.making_room(column)
    return Effect(
        overall_rank=line.rank or 0,
        place_id=place_id,
        setting_id=setting.id,
        setting_name=setting.name,
        kind=places.kinds[line.row],
        score=held(float(lists.score.total[lists.listed.searchsorted(line.row)])),
        others_left_without=-people,
        others_points=tenths / TENTHS,
        says=in_words([others.change(one) for one in moved]),
        rearrangement=tuple(map(others.shown, moved)),
    )


def _answer(
    frame: Frame,
    request_id: str,
    others: Others | None = None,
    found: tuple[Effect, ...] = (),
    referred: tuple[Says, ...] = (),
) -> Effects:
    count = 0 if others is None else len(others.table.core.request_ids) - 1
    placed, tenths = (0, 0) if others is None else others.reach
    says = () if others is None else (reached(count, placed, tenths), *(ABOUT_THE_VIEW if found else (NO_OPTIONS,)))
    return Effects(
        request_id=request_id,
        as_of=frame.snapshot.as_of,
        snapshot_hash=frame.snapshot_hash,
        rule_set=rule_set(frame.policy.day),
        policy_version=f"{frame.book.version}-{frame.book.hash[:12]}",
        engine_version=ENGINE_VERSION,
        others=count,
        others_placed=placed,
        others_points=tenths / TENTHS,
        says=says,
        effects=found,
        referred=referred,
    )
