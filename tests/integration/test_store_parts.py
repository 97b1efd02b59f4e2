"""A part read by itself is the part of the whole: `read_part(...) == read_snapshot(...).part(...)`, from both databases."""

from collections.abc import Callable, Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import false

from api.actions import records
from api.actions.records import Match
from api.opening_store import speaker
from api.records.collections import COLLECTIONS
from api.records.kinds import RelationshipRecord
from api.service import Service
from api.store import read_part as read_part_module
from api.store.read_part import PartRows, read_part
from api.store.schema import table
from fixtures import county
from fixtures.plain_world import START, setting
from fixtures.plain_world import world as small_world
from matcher.domain.codes import ShiftName
from matcher.domain.person_codes import Depth
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Shift, Worker
from tests.kept_worlds import keep, keep_world, read_whole
from tests.stores import fill, new_service

SEEDS = range(16)
COUNTY = county()
REQUESTS = sorted(one.id for one in COUNTY.placement_requests)
SETTINGS = sorted(one.id for one in COUNTY.settings)


@pytest.fixture(scope="module")
def kept(databases) -> Iterator[tuple[Service, list[Snapshot]]]:
    """A store with the county and many small worlds, and each of them as it was read whole. To be read only."""
    url = databases.empty()
    service = fill(new_service(url))
    made = [*(keep_world(service, seed) for seed in SEEDS), keep(service, busy_elsewhere())]
    for one in made:
        know_somebody(service, one)
    wholes = [read_whole(service, one) for one in (COUNTY, *made)]
    yield service, wholes
    service.store.close()
    databases.drop(url)


def busy_elsewhere() -> Snapshot:
    """A bank worker has a shift where nobody lives and nobody is based."""
    bank = Worker(id="bank", name="Bo", is_bank=True)
    shift = Shift(setting_id="whither", on=START, shift=ShiftName.NIGHT, worker_ids=("bank",))
    return small_world(setting("home"), setting("whither"), workers=(bank,), shifts=(shift,))


def know_somebody(service: Service, made: Snapshot) -> None:
    """A relationship record for everybody who asks."""
    for n, who in enumerate({one.young_person_id for one in made.placement_requests}):
        known = RelationshipRecord(id=f"r-{n}", young_person_id=who, person_id="somebody", depth=Depth.MET)
        records.put(service, speaker(service, made.authority), COLLECTIONS["relationships"], known.id, known, Match())


def parts_differ(service: Service, whole: Snapshot, requests: list[str], homes: list[str]) -> bool:
    with service.store.reading() as connection:
        part = read_part(connection, whole.authority, whole.as_of, requests, homes)
    return part != whole.part(requests, homes)


def cases(wholes: list[Snapshot]) -> Iterator[tuple[Snapshot, list[str], list[str]]]:
    """Each world's requests, with some of its settings each time."""
    for whole in wholes[1:]:
        draw, homes = Random(whole.authority), [one.id for one in whole.settings]
        for request in whole.placement_requests:
            yield whole, [request.id], draw.sample(homes, k=2) if len(homes) > 2 else homes[:1]


def test_a_part_of_a_world_is_read_as_it_would_be_taken(kept):
    service, wholes = kept
    differing = [
        whole.authority for whole, requests, homes in cases(wholes) if parts_differ(service, whole, requests, homes)
    ]
    assert differing == []


def test_more_ids_than_a_query_may_name_do_not_bound_it(kept, monkeypatch):
    """As with a region's: the part is then taken from more rows, and is the same."""
    service, wholes = kept
    monkeypatch.setattr(read_part_module, "MOST_IDS", 1)
    assert not parts_differ(service, wholes[0], REQUESTS[:3], SETTINGS[:3])
    assert not any(parts_differ(service, whole, requests, homes) for whole, requests, homes in cases(wholes))


@settings(max_examples=25, deadline=None)
@given(
    requests=st.lists(st.sampled_from([*REQUESTS, "nobodys"]), max_size=3, unique=True),
    homes=st.lists(st.sampled_from([*SETTINGS, "nowhere"]), max_size=8, unique=True),
)
def test_a_part_of_the_county_is_read_as_it_would_be_taken(kept, requests, homes):
    service, (whole, *_) = kept
    assert not parts_differ(service, whole, requests, homes)


def test_a_part_with_everything_asked_for_is_read_as_it_would_be_taken(kept):
    service, (whole, *_) = kept
    assert not parts_differ(service, whole, REQUESTS, SETTINGS)


Cut = Callable[[pytest.MonkeyPatch], None]


def without_rows(name: str) -> Cut:
    """No rows of this collection at all."""
    bounds = PartRows.bounds
    return lambda patch: patch.setattr(PartRows, "bounds", lambda rows: {**bounds(rows), name: false()})


def without_ids(name: str, column: str) -> Cut:
    """The ids in this column are not followed."""
    follow = PartRows._column
    cut = (name, column)
    return lambda patch: patch.setattr(
        PartRows, "_column", lambda rows, *asked: set() if asked[:2] == cut else follow(rows, *asked)
    )


def without_named(column: str) -> Cut:
    """Nobody is looked up in this column of the people named inside records."""
    strings = PartRows._strings
    cut = f"SELECT named_person.{column}"
    return lambda patch: patch.setattr(
        PartRows, "_strings", lambda rows, query: set() if str(query).startswith(cut) else strings(rows, query)
    )


def instead(method: str, found: Callable[[PartRows], object]) -> Cut:
    """Another answer of this method."""
    return lambda patch: patch.setattr(PartRows, method, found)


CUTS = {
    **{
        f"no {name}": without_rows(name)
        for name in (
            *("placements", "placement_requests", "workers", "shifts", "separations", "settings", "young_people"),
            *("relationships", "places", "commitments", "travel_times", "impact_risk_assessments", "authorisations"),
        )
    },
    **{
        f"{column} of {name} not followed": without_ids(name, column)
        for name, column in (
            ("placement_requests", "young_person_id"),
            ("placements", "setting_id"),
            ("placements", "young_person_id"),
            ("shifts", "setting_id"),
            ("workers", "based_at"),
            ("commitments", "young_person_id"),
            ("separations", "person_a"),
            ("separations", "person_b"),
        )
    },
    "households elsewhere not followed": without_named("record_id"),
    "households here not followed": without_named("person_id"),
    "brothers and sisters not followed": instead("_siblings", lambda _: set()),
    "only shifts here": instead("_shifts", lambda rows: table("shifts").c.setting_id.in_(rows.settings)),
    "only the requests asked for": instead(
        "_requests", lambda rows: table("placement_requests").c.id.in_(rows.requests)
    ),
    "only stays here": instead("_placements", lambda rows: table("placements").c.setting_id.in_(rows.settings)),
}


@pytest.mark.parametrize("cut", CUTS.values(), ids=CUTS)
def test_no_bound_may_be_narrower(kept, monkeypatch, cut):
    """Each bound was cut once to see that the tests above go red."""
    service, wholes = kept
    cut(monkeypatch)
    assert any(parts_differ(service, whole, requests, homes) for whole, requests, homes in cases(wholes))
