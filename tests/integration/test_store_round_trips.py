"""What goes into the store comes out of it again, the same from SQLite and from PostgreSQL."""

from dataclasses import replace
from datetime import timedelta

import pytest

from api.actions import records
from api.actions.loading import begin_authority, load_snapshot
from api.actions.records import Match
from api.opening import demo
from api.opening_store import speaker
from api.records.collections import COLLECTIONS
from api.records.kinds import OnCallRecord, RelationshipRecord, SeparationRecord, WorkerRecord
from api.records.nouns import record_of_noun, records_of
from api.records.order import in_order
from api.store.rows import record_of
from fixtures.plain_world import START, person, setting, world
from matcher.domain.codes import PlacementState
from matcher.domain.people import Relationship
from matcher.domain.person_codes import Depth, SeparationReason
from matcher.domain.placements import SeparationEntry
from matcher.domain.snapshot import Snapshot, content_hash
from matcher.domain.staff import Commitment
from tests.databases import api_of
from tests.kept_worlds import as_read, keep_world, named_world, read_whole
from tests.stores import HERE, NOW

RICH = 13
"""A world with something in every collection but two."""
DEEP = Depth.TRUSTED
HAPPENED = {PlacementState.STARTED, PlacementState.ENDED}
REFERRED_TO = {"young_people", "settings", "places", "workers"}
IDS = ("a", "B", "b", "A", "a.b", "a-b", "a_b", "a.B", "-", ".", "_", "0", "10", "9", "Z9", "z-1", "z.1", "z_1", "zz")


def read_here(service) -> Snapshot:
    """What the store has of the authority that these tests write to, now."""
    return read_whole(service, Snapshot(as_of=NOW, authority=HERE))


def keep(service, caller, *given) -> None:
    """Keep these records, each in its collection, in the order given."""
    for name, record in given:
        records.put(service, caller, COLLECTIONS[name], COLLECTIONS[name].id_of(record), record, Match())


def as_record(name: str, noun):
    return record_of_noun(COLLECTIONS[name], noun)


def test_the_county_is_read_back_as_it_was_kept(county_opened):
    ordered = demo()
    found = read_whole(county_opened, ordered)
    assert found == ordered
    assert content_hash(found) == content_hash(ordered)


def test_a_world_is_read_back_as_it_was_kept(opened):
    for seed in range(0, 60, 5):
        made = keep_world(opened, seed)
        assert read_whole(opened, made) == in_order(as_read(made)), seed


def test_a_rota_of_long_ago_is_left_out_of_a_snapshot(opened):
    made = keep_world(opened, RICH)
    last = max(one.on for one in made.shifts)
    assert read_whole(opened, made, last - made.today + timedelta(days=31)).shifts
    assert not read_whole(opened, made, last - made.today + timedelta(days=32)).shifts


def test_loading_the_same_again_changes_nothing(opened):
    made = keep_world(opened, RICH)
    again = load_snapshot(opened, speaker(opened, made.authority), made)
    assert {(one.created, one.changed) for one in again} == {(0, 0)}


def test_every_kind_of_record_is_read_back_as_it_was_put(opened, caller):
    rich = dict(records_by_name(named_world(RICH)))
    rich["on_call"] = [OnCallRecord(id="o", role="manager_on_call", name="Kay", telephone="01000 000000")]
    rich["relationships"] = [RelationshipRecord(id="r", young_person_id="yp-0", person_id="kw-1", depth=DEEP)]
    for name, collection in COLLECTIONS.items():
        assert rich[name], f"nothing to show for {name}"
        for n, one in enumerate(rich[name][: None if name in REFERRED_TO else 4]):
            record = replace(one, external_refs={"case-system": f"Zoë's: {n}", "b": f"B {n}"})
            keep(opened, caller, (name, record))
            found = records.read(opened, caller, collection, collection.id_of(record))
            assert record_of(collection, found) == record


def records_by_name(made: Snapshot):
    """Collection, and the records of it that could be put."""
    for collection, given in records_of(made):
        yield collection.name, [one for one in given if collection.name != "placements" or one.state in HAPPENED]


def test_what_is_said_twice_in_a_list_is_kept_twice(opened):
    apart = [
        SeparationEntry(person_a="yp", person_b="other", reason=reason)
        for reason in (SeparationReason.CONFLICT, SeparationReason.BULLYING, SeparationReason.CONFLICT)
    ]
    tied = (Commitment(setting_id="home", staff=1, first_night=START),) * 2
    made = world(young_people=(person(), person("other")), separation_entries=tuple(apart), commitments=tied)
    begin_authority(opened, made.authority, "North")
    load_snapshot(opened, speaker(opened, made.authority), made)
    assert read_whole(opened, made) == in_order(made)


def test_a_register_that_nobody_has_recorded_is_not_an_empty_one(opened, caller):
    assert (read_here(opened).workers, read_here(opened).separation_entries) == (None, None)
    keep(opened, caller, ("workers", WorkerRecord(id="w", name="Kay")))
    assert (len(read_here(opened).workers or ()), read_here(opened).separation_entries) == (1, None)


def test_a_register_whose_last_entry_went_is_recorded_as_empty(opened, caller):
    people = [("young_people", as_record("young_people", person(one))) for one in ("yp", "other")]
    entry = SeparationRecord(id="s", person_a="yp", person_b="other", reason=SeparationReason.CONFLICT)
    keep(opened, caller, *people, ("separations", entry))
    records.remove(opened, caller, COLLECTIONS["separations"], "s", Match(frozenset()))
    assert read_here(opened).separation_entries == ()


def test_registers_that_are_loaded_empty_are_recorded(opened):
    for name, given in (("north", ()), ("south", None)):
        made = world(authority=name, workers=given, separation_entries=given)
        begin_authority(opened, name, name)
        load_snapshot(opened, speaker(opened, name), made)
        found = read_whole(opened, made)
        assert (found.workers, found.separation_entries) == (given, given)


@pytest.mark.parametrize("own", [None, ()])
def test_a_person_nobody_has_recorded_anything_about_stays_so(opened, caller, own):
    keep(opened, caller, ("young_people", as_record("young_people", person(relationships=own))))
    assert read_here(opened).young_people[0].relationships == own


@pytest.mark.parametrize("own", [None, (), ("zoe", "bo")])
def test_relationship_records_are_read_with_the_persons_own_and_count_before_them(opened, caller, own):
    within = own and tuple(Relationship(person_id=one, depth=Depth.MET) for one in own)
    known = [RelationshipRecord(id=f"r-{one}", young_person_id="yp", person_id=one, depth=DEEP) for one in ("bo", "al")]
    keep(opened, caller, ("young_people", as_record("young_people", person(relationships=within))))
    keep(opened, caller, *(("relationships", one) for one in known))
    found = read_here(opened).young_people[0].relationships or ()
    assert [one.person_id for one in found] == sorted({"al", "bo", *(own or ())})
    assert [one for one in found if one.person_id == "bo"] == [Relationship(person_id="bo", depth=DEEP)]


def test_ids_are_in_one_order_in_both_databases(opened, caller):
    keep(opened, caller, *(("settings", as_record("settings", setting(one))) for one in IDS))
    api = api_of(opened)
    listed = [one["id"] for one in api.get("/v1/settings?limit=200").json()]
    assert listed == sorted(IDS) == [one.id for one in read_here(opened).settings]


def test_a_character_that_one_database_cannot_keep_is_refused_by_both(opened):
    api = api_of(opened)
    sent = {"id": "a", "name": "A", "kind": "childrens_home", "external_refs": {"case-system": "1\u00002"}}
    assert api.put("/v1/settings/a", json=sent).status_code == 422
    assert api.get("/v1/settings", params={"external_ref": "case-system:1\u00002"}).status_code == 422
    assert api.put("/v1/settings/a", json={"id": "a", "kind": "childrens_home", "name": "1\u00002"}).status_code == 201
    assert api.get("/v1/settings/a").json()["name"] == "1\u00002"
