"""What an act of approval records in a generated world, and who declared an emergency."""

from datetime import timedelta
from typing import Any

from matcher.domain.codes import OUTSIDE_ROLES, Role
from matcher.domain.request_steps import GivenBy
from tests.property.twin_lists import MUST_RECORD
from tests.property.worlds_dice import Dice


def facts_of_act(dice: Dice, rule: str, role: Role) -> dict[str, Any]:
    """What is recorded with it, what else it covers, whether it was disputed, who gave it from outside."""
    return {
        "recorded": recorded_with(dice, rule),
        "other_rules": dice.choice((None, None, (), ("peer-age-gap",), ("staff-ratio", "within-authority:adjoining"))),
        "disputed_at": dice.usually(None, dice.as_of),
        "given_by": given_by(dice) if role in OUTSIDE_ROLES else None,
    }


def recorded_with(dice: Dice, rule: str) -> tuple[str, ...] | None:
    """All that the approver has to record, less, or nothing."""
    asked = sorted(
        {one for limb, phrases in MUST_RECORD.items() if limb.startswith(rule) or dice.chance(0.2) for one in phrases}
    )
    return dice.usually(tuple(asked), tuple(asked[1:]), None) if asked else dice.choice((None, ()))


def given_by(dice: Dice) -> GivenBy | None:
    """Who gave a consent from outside; now and then not all of it is written down."""
    whole = GivenBy(name="O. Officer", organisation="East council", on=dice.today)
    return dice.usually(
        whole,
        None,
        GivenBy(name=" ", organisation="East council", on=dice.today),
        GivenBy(name="O. Officer", organisation="", on=dice.today),
        GivenBy(name="A. Social-Worker", organisation="East council", on=dice.today),
        GivenBy(name="O. Officer", organisation="East council", on=dice.today + timedelta(days=1)),
    )


def declaration(dice: Dice, *, emergency: bool) -> dict[str, Any]:
    """Why it is an emergency, and which manager agreed."""
    if not emergency:
        return {}
    return {
        "emergency_reason": dice.usually("Nobody can look after them tonight", None, " "),
        "emergency_declared_by": dice.usually("D. Manager", None, ""),
    }
