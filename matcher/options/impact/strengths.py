"""What two people could gain from each other: only what is recorded of both, or of one about the other."""

from collections.abc import Iterator

from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import Depth, SiblingPlan, ViewStrength
from matcher.frame.pairs import AGAINST
from matcher.options.impact.pointers import of_person
from matcher.options.impact.result import ImpactSays
from matcher.options.impact.two import Two
from matcher.options.impact.words import upper

FOR = frozenset({ViewStrength.FOR, ViewStrength.STRONGLY_FOR})
WELL = frozenset({Depth.TRUSTED, Depth.LIVED_WITH_ENDED_WELL, Depth.REGULAR_CONTACT, Depth.MET})
KNOWS = {
    Depth.TRUSTED: "knows and trusts",
    Depth.LIVED_WITH_ENDED_WELL: "has lived before, and it ended well, with",
    Depth.REGULAR_CONTACT: "often sees",
    Depth.MET: "has met",
}


def strengths_of_both(two: Two) -> Iterator[ImpactSays]:
    """Brothers and sisters who are to live together; what both share."""
    mine, theirs = two.scene.newcomer, two.other.person
    for who, other in ((mine, two.other.id), (theirs, mine.id)):
        for link in (who.siblings if who else None) or ():
            if who and link.person_id == other and link.plan is SiblingPlan.TOGETHER:
                names = f"{two.scene.called[who.id]} and {two.scene.called[other]}"
                says = f"{names} are brothers or sisters. {_record(two, who)} says that they are to live together."
                pointers = (of_person(who.id, "siblings", other),)
                yield ImpactSays(says=says, rule="siblings-together", stands_on=pointers)
    if theirs is not None:
        yield from _identity(two, mine, theirs)
        yield from _daily_life(two, mine, theirs)


def _record(two: Two, who: YoungPerson) -> str:
    return f"{two.scene.called[who.id]}'s record"


def _identity(two: Two, mine: YoungPerson, theirs: YoungPerson) -> Iterator[ImpactSays]:
    rule = "culture-religion-language"
    wanted = {
        (one.aspect, one.wants.strip().casefold()): one for one in theirs.identity_needs or () if one.wants.strip()
    }
    for key in dict.fromkeys((one.aspect, one.wants.strip().casefold()) for one in mine.identity_needs or ()):
        if key in wanted:
            said = f"{upper(key[0].value)}: {wanted[key].wants.strip()} is recorded for both {two.me} and {two.them}."
            pointers = tuple(of_person(who.id, "identity_needs", key[0].value, key[1]) for who in (mine, theirs))
            yield ImpactSays(says=said, rule=rule, stands_on=pointers)
    food = {one.need.strip().casefold(): one for one in theirs.diet_and_practice or () if one.need.strip()}
    for need in dict.fromkeys(one.need.strip().casefold() for one in mine.diet_and_practice or ()):
        if need in food:
            said = f"Food or faith: {food[need].need.strip()} is recorded for both {two.me} and {two.them}."
            pointers = tuple(of_person(who.id, "diet_and_practice", need) for who in (mine, theirs))
            yield ImpactSays(says=said, rule="dietary-and-faith-practice", stands_on=pointers)


def _daily_life(two: Two, mine: YoungPerson, theirs: YoungPerson) -> Iterator[ImpactSays]:
    liked = {one.name.strip().casefold(): one for one in theirs.friends_and_activities or () if one.name.strip()}
    for name in dict.fromkeys(one.name.strip().casefold() for one in mine.friends_and_activities or ()):
        if name in liked:
            said = f"Both {two.me} and {two.them} named {liked[name].name.strip()} as something that matters to them."
            pointers = tuple(of_person(who.id, "friends_and_activities", name) for who in (mine, theirs))
            yield ImpactSays(says=said, rule="friends-and-community", stands_on=pointers)
    schools = [one.education.name.strip() if one.education else "" for one in (mine, theirs)]
    if schools[0] and schools[0].casefold() == schools[1].casefold():
        said = f"Both {two.me} and {two.them} go to {schools[0]}."
        pointers = tuple(of_person(who.id, "education") for who in (mine, theirs))
        yield ImpactSays(says=said, rule="school-continuity", stands_on=pointers)
    if mine.likes_animals and theirs.likes_animals:
        pointers = tuple(of_person(who.id, "likes_animals") for who in (mine, theirs))
        yield ImpactSays(says=f"Both {two.me} and {two.them} like animals.", rule="animals", stands_on=pointers)


def strengths_from(two: Two, *, newcomer: bool) -> Iterator[ImpactSays]:
    """What one of the two has said of the other, or knows of them, for the good. `newcomer`: for the young person."""
    who, other = _sides(two, newcomer=newcomer)
    name, them = two.scene.called[who.id] if who else "", two.scene.called[other]
    for view in (who.views if who else None) or ():
        if who and view.person_id == other and view.view in FOR:
            said = f"Asked about {them}, {name} is {view.view.value.replace('_', ' ')}."
            yield ImpactSays(says=said, rule="view-on-option", stands_on=(of_person(who.id, "views", other),))
    for known in (who.relationships if who else None) or ():
        if who and known.person_id == other and known.depth in WELL:
            said = f"{name} {KNOWS[known.depth]} {them}."
            yield ImpactSays(says=said, rule="known-carer", stands_on=(of_person(who.id, "relationships", other),))
    for place in (who.friends_and_activities if who else None) or ():
        if who and place.id == other:
            said = f"{name} named {them} as somebody who matters to them."
            pointers = (of_person(who.id, "friends_and_activities", other),)
            yield ImpactSays(says=said, rule="friends-and-community", stands_on=pointers)


def worries_from(two: Two, *, newcomer: bool) -> Iterator[ImpactSays]:
    """What one of the two has said against the other, or how it ended before."""
    who, other = _sides(two, newcomer=newcomer)
    name, them = two.scene.called[who.id] if who else "", two.scene.called[other]
    for view in (who.views if who else None) or ():
        if who and view.person_id == other and view.view in AGAINST:
            said = (
                f"Asked about {them}, {name} is {view.view.value.replace('_', ' ')}. Talk with {name} about it first."
            )
            yield ImpactSays(says=said, rule="view-on-option", stands_on=(of_person(who.id, "views", other),))
    for known in (who.relationships if who else None) or ():
        if who and known.person_id == other and known.depth is Depth.LIVED_WITH_DISRUPTED:
            again = " Both want to try again." if known.both_want_it else ""
            said = f"{name} and {them} have lived together before, and it ended early.{again}"
            yield ImpactSays(says=said, rule="known-carer", stands_on=(of_person(who.id, "relationships", other),))


def _sides(two: Two, *, newcomer: bool) -> tuple[YoungPerson | None, str]:
    if newcomer:
        return two.scene.newcomer, two.other.id
    return two.other.person, two.scene.newcomer.id
