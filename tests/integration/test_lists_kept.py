"""Lists from files: all of one is kept, or nothing; read again it changes nothing more."""

import pytest
from sqlalchemy import func, select

from api.actions.exports import export_list
from api.actions.imports import import_list
from api.exchange.lists import LIST_NAMES
from api.opening_store import speaker
from api.permissions import NotPermitted
from api.store.schema import table
from matcher.domain.codes import Role
from matcher.domain.errors import InvalidInput
from tests.stores import HERE, file_url, new_service, signed_in

SETTINGS = "id,name,kind,registered_places\nH1,Hill House,childrens_home,4\nF1,The Ashes,foster_family,\n"
CSV = {"content-type": "text/csv"}


def keep(service, name, text, **how):
    raw = text if isinstance(text, bytes) else text.encode()
    return import_list(service, speaker(service, HERE), name, raw, f"{name}.csv", **how)


def counts(report):
    return report.created, report.changed, report.unchanged


def rows(service, name):
    with service.store.reading() as connection:
        return connection.scalar(select(func.count()).select_from(table(name)))


def version(service):
    owner = table("authority_store")
    with service.store.reading() as connection:
        return connection.scalar(select(owner.c.version).where(owner.c.id == HERE))


def snapshot(service):
    return service.frames.frame(HERE).snapshot


def test_a_list_is_kept_and_read_again_changes_nothing(service):
    assert counts(keep(service, "settings", SETTINGS)) == (2, 0, 0)
    before = version(service)
    assert counts(keep(service, "settings", SETTINGS)) == (0, 0, 2)
    assert version(service) == before
    assert [one.name for one in snapshot(service).settings] == ["The Ashes", "Hill House"]


def test_a_dry_run_says_what_would_change_and_changes_nothing(service):
    keep(service, "settings", SETTINGS)
    before = version(service)
    report = keep(service, "settings", SETTINGS.replace("Hill House,", "Hill Hall,"), dry_run=True)
    assert (report.dry_run, counts(report)) == (True, (0, 1, 1))
    assert [(one.row, one.id, one.fields) for one in report.changes] == [(2, "H1", ("name",))]
    assert version(service) == before
    assert snapshot(service).settings[1].name == "Hill House"


def test_a_column_that_is_not_there_is_left_as_it_is_and_a_blank_cell_is_not_recorded(service):
    keep(service, "settings", SETTINGS)
    keep(service, "settings", "id,name\nH1,Hill Hall\n")
    assert snapshot(service).settings[1].registered_places == 4
    keep(service, "settings", "id,registered_places\nH1,\n")
    assert snapshot(service).settings[1].registered_places is None


def test_one_bad_cell_and_nothing_of_the_list_is_kept(service):
    with pytest.raises(InvalidInput) as error:
        keep(service, "settings", SETTINGS.replace("foster_family", "foster_famly"))
    (problem,) = error.value.problems
    assert problem.pointer == "/settings.csv/3/kind"
    assert "row 3, column kind" in problem.detail
    assert "foster_family" in problem.mend
    assert rows(service, "settings") == 0


def test_every_reference_to_nothing_is_named(service):
    keep(service, "settings", SETTINGS)
    with pytest.raises(InvalidInput) as error:
        keep(service, "places", "place_id,setting_id,beds\nH1.r,H1,4\nX.r,X9,1\nY.r,Y9,1\n")
    assert [one.pointer for one in error.value.problems] == ["/places.csv/3/setting_id", "/places.csv/4/setting_id"]
    assert rows(service, "places") == 0


def test_what_only_a_whole_row_shows_is_named_by_its_row(service):
    keep(service, "settings", SETTINGS)
    keep(service, "young-people", "id\nP1\n")
    stay = "id,young_person_id,setting_id,first_night,leaving\nS1,P1,H1,2026-05-04,2026-05-04\n"
    with pytest.raises(InvalidInput) as error:
        keep(service, "placements", stay)
    assert error.value.problems[0].detail.startswith("placements.csv, row 2")
    assert "first_night" in error.value.problems[0].detail


def test_two_stays_of_one_person_on_one_night_are_refused_within_a_list_too(service):
    keep(service, "settings", SETTINGS)
    keep(service, "young-people", "id\nP1\n")
    head = "id,young_person_id,setting_id,first_night,leaving\n"
    keep(service, "placements", head + "S1,P1,H1,2026-05-01,2026-05-04\nS2,P1,F1,2026-05-04,2026-05-09\n")
    with pytest.raises(InvalidInput) as error:
        keep(service, "placements", head + "S3,P1,H1,2026-05-08,\n")
    assert "/placements.csv/2/first_night" in [one.pointer for one in error.value.problems]


def test_carers_go_into_the_record_of_their_setting(service):
    keep(service, "settings", SETTINGS)
    carers = "id,setting_id,name,approval_status\nC1,F1,Rowan,approved\nC2,F1,Hazel,approved\n"
    assert counts(keep(service, "carers", carers)) == (2, 0, 0)
    assert counts(keep(service, "carers", carers.replace("Hazel", "Hazel Ash"))) == (0, 1, 1)
    assert [one.name for one in snapshot(service).settings[0].carers] == ["Rowan", "Hazel Ash"]
    keep(service, "settings", SETTINGS)
    assert len(snapshot(service).settings[0].carers) == 2


def test_a_carer_of_no_setting_is_named(service):
    with pytest.raises(InvalidInput) as error:
        keep(service, "carers", "id,setting_id,name\nC1,F1,Rowan\n")
    assert error.value.problems[0].pointer == "/carers.csv/2/setting_id"


def test_an_empty_register_is_recorded_as_none(service):
    assert snapshot(service).separation_entries is None
    keep(service, "separations", "person_a,person_b,reason\n")
    assert snapshot(service).separation_entries == ()


def test_a_rota_by_headcount_or_by_name_needs_no_ids_of_its_own(service):
    keep(service, "settings", SETTINGS)
    keep(service, "workers", "id,name\nW1,Sage\n")
    head = "setting_id,on,shift,worker_ids,headcount\n"
    assert counts(keep(service, "rota", head + "H1,22/05/2026,day,W1,\nH1,2026-05-22,night,,2\n")) == (2, 0, 0)
    assert counts(keep(service, "rota", head + "H1,2026-05-22,night,,3\n")) == (0, 1, 0)
    assert {one.headcount for one in snapshot(service).shifts} == {None, 3}


def test_everything_written_out_reads_back_into_an_empty_record_as_it_was(county_service, tmp_path):
    other = new_service(file_url(tmp_path))
    first = ("authorities", "young-people", "settings", "carers", "places", "workers")
    order = (*first, *(name for name in LIST_NAMES if name not in first))
    for name in order:
        keep(other, name, export_list(county_service, speaker(county_service, HERE), name))
    assert snapshot(other).young_people == snapshot(county_service).young_people
    assert other.frames.frame(HERE).snapshot_hash == county_service.frames.frame(HERE).snapshot_hash
    for name in LIST_NAMES:
        caller = speaker(other, HERE)
        assert export_list(other, caller, name) == export_list(county_service, caller, name)


def test_whoever_may_not_keep_the_records_may_not_import_their_list(service):
    caller = speaker(service, HERE)
    without = type(caller)(
        actor=caller.actor,
        name="",
        authority=HERE,
        role=Role.ADMINISTRATOR,
        permissions=caller.permissions - {"write_people"},
    )
    with pytest.raises(NotPermitted):
        import_list(service, without, "young-people", b"id\nP1\n", "x.csv")


def test_over_http_a_list_is_sent_as_it_is(api):
    answer = api.post("/v1/imports?list=settings&dry_run=true", content=SETTINGS, headers=CSV)
    assert (answer.status_code, answer.json()["created"], answer.json()["dry_run"]) == (200, 2, True)
    assert api.get("/v1/settings").json() == []
    assert api.post("/v1/imports?list=settings", content=SETTINGS, headers=CSV).json()["created"] == 2
    assert len(api.get("/v1/settings").json()) == 2
    exported = api.get("/v1/exports/settings")
    assert exported.headers["content-type"].startswith("text/csv")
    assert api.post("/v1/imports?list=settings", content=exported.content, headers=CSV).json()["unchanged"] == 2


@pytest.mark.parametrize(
    ("address", "headers", "status", "code"),
    [
        ("/v1/imports?list=beds", CSV, 422, "invalid_input"),
        ("/v1/imports", CSV, 422, "invalid_input"),
        ("/v1/imports?list=settings&dryrun=true", CSV, 422, "invalid_input"),
        ("/v1/imports?list=settings", {"content-type": "application/json"}, 415, "not_sent_as_a_list"),
    ],
)
def test_an_import_that_cannot_be_understood_is_refused(api, address, headers, status, code):
    answer = api.post(address, content=SETTINGS, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_hub_manager_may_not_import_or_export(service, api):
    manager = signed_in(service, Role.HUB_MANAGER)
    assert api.post("/v1/imports?list=settings", content=SETTINGS, headers={**CSV, **manager}).status_code == 403
    assert api.get("/v1/exports/settings", headers=manager).status_code == 403
