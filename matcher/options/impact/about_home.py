"""Questions about the home itself: what nobody has recorded of it, and the rules or a plan would need."""

from collections.abc import Callable, Iterator

from matcher.domain.codes import ShiftName
from matcher.domain.person_codes import RiskType
from matcher.options.impact.facts_of_home import SHIFT, on_shift
from matcher.options.impact.helps import MEASURES, NIGHT, SKILLED
from matcher.options.impact.pointers import at, of_setting
from matcher.options.impact.result import ImpactQuestion
from matcher.options.impact.there import Scene
from matcher.options.impact.words import LOCKED, SKILL
from matcher.options.words_of_pair import day

HOME_QUESTIONS: tuple[tuple[str, str, str, Callable[[RiskType], bool]], ...] = (
    ("skills", "What has {setting} experience of?", SKILLED, lambda risk: risk in SKILL),
    ("locked_away", "What is kept locked at {setting}?", NIGHT, lambda risk: risk in LOCKED),
    (
        "fire_measures",
        "Does {setting} have linked alarms and sprinklers? Are lighters and matches locked away?",
        MEASURES,
        lambda risk: risk is RiskType.FIRE_SETTING,
    ),
    ("night_cover", "Who is there at night at {setting}?", NIGHT, lambda _: True),
    ("night_checks", "Does anybody look in through the night at {setting}?", NIGHT, lambda _: True),
)
"""A fact of the home, the question where nobody has recorded it, the rule that reads it, and the risks it could help with."""


def home_questions(scene: Scene, left: frozenset[RiskType]) -> Iterator[ImpactQuestion]:
    """What is not recorded of the home and could help with any risk that is left to plan for."""
    for field, words, rule, could_help in HOME_QUESTIONS:
        if getattr(scene.setting, field) is None and any(map(could_help, left)):
            says = words.format(setting=scene.setting.name)
            missing = (of_setting(scene.setting.id, field),)
            yield ImpactQuestion(says=says, ask_whom=scene.manager, rule=rule, missing=missing)


def home_missing(scene: Scene) -> Iterator[ImpactQuestion]:
    """What is not recorded of the home itself."""
    home, on = scene.setting, scene.nights.first_night
    if scene.household_missing:
        yield ImpactQuestion(
            says=f"Who lives at {home.name}, and how old are they?",
            ask_whom=scene.manager,
            rule="younger-children-in-household:level-2",
            missing=(of_setting(home.id, "household"),),
        )
    if scene.is_home and home.statement_of_purpose is None:
        yield ImpactQuestion(
            says=f"Whom is {home.name} set up for: ages, girls, boys or both, and which needs?",
            ask_whom=scene.manager,
            rule="statement-of-purpose-fit:age-and-sex",
            missing=(of_setting(home.id, "statement_of_purpose"),),
        )
    for name in ShiftName if scene.is_home else ():
        if not on_shift(scene, on, name):
            yield ImpactQuestion(
                says=f"Who is on {SHIFT[name]} on {day(on)}?",
                ask_whom=scene.manager,
                rule="staff-ratio",
                missing=(at("shifts", home.id, on.isoformat(), name.value),),
            )
