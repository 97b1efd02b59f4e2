"""Words of a draft: fit for each young person in it to read one day, about what to plan for and never about blame."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from matcher.domain.home_codes import FireMeasure, LockedAway
from matcher.domain.person_codes import NeedCategory, RiskType
from matcher.options.words_of_pair import day

LEVELS = ("no", "low", "medium", "high")
RISK = {
    RiskType.EXPLOITATION: "exploitation",
    RiskType.SEXUAL_HARM: "sexual harm",
    RiskType.VIOLENCE: "violence",
    RiskType.BULLYING: "bullying",
    RiskType.SUBSTANCE: "drugs or alcohol",
    RiskType.SELF_HARM: "self-harm",
    RiskType.FIRE_SETTING: "fire setting",
    RiskType.OFFENDING: "offending",
    RiskType.MISSING: "going missing",
    RiskType.HARM_TO_ANIMALS: "harm to animals",
}
SKILL = {
    RiskType.EXPLOITATION: NeedCategory.EXPLOITATION,
    RiskType.SUBSTANCE: NeedCategory.SUBSTANCE,
    RiskType.SELF_HARM: NeedCategory.SELF_HARM,
    RiskType.VIOLENCE: NeedCategory.RESTORATIVE,
    RiskType.BULLYING: NeedCategory.RESTORATIVE,
}
"""What a team can have experience of that goes by the same name; after harm between people, restorative work."""
SKILL_WORDS = {
    NeedCategory.EXPLOITATION: "exploitation",
    NeedCategory.SUBSTANCE: "drugs and alcohol",
    NeedCategory.SELF_HARM: "self-harm",
    NeedCategory.RESTORATIVE: "restorative work",
}
LOCKED = {
    RiskType.SELF_HARM: (LockedAway.MEDICINES, LockedAway.SHARPS),
    RiskType.SUBSTANCE: (LockedAway.MEDICINES,),
    RiskType.VIOLENCE: (LockedAway.SHARPS,),
}
FIRE = {
    FireMeasure.LINKED_ALARMS: "alarms that are linked",
    FireMeasure.SPRINKLERS: "sprinklers",
    FireMeasure.LOCKED_IGNITION: "lighters and matches locked away",
}


def level(one: int | None) -> str:
    """`medium`; a flag without a level counts as medium."""
    return "medium, as no level is recorded" if one is None else LEVELS[one]


def whose(name: str) -> str:
    """`Robin's`."""
    return f"{name}'s"


def upper(text: str) -> str:
    """With a capital."""
    return text[:1].upper() + text[1:]


def names(people: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    """Id -> what each is called here; with the id where two have the same name, or none is recorded."""
    known = list(dict(people).items())
    often = Counter((name or "").casefold() for _, name in known)
    return {one: _name(one, name, alone=often[(name or "").casefold()] == 1) for one, name in known}


def _name(one: str, name: str | None, *, alone: bool) -> str:
    if not name:
        return f"Person {one}"
    return name if alone else f"{name} ({one})"


def source_of(recorded_on: date | None, looked_at_on: date | None, source: str) -> str:
    """When and by whom something was recorded, said to be not known where it is."""
    when = f"Recorded on {day(recorded_on)}" if recorded_on else "Date not known"
    again = f", looked at again on {day(looked_at_on)}" if looked_at_on else ""
    return f"{when}{again}; source: {source.strip()}." if source.strip() else f"{when}{again}; source not known."
