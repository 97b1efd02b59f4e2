"""The same stays, whichever form the return comes in."""

import csv
import zipfile
from datetime import date
from xml.sax.saxutils import escape

import pytest

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
