"""The same stays, whichever form the return comes in."""

import csv
import tempfile
import zipfile
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.exchange.national_return import read_903
from tests.returns import DATA, checked, episode, refusal, save, stays

YEAR = DATA / "903-one-year"
NAMES = {"CHILD": "CHILDID", "PLACE": "PL"}


def as_xml(folder, path):
    """The two CSV files as the one XML file of the same return."""
    header, episodes = (
        list(csv.DictReader((folder / f"{name}.csv").read_text("utf-8").splitlines()))
        for name in ("header", "episodes")
    )
    lines = ["<?xml version='1.0' encoding='us-ascii'?>", "<EXPSSDA903>"]
    for child in header:
        lines += ["<CHILD>", f"<HEADER>{cells(child)}<AREVIEW><REVIEW>01/01/2020</REVIEW></AREVIEW></HEADER>"]
        mine = (one for one in episodes if one["CHILD"] == child["CHILD"])
        lines += [f"<EPISODE>{cells({**one, 'CHILD': ''})}</EPISODE>" for one in mine] + ["</CHILD>"]
    path.write_text("\n".join([*lines, "</EXPSSDA903>"]), "ascii")
    return path


def rows_of(path):
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def cells(row):
    return "".join(
        f"<{NAMES.get(name, name)}>{escape(text)}</{NAMES.get(name, name)}>" for name, text in row.items() if text
    )


def zipped(folder, path, under=""):
    with zipfile.ZipFile(path, "w") as packed:
        for file in sorted(folder.rglob("*.*")):
            packed.write(file, under + file.relative_to(folder).as_posix())
    return path


def test_xml_says_the_same_as_the_csv_files(tmp_path):
    found = checked(read_903(as_xml(YEAR, tmp_path / "return.xml")))

    assert found.snapshot == read_903(YEAR).snapshot
    assert [(one.child, one.first, one.ended) for one in found.stays] == [
        (one.child, one.first, one.ended) for one in read_903(YEAR).stays
    ]


@pytest.mark.parametrize("under", ["", "returns/"])
@pytest.mark.parametrize("form", ["903-one-year", "903-years", "903-later-form"])
def test_a_zip_says_the_same_as_what_is_in_it(tmp_path, form, under):
    found = checked(read_903(zipped(DATA / form, tmp_path / "returns.zip", under)))

    assert found.snapshot == read_903(YEAR).snapshot


def test_an_xml_file_for_each_year_is_read(tmp_path):
    for year in ("2023", "2024"):
        as_xml(DATA / "903-years" / year, tmp_path / f"{year}.xml")

    assert checked(read_903(tmp_path)).snapshot == read_903(YEAR).snapshot


def test_an_odd_episode_of_an_xml_file_is_told_with_its_line(tmp_path):
    save(tmp_path / "csv", [episode(ended="31/12/2023")], ["1,1,14/03/2010,WBRI"])
    found = checked(read_903(as_xml(tmp_path / "csv", tmp_path / "return.xml"), date(2024, 5, 1)))

    assert stays(found) == []
    assert found.report.left_out[0].at == ("return.xml", 5)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"<EXPSSDA903><CHILD></EXPSSDA903>", "no sound XML"),
        (b"<OTHER/>", "outermost"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><EXPSSDA903/>", "document type"),
        (b"", "no sound XML"),
    ],
)
def test_other_xml_is_refused(tmp_path, body, says):
    (tmp_path / "return.xml").write_bytes(body)

    assert says in refusal(tmp_path / "return.xml").detail


def test_what_is_no_zip_is_refused(tmp_path):
    (tmp_path / "return.zip").write_bytes(b"PK\x03\x04 and no more")

    assert "no zip" in refusal(tmp_path / "return.zip").detail


@pytest.mark.parametrize(
    ("place", "day", "is_said"),
    [
        ("H5", "31/03/2025", False),
        ("H5", "01/04/2025", True),
        ("K3", "31/03/2023", True),
        ("K3", "01/04/2023", False),
        ("Z11", "31/03/2025", True),
        ("Z11", "01/04/2025", False),
        ("K2", "01/04/2025", False),
    ],
)
def test_a_code_of_another_years_list_is_read_and_said(tmp_path, place, day, is_said):
    save(tmp_path, [episode("01/02/2023", CHILD="1", PLACE=place), episode(day, CHILD="2")])
    report = checked(read_903(tmp_path)).report

    assert [(note.at.row, "in no list" in note.says) for note in report.adjusted] == ([(2, True)] if is_said else [])


def test_the_same_open_episode_in_each_years_return_is_one_stay(tmp_path):
    for year in ("2023", "2024", "2025"):
        save(tmp_path / year, [episode("29/02/2020")])
    found = checked(read_903(tmp_path, date(2025, 4, 1)))

    assert [(one.first, one.ended) for one in found.stays] == [(date(2020, 2, 29), None)]
    assert found.report.repeated == 2


# Merging, against a slow twin

STEP = st.tuples(st.integers(1, 6), st.integers(0, 2), st.sampled_from("SPBLTU"), st.sampled_from(["A", "B", "away"]))


def night_by_night(steps):
    """Where the child sleeps, each night by its own: a new stay only where somebody who slept here slept elsewhere, or moved."""
    found: list[list] = []
    home, night, before = None, 0, None
    for length, gap, began_by, at in steps:
        night += gap
        for slept in range(length):
            first_of_episode = slept == 0
            if first_of_episode and (gap or before is None):
                goes_on = False
            elif not first_of_episode or at == "away":
                goes_on = True
            elif before == "away":
                goes_on = home == at
            else:
                goes_on = began_by in "LTU" and home == at
            if goes_on:
                found[-1][1] = night + 1
            else:
                found.append([night, night + 1, None])
                home = None
            home = at if at != "away" else home
            found[-1][2] = home
            before = at
            night += 1
    return [(first, last) for first, last, where in found if where is not None]


@given(st.lists(STEP, min_size=1, max_size=8))
@settings(max_examples=100, deadline=None)
def test_episodes_are_merged_as_one_merges_them_night_by_night(steps):
    rows, night = [], 0
    for length, gap, began_by, at in steps:
        night += gap
        cells = {"PLACE": "T1", "URN": ""} if at == "away" else {"URN": "SC00000" + {"A": "1", "B": "2"}[at]}
        days = (f"{date(2024, 2, 20) + timedelta(days=n):%d/%m/%Y}" for n in (night, night + length))
        rows.append(episode(*days, RNE=began_by, **cells))
        night += length
    with tempfile.TemporaryDirectory() as folder:
        found = checked(read_903(save(Path(folder), rows)))

    told = [(one.first, one.ended) for one in found.stays if one.is_at_a_setting]
    assert [((first - date(2024, 2, 20)).days, (ended - date(2024, 2, 20)).days) for first, ended in told] == (
        night_by_night(steps)
    )
