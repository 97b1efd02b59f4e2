"""One part or adjustment of the score by itself, without the rest of the answer."""

from dataclasses import dataclass, replace

import numpy as np

from fixtures.plain_world import START, day, person, request
from matcher.domain.people import YoungPerson
from matcher.domain.requests import PlacementRequest
from matcher.domain.snapshot import Snapshot
from matcher.frame import Frame, make_frame
from matcher.policy import PolicyBook, load_policy
from matcher.scoring import ADJUSTMENTS, PARTS, AdjustmentPart, Part

SHIPPED = load_policy()
EVERY_ONE: tuple[Part | AdjustmentPart, ...] = (*PARTS, *ADJUSTMENTS)
PART_OF = {one.slug: one for one in EVERY_ONE}
BARE = (YoungPerson(id="bare"), PlacementRequest(id="req-bare", young_person_id="bare", start_date=START))


@dataclass(frozen=True)
class Scored:
    """What one part comes to at one place row: the share that is sure, what it could add, whether all is known, and why."""

    share: float
    could: float
    known: bool
    because: str


def scored(snapshot: Snapshot, slug: str, row: int = 0, book: PolicyBook = SHIPPED) -> Scored:
    """For the request `req`; the same whether it is asked alone or beside two others."""
    frame = make_frame(_with_two_beside(snapshot), book)
    alone = _of(frame, slug, ["req"])
    beside = _of(frame, slug, ["req-plain", "req-bare", "req"])
    assert beside == alone, "the score changes with who else is asked about"
    return alone[row]


def _with_two_beside(world: Snapshot) -> Snapshot:
    """Two others need a place too: one a month later, of whom there is nothing to say, and one of whom nothing is recorded."""
    later = request("req-plain", young_person_id="plain", start_date=day(30), end_date=day(40), expected_nights=10)
    return replace(
        world,
        young_people=(*world.young_people, person("plain"), BARE[0]),
        placement_requests=(*world.placement_requests, later, BARE[1]),
    )


def _of(frame: Frame, slug: str, requests: list[str]) -> list[Scored]:
    """The last request's, at every row."""
    part, at = PART_OF[slug], len(requests) - 1
    asks, pairs = frame.asking([frame.request(one) for one in requests])
    made = part.score(asks, frame.places, pairs, frame.policy)
    rows = np.arange(len(frame.places))
    assert made.sure.shape == made.could.shape == made.known.shape == pairs.shape
    columns = made.of(at, rows)
    shares = columns.sure.tolist()
    says = part.because(pairs, at, rows, shares)
    each = zip(shares, columns.could.tolist(), columns.known.tolist(), says, strict=True)
    return [Scored(round(share, 6), round(could, 6), known, because) for share, could, known, because in each]
