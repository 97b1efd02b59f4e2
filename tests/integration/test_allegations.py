"""Whether an allegation against a carer is open is for the fostering manager, and not lost by those who cannot see it."""

import pytest

from api.permissions import Permission
from matcher.domain.codes import Role
from tests.stores import signed_in

HOME = {"id": "F1", "name": "The Ashes", "kind": "foster_family"}
CARER = {"id": "C1", "name": "Rowan", "allegation_open": True}


def test_a_hub_manager_neither_sees_an_allegation_nor_loses_it(service, api):
    hub, fostering = signed_in(service, Role.HUB_MANAGER), signed_in(service, Role.FOSTERING_MANAGER)
    api.put("/v1/settings/F1", json={**HOME, "carers": [CARER]}, headers=fostering)
    seen = api.get("/v1/settings/F1", headers=hub)
    assert "allegation" not in seen.text
    assert "allegation" not in api.get("/v1/settings", headers=hub).text
    renamed = {**seen.json(), "name": "The Old Ashes"}
    answer = api.put("/v1/settings/F1", json=renamed, headers={**hub, "if-match": seen.headers["etag"]})
    assert (answer.status_code, "allegation" in answer.text) == (200, False)
    kept = api.get("/v1/settings/F1", headers=fostering).json()
    assert (kept["name"], kept["carers"][0]["allegation_open"]) == ("The Old Ashes", True)


def test_a_hub_manager_may_not_record_one(service, api):
    hub = signed_in(service, Role.HUB_MANAGER)
    answer = api.put("/v1/settings/F1", json={**HOME, "carers": [CARER]}, headers=hub)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")


def test_a_change_by_somebody_who_cannot_see_it_leaves_it(service, api):
    hub, fostering = signed_in(service, Role.HUB_MANAGER), signed_in(service, Role.FOSTERING_MANAGER)
    etag = api.put("/v1/settings/F1", json={**HOME, "carers": [CARER]}, headers=fostering).headers["etag"]
    api.patch("/v1/settings/F1", json={"registered_places": 2}, headers={**hub, "if-match": etag})
    kept = api.get("/v1/settings/F1", headers=fostering).json()
    assert (kept["registered_places"], kept["carers"][0]["allegation_open"]) == (2, True)


def test_a_token_that_may_not_see_one_neither_exports_nor_imports_it(service, api):
    lists = [Permission.EXPORT_LISTS, Permission.IMPORT_LISTS, Permission.READ_PROVISION, Permission.WRITE_PROVISION]
    narrow = signed_in(service, Role.SERVICE_MANAGER, only=lists)
    api.put("/v1/settings/F1", json={**HOME, "carers": [CARER]})
    assert ",yes," in api.get("/v1/exports/carers").text
    exported = api.get("/v1/exports/carers", headers=narrow)
    assert (exported.status_code, ",yes," in exported.text) == (200, False)
    csv = {**narrow, "content-type": "text/csv"}
    assert api.post("/v1/imports?list=carers", content=exported.content, headers=csv).json()["unchanged"] == 1
    assert api.get("/v1/settings/F1").json()["carers"][0]["allegation_open"] is True


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ("id,setting_id,name\nC1,F1,Rowan Ash\n", 200),
        ("id,setting_id,allegation_open\nC1,F1,\n", 200),
        ("id,setting_id,allegation_open\nC1,F1,yes\n", 403),
        ("id,setting_id,allegation_open\nC1,F1,no\n", 403),
        ("id,setting_id,allegation_open\nC2,F1,yes\n", 403),
    ],
)
def test_a_list_of_somebody_who_may_not_see_one_changes_none(service, api, sent, status):
    narrow = signed_in(service, only=[Permission.IMPORT_LISTS, Permission.WRITE_PROVISION])
    api.put("/v1/settings/F1", json={**HOME, "carers": [CARER]})
    csv = {**narrow, "content-type": "text/csv"}
    assert api.post("/v1/imports?list=carers", content=sent, headers=csv).status_code == status
    carers = api.get("/v1/settings/F1").json()["carers"]
    assert [(one["id"], one["allegation_open"]) for one in carers] == [("C1", True)]
