"""What is said of the columns is said for all of them, and is true."""

import csv
import io
from dataclasses import replace

import pytest
from pydantic import ValidationError

from api.exchange.lists import (
    LIST_NAMES,
    Needed,
    column_at,
    columns,
    guide,
    list_pieces,
    read_list,
    row_adapter,
    row_problems,
)
from api.exchange.lists.columns import Group, layout, leaves
from api.exchange.lists.found import letters
from tests.property.records import records_of_the_county


def guidance(list_name, column):
    return next(one for one in columns(list_name) if one.name == column)


@pytest.mark.parametrize("name", LIST_NAMES)
def test_every_example_can_be_read(name):
    text = io.StringIO()
    csv.writer(text).writerows([[one.name for one in columns(name)], [one.example for one in columns(name)]])

    (row,) = read_list(text.getvalue().encode(), name, "f.csv").rows
    assert row.fields


@pytest.mark.parametrize("name", LIST_NAMES)
def test_every_column_is_explained(name):
    rows = list(guide(name))

    assert {len(row) for row in rows} == {5}
    assert [row[0] for row in rows[1:]] == [column.name for column in layout(name).columns]
    assert all(one.write and one.example and " None" not in one.meaning for one in columns(name))


@pytest.mark.parametrize("name", LIST_NAMES)
def test_every_heading_has_a_column_to_say_that_it_is_recorded(name):
    for group in (node for node in layout(name).nodes if isinstance(node, Group)):
        assert isinstance(group.members[group.mark], type(layout(name).columns[0]))


def test_codes_are_named_and_meanings_are_the_types_own():
    one = guidance("young-people", "legal_status.status")

    assert "`police_protection`" in one.write
    assert one.meaning.startswith("Why the person can be accommodated. `none` = recorded")
    assert guidance("young-people", "needs").write.startswith("`category:level` for each")
    assert guidance("placements", "leaving").meaning == "Leaving day; blank = no planned end."


def test_columns_are_needed_always_or_for_a_new_record_or_with_their_heading():
    assert guidance("places", "place_id").needed is Needed.ALWAYS
    assert guidance("places", "beds").needed is Needed.WHEN_NEW
    assert guidance("places", "pool").needed is Needed.NO
    assert guidance("settings", "registration.status").needed is Needed.WITH_ITS_GROUP
    assert guidance("rota", "id").needed is Needed.NO
    assert guidance("rota", "on").needed is Needed.ALWAYS
    assert guidance("carers", "setting_id").needed is Needed.ALWAYS


def test_a_young_person_inside_a_request_is_no_column():
    assert "young_person" not in [one.name for one in columns("requests")]


@pytest.mark.parametrize(
    ("name", "place", "column"),
    [
        ("young-people", ("legal_status", "status"), "legal_status.status"),
        ("young-people", ("needs", 0, "level"), "needs"),
        ("young-people", ("education", "location", "easting"), "education.location.easting"),
        ("young-people", ("home",), "home.easting"),
        ("young-people", (), None),
        ("young-people", ("nonsense",), None),
        ("carers", ("carers", 3, "trained_in", 0), "trained_in"),
        ("carers", ("trained_in", 0), "trained_in"),
    ],
)
def test_a_place_in_a_record_is_in_a_column(name, place, column):
    assert column_at(name, place) == column


def test_problems_of_a_record_as_a_whole_name_row_and_column():
    with pytest.raises(ValidationError) as error:
        row_adapter("settings").validate_json('{"id": "s1", "name": "x", "kind": "hub", "registration": {}}')

    kind, registration = row_problems("settings", "f.csv", 7, error.value)
    assert kind.pointer == "/f.csv/7/kind"
    assert "the nearest is" in kind.mend
    assert registration.pointer == "/f.csv/7/registration.status"
    assert registration.detail == "f.csv, row 7, column registration.status: This field has to be there."


def test_a_long_list_is_written_a_piece_at_a_time():
    (record,) = records_of_the_county("on-call")[:1]
    asked = 0

    def records():
        nonlocal asked
        for asked in range(1, 5_001):
            yield replace(record, id=f"x{asked}")

    pieces = list_pieces("on-call", records())
    next(pieces)
    assert asked == 0
    next(pieces)
    assert asked == 500
    assert sum(piece.count(b"\r\n") for piece in pieces) == 4_500


def test_no_cell_that_is_written_begins_as_a_formula():
    for name in LIST_NAMES:
        raw = b"".join(list_pieces(name, records_of_the_county(name))).decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(raw, newline="")) for cell in row]
        assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r") - {""}]


def test_columns_have_the_letters_of_a_spreadsheet():
    assert [letters(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_the_leaves_of_a_tree_are_its_columns():
    for name in LIST_NAMES:
        assert tuple(leaves(layout(name).nodes)) == layout(name).columns
        assert len({column.name for column in layout(name).columns}) == len(layout(name).columns)
