"""A national return on the record: a home that is there already is used, one that is there twice is said, all of it or nothing."""

from dataclasses import replace

import pytest

from api.actions import returns
from api.actions.loading import load_snapshot
from api.opening_store import speaker
from fixtures.plain_world import place, setting, world
from matcher.capacity import doubled_homes
from matcher.domain.codes import Provider, Role, SettingKind
from tests.browsing import Browser
from tests.databases import api_of
from tests.returns import episode, save
from tests.stores import HERE, rows_of

NUMBER, OF_RETURN = "SC000001", "urn-SC000001"
HOME = replace(setting("home"), ofsted_number=NUMBER)
CHILDREN = ["A,1,14/03/2010,WBRI", "B,1,14/03/2011,WBRI"]
STAYS = (episode("01/01/2024", "01/03/2024", CHILD="A"), episode("05/01/2026", CHILD="B"))


@pytest.fixture
def read(nwd, service, tmp_path):
    """Imports these episodes, people, homes and all."""

    def run(*words, code=0):
        folder = str(save(tmp_path / "return", STAYS, CHILDREN))
        done = nwd("import-903", folder, "--database", service.settings.database_url, "--authority", HERE, *words)
        assert done.code == code, done.err
        return " ".join(done.err.split())

    return run


def record_home(service):
    load_snapshot(service, speaker(service, HERE), replace(world(HOME), places=(place("home"),), placement_requests=()))


def where(service):
    snapshot = service.frames.frame(HERE).snapshot
    return sorted({one.setting_id for one in snapshot.placements}), sorted(one.id for one in snapshot.settings)


def beds(service):
    """Of children's homes on the first night."""
    homes = api_of(service).get("/v1/capacity", params={"kind": "childrens_home"}).json()["kinds"]
    return homes[0]["nights"][0]["beds"]


def test_a_home_that_is_on_the_record_is_used_as_it_is_there(read, service):
    record_home(service)
    before = service.frames.frame(HERE).snapshot.settings
    said = read()

    assert where(service) == (["home"], ["home"])
    assert service.frames.frame(HERE).snapshot.settings == before
    assert beds(service) == 2
    assert "same Ofsted number" not in said
    assert "0 new, 0 changed, 2 as before" in read()


def test_a_home_that_is_recorded_after_a_return_brought_it_is_said_wherever_beds_are_counted_until_it_is_mended(
    read, service, nwd
):
    read()
    record_home(service)
    says = f"Setting home (home) and Children's home {NUMBER} ({OF_RETURN}) have the same Ofsted number, {NUMBER}."
    (told,) = api_of(service).get("/v1/capacity").json()["doubled"]
    page = Browser(service, Role.SERVICE_MANAGER).open("/vacancies").main.text
    at = ("--database", service.settings.database_url, "--authority", HERE)
    terminal = " ".join(nwd("capacity", *at).text.split())

    assert told["setting_ids"] == ["home", OF_RETURN]
    assert told["says"].startswith(says)
    assert says in page
    assert says in terminal
    assert says in read("--dry-run")
    assert where(service)[0] == [OF_RETURN]
    assert says in read()
    assert where(service)[0] == ["home"]
    assert beds(service) == 3
    patched = api_of(service).patch(f"/v1/places/{OF_RETURN}-beds", json={"beds": 0}, headers={"if-match": "*"})

    assert patched.status_code == 200
    assert beds(service) == 2
    assert api_of(service).get("/v1/capacity").json()["doubled"] == []
    assert "same Ofsted number" not in read()


def test_all_of_a_return_is_kept_or_none_of_it(read, service, monkeypatch):
    def broken(*_):
        raise RuntimeError("no past stay can be kept")

    record_home(service)
    before = rows_of(service, HERE)
    with monkeypatch.context() as at:
        at.setattr(returns, "learn_within", broken)
        read(code=1)
    assert rows_of(service, HERE) == before
    nothing = service.frames.frame(HERE).snapshot
    read("--dry-run")
    assert rows_of(service, HERE) == before
    read()
    assert service.frames.frame(HERE).snapshot != nothing


HUB = replace(HOME, id="hub", kind=SettingKind.HUB_BED)


@pytest.mark.parametrize(
    ("other", "beds", "doubled"),
    [
        pytest.param(replace(HOME, id="b", provider=Provider.EXTERNAL), 1, True, id="another home"),
        pytest.param(HUB, 1, True, id="a hub"),
        pytest.param(replace(HOME, id="b", ofsted_number="SC000002"), 1, False, id="another number"),
        pytest.param(replace(HOME, id="b", kind=SettingKind.FOSTER_FAMILY), 1, False, id="a service's number"),
        pytest.param(replace(HOME, id="b"), 0, False, id="without beds"),
        pytest.param(replace(HOME, id="b", for_young_person_id="yp"), 1, False, id="somebody's own"),
    ],
)
def test_which_homes_are_on_the_record_twice(other, beds, doubled):
    places = (place("home"), replace(place(other.id), beds=beds))

    assert bool(doubled_homes([HOME, other], places)) == doubled


def test_a_hub_and_its_emergency_beds_may_have_one_number():
    emergency = replace(HUB, id="e", kind=SettingKind.HUB_EMERGENCY_BED)

    assert doubled_homes([HUB, emergency], [place("hub"), place("e")]) == ()
    assert len(doubled_homes([HUB, emergency, HOME], [place("hub"), place("e"), place("home")])) == 1
