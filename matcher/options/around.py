"""What is said and falls due, beside the lists, about appointments, the steps before leaving the area, and provision."""

from matcher.frame.travel import longest_to
from matcher.options.found import Found
from matcher.options.result import Says
from matcher.rules.f_area_and_health import FIRST_TWO, cannot_move, out_of_area_steps_missing

OUT_OF_AREA = "out-of-area-conditions"


def treatment_notes(found: Found) -> list[Says]:
    """An estimated journey over the limit of a treatment that cannot move: check it."""
    fixed = cannot_move(found.pair.asks.people[found.i].continuing_treatments or ())
    if not fixed:
        return []
    journey, figures = found.pair.visits(found.i, fixed), found.pair.policy.figures
    minutes = journey.minutes[:, found.row].tolist()
    return [
        Says(
            rule="health-care-access:cannot-move",
            says=f"Check the journey to {one.name}: about {each:.0f} minutes each way.",
        )
        for one, each in zip(fixed, minutes, strict=True)
        if each > longest_to(one, figures)  # by record it would be ruled out
    ]


def steps_still_first(found: Found) -> bool:
    """Out of area, wishes not heard or not found most appropriate: an emergency does not put these off."""
    return not set(FIRST_TWO).isdisjoint(out_of_area_steps_missing(found.pair, found.i, found.row))
