"""Who fits where, and how many more people each place takes, as effects count it, against counting one by one."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import combinations

import pytest

from fixtures import sized, with_everything
from matcher.cohort.core import Core, core_of
from matcher.cohort.core_beds import NO_HOME
from matcher.domain.codes import NO_BED, MemberRelation, PlacementState
from matcher.domain.person_codes import ViewStrength
from matcher.domain.placements import Placement
from matcher.domain.settings import OutOfUse, Place, Setting
from matcher.domain.snapshot import Snapshot
from matcher.frame import make_frame
from matcher.ledger import is_foster, is_residential, takes_a_bed
from matcher.options.rank import rank
from matcher.options.result import PlacementOption
from matcher.policy import load_policy
from tests.property.asking import asked
from tests.property.test_capacity import placed, staying_put
from tests.property.twin_pair import Pair
from tests.property.twin_parts import view_here
from tests.property.worlds import world

HORIZON, FLOOR = 182, 40
Nights = frozenset[date]


@cache
def lived_in(seed: int) -> Snapshot:
    """A county where some who ask have a bed already where they ask for one: for all of their nights, or for three."""
    made = with_everything(sized(seed, 36, 7), seed)
    places = {one.place_id: one for one in made.places}
    for n, request in enumerate(made.placement_requests):
        options = rank(made, request.id, load_policy()).options
        if options and n % 3:
            place = places[options[n % len(options)].place_id]
            stay = Placement(
                id=f"own-{n}",
                young_person_id=request.young_person_id,
                setting_id=place.setting_id,
                place_id=place.place_id,
                state=PlacementState.STARTED,
                first_night=made.today - timedelta(days=30),
                leaving=None if n % 3 == 1 else request.start_date + timedelta(days=3),
            )
            made = replace(made, placements=(*made.placements, stay))
    return made


@cache
def roomy(seed: int) -> Snapshot:
    """The same with two beds more in every row, one of them out of use for a while, and one more registered place."""
    made = lived_in(seed)
    gap = OutOfUse(beds=1, first_night=made.today + timedelta(days=20), leaving=made.today + timedelta(days=30))
    places = tuple(replace(one, beds=one.beds + 2, out_of_use=(*one.out_of_use, gap)) for one in made.places)
    homes = tuple(
        replace(one, registered_places=one.registered_places and one.registered_places + 1) for one in made.settings
    )
    return replace(made, places=places, settings=homes)


SNAPSHOTS = pytest.mark.parametrize(
    ("made", "seed"),
    [*((world, seed) for seed in range(60)), *((made, n) for made in (lived_in, roomy) for n in range(3))],
)


def core_at(snapshot: Snapshot) -> Core:
    frame = make_frame(snapshot, load_policy())
    return core_of(frame, list(frame.requests.values()))


@dataclass(frozen=True)
class Asker:
    """Somebody among whose options a place is: when they would need a bed there beside one that they have already."""

    needs: Nights


def most(askers: Collection[Asker], free: Callable[[date], int]) -> int:
    """The largest number such that any choice of so many of them fits on every night."""
    nights = {night: free(night) for one in askers for night in one.needs}

    def fits(chosen: tuple[Asker, ...]) -> bool:
        wanted = Counter(night for one in chosen for night in one.needs)
        return all(count <= nights[night] for night, count in wanted.items())

    return max(size for size in range(len(askers) + 1) if all(map(fits, combinations(askers, size))))


class Counted:
    """A snapshot, counted by hand."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.settings = {one.id: one for one in snapshot.settings}
        self.places = {one.place_id: one for one in snapshot.places}
        self.whose = {one.id: one.young_person_id for one in snapshot.placement_requests}
        self.options = {one: rank(snapshot, one, load_policy()).options for one in asked(snapshot)}

    def setting(self, place: Place) -> Setting:
        return self.settings[place.setting_id]

    def nights(self, options: Collection[PlacementOption]) -> Nights:
        """From the first to the last of them."""
        first = min(one.first_night for one in options)
        end = max(one.leaving or one.first_night + timedelta(days=HORIZON) for one in options)
        return frozenset(first + timedelta(days=n) for n in range((end - first).days))

    def at_row(self, place: Place) -> list[Asker]:
        askers = []
        for request_id, options in self.options.items():
            here = [one for one in options if one.place_id == place.place_id]
            if here:
                has = frozenset(n for n in self.nights(here) if self.has_bed(self.whose[request_id], place, n))
                askers.append(Asker(self.nights(here) - has))
        return askers

    def at_home(self, setting: Setting) -> list[Asker]:
        askers = []
        for request_id, options in self.options.items():
            here = [one for one in options if one.setting_id == setting.id]
            if here:
                living = {n: self.living(setting, n) for n in self.nights(here)}
                askers.append(Asker(frozenset(n for n, who in living.items() if self.whose[request_id] not in who)))
        return askers

    def has_bed(self, person_id: str, place: Place, night: date) -> bool:
        home = self.setting(place)
        rooms = [(one.id, one.place_id) for one in home.household or () if one.relation is MemberRelation.STAYING_PUT]
        stays = any(one.young_person_id == person_id for one in placed(self.snapshot, place, night))
        return stays or (is_foster(home) and (person_id, place.place_id) in rooms)

    def free(self, place: Place, night: date) -> int:
        out = [one.beds for one in place.out_of_use if one.first_night <= night and (one.leaving or date.max) > night]
        taken = len(placed(self.snapshot, place, night)) + staying_put(self.setting(place), place)
        return place.beds - sum(out) - taken

    def living(self, setting: Setting, night: date) -> list[str]:
        stays = (one for one in self.snapshot.placements if takes_a_bed(one, self.snapshot))
        return [one.young_person_id for one in stays if one.setting_id == setting.id and one.nights.covers(night)]

    def beds(self, place: Place) -> int | None:
        """How many more the row takes; None = nobody would need a further bed there."""
        askers = [one for one in self.at_row(place) if one.needs]
        if not askers or self.setting(place).kind in NO_BED:
            return len(askers) or None
        return most(askers, lambda night: self.free(place, night))

    def own_beds(self, place: Place) -> int:
        """How many who ask for it have it already, for all of their nights."""
        return sum(not one.needs for one in self.at_row(place))

    def registered(self, setting: Setting) -> int | None:
        """How many more its registered places leave room for; None = it has no such limit."""
        places = setting.registered_places
        if places is None or not is_residential(setting):
            return None
        return most(self.at_home(setting), lambda night: places - len(self.living(setting, night)))


@SNAPSHOTS
def test_everybody_fits_where_their_own_list_says(made, seed):
    snapshot, book = made(seed), load_policy()
    core = core_at(snapshot)
    for request_id in asked(snapshot):
        result = rank(snapshot, request_id, book)
        assert (request_id in core.at) == (not result.referred)
        columns = core.offered[core.at[request_id]].tolist() if request_id in core.at else []
        i = core.at.get(request_id, 0)
        assert {core.place_ids[j]: (int(core.tenths[i, j]), bool(core.fits[i, j])) for j in columns} == {
            one.place_id: (round(one.score * 10), one.score >= FLOOR and not strongly_against(snapshot, result, one))
            for one in result.options
        }


def strongly_against(snapshot, result, option) -> bool:
    pair = Pair(snapshot, result.request_id, option.place_id, load_policy())
    return view_here(pair) is ViewStrength.STRONGLY_AGAINST


@SNAPSHOTS
def test_a_place_takes_as_many_as_fit_whoever_of_them_come(made, seed):
    snapshot = made(seed)
    core, counted = core_at(snapshot), Counted(snapshot)
    beds = {one.place_id: many for one in snapshot.places if (many := counted.beds(one)) is not None}
    found = list(zip(core.place_ids, core.beds.tolist(), strict=True))
    assert dict(found[: len(beds)]) == beds
    own = Counter({one.place_id: counted.own_beds(one) for one in snapshot.places})
    assert Counter(found[len(beds) :]) == Counter({(place_id, 1): many for place_id, many in (+own).items()})


@SNAPSHOTS
def test_a_registered_home_takes_no_more_than_its_registered_places(made, seed):
    snapshot = made(seed)
    core, counted = core_at(snapshot), Counted(snapshot)
    common = [one for one in snapshot.places if counted.beds(one) is not None]
    limits = [None if at == NO_HOME else int(core.home_beds[at]) for at in core.home.tolist()]
    assert limits[: len(common)] == [counted.registered(counted.setting(one)) for one in common]
    assert set(limits[len(common) :]) <= {None}


def test_the_snapshots_have_what_is_hard():
    """Own beds for all and for some of the nights, more askers than beds, beds for several, limits, strong views, low scores."""
    cores = [core_at(world(seed)) for seed in range(60)] + [
        core_at(made(n)) for made in (lived_in, roomy) for n in range(3)
    ]
    rows = [row for seed in range(3) for row in map(Counted(lived_in(seed)).at_row, lived_in(seed).places)]
    assert sum(not one.needs for row in rows for one in row) >= 3
    assert any(len({len(one.needs) for one in row}) > 1 for row in rows)
    offers = sum(sum(map(len, core.offered)) for core in cores)
    assert offers > sum(int(core.fits.sum()) for core in cores) > offers / 2
    assert any(
        asked > beds >= 2 for core in cores for asked, beds in zip(core.fits.sum(axis=0), core.beds, strict=True)
    )
    assert any((core.room < core.beds).any() for core in cores)
