"""The national return in its many forms, and what it is refused for as a whole."""

from datetime import date, datetime

import pytest

from api.exchange.national_return import read_903
from api.exchange.snapshots import read_snapshot, write_snapshot
from matcher.domain.values import LONDON
from tests.returns import DATA, EPISODE, checked, episode, nights, refusal, save, stays

# The forms of the return


def test_a_year_becomes_children_settings_and_merged_stays():
    result = checked(read_903(DATA / "903-one-year"))
    assert {child: nights(result, child) for child in ("A1", "A2", "A3", "A4")} == {
        "A1": [("2022-04-10", None)],
        "A2": [("2022-05-01", "2023-09-03"), ("2023-09-03", "2024-03-30")],
        "A3": [("2024-01-15", "2024-01-18"), ("2024-01-18", None)],
        "A4": [],
    }
    assert {home.ofsted_number: home.kind.value for home in result.snapshot.settings} == {
        "SC000001": "childrens_home",
        "1000001": "foster_family",
        "1000002": "foster_family",
        "1000003": "supported_accommodation",
    }
    assert result.snapshot.as_of == datetime(2024, 3, 31, 12, tzinfo=LONDON)
    assert (result.report.episode_rows, result.report.used, result.report.stays) == (10, 9, 5)
    assert result.report.left_out_by_reason() == {"LS V4: short breaks are no stay": 1}


def test_iso_dates_extra_columns_a_byte_order_mark_and_crlf_say_the_same():
    raw = (DATA / "903-later-form" / "Episodes.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in raw
    assert read_903(DATA / "903-later-form").snapshot == read_903(DATA / "903-one-year").snapshot


def test_several_years_of_returns_say_the_same_once():
    result = checked(read_903(DATA / "903-years"))
    assert result.snapshot == read_903(DATA / "903-one-year").snapshot
    assert result.report.repeated == 2
    assert {note.at.file for note in result.report.left_out} == {"2023/episodes.csv", "2024/episodes.csv"}


def test_several_years_in_one_file_say_the_same_once(tmp_path):
    for name in ("header.csv", "episodes.csv"):
        first, then = ((DATA / "903-years" / year / name).read_text("utf-8") for year in ("2023", "2024"))
        (tmp_path / name).write_text(first + then.split("\n", 1)[1], "utf-8")
    assert checked(read_903(tmp_path)).snapshot == read_903(DATA / "903-one-year").snapshot


def test_windows_text_is_read(tmp_path):
    save(tmp_path, [episode(CIN="caf")])
    raw = (tmp_path / "episodes.csv").read_bytes().replace(b"caf", b"caf\xe9")
    (tmp_path / "episodes.csv").write_bytes(raw)
    assert len(stays(checked(read_903(tmp_path)))) == 1


def test_what_is_imported_can_be_written_and_read_again():
    snapshot = read_903(DATA / "903-one-year").snapshot
    assert read_snapshot(write_snapshot(snapshot)) == snapshot


# Files that are broken as a whole


def test_a_directory_that_is_not_there_is_refused(tmp_path):
    assert "no such directory" in refusal(tmp_path / "gone").detail


def test_a_directory_without_a_return_is_refused(tmp_path):
    assert "no header.csv" in refusal(tmp_path).detail


@pytest.mark.parametrize("name", ["header.csv", "episodes.csv"])
def test_a_return_without_one_of_its_files_is_refused(tmp_path, name):
    (save(tmp_path, [episode()]) / name).unlink()
    assert refusal(tmp_path).pointer == f"/{name}"


@pytest.mark.parametrize("column", [name for name in EPISODE if name not in {"CIN", "PL_POST"}])
def test_a_missing_column_of_the_episodes_is_refused(tmp_path, column):
    save(tmp_path, [episode()])
    path = tmp_path / "episodes.csv"
    heading, rows = path.read_text("utf-8").split("\n", 1)
    names = ["OTHER" if name == column else name for name in heading.split(",")]
    path.write_text(",".join(names) + "\n" + rows, "utf-8")
    problem = refusal(tmp_path)
    assert (problem.pointer, f"{column} is missing" in problem.detail) == (f"/episodes.csv/1/{column}", True)


@pytest.mark.parametrize("column", ["CHILD", "SEX", "DOB", "ETHNIC"])
def test_a_missing_column_of_the_header_is_refused(tmp_path, column):
    path = save(tmp_path, [episode()]) / "header.csv"
    path.write_text(path.read_text("utf-8").replace(column, "OTHER"), "utf-8")
    problem = refusal(tmp_path)
    assert (problem.pointer, f"{column} is missing" in problem.detail) == (f"/header.csv/1/{column}", True)


def test_columns_that_are_not_needed_may_be_missing(tmp_path):
    path = save(tmp_path, [episode()]) / "episodes.csv"
    path.write_text(path.read_text("utf-8").replace("CIN", "X").replace("PL_POST", "Y"), "utf-8")
    assert len(stays(checked(read_903(tmp_path)))) == 1


def test_a_quote_left_open_is_refused_with_its_row(tmp_path):
    save(tmp_path, [episode(), episode(CHILD='"2')])
    problem = refusal(tmp_path)
    assert (problem.pointer, "quotes" in problem.detail) == ("/episodes.csv/3", True)


def test_bytes_that_are_no_text_are_refused_with_row_and_column(tmp_path):
    save(tmp_path, [episode(), episode(CHILD="2", RNE="bad")])
    raw = (tmp_path / "episodes.csv").read_bytes().replace(b"bad", b"\x9d")
    (tmp_path / "episodes.csv").write_bytes(raw)
    problem = refusal(tmp_path)
    assert (problem.pointer, "episodes.csv, row 3, column RNE" in problem.detail) == ("/episodes.csv/3/RNE", True)


def test_a_file_with_a_broken_year_is_refused_with_its_folder(tmp_path):
    save(tmp_path / "2023", [episode()])
    save(tmp_path / "2024", [episode()], header=("1,1,14/03/2010",))
    assert refusal(tmp_path).pointer == "/2024~1header.csv/2"


def test_a_return_of_which_nothing_can_be_read_has_no_day_of_its_own(tmp_path):
    save(tmp_path, [])
    assert "no row of episodes" in refusal(tmp_path).detail
    assert read_903(tmp_path, date(2024, 1, 1)).report.young_people == 3


def test_where_no_row_can_be_read_the_first_one_is_named_with_what_is_wrong_with_it(tmp_path):
    save(tmp_path, [episode("01-01-2024"), episode(CHILD="9")])
    problem = refusal(tmp_path)
    assert (problem.pointer, "dd/mm/yyyy or yyyy-mm-dd" in problem.detail) == ("/episodes.csv/2", True)


@pytest.mark.parametrize("name", ["episodes.csv", "header.csv"])
def test_one_file_of_a_return_is_told_apart_from_a_damaged_zip(tmp_path, name):
    assert "folder" in refusal(save(tmp_path, [episode()]) / name).mend


@pytest.mark.parametrize("day", ["2024-02-29", "2024-02-29T00:00:00Z", "2024-02-29 00:00:00+00:00", "29/02/2024 00:00"])
def test_a_day_with_midnight_behind_it_is_that_day(tmp_path, day):
    save(tmp_path, [episode(day)])
    assert stays(checked(read_903(tmp_path))) == [("urn-SC000001", date(2024, 2, 29), None)]
