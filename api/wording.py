"""Days, times, ages and codes as a person would say them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol

from matcher.domain.codes import AwayReason, Role
from matcher.domain.nights import age_on
from matcher.domain.people import YoungPerson
from matcher.domain.person_codes import AgeBand, AgeState, LegalStatus
from matcher.domain.values import LONDON
from matcher.options.ways_out.result import WaysOut

LEGAL = {
    LegalStatus.S20: "accommodated by agreement (section 20)",
    LegalStatus.REMAND_LAA: "remand to local authority accommodation",
    LegalStatus.REMAND_YDA: "remand to youth detention accommodation",
    LegalStatus.PACE_TRANSFER: "transfer from police custody",
    LegalStatus.NONE: "no order and no consent",
}
BANDS = {
    AgeBand.UNDER_16: "under 16",
    AgeBand.AGED_16_17: "16 or 17",
    AgeBand.AGED_18_OVER: "18 or over",
    AgeBand.NOT_SURE: "age not sure",
}
SAFE = "to keep young people safe"
RULED_OUT_BY = {
    "16-17-registered-supported-accommodation": "not registered for 16 and 17 year olds",
    "accessible-premises": "cannot be got into or round",
    "adults-in-minority": "too many adults for a children's home",
    "animals": "an animal there is a severe allergy to, or fear of",
    "bespoke-registration-clear": "no clear lawful footing",
    "care-leaver-16-17-suitable": "not suitable for a care leaver under 18",
    "carer-approved": "carer not approved for this",
    "carer-vacancy-usable": "household full, away or needing notice",
    "children-home-registered": "home not registered",
    "court-contact-order-compatible": "a court order keeps somebody there away",
    "do-not-place-together": SAFE,
    "emergency-bed-ringfence": "bed kept for emergencies",
    "fire-setting": "not safe for everybody in a fire",
    "foster-bedroom": "no bedroom of their own, and sharing not allowed",
    "health-care-access": "too far from a treatment that cannot move",
    "homeless-16-17-assessment": "bed and breakfast",
    "household-adults-checked": "an adult there has not been checked",
    "impact-risk-assessment-complete": "manager declined after assessment",
    "location-exclusion": SAFE,
    "needs-care-not-support": "support only, where care is needed",
    "no-placement-after-18": "ends at the 18th birthday",
    "pace-bed-tonight": "does not take young people from the police",
    "parent-and-child": "not for a parent and baby",
    "provider-standing": "this council is not placing there",
    "refer-deprivation-of-liberty": "not a registered children's home",
    "registered-places-not-exceeded": "all registered places taken",
    "remand-conditions-met": "does not meet the court's conditions",
    "s20-consent-valid": "no valid agreement",
    "siblings-together": "plan is to live apart from a brother or sister",
    "smoke-free-home": "smoking indoors",
    "statement-of-purpose-fit": "registered for another age or sex",
    "supported-accommodation-age-band": "for 16 to 24 only",
    "terms-of-approval": "outside the carer's terms",
    "under-16-no-other-arrangements": "not allowed under 16",
    "usable-vacancy": "no free bed for these nights",
    "usual-fostering-limit": "more than three children in the family",
    "view-on-option": "refused by the young person",
    "visitor-and-associate-risk": SAFE,
    "younger-children-in-household": "younger children live there or visit",
    "protective-reason": SAFE,
}


PARTS = {
    "animals": "Animals",
    "culture-religion-language": "Culture, religion and language",
    "dietary-and-faith-practice": "Food and faith",
    "expected-length-fits": "Long enough",
    "family-time-travel": "Seeing family",
    "friends-and-community": "Friends and activities",
    "health-care-access": "Getting to treatment",
    "household-make-up": "Who is in the household",
    "key-worker-continuity": "Keeping the key worker",
    "known-carer": "People they know",
    "least-moves": "Fewest moves",
    "location-missing-risk": "Going missing",
    "near-home": "Near home",
    "pace-of-move": "Pace of the move",
    "placement-hierarchy": "Kind of place",
    "resident-mix-score": "Living together",
    "school-continuity": "School",
    "siblings-together": "Brothers and sisters",
    "smoke-free-home": "Smoking",
    "specialist-capacity": "Time of specialists",
    "staff-gender-need": "Care by a woman or a man",
    "therapy-or-EHCP-provision": "Therapy and education plan",
    "view-on-option": "What they want",
    "worker-skill-fit": "Skills for their needs",
}
OUTCOMES = {"met": "met", "not_met": "not met", "not_known": "not known", "not_judged": "not checked here"}
CHECKED = {
    "adults-in-minority": "adults living there",
    "age-not-certain": "ages",
    "fire-setting": "getting out in a fire",
    "foster-bedroom": "bedrooms",
    "health-need-skill": "training for health needs",
    "home-location-assessment": "the location assessment",
    "household-adults-checked": "checks of the adults there",
    "peer-age-gap": "ages",
    "provider-standing": "inspections and contract",
    "resident-mix-score": "living together",
    "shared-open-risk-check": "checks of the adults there",
    "solo-or-shared": "who else lives there",
    "staff-gender-need": "women and men on each shift",
    "staff-ratio": "staffing",
    "visitor-and-associate-risk": "who comes by",
    "waking-night": "waking nights",
    "younger-children-in-household": "children there or visiting",
}


def code(value: str) -> str:
    """A code as words: `planned_move` -> planned move."""
    return value.replace("_", " ").replace("-", " ")


def away(reason: AwayReason) -> str:
    """Where somebody is who is away from their bed."""
    return {AwayReason.HOSPITAL: "in hospital", AwayReason.HOME_FOR_WEEKEND: "at home for the weekend"}.get(
        reason, "missing"
    )


def legal(status: LegalStatus) -> str:
    """Why somebody can be accommodated."""
    return LEGAL.get(status, code(status.value))


def ruled_out_by(slug: str) -> str:
    """Why places were ruled out, in few words. Two rules share one phrase, so that neither can be told from it."""
    return RULED_OUT_BY.get(slug, code(slug))


def part(slug: str) -> str:
    """A part of the score, or an adjustment, in few words."""
    return PARTS.get(slug, code(slug).capitalize())


def rule(name: str) -> str:
    """A rule, or a limb of one, in words: `terms-of-approval:sex` -> terms of approval."""
    return code(name.partition(":")[0])


def checked(rule: str) -> str:
    """What a rule looks at, in few words."""
    slug = rule.partition(":")[0]
    return CHECKED.get(slug, code(slug))


def day(on: date, today: date) -> str:
    """`Fri 22 May`; with the year where it is another one."""
    return f"{on:%a} {on.day} {on:%b}" + ("" if on.year == today.year else f" {on.year}")


def moment(at: datetime, today: date) -> str:
    """`Fri 22 May 20:05`, London time; the hour alone where it is today."""
    london = at.astimezone(LONDON)
    return f"{london:%H:%M}" if london.date() == today else f"{day(london.date(), today)} {london:%H:%M}"


def nights(first: date, leaving: date | None, today: date) -> str:
    """`from Fri 22 May, no planned end`."""
    if leaving is None:
        return f"from {day(first, today)}, no planned end"
    count = (leaving - first).days
    return f"{day(first, today)} to {day(leaving, today)}, {count} night{'' if count == 1 else 's'}"


def age(person: YoungPerson, today: date) -> str:
    """What is known about somebody's age."""
    if person.date_of_birth is not None:
        years = str(age_on(person.date_of_birth, today))
        return years if person.age_state in {None, AgeState.CERTAIN} else f"{years}, age {code(person.age_state.value)}"
    if person.possible_ages is not None:
        return f"{person.possible_ages.youngest} to {person.possible_ages.oldest}, not certain"
    return "age not recorded" if person.age_band is None else BANDS[person.age_band]


def points_change(points: float) -> str:
    """`4 points fewer`, to the nearest whole point; in tenths where it is less than one."""
    size = abs(points)
    told = f"{size:.1f}" if 0 < size < 1 else f"{int(size + 0.5)}"
    return f"{told} point{'' if told == '1' else 's'} {'more' if points > 0 else 'fewer'}" if size else "as many points"


def listed(parts: Iterable[str], last: str = "and") -> str:
    """`a, b and c`."""
    *first, end = parts
    return f"{', '.join(first)} {last} {end}" if first else end


def roles(who: Iterable[Role]) -> str:
    """`registered manager or manager on call`."""
    return listed([role.label for role in who], last="or")


def who_can(who: Iterable[Role], by: str) -> str:
    """Who can make a change, and whose part it is by name: `registered manager; A. Worker`."""
    return "; ".join(one for one in (roles(who), by) if one)


def ways_out(found: WaysOut) -> tuple[str, ...]:
    """Each way out in a line, with who can make each change; where there is none, what is said instead."""
    ways = (
        " Together with: ".join(f"{one.says.strip()} ({who_can(one.who, one.by)})" for one in way.changes)
        for way in found.ways
    )
    return tuple(f"Way out: {each}" for each in ways) or (found.says,)


NOT_SEEN = "[source not verified]"


class Sentence(Protocol):
    """A sentence of a rule; `unverified`: its source has not been seen."""

    @property
    def says(self) -> str:
        """The sentence."""

    @property
    def unverified(self) -> bool:
        """Whether nobody has seen its source."""


def said(one: Sentence) -> str:
    """The sentence; where nobody has seen its source, that beside it."""
    return f"{one.says.strip()} {NOT_SEEN}" if one.unverified else one.says.strip()


def score_range(score: float, best: float) -> str:
    """`71.5-78.0`: as known, and if every unknown turned out well."""
    return f"{score:.1f}" if best <= score else f"{score:.1f}-{best:.1f}"


def due(by: str, today: date) -> str:
    """A date, a moment, or words as they are."""
    try:
        dated = len(by) == len("YYYY-MM-DD")
        return f"by {day(date.fromisoformat(by), today) if dated else moment(datetime.fromisoformat(by), today)}"
    except ValueError:
        return by
