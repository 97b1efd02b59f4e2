"""A planned request made from the open episode of a child of an imported return."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from api.exchange.national_return import NoOpenEpisode, NoSuchChild, read_903, request_for_child, request_id
from matcher.domain.checks import problems
from matcher.domain.codes import Door, PlacementState
from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import LegalStatus
from matcher.domain.values import LONDON
from matcher.options.rank import rank
from matcher.policy import load_policy

DATA = Path(__file__).parents[1] / "data"
DAY = date(2024, 3, 31)
AGES_AND_BEDS = {
    "usable-vacancy",
    "carer-vacancy-usable",
    "under-16-no-other-arrangements",
    "supported-accommodation-age-band",
}
"""All that a return can rule a place out by."""


@pytest.fixture
def snapshot():
    return read_903(DATA / "903-one-year").snapshot


def child(snapshot, id_):
    return next(person for person in snapshot.young_people if person.id == id_)


def test_the_request_is_planned_from_that_day_and_says_no_more(snapshot):
    with_request = request_for_child(snapshot, "A1", DAY)
    (request,) = with_request.placement_requests
    assert (request.id, request.young_person_id, request.start_date) == (request_id("A1", DAY), "A1", DAY)
    assert (request.is_emergency, request.is_open, request.door) == (False, True, Door.PLANNED_MOVE)
    assert (request.end_date, request.agreed_by, request.purpose, request.where_now) == (None, None, None, None)
    assert problems(with_request) == ()


def test_nothing_else_changes_on_the_snapshots_own_day(snapshot):
    with_request = request_for_child(snapshot, "A1", DAY)
    assert with_request.as_of == snapshot.as_of
    assert with_request.young_people == snapshot.young_people
    assert with_request.placements == snapshot.placements


def test_asking_twice_is_asking_once(snapshot):
    once = request_for_child(snapshot, "A1", DAY)
    assert request_for_child(once, "A1", DAY) == once


def test_two_children_can_be_asked_for(snapshot):
    both = request_for_child(request_for_child(snapshot, "A1", DAY), "A3", DAY)
    assert [request.young_person_id for request in both.placement_requests] == ["A1", "A3"]


def test_later_what_was_known_still_holds(snapshot):
    later = request_for_child(snapshot, "A1", date(2024, 5, 1))
    assert later.as_of == datetime(2024, 5, 1, 12, tzinfo=LONDON)
    assert child(later, "A1").legal_status == child(snapshot, "A1").legal_status


def test_earlier_nothing_is_known_that_came_later(snapshot):
    day = date(2023, 9, 1)
    earlier = request_for_child(snapshot, "A2", day)
    (living,) = (p for p in earlier.placements if p.young_person_id == "A2")
    assert (living.first_night, living.leaving, living.state) == (date(2022, 5, 1), None, PlacementState.STARTED)
    assert not [p for p in earlier.placements if p.first_night > day]
    assert child(earlier, "A1").legal_status is None
    assert problems(earlier) == ()


def test_earlier_a_child_not_yet_born_is_not_there(snapshot):
    baby = YoungPerson(id="A9", date_of_birth=date(2023, 1, 1))
    with_baby = replace(snapshot, young_people=(*snapshot.young_people, baby))
    assert child(request_for_child(with_baby, "A1", date(2023, 1, 1)), "A9")
    earlier = request_for_child(with_baby, "A1", date(2022, 12, 31))
    assert "A9" not in {person.id for person in earlier.young_people}
    assert problems(earlier) == ()


def test_the_legal_status_is_there_where_the_import_was_made_as_of_that_day():
    day = date(2023, 1, 1)
    earlier = request_for_child(read_903(DATA / "903-one-year", day).snapshot, "A1", day)
    reason = child(earlier, "A1").legal_status
    assert reason is not None
    assert reason.status is LegalStatus.INTERIM_CARE_ORDER


def test_nobody_asks_for_a_child_who_is_not_there(snapshot):
    with pytest.raises(NoSuchChild) as error:
        request_for_child(snapshot, "B1", DAY)
    assert (error.value.code, "B1" in str(error.value)) == ("no_such_child", False)


@pytest.mark.parametrize(
    ("who", "day"),
    [
        ("A2", date(2024, 3, 30)),
        ("A2", DAY),
        ("A2", date(2022, 4, 30)),
        ("A3", date(2024, 1, 14)),
        ("A4", DAY),
    ],
)
def test_a_child_without_an_open_episode_that_day_is_refused(snapshot, who, day):
    with pytest.raises(NoOpenEpisode, match=day.isoformat()) as error:
        request_for_child(snapshot, who, day)
    assert error.value.code == "no_open_episode"


@pytest.mark.parametrize(
    ("who", "day"),
    [
        ("A2", date(2024, 3, 29)),
        ("A2", date(2022, 5, 1)),
        ("A3", date(2024, 1, 15)),
        ("A3", date(2024, 3, 5)),
    ],
)
def test_the_first_and_last_nights_of_an_episode_are_open_and_time_away_too(snapshot, who, day):
    assert request_for_child(snapshot, who, day).placement_requests


@pytest.mark.parametrize("who", ["A1", "A3"])
def test_the_answer_is_questions_and_no_guess(snapshot, who):
    answer = rank(request_for_child(snapshot, who, DAY), request_id(who, DAY), load_policy())
    assert answer.considered == len(snapshot.places)
    assert answer.counts.options == 0
    assert answer.needs_information
    assert all(entry.questions for entry in answer.needs_information)
    assert answer.ask_first
    assert answer.referred == ()
    assert set(answer.excluded_by_rule) <= AGES_AND_BEDS
