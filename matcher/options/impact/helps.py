"""What would help: only what is recorded of the home, its staff and the two people; and what is recorded to be missing."""

from collections.abc import Iterator

from matcher.domain.home_codes import SupportLevel
from matcher.domain.person_codes import RiskType
from matcher.domain.settings import Setting
from matcher.ledger import ordinal
from matcher.options.impact.facts_of_home import SHIFT
from matcher.options.impact.mix import Meeting, agreed_help
from matcher.options.impact.pointers import at, of_setting
from matcher.options.impact.result import ImpactSays
from matcher.options.impact.two import Two
from matcher.options.impact.words import FIRE, LOCKED, RISK, SKILL, SKILL_WORDS, upper
from matcher.options.words_of_pair import a_list, day

SKILLED, MEASURES, NIGHT = "worker-skill-fit", "fire-setting:measures", "night-safety"


def helps(two: Two, found: tuple[Meeting, ...]) -> Iterator[ImpactSays]:
    """For what is still to be planned for, one way."""
    yield from agreed_help(found)
    left = [one.risk for one in found if one.counted]
    for risk in left:
        yield from _skill(two.scene.setting, risk)
        yield from _locked(two.scene.setting, risk)
        if risk is RiskType.FIRE_SETTING:
            yield from _fire(two.scene.setting)
    if left:
        yield from _nights(two.scene.setting)


def _skill(setting: Setting, risk: RiskType) -> Iterator[ImpactSays]:
    if risk in SKILL and setting.skills is not None:
        words = SKILL_WORDS[SKILL[risk]]
        there = SKILL[risk] in setting.skills
        said = (
            f"{setting.name} has experience of {words}."
            if there
            else f"Experience of {words} would help. It is not among what is recorded for {setting.name}."
        )
        yield ImpactSays(says=said, rule=SKILLED, stands_on=(of_setting(setting.id, "skills"),))


def _locked(setting: Setting, risk: RiskType) -> Iterator[ImpactSays]:
    wanted = LOCKED.get(risk, ())
    if not wanted or setting.locked_away is None:
        return
    pointers = (of_setting(setting.id, "locked_away"),)
    kept = [one.value for one in wanted if one in setting.locked_away]
    open_to_all = [one.value for one in wanted if one not in setting.locked_away]
    if kept:
        yield ImpactSays(says=f"{upper(RISK[risk])}: {a_list(kept)} are kept locked.", rule=NIGHT, stands_on=pointers)
    if open_to_all:
        said = (
            f"{upper(RISK[risk])}: it would help to lock {a_list(open_to_all)} away. They are not recorded as locked."
        )
        yield ImpactSays(says=said, rule=NIGHT, stands_on=pointers)


def _fire(setting: Setting) -> Iterator[ImpactSays]:
    if setting.fire_measures is None:
        return
    pointers = (of_setting(setting.id, "fire_measures"),)
    there = [FIRE[one] for one in FIRE if one in setting.fire_measures]
    missing = [FIRE[one] for one in FIRE if one not in setting.fire_measures]
    if there:
        yield ImpactSays(says=f"Against fire there are {a_list(there)}.", rule=MEASURES, stands_on=pointers)
    if missing:
        yield ImpactSays(
            says=f"Against fire it would help to have {a_list(missing)}.", rule=MEASURES, stands_on=pointers
        )


def _nights(setting: Setting) -> Iterator[ImpactSays]:
    if setting.standing_waking_night:
        pointers = (of_setting(setting.id, "standing_waking_night"),)
        yield ImpactSays(says=f"Somebody is awake every night at {setting.name}.", rule=NIGHT, stands_on=pointers)
    elif setting.night_cover is SupportLevel.WAKING:
        pointers = (of_setting(setting.id, "night_cover"),)
        yield ImpactSays(says=f"Somebody is awake at night at {setting.name}.", rule=NIGHT, stands_on=pointers)
    elif setting.night_cover is not None:
        said = f"At night there is {setting.night_cover.label} at {setting.name}, and nobody awake is recorded."
        yield ImpactSays(says=said, rule=NIGHT, stands_on=(of_setting(setting.id, "night_cover"),))
    if setting.night_checks:
        said = f"At {setting.name} somebody looks in through the night where a plan says so."
        yield ImpactSays(says=said, rule=NIGHT, stands_on=(of_setting(setting.id, "night_checks"),))


def own_staff(two: Two) -> Iterator[ImpactSays]:
    """Staff that one of the two has to themselves on these nights."""
    scene = two.scene
    for one in scene.frame.snapshot.commitments:
        on_these = ordinal(one.first_night) < scene.end and ordinal(one.leaving) > scene.first
        if one.setting_id == scene.setting.id and one.young_person_id == two.other.id and on_these:
            when = a_list([SHIFT[shift] for shift in one.shifts])
            until = f" until {day(one.leaving)}" if one.leaving else ""
            staff = "1 member of staff" if one.staff == 1 else f"{one.staff} staff"
            said = f"{two.them} has {staff} to themselves {when}, from {day(one.first_night)}{until}."
            pointers = (at("commitments", scene.setting.id, two.other.id),)
            yield ImpactSays(says=said, rule="staff-ratio", stands_on=pointers)
