"""Small generated worlds, `world(seed)`: together they reach what every rule can come to (test_twin_agrees.py).

A world has one to three requests, six to twelve settings over all kinds, people whose stays end or begin around the
nights asked for, and facts missing everywhere. Every id that is referred to exists.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from matcher.domain.codes import (
    AFTER_18,
    FOSTER,
    Door,
    MemberRelation,
    PlacementPurpose,
    PlacementState,
    SettingKind,
    TravelMode,
)
from matcher.domain.people import CurrentKeyWorker, YoungPerson
from matcher.domain.placements import Placement
from matcher.domain.requests import Agreement, Asker, PlacementRequest, RestrictionsOrder
from matcher.domain.settings import Place, Setting
from matcher.domain.snapshot import Authority, Snapshot
from matcher.domain.staff import Shift, Worker
from tests.property import worlds_life as life
from tests.property.worlds_around import with_what_is_around
from tests.property.worlds_dice import Dice
from tests.property.worlds_law import with_law
from tests.property.worlds_people import Around, asker, resident, sibling_link
from tests.property.worlds_settings import Those, rows, setting
from tests.property.worlds_voice import with_voice

COMMON = (
    SettingKind.HUB_BED,
    SettingKind.HUB_BED,
    SettingKind.CHILDRENS_HOME,
    SettingKind.COMMUNITY_FAMILY,
    SettingKind.FOSTER_FAMILY,
    SettingKind.CONNECTED_CARER,
    SettingKind.SUPPORTED_LODGINGS,
    SettingKind.SUPPORTED_ACCOMMODATION,
    SettingKind.BESPOKE,
)
NIGHTS = (1, 5, 6, 7, 8, 14, 15, 27, 28, 28, 60, 182, 183, 400)


def world(seed: int) -> Snapshot:
    """The world of that number; the same on every machine."""
    made = Maker(seed).snapshot()
    made = with_voice(seed, made)
    made = with_what_is_around(made, seed)
    return with_law(made, seed)


class Maker:
    """Makes one world, in the order in which things depend on each other."""

    def __init__(self, seed: int) -> None:
        self.dice = Dice(seed)
        self.askers = tuple(f"yp-{n}" for n in range(self.dice.choice((1, 2, 2, 3))))
        self.residents = tuple(f"res-{n}" for n in range(self.dice.number(4, 10)))
        self.requests = [self.request(n, who) for n, who in enumerate(self.askers)]
        first = self.requests[0]
        last = (first.end_date or first.start_date + timedelta(days=182)) - timedelta(days=1)
        ahead = (timedelta(days=n) for n in (14, 365))
        self.days = (first.start_date, last, self.dice.today, *(first.start_date + one for one in ahead))
        self.settings = self.make_settings()
        self.places = self.make_places()
        self.workers = self.make_workers()
        self.people = self.make_people()
        self.placements = self.make_placements()
        self.join_families()

    def snapshot(self) -> Snapshot:
        dice = self.dice
        dice.be(odd=0.25, missing=0.1)
        members = [one.id for home in self.settings for one in home.household or ()]
        separations = life.separations(dice, self.askers, (*self.residents, *self.askers, *members), self.days)
        return Snapshot(
            as_of=dice.as_of,
            authority="north",
            authorities=(
                Authority(id="north", adjoining=dice.usually(("east",), (), None)),
                Authority(id="east", adjoining=("north",)),
                Authority(id="south", adjoining=()),
                Authority(id="west", adjoining=(), in_england=False),
            ),
            young_people=tuple(self.people.values()),
            settings=self.settings,
            places=self.places,
            placements=self.placements,
            placement_requests=tuple(self.requests),
            workers=self.workers,
            shifts=self.make_shifts(),
            commitments=life.commitments(dice, self.homes_with_rota(), self.residents + self.askers, self.days[0]),
            separation_entries=dice.recorded(tuple(separations)),
            impact_risk_assessments=tuple(life.assessments(dice, self.requests, self.settings, self.placements)),
            authorisations=tuple(life.authorisations(dice, self.askers, self.settings, self.days)),
            travel_times=tuple(life.travel_times(dice, self.origins(), self.settings)),
        )

    # Requests

    def request(self, n: int, who: str) -> PlacementRequest:
        dice = self.dice
        dice.be(odd=dice.choice((0.03, 0.25)), missing=dice.choice((0.03, 0.03, 0.3)))
        emergency = dice.chance(0.4)
        start = dice.today if emergency and dice.chance(0.75) else dice.after(dice.today, 0, 1, 2, 3, 7, 10, 20)
        asked = dice.choice(NIGHTS)
        latest = start + timedelta(days=dice.choice((1, 2, 4, 6))) if dice.chance(0.35) else None
        end = None if dice.chance(0.35) else start + timedelta(days=asked)
        if end is not None and latest is not None and latest >= end:
            latest = None
        return PlacementRequest(
            id=f"req-{n}",
            young_person_id=who,
            start_date=start,
            end_date=end,
            first_night_latest=latest,
            expected_nights=dice.choice((None, 14, 60, 300)),
            door=dice.choice(tuple(Door)),
            purpose=dice.recorded(dice.choice(tuple(PlacementPurpose))),
            group_id=dice.choice((None, "group-1")),
            is_emergency=emergency,
            emergency_reason="Nobody can look after them tonight" if emergency else None,
            asked_by=dice.choice((None, Asker(name="A. Social-Worker"))),
            agreed_by=dice.usually(self.agreement(), None),
            where_now=dice.recorded(dice.spot()),
            secure_sought=dice.recorded(dice.usually(False, True, False, False)),
            deprivation_of_liberty_sought=dice.recorded(dice.usually(False, True, False)),
            restrictions_order=dice.usually(None, self.order(), None),
            release_expected_on=dice.usually(None, dice.about(start, 1)),
            released=dice.usually(False, True),
            discharged=dice.usually(False, True),
            homeless=dice.recorded(dice.usually(False, True)),
            home_far_needed=dice.usually(False, True, None),
            travel_mode=dice.choice((None, *TravelMode)),
            required_ratio=dice.recorded(dice.choice((0, 0, 0, 1, 2))),
            is_open=dice.usually(True, False),
        )

    def agreement(self) -> Agreement:
        dice = self.dice
        return Agreement(
            name=dice.usually("S. Manager", " "), at=dice.usually(dice.as_of, None), by_telephone=dice.chance(0.2)
        )

    def order(self) -> RestrictionsOrder:
        dice = self.dice
        return RestrictionsOrder(
            order_id="ORDER-1",
            restrictions=dice.choice(("Doors locked at night", "")),
            review_on=dice.choice((dice.today, None)),
        )

    # Places

    def make_settings(self) -> tuple[Setting, ...]:
        kinds = [self.dice.choice((*COMMON, *SettingKind)) for _ in range(self.dice.number(6, 12))]
        kinds = [SettingKind.HUB_BED if one is SettingKind.HUB_EMERGENCY_BED else one for one in kinds]
        those = Those(self.askers, self.residents, self.days)
        return tuple(setting(self.dice, f"set-{n}", kind, those) for n, kind in enumerate(kinds))

    def make_places(self) -> tuple[Place, ...]:
        self.dice.be(odd=0.1, missing=0.1)
        those = Those(self.askers, self.residents, self.days)
        return tuple(place for home in self.settings for place in rows(self.dice, home, those))

    def homes_with_rota(self) -> list[str]:
        return [home.id for home in self.settings if home.rota_held]

    def make_workers(self) -> tuple[Worker, ...] | None:
        self.dice.be(odd=0.1, missing=0.1)
        made = life.workers(self.dice, self.homes_with_rota(), self.askers + self.residents, self.days[0])
        return None if self.dice.chance(0.04) else made

    def make_shifts(self) -> tuple[Shift, ...]:
        first = min(one.start_date for one in self.requests)
        last = max(one.first_night_latest or one.start_date for one in self.requests) + timedelta(days=14)
        homes = [home for home in self.settings if home.rota_held]
        rotas = [life.Rota(self.dice, home, names=self.workers is not None) for home in homes]
        return tuple(shift for rota in rotas for shift in rota.shifts(first, (last - first).days))

    # People

    def make_people(self) -> dict[str, YoungPerson]:
        carers = [carer.id for home in self.settings for carer in home.carers or ()]
        based = [one.id for one in self.workers or () if one.based_at is not None and one.id.startswith("kw")]
        around = Around([home.id for home in self.settings], carers + based, self.days)
        people = [asker(self.dice, who, around) for who in self.askers]
        if self.workers is None:
            people = [replace(one, key_worker=CurrentKeyWorker()) for one in people]
        people += [resident(self.dice, who, self.days) for who in self.residents]
        return {one.id: one for one in (*people, *self.household_records())}

    def household_records(self) -> Sequence[YoungPerson]:
        """Own children and others of a household who have a record of their own."""
        made = []
        for member in (one for home in self.settings for one in home.household or ()):
            if member.relation is not MemberRelation.OTHER_ADULT and self.dice.chance(0.5):
                record = resident(self.dice, member.id, self.days)
                made.append(replace(record, date_of_birth=member.date_of_birth, age_state=None))
        return made

    def join_families(self) -> None:
        """One family: brothers and sisters among those who ask and those who are placed; some live together."""
        dice = self.dice
        if dice.chance(0.4):
            return
        by_home = [one.young_person_id for one in self.placements if one.setting_id == self.favourites[0].setting_id]
        together = tuple(one for one in dict.fromkeys(by_home) if one not in self.askers)
        others = dice.choice((together, dice.some((*self.askers[1:], *self.residents), 4)))
        family = (self.askers[0], *others)
        for who in family:
            links = tuple(sibling_link(dice, other) for other in family if other != who and dice.chance(0.9))
            self.people[who] = replace(self.people[who], siblings=dice.choice((links, links, links, None)))

    # Stays

    def make_placements(self) -> tuple[Placement, ...]:
        dice = self.dice
        dice.be(odd=0.12, missing=0.1)
        no_stay = {*AFTER_18, SettingKind.OUTREACH}
        kinds = {home.id: home.kind for home in self.settings}
        beds = [place for place in self.places if kinds[place.setting_id] not in no_stay]
        beds = beds or list(self.places)
        families = [place for place in beds if kinds[place.setting_id] in FOSTER]
        self.favourites = [dice.choice(families or beds), dice.choice(beds)]
        made = [
            placement
            for who in self.residents
            if dice.chance(0.9)
            for placement in life.stays(dice, who, self.favourites if dice.chance(0.55) else beds, self.days)
        ]
        return (*made, *(placement for one in self.requests for placement in self.own_stays(one, beds)))

    def own_stays(self, request: PlacementRequest, beds: Sequence[Place]) -> Sequence[Placement]:
        """Where somebody who asks lives now, and sometimes a hold for them from the first night asked for."""
        dice, who = self.dice, request.young_person_id
        at, held = dice.choice(beds), dice.choice(beds)
        tomorrow = dice.today + timedelta(days=1)
        until = request.end_date if request.end_date != tomorrow and dice.chance(0.5) else None
        now = Placement(
            id=f"{who}-now",
            young_person_id=who,
            setting_id=at.setting_id,
            place_id=at.place_id,
            first_night=dice.today - timedelta(days=40),
            leaving=max(request.start_date, tomorrow),
        )
        hold = Placement(
            id=f"{who}-hold",
            young_person_id=who,
            setting_id=held.setting_id,
            place_id=held.place_id,
            first_night=max(request.start_date, tomorrow),
            leaving=until,
            state=PlacementState.HELD,
            request_id=request.id,
        )
        return [one for one in (now, hold) if dice.chance(0.4)]

    # Journeys

    def origins(self) -> list[str]:
        """Everything that a recorded journey may start from."""
        people = [self.people[who] for who in self.askers]
        schools = [one.education.id for one in people if one.education is not None and one.education.id is not None]
        family = [each.id for one in people for each in one.family_time or ()]
        friends = [each.id for one in people for each in one.friends_and_activities or ()]
        bases = [] if self.workers is None else ["kw-1", "kw-2"]
        return [*self.askers, *(one.id for one in self.requests), *schools, *family, *friends, *bases]
