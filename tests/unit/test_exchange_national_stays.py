"""From episodes to stays: what goes on, what ends, what is left out, and that all of it is said."""

import random
from datetime import date, timedelta
from functools import partial

import pytest

from api.exchange.national_codes import placement_types, providers
from api.exchange.national_return import read_903
from matcher.domain.codes import PlacementState
from matcher.domain.nights import Nights
from tests.returns import checked, episode, import_rows, nights, save, stays

TWO_WAYS = "two rows of the file give this child's episode from this day differently: keep the one that is right"


@pytest.fixture
def imported(tmp_path):
    return partial(import_rows, tmp_path)


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
