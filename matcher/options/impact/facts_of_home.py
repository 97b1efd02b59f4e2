"""What is recorded about the home, who is placed there, its staff and what was decided before, in words."""

from collections.abc import Callable, Iterator
from datetime import date

from matcher.domain.codes import ImpactDecision, ShiftName
from matcher.domain.person_codes import Sex
from matcher.domain.placements import ImpactRiskAssessment, Placement
from matcher.domain.settings import Setting
from matcher.domain.staff import Shift
from matcher.domain.values import london_day
from matcher.options.impact.pointers import ANY
from matcher.options.impact.there import Scene
from matcher.options.impact.words import FIRE, RISK
from matcher.options.words_of_pair import a_list, day

Said = Iterator[tuple[str, date | None, date | None, str, str]]
DECIDED = {
    ImpactDecision.ACCEPT: "yes",
    ImpactDecision.ACCEPT_WITH_PLAN: "yes, with a plan",
    ImpactDecision.DECLINE: "no for now",
}
SHIFT = {ShiftName.DAY: "by day", ShiftName.EVENING: "in the evening", ShiftName.NIGHT: "at night"}
WHO: dict[tuple[Sex, ...], str] = {(Sex.FEMALE,): "girls", (Sex.MALE,): "boys"}


def home_facts(scene: Scene, parts: tuple[str, ...]) -> Said:
    """What stands at this place of the record."""
    find: dict[str, Callable[[Scene, tuple[str, ...]], Said]] = {
        "settings": _setting,
        "places": _place,
        "placements": _placement,
        "shifts": _shift,
        "commitments": _commitment,
        "impact_risk_assessments": _assessment,
        "placement_requests": _request,
    }
    return find[parts[0]](scene, parts[1:])


def _said(says: str, on: date | None = None, source: str = "") -> tuple[str, date | None, date | None, str, str]:
    return says, on, None, source, ""


def _setting(scene: Scene, parts: tuple[str, ...]) -> Said:
    words = SETTING_WORDS[parts[1]](scene.setting)
    if words:
        yield _said(f"{scene.setting.name}. {words}")


def night_cover(setting: Setting) -> str:
    """Who is there at night."""
    return f"At night: {setting.night_cover.label}." if setting.night_cover else ""


def waking_night(setting: Setting) -> str:
    """The standing rota."""
    return "Somebody is awake here every night." if setting.standing_waking_night else ""


def night_checks(setting: Setting) -> str:
    """Looking in through the night."""
    return "Staff or carers look in through the night where a plan says so." if setting.night_checks else ""


def fire_measures(setting: Setting) -> str:
    """Against fire."""
    there = a_list([FIRE[one] for one in setting.fire_measures or ()])
    return "" if setting.fire_measures is None else f"Against fire there are {there}." if there else NO_FIRE_MEASURES


NO_FIRE_MEASURES = "Recorded: no measures against fire."


def locked_away(setting: Setting) -> str:
    """What is locked."""
    return f"Kept locked: {a_list([one.value for one in setting.locked_away])}." if setting.locked_away else ""


def skills(setting: Setting) -> str:
    """What there is experience of."""
    if setting.skills is None:
        return ""
    return f"Experience recorded: {a_list(sorted(one.value for one in setting.skills)) or 'none'}."


def statement(setting: Setting) -> str:
    """For whom the home is registered."""
    one = setting.statement_of_purpose
    if one is None:
        return ""
    who = "whom is not recorded" if one.sexes is None else WHO.get(one.sexes, "girls and boys")
    ages = f"{_age(one.age_min)} to {_age(one.age_max)}"
    needs = (
        "" if one.needs is None else f" Needs it is set up for: {a_list(sorted(n.value for n in one.needs)) or 'none'}."
    )
    return f"The statement of purpose: for {who}, ages {ages}.{needs}"


def _age(age: int | None) -> str:
    return "not recorded" if age is None else str(age)


def registered(setting: Setting) -> str:
    """How many."""
    return "" if setting.registered_places is None else f"Registered for {setting.registered_places}."


def support_hours(setting: Setting) -> str:
    """Hours of support."""
    return "" if setting.support_hours is None else f"{setting.support_hours} hours of support a week for each person."


SETTING_WORDS: dict[str, Callable[[Setting], str]] = {
    "night_cover": night_cover,
    "standing_waking_night": waking_night,
    "night_checks": night_checks,
    "fire_measures": fire_measures,
    "locked_away": locked_away,
    "skills": skills,
    "statement_of_purpose": statement,
    "registered_places": registered,
    "support_hours": support_hours,
}


def _place(scene: Scene, parts: tuple[str, ...]) -> Said:
    if parts[1] == "shared_room" and scene.place.shared_room:
        yield _said("The room is a shared one.")
    elif parts[1] == "is_bedroom" and scene.place.is_bedroom:
        yield _said("The room is a bedroom: a door, a window, and no way through another's room.")


def stays_of(scene: Scene, placement_id: str) -> Iterator[Placement]:
    """The placement of that id, past ones too."""
    return (one for one in scene.whole.placements if one.id == placement_id)


def _placement(scene: Scene, parts: tuple[str, ...]) -> Said:
    for one in stays_of(scene, parts[0]):
        until = f" to {day(one.leaving)}" if one.leaving else ", no planned end"
        who = scene.called.get(one.young_person_id, one.young_person_id)
        yield _said(f"{who} at {scene.setting.name}: {one.state.value}, from {day(one.first_night)}{until}.")


def on_shift(scene: Scene, on: date, name: ShiftName) -> list[Shift]:
    """What the rota says of one shift."""
    return [
        one
        for one in scene.frame.snapshot.shifts
        if (one.setting_id, one.on, one.shift) == (scene.setting.id, on, name)
    ]


def staff_words(shifts: list[Shift], name: ShiftName, on: date) -> str:
    """How many are on: `4 staff are on by day on 1 June 2026`."""
    count = sum((one.headcount or 0) + len(one.worker_ids or ()) + one.agency for one in shifts)
    agency, waking = sum(one.agency for one in shifts), sum(one.waking for one in shifts)
    people = "1 member of staff is" if count == 1 else f"{count} staff are"
    more = [f"{agency} from an agency"] if agency else []
    more += [f"{waking} awake"] if waking and name is ShiftName.NIGHT else []
    return f"{people} on {SHIFT[name]} on {day(on)}{f' ({a_list(more)})' if more else ''}."


def _shift(scene: Scene, parts: tuple[str, ...]) -> Said:
    on, name = date.fromisoformat(parts[1]), ShiftName(parts[2])
    shifts = on_shift(scene, on, name)
    if shifts:
        yield _said(f"The rota: {staff_words(shifts, name, on)}")


def _commitment(scene: Scene, parts: tuple[str, ...]) -> Said:
    for one in scene.frame.snapshot.commitments:
        if (one.setting_id, one.young_person_id) == parts:
            when = a_list([SHIFT[shift] for shift in one.shifts])
            until = f" to {day(one.leaving)}" if one.leaving else ", no planned end"
            yield _said(
                f"{one.staff} staff for {scene.called.get(parts[1], parts[1])} alone, {when}, from "
                f"{day(one.first_night)}{until}."
            )


def assessments_here(scene: Scene) -> list[ImpactRiskAssessment]:
    """Of this young person, at this setting."""
    return [
        one for one in scene.frame.index.assessments_of.get(scene.newcomer.id, []) if one.setting_id == scene.setting.id
    ]


def _assessment(scene: Scene, parts: tuple[str, ...]) -> Said:
    for one in assessments_here(scene):
        if parts[0] == ANY and one.decision is not None:
            for made in one.mitigations:
                if made.risk.value == parts[2]:
                    yield _said(
                        f"Agreed for {RISK[made.risk]}: lower by {made.level}.", decided_on(one), one.decided_by
                    )
        elif parts[0] == one.id and one.decision is not None:
            because = f" ({one.reason.strip().rstrip('.')})" if one.reason.strip() else ""
            yield _said(
                f"An earlier assessment said {DECIDED[one.decision]}{because}.", decided_on(one), one.decided_by
            )


def decided_on(one: ImpactRiskAssessment) -> date | None:
    """The London day."""
    return london_day(one.decided_at) if one.decided_at else None


def _request(scene: Scene, parts: tuple[str, ...]) -> Said:
    ratio = scene.request.required_ratio
    if parts[1] == "required_ratio" and ratio:
        yield _said(f"{scene.called[scene.newcomer.id]} needs {ratio} staff to themselves on every shift.")
