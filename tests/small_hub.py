"""A hub of four beds on Friday 22 May 2026 with three people, and nothing else: a test adds the one fact it is about."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from matcher.capacity.forecast import ForecastNight, PoolForecast, forecast
from matcher.domain.codes import PlacementState, SettingKind
from matcher.domain.people import YoungPerson
from matcher.domain.placements import Placement
from matcher.domain.settings import Place, Setting
from matcher.domain.snapshot import Snapshot
from matcher.domain.stays import Stay
from matcher.domain.values import LONDON
from matcher.policy import load_policy

TODAY = date(2026, 5, 22)
BOOK = load_policy()
SAME = "the same draws"


def day(nights: int) -> date:
    return TODAY + timedelta(days=nights)


def lives(who: str, since: int = 100, **facts: Any) -> Placement:
    """Somebody who came so many nights ago, no planned end."""
    placement = Placement(
        id=f"stay-{who}", young_person_id=who, setting_id="hub", place_id="hub.residential", first_night=day(-since)
    )
    return replace(placement, **facts)


def comes(who: str, state: PlacementState, nights: int = 10, **facts: Any) -> Placement:
    return lives(who, -nights, state=state, **facts)


HUB = Setting(id="hub", name="The hub", kind=SettingKind.HUB_BED)
BEDS = Place(place_id="hub.residential", setting_id="hub", beds=4)


def hub(*placements: Placement, setting: Setting = HUB, place: Place = BEDS, **facts: Any) -> Snapshot:
    """The hub with these people; without any: ann, bea and cat, for 100 nights each."""
    there = placements or (lives("ann"), lives("bea"), lives("cat"))
    snapshot = Snapshot(
        as_of=datetime(2026, 5, 22, 10, 0, tzinfo=LONDON),
        authority="north",
        settings=(setting,),
        places=(place,),
        young_people=tuple(YoungPerson(id=one.young_person_id, name_to_use="A") for one in there),
        placements=there,
    )
    return replace(snapshot, **facts)


def knowing(snapshot: Snapshot, who: str, **facts: Any) -> Snapshot:
    """The same, with these facts of one person."""
    people = (replace(one, **facts) if one.id == who else one for one in snapshot.young_people)
    return replace(snapshot, young_people=tuple(people))


def beds_of(snapshot: Snapshot, history: tuple[Stay, ...] = (), nights: int = 60) -> PoolForecast:
    """The forecast of the hub's ordinary beds."""
    return forecast(snapshot, history, nights, BOOK, settings=["hub"], seed=SAME).settings[0].pools[0]


def at_least(night: ForecastNight, people: int) -> float:
    return sum(night.occupancy[people:])


def stayed(who: str, first: int, leaving: int, **facts: Any) -> Stay:
    """A stay from so many nights ago to so many nights ago."""
    stay = Stay(
        young_person_id=who,
        setting_id="hub",
        place_id="hub.residential",
        first_night=day(-first),
        leaving=day(-leaving),
    )
    return replace(stay, **facts)
