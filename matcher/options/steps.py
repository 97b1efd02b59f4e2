"""What people have to do about one place: approve, answer, and finish before anyone confirms."""

from collections.abc import Iterator

from matcher.domain.codes import Role, SettingKind
from matcher.domain.placements import Authorisation
from matcher.domain.values import london_day
from matcher.options.approving import (
    Act,
    approvers_of,
    awaits_countersigning,
    counts,
    is_about,
    joined,
    may_approve,
    what_was_agreed,
    why_not,
)
from matcher.options.around import OUT_OF_AREA, steps_still_first
from matcher.options.emergencies import STAFFING, instead, is_relaxed
from matcher.options.found import OUTCOMES, Alike, Finding, Found, sentence_of
from matcher.options.result import Approval, Approved, BeforeConfirming, Duty, Question
from matcher.options.words import Words, a_list, day
from matcher.options.words_of_pair import fills
from matcher.outcomes import ASK, NOT_JUDGED, NOT_MET, PLACE
from matcher.rules import Kind, Limb, is_unverified

BEFORE = "before confirming"


def approvals(found: Found) -> tuple[Approval, ...]:
    """The limbs that need an approval, and who may give it."""
    return tuple(
        [
            _approval(found, limb, outcome)
            for at, limb, outcome in found.of_kind[Kind.AUTHORISE]
            if outcome >= PLACE and (at, found.i, found.row) not in found.judged.authorised
        ]
    )


def _approval(found: Found, limb: Limb, outcome: int) -> Approval:
    roles = approvers_of(limb, found.pair, found.row)
    words = Words(found.pair, found.i, found.row, joined(roles, every_one=limb.all_approve))
    says = limb.says if outcome == NOT_MET else limb.rings
    return Approval(
        rule=limb.id,
        unverified=is_unverified(limb.id),
        roles=roles,
        says=words.fill(says),
        must_record=limb.must_record,
        why_not=tuple([_why_not(act) for act in _acts(found, limb)]),
    )


def _acts(found: Found, limb: Limb) -> list[Act]:
    """What has been recorded about this limb for this young person here."""
    person, setting = found.pair.asks.people[found.i], found.setting.id
    given = found.pair.index.authorisations_of.get(person.id, ())
    return [
        Act(one, limb, found.pair, found.i, found.row)
        for one in given
        if one.setting_id == setting and is_about(one, limb)
    ]


def _why_not(act: Act) -> str:
    """Why the act alone is not enough: it does not count, or somebody else has to agree as well."""
    if not counts(act):
        return why_not(act)
    others = [
        role
        for role in act.approvers
        if not may_approve(act.given.role, (role,), act.pair.policy, emergency=act.emergency)
    ]
    return f"{what_was_agreed(act.given)} counts; {joined(others, every_one=True)} has to agree too."


def approved(found: Found) -> tuple[Approved, ...]:
    """The approvals that have been given for limbs that would not be met without."""
    given = found.judged.authorised
    return tuple(
        Approved(
            rule=limb.id,
            role=one.role,
            person=one.person,
            made_on=london_day(one.made_at),
            by_telephone=awaits_countersigning(one),
            says=_approved_by(one),
            conditions=one.conditions,
            still_to_record=tuple(Act(one, limb, found.pair, found.i, found.row).still_to_record),
        )
        for at, limb, _ in (found.findings if given else ())
        for one in given.get((at, found.i, found.row), ())
    )


def still_to_record(given: tuple[Approved, ...]) -> Iterator[BeforeConfirming]:
    """What approvers have agreed and not yet written down: the limb is met, and confirming waits for it."""
    for one in given:
        if one.still_to_record:
            says = f"The {one.role.label} has agreed, and has still to record {a_list(list(one.still_to_record))}."
            yield BeforeConfirming(
                rule=one.rule, who=(one.role,), says=says, due=BEFORE, unverified=is_unverified(one.rule)
            )


def _approved_by(one: Authorisation) -> str:
    """By which role and when, whether that is still to be countersigned; from outside, who gave it."""
    on, waits = (
        day(london_day(one.made_at)),
        ", by telephone, not yet countersigned" if awaits_countersigning(one) else "",
    )
    by = one.given_by
    if by is None:
        return f"Approved by the {one.role.label} on {on}{waits}."
    reference = f" ({by.reference})" if by.reference else ""
    return (
        f"Given by {by.name}, {by.organisation}, on {day(by.on)}{reference}, recorded by {one.person} on {on}{waits}."
    )


def questions(found: Found) -> tuple[Question, ...]:
    """What keeps the place back "until we know", and whom to ask."""
    if not found.lists.needs_information_rows[found.row]:
        return ()
    contact, open_ones = found.setting.contact, found.lists.kept_back_by(found.row)
    there = (contact.name if contact else "") or found.setting.name
    return tuple(
        Question(
            rule=limb.id,
            says=found.says(limb, outcome),
            ask_whom=there if outcome == PLACE else "the social worker",
            unverified=is_unverified(limb.id),
        )
        for at, limb, outcome in found.findings
        if at in open_ones
    )


def before_confirming(found: Found, created: tuple[Duty, ...]) -> tuple[BeforeConfirming, ...]:
    """Confirm limbs not met; facts about the person that a hard limb waits for; and ticks for what is not fed.

    created  the option's duties: in an emergency some take the place of a step
    """
    steps, every, alike = found.possible_steps, found.kept_steps, _alike(found)
    if alike not in every:
        every[alike] = dict(every.setdefault(_anywhere(alike), {}))
    kept = every[alike]
    return tuple(
        [
            kept.get(key) or _step(found, finding, created)
            for finding in found.findings
            if (key := finding[0] * OUTCOMES + finding[2]) in steps
        ]
    )


ANYWHERE = ""
SAME_WHERE_ALIKE = frozenset({"name", "key_worker_load"})
"""Placeholders with one value wherever the first night and the kind are the same."""


def _alike(found: Found) -> Alike:
    kind = found.pair.places.kinds[found.row]
    return found.i, found.numbers.first, found.setting.id if kind is SettingKind.BESPOKE else kind


def _anywhere(alike: Alike) -> Alike:
    return (*alike[:2], ANYWHERE)


def _step(found: Found, finding: Finding, created: tuple[Duty, ...]) -> BeforeConfirming:
    """Made where no alike place has it already."""
    at, limb, outcome = finding
    filled, key = fills(sentence_of(limb, outcome)), at * OUTCOMES + outcome
    if not filled <= SAME_WHERE_ALIKE:
        return _made(found, limb, outcome, created)
    kept, alike = found.kept_steps, _alike(found)
    by_anybody = outcome == ASK or Role.PLACE_MANAGER not in limb.approvers
    shared = kept[_anywhere(alike)] if by_anybody and filled <= {"name"} else kept[alike]
    if key not in shared:
        shared[key] = _made(found, limb, outcome, created)
    kept[alike][key] = shared[key]
    return shared[key]


def _made(found: Found, limb: Limb, outcome: int, created: tuple[Duty, ...]) -> BeforeConfirming:
    return BeforeConfirming(
        rule=limb.id,
        who=_who(found, limb, outcome),
        says=_says(found, limb, outcome),
        due=_due(found, limb, outcome, created),
        unverified=is_unverified(limb.id),
    )


def _who(found: Found, limb: Limb, outcome: int) -> tuple[Role, ...]:
    """What is not known about the person or request is asked of their social worker, never of the place."""
    if outcome == ASK:
        return (Role.SOCIAL_WORKER,)
    return approvers_of(limb, found.pair, found.row)


def _says(found: Found, limb: Limb, outcome: int) -> str:
    says = found.says(limb, outcome)
    return f"{says} Ask {limb.who}." if outcome == NOT_JUDGED else says


def _due(found: Found, limb: Limb, outcome: int, created: tuple[Duty, ...]) -> str:
    """Before confirming; or in an emergency the day of the duty that takes its place."""
    if limb.id == OUT_OF_AREA and steps_still_first(found):
        return BEFORE
    slug = instead(limb, outcome) if found.is_emergency else ""
    return next((one.due for one in created if one.slug == slug), BEFORE) if slug else BEFORE


def relaxed(found: Found) -> tuple[str, ...]:
    """In an emergency: the rules that this place is judged by more widely than for a planned move."""
    if not found.is_emergency:
        return ()
    places, pair = found.pair.places, found.pair
    terms = places.is_foster[0, found.row] and pair.terms_fit[found.i, found.row] == NOT_MET
    slugs = [
        *(("terms-of-approval",) if terms else ()),
        *(STAFFING if places.is_residential[0, found.row] else ()),
        *(limb.id.partition(":")[0] for _, limb, outcome in found.findings if is_relaxed(limb, outcome)),
    ]
    return tuple(dict.fromkeys(slugs))
