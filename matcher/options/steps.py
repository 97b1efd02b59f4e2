"""What people have to do about one place: approve, answer, and finish before anyone confirms."""

from datetime import date, datetime, time, timedelta

from matcher.domain.codes import Role
from matcher.domain.values import LONDON, london_day
from matcher.ledger import FAR
from matcher.options.around import OUT_OF_AREA, duties_around, steps_still_first
from matcher.options.found import Found
from matcher.options.judged import approvers_of
from matcher.options.result import Approval, Approved, BeforeConfirming, Duty, Question
from matcher.options.words import Words
from matcher.outcomes import ASK, NOT_JUDGED, NOT_MET, PLACE
from matcher.rules import Kind, Limb

CHECK_HOURS = 72
ABSENCE_PLANNED_DAYS = 14
BEFORE = "before confirming"
NO_EMERGENCY_PERIOD = frozenset(
    {
        "lawful-basis-present",
        "s20-consent-valid:objection",
        "s20-consent-valid:recorded",
        "refer-youth-detention:released",
        "refer-hospital-or-mental-health-detention:discharged",
        "refer-deprivation-of-liberty:order",
        "under-16-no-other-arrangements",
        "16-17-registered-supported-accommodation",
        "supported-accommodation-age-band",
        "remand-conditions-met",
        "no-placement-after-18:ends",
        "care-leaver-16-17-suitable",
        "homeless-16-17-assessment:bed-and-breakfast",
    }
)
"""Consent or order, conditions and age: an emergency does not put these off (catalogue 0.1, "Not known" (a))."""


def approvals(found: Found) -> tuple[Approval, ...]:
    """The limbs that need an approval, and who may give it."""
    return tuple(
        [
            _approval(found, limb, outcome)
            for at, limb, outcome in found.of_kind[Kind.AUTHORISE]
            if found.lists.open_approvals[at, found.row]
        ]
    )


def _approval(found: Found, limb: Limb, outcome: int) -> Approval:
    roles = approvers_of(limb, found.pair, found.row)
    joined = (" and " if limb.all_approve else " or ").join(f"the {role.label}" for role in roles)
    words = Words(found.pair, found.i, found.row, joined)
    says = limb.says if outcome == NOT_MET else limb.rings
    return Approval(rule=limb.id, roles=roles, says=words.fill(says))


def approved(found: Found) -> tuple[Approved, ...]:
    """The approvals that have been given for limbs that would not be met without."""
    given = found.judged.authorised
    return tuple(
        Approved(
            rule=limb.id,
            role=one.role,
            person=one.person,
            made_on=london_day(one.made_at),
            by_telephone=one.by_telephone and one.countersigned_at is None,
        )
        for at, limb, _ in (found.findings if given else ())
        for one in given.get((at, found.i, found.row), ())
    )


def questions(found: Found) -> tuple[Question, ...]:
    """What keeps the place back "until we know", and whom to ask."""
    if not found.lists.needs_information_rows[found.row]:
        return ()
    contact = found.setting.contact
    there = (contact.name if contact else "") or found.setting.name
    return tuple(
        Question(
            rule=limb.id, says=found.says(limb, outcome), ask_whom=there if outcome == PLACE else "the social worker"
        )
        for at, limb, outcome in found.findings
        if found.lists.open_questions[at, found.row]
    )


TICKED = frozenset({Kind.HARD, Kind.AUTHORISE})
"""Where the data is not fed, somebody ticks that it was looked at."""


def before_confirming(found: Found) -> tuple[BeforeConfirming, ...]:
    """Confirm limbs not met; facts about the person that a hard limb waits for; and ticks for what is not fed."""
    return tuple(
        [
            BeforeConfirming(
                rule=limb.id,
                who=_who(found, limb, outcome),
                says=_says(found, limb, outcome),
                due=_due(found, limb, outcome),
            )
            for _, limb, outcome in found.findings
            if limb.kind is Kind.CONFIRM
            or (outcome == NOT_JUDGED and limb.kind in TICKED)
            or (outcome == ASK and limb.kind is Kind.HARD)
        ]
    )


def _who(found: Found, limb: Limb, outcome: int) -> tuple[Role, ...]:
    """What is not known about the person or request is asked of their social worker, never of the place."""
    if outcome == ASK:
        return (Role.SOCIAL_WORKER,)
    return approvers_of(limb, found.pair, found.row)


def _says(found: Found, limb: Limb, outcome: int) -> str:
    says = found.says(limb, outcome)
    return f"{says} Ask {limb.who}." if outcome == NOT_JUDGED else says


def _due(found: Found, limb: Limb, outcome: int) -> str:
    """Before confirming; or in an emergency the end of its period, in elapsed hours."""
    puts_off = outcome == ASK or bool(limb.emergency_duty)
    if not found.is_emergency or limb.id in NO_EMERGENCY_PERIOD or outcome == NOT_JUDGED or not puts_off:
        return BEFORE
    if limb.id == OUT_OF_AREA and outcome == NOT_MET:
        return BEFORE if steps_still_first(found) else found.words.out_of_area_due().isoformat()
    return after_start(found, CHECK_HOURS)


def after_start(found: Found, hours: int) -> str:
    """So many elapsed hours after the start: now where the first night is today, else the first night's midnight."""
    now = found.judged.frame.snapshot.as_of
    start = now if found.first <= london_day(now) else datetime.combine(found.first, time(0), LONDON)
    return datetime.fromtimestamp(start.timestamp() + hours * 3600, LONDON).isoformat(timespec="minutes")


def duties(found: Found) -> tuple[Duty, ...]:
    """The duties that confirming this place would create."""
    due = []
    if found.is_emergency:
        leaving = found.numbers.leaving
        foster = found.pair.places.is_foster[0, found.row]
        if foster and found.pair.terms_fit[found.i, found.row] == NOT_MET and leaving < FAR:
            due.append(Duty(slug="duty-emergency-six-days", due=date.fromordinal(leaving).isoformat()))
        kinds = (*found.of_kind[Kind.HARD], *found.of_kind[Kind.CONFIRM])
        checks = [limb for _, limb, outcome in kinds if outcome == ASK]
        if any(limb.id not in NO_EMERGENCY_PERIOD for limb in checks):
            due.append(Duty(slug="duty-72-hour-check", due=after_start(found, CHECK_HOURS)))
        due.append(Duty(slug="duty-72-hour-meeting", due=after_start(found, CHECK_HOURS)))
    due += [
        Duty(slug="duty-plan-absence", due=(first - timedelta(days=ABSENCE_PLANNED_DAYS)).isoformat())
        for first in found.later_absences
    ]
    due += duties_around(found)
    return tuple(due)
