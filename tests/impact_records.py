"""A record with one fact less, or one fact more, by where a draft impact risk assessment says that it stands."""

from dataclasses import replace
from datetime import date
from typing import Any

from matcher.domain.codes import ShiftName
from matcher.domain.home_codes import SupportLevel
from matcher.domain.people import RiskEntry, SiblingLink, View, Vulnerability, YoungPerson
from matcher.domain.person_codes import RiskType, Sex, SiblingPlan, ViewAbout, ViewStrength
from matcher.domain.settings import HouseholdMember, Setting, StatementOfPurpose
from matcher.domain.snapshot import Snapshot
from matcher.domain.staff import Shift
from matcher.options.impact.pointers import parts_of


def without(snapshot: Snapshot, pointer: str) -> Snapshot:
    """As if nobody had recorded what stands there."""
    collection, *rest = parts_of(pointer)
    if collection == "young_people":
        return _with_person(snapshot, rest[0], lambda one: _person_without(one, *rest[1:]))
    if collection == "settings" and rest[1] == "household":
        return _with_setting(snapshot, rest[0], lambda one: _household_without(one, *rest[2:]))
    if collection == "settings":
        return _with_setting(snapshot, rest[0], lambda one: _changed(one, rest[1], None))
    if collection == "places":
        value = False if rest[1] == "shared_room" else None
        changed = tuple(_changed(one, rest[1], value) if one.place_id == rest[0] else one for one in snapshot.places)
        return replace(snapshot, places=changed)
    return _records_without(snapshot, collection, *rest)


def _changed(one: Any, field: str, value: Any) -> Any:
    return replace(one, **{field: value})


def _records_without(snapshot: Snapshot, collection: str, *rest: str) -> Snapshot:
    if collection == "placements":
        return replace(snapshot, placements=tuple(one for one in snapshot.placements if one.id != rest[0]))
    if collection == "shifts":
        gone = (rest[0], date.fromisoformat(rest[1]), ShiftName(rest[2]))
        kept = tuple(one for one in snapshot.shifts if (one.setting_id, one.on, one.shift) != gone)
        return replace(snapshot, shifts=kept)
    if collection == "commitments":
        kept_staff = tuple(
            one for one in snapshot.commitments if (one.setting_id, one.young_person_id) != (rest[0], rest[1])
        )
        return replace(snapshot, commitments=kept_staff)
    if collection == "separation_entries":
        both = set(rest[0].split("+"))
        entries = snapshot.separation_entries or ()
        left = tuple(one for one in entries if {one.person_a, one.person_b} != both or one.reason.value != rest[1])
        return replace(snapshot, separation_entries=left)
    if collection == "placement_requests":
        asked = tuple(_changed(one, rest[1], None) if one.id == rest[0] else one for one in snapshot.placement_requests)
        return replace(snapshot, placement_requests=asked)
    assert collection == "impact_risk_assessments", collection
    made = snapshot.impact_risk_assessments
    if rest[0] == "*":
        kept_made = tuple(
            replace(one, mitigations=tuple(each for each in one.mitigations if each.risk.value != rest[2]))
            for one in made
        )
    else:
        kept_made = tuple(one for one in made if one.id != rest[0])
    return replace(snapshot, impact_risk_assessments=kept_made)


LISTS = {
    "risks": lambda one: one.risk.value,
    "vulnerabilities": lambda one: one.risk.value,
    "siblings": lambda one: one.person_id,
    "views": lambda one: one.person_id,
    "relationships": lambda one: one.person_id,
    "contact_orders": lambda one: one.person_id,
    "court_conditions": lambda one: one.person_id,
    "diet_and_practice": lambda one: one.need.strip().casefold(),
}
"""How one of several is told from the others."""


def _person_without(person: YoungPerson, field: str, *which: str) -> YoungPerson:
    if field == "age":
        return replace(person, date_of_birth=None, age_band=None, age_state=None, possible_ages=None)
    if field in LISTS and which:
        kept = tuple(one for one in getattr(person, field) or () if LISTS[field](one) != which[0])
        return _changed(person, field, kept)
    if field == "identity_needs":
        kept = tuple(
            one for one in person.identity_needs or () if (one.aspect.value, one.wants.strip().casefold()) != which
        )
        return replace(person, identity_needs=kept)
    if field == "friends_and_activities":
        kept = tuple(
            one for one in person.friends_and_activities or () if which[0] not in {one.id, one.name.strip().casefold()}
        )
        return replace(person, friends_and_activities=kept)
    return _changed(person, field, None)


def _household_without(setting: Setting, member: str, field: str = "", *which: str) -> Setting:
    if not field:
        return replace(setting, household=tuple(one for one in setting.household or () if one.id != member))

    def changed(one: HouseholdMember) -> HouseholdMember:
        if field == "vulnerabilities":
            kept = tuple(each for each in one.vulnerabilities or () if each.risk.value != which[0])
            return replace(one, vulnerabilities=kept)
        return _changed(one, field, None)

    return _with_member(setting, member, changed)


def recorded(snapshot: Snapshot, pointer: str) -> Snapshot:
    """As if somebody had recorded what is missing there."""
    collection, *rest = parts_of(pointer)
    today = snapshot.today
    if collection == "separation_entries":
        return replace(snapshot, separation_entries=())
    if collection == "shifts":
        on, name = date.fromisoformat(rest[1]), ShiftName(rest[2])
        return replace(snapshot, shifts=(*snapshot.shifts, Shift(setting_id=rest[0], on=on, shift=name, headcount=3)))
    if collection == "settings" and rest[1] == "household" and len(rest) > 2:
        return _with_setting(
            snapshot, rest[0], lambda one: _with_member(one, rest[2], lambda member: _filled(member, today, *rest[3:]))
        )
    if collection == "settings":
        return _with_setting(snapshot, rest[0], lambda one: _changed(one, rest[1], OF_HOME[rest[1]]))
    assert collection == "young_people", collection
    if len(rest) == 1:
        return replace(snapshot, young_people=(*snapshot.young_people, YoungPerson(id=rest[0])))
    return _with_person(snapshot, rest[0], lambda one: _filled(one, today, *rest[1:]))


OF_HOME: dict[str, Any] = {
    "skills": (),
    "locked_away": (),
    "fire_measures": (),
    "night_cover": SupportLevel.SLEEP_IN,
    "night_checks": False,
    "household": (),
    "statement_of_purpose": StatementOfPurpose(age_min=11, age_max=17, sexes=(Sex.FEMALE, Sex.MALE), needs=()),
}
PLAIN: dict[str, Any] = {
    "risks": (),
    "vulnerabilities": (),
    "siblings": (),
    "contact_orders": (),
    "court_conditions": (),
    "needs_solo": False,
    "no_younger": False,
    "only_younger": False,
    "cannot_leave_alone": False,
    "sex": Sex.FEMALE,
}


def _filled(one: Any, today: date, field: str, *which: str) -> Any:
    if field in {"age", "date_of_birth"}:
        born = today.replace(year=today.year - 14, day=1)
        certain = {"age_state": None} if field == "age" else {}
        return replace(one, date_of_birth=born, **certain)
    if field == "views":
        view = View(about=ViewAbout.PERSON, person_id=which[0], view=ViewStrength.UNSURE)
        return replace(one, views=(*(one.views or ()), view))
    if field == "siblings" and which:
        plans = tuple(_planned(link, which[0]) for link in one.siblings)
        return replace(one, siblings=plans)
    if field in {"risks", "vulnerabilities"} and which:
        return replace(one, **{field: tuple(_settled(each, today, *which) for each in getattr(one, field))})
    return replace(one, **{field: PLAIN[field]})


def _planned(link: SiblingLink, who: str) -> SiblingLink:
    return replace(link, plan=SiblingPlan.TOGETHER) if link.person_id == who else link


def _settled(each: RiskEntry | Vulnerability, today: date, risk: str, field: str) -> RiskEntry | Vulnerability:
    if each.risk is not RiskType(risk) or (field == "level" and each.level is not None):
        return each
    value: Any = {"level": 1, "looked_at_on": today, "recorded_on": today, "to_younger_children": False}[field]
    return replace(each, **{field: value})


def _with_person(snapshot: Snapshot, who: str, change: Any) -> Snapshot:
    people = tuple(change(one) if one.id == who else one for one in snapshot.young_people)
    return replace(snapshot, young_people=people)


def _with_setting(snapshot: Snapshot, which: str, change: Any) -> Snapshot:
    settings = tuple(change(one) if one.id == which else one for one in snapshot.settings)
    return replace(snapshot, settings=settings)


def _with_member(setting: Setting, who: str, change: Any) -> Setting:
    return replace(setting, household=tuple(change(one) if one.id == who else one for one in setting.household or ()))
