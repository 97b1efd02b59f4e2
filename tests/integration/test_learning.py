"""Past stays of national returns teach the forecast: the right way, without names, once, and whichever form they come in."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from api.actions.forecast import setting_forecast
from api.actions.learning import keep_past_stays, stays_here
from api.opening_store import speaker
from api.store.past_stays import kept_stays
from fixtures.plain_world import TODAY, lives, person, place, setting, world
from matcher.domain.stays import Stay
from tests.returns import episode, save
from tests.small import fill_small
from tests.stores import HERE

NUMBER = "SC000001"


@pytest.fixture
def small(service):
    """A home with an Ofsted number, where sam lives."""
    home = replace(setting("home"), ofsted_number=NUMBER)
    there = replace(
        world(home),
        young_people=(person("yp"), person("sam")),
        places=(place("home"),),
        placements=(lives("sam", first_night=TODAY - timedelta(days=100)),),
    )
    return fill_small(service, snapshot=there)


@pytest.fixture
def read(nwd, small, tmp_path):
    """Imports these episodes for forecasts only."""

    def run(*episodes, words=("--stays-only", "--as-of", "2026-04-01")):
        header = [f"{child},1,14/03/2010,WBRI" for child in sorted({one["CHILD"] for one in episodes})]
        folder = str(save(tmp_path / "return", episodes, header))
        where = ("--database", small.settings.database_url, "--authority", HERE)
        done = nwd("import-903", folder, *where, *words)
        assert done.code == 0, done.err
        return done.err

    return run


def written(day):
    return f"{day:%d/%m/%Y}"


def of_nights(nights, urn=NUMBER, **cells):
    """Thirty stays of so many nights, one each fortnight."""
    firsts = [date(2024, 1, 1) + timedelta(days=14 * n) for n in range(30)]
    return [
        episode(written(one), written(one + timedelta(days=nights)), CHILD=f"C{n}", URN=urn, **cells)
        for n, one in enumerate(firsts)
    ]


def forecast(service):
    return setting_forecast(service, speaker(service, HERE), "home", 60)


def staying(service):
    return forecast(service).nights[40].staying


@pytest.mark.parametrize("urn", [NUMBER, "SC000999"])
def test_returns_with_shorter_stays_free_beds_sooner_and_with_longer_ones_later(read, small, urn):
    before = staying(small)
    read(*of_nights(340, urn))
    longer = staying(small)
    read(*of_nights(110, urn))
    shorter = staying(small)

    assert shorter < before < longer


def test_a_home_is_known_by_its_number_and_an_unknown_one_teaches_its_kind(read, small):
    read(*of_nights(40))
    at_home = forecast(small).basis
    read(*of_nights(40, "SC000999", RNE="S"), *of_nights(40, "1000001", PLACE="U6"))
    both = forecast(small).basis

    assert (at_home.stays, at_home.group_stays) == (30, 0)
    assert both.group_stays + both.stays >= 30


def test_no_name_is_kept_and_no_record_of_a_person_is_made(read, small):
    read(*of_nights(40))
    with small.store.reading() as connection:
        kept = kept_stays(connection, HERE)

    assert len(kept) == 30
    assert not any(one.who.startswith("C") or "C1" in one.id for one in kept)
    assert len(small.frames.frame(HERE).snapshot.young_people) == 2


def test_a_return_teaches_nothing_of_whether_ends_are_planned(read, small):
    read(*of_nights(40))
    past = small.histories.history(HERE, small.frames.frame(HERE).snapshot)

    assert {(one.plans_known_from == one.leaving, one.planned_on) for one in past} == {(True, None)}


def test_the_same_return_again_changes_nothing_and_a_dry_run_keeps_nothing(read, small):
    nothing = forecast(small).history_hash
    said = read(*of_nights(40), words=("--stays-only", "--as-of", "2026-04-01", "--dry-run"))
    assert "30 would be new" in said
    assert forecast(small).history_hash == nothing
    assert "30 new" in read(*of_nights(40))
    once = forecast(small)
    assert "0 new, 0 changed, 30 as before" in read(*of_nights(40))
    assert forecast(small) == once
    assert once.history_hash != nothing


def test_what_is_open_in_one_years_return_and_ended_in_the_next_is_one_stay(read, small):
    words = ("--stays-only",)
    read(episode("29/02/2024", CHILD="A"), episode("01/01/2023", "01/04/2024", CHILD="B"), words=words)
    open_still = forecast(small).basis.stays
    read(episode("29/02/2024", "01/03/2025", CHILD="A"))
    ended = forecast(small).basis.stays

    assert (open_still, ended) == (1, 2)


def test_an_older_return_read_later_does_not_open_a_stay_again(read, small):
    read(episode("29/02/2024", "01/03/2025", CHILD="A"))
    told = forecast(small).history_hash
    read(episode("29/02/2024", CHILD="A"), words=("--stays-only",))

    assert forecast(small).history_hash == told


def test_a_stay_that_ends_on_the_day_the_next_begins_at_the_same_home_is_one(small):
    nights = [(400, 300), (300, 200), (150, 100)]
    past = [
        Stay(
            young_person_id="old",
            setting_id="home",
            first_night=TODAY - timedelta(days=first),
            leaving=TODAY - timedelta(days=leaving),
        )
        for first, leaving in nights
    ]
    keep_past_stays(small, speaker(small, HERE), stays_here(HERE, past, TODAY))

    assert forecast(small).basis.stays == 2


def test_stays_with_parents_teach_nothing(read, small):
    said = read(*of_nights(40, "", PLACE="P1", PLACE_PROVIDER="PR0"))

    assert "0 new" in said
