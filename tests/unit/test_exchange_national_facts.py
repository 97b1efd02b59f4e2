"""What a return says of children, settings and the day, and nothing that it does not say."""

from collections import Counter
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pytest

from api.exchange.national_codes import placement_types
from api.exchange.snapshots import read_snapshot, write_snapshot
from matcher.domain.codes import ExceptionType, PlacementState, Provider, SettingKind
from matcher.domain.person_codes import LegalStatus, Sex
from matcher.domain.values import LONDON
from tests.returns import DATA, episode, import_rows, nights


@pytest.fixture
def imported(tmp_path):
    return partial(import_rows, tmp_path)


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


def test_the_day_is_never_one_that_cannot_be_read_again(imported):
    snapshot = imported(episode(ended="31/12/2199")).snapshot
    assert read_snapshot(write_snapshot(snapshot)) == snapshot


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
