"""Questions about health, needs and risks: what a home has to be, and who can live together."""

from api import wording
from api.pages.asking import REQUESTS, YES_NO, Choice, Postcode, Whole, Words, yes_no
from api.pages.asking_days import Day
from api.pages.asking_lists import Ids, Levels, Rows, Several, with_id
from matcher.domain.home_codes import AnimalReason, ContactOrderKind, HouseholdNeedKind, SupportLevel
from matcher.domain.person_codes import (
    AccessFeature,
    ExclusionReason,
    ExclusionStrength,
    NeedCategory,
    RiskType,
    Sex,
    SkilledNeed,
)


def _codes(kind: type[SkilledNeed | AccessFeature | NeedCategory | RiskType]) -> tuple[str, ...]:
    return tuple(one.value for one in kind)


HEALTH = (
    yes_no("health.in_hospital", "Is {name} in hospital now?", "In hospital now"),
    yes_no(
        "health.fit_for_discharge", "Is {name} fit to leave hospital?", "Fit to leave hospital", "Only if in hospital."
    ),
    yes_no(
        "health.smoke_free_required",
        "Does {name}'s health need a home where nobody smokes indoors?",
        "Needs a home without smoke",
    ),
    Several(
        fact="skilled_needs",
        label="Does {name} have health needs that only trained people may meet?",
        short="Health needs for trained people",
        codes=_codes(SkilledNeed),
    ),
    Several(
        fact="access_needs",
        label="What does {name} need to get about and wash at home?",
        short="Getting about and washing",
        codes=_codes(AccessFeature),
        key="feature",
    ),
    Rows(
        fact="animal_needs",
        label="Does {name} have an allergy to, or a fear of, any animal?",
        short="Animals to avoid",
        of="animal",
        columns=(
            Words(fact="species", label="Animal", hint="Such as cat", width="govuk-input--width-10"),
            Choice(
                fact="because",
                label="Why",
                answers=((AnimalReason.ALLERGY.value, "Allergy"), (AnimalReason.PHOBIA.value, "Fear")),
                select=True,
            ),
            Choice(fact="severe", label="Severe", answers=YES_NO, select=True),
        ),
        needs=("species", "because", "severe"),
        blanks=1,
    ),
    Rows(
        fact="continuing_treatments",
        label="Are there treatments that {name} goes on with?",
        short="Treatments that go on",
        of="treatment",
        columns=(
            Words(fact="name", label="Treatment", hint="Such as dialysis"),
            Postcode(fact="location", label="Postcode of where it is given"),
            Choice(fact="treatment_cannot_move", label="It can only be given there", answers=YES_NO, select=True),
        ),
        needs=("name",),
        makes=with_id,
        blanks=1,
    ),
    yes_no("parent_and_child", "Will {name} live with their baby?", "Will live with their baby"),
)

NEEDS = (
    Levels(
        fact="needs",
        label="Which needs have been assessed for {name}?",
        short="Assessed needs",
        none_says="Assessed, and none",
        codes=_codes(NeedCategory),
        key="category",
    ),
    Choice(
        fact="required_ratio",
        whose=REQUESTS,
        label="Does {name} need staff to themselves?",
        short="Staff to themselves",
        answers=((0, "No"), (1, "One"), (2, "Two")),
    ),
    yes_no("needs_waking_night", "Does {name} need somebody awake at night?", "Needs somebody awake at night"),
    yes_no(
        "assessment.needs_care",
        "Does {name} need care, not only support?",
        "Needs care, not only support",
        "Such as help with washing or medicine, or never being left alone.",
    ),
    Rows(
        fact="household_needs",
        label="What should the people in the household be?",
        short="People in the household",
        of="wish or need",
        columns=(
            Choice(
                fact="need",
                label="What is needed",
                answers=tuple((one.value, wording.code(one.value)) for one in HouseholdNeedKind),
                select=True,
            ),
            Choice(
                fact="assessed",
                label="It is an assessed need",
                answers=((True, "Yes, an assessed need"), (False, "No, a wish")),
                select=True,
            ),
        ),
        needs=("need", "assessed"),
        blanks=1,
    ),
    Rows(
        fact="staff_gender_needs",
        label="Does {name} need care or night support by a woman or by a man?",
        short="Support by a woman or a man",
        of="need",
        columns=(
            Choice(
                fact="gender",
                label="By",
                answers=((Sex.FEMALE.value, "A woman"), (Sex.MALE.value, "A man")),
                select=True,
            ),
            Choice(
                fact="required_by_assessment",
                label="An assessment says so",
                answers=((True, "Yes"), (False, "No, it is a wish")),
                select=True,
            ),
            Words(fact="reason", label="Why"),
        ),
        needs=("gender", "required_by_assessment"),
        blanks=1,
    ),
    Choice(
        fact="minimum_support_level",
        whose=REQUESTS,
        label="What is the least cover at night that is right?",
        short="Least cover at night",
        answers=tuple((one.value, one.label[:1].upper() + one.label[1:]) for one in SupportLevel),
    ),
    Whole(
        fact="support_hours_needed",
        whose=REQUESTS,
        label="How many hours of support a week?",
        short="Hours of support a week",
        most=168,
    ),
)

RISKS = (
    Levels(
        fact="risks",
        label="Which risks to others have been assessed?",
        short="Risks to others",
        none_says="Assessed, and none",
        codes=_codes(RiskType),
        key="risk",
        dated=True,
    ),
    Levels(
        fact="vulnerabilities",
        label="What could others do to {name}?",
        short="What others could do to them",
        none_says="Assessed, and nothing",
        hint="How much {name} could be harmed by each kind of risk in others.",
        codes=_codes(RiskType),
        key="risk",
    ),
    Ids(
        fact="risk_people",
        label="Are there adults whom {name} has to be kept away from?",
        short="Adults to keep away from",
        hint="Their ids on the record, one on a line. If somebody has none, ask a service manager to add them.",
    ),
    Rows(
        fact="exclusions",
        label="Are there areas that {name} has to be kept away from?",
        short="Areas to keep away from",
        of="area",
        columns=(
            Postcode(fact="centre", label="Postcode in the middle of the area"),
            Choice(
                fact="strength",
                label="How strict",
                answers=(
                    (ExclusionStrength.MUST_NOT.value, "Must not live there"),
                    (ExclusionStrength.SHOULD_NOT.value, "Should not live there"),
                ),
                select=True,
            ),
            Choice(
                fact="reason",
                label="Reason",
                answers=tuple((one.value, wording.code(one.value)) for one in ExclusionReason),
                select=True,
            ),
        ),
        needs=("centre", "strength", "reason"),
        makes=with_id,
        blanks=1,
    ),
    Rows(
        fact="contact_orders",
        label="Does a court order stop {name} living with or seeing anybody?",
        short="Court orders about contact",
        of="order",
        columns=(
            Words(fact="person_id", label="Id of the person on the record", width="govuk-input--width-10"),
            Choice(
                fact="kind",
                label="What it stops",
                answers=tuple((one.value, wording.code(one.value)) for one in ContactOrderKind),
                select=True,
            ),
            Day(fact="ends_on", label="Last day it holds"),
        ),
        needs=("person_id", "kind"),
        blanks=1,
    ),
    yes_no("needs_solo", "Assessed: must {name} be the only young person there?", "Has to be the only young person"),
    yes_no("no_younger", "Assessed: must nobody younger live there?", "Nobody younger may live there"),
    yes_no("only_younger", "Assessed: may only younger ones live there?", "Only younger ones may live there"),
)
