"""CSV files as councils have them: what is read all the same, and what is refused, with row, column and mend."""

import pytest

from api.exchange.tables import read_file, read_table
from matcher.domain.errors import InvalidInput

GOOD = "child,dec\n1,2\n3,4\n"


def rows(raw, needed=("CHILD", "DEC"), optional=()):
    return read_table(raw if isinstance(raw, bytes) else raw.encode(), "file.csv", needed, optional)


def only_problem(raw, needed=("CHILD", "DEC")):
    with pytest.raises(InvalidInput) as error:
        rows(raw, needed)
    (problem,) = error.value.problems
    assert problem.mend
    return problem


def test_rows_are_numbered_as_a_spreadsheet_counts():
    assert rows(GOOD) == [(2, ("1", "2")), (3, ("3", "4"))]


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbf" + GOOD.encode(),
        GOOD.replace("\n", "\r\n").encode(),
        GOOD.replace("\n", "\r").encode(),
        b'"child","dec"\n"1","2"\n"3","4"\n',
        b"CHILD,DEC\n1,2\n3,4",
        b" Child , Dec \n 1 , 2 \n 3 , 4 \n",
        b"extra,dec,child\nx,2,1\nx,4,3\n",
    ],
)
def test_a_file_may_be_written_in_many_ways(raw):
    assert [row.cells for row in rows(raw)] == [("1", "2"), ("3", "4")]


def test_blank_rows_are_passed_over_and_still_counted():
    assert [row.number for row in rows("child,dec\n\n1,2\n,\n3,4\n")] == [3, 5]


def test_a_quoted_cell_may_hold_commas_quotes_and_line_breaks():
    assert rows('child,dec\n"a, ""b""\nc",2\n3,4\n') == [(2, ('a, "b"\nc', "2")), (3, ("3", "4"))]


def test_windows_text_is_read():
    assert rows("child,dec\nZoë,2\n".encode("cp1252"))[0].cells == ("Zoë", "2")
    assert rows("child,dec\nZoë,2\n")[0].cells == ("Zoë", "2")


def test_an_optional_column_that_is_not_there_is_empty():
    assert rows(GOOD, ("CHILD",), ("POST", "DEC"))[0].cells == ("1", "", "2")


def test_a_missing_column_is_named():
    problem = only_problem("child\n1\n")
    assert problem.pointer == "/file.csv/1/DEC"
    assert "file.csv" in problem.detail
    assert "DEC is missing" in problem.detail


def test_every_missing_column_is_named_at_once():
    with pytest.raises(InvalidInput, match="2 things"):
        rows("a,b\n1,2\n")


@pytest.mark.parametrize("raw", ["", "\n", "child;dec\n1;2\n"])
def test_a_file_without_its_heading_lacks_every_column(raw):
    with pytest.raises(InvalidInput) as error:
        rows(raw)
    assert [problem.pointer for problem in error.value.problems] == ["/file.csv/1/CHILD", "/file.csv/1/DEC"]


def test_a_column_that_is_there_twice_is_refused():
    problem = only_problem("child,dec,Dec\n1,2,3\n")
    assert (problem.pointer, "2 times" in problem.detail) == ("/file.csv/1/DEC", True)


@pytest.mark.parametrize(
    ("raw", "row"),
    [
        ('child,dec\n1,2\n"3,4\n5,6\n', 3),
        ('child,dec\n1,2\n"3"x,4\n', 3),
        ('child,"dec\n1,2\n', 1),
    ],
)
def test_quotes_that_do_not_match_are_refused_with_their_row(raw, row):
    problem = only_problem(raw)
    assert problem.pointer == f"/file.csv/{row}"
    assert f"row {row}" in problem.detail
    assert "quotes" in problem.detail


@pytest.mark.parametrize(("raw", "row"), [("child,dec\n1,2\n3\n", 3), ("child,dec\n1,2,3\n", 2)])
def test_a_row_of_another_length_than_the_heading_is_refused(raw, row):
    problem = only_problem(raw)
    assert (problem.pointer, "cells" in problem.detail) == (f"/file.csv/{row}", True)


def test_bytes_that_are_no_text_are_refused_with_row_and_column():
    problem = only_problem(b"child,dec\n1,2\n3,\x81\n")
    assert problem.pointer == "/file.csv/3/dec"
    assert "file.csv, row 3, column dec" in problem.detail


def test_a_file_that_says_utf_8_and_is_not_is_refused():
    problem = only_problem(b"\xef\xbb\xbfchild,dec\n1,2\nZo\xeb,4\n")
    assert problem.pointer == "/file.csv/3/child"


def test_a_file_in_utf_16_is_refused_by_name():
    assert "UTF-16" in only_problem(GOOD.encode("utf-16")).detail


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InvalidInput) as error:
        read_file(tmp_path / "episodes.csv")
    assert error.value.problems[0].pointer == "/episodes.csv"
    assert str(tmp_path) not in error.value.problems[0].detail
