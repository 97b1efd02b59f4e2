"""What is said and falls due, beside the lists, about appointments, the steps before leaving the area, and provision."""

from matcher.frame.travel import longest_to
from matcher.options.found import Found
from matcher.options.result import Duty, Says
from matcher.outcomes import NOT_MET
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


def duties_around(found: Found) -> list[Duty]:
    """The last steps after an emergency move out of area, and what an education, health and care plan names."""
    due = []
    outside = any(limb.id == OUT_OF_AREA and outcome == NOT_MET for _, limb, outcome in found.findings)
    if found.is_emergency and outside:
        missing = set(out_of_area_steps_missing(found.pair, found.i, found.row))
        if missing - set(FIRST_TWO):
            due.append(Duty(slug="duty-out-of-area-conditions", due=found.words.out_of_area_due().isoformat()))
    provisions = found.pair.asks.people[found.i].ehc_provisions or ()
    if any(
        one.setting_id == found.setting.id and not one.can_continue for each in provisions for one in each.at_settings
    ):
        due.append(Duty(slug="duty-ehc-provision", due=found.first.isoformat()))
    return due
