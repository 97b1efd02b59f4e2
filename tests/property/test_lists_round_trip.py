"""What a list says is what was written: for every list, every record of the county, and records as nasty as they come."""

import csv
import io
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic_core import to_json

from api.exchange.lists import LIST_NAMES, read_list, write_list
from api.exchange.lists.marks import neutral, plain
from api.exchange.lists.names import list_kind
from api.records.collections import record_adapter
from tests.property.records import TEXTS, noun, records_of_the_county
from tests.workbooks import workbook

OWN_LISTS = [name for name in LIST_NAMES if name != "carers"]


def as_workbook(raw):
    """The same cells in a workbook, each as text."""
    return workbook(list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))))


def read_back(name, records, through=bytes):
    """The records that the lists say, once they have been written and read."""
    recorded = [row.fields for row in read_list(through(write_list(name, records)), name, "list.csv").rows]
    if name == "settings":
        by_id = {one["id"]: one for one in recorded}
        for row in read_list(through(write_list("carers", records)), "carers", "carers.csv").rows:
            setting = by_id[row.setting_id]
            setting["carers"] = [*setting.get("carers", []), row.fields]
    adapter = record_adapter(list_kind(name).collection.name)
    return [adapter.validate_json(to_json(one)) for one in recorded]


@pytest.mark.parametrize("through", [bytes, as_workbook])
@pytest.mark.parametrize("name", OWN_LISTS)
def test_every_record_of_the_county_reads_back_the_same(name, through):
    records = records_of_the_county(name)

    assert read_back(name, records, through) == records


@pytest.mark.parametrize("name", OWN_LISTS)
def test_any_record_reads_back_the_same(name):
    kind: Any = list_kind(name)

    @given(st.lists(noun(kind.row), max_size=2, unique_by=lambda one: getattr(one, kind.id_field)))
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    def reads_back(records):
        if name == "settings":
            records = [with_carers_apart(one) for one in records]
        assert read_back(name, records) == records

    reads_back()


def with_carers_apart(setting):
    """A carer's id is there once in a setting."""
    by_id = {carer.id: carer for carer in setting.carers or ()}
    return (
        setting if setting.carers is None else type(setting)(**{**fields_of(setting), "carers": tuple(by_id.values())})
    )


def fields_of(record):
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


@given(TEXTS)
@settings(max_examples=1_000, deadline=None)
def test_any_text_survives_its_cell_and_none_begins_as_a_formula(text):
    cell = neutral(text)

    assert plain(cell) == text
    assert cell == cell.strip()
    assert cell[0] not in "=+-@\t\r"


@given(TEXTS)
@settings(max_examples=1_000, deadline=None)
def test_a_text_that_needs_no_guard_is_written_as_it_is(text):
    if text == text.strip() and text[:1] not in {"", *"'=+-@{\uff1d"} and not text.endswith("'"):
        assert neutral(text) == text
