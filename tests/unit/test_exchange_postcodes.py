"""Postcodes become points on the map wherever a snapshot has only a postcode."""

from pathlib import Path

import pytest

from api.exchange.postcodes import PostcodeTable, located, not_located
from fixtures.plain_world import HOME, person, request, setting, world
from matcher.domain.checks import problems
from matcher.domain.errors import InvalidInput
from matcher.domain.people import Education, FamilyTime, LocationExclusion, NamedPlace
from matcher.domain.person_codes import EducationStatus, ExclusionReason, ExclusionStrength
from matcher.domain.staff import Worker
from matcher.domain.values import Location

SAMPLE = Path(__file__).parents[1] / "data" / "postcodes.csv"
THERE = Location(postcode="ZZ1 1DS")
FOUND = Location(easting=431_770, northing=455_450, postcode="ZZ1 1DS")
NOWHERE = Location(postcode="ZZ9 9ZZ")


@pytest.fixture
def table():
    return PostcodeTable.read(SAMPLE)


def everywhere(place):
    """A world with `place` wherever a location can be."""
    exclusion = LocationExclusion(
        id="e", strength=ExclusionStrength.MUST_NOT, reason=ExclusionReason.GANG, centre=place, radius_km=1.0
    )
    robin = person(
        home=place,
        education=Education(status=EducationStatus.SCHOOL, location=place),
        family_time=(FamilyTime(id="mum", person="Mum", location=place),),
        friends_and_activities=(NamedPlace(id="club", name="Club", location=place),),
        exclusions=(exclusion,),
    )
    return world(
        setting(location=place),
        young_people=(person("other"), robin),
        placement_requests=(request(where_now=place),),
        workers=(Worker(id="kw", name="K", base=place),),
    )


POINTERS = (
    "/young_people/1/home",
    "/young_people/1/education/location",
    "/young_people/1/family_time/0/location",
    "/young_people/1/friends_and_activities/0/location",
    "/young_people/1/exclusions/0/centre",
    "/settings/0/location",
    "/placement_requests/0/where_now",
    "/workers/0/base",
)


def test_every_location_with_only_a_postcode_gets_its_point(table):
    assert located(everywhere(THERE), table) == everywhere(FOUND)
    assert not_located(located(everywhere(THERE), table)) == ()


def test_a_located_snapshot_is_as_sound_as_before(table):
    assert problems(located(everywhere(THERE), table)) == ()


def test_unknown_postcodes_stay_and_are_reported_with_their_pointers(table):
    snapshot = located(everywhere(NOWHERE), table)
    assert snapshot == everywhere(NOWHERE)
    assert not_located(snapshot) == tuple(f"{pointer}/postcode" for pointer in POINTERS)


def test_a_recorded_point_is_not_looked_up(table):
    surveyed = Location(easting=1, northing=2, postcode="ZZ1 1DS")
    assert located(everywhere(surveyed), table) == everywhere(surveyed)


def test_corners_of_an_area_are_found_too(table):
    corners = tuple(Location(easting=n, northing=n * n) for n in (1, 2, 3))
    area = LocationExclusion(
        id="e", strength=ExclusionStrength.MUST_NOT, reason=ExclusionReason.GANG, polygon=(*corners, FOUND)
    )
    snapshot = world(young_people=(person(exclusions=(area,)),))
    assert located(snapshot, table) is snapshot


def test_where_nothing_needs_looking_up_the_very_same_snapshot_comes_back(table):
    snapshot = everywhere(HOME)
    assert located(snapshot, table) is snapshot


def test_what_has_no_location_is_left_as_the_very_same_object(table):
    snapshot = everywhere(THERE)
    again = located(snapshot, table)
    assert again.young_people[0] is snapshot.young_people[0]
    assert again.shifts is snapshot.shifts


@pytest.mark.parametrize("written", ["ZZ1 1DS", "zz11ds", " ZZ11DS ", "Zz1  1dS"])
def test_a_postcode_may_be_written_in_many_ways(table, written):
    assert table.point(written) == (431_770, 455_450)


def test_a_postcode_without_a_position_is_passed_over(table):
    assert table.point("ZZ2 9AA") is None


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbfPostcode,Easting,Northing\r\nZZ1 1DS,431770,455450\r\n",
        b'"northing","other","postcode","easting"\n"455450","x","zz11ds","431770"\n',
    ],
)
def test_a_table_may_be_written_in_many_ways(raw):
    assert PostcodeTable.from_csv(raw).point("ZZ1 1DS") == (431_770, 455_450)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("ZZ1 1DS,x,455450", "easting"),
        ("ZZ1 1DS,431770,4.5", "northing"),
        ("ZZ1 1DS,431770,", "northing"),
        ("ZZ1 1DS,-5,455450", "easting"),
        ("ZZ1 1DS,431770,1300001", "northing"),
        ("ZZ1 1DS,700001,455450", "easting"),
        (",431770,455450", "postcode"),
        ("ZZ1-1DS,431770,455450", "postcode"),
        ("ZZ1 1DS ZZ2,431770,455450", "postcode"),
        ("ZZ3 3AA,1,1", "postcode"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_with_its_column_and_mend(row, column):
    with pytest.raises(InvalidInput) as error:
        PostcodeTable.from_csv(f"postcode,easting,northing\nZZ3 3AA,5,5\n{row}\n".encode(), "list.csv")
    (problem,) = error.value.problems
    assert problem.pointer == f"/list.csv/3/{column}"
    assert f"list.csv, row 3, column {column}" in problem.detail
    assert problem.mend


def test_a_postcode_may_be_there_twice_if_it_says_the_same():
    table = PostcodeTable.from_csv(b"postcode,easting,northing\nZZ1 1DS,5,5\nzz11ds,5,5\n")
    assert table.point("ZZ1 1DS") == (5, 5)


def test_a_missing_column_is_refused():
    with pytest.raises(InvalidInput) as error:
        PostcodeTable.from_csv(b"postcode,easting\nZZ1 1DS,5\n", "list.csv")
    assert error.value.problems[0].pointer == "/list.csv/1/northing"
