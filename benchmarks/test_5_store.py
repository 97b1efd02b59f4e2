"""What a council waits for: its record read, one record kept, the options of a request, a long list; on both databases."""

import csv
import io
from itertools import count, cycle

import pytest
from starlette.testclient import TestClient

from api.actions.imports import import_list
from api.app import create_app
from api.opening import demo
from api.opening_store import speaker
from api.store.read import read_snapshot
from api.store.read_part import read_part
from benchmarks.figures import Figure
from benchmarks.timed import Timed, ms
from fixtures import EMERGENCY_REQUEST, PLANNED_REQUEST
from tests.databases import databases, postgres  # noqa: F401 - fixtures
from tests.stores import HERE, fill, new_service, signed_in

ROWS = 20_000


@pytest.fixture
def kept(databases):  # noqa: F811 - the fixture
    """The invented county in a database of its own, and which database it is."""
    service = fill(new_service(databases.empty()))
    yield service, "PostgreSQL" if service.settings.database_url.startswith("postgresql") else "SQLite"
    service.store.close()


@pytest.fixture
def api(kept):
    with TestClient(create_app(kept[0]), headers=signed_in(kept[0])) as connected:
        yield connected


def row(figures, what, database, seconds, target, most):
    figures.append(Figure(what=f"{what}, {database}", measured=ms(seconds), target=target, reached=seconds < most))


def test_a_county_is_read_into_a_snapshot(benchmark, figures, kept):
    service, database = kept
    county = demo()

    def read():
        with service.store.reading() as connection:
            return read_snapshot(connection, HERE, county.as_of)

    timed = Timed(read)
    assert benchmark.pedantic(timed, rounds=20, warmup_rounds=1) == county
    row(figures, "a county read into a snapshot: median", database, timed.median, "300 ms", 0.3)


def test_a_part_is_read_without_the_county(benchmark, figures, kept):
    service, database = kept
    county = demo()
    home = county.settings[0].id

    def read():
        with service.store.reading() as connection:
            return read_part(connection, HERE, county.as_of, [PLANNED_REQUEST], [home])

    timed = Timed(read)
    assert benchmark.pedantic(timed, rounds=40, warmup_rounds=1) == county.part([PLANNED_REQUEST], [home])
    figures.append(Figure(what=f"   the part with one setting, {database}: median", measured=ms(timed.median)))


def test_a_record_is_kept_over_http(benchmark, figures, kept, api):
    numbers = count()

    def put():
        id_ = f"bench-{next(numbers)}"
        return api.put(f"/v1/young-people/{id_}", json={"id": id_, "date_of_birth": "2010-01-01"}).status_code

    timed = Timed(put)
    assert benchmark.pedantic(timed, rounds=240, warmup_rounds=5) == 201
    row(figures, "PUT of a record: p95", kept[1], timed.p95, "30 ms", 0.030)


def test_options_over_http(benchmark, figures, kept, api):
    turn = cycle((EMERGENCY_REQUEST, PLANNED_REQUEST))

    def ask():
        request = next(turn)
        answer = api.post(f"/v1/placement-requests/{request}/options").json()
        assert answer["request_id"] == request
        return answer["considered"]

    timed = Timed(ask)
    assert benchmark.pedantic(timed, rounds=120, warmup_rounds=4) > 300
    row(figures, "POST .../options, warm: p95", kept[1], timed.p95, "100 ms", 0.100)


def test_the_first_options_after_a_change(benchmark, figures, kept, api):
    numbers = count()

    def change():
        id_ = f"bench-{next(numbers)}"
        assert api.put(f"/v1/young-people/{id_}", json={"id": id_}).status_code == 201

    timed = Timed(lambda: api.post(f"/v1/placement-requests/{PLANNED_REQUEST}/options").status_code)
    assert benchmark.pedantic(timed, setup=change, rounds=40, warmup_rounds=1) == 200
    row(figures, "POST .../options, the first after a change: p95", kept[1], timed.p95, "500 ms", 0.5)


def test_a_long_list_is_imported(benchmark, figures, kept):
    service, database = kept
    raw, numbers = long_list(), count()

    def keep():
        return import_list(service, speaker(service, HERE), "young-people", raw(next(numbers)), "people.csv")

    timed = Timed(keep)
    assert benchmark.pedantic(timed, rounds=2).created == ROWS
    row(figures, f"{ROWS:,} rows imported: worst of 2", database, max(timed.clock), "10,000 ms", 10)


def long_list():
    """A list of young people; each with ids of its own."""

    def made(run):
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(["id", "name_to_use", "date_of_birth", "sex", "needs", "legal_status.status", "home.postcode"])
        cells = ["Ash", "2010-01-11", "female", "autism:2; trauma:1", "care_order", "ZZ8 1AX"]
        writer.writerows([f"run{run}-{n}", *cells] for n in range(ROWS))
        return text.getvalue().encode()

    return made
