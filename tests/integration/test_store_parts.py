"""A part read by itself is the part of the whole: `read_part(...) == read_snapshot(...).part(...)`, from both databases."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import false

from api.service import Service
from api.store.read_part import PartRows, read_part
from fixtures import county
from matcher.domain.snapshot import Snapshot
from tests.databases import service_on
from tests.kept_worlds import keep_world, read_whole
from tests.stores import fill, new_service

SEEDS = range(40)
COUNTY = county()
REQUESTS = sorted(one.id for one in COUNTY.placement_requests)
SETTINGS = sorted(one.id for one in COUNTY.settings)

BOUNDS = (
    "placements",
    "placement_requests",
    "workers",
    "shifts",
    "separations",
    "settings",
    "young_people",
    "relationships",
    "places",
    "commitments",
    "travel_times",
    "impact_risk_assessments",
    "authorisations",
)
COLUMNS = (
    ("placement_requests", "young_person_id"),
    ("placements", "setting_id"),
    ("placements", "young_person_id"),
    ("shifts", "setting_id"),
    ("workers", "based_at"),
    ("commitments", "young_person_id"),
    ("separations", "person_a"),
    ("separations", "person_b"),
)


@pytest.fixture(scope="module")
def kept(databases) -> Service:
    """The county and many small worlds, to be read only."""
    url = databases.empty()
    service = fill(new_service(url))
    service.worlds = {}
    yield service
    service.store.close()
    databases.drop(url)
