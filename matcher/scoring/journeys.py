"""Parts about where the place is: from school, from family, from home, from friends."""

from collections.abc import Callable, Sequence
from itertools import compress
from math import isnan

import numpy as np

from matcher.domain.people import FamilyTime, NamedPlace, YoungPerson
from matcher.domain.person_codes import EducationStatus
from matcher.frame import Asks, Pairs, Places
from matcher.frame.travel import Journey
from matcher.outcomes import ASK, NOT_MET
from matcher.policy import Policy
from matcher.scoring.model import (
    Floats,
    Part,
    Rows,
    Shares,
    falling,
    full,
    half,
    mean,
    settings_of,
    settle,
    stack,
)
from matcher.scoring.relationships import name_of

Visit = FamilyTime | NamedPlace


def school_continuity(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """Full up to `school_good_minutes`, straight to 0 at the longest right journey; a change of school 0; neither full."""
    figures, journey = policy.figures, pair.to_school
    college = ask.of_person(_at_college)
    changes = pair.changes_school & ~college
    zero = np.where(college, figures.work_zero_minutes, pair.school_limit)
    share = np.where(changes, 0.0, falling(journey.minutes, figures.school_good_minutes, zero))
    located = ask.of_person(
        lambda person: bool(person.education and person.education.location and person.education.location.point)
    )
    applies, age_known = ask.of_person(_at_school), np.True_
    if college.any():
        old_enough = pair.at_least(COLLEGE_FROM)
        applies, age_known = applies | (college & (old_enough != NOT_MET)), ~college | (old_enough != ASK)
    settled = changes | journey.known
    return settle(share, applies=applies, ask_known=(settled | located) & age_known, place_known=settled)


COLLEGE_FROM = 16
"""The age from which the way to college or work is scored (`job-college-travel`)."""


def _at_school(person: YoungPerson) -> bool:
    """At school, or nobody has recorded whether."""
    return person.education is None or person.education.status is EducationStatus.SCHOOL


def _at_college(person: YoungPerson) -> bool:
    return person.education is not None and person.education.status is EducationStatus.COLLEGE_OR_WORK


def because_school(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    person, name = pair.asks.people[i], name_of(pair, i)
    if person.education is None:
        return [f"Nobody has recorded whether {name} is at school."] * len(rows)
    if _at_college(person):
        return _because_college(pair, i, rows)
    if not _at_school(person):
        return [f"{name} is not at school."] * len(rows)
    change, unknown = f"{name} would change school.", "The journey to school is not known."
    takes = [
        said and f"The journey to school takes {said} each way." for said in _minutes_said(pair.to_school, i, rows)
    ]
    changes = pair.changes_school[i, rows].tolist()
    return [change if changed else said or unknown for changed, said in zip(changes, takes, strict=True)]


def _because_college(pair: Pairs, i: int, rows: Rows) -> list[str]:
    name, education = name_of(pair, i), pair.asks.people[i].education
    where = (education and education.name) or "college or work"
    takes = [
        f"{name} would take {said} to get to {where}." if said else f"The journey to {where} is not known."
        for said in _minutes_said(pair.to_school, i, rows)
    ]
    by_age = {int(NOT_MET): f"{name} is not at school.", int(ASK): f"Whether {name} is 16 by then is not certain."}
    ages = pair.at_least(COLLEGE_FROM)[i, rows].tolist()
    return [by_age.get(age, said) for age, said in zip(ages, takes, strict=True)]


def _minutes_said(journey: Journey, i: int, rows: Rows) -> list[str]:
    """How long the journey from each row takes; empty where that is not known."""
    columns = zip(journey.minutes[i, rows].tolist(), journey.recorded[i, rows].tolist(), strict=True)
    return [
        "" if isnan(minutes) else f"{'' if recorded else 'about '}{minutes:.0f} minutes"
        for minutes, recorded in columns
    ]


def _visited(pair: Pairs, i: int, visits: Sequence[Visit], share: Callable[[Floats], Floats]) -> Shares:
    """(k, m): a share for each person or place visited."""
    journey = pair.visits(i, tuple(visits))
    located = np.array([bool(visit.location and visit.location.point) for visit in visits])[:, None]
    return settle(share(journey.minutes), ask_known=located | journey.known, place_known=journey.known)


def family_time_travel(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """For each agreed person full at 0 minutes, 0 at `family_time_zero_minutes`; the mean by visits a month."""
    zero = policy.figures.family_time_zero_minutes
    rows = []
    for i, person in enumerate(ask.people):
        family = person.family_time
        seen = tuple(one for one in family or () if one.visits_a_month != 0)
        visits = [1.0 if one.visits_a_month is None else float(one.visits_a_month) for one in seen]
        if family is None:
            rows.append(half(len(place)))
        elif not seen:
            rows.append(full(len(place)))
        else:
            each = _visited(pair, i, seen, lambda minutes: falling(minutes, 0, zero))
            rows.append(mean(each, visits))
    return stack(rows)


def because_family(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    family = pair.asks.people[i].family_time
    if family is None:
        return ["Nobody has recorded a family-time plan."] * len(rows)
    if not family:
        return ["No family time to travel for."] * len(rows)
    journey = pair.visits(i, family)
    each = [
        [
            f"{one.person} {said}" if said else f"{one.person}: journey not known"
            for said in _minutes_said(journey, k, rows)
        ]
        for k, one in enumerate(family)
    ]
    return [f"Family time each way: {'; '.join(words)}." for words in zip(*each, strict=True)]


def near_home(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """Full up to 5 miles of home, straight down to 0 at 40; the other way round where home has to be far."""
    figures = policy.figures
    miles = pair.from_home.miles
    near = falling(miles, figures.near_home_full_miles, figures.near_home_zero_miles)
    far = 1 - falling(miles, figures.near_home_full_miles, figures.far_enough_miles)
    wanted_far = ask.of_request(lambda request: bool(request.home_far_needed))
    home_known = ask.of_person(lambda person: bool(person.home and person.home.point)) | ~np.isnan(miles)
    return settle(np.where(wanted_far, far, near), ask_known=home_known, place_known=~np.isnan(miles))


def because_home(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    home = f"{name_of(pair, i)}'s home"
    return [
        f"How far it is from {home} is not known."
        if isnan(miles)
        else f"{setting.name} is {miles:g} miles from {home}."
        for setting, miles in zip(settings_of(pair, rows), pair.from_home.miles[i, rows].tolist(), strict=True)
    ]


def friends_and_community(ask: Asks, place: Places, pair: Pairs, policy: Policy) -> Shares:
    """The share of friends, clubs and activities the person named that stay within `friends_reach_minutes`."""
    reach = policy.figures.friends_reach_minutes
    rows = []
    for i, person in enumerate(ask.people):
        named = person.friends_and_activities
        if named is None:
            rows.append(half(len(place)))
        elif not named:
            rows.append(full(len(place)))
        else:
            each = _visited(pair, i, named, lambda minutes: (minutes <= reach).astype(np.float64))
            rows.append(mean(each, [1.0] * len(named)))
    return stack(rows)


def because_friends(pair: Pairs, i: int, rows: Rows, shares: list[float]) -> list[str]:
    """Why, for each row."""
    named, name = pair.asks.people[i].friends_and_activities, name_of(pair, i)
    if named is None:
        return [f"Ask {name} about friends and activities."] * len(rows)
    if not named:
        return [f"{name} named no friends or activities."] * len(rows)
    minutes = pair.visits(i, named).minutes[:, rows]
    words = [one.name or one.id for one in named]
    lost = (minutes > pair.policy.figures.friends_reach_minutes).T.tolist()  # an unknown journey loses nothing
    return [
        f"{name} would lose {', '.join(compress(words, out))}." if any(out) else "Friends and activities stay in reach."
        for out in lost
    ]


SCHOOL = Part(
    slug="school-continuity",
    weight="school_continuity",
    score=school_continuity,
    because=because_school,
    asks="Is {name} at school, where, and in which year?",
)
FAMILY = Part(
    slug="family-time-travel",
    weight="family_time_travel",
    score=family_time_travel,
    because=because_family,
    asks="Whom does {name} see, how often, and where do they live?",
)
HOME = Part(
    slug="near-home",
    weight="near_home",
    score=near_home,
    because=because_home,
    asks="Where is {name}'s home?",
)
FRIENDS = Part(
    slug="friends-and-community",
    weight="friends_and_community",
    score=friends_and_community,
    because=because_friends,
    asks="Which friends, clubs and activities matter to {name}?",
)
