"""What generated worlds hold for the young person's voice, the pace of a move and its cost."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

from matcher.domain.carers import Training
from matcher.domain.codes import SettingKind, SupportCategory
from matcher.domain.people_needs import DietOrPractice, OtherView, Readiness
from matcher.domain.person_codes import SkilledNeed
from matcher.domain.request_steps import FundingAgreement, Introduction, WelcomeConversation, WishesHeard
from matcher.domain.settings import Setting
from matcher.domain.snapshot import Snapshot
from tests.property.worlds_dice import Dice

DIETS = ("halal", "Halal ", "vegan", "Prayer room", "prayer room")
YES, NO = True, False


def with_voice(seed: int, made: Snapshot) -> Snapshot:
    """The world with these facts too; its own dice, so that the rest of the world stays as it was."""
    dice = Dice(seed)
    dice.random = Random(f"voice {seed}")
    dice.be(odd=0.3, missing=dice.choice((0.03, 0.1, 0.3)))
    ids = [one.id for one in made.settings]
    asking = {one.young_person_id for one in made.placement_requests}
    return replace(
        made,
        young_people=tuple(
            replace(one, **voice_of_person(dice)) if one.id in asking else one for one in made.young_people
        ),
        placement_requests=tuple(replace(one, **voice_of_request(dice, ids)) for one in made.placement_requests),
        settings=tuple(replace(one, **voice_of_setting(dice, one)) for one in made.settings),
    )


def voice_of_person(dice: Dice) -> dict[str, Any]:
    levels = dice.choice(((0, 1), (1, 2), (1, 2), (2, 3)))
    return {
        "other_views": dice.recorded(tuple(other_view(dice) for _ in range(dice.choice((0, 1, 1, 2))))),
        "diet_and_practice": dice.recorded(tuple(diet(dice) for _ in range(dice.choice((0, 0, 1, 2, 3))))),
        "welcome_matters": dice.recorded(dice.choice((YES, NO))),
        "readiness": dice.recorded(
            Readiness(
                cooking=dice.choice(levels),
                money=dice.choice(levels),
                self_care=dice.choice(levels),
                safety=dice.choice(levels),
                asking_for_help=dice.choice(levels),
            )
        ),
    }


def other_view(dice: Dice) -> OtherView:
    return OtherView(
        person="Somebody",
        heard_on=dice.choice((None, *days(dice), *days(dice))),
        not_practicable=dice.usually("", "Nobody knows where they are", " "),
    )


def days(dice: Dice) -> Sequence[Any]:
    """A day that is over, today, or tomorrow."""
    return (dice.after(dice.today, -9, -1), dice.today, dice.after(dice.today, 1))


def diet(dice: Dice) -> DietOrPractice:
    return DietOrPractice(need=dice.choice(DIETS), medical=dice.chance(0.2))


def voice_of_request(dice: Dice, settings: Sequence[str]) -> dict[str, Any]:
    some = dice.some(settings, 5)
    return {
        "wishes": dice.recorded(tuple(heard(dice, one) for one in dice.choice((some, some, (*some[:1], None))))),
        "welcome_conversations": dice.recorded(
            tuple(
                WelcomeConversation(setting_id=one, held_on=dice.choice(days(dice))) for one in dice.some(settings, 6)
            )
        ),
        "told_on": dice.recorded(dice.after(dice.today, -20, -8, -7, -6, -5, -4, -3, 0, 1)),
        "introductions": dice.recorded(tuple(introduction(dice, one) for one in dice.some(settings, 8))),
        "funding_agreements": dice.recorded(tuple(agreement(dice, one) for one in dice.some(settings, 5))),
    }


def heard(dice: Dice, setting_id: str | None) -> WishesHeard:
    return WishesHeard(
        setting_id=setting_id,
        heard_on=dice.recorded(dice.choice(days(dice))),
        how=dice.usually("on a visit", "", " "),
        by=dice.usually("Kay Worker", ""),
        not_practicable=dice.usually("", "Not here to be asked", " "),
    )


def introduction(dice: Dice, setting_id: str) -> Introduction:
    return Introduction(
        setting_id=setting_id,
        visited_on=dice.choice((None, *days(dice))),
        stayed_on=dice.choice((None, *days(dice))),
    )


def agreement(dice: Dice, setting_id: str) -> FundingAgreement:
    return FundingAgreement(
        setting_id=setting_id,
        agreed_by=dice.usually("B. Holder", " "),
        agreed_on=dice.choice(days(dice)),
        weekly=dice.choice((None, 500, 700, 900)),
    )


def voice_of_setting(dice: Dice, home: Setting) -> dict[str, Any]:
    category = dice.choice((*SupportCategory, SupportCategory.SELF_CONTAINED, None))
    lodgings = home.kind is SettingKind.SUPPORTED_LODGINGS
    return {
        "diet_offers": dice.recorded(dice.some(DIETS, 4)),
        "in_contract": home.in_contract if home.in_contract is not None else dice.choice((YES, YES, NO, None)),
        "category": home.category if lodgings and dice.chance(0.8) else category,
        "trained_in": with_diet(dice, home.trained_in),
    }


def with_diet(dice: Dice, training: tuple[Training, ...] | None) -> tuple[Training, ...] | None:
    """Sometimes trained in medical diets too."""
    if training is None or dice.chance(0.5):
        return training
    return (*training, Training(need=SkilledNeed.MEDICAL_DIET))
