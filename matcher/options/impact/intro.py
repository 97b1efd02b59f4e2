"""What stands above a draft: whether one is needed here and why, what it is, for which nights, and how long a decision counts."""

from datetime import date

from matcher.domain.codes import PlacementState
from matcher.ledger import FAR
from matcher.options.impact.there import Other, Scene
from matcher.options.words_of_pair import day


def is_needed(scene: Scene) -> bool:
    """A children's home; or a foster family where a child lives, or where nobody has recorded who does."""
    return scene.is_home or (scene.is_family and (bool(scene.others) or scene.household_missing))


def because(scene: Scene) -> str:
    """Why, or why not, in one or two sentences."""
    if scene.is_home:
        return (
            "Before somebody new moves into a children's home, its manager thinks through what it would mean for each of them. "
            "Source: the 2015 Regulations, 12 to 14."
        )
    if not scene.is_family:
        return (
            f"No impact risk assessment is needed here: the rules ask for one in children's homes and in foster families where "
            f"children live. This is {scene.frame.places.kinds[scene.row].label}."
        )
    if is_needed(scene):
        return (
            "Before somebody new moves in with a foster family, somebody thinks through what it would mean for those who live "
            "there. Source: the fostering standards, 15.1."
        )
    return "No impact risk assessment is needed here: no other child would live with this family on these nights."


def introduction(scene: Scene) -> tuple[str, ...]:
    """What the draft is."""
    name, figures = scene.called[scene.newcomer.id], scene.policy.figures
    said = [
        f"This is a draft. It says only what is recorded, and asks for the rest. It decides nothing: {scene.manager} decides.",
        _nights(scene),
    ]
    if scene.is_home:
        said.append(
            f"A decision counts for this group only, and if it is made in the {figures.ira_valid_days} days before the first night."
        )
    if scene.is_home and scene.request.is_emergency:
        said.append(
            f"In an emergency the manager may decide by telephone. It has to be written within {figures.emergency_ira_hours} hours."
        )
    if scene.lives_here:
        said.append(f"{name} lives here already.")
    if scene.household_missing:
        said.append("Who else lives in this family is not recorded.")
    elif not scene.others:
        said.append("Nobody else would live here on these nights, as far as is recorded.")
    return tuple(said)


def _nights(scene: Scene) -> str:
    first, leaving = scene.nights.first_night, scene.nights.leaving
    until = f"to {day(leaving)}" if leaving else "with no planned end"
    looked_at = f"The nights looked at are from {day(first)} {until}."
    if bool(scene.pairs.nights.enough[0, scene.row]):
        return looked_at
    return f"{looked_at} As things stand, the place cannot offer enough of them."


def lives_words(name: str, other: Other, first: int) -> str:
    """How somebody lives there, and from when to when. `first`: the first night that is looked at; 0 = they leave before."""
    if other.member is not None:
        return f"{name} is of the family ({other.member.relation.value.replace('_', ' ')})."
    stay = other.stays[0]
    leaving = "" if other.leaving == FAR else f" until {day(date.fromordinal(other.leaving))}"
    if not first:
        return f"{name} lives here{leaving}, and leaves before the first night."
    since = day(date.fromordinal(stay.first))
    if stay.placement.state is PlacementState.STARTED and stay.first <= first:
        ends = f"; planned to leave on {leaving.removeprefix(' until ')}" if leaving else ", with no planned end"
        return f"{name} has lived here since {since}{ends}."
    kept = "A place is held" if stay.placement.state is PlacementState.HELD else "A move here is planned"
    return f"{kept} for {name}, from {since}{leaving or ', with no planned end'}."
