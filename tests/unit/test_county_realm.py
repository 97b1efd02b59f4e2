"""Several authorities in one snapshot."""

import pytest

import fixtures
from matcher.domain.checks import problems
from matcher.domain.snapshot import Snapshot


@pytest.fixture(scope="module")
def region() -> Snapshot:
    return fixtures.region(2026)


def test_a_region_has_ten_authorities_and_is_sound(region):
    areas = {setting.area_authority for setting in region.settings}

    assert len({request.id for request in region.placement_requests}) == len(region.placement_requests)
    assert len(areas) == 10
    assert problems(region) == ()


def test_a_region_holds_the_county_of_the_same_seed(region):
    county = fixtures.county(2026)

    assert set(county.settings) <= set(region.settings)
    assert set(county.placement_requests) <= set(region.placement_requests)


def test_authorities_of_a_region_adjoin_both_ways(region):
    adjoining = {authority.id: authority.adjoining or () for authority in region.authorities}

    assert any(adjoining.values())
    for authority, others in adjoining.items():
        assert all(authority in adjoining[other] for other in others)


def test_a_nation_has_exactly_as_many_places_and_authorities_as_asked_for():
    nation = fixtures.nation(2026, authorities=7, places=501)

    assert len(nation.places) == 501
    assert len(nation.authorities) == 7
    assert problems(nation) == ()


def test_a_nation_of_too_few_places_is_refused():
    with pytest.raises(ValueError, match="each needs 22"):
        fixtures.nation(authorities=10, places=100)


@pytest.mark.long
def test_the_whole_nation_has_60_000_places():
    nation = fixtures.nation()

    assert len(nation.places) == 60_000
    assert len(nation.authorities) == 150
    assert problems(nation) == ()
