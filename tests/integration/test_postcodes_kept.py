"""The national postcode file in the database: a postcode alone is enough to know where somebody is."""

import pytest
from sqlalchemy import func, select

from api.actions.postcodes import load_postcodes
from api.store.schema import table
from matcher.domain.errors import InvalidInput
from tests.stores import HERE

FILE = "postcode,easting,northing\nZZ1 1AA,430000,460000\nZZ1 1AB,431000,460000\n"


def load(service, folder, text=FILE):
    file = folder / "postcodes.csv"
    file.write_text(text)
    return load_postcodes(service, file, lambda _: None)


def home_of(service, person):
    return next(one.home for one in service.frames.frame(HERE).snapshot.young_people if one.id == person)


def test_a_postcode_is_found_on_the_map_once_the_file_is_loaded(service, api, tmp_path):
    api.put("/v1/young-people/P1", json={"id": "P1", "home": {"postcode": "zz11aa"}})
    assert home_of(service, "P1").point is None
    assert load(service, tmp_path) == 2
    assert home_of(service, "P1").point == (430_000, 460_000)
    assert api.get("/v1/young-people/P1").json()["home"] == {"postcode": "zz11aa"}


def test_another_file_takes_the_place_of_the_one_before(service, api, tmp_path):
    load(service, tmp_path)
    load(service, tmp_path, FILE.replace("430000", "440000"))
    api.put("/v1/young-people/P1", json={"id": "P1", "home": {"postcode": "ZZ1 1AA"}})
    assert home_of(service, "P1").point == (440_000, 460_000)


def test_a_broken_file_leaves_the_one_before(service, tmp_path):
    load(service, tmp_path)
    with pytest.raises(InvalidInput):
        load(service, tmp_path, FILE + "ZZ1 1AC,here,there\n")
    with service.store.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(table("postcode"))) == 2


def test_a_postcode_that_comes_again_is_kept_once(service, tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    for name in ("one.csv", "two.csv"):
        (folder / name).write_text(FILE + f"ZZ1 1A{name[0].upper()},432000,460000\n")
    assert load_postcodes(service, folder, lambda _: None) == 4
    with service.store.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(table("postcode"))) == 4
