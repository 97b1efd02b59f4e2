"""`nwd user`: people are let in to the pages, and no longer, from the machine that keeps the database."""

import re

import pytest

from api.service import Service
from api.settings import Settings
from tests.browsing import Browser
from tests.stores import file_url, new_service

PASSWORD = "three unrelated words"


@pytest.fixture
def url(tmp_path) -> str:
    new_service(file_url(tmp_path)).store.close()
    return file_url(tmp_path)


@pytest.fixture
def user(nwd, url):
    """Runs `nwd user` on this database, for the first of its authorities."""

    def run(command: str, *words: str, typed: str = "", whose: bool = True):
        authority = ("--authority", "northmoor") if whose else ()
        return nwd("user", command, *words, "--database", url, *authority, typed=typed.encode())

    return run


@pytest.fixture
def added(user):
    return user("add", "a.carter", "--name", "A. Carter", "--role", "placement officer", typed=f"{PASSWORD}\n")


@pytest.fixture
def door(url) -> Browser:
    return Browser(Service(Settings(database_url=url)))


def enters(door: Browser, password: str = PASSWORD) -> bool:
    page = door.send(door.open("/sign-in?next=/rules"), user_id="a.carter", password=password)
    return page.path == "/rules"


def test_whoever_is_added_signs_in(added, door, user):
    assert (added.code, added.out) == (0, b"")
    assert "A. Carter can sign in as a.carter, as a placement officer." in added.err
    assert PASSWORD not in added.err
    assert user("list").text == "a.carter  A. Carter, placement officer\n"
    assert enters(door)


def test_nobody_takes_the_name_of_another(added, user):
    again = user("add", "a.carter", "--name", "B. Carter", "--role", "auditor", typed=f"{PASSWORD}\n")
    assert again.code == 2
    assert "somebody signs in by this name already" in again.err


def test_a_new_password_takes_the_place_of_the_old(added, door, user):
    assert user("password", "a.carter", typed="other unrelated words\n", whose=False).code == 0
    assert not enters(door)
    assert enters(door, "other unrelated words")


def test_whoever_is_ended_gets_in_no_more_and_is_out(added, door, user):
    assert enters(door)
    assert user("end", "a.carter", whose=False).code == 0
    assert door.open("/rules").path == "/sign-in"
    assert not enters(door)
    assert user("list").text == "a.carter  A. Carter, placement officer, ended\n"


def test_a_link_is_printed_alone_and_lets_somebody_in(door, user):
    made = user("link", "--role", "hub_manager", "--name", "Kim", "--setting", "HUB-E")
    secret = re.fullmatch(r"http://127\.0\.0\.1:8000/sign-in/link/(nwd_\w{16}_[\w-]{22})\n", made.text)
    assert secret
    assert "Kim, hub manager" in door.send(door.open(f"/sign-in/link/{secret[1]}")).root.text


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        (("add", "a carter", "--name", "A", "--role", "auditor"), PASSWORD, "is no id"),
        (("add", "a.carter", "--name", "A", "--role", "captain"), PASSWORD, "captain is no role"),
        (("add", "a.carter", "--name", "A", "--role", "auditor"), "short", "the password has 5 characters"),
        (("password", "nobody"), PASSWORD, "nobody signs in by this name"),
        (("end", "nobody"), "", "nobody signs in by this name"),
    ],
)
def test_what_cannot_be_done_is_said_with_its_mend(user, words, typed, said):
    answer = user(*words, typed=f"{typed}\n", whose=words[0] == "add")
    assert answer.code == 2
    assert said in answer.err
    assert "Traceback" not in answer.err
