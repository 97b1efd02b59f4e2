"""A vacancy is confirmed in one call; the code lists have the national codes beside ours."""

from matcher.domain.codes import Role
from tests.stores import signed_in

PLACE = {"place_id": "H1.r", "setting_id": "H1", "beds": 2}


def with_a_place(api):
    api.put("/v1/settings/H1", json={"id": "H1", "name": "Hill House", "kind": "childrens_home"})
    return api.put("/v1/places/H1.r", json=PLACE)


def test_one_call_says_that_a_place_is_free_now_and_by_whom(service, api):
    etag = with_a_place(api).headers["etag"]
    by = signed_in(service, Role.HUB_MANAGER)
    answer = api.post("/v1/places/H1.r/vacancy-confirmation", headers=by)
    assert answer.json()["vacancy_confirmed_at"] == "2026-05-22T20:05:00+01:00"
    assert answer.json()["vacancy_confirmed_by"] == "a test"
    assert answer.headers["etag"] != etag
    assert answer.json() == api.get("/v1/places/H1.r").json()


def test_a_place_that_is_not_there_cannot_be_confirmed(api):
    answer = api.post("/v1/places/H1.r/vacancy-confirmation")
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_record")


def test_one_row_of_a_list_confirms_it_too(api):
    with_a_place(api)
    row = "place_id,vacancy_confirmed_at,vacancy_confirmed_by\nH1.r,23/05/2026 09:00,Sage\n"
    answer = api.post("/v1/imports?list=places", content=row, headers={"content-type": "text/csv"})
    assert answer.json()["changes"][0]["fields"] == ["vacancy_confirmed_at", "vacancy_confirmed_by"]
    assert api.get("/v1/places/H1.r").json()["vacancy_confirmed_at"] == "2026-05-23T09:00:00+01:00"


def test_a_code_list_has_the_national_codes_beside_ours(api):
    kinds = {one["code"]: one for one in api.get("/v1/reference/setting-kind").json()["codes"]}
    assert "U4" in kinds["foster_family"]["national_codes"]
    assert "K2" in kinds["childrens_home"]["national_codes"]
    national = {one["code"] for one in api.get("/v1/reference/national-placement-type").json()["codes"]}
    assert {"K2", "U1", "H5", "P1"} <= national
    assert {"setting-kind", "legal-status", "sex"} <= {one["name"] for one in api.get("/v1/reference").json()}


def test_a_list_of_no_such_name_is_a_404(api):
    assert api.get("/v1/reference/settingkind").json()["code"] == "no_such_code_list"
