"""Columns about what holds between one young person and one place row, each (n, m), made when first read and kept."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from matcher.domain.codes import PlacementState, SettingKind, TravelMode
from matcher.domain.people import FamilyTime, NamedPlace, View
from matcher.domain.people_needs import MissingPlace, Treatment
from matcher.domain.person_codes import Depth, SchoolPhase, ViewAbout, ViewStrength
from matcher.frame.asks import Asks
from matcher.frame.birthdays import different
from matcher.frame.mix import Exposure, worst_exposure
from matcher.frame.nights import OfferedNights, offered_nights, with_terms_limit
from matcher.frame.places import Places
from matcher.frame.residents import Residents
from matcher.frame.staffing import Staffing, StaffingOutcomes, judge_staffing
from matcher.frame.terms import terms_fit
from matcher.frame.travel import Journey, Origin, journeys
from matcher.ledger import FAR
from matcher.outcomes import NOT_MET, Bools, Outcomes

Days = NDArray[np.int32]
Floats = NDArray[np.float64]

DEPTH_SHARE = {
    Depth.TRUSTED: 1.0,
    Depth.LIVED_WITH_ENDED_WELL: 0.9,
    Depth.REGULAR_CONTACT: 0.6,
    Depth.MET: 0.3,
    Depth.LIVED_WITH_DISRUPTED: 0.0,
}
WELL_KNOWN = 0.6
T = TypeVar("T")
Visited: TypeAlias = FamilyTime | NamedPlace | MissingPlace | Treatment
VIEW_SHARE = {
    ViewStrength.STRONGLY_FOR: 1.0,
    ViewStrength.FOR: 0.8,
    ViewStrength.UNSURE: 0.5,
    ViewStrength.NOT_YET_ASKED: 0.5,
    ViewStrength.AGAINST: 0.1,
    ViewStrength.STRONGLY_AGAINST: 0.0,
}
AGAINST = frozenset({ViewStrength.AGAINST, ViewStrength.STRONGLY_AGAINST})
BROADER_KIND = {
    SettingKind.COMMUNITY_FAMILY: (SettingKind.FOSTER_FAMILY,),
    SettingKind.HUB_BED: (SettingKind.CHILDRENS_HOME,),
    SettingKind.HUB_EMERGENCY_BED: (SettingKind.HUB_BED, SettingKind.CHILDRENS_HOME),
}


class Pairs:
    """What holds between the asks and the place rows."""

    def __init__(self, asks: Asks, places: Places, residents: Residents, staffing: Staffing) -> None:
        self.asks, self.places, self.policy = asks, places, places.policy
        self.index = places.index
        self.shape = (len(asks), len(places))
        self.residents, self.staffing = residents, staffing
        self._made: dict[Callable[[Pairs], Any], Any] = {}
        self._at_least: dict[int, Outcomes] = {}
        self._at_least_to_the_end: dict[int, Outcomes] = {}
        self._first_nights: dict[int, list[tuple[date, Bools]]] = {}
        self._visits: dict[tuple[int, tuple[Origin, ...]], Journey] = {}

    def once(self, make: Callable[["Pairs"], T]) -> T:
        """What a named function makes of these pairs, made once; for columns that several limbs of one rule share."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made

    @cached_property
    def considered(self) -> Bools:
        """A setting that belongs to one person is considered for that person only."""
        mine = self.asks.of_person(lambda person: self.index.person_code[person.id], np.int32)
        return np.asarray((self.places.owner < 0) | (self.places.owner == mine), np.bool_)

    @cached_property
    def nights_before_terms(self) -> OfferedNights:
        """Offered nights without the emergency limit on terms."""
        return offered_nights(self.asks, self.places)

    @cached_property
    def terms_fit(self) -> NDArray[np.int8]:
        """Whether the carer's written terms include this placement, on the nights before the emergency limit."""
        return terms_fit(self.asks, self.places, self.residents, self.nights_before_terms, self._others_before_terms)

    @cached_property
    def _others_before_terms(self) -> Bools:
        nights = self.nights_before_terms
        horizon = nights.first + self.policy.figures.capacity_horizon_days
        return self.present_between(nights.first, np.where(nights.leaving == FAR, horizon, nights.leaving))

    @cached_property
    def nights(self) -> OfferedNights:
        """The judged nights."""
        binds = self.asks.is_emergency & (self.terms_fit == NOT_MET) & self.places.is_foster
        return with_terms_limit(self.asks, self.nights_before_terms, binds)

    @property
    def first(self) -> Days:
        """First judged night."""
        return self.nights.first

    @property
    def leaving(self) -> Days:
        """Leaving day; FAR = no planned end."""
        return self.nights.leaving

    @cached_property
    def presence_end(self) -> Days:
        """The day after the last night that presence, registration and rota are judged on."""
        horizon = self.first + self.policy.figures.capacity_horizon_days
        return np.where(self.leaving == FAR, horizon, self.leaving)

    @cached_property
    def last_age_day(self) -> Days:
        """The last day that ages are judged on."""
        horizon = self.first + self.policy.figures.age_horizon_days
        return np.where(self.leaving == FAR, horizon, self.leaving - 1)

    def at_least(self, age: int) -> Outcomes:
        """The person has turned `age` by the first judged night; kept."""
        if age not in self._at_least:
            self._at_least[age] = self.asks.at_least(age, self.first)
        return self._at_least[age]

    def at_least_to_the_end(self, age: int) -> Outcomes:
        """The person has turned `age` by the last day that ages are judged on; kept."""
        if age not in self._at_least_to_the_end:
            self._at_least_to_the_end[age] = self.asks.at_least(age, self.last_age_day)
        return self._at_least_to_the_end[age]

    @cached_property
    def others(self) -> Bools:
        """(n, e): the residents, not the person, who are there on some judged night."""
        if self.nights is self.nights_before_terms:
            return self._others_before_terms
        return self.present_between(self.first, self.presence_end)

    def present_between(self, first: Days, end: Days) -> Bools:
        """(n, e): residents, not the person, there on some night from `first` up to `end` (n, m)."""
        row = self.residents.row
        there = (self.residents.first < end.take(row, axis=1)) & (self.residents.leaving > first.take(row, axis=1))
        return there & ~self.is_self

    @cached_property
    def is_self(self) -> Bools:
        """(n, e): the resident is the young person themselves."""
        code = self.index.person_code
        mine = self.asks.of_person(lambda person: code[person.id], np.int32)
        return np.asarray(self.residents.codes == mine, np.bool_)

    @cached_property
    def lives_there(self) -> Bools:
        """The person's own started placement at this setting covers today."""
        there = np.zeros(self.shape, np.bool_)
        today = self.asks.today.toordinal()
        for i, person in enumerate(self.asks.people):
            for stay in self.index.stays_of.get(person.id, []):
                if stay.placement.state is PlacementState.STARTED and stay.first <= today < stay.leaving:
                    there[i, self.index.rows_of.get(stay.setting, [])] = True
        return there

    def rows_of_settings(self, positions: list[int]) -> list[int]:
        """The place rows of settings by position."""
        return [row for at in positions for row in self.index.rows_of.get(at, [])]

    def first_nights(self, i: int) -> list[tuple[date, Bools]]:
        """Each different first judged night of ask i, with the rows (m,) it holds for; kept."""
        if i not in self._first_nights:
            first = self.first[i]
            self._first_nights[i] = [(date.fromordinal(day), first == day) for day in different(first)]
        return self._first_nights[i]

    @cached_property
    def staffing_outcomes(self) -> StaffingOutcomes:
        """`staff-ratio` and `waking-night`."""
        return judge_staffing(self)

    @cached_property
    def exposure(self) -> Exposure:
        """What living together there would be like."""
        return worst_exposure(self)

    @cached_property
    def mode(self) -> list[TravelMode]:
        """The mode stated in each request, else public transport."""
        return [request.travel_mode or TravelMode.PUBLIC_TRANSPORT for request in self.asks.requests]

    @property
    def from_home(self) -> Journey:
        return self._home_and_school[0]

    @property
    def to_school(self) -> Journey:
        return self._home_and_school[1]

    @cached_property
    def _home_and_school(self) -> tuple[Journey, Journey]:
        """Both by the mode of the request: found together."""
        homes = [Origin(person.id, person.home) for person in self.asks.people]
        schools = [person.education for person in self.asks.people]
        origins = [Origin(school.id, school.location) if school else Origin(None, None) for school in schools]
        both, n = journeys(self.places, [*homes, *origins], [*self.mode, *self.mode]), len(homes)
        return both.of(slice(n)), both.of(slice(n, None))

    def visits(self, i: int, to: Sequence[Visited]) -> Journey:
        """The journeys (k, m) from every place to each person or place that matters to the young person; kept."""
        origins = tuple([Origin(one.id, one.location) for one in to])
        if (i, origins) not in self._visits:
            self._visits[i, origins] = journeys(self.places, origins, [self.mode[i]] * len(to))
        return self._visits[i, origins]

    @cached_property
    def school_limit(self) -> Days:
        """(n, 1): the longest school journey that is right, in minutes each way."""
        primary = self.asks.of_person(lambda one: bool(one.education and one.education.phase is SchoolPhase.PRIMARY))
        figures = self.policy.figures
        return np.where(primary, figures.school_max_minutes_primary, figures.school_max_minutes_secondary).astype(
            np.int32
        )

    @cached_property
    def changes_school(self) -> Bools:
        """A recorded fact of the option: living there means changing school."""
        changes = np.zeros(self.shape, np.bool_)
        for i, person in enumerate(self.asks.people):
            for move in person.education.moves if person.education else ():
                if move.changes_school and move.setting_id in self.index.setting_at:
                    changes[i, self.rows_of_settings([self.index.setting_at[move.setting_id]])] = True
        return changes

    @cached_property
    def from_now(self) -> Journey:
        """From where the young person is now, by the request's mode, else by car."""
        modes = [request.travel_mode or TravelMode.CAR for request in self.asks.requests]
        origins = [Origin(request.id, request.where_now) for request in self.asks.requests]
        return journeys(self.places, origins, modes, any_mode=True)

    @cached_property
    def known_depth(self) -> Floats:
        """0 to 1: how well the young person knows somebody at the setting; 0 where nobody is recorded."""
        depth = np.zeros(self.shape)
        for i, person in enumerate(self.asks.people):
            ended: list[int] = []
            for known in person.relationships or ():
                rows = self.rows_of_settings(self.index.settings_of_person.get(known.person_id, []))
                share = DEPTH_SHARE[known.depth]
                if known.depth is Depth.LIVED_WITH_DISRUPTED:
                    share = WELL_KNOWN if known.both_want_it else 0.0
                    ended += [] if known.both_want_it else rows
                depth[i, rows] = np.maximum(depth[i, rows], share)
            depth[i, ended] = 0.0
        return depth

    @cached_property
    def view_at(self) -> NDArray[np.int16]:
        """(n, m): which of the person's views speaks for each place; -1 = none does."""
        spoken = np.full(self.shape, -1, np.int16)
        for i, person in enumerate(self.asks.people):
            if person.views:
                self._speak(i, person.views, spoken[i])
        return spoken

    def view_here(self, i: int, row: int) -> View | None:
        """The view that speaks for one place."""
        views, at = self.asks.people[i].views, int(self.view_at[i, row])
        return views[at] if views and at >= 0 else None

    def _speak(self, i: int, views: tuple[View, ...], spoken: NDArray[np.int16]) -> None:
        """A view on the setting speaks; else the best on a person there; else one on the kind (m,)."""
        kinds = {view.setting_kind: at for at, view in enumerate(views) if view.about is ViewAbout.SETTING_KIND}
        for kind, rows in self.places.rows_of_kind.items() if kinds else ():
            at = next((kinds[each] for each in (kind, *BROADER_KIND.get(kind, ())) if each in kinds), -1)
            if at >= 0:
                outweighed = (self.known_depth[i, rows] >= WELL_KNOWN) & (views[at].view in AGAINST)
                spoken[rows] = np.where(outweighed, -1, at)
        about_people = [at for at, view in enumerate(views) if view.about is ViewAbout.PERSON]
        for at in sorted(about_people, key=lambda one: VIEW_SHARE[views[one].view]):
            spoken[self.rows_of_settings(self.index.settings_of_person.get(views[at].person_id or "", []))] = at
        for at, view in enumerate(views):
            if view.about is ViewAbout.SETTING and view.setting_id in self.index.setting_at:
                spoken[self.rows_of_settings([self.index.setting_at[view.setting_id]])] = at

    @cached_property
    def against_kind_but_known(self) -> Bools:
        """The person is against this kind of place, and knows somebody here well: ask about them by name."""
        known = np.zeros(self.shape, np.bool_)
        for i, person in enumerate(self.asks.people):
            against = {view.setting_kind for view in person.views or () if view.setting_kind and view.view in AGAINST}
            for row in np.flatnonzero(self.known_depth[i] >= WELL_KNOWN).tolist() if against else ():
                kind = self.places.kinds[row]
                silent = self.view_at[i, row] < 0
                known[i, row] = silent and bool({kind, *BROADER_KIND.get(kind, ())} & against)
        return known
