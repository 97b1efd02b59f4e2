"""Ways out, slowly: every set of changes is made in a fresh snapshot, ranked from the beginning, and compared with its parts.

It shares with the engine what each limb names as a change, and nothing of how sets are tried.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import combinations

from matcher.domain.codes import Role
from matcher.domain.person_codes import LegalStatus
from matcher.domain.placements import Authorisation
from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot
from matcher.frame import make_frame
from matcher.options.approving import approvers_of
from matcher.options.judged import Judged, judge_all
from matcher.options.lists import Lists
from matcher.options.ways_out import Edit, applied
from matcher.options.ways_out.here import Here
from matcher.options.ways_out.named import edits_named
from matcher.outcomes import ASK, NOT_MET, PLACE
from matcher.policy import PolicyBook
from matcher.policy.book import Figure, Step
from matcher.rules import Kind, Limb

MOST = 3
When = tuple[date | None, date | None]
AS_ASKED: When = (None, None)
Way = tuple[frozenset[int], When, frozenset[str]]
"""Positions among the edits; from when, until when; the limbs approved."""


def book_with_nights(book: PolicyBook, nights: int) -> PolicyBook:
    """The same policy, looking so many nights ahead."""
    figure = Figure("ways_out_nights", "nights", (Step(None, nights, "P"),))
    return replace(book, figures={**book.figures, "ways_out_nights": figure}, hash=f"{book.hash}-{nights}")


@dataclass(frozen=True)
class OnePlace:
    """One place that is considered and no option."""

    whole: Snapshot
    request_id: str
    place_id: str
    book: PolicyBook

    @cached_property
    def request(self) -> PlacementRequest:
        return next(one for one in self.whole.placement_requests if one.id == self.request_id)

    @cached_property
    def row(self) -> int:
        return [one.place_id for one in self.whole.places].index(self.place_id)

    @cached_property
    def here(self) -> list[Here]:
        """Each limb that stands in the way."""
        judged = self.judged(self.whole)
        found = standing(Lists(judged, 0), self.row)
        return [
            Here(judged.pairs, self.row, limb, int(judged.settled[at, 0, self.row]))
            for at, (_, limb) in enumerate(judged.limbs)
            if limb.id in found
        ]

    @cached_property
    def edits(self) -> list[Edit]:
        return edits_named(self.here)

    def judged(self, snapshot: Snapshot) -> Judged:
        frame = make_frame(snapshot, self.book)
        return judge_all(frame, [frame.request(self.request_id)])

    @cached_property
    def when(self) -> list[When]:
        """Every night that could be asked for, by what the limbs in the way name."""
        named = {kind for here in self.here for kind in here.limb.changes}
        person = next(one for one in self.whole.young_people if one.id == self.request.young_person_id)
        tonight = person.legal_status is not None and person.legal_status.status is LegalStatus.PACE_TRANSFER
        most = 0 if tonight else int(self.book.figures["ways_out_nights"].on(date.max))
        days = [self.request.start_date + timedelta(days=n) for n in range(1, most + 1)]
        days = [one for one in days if self.request.end_date is None or one < self.request.end_date]
        waits = [(one, None) for one in days if "wait" in named]
        return [AS_ASKED, *waits, *((None, one) for one in reversed(days) if "fewer_nights" in named)]

    def made(self, edits: Sequence[Edit], when: When) -> Snapshot:
        """A fresh snapshot with these changes."""
        first, leaving = when
        changed = self.request
        if first is not None:
            changed = replace(changed, start_date=first, first_night_latest=None)
        if leaving is not None:
            latest = changed.first_night_latest
            kept = latest if latest is not None and latest < leaving else None
            changed = replace(changed, end_date=leaving, first_night_latest=kept)
        snapshot = applied(self.whole, edits)
        requests = tuple(changed if one.id == changed.id else one for one in snapshot.placement_requests)
        return replace(snapshot, placement_requests=requests)

    @cached_property
    def outcomes(self) -> dict[tuple[frozenset[int], When], frozenset[str] | None]:
        """What has to be approved under each set of other changes so that it is an option; None = approvals do not do."""
        return {(chosen, when): self._needs(chosen, when) for chosen in self._chosen() for when in self.when}

    def _chosen(self) -> Iterator[frozenset[int]]:
        for size in range(MOST + 1):
            for some in combinations(range(len(self.edits)), size):
                either_or = [self.edits[at].instead for at in some if self.edits[at].instead]
                if len(either_or) == len(set(either_or)):
                    yield frozenset(some)

    def _needs(self, chosen: frozenset[int], when: When) -> frozenset[str] | None:
        snapshot = self.made([self.edits[at] for at in sorted(chosen)], when)
        judged = self.judged(snapshot)
        found = standing(Lists(judged, 0), self.row)
        agreed = replace(snapshot, authorisations=(*snapshot.authorisations, *self._acts(judged, found)))
        return frozenset(found) if Lists(self.judged(agreed), 0).options_rows[self.row] else None

    def _acts(self, judged: Judged, found: set[str]) -> list[Authorisation]:
        limbs = [limb for _, limb in judged.limbs if limb.id in found and limb.kind is Kind.AUTHORISE]
        return [self._act(limb, role) for limb in limbs for role in approvers_of(limb, judged.pairs, self.row)]

    def _act(self, limb: Limb, role: Role) -> Authorisation:
        return Authorisation(
            id=f"{limb.id} {role}",
            rule=limb.id,
            role=role,
            person="A. Nother",
            young_person_id=self.request.young_person_id,
            setting_id=self.whole.places[self.row].setting_id,
            reason="agreed",
            made_at=self.whole.as_of,
        )

    def ways(self) -> set[Way]:
        """Every set of up to three that opens it and of which no part does."""
        open_by = {key: needs for key, needs in self.outcomes.items() if needs is not None}
        every = [(chosen, when, needs) for (chosen, when), needs in open_by.items()]
        small = [one for one in every if 0 < size_of(one) <= MOST and not any(_is_part(two, one) for two in every)]
        return {one for n, one in enumerate(small) if not any(_is_sooner(two, one, every) for two in every)}


def size_of(way: Way) -> int:
    return len(way[0]) + (way[1] != AS_ASKED) + len(way[2])


def _is_part(one: Way, whole: Way) -> bool:
    """Fewer of the same changes."""
    nights = one[1] in {whole[1], AS_ASKED}
    return nights and one[0] <= whole[0] and one[2] <= whole[2] and size_of(one) < size_of(whole)


def _is_sooner(one: Way, other: Way, every: list[Way]) -> bool:
    """The same edits and no more approvals, with an earlier first night, or a longer stay."""
    same = one[0] == other[0] and one[2] <= other[2] and one != other
    (wait, until), (their_wait, their_until) = one[1], other[1]
    earlier = wait is not None and their_wait is not None and wait < their_wait
    longer = until is not None and their_until is not None and until > their_until
    return same and (earlier or longer)


def standing(lists: Lists, row: int) -> set[str]:
    """The limbs that keep one place off the list of options (catalogue 0.1, "Lists")."""
    judged = lists.judged
    found = set()
    for at, (_, limb) in enumerate(judged.limbs):
        outcome, settled = int(judged.outcomes[at, 0, row]), int(judged.settled[at, 0, row])
        hard = limb.kind is Kind.HARD and (outcome == NOT_MET or (settled == PLACE and not lists.is_emergency))
        agree = limb.kind is Kind.AUTHORISE and settled >= PLACE
        footing = limb.footing and limb.kind in {Kind.HARD, Kind.AUTHORISE} and settled == PLACE
        band = limb.by_age_band and settled == ASK and not judged.asks.age_band_known[0, 0]
        if hard or agree or footing or band:
            found.add(limb.id)
    return found
