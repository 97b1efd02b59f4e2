"""Files that cannot be read are refused with row, column and mend, and never break anything."""

import contextlib
import random

import pytest
from pydantic import ValidationError
from pydantic_core import to_json

from api.exchange.lists import read_list, row_adapter, row_problems, template
from matcher.domain.checks import MOST_SHOWN
from matcher.domain.errors import InvalidInput
from tests.malformed_file import YOUNG_PEOPLE, Malformed
from tests.malformed_lists import MALFORMED
from tests.workbooks import workbook

UNREADABLE = [one for one in MALFORMED if not one.wrong_as_a_whole]
WRONG_AS_A_WHOLE = [one for one in MALFORMED if one.wrong_as_a_whole]
OF_ONE_RECORD = [one for one in WRONG_AS_A_WHOLE if not one.name.split(" of ")[-1].startswith("no")]


def refused(one: Malformed) -> InvalidInput:
    with pytest.raises(InvalidInput) as error:
        read_list(one.raw, one.list_name, one.file_name)
    return error.value


def repeated(one, problems):
    """What was sent and is said again though it looks like no code."""
    said = " ".join(f"{problem.detail} {problem.mend}" for problem in problems).replace(one.file_name, "")
    return [sent for sent in ("Sam Reed", "Reed", "HYPERLINK", "cmd", "Sign in", "perhaps", "\ufeff") if sent in said]


def test_there_are_sixty_of_them_and_more_each_with_its_own_name():
    assert len(UNREADABLE) >= 60
    assert len({one.file_name for one in MALFORMED}) == len(MALFORMED)


@pytest.mark.parametrize("one", UNREADABLE, ids=lambda one: one.name)
def test_a_malformed_file_is_refused_with_row_column_and_mend(one):
    problems = refused(one).problems
    assert not repeated(one, problems)

    steps = "".join(f"/{step}" for step in (one.file_name, one.row, one.column) if step is not None)
    problem = next(problem for problem in problems if problem.pointer == steps)
    where = (
        f"{one.file_name}" + (f", row {one.row}" if one.row else "") + (f", column {one.column}" if one.column else "")
    )
    assert problem.detail.startswith(f"{where}: ")
    assert one.says in problem.detail.removeprefix(f"{where}: ")
    assert all(problem.mend.endswith(".") for problem in problems)


@pytest.mark.parametrize("one", WRONG_AS_A_WHOLE, ids=lambda one: one.name)
def test_what_is_wrong_only_as_a_whole_is_read(one):
    assert len(read_list(one.raw, one.list_name, one.file_name).rows) == 1


@pytest.mark.parametrize("one", OF_ONE_RECORD, ids=lambda one: one.name)
def test_what_is_wrong_with_one_record_is_said_by_row_and_column(one):
    (row,) = read_list(one.raw, one.list_name, one.file_name).rows

    with pytest.raises(ValidationError) as error:
        row_adapter(one.list_name).validate_json(to_json(row.fields))

    (problem,) = row_problems(one.list_name, one.file_name, row.number, error.value)
    steps = (one.file_name, one.row, one.column)
    assert problem.pointer == "".join(f"/{step}" for step in steps if step is not None)


def test_every_bad_cell_is_named_in_one_answer():
    raw = b"id,sex,date_of_birth\nyp1,cat,31/12/2011\nyp 2,male,12/31/2011\n"
    with pytest.raises(InvalidInput, match="3 things") as error:
        read_list(raw, YOUNG_PEOPLE, "f.csv")

    assert [problem.pointer for problem in error.value.problems] == [
        "/f.csv/2/sex",
        "/f.csv/3/id",
        "/f.csv/3/date_of_birth",
    ]


def test_a_hundred_problems_are_shown_and_the_rest_counted():
    many = next(one for one in MALFORMED if one.name == "two hundred bad cells")

    assert len(refused(many).problems) == MOST_SHOWN
    assert "200 things" in str(refused(many))
    assert "100 more are not" in str(refused(many))


def test_reading_stops_where_there_are_far_too_many():
    far_too_many = next(one for one in MALFORMED if one.name == "ten thousand bad cells")
    done: list[int] = []
    with pytest.raises(InvalidInput, match="stopped at 1,000 things"):
        read_list(far_too_many.raw, YOUNG_PEOPLE, "f.csv", done.append)

    assert done == []


def test_what_is_wrong_before_the_file_breaks_off_is_said_too():
    with pytest.raises(InvalidInput) as error:
        read_list(b'id,sex\nyp1,cat\nyp2,"male\n', YOUNG_PEOPLE, "f.csv")

    assert [problem.pointer for problem in error.value.problems] == ["/f.csv/2/sex", "/f.csv/3"]


def test_a_heading_alone_is_a_list_without_rows():
    assert read_list(template(YOUNG_PEOPLE), YOUNG_PEOPLE, "f.csv").rows == ()
    assert read_list(b"id", YOUNG_PEOPLE, "f.csv").rows == ()


def test_a_list_nobody_knows_is_refused_with_the_nearest():
    with pytest.raises(InvalidInput) as error:
        read_list(b"id\n", "young-poeple", "f.csv")

    assert "the nearest is young-people" in error.value.problems[0].mend


@pytest.mark.parametrize("seed", range(150))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(seed):
    draw = random.Random(seed)
    raw = bytearray(draw.choice([SHEET, TEXT]))
    for _ in range(draw.randint(1, 6)):
        raw[draw.randrange(len(raw))] = draw.randrange(256)
    cut = draw.choice([len(raw), draw.randrange(len(raw))])
    with contextlib.suppress(InvalidInput):
        read_list(bytes(raw[:cut]), YOUNG_PEOPLE, "f")


SHEET = workbook([["id", "sex", "needs"], ["yp1", "male", "autism:2"], ["yp2", "female", "none"]])
TEXT = b'id,sex,needs\r\nyp1,male,autism:2; trauma\r\nyp2,female,"[{""category"": ""autism""}]"\r\n'
