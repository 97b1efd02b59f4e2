"""The national return in its many forms: what it becomes, what it is refused for, what is left out and said."""

import random
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from api.exchange.national_codes import placement_types, providers
from api.exchange.national_return import Imported, read_903
from api.exchange.snapshots import read_snapshot, write_snapshot
from matcher.domain.checks import problems
from matcher.domain.codes import ExceptionType, LegalStatus, PlacementState, Provider, SettingKind, Sex
from matcher.domain.errors import InvalidInput
from matcher.domain.nights import Nights
from matcher.domain.values import LONDON

DATA = Path(__file__).parents[1] / "data"
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
TWO_WAYS = "two rows of the file give this child's episode from this day differently"


def episode(first="01/01/2024", ended="", **cells):
    return {**EPISODE, "DECOM": first, "DEC": ended, **cells}


def save(folder, episodes, header=CHILDREN):
    folder.mkdir(exist_ok=True)
    (folder / "header.csv").write_text("\n".join([HEADER, *header]) + "\n", "utf-8")
    rows = [",".join(EPISODE), *(",".join(row.values()) for row in episodes)]
    (folder / "episodes.csv").write_text("\n".join(rows) + "\n", "utf-8")
    return folder


@pytest.fixture
def imported(tmp_path):
    """Imports these episodes, and checks that whatever comes out is sound and accounts for every row."""

    def of(*episodes, header=CHILDREN, as_of=None) -> Imported:
        return checked(read_903(save(tmp_path, episodes, header), as_of))

    return of


def checked(result):
    report = result.report
    assert problems(result.snapshot) == ()
    left_out = [note for note in report.left_out if "pisodes" in note.at.file]
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
    assert result.report.repeated == 3
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
    assert "No row" in refusal(tmp_path).detail
    assert read_903(tmp_path, date(2024, 1, 1)).report.young_people == 3


# From episodes to stays


@pytest.mark.parametrize("began_by", ["L", "T", "U"])
def test_a_stay_goes_on_where_only_the_status_changed_or_the_carer_stayed(imported, began_by):
    result = imported(episode(ended="05/02/2024"), episode("05/02/2024", RNE=began_by))
    assert nights(result) == [("2024-01-01", None)]


@pytest.mark.parametrize("began_by", ["P", "B", "S"])
def test_a_move_ends_one_stay_and_begins_another(imported, began_by):
    result = imported(episode(ended="05/02/2024"), episode("05/02/2024", RNE=began_by, URN="SC000002"))
    assert stays(result) == [
        ("urn-SC000001", date(2024, 1, 1), date(2024, 2, 5)),
        ("urn-SC000002", date(2024, 2, 5), None),
    ]
    again = imported(episode(ended="05/02/2024"), episode("05/02/2024", RNE=began_by))
    assert len(stays(again)) == 2


def test_a_gap_ends_a_stay(imported):
    result = imported(episode(ended="05/02/2024"), episode("06/02/2024", RNE="L"))
    assert nights(result) == [("2024-01-01", "2024-02-05"), ("2024-02-06", None)]


def test_a_change_of_the_placements_status_only_is_no_move(imported):
    result = imported(
        episode(ended="05/02/2024", REASON_PLACE_CHANGE="PLACE", PLACE="U3", URN="1000001"),
        episode("05/02/2024", RNE="P", PLACE="U1", URN="1000001"),
    )
    assert nights(result) == [("2024-01-01", None)]


def test_a_carer_who_moves_house_takes_the_stay_along(imported):
    foster = {"PLACE": "U6", "URN": "1000001"}
    result = imported(
        episode(ended="05/02/2024", PL_POST="ZZ1 1DS", **foster),
        episode("05/02/2024", RNE="T", PL_POST="ZZ2 2AA", **foster),
    )
    assert nights(result) == [("2024-01-01", None)]


def test_nobody_moved_but_another_home_is_named_is_read_as_a_move_and_said(imported):
    result = imported(episode(ended="05/02/2024"), episode("05/02/2024", RNE="L", URN="SC000002"))
    assert len(stays(result)) == 2
    ((at, says),) = result.report.adjusted
    assert (at, "another home" in says) == (("episodes.csv", 3), True)


@pytest.mark.parametrize("away", ["T0", "T1", "T2", "T3", "T4"])
def test_a_temporary_move_does_not_free_the_bed(imported, away):
    gone = episode("05/02/2024", "09/02/2024", RNE="P", PLACE=away, URN="", PLACE_PROVIDER="")
    result = imported(episode(ended="05/02/2024"), gone, episode("09/02/2024", RNE="P"))
    assert nights(result) == [("2024-01-01", None)]
    assert result.report.used == 3


def test_who_is_away_today_still_has_the_bed(imported):
    away = episode("05/02/2024", RNE="P", PLACE="T1", URN="")
    assert nights(imported(episode(ended="05/02/2024"), away)) == [("2024-01-01", None)]


def test_who_does_not_come_back_leaves_when_the_next_stay_begins(imported):
    gone = episode("05/02/2024", "09/02/2024", RNE="P", PLACE="T1", URN="")
    result = imported(episode(ended="05/02/2024"), gone, episode("09/02/2024", RNE="P", URN="SC000002"))
    assert nights(result) == [("2024-01-01", "2024-02-09"), ("2024-02-09", None)]


def test_a_temporary_move_from_nowhere_is_no_stay(imported):
    result = imported(episode(ended="05/02/2024", PLACE="T4"), episode("05/02/2024", RNE="P"))
    assert nights(result) == [("2024-02-05", None)]
    assert result.report.left_out_by_reason() == {"a temporary move with no stay before it": 1}


@pytest.mark.parametrize("status", ["V3", "V4"])
def test_short_breaks_are_no_stay(imported, status):
    result = imported(episode(LS=status, PLACE="U6"), episode(CHILD="2"))
    assert not [p for p in result.snapshot.placements if p.young_person_id == "1"]
    assert result.report.left_out == ((("episodes.csv", 2), f"LS {status}: short breaks are no stay"),)


@pytest.mark.parametrize("place", ["K1", "R2", "R5", "P3", "A4", "A6", "Z1", "Z11", "Z14"])
def test_living_where_this_service_places_nobody_ends_the_stay_and_offers_no_bed(imported, place):
    result = imported(episode(ended="05/02/2024"), episode("05/02/2024", RNE="P", PLACE=place))
    assert nights(result) == [("2024-01-01", "2024-02-05")]
    (elsewhere,) = (p for p in result.snapshot.placements if p.place_id is None)
    assert elsewhere.nights == Nights(date(2024, 2, 5), None)
    assert [place.setting_id for place in result.snapshot.places] == ["urn-SC000001"]
    assert list(result.report.left_out_by_reason()) == [placement_types()[place].why]


def test_a_later_row_ends_an_earlier_one_that_goes_on_too_long(imported):
    result = imported(episode(ended="01/06/2024"), episode("05/02/2024", "01/03/2024", RNE="P", URN="SC000002"))
    assert nights(result) == [("2024-01-01", "2024-02-05"), ("2024-02-05", "2024-03-01")]
    ((at, says),) = result.report.adjusted
    assert (at.row, "ended on that day" in says) == (2, True)


def test_an_open_row_is_ended_by_a_later_one_too(imported):
    result = imported(episode("05/02/2024", RNE="P", URN="SC000002"), episode())
    assert nights(result) == [("2024-01-01", "2024-02-05"), ("2024-02-05", None)]


def test_an_open_row_repeated_until_it_ends_counts_once_as_ended(imported):
    open_, ended = episode(), episode(ended="05/02/2024")
    for rows in ([open_, ended], [ended, open_], [open_, open_, ended, ended]):
        result = imported(*rows)
        assert nights(result) == [("2024-01-01", "2024-02-05")]
        assert result.report.repeated == len(rows) - 1


def test_a_later_years_codes_count_for_an_open_row(tmp_path):
    save(tmp_path / "2023", [episode(PLACE="H5", URN="")])
    save(tmp_path / "2024", [episode(PLACE="K3", URN="1000001")])
    result = checked(read_903(tmp_path))
    assert stays(result) == [("urn-1000001", date(2024, 1, 1), None)]


def test_a_later_years_end_counts(tmp_path):
    save(tmp_path / "2023", [episode(ended="05/02/2024")])
    save(tmp_path / "2024", [episode(ended="06/02/2024")])
    assert nights(checked(read_903(tmp_path))) == [("2024-01-01", "2024-02-06")]


def test_two_ends_in_one_file_are_neither_of_them(imported):
    result = imported(episode(ended="05/02/2024"), episode(ended="06/02/2024"), episode("01/03/2024", RNE="P"))
    assert nights(result) == [("2024-03-01", None)]
    assert result.report.left_out_by_reason() == {TWO_WAYS: 2}


# Odd rows


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"DEC": "01/01/2024"}, "DEC is not after DECOM"),
        ({"DEC": "31/12/2023"}, "DEC is not after DECOM"),
        ({"DECOM": ""}, "DECOM is not given"),
        ({"DECOM": "31/02/2024"}, "no date"),
        ({"DECOM": "01-01-2024"}, "no date"),
        ({"DECOM": "01/01/24"}, "no date"),
        ({"DECOM": "45292"}, "no date"),
        ({"DECOM": "01/01/0204"}, "no date"),
        ({"DEC": "soon"}, "no date"),
        ({"DECOM": "13/03/2010"}, "before the child was born"),
        ({"CHILD": "9"}, "no row of the header file"),
        ({"CHILD": ""}, "no row of the header file"),
        ({"RNE": "X"}, "RNE is no code"),
        ({"RNE": ""}, "RNE is no code"),
        ({"LS": "C9"}, "LS is no code"),
        ({"PLACE": "K9"}, "PLACE is no code"),
        ({"PLACE": ""}, "PLACE is no code"),
        ({"PLACE_PROVIDER": "PR9"}, "PLACE_PROVIDER is no code"),
        ({"PLACE": "K2", "PLACE_PROVIDER": "PR3"}, "cannot be together"),
        ({"PLACE": "K2", "PLACE_PROVIDER": "PR0"}, "cannot be together"),
        ({"PLACE": "P1", "PLACE_PROVIDER": "PR1"}, "cannot be together"),
        ({"PLACE": "U6", "PLACE_PROVIDER": "PR3"}, "cannot be together"),
        ({"PLACE": "P1", "PLACE_PROVIDER": "PR0", "LS": "V2"}, "LS V2 cannot be with PLACE P1"),
    ],
)
def test_an_odd_row_makes_no_stay_and_is_reported_with_its_number(imported, cells, says):
    result = imported(episode(CHILD="2"), {**episode(), **cells})
    assert stays(result) == []
    assert len(stays(result, "2")) == 1
    ((at, why),) = result.report.left_out
    assert (at, says in why) == (("episodes.csv", 3), True)


def test_a_row_that_is_odd_about_where_still_says_that_the_child_is_looked_after(imported):
    result = imported(episode(PLACE_PROVIDER="PR3"))
    (somewhere,) = result.snapshot.placements
    (home,) = result.snapshot.settings
    assert (somewhere.place_id, somewhere.state) == (None, PlacementState.STARTED)
    assert home.for_young_person_id == "1"
    assert result.snapshot.places == ()
    assert result.snapshot.young_people[0].legal_status is not None


@pytest.mark.parametrize("provider", ["PR1", "PR2", "PR4", "PR5"])
def test_lawful_pairs_are_stays(imported, provider):
    assert len(stays(imported(episode(PLACE_PROVIDER=provider)))) == 1


def test_an_ofsted_number_that_is_none_is_not_known(imported):
    result = imported(episode(URN="12"))
    assert [home.ofsted_number for home in result.snapshot.settings] == [None]
    assert list(result.report.adjusted_by_reason().values()) == [1]


def test_a_return_full_of_contradictions_comes_out_sound(tmp_path):
    draw = random.Random(903)
    header = [
        f"{n},{draw.choice('12')},{draw.randint(1, 28)}/0{draw.randint(1, 9)}/20{draw.randint(10, 19)},WBRI"
        for n in range(150)
    ]
    rows = []
    for child in range(150):
        day = date(2020, 1, 1) + timedelta(days=draw.randint(0, 400))
        for _ in range(draw.randint(1, 5)):
            end = day + timedelta(days=draw.randint(-5, 200))
            rows.append(
                episode(
                    f"{day:%d/%m/%Y}",
                    draw.choice([f"{end:%d/%m/%Y}", ""]),
                    CHILD=str(child),
                    RNE=draw.choice("SLPTBU"),
                    LS=draw.choice(["C1", "C2", "V2", "V3", "J1", "L1", "E1"]),
                    PLACE=draw.choice(sorted(placement_types())),
                    PLACE_PROVIDER=draw.choice(sorted(providers())),
                    REASON_PLACE_CHANGE=draw.choice(["", "PLACE", "CARPL"]),
                    URN=draw.choice(["", "SC000001", "1000001", "1000002", "XXXXXXX"]),
                    PL_POST=draw.choice(["", "ZZ1 1DS", "ZZ2 2AA"]),
                )
            )
            day += timedelta(days=draw.randint(0, 150))
    save(tmp_path, rows, header)
    result = checked(read_903(tmp_path))
    assert result.report.stays > 50
    assert len(result.report.left_out_by_reason()) > 10


# Children


@pytest.mark.parametrize(
    ("sex", "is_"), [("1", Sex.MALE), ("2", Sex.FEMALE), ("M", Sex.MALE), ("f", Sex.FEMALE), ("U", None), ("", None)]
)
def test_sex_may_be_given_in_either_years_codes(imported, sex, is_):
    result = imported(episode(), header=[f"1,{sex},14/03/2010,WBRI"])
    assert result.snapshot.young_people[0].sex is is_
    assert result.report.adjusted == ()


def test_what_a_header_row_does_not_say_is_not_known(imported):
    person = imported(episode(), header=["1,,,"]).snapshot.young_people[0]
    assert (person.sex, person.date_of_birth, person.ethnicity) == (None, None, None)


@pytest.mark.parametrize("row", ["1,9,14/03/2010,WBRI", "1,1,14.3.10,WBRI", "1,1,14/03/2010,ABCD"])
def test_a_header_cell_that_cannot_be_read_is_not_known_and_said(imported, row):
    result = imported(episode(), header=[row])
    person = result.snapshot.young_people[0]
    assert [person.sex, person.date_of_birth, person.ethnicity].count(None) == 1
    assert [note.at for note in result.report.adjusted] == [("header.csv", 2)]


def test_a_child_in_two_rows_is_one_child_and_a_contradiction_is_not_known(imported):
    header = ["1,1,14/03/2010,", "1,M,15/03/2010,WBRI", "1,1,14/03/2010,"]
    (person,) = imported(episode(), header=header).snapshot.young_people
    assert (person.sex, person.date_of_birth, person.ethnicity) == (Sex.MALE, None, "WBRI")


def test_a_child_without_a_usable_id_is_left_out(imported):
    result = imported(episode(), header=["1,1,14/03/2010,WBRI", "Jane Smith,2,14/03/2010,WBRI"])
    assert [note.at.row for note in result.report.left_out] == [3]
    assert not any("Jane" in note.says for note in result.report.left_out)


@pytest.mark.parametrize(
    ("code", "place", "is_"),
    [
        ("C1", "K2", LegalStatus.INTERIM_CARE_ORDER),
        ("C2", "K2", LegalStatus.CARE_ORDER),
        ("D1", "K2", LegalStatus.OTHER_COURT_ORDER),
        ("E1", "U6", LegalStatus.OTHER_COURT_ORDER),
        ("V2", "K2", LegalStatus.S20),
        ("L1", "K2", LegalStatus.POLICE_PROTECTION),
        ("L2", "K2", LegalStatus.EMERGENCY_PROTECTION_ORDER),
        ("L3", "K2", LegalStatus.OTHER_COURT_ORDER),
        ("J1", "K2", LegalStatus.REMAND_LAA),
        ("J1", "R5", None),
        ("J1", "K1", None),
        ("J2", "K2", LegalStatus.PACE_TRANSFER),
        ("J3", "K2", LegalStatus.OTHER_COURT_ORDER),
    ],
)
def test_the_legal_status_is_that_of_the_open_episode(imported, code, place, is_):
    result = imported(episode(ended="05/02/2024", LS="L2"), episode("05/02/2024", RNE="B", LS=code, PLACE=place))
    reason = result.snapshot.young_people[0].legal_status
    assert reason is not None
    assert reason.status is is_


def test_who_has_left_care_has_no_legal_status(imported):
    result = imported(episode(ended="05/02/2024"))
    assert result.snapshot.young_people[0].legal_status is None


# Settings


@pytest.mark.parametrize(
    ("place", "provider", "kind", "exception"),
    [
        ("K2", "PR4", SettingKind.CHILDRENS_HOME, None),
        ("K3", "PR4", SettingKind.SUPPORTED_ACCOMMODATION, None),
        ("H5", "PR4", SettingKind.SUPPORTED_ACCOMMODATION, None),
        ("P2", "PR5", SettingKind.SUPPORTED_ACCOMMODATION, None),
        ("P1", "PR0", SettingKind.WITH_PARENTS, None),
        ("U1", "PR1", SettingKind.CONNECTED_CARER, None),
        ("U3", "PR1", SettingKind.CONNECTED_CARER, None),
        ("U4", "PR1", SettingKind.FOSTER_FAMILY, None),
        ("U6", "PR5", SettingKind.FOSTER_FAMILY, None),
        ("A3", "PR1", SettingKind.FOSTER_FAMILY, None),
        ("R1", "PR4", SettingKind.EXCEPTED_SETTING, ExceptionType.CARE_HOME),
        ("R3", "PR3", SettingKind.EXCEPTED_SETTING, ExceptionType.RESIDENTIAL_FAMILY_CENTRE),
        ("S1", "PR3", SettingKind.EXCEPTED_SETTING, ExceptionType.SCHOOL),
    ],
)
def test_the_kind_of_a_setting_follows_from_the_placement_type(imported, place, provider, kind, exception):
    (home,) = imported(episode(PLACE=place, PLACE_PROVIDER=provider, URN="1000001")).snapshot.settings
    assert (home.kind, home.exception_type, home.ofsted_number) == (kind, exception, "1000001")


def test_every_placement_type_of_every_year_has_a_reading():
    table = Path(DATA.parents[1] / "api" / "exchange" / "codes" / "placement_type.csv").read_text("utf-8")
    codes = {line.partition(",")[0] for line in table.splitlines()[1:]}
    assert codes == set(placement_types())


def test_a_setting_says_no_more_than_the_return_does(imported):
    (home,) = imported(episode()).snapshot.settings
    (place,) = imported(episode()).snapshot.places
    assert (home.provider, home.provider_name) == (Provider.EXTERNAL, "Private provider")
    assert (home.registration, home.registered_places, home.location, home.area_authority) == (None, None, None, None)
    assert (home.carers, home.terms, home.household, home.features, home.rota_held) == (None, None, None, None, False)
    assert (place.vacancy_confirmed_at, place.features) == (None, None)


def test_own_provision_is_the_authoritys_own(imported):
    assert imported(episode(PLACE_PROVIDER="PR1")).snapshot.settings[0].provider is Provider.OWN


def test_children_in_one_home_live_together_and_its_beds_are_the_most_in_use_at_once(imported):
    result = imported(
        episode(ended="05/02/2024"),
        episode(CHILD="2", first="05/02/2024"),
        episode(CHILD="3", first="01/03/2024"),
    )
    assert [home.id for home in result.snapshot.settings] == ["urn-SC000001"]
    assert [place.beds for place in result.snapshot.places] == [2]


def test_one_fostering_service_has_many_families_told_apart_by_postcode(imported):
    foster = {"PLACE": "U6", "URN": "1000001"}
    result = imported(
        episode(CHILD="1", PL_POST="ZZ1 1DS", **foster),
        episode(CHILD="2", PL_POST="zz11ds", **foster),
        episode(CHILD="3", PL_POST="ZZ2 2AA", **foster),
    )
    homes = {p.young_person_id: p.setting_id for p in result.snapshot.placements}
    assert homes["1"] == homes["2"] != homes["3"]
    assert {home.ofsted_number for home in result.snapshot.settings} == {"1000001"}


def test_without_a_postcode_nothing_says_that_two_children_share_a_family(imported):
    result = imported(*(episode(CHILD=child, PLACE="U6", URN="1000001") for child in ("1", "2")))
    assert len(result.snapshot.settings) == 2


@pytest.mark.parametrize("urn", ["", "XXXXXXX"])
def test_without_an_ofsted_number_a_setting_is_one_childs(imported, urn):
    flat = {"PLACE": "P2", "PLACE_PROVIDER": "PR5", "URN": urn}
    result = imported(
        episode(ended="05/02/2024", **flat),
        episode("01/03/2024", RNE="S", **flat),
        episode(CHILD="2", **flat),
    )
    assert {home.id for home in result.snapshot.settings} == {"p2-pr5-1", "p2-pr5-2"}
    assert Counter(p.setting_id for p in result.snapshot.placements)["p2-pr5-1"] == 2


def test_a_home_with_parents_is_that_childs_only(imported):
    home = {"PLACE": "P1", "PLACE_PROVIDER": "PR0", "URN": ""}
    result = imported(episode(**home), episode(CHILD="2", **home))
    assert [place.for_young_person_id for place in result.snapshot.settings] == ["1", "2"]


def test_ids_never_collide(imported):
    flat = {"PLACE": "P2", "PLACE_PROVIDER": "PR5", "URN": ""}
    result = imported(
        episode(ended="05/02/2024", PL_POST="ZZ1 1DS", **flat),
        episode("05/02/2024", RNE="P", PL_POST="ZZ2 2AA", **flat),
        episode(CHILD="1-2", **flat),
        header=["1,1,14/03/2010,WBRI", "1-2,1,14/03/2010,WBRI"],
    )
    assert len({home.id for home in result.snapshot.settings}) == 3


# The day of the snapshot


def test_the_day_is_the_one_after_the_latest_date(imported):
    result = imported(episode(ended="05/02/2024"))
    assert result.snapshot.as_of == datetime(2024, 2, 6, 12, tzinfo=LONDON)
    assert result.report.as_of == date(2024, 2, 6)


def test_on_an_earlier_day_nothing_is_known_that_came_later(imported):
    rows = (episode(ended="05/02/2024", LS="C1"), episode("05/02/2024", RNE="B", URN="SC000002"))
    result = imported(*rows, as_of=date(2024, 1, 20))
    assert nights(result) == [("2024-01-01", None)]
    assert [home.id for home in result.snapshot.settings] == ["urn-SC000001"]
    reason = result.snapshot.young_people[0].legal_status
    assert reason is not None
    assert reason.status is LegalStatus.INTERIM_CARE_ORDER
    assert result.report.left_out_by_reason() == {"begins after the day of the snapshot": 1}


def test_who_leaves_on_the_day_has_left(imported):
    result = imported(episode(ended="05/02/2024"), as_of=date(2024, 2, 5))
    assert result.snapshot.placements[0].state is PlacementState.ENDED


def test_a_child_not_yet_born_is_left_out(imported):
    header = ["1,1,14/03/2010,WBRI", "2,2,01/02/2024,WBRI"]
    result = imported(episode(), header=header, as_of=date(2024, 1, 20))
    assert [person.id for person in result.snapshot.young_people] == ["1"]
    assert result.report.left_out == ((("header.csv", 3), "born after the day of the snapshot"),)
