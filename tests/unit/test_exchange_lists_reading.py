"""What a row says: every kind of cell, headings in any order and hand, CSV and Excel alike."""

from datetime import date, datetime, time

import pytest

from api.exchange.lists import LIST_NAMES, list_kind, read_list, template
from matcher.domain.errors import InvalidInput
from tests.workbooks import workbook


def read(text, name="young-people"):
    return read_list(text if isinstance(text, bytes) else text.encode(), name, "f.csv").rows


def only(text, name="young-people"):
    (row,) = read(text, name)
    return row


def cell(column, text, name="young-people"):
    """What a cell says, at its place in the record."""
    value = only(f'id,{column}\nx1,"{text}"\n', name).fields
    for step in column.split("."):
        value = value[step]
    return value


def why_not(column, text, name="young-people"):
    with pytest.raises(InvalidInput) as error:
        cell(column, text, name)
    (problem,) = error.value.problems
    assert problem.pointer == f"/f.csv/2/{column}"
    return problem


@pytest.mark.parametrize(
    ("column", "text", "says"),
    [
        ("sex", "female", "female"),
        ("sex", " Female ", "female"),
        ("legal_status.status", "Interim care order", "interim_care_order"),
        ("legal_status.status", "police-protection", "police_protection"),
        ("legal_status.status", "none", "none"),
        ("age_band", "16-17", "16_17"),
        ("name_to_use", "  Zoë  ", "Zoë"),
        ("name_to_use", "none", "none"),
        ("name_to_use", "=1+1", "=1+1"),
        ("name_to_use", "'=1+1", "=1+1"),
        ("name_to_use", "''=1+1", "'=1+1"),
        ("name_to_use", "'Mouse'", "'Mouse'"),
        ("name_to_use", "'", ""),
        ("name_to_use", "{}", "{}"),
        ("name_to_use", "+44 7700 900123", "+44 7700 900123"),
        ("needs_waking_night", "Yes", True),
        ("needs_waking_night", "FALSE", False),
        ("date_of_birth", "2011-05-03", "2011-05-03"),
        ("date_of_birth", "03/05/2011", "2011-05-03"),
        ("date_of_birth", "3/5/2011", "2011-05-03"),
        ("home.easting", "428660", 428660),
        ("needs", "none", []),
        ("needs", "None", []),
        ("needs", "autism:2; adhd", None),
        ("needs", "Autism:2; Self harm", [{"category": "autism", "level": 2}, {"category": "self_harm"}]),
        ("needs", '[{""category"": ""autism""}]', [{"category": "autism"}]),
        ("skilled_needs", "insulin; seizure plan;", ["insulin", "seizure_plan"]),
        ("consent.given_by", "Own agreement:yes", [{"person": "Own agreement", "is_young_person": True}]),
        (
            "views",
            "setting:for:s1:::yes",
            [{"about": "setting", "view": "for", "setting_id": "s1", "told_what_it_is": True}],
        ),
        ("external_refs", "case-system:10:4; other:x", {"case-system": "10:4", "other": "x"}),
    ],
)
def test_a_cell_says(column, text, says):
    if says is None:
        assert "adhd is not one of the codes" in why_not(column, text).detail
    else:
        assert cell(column, text) == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("2026-05-22T20:05+01:00", "2026-05-22T20:05:00+01:00"),
        ("2026-05-22T19:05Z", "2026-05-22T19:05:00+00:00"),
        ("2026-05-22T20:05", "2026-05-22T20:05:00+01:00"),
        ("2026-01-22 9:05", "2026-01-22T09:05:00+00:00"),
        ("22/05/2026 20:05", "2026-05-22T20:05:00+01:00"),
        ("22/05/2026 20:05:30", "2026-05-22T20:05:30+01:00"),
        ("2026-10-25T01:30+00:00", "2026-10-25T01:30:00+00:00"),
        ("2026-10-25T00:59", "2026-10-25T00:59:00+01:00"),
        ("2026-10-25T02:00", "2026-10-25T02:00:00+00:00"),
        ("2026-03-29T02:00", "2026-03-29T02:00:00+01:00"),
    ],
)
def test_a_time_is_londons_where_no_offset_is_written(text, says):
    assert cell("legal_status.ends_at", text) == says


@pytest.mark.parametrize("text", ["29/03/2026 01:00", "29/03/2026 01:59", "25/10/2026 01:00", "2026-10-25T01:59"])
def test_a_time_that_the_clocks_skip_or_show_twice_needs_its_offset(text):
    assert "Write the offset" in why_not("legal_status.ends_at", text).mend


@pytest.mark.parametrize("text", ["24:00", "23:60", "11pm", "2330"])
def test_a_time_of_day_is_from_midnight_to_midnight(text):
    assert cell("emergency_listing.latest_arrival", "9:30", "settings") == "09:30"
    assert "not a time of day" in why_not("emergency_listing.latest_arrival", text, "settings").detail


@pytest.mark.parametrize(
    ("column", "text", "mend"),
    [
        ("sex", "femal", "the nearest is female"),
        ("needs", "autism:4", "3 or less"),
        ("needs", "autism:high", "Each item is written category:level"),
        ("siblings", "yp2:full:apart:maybe", "yes or no"),
        ("views", "setting:for", "fields named"),
        ("external_refs", "10442", "then a colon"),
        ("external_refs", "a:1; a:2", "each system once"),
        ("key_worker.worker_id", "Sam Reed", "letters, digits"),
        ("skilled_needs", ";;", "none if there is none"),
    ],
)
def test_a_bad_cell_comes_with_its_mend(column, text, mend):
    assert mend in why_not(column, text).mend


def test_columns_come_in_any_order_and_in_any_hand():
    rows = read("Date of birth, ID ,Legal-Status.Status,\n03/05/2011,yp1,S20,\n")

    assert rows[0].id == "yp1"
    assert rows[0].fields["legal_status"] == {"status": "s20"}


def test_rows_are_numbered_as_a_spreadsheet_counts():
    assert [(row.number, row.id) for row in read("\nid\n\nyp1\n\n \nyp2\n")] == [(4, "yp1"), (7, "yp2")]


def test_windows_text_is_read():
    assert only("id,name_to_use\nyp1,Zoë\n".encode("cp1252")).fields["name_to_use"] == "Zoë"


def test_only_the_columns_of_the_file_are_said():
    assert only("id,sex\nyp1,\n").fields == {"id": "yp1", "sex": None}


def test_a_blank_cell_is_not_recorded_or_the_usual_value_or_changes_nothing():
    row = only("id,name,kind,provider,rota_held,closures,carers,cost_per_week\ns1,,,,,,,\n", "settings")

    assert row.fields == {"id": "s1", "provider": "own", "rota_held": False, "closures": [], "cost_per_week": None}


def test_one_row_never_shares_a_list_with_another():
    first, second = read("id,closures\ns1,\ns2,\n", "settings")
    first.fields["closures"].append("changed")
    assert first.fields["closures"] == second.fields["closures"] == []


def test_an_id_is_made_where_the_file_has_none():
    with_id, without = read("id,setting_id,on,shift\nr1,s1,2026-05-22,day\n,s1,22/05/2026,Night\n", "rota")

    assert (with_id.id, without.id) == ("r1", "s1.2026-05-22.night")
    assert only("origin,setting_id,minutes\nyp1,s1,20\n", "travel-times").id == "yp1.s1.public_transport"


def test_an_id_made_from_words_is_an_id():
    made = only("role,name\nService manager,Sam\n", "on-call").id

    assert len(made) == 64
    assert made.isalnum()


def test_an_id_may_stand_in_place_of_what_it_is_made_from():
    assert only("id,headcount\nr1,3\n", "rota").fields == {"id": "r1", "headcount": 3}


def test_a_carer_is_kept_in_a_setting():
    rows = read("id,setting_id,name\nc1,s1,Sam\nc1,s2,Sam\n", "carers")

    assert [(row.setting_id, row.id) for row in rows] == [("s1", "c1"), ("s2", "c1")]
    assert rows[0].fields == {"id": "c1", "name": "Sam"}


def test_progress_is_told_on_the_way_and_at_the_end():
    told: list[int] = []
    read_list(b"id\n" + b"".join(b"yp%d\n" % n for n in range(2_500)), "young-people", "f.csv", told.append)

    assert told == [1_000, 2_000, 2_500]


def test_a_workbook_says_what_the_csv_of_it_would():
    rows = [
        [
            "id",
            "name_to_use",
            "date_of_birth",
            "needs_waking_night",
            "home.easting",
            "home.northing",
            "legal_status.ends_at",
        ],
        [1001, "Zoë", date(2011, 5, 3), True, 428660.0, 453860, datetime(2026, 5, 22, 20, 5)],  # noqa: DTZ001 - as in Excel
        [],
        ["yp2", "=1+1", "03/05/2011", "No", "", None, "2026-05-22T20:05+01:00"],
    ]
    first, second = read(workbook(rows, [["another sheet"]]))

    assert (first.number, first.id) == (2, "1001")
    assert first.fields["home"] == {"easting": 428660, "northing": 453860}
    assert first.fields["needs_waking_night"] is True
    assert first.fields["date_of_birth"] == second.fields["date_of_birth"] == "2011-05-03"
    assert first.fields["legal_status"] == second.fields["legal_status"] | {"ends_at": "2026-05-22T20:05:00+01:00"}
    assert (second.number, second.fields["name_to_use"]) == (4, "=1+1")
    assert second.fields["home"] is None


def test_a_time_of_day_in_a_workbook_is_one():
    row = only(workbook([["id", "emergency_listing.latest_arrival"], ["s1", time(23, 30)]]), "settings")

    assert row.fields["emergency_listing"] == {"latest_arrival": "23:30"}


@pytest.mark.parametrize("name", LIST_NAMES)
def test_every_template_can_be_read_and_has_the_id_first(name):
    assert read(template(name), name) == ()
    assert template(name).decode("utf-8-sig").startswith(f"{list_kind(name).id_field},")
    assert template(name).endswith(b"\r\n")


@pytest.mark.parametrize(
    ("name", "known_as"),
    [("placement-requests", "requests"), ("shifts", "rota"), ("young_people", "young-people"), ("Rota", "rota")],
)
def test_a_list_goes_by_other_names_too(name, known_as):
    assert list_kind(name).name == known_as
