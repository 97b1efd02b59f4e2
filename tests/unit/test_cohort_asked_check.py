"""What cannot be asked of a plan is refused before anybody begins: where, what is wrong, and how to mend it."""

from dataclasses import replace
from datetime import date

import pytest

from fixtures.plain_world import request, setting, world
from matcher.cohort.asked import AssignmentAsked, GivenPair, Lock, LockKind
from matcher.cohort.asked_check import check
from matcher.domain.codes import SettingKind
from matcher.domain.errors import InvalidInput
from matcher.domain.snapshot import Snapshot

HERE, THERE = "home-bed", "fosters-bed"


def three_requests() -> Snapshot:
    """Two open requests and one that is closed; a home and a foster family."""
    plain = world(setting("home", SettingKind.CHILDRENS_HOME), setting("fosters", SettingKind.FOSTER_FAMILY))
    asked = request()
    other = replace(asked, id="other", start_date=date(2026, 6, 2))
    return replace(plain, placement_requests=(asked, other, replace(asked, id="closed", is_open=False)))


def lock(request_id: str = "req", place_id: str = HERE, *, never: bool = False) -> Lock:
    return Lock(request_id=request_id, place_id=place_id, kind=LockKind.NOT_THIS_PAIR if never else LockKind.THIS_PAIR)


def pair(request_id: str = "req", place_id: str = HERE) -> GivenPair:
    return GivenPair(request_id=request_id, place_id=place_id)


def refused(**asked) -> list[tuple[str, str]]:
    """Where, and what is wrong."""
    with pytest.raises(InvalidInput) as error:
        check(three_requests(), AssignmentAsked(**asked))
    assert all(one.mend for one in error.value.problems)
    return [(one.pointer, one.detail) for one in error.value.problems]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"request_ids": ()},
        {"request_ids": ("other", "req")},
        {"locks": (lock(), lock("other"))},
        {"locks": (lock(), lock())},
        {"locks": (lock(), lock(place_id=THERE, never=True))},
        {"locks": (lock(never=True), lock("other", never=True))},
        {"given": ()},
        {"given": (pair("nowhere"), pair(place_id="nowhere"))},  # what is not there any more is a change, no mistake
        {"request_ids": ("other",), "given": (pair(),)},
        {"given": (pair(), pair("other")), "most_changes": 0, "ladder": True},
        {"work": 0},
        {"alternatives": 3, "differ_for": 2},
    ],
    ids=str,
)
def test_what_can_be_asked_passes(asked):
    check(three_requests(), AssignmentAsked(**asked))


NOT_THERE = "There is no placement request with this id."
NO_PLACE = "There is no place with this id."
CLOSED = "This placement request is not open."
NOT_AMONG = "This request is not among request_ids."


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"request_ids": ("req", "nowhere")}, [("/request_ids/1", NOT_THERE)]),
        ({"request_ids": ("closed",)}, [("/request_ids/0", CLOSED)]),
        (
            {"request_ids": ("req", "other", "req")},
            [("/request_ids/2", "/request_ids/0 is the same request.")],
        ),
        ({"locks": (lock("nowhere"),)}, [("/locks/0/request_id", NOT_THERE)]),
        ({"locks": (lock("closed"),)}, [("/locks/0/request_id", CLOSED)]),
        ({"locks": (lock(place_id="nowhere"),)}, [("/locks/0/place_id", NO_PLACE)]),
        ({"request_ids": ("other",), "locks": (lock(),)}, [("/locks/0/request_id", NOT_AMONG)]),
        (
            {"locks": (lock(), lock(place_id=THERE))},
            [("/locks/1/place_id", "/locks/0 puts this request at another place.")],
        ),
        ({"locks": (lock(), lock(never=True))}, [("/locks/1/kind", "/locks/0 says the opposite of the same pair.")]),
        ({"locks": (lock(never=True), lock())}, [("/locks/1/kind", "/locks/0 says the opposite of the same pair.")]),
        (
            {"given": (pair(), pair(place_id=THERE))},
            [("/given/1/request_id", "/given/0 has the same request.")],
        ),
        ({"most_changes": 2}, [("/most_changes", "There is no plan in `given` whose changes could be counted.")]),
        ({"ladder": True}, [("/ladder", "There is no plan in `given` whose changes could be counted.")]),
    ],
    ids=str,
)
def test_what_cannot_be_asked_is_named_with_its_place(asked, found):
    assert refused(**asked) == found


def test_everything_that_is_wrong_is_named_at_once():
    wrong = refused(request_ids=("nowhere",), locks=(lock(place_id="nowhere"),))
    assert [where for where, _ in wrong] == [
        "/request_ids/0",
        "/locks/0/request_id",
        "/locks/0/place_id",
    ]
