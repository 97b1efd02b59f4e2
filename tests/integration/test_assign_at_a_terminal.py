"""`nwd assign`: everyone at once, from the invented county, a file or a database; as JSON, as tables, and stopped."""

import json
import os
import pty
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import select

from api.exchange.snapshots import write_snapshot
from api.store.schema import table
from api.terminal.plan import plan_lines, progress_text
from fixtures.plain_world import request, world
from fixtures.planning import planning_county
from matcher.cohort.assignment import Alternative, AssignmentStatus, Hours, Level, LevelName, Rung
from tests.plans import APART, PROGRESS, not_placed, placed, plan
from tests.slow_work import wait_until
from tests.small import PLACE, REQUEST, fill_small, small_world
from tests.stores import file_url, new_service

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from api.cli import main; main()", "assign"]


@pytest.fixture
def small(tmp_path) -> str:
    """A file with the small world: one open request."""
    file = tmp_path / "small.json"
    file.write_bytes(write_snapshot(small_world()))
    return str(file)


def whole(made, snapshot=None) -> str:
    return "\n".join(line.plain for line in plan_lines(snapshot or world(), made))


def test_everyone_in_the_invented_county_has_an_outcome_and_every_level_its_proof(nwd):
    made = json.loads(nwd("assign", "--json").out)
    waiting = [one["id"] for one in json.loads(nwd("requests", "--json").out)]
    outcomes = [one["request_id"] for one in (*made["placed"], *made["not_placed"])]
    assert sorted(outcomes) == sorted(waiting)
    assert made["status"] == "optimal"
    assert [one["proved"] for one in made["levels"]] == [True] * 7
    assert made["gap"] == 0


def test_the_same_question_has_the_same_answer_byte_for_byte(nwd, small):
    first = nwd("assign", "--file", small, "--json")
    assert (first.code, first.err) == (0, "")
    assert nwd("assign", "--file", small, "--json").out == first.out


def test_a_lock_holds_and_so_does_its_opposite(nwd, small):
    def place(*words: str) -> str | None:
        (line,) = json.loads(nwd("assign", "--file", small, "--json", *words).out)["placed"]
        return line["place_id"]

    free = place()
    other = place("--not", f"{REQUEST}={free}")
    assert other != free
    assert place("--lock", f"{REQUEST}={other}") == other


def test_a_plan_made_before_is_read_from_its_file_and_changes_are_counted(nwd, small, tmp_path):
    before = tmp_path / "before.json"
    first = json.loads(nwd("assign", "--file", small, "--json").out)
    where = first["placed"][0]["place_id"]
    forms = [first, {"assignment": first}, [{"request_id": REQUEST, "place_id": where}]]
    words = ["--file", small, "--given", str(before), "--not", f"{REQUEST}={where}", "--ladder", "--json"]
    for form in forms:
        before.write_text(json.dumps(form), encoding="utf-8")
        made = json.loads(nwd("assign", *words).out)
        assert [one["changed"] for one in made["placed"]] == [True]
        assert made["ladder"]


def test_only_those_who_are_named_are_planned_for(nwd):
    made = json.loads(nwd("assign", "--request", "R01", "--request", "R02", "--json").out)
    assert made["requests"] == 2


def test_of_a_database_the_audit_says_who_was_planned_for(nwd, tmp_path):
    service = fill_small(new_service(file_url(tmp_path)))
    made = nwd("assign", "--database", service.settings.database_url, "--authority", "northmoor", "--json")
    assert json.loads(made.out)["requests"] == 1
    rows = table("audit_entry").c
    with service.store.reading() as connection:
        found = connection.execute(select(rows.actor, rows.young_person_id).where(rows.action == "plan")).all()
    assert set(map(tuple, found)) == {("command-line", None), ("command-line", "yp")}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        pytest.param(["--lock", "R01"], "is not a request and a place", id="half a lock"),
        pytest.param(["--lock", "R01=nowhere"], "/locks/0/place_id: There is no place", id="no such place"),
        pytest.param(["--request", "nowhere"], "/request_ids/0: There is no placement request", id="no such request"),
        pytest.param(["--request", "R01", "--request", "R01"], "/request_ids/1", id="a request twice"),
        pytest.param(["--given", "nowhere.json"], "nowhere.json cannot be read", id="no such file"),
        pytest.param(["--given", "README.md"], "This is not JSON", id="no JSON"),
        pytest.param(["--given", "docs/examples/match-input.json"], "holds no plan", id="no plan"),
        pytest.param(["--ladder"], "/ladder: There is no plan in `given`", id="changes of nothing"),
        pytest.param(["--work", "-1"], "/work", id="less than no work"),
        pytest.param(["--alternatives", "6"], "/alternatives", id="too many plans"),
        pytest.param(["--file", "nowhere.json"], "nowhere.json cannot be read", id="no such snapshot"),
    ],
)
def test_bad_input_gets_one_clear_message_and_exit_code_2(nwd, words, says):
    ended = nwd("assign", *words)
    assert (ended.code, ended.out) == (2, b"")
    assert says in ended.err
    assert len(ended.err.strip().splitlines()) >= 2, "what is wrong, and how to mend it"


def test_a_limit_of_nothing_still_gives_everybody_an_outcome(nwd):
    made = json.loads(nwd("assign", "--work", "0", "--json").out)
    assert made["status"] in set(AssignmentStatus)
    assert len(made["placed"]) + len(made["not_placed"]) in {0, made["requests"]}
    assert made["says"]


def test_ctrl_c_stops_it_and_shows_what_there_is_until_then(tmp_path):
    """At a terminal, where Ctrl+C goes to every process there; how far it has come stands on standard error."""
    file = tmp_path / "county.json"
    file.write_bytes(write_snapshot(planning_county(1, 60, 90, tight=True)))
    ours, theirs = pty.openpty()
    seen: list[bytes] = []
    words = [*COMMAND, "--file", str(file), "--work", "1000", "--json"]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=theirs, start_new_session=True) as planning:
        os.close(theirs)
        Thread(target=read_on, args=(ours, seen), daemon=True).start()
        try:
            wait_until(lambda: b"so far" in b"".join(seen))  # a solver has found something, and goes on
            os.killpg(planning.pid, signal.SIGINT)
            out, _ = planning.communicate(timeout=60)
        finally:
            planning.kill()
    assert planning.returncode == 0
    assert json.loads(out)["status"] == "cancelled"
    assert b"Traceback" not in b"".join(seen)


def read_on(terminal: int, seen: list[bytes]) -> None:
    try:
        while True:
            seen.append(os.read(terminal, 4096))
    except OSError:
        os.close(terminal)


def test_who_goes_where_is_a_table_with_what_each_would_have_got_alone():
    text = whole(plan(placed=(placed(alone=None), placed(place_id="other", setting_name="Oak Lodge"))))
    assert text.splitlines()[0] == "Plan for 1 request, optimal  as things stood on Fri 22 May 2026 20:05"
    assert "req      Robin  Hill House  children's home  Mon 1 Jun    81.5   80      kept" in text
    assert "alone: Hill House, 81.5" in text.split("Oak Lodge")[1]
    assert "alone" not in text.split("Oak Lodge")[0]


def test_approvals_and_changes_are_marked_and_said():
    text = whole(plan(placed=(placed(approvals=(APART,), changed=True),)))
    assert "Hill House * (changed)" in text
    assert "! req Robin, service manager: Hill House has been ruled out to keep young people safe." in text


def test_whoever_has_no_place_is_told_why_and_what_it_would_take():
    text = whole(plan(placed=(), not_placed=(not_placed(would_take=("One more bed at Hill House.",), changed=True),)))
    assert "x req Robin: 2 places could have been theirs; alone: Hill House, 81.5; placed in the plan given" in text
    assert "It would take: One more bed at Hill House." in text
    assert "alone: nothing" in whole(plan(not_placed=(not_placed(alone=None),)))


def test_every_level_says_how_far_it_is_proved():
    levels = (
        Level(number=4, name=LevelName.POINTS, value=80.25, bound=81.0, proved=False),
        Level(number=5, name=LevelName.APPROVALS, value=2.0, bound=None, proved=False),
    )
    text = whole(plan(levels=levels, gap=0.0093))
    assert "gap on points 0.93 %" in text
    assert [line.split() for line in text.splitlines() if line[:1].isdigit()] == [
        ["4", "points", "80.2", "81", "no"],
        ["5", "approvals", "2", "-", "no"],
    ]


def test_hours_fewer_changes_and_other_plans_are_told_where_there_are_any():
    rung = Rung(most_changes=1, changes=1, placed=1, value=70.0, bound=70.0, proved=True, loses=10.0, moved=("req",))
    other = Alternative(
        value=79.0,
        bound=79.5,
        proved=False,
        differs_for=2,
        placed=(placed(place_id="other", setting_name="Oak Lodge"),),
        not_placed=(not_placed("second"),),
    )
    hours = Hours(bank_hours=12.0, bank_points=6.0, specialist_hours_short=1.5, specialist_points=0.3)
    asking = request()
    snapshot = replace(world(), placement_requests=(asking, replace(asking, id="second")))
    text = whole(
        plan(placed=(placed(), placed("second")), hours=hours, ladder=(rung,), alternatives=(other,)), snapshot
    )
    assert "12 hours of bank staff, at 6 points" in text
    assert "1.5 hours of specialists a week that nobody has, at 0.3 points" in text
    assert "1        1        1       70     10     yes     req" in text
    assert "Plan 2  79 points, at most 79.5: not proved; differs for 2 requests" in text
    assert "req Robin: Oak Lodge instead of Hill House" in text
    assert "second Robin: no place instead of Hill House" in text
    assert "bank staff" not in whole(plan())


def test_how_far_it_has_come_takes_one_line():
    assert progress_text(PROGRESS) == "level 4 of 7, points, 80 so far, at most 81, gap 1.25 % (work 2 of 60)"
    begun = replace(PROGRESS, value=None, bound=None, gap=None)
    assert progress_text(begun) == "level 4 of 7, points (work 2 of 60)"


def test_a_plan_says_that_it_decides_nothing():
    assert "Nothing is decided by this" in whole(plan(placed=()))


def test_a_place_that_is_named_is_one_of_the_small_world():
    assert PLACE in {one.place_id for one in small_world().places}
