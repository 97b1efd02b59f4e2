"""A draft as a reader may see it: without protective reasons, or about the young person asking alone."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from matcher.options.discreet import PROTECTIVE, is_protective
from matcher.options.impact.company import PROTECTED
from matcher.options.impact.result import ImpactDraft, ImpactFact, ImpactGroup, ImpactQuestion, ImpactSays, ImpactSide
from matcher.rules.e_group import NEUTRAL

KEPT_APART = ("separation_entries/",)
IN_RECORDS = frozenset({"contact_orders", "court_conditions"})
WHO_MAY = "Those whose role may read young people's records see the rest."
T = TypeVar("T", ImpactSays, ImpactQuestion)


def without_protective_reasons(draft: ImpactDraft) -> ImpactDraft:
    """For readers who may not know why somebody is kept apart or away: one sentence for all of it, of nobody by name."""
    return replace(
        draft,
        residents=tuple(
            replace(
                one,
                newcomer_for_resident=_side(one.newcomer_for_resident),
                resident_for_newcomer=_side(one.resident_for_newcomer),
                for_both=_side(one.for_both),
                facts=_facts(one.facts),
            )
            for one in draft.residents
        ),
        young_person=replace(draft.young_person, facts=_facts(draft.young_person.facts)),
        group=_group(draft),
    )


def _side(side: ImpactSide) -> ImpactSide:
    return replace(side, worries=tuple(one for one in side.worries if one.rule not in PROTECTED))


def _facts(facts: Iterable[ImpactFact]) -> tuple[ImpactFact, ...]:
    return tuple(one for one in facts if not is_kept_back(one.at))


def is_kept_back(pointer: str) -> bool:
    """A fact that tells who is kept apart from whom, and why."""
    return pointer.startswith(KEPT_APART) or bool(IN_RECORDS & set(pointer.split("/")[2:3]))


def _group(draft: ImpactDraft) -> ImpactGroup:
    group = draft.group
    neutral = NEUTRAL.format(setting=draft.setting_name)
    worries = [ImpactSays(says=neutral, rule=PROTECTIVE) if _hides(one.rule) else one for one in group.worries]
    return replace(
        group,
        worries=_once(worries),
        questions=_once(replace(one, rule=PROTECTIVE) if _hides(one.rule) else one for one in group.questions),
        facts=_facts(group.facts),
    )


def _hides(rule: str) -> bool:
    return is_protective(rule) or rule in PROTECTED


def _once(found: Iterable[T]) -> tuple[T, ...]:
    kept: dict[str, T] = {}
    for one in found:
        kept.setdefault(one.says, one)
    return tuple(kept.values())


def of_the_young_person_alone(draft: ImpactDraft) -> ImpactDraft:
    """For readers who may not see the others: how many there are, what is asked, what the rule book says to everybody."""
    discreet = without_protective_reasons(draft)
    group = discreet.group
    count = f"{draft.others} other{'' if draft.others == 1 else 's'} would live here on some of these nights."
    return replace(
        discreet,
        young_person=replace(discreet.young_person, facts=()),
        residents=(),
        leaving_before=(),
        group=replace(
            group,
            says=tuple(one for one in group.says if _of_home(one)),
            facts=(),
        ),
        group_on_first_night=None,
        shown_in_full=False,
        left_out=f"{count} {WHO_MAY}",
    )


def _of_home(one: ImpactSays) -> bool:
    """What is said of the home, its rota and the request alone."""
    return bool(one.stands_on) and all(
        pointer.startswith(("shifts/", "placement_requests/")) or _is_of_setting(pointer) for pointer in one.stands_on
    )


def _is_of_setting(pointer: str) -> bool:
    return pointer.startswith("settings/") and "/household" not in pointer
