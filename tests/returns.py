"""Small national returns, made row by row, and what was imported from them."""

from pathlib import Path

import pytest

from api.exchange.national_return import Imported, read_903
from matcher.domain.checks import problems
from matcher.domain.errors import InvalidInput

DATA = Path(__file__).parent / "data"
HEADER = "CHILD,SEX,DOB,ETHNIC"
EPISODE = {
    "CHILD": "1",
    "DECOM": "01/01/2024",
    "RNE": "S",
    "LS": "C2",
    "CIN": "N1",
    "PLACE": "K2",
    "PLACE_PROVIDER": "PR4",
    "DEC": "",
    "REC": "",
    "REASON_PLACE_CHANGE": "",
    "PL_POST": "",
    "URN": "SC000001",
}
CHILDREN = ("1,1,14/03/2010,WBRI", "2,2,15/04/2011,BCRB", "3,2,,")


def episode(first="01/01/2024", ended="", **cells):
    return {**EPISODE, "DECOM": first, "DEC": ended, **cells}


def save(folder, episodes, header=CHILDREN):
    folder.mkdir(exist_ok=True)
    (folder / "header.csv").write_text("\n".join([HEADER, *header]) + "\n", "utf-8")
    rows = [",".join(EPISODE), *(",".join(row.values()) for row in episodes)]
    (folder / "episodes.csv").write_text("\n".join(rows) + "\n", "utf-8")
    return folder


def import_rows(folder, *episodes, header=CHILDREN, as_of=None) -> Imported:
    """Imports these episodes, and checks that whatever comes out is sound and accounts for every row."""
    return checked(read_903(save(folder, episodes, header), as_of))


def checked(result):
    report = result.report
    assert problems(result.snapshot) == ()
    left_out = [note for note in report.left_out if "pisodes" in note.at.file or note.at.file.endswith(".xml")]
    assert report.episode_rows == report.used + report.repeated + len(left_out)
    return result


def stays(result, child="1"):
    """The nights of a child's stays at settings."""
    theirs = [p for p in result.snapshot.placements if p.young_person_id == child and p.place_id is not None]
    return [(p.setting_id, p.first_night, p.leaving) for p in sorted(theirs, key=lambda p: p.first_night)]


def nights(result, child="1"):
    return [(first.isoformat(), leaving and leaving.isoformat()) for _, first, leaving in stays(result, child)]


def refusal(folder):
    with pytest.raises(InvalidInput) as error:
        read_903(folder)
    (problem,) = error.value.problems
    assert problem.mend
    return problem
