"""How records are written: in short where that says it all, and so that no spreadsheet runs a cell."""

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import pytest

from api.exchange.lists import write_list
from api.records.kinds import CommitmentRecord, PlacementRecord, SeparationRecord, SettingRecord, YoungPersonRecord
from matcher.domain.carers import Carer, FosteringExemption
from matcher.domain.codes import PlacementState, SettingKind
from matcher.domain.people import Health, Need, RiskEntry, View
from matcher.domain.people_law import Consent, Consenter, LegalReason
from matcher.domain.person_codes import (
    LegalStatus,
    NeedCategory,
    RiskType,
    SeparationReason,
    SeparationScope,
    SkilledNeed,
    ViewAbout,
    ViewStrength,
)
from matcher.domain.settings import Availability, IdentityOffer

A_MOMENT = datetime(2026, 5, 22, 19, 5, tzinfo=UTC)
WITH_A_COLON = Consent(given_by=(Consenter(person="a:b"),))


def written(list_name, *records):
    """The rows, each by column."""
    raw = write_list(list_name, records)
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def cell(column, **facts):
    (row,) = written("young-people", YoungPersonRecord(id="yp1", **facts))
    return row[column]


@pytest.mark.parametrize(
    ("column", "facts", "text"),
    [
        ("needs", {"needs": (Need(category=NeedCategory.AUTISM, level=2), Need(category=NeedCategory.TRAUMA))}, "autism:2; trauma"),
        ("needs", {"needs": ()}, "none"),
        ("needs", {}, ""),
        ("skilled_needs", {"skilled_needs": (SkilledNeed.INSULIN, SkilledNeed.SEIZURE_PLAN)}, "insulin; seizure_plan"),
        ("risks", {"risks": (RiskEntry(risk=RiskType.MISSING, recorded_on=date(2026, 5, 1)),)}, "missing::2026-05-01"),
        ("consent.given_by", {"consent": Consent(given_by=(Consenter(person="Nan"),))}, "Nan"),
        ("consent.given_by", {"consent": Consent()}, "{}"),
        ("consent.given_by", {"consent": WITH_A_COLON}, '[{"person": "a:b", "is_young_person": false}]'),
        ("legal_status.status", {"legal_status": LegalReason(status=LegalStatus.S20)}, "s20"),
        ("legal_status.ends_at", {"legal_status": LegalReason(ends_at=A_MOMENT)}, "2026-05-22T19:05:00+00:00"),
        ("health.detained", {"health": Health(detained=False)}, "no"),
        ("name_to_use", {"name_to_use": "=1+1"}, "'=1+1"),
        ("name_to_use", {"name_to_use": "+44 7700 900123"}, "'+44 7700 900123"),
        ("name_to_use", {"name_to_use": "Sa\0m"}, "Sa\N{REPLACEMENT CHARACTER}m"),
        ("name_to_use", {"name_to_use": ""}, "'"),
        ("external_refs", {"external_refs": {"case-system": "10442", "other": "x"}}, "case-system:10442; other:x"),
        ("external_refs", {"external_refs": {"case-system": "a;b"}}, '{"case-system": "a;b"}'),
        ("external_refs", {}, ""),
    ],
)  # fmt: skip
def test_a_cell_is_written(column, facts, text):
    assert cell(column, **facts) == text


def test_parts_that_say_nothing_are_left_off_from_the_end():
    view = View(about=ViewAbout.SETTING, view=ViewStrength.AGAINST, setting_id="s1", recorded_on=date(2026, 5, 1))

    assert cell("views", views=(view,)) == "setting:against:s1::::::2026-05-01"
    assert cell("risks", risks=(RiskEntry(risk=RiskType.MISSING, level=0),)) == "missing:0"


def test_what_the_short_form_cannot_say_is_json():
    exempt = FosteringExemption(granted_by="north", young_people=("yp1", "yp2"))
    (row,) = written("settings", SettingRecord(id="s1", name="x", kind=SettingKind.FOSTER_FAMILY, exemptions=(exempt,)))

    assert (
        row["exemptions"]
        == '[{"granted_by": "north", "young_people": ["yp1", "yp2"], "valid_from": null, "valid_to": null}]'
    )


def test_numbers_are_written_plainly_and_negative_ones_are_no_formula():
    apart = SeparationRecord(
        id="x", person_a="a", person_b="b", reason=SeparationReason.CONFLICT, scope=SeparationScope.AREA_KM, km=-2.0
    )

    assert written("separations", apart)[0]["km"] == "-2"


def test_usual_values_are_written_out_where_they_are_single():
    (row,) = written(
        "placements", PlacementRecord(id="pl1", young_person_id="yp1", setting_id="s1", first_night=date(2026, 5, 22))
    )

    assert (row["state"], row["leaving"], row["external_refs"]) == (PlacementState.STARTED, "", "")


def test_what_is_empty_by_itself_is_blank_where_blank_says_so():
    offer = IdentityOffer(languages=())
    setting = SettingRecord(
        id="s1", name="x", kind=SettingKind.FOSTER_FAMILY, availability=Availability(), identity_offer=offer
    )
    (row,) = written("settings", setting)

    assert (row["availability.absences"], row["availability.minimum_notice_days"]) == ("", "0")
    assert (row["identity_offer.languages"], row["identity_offer.religions"]) == ("none", "")


def test_no_shifts_at_all_are_not_the_usual_shifts():
    facts: dict[str, Any] = {"setting_id": "s1", "staff": 1, "first_night": date(2026, 5, 22)}
    none, usual = CommitmentRecord(id="a", shifts=(), **facts), CommitmentRecord(id="b", **facts)

    assert [row["shifts"] for row in written("commitments", none, usual)] == ["none", "day; evening; night"]


def test_a_carer_has_a_row_with_the_settings_id():
    carers = (Carer(id="c1", name="Sam"), Carer(id="c2"))
    settings = [
        SettingRecord(id="s1", name="x", kind=SettingKind.FOSTER_FAMILY, carers=carers),
        SettingRecord(id="s2", name="y", kind=SettingKind.FOSTER_FAMILY, carers=()),
        SettingRecord(id="s3", name="z", kind=SettingKind.FOSTER_FAMILY),
    ]

    assert [(row["id"], row["setting_id"], row["name"]) for row in written("carers", *settings)] == [
        ("c1", "s1", "Sam"),
        ("c2", "s1", ""),
    ]
    assert [row["carers"] for row in written("settings", *settings)] == ["", "none", ""]


def test_lines_end_as_excel_ends_them():
    assert write_list("on-call", []) == b"\xef\xbb\xbfid,role,name,telephone,external_refs\r\n"
