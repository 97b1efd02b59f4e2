"""What a row says is put onto what is recorded, and nothing else is changed."""

import pytest
from pydantic_core import to_json

from api.exchange.lists import read_list, row_adapter, write_list
from api.records.kinds import SettingRecord, YoungPersonRecord
from matcher.domain.codes import SettingKind
from matcher.domain.people import CurrentKeyWorker, Education, Health
from matcher.domain.people_law import LegalReason
from matcher.domain.person_codes import EducationStatus
from matcher.domain.settings import Contact
from matcher.domain.values import Location

RECORDED = {
    "id": "yp1",
    "name_to_use": "Sam",
    "home": {"easting": 1, "northing": 2, "postcode": None},
    "legal_status": {"status": "s20", "ends_at": None, "expected_on": None},
    "needs": [{"category": "autism", "level": 1}],
}


def onto(text, recorded=RECORDED, name="young-people"):
    (row,) = read_list(text.encode(), name, "f.csv").rows
    before = repr(recorded)
    merged = row.onto(recorded)
    assert repr(recorded) == before
    return merged


def test_a_column_that_is_not_there_leaves_its_field():
    assert onto("id,sex\nyp1,male\n") == {**RECORDED, "sex": "male"}


def test_a_blank_cell_says_that_it_is_not_recorded():
    assert onto("id,name_to_use,needs\nyp1,,\n") == {**RECORDED, "name_to_use": None, "needs": None}


def test_none_says_that_there_is_none():
    assert onto("id,needs\nyp1,none\n")["needs"] == []


def test_what_cannot_be_blank_stays():
    recorded = {"id": "s1", "name": "Gritstone House", "kind": "hub_bed", "rota_held": True}

    assert onto("id,name,kind,rota_held\ns1,,,\n", recorded, "settings") == {**recorded, "rota_held": False}


def test_one_column_of_a_heading_leaves_the_others():
    assert onto("id,home.postcode\nyp1,ZZ1 1AA\n")["home"] == {"easting": 1, "northing": 2, "postcode": "ZZ1 1AA"}
    assert onto("id,home.postcode\nyp1,\n")["home"] == RECORDED["home"]


def test_a_heading_is_not_recorded_where_nothing_under_it_is():
    assert onto("id,home.easting,home.northing\nyp1,,\n")["home"] is None
    assert (
        onto("id,legal_status.status,legal_status.ends_at,legal_status.expected_on\nyp1,,,\n")["legal_status"] is None
    )
    assert onto("id,home.postcode\nyp1,\n", {"id": "yp1"})["home"] is None


def test_a_heading_with_usual_values_under_it_is_not_recorded_either():
    recorded = {"id": "s1", "availability": {"absences": [], "minimum_notice_days": 2}}
    both = "id,availability.absences,availability.minimum_notice_days\ns1,,\n"
    one = "id,availability.absences\ns1,\n"

    assert onto(both, recorded, "settings")["availability"] is None
    assert onto(one, recorded, "settings") == recorded
    assert onto(one, {"id": "s1"}, "settings")["availability"] is None


def test_a_heading_may_be_recorded_with_nothing_under_it():
    assert onto("id,key_worker.worker_id\nyp1,{}\n")["key_worker"] == {"worker_id": None}
    assert onto("id,health.detained\nyp1,{}\n")["health"] == {"detained": None}


def test_a_new_record_has_only_what_its_row_says():
    assert onto("id,sex,home.postcode\nyp1,male,\n", None) == {"id": "yp1", "sex": "male", "home": None}


def test_carers_of_a_setting_stay_unless_there_are_none():
    recorded = {"id": "s1", "carers": [{"id": "c1"}]}

    assert onto("id,carers\ns1,\n", recorded, "settings") == recorded
    assert onto("id,carers\ns1,none\n", recorded, "settings")["carers"] == []
    assert "carers" not in onto("id,carers\ns1,\n", None, "settings")


def test_a_carer_is_merged_onto_the_carer():
    assert onto("id,setting_id,name\nc1,s1,Jo\n", {"id": "c1", "approved_by": "north"}, "carers") == {
        "id": "c1",
        "name": "Jo",
        "approved_by": "north",
    }


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"health": Health()},
        {"home": Location()},
        {"legal_status": LegalReason()},
        {"key_worker": CurrentKeyWorker()},
        {"education": Education(status=EducationStatus.SCHOOL, location=Location())},
        {"needs": ()},
        {"name_to_use": ""},
    ],
)
def test_what_is_recorded_as_nothing_reads_back_as_nothing(facts):
    record = YoungPersonRecord(id="yp1", **facts)
    (row,) = read_list(write_list("young-people", [record]), "young-people", "f.csv").rows

    assert row_adapter("young-people").validate_json(to_json(row.fields)) == record


@pytest.mark.parametrize("name", ["{}", "", "'{}", "{} "])
def test_a_name_that_looks_like_a_mark_is_a_name(name):
    record = SettingRecord(id="s1", name=name, kind=SettingKind.HUB_BED, contact=Contact(name=name))
    (row,) = read_list(write_list("settings", [record]), "settings", "f.csv").rows

    assert row_adapter("settings").validate_json(to_json(row.fields)) == record
