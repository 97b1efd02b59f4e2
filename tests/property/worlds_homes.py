"""Generated facts for sections C and D: support and standing, babies and parents, rooms, household checks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from matcher.domain.carers import Carer
from matcher.domain.codes import MemberRelation, SettingKind, SupportCategory
from matcher.domain.home_codes import Judgement, SupportLevel
from matcher.domain.people import YoungPerson
from matcher.domain.people_needs import Review
from matcher.domain.person_codes import Sex
from matcher.domain.request_steps import UrgentWelfare
from matcher.domain.setting_facts import CoresidentCheck, Inspection, ParentsAssessment
from matcher.domain.settings import HouseholdMember, Place, Setting
from tests.property.worlds_dice import Dice

YES, NO = True, False
SHARED = SupportCategory.SHARED_OPEN


def homes_of_request(dice: Dice) -> dict[str, Any]:
    urgent = UrgentWelfare(reason=dice.usually("Not safe there", " "), by=dice.usually("A manager", ""), at=dice.as_of)
    return {
        "home_ruled_out_reason": dice.choice(("Not safe at home", "Not safe at home", None, " ")),
        "stay_at_home_asked": dice.choice((YES, NO, None)),
        "minimum_support_level": dice.recorded(dice.choice(tuple(SupportLevel))),
        "support_hours_needed": dice.recorded(dice.choice((0, 0, 5, 12, 15))),
        "urgent_welfare": dice.choice((None, None, urgent)),
    }


def homes_of_person(dice: Dice) -> dict[str, Any]:
    review = Review(completed_on=dice.today - timedelta(days=4), agreed_move_to_supported=dice.chance(0.5))
    return {
        "parent_and_child": dice.recorded(dice.choice((NO, NO, NO, YES))),
        "baby_due_on": dice.choice((None, None, dice.after(dice.today, -2, 0, 1, 3, 9, 20, 27, 28, 40, 181, 182))),
        "last_review": dice.choice((None, review)),
    }


def with_homes_of_resident(dice: Dice, one: YoungPerson) -> YoungPerson:
    """Somebody who lives there and may share a room."""
    return replace(one, sex=dice.choice((Sex.FEMALE, Sex.FEMALE, Sex.MALE, None)))


def with_homes(dice: Dice, home: Setting, days: Sequence[date]) -> Setting:
    """A setting's standing, its support, who is checked there and what is ready."""
    facts: dict[str, Any] = {
        "inspection": dice.choice((None, inspection(dice), inspection(dice))),
        "placements_suspended": dice.usually(None, NO, YES),
        "in_contract": dice.choice((None, YES, YES, NO)),
        "open_concern": dice.choice((None, NO, YES)),
        "takes_parent_and_child": dice.choice((None, YES, YES, NO)),
        "parent_and_child_ready": dice.choice((None, YES, NO)),
        "night_cover": dice.recorded(dice.choice(tuple(SupportLevel))),
        "support_hours": dice.recorded(dice.choice((0, 5, 11, 12, 15))),
    }
    if home.kind in {SettingKind.SUPPORTED_ACCOMMODATION, SettingKind.BESPOKE, SettingKind.SUPPORTED_LODGINGS}:
        facts["category"] = dice.choice((None, SHARED, SHARED, SHARED, SupportCategory.SELF_CONTAINED))
        facts["coresident_checks"] = dice.choice((None, coresidents(dice, days[0]), coresidents(dice, days[0])))
    if home.kind in {SettingKind.WITH_PARENTS, SettingKind.BESPOKE}:
        facts["parents_assessment"] = dice.choice((None, parents_assessment(dice), parents_assessment(dice)))
    if home.carers is not None:
        facts["carers"] = tuple(with_agreement(dice, one) for one in home.carers)
    if home.household is not None:
        facts["household"] = tuple(with_checks(dice, home, one, days[0]) for one in home.household)
    return replace(home, **facts)


def inspection(dice: Dice) -> Inspection:
    return Inspection(judgement=dice.choice((None, *Judgement)), on=dice.today - timedelta(days=90))


def coresidents(dice: Dice, first: date) -> tuple[CoresidentCheck, ...]:
    return tuple(
        CoresidentCheck(
            adult_id=f"adult-{n}",
            is_care_leaver=dice.choice((NO, NO, NO, YES, None)),
            checked_on=dice.choice((None, *(first - timedelta(days=one) for one in (2, 20, 27, 28, 28, 29)))),
            do_not_place_match=dice.choice((NO, NO, NO, NO, YES, None)),
        )
        for n in range(dice.choice((0, 1, 1, 2)))
    )


def parents_assessment(dice: Dice) -> ParentsAssessment:
    begun = dice.after(dice.today, -1, -10, -25, -26, -27, -28, -29, -30, -31, -32)

    def done() -> date | None:
        return dice.usually(dice.today - timedelta(days=1), None)

    return ParentsAssessment(
        started_on=dice.choice((None, begun, begun)),
        suitability_assessed_on=dice.choice((None, done())),
        wishes_heard_on=done(),
        placement_plan_on=done(),
        iro_consulted_on=done(),
        urgent_necessary_by=dice.choice(("", " ", "N. Officer", "N. Officer")),
        parent_interviewed_on=done(),
    )


def with_agreement(dice: Dice, carer: Carer) -> Carer:
    """Who agreed the temporary approval, and its extension."""
    if carer.temporary_approval is None:
        return carer
    approved = replace(
        carer.temporary_approval,
        approved_by=dice.usually("N. Officer", None, " "),
        approved_on=dice.usually(dice.today, None),
        extension_approved_by=dice.choice((None, "N. Officer", "N. Officer")),
        extension_approved_on=dice.usually(dice.today, None),
    )
    return replace(carer, temporary_approval=approved)


def with_checks(dice: Dice, home: Setting, one: HouseholdMember, first: date) -> HouseholdMember:
    """When checked, when again; now and then asleep in the room of a place row; a child about to be 18."""
    turns = dice.after(first, -1, 0, 1)
    eighteen = date(turns.year - 18, turns.month, min(turns.day, 28))
    child = one.relation is MemberRelation.OWN_CHILD
    return replace(
        one,
        date_of_birth=eighteen if child and dice.chance(0.2) else one.date_of_birth,
        checked_on=dice.choice((None, dice.today - timedelta(days=300))),
        check_renew_by=dice.choice((None, dice.after(first, -30, -2, -1, 0, 1, 300))),
        place_id=f"{home.id}-shared" if dice.chance(0.4) else None,
    )


def with_room(dice: Dice, row: Place) -> Place:
    return replace(row, is_bedroom=dice.choice((None, YES, YES, YES, YES, NO)))


RECORDED_OF_SHARING = (
    "sharing in writing",
    "each child's authority agreed",
    "own area in the room",
    "bullying and abuse history considered",
    "wishes heard",
)
