"""What the answers about places and daily life could be: home, family, friends, treatment, food, animals, smoke, age."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from matcher.domain.home_codes import HouseholdNeedKind, MissingPull
from matcher.domain.people import FamilyTime, NamedPlace
from matcher.domain.people_needs import (
    DietOrPractice,
    EhcProvision,
    HouseholdNeed,
    MissingPlace,
    ProvisionHere,
    StaffGenderNeed,
    Treatment,
)
from matcher.domain.person_codes import AgeState, Sex
from matcher.domain.values import Location
from matcher.options.sensitivity.facing import SOMEBODY, Facing, Possible

Visited = TypeVar("Visited", FamilyTime, NamedPlace, MissingPlace, Treatment)
AGES_TRIED = (12, 15, 16, 17, 18)


def _nowhere(where: Location | None) -> bool:
    return where is None or where.point is None


def _located(every: tuple[Visited, ...], spot: Location) -> tuple[Visited, ...]:
    """Those who live nobody knows where, there."""
    return tuple([replace(one, location=spot) if _nowhere(one.location) else one for one in every])


def home(at: Facing) -> Iterator[Possible]:
    """Near the other place."""
    if _nowhere(at.person.home):
        for spot in at.spots():
            yield at.with_person(f"{at.name}'s home is near {at.other.name}.", home=spot)


def _visited(
    at: Facing, field: str, one: FamilyTime | NamedPlace | Treatment, *, none: str, near: str, located: str
) -> Iterator[Possible]:
    """None of them; `one` near the other place; or, there, those of whom nobody knows where they are."""
    known: tuple[Any, ...] | None = getattr(at.person, field)
    if known is None:
        yield at.with_person(none, **{field: ()})
        for spot in at.spots():
            yield at.with_person(near, **{field: (replace(one, location=spot),)})
    elif any(_nowhere(each.location) for each in known):
        for spot in at.spots():
            yield at.with_person(located, **{field: _located(known, spot)})


def family(at: Facing) -> Iterator[Possible]:
    """Nobody; somebody near the other place; or where those live whose address is not known."""
    one = FamilyTime(id=SOMEBODY, person="somebody", visits_a_month=4)
    yield from _visited(
        at,
        "family_time",
        one,
        none="Nobody is to be visited.",
        near=f"{at.name} sees somebody who lives near {at.other.name}.",
        located=f"Those whose address is not known live near {at.other.name}.",
    )


def friends(at: Facing) -> Iterator[Possible]:
    """None; one near the other place; or where those are whose address is not known."""
    one, near = NamedPlace(id=SOMEBODY, name="somebody"), f"What matters is near {at.other.name}."
    yield from _visited(at, "friends_and_activities", one, none="None is to be kept up.", near=near, located=near)


def missing(at: Facing) -> Iterator[Possible]:
    """Nowhere; towards somewhere near the first place; kept safe by somebody near the other one."""
    known = at.person.missing_places
    if known is None:
        yield at.with_person("There is no such place.", missing_places=())
        found = {MissingPull.TOWARDS: at.first, MissingPull.PROTECTIVE: at.other}
        each = tuple(
            [
                MissingPlace(id=f"{SOMEBODY}-{pull.value}", pull=pull, location=where.location)
                for pull, where in found.items()
                if not _nowhere(where.location)
            ]
        )
        for one in each:
            near = found[one.pull].name
            pulls = "goes missing to somewhere" if one.pull is MissingPull.TOWARDS else "is kept safe by somebody"
            yield at.with_person(f"{at.name} {pulls} near {near}.", missing_places=(one,))
        yield at.with_person(f"{at.name} is safer near {at.other.name}.", missing_places=each)
    elif any(_nowhere(one.location) for one in known):
        for where in (at.first, at.other):
            if where.location is not None and not _nowhere(where.location):
                says = f"The place that matters is near {where.name}."
                yield at.with_person(says, missing_places=_located(known, where.location))


def treatments(at: Facing) -> Iterator[Possible]:
    """None; or one near the other place."""
    one, near = Treatment(id=SOMEBODY, name="the treatment"), f"The treatment is near {at.other.name}."
    yield from _visited(at, "continuing_treatments", one, none="None goes on.", near=near, located=near)


def workers_sex(at: Facing) -> Iterator[Possible]:
    """No matter; or one sex rather than the other."""
    if at.person.staff_gender_needs is None:
        yield at.with_person("It does not matter.", staff_gender_needs=())
        for sex in Sex:
            need = StaffGenderNeed(gender=sex, required_by_assessment=False)
            word = "woman" if sex is Sex.FEMALE else "man"
            yield at.with_person(f"{at.name} would rather have a {word}.", staff_gender_needs=(need,))


def provision(at: Facing) -> Iterator[Possible]:
    """No plan; or what it names could go on at the other place and not at the first."""
    known = at.person.ehc_provisions
    says = f"What the plan names could go on at {at.other.name}, not at {at.first.name}."
    yes = ProvisionHere(setting_id=at.other.id, can_continue=True)
    no = ProvisionHere(setting_id=at.first.id, can_continue=False)
    if known is None:
        yield at.with_person("There is no plan.", ehc_provisions=())
        yield at.with_person(says, ehc_provisions=(EhcProvision(provision="support", at_settings=(yes, no)),))
    elif known and not (at.known_here and at.known_first):
        here = [one for one, open_ in ((yes, not at.known_here), (no, not at.known_first)) if open_]
        more = tuple([replace(one, at_settings=(*one.at_settings, *_unsaid(one, here))) for one in known])
        yield at.with_person(says, ehc_provisions=more)


def _unsaid(one: EhcProvision, here: list[ProvisionHere]) -> list[ProvisionHere]:
    said = {each.setting_id for each in one.at_settings}
    return [each for each in here if each.setting_id not in said]


def household(at: Facing) -> Iterator[Possible]:
    """No matter; or each thing that somebody would rather have."""
    if at.person.household_needs is None:
        yield at.with_person("It does not matter.", household_needs=())
        for need in HouseholdNeedKind:
            wish = HouseholdNeed(need=need, assessed=False)
            yield at.with_person(f"{at.name} would rather have {WISHED[need]}.", household_needs=(wish,))


WISHED = {
    HouseholdNeedKind.TWO_CARERS: "two carers",
    HouseholdNeedKind.WOMAN_CARER: "a woman as a carer",
    HouseholdNeedKind.MAN_CARER: "a man as a carer",
    HouseholdNeedKind.SOMEBODY_HOME_IN_DAY: "somebody at home in the day",
}


def animals(at: Facing) -> Iterator[Possible]:
    """Likes them, or does not."""
    if at.person.likes_animals is None:
        yield at.with_person(f"{at.name} likes animals.", likes_animals=True)
        yield at.with_person(f"{at.name} does not care for animals.", likes_animals=False)


def smoke(at: Facing) -> Iterator[Possible]:
    """Smokes or not; would rather have no smoke or does not mind."""
    if at.person.smokes is None:
        yield at.with_person(f"{at.name} smokes.", smokes=True)
        yield at.with_person(f"{at.name} does not smoke.", smokes=False)
    if at.person.prefers_smoke_free is None:
        yield at.with_person(f"{at.name} would rather have a smoke-free home.", prefers_smoke_free=True)
        yield at.with_person(f"{at.name} does not mind smoke.", prefers_smoke_free=False)


def diet(at: Facing) -> Iterator[Possible]:
    """Nothing; or all that the other place offers and the first does not."""
    if at.person.diet_and_practice is not None:
        return
    yield at.with_person("Nothing that a place has to offer.", diet_and_practice=())
    first = {one.strip().casefold() for one in at.first.diet_offers or ()}
    here = [one for one in at.other.diet_offers or () if one.strip().casefold() not in first]
    for few in ([one] for one in here):
        yield at.with_person(
            f"{few[0]} matters to {at.name}.", diet_and_practice=tuple([DietOrPractice(need=one) for one in few])
        )
    if len(here) > 1:
        every = tuple([DietOrPractice(need=one) for one in here])
        yield at.with_person(f"{', '.join(here)} matter to {at.name}.", diet_and_practice=every)


def age(at: Facing) -> Iterator[Possible]:
    """Each age that decides what is lawful."""
    if at.person.date_of_birth is not None and at.person.age_state not in {AgeState.DISPUTED, AgeState.UNKNOWN}:
        return
    today = at.index.snapshot.today
    for years in AGES_TRIED:
        born = date(today.year - years, 1, 1)
        yield at.with_person(
            f"{at.name} is {years}.", date_of_birth=born, age_state=AgeState.CERTAIN, age_band=None, possible_ages=None
        )
