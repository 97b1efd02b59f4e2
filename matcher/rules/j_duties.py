"""Section J: what confirming a placement makes somebody do, who does it, and by when.

Which of them an option creates is found in `matcher.options.duties`.
"""

from datetime import date

from matcher.domain.codes import Role
from matcher.rules.due import By, Due, DutyRule
from matcher.rules.model import Source

CARE_PLANNING = "Care Planning, Placement and Case Review (England) Regulations 2010"
CHILDREN_ACT = "Children Act 1989"
IN_2011 = date(2011, 4, 1)
FOLLOW_ON_WEEKS = ("follow_on_first_week", "follow_on_second_week", "follow_on_third_week", "follow_on_fourth_week")
BEFORE_START = Due(by=By.START)


def _working_days(figure: str) -> Due:
    return Due(by=By.WORKING_DAYS, figure=figure)


DUTIES = (
    DutyRule(
        slug="duty-placement-plan",
        says="Write the placement plan with {name}: how {name} will be looked after here. The carer or the manager signs it.",
        who=(Role.SOCIAL_WORKER,),
        due=BEFORE_START,
        in_emergency=_working_days("placement_plan_working_days"),
        source=Source(CARE_PLANNING, "regulation 9", IN_2011, "V"),
    ),
    DutyRule(
        slug="duty-care-plan",
        says="Write the care plan with {name}, or bring it up to date.",
        who=(Role.SOCIAL_WORKER,),
        due=BEFORE_START,
        in_emergency=_working_days("care_plan_working_days"),
        source=Source("Slough and Kirklees procedures", "", IN_2011, "S"),
    ),
    DutyRule(
        slug="duty-become-looked-after",
        says="{name} is looked after from then on: begin the care plan, ask for an independent reviewing officer, and tell "
        "health and school.",
        who=(Role.SOCIAL_WORKER,),
        due=Due(by=By.HOURS, figure="looked_after_hours"),
        source=Source(CHILDREN_ACT, "section 22(1) and (2)", date(1991, 10, 14), "V"),
    ),
    DutyRule(
        slug="duty-record-wishes",
        says="Ask {name} what they want and how they feel about living here, and write it down in their words.",
        who=(Role.SOCIAL_WORKER, Role.KEY_WORKER),
        due=BEFORE_START,
        in_emergency=_working_days("placement_plan_working_days"),
        source=Source(CARE_PLANNING, "regulation 9(1)(b)(i) and (2)", IN_2011, "V"),
    ),
    DutyRule(
        slug="duty-other-views",
        says="Ask parents and everybody else whose view the law asks for, and write down what they say.",
        who=(Role.SOCIAL_WORKER,),
        due=BEFORE_START,
        in_emergency=_working_days("emergency_views_working_days"),
        source=Source(CHILDREN_ACT, "section 22(4)(b) to (d); period ours", IN_2011, "V"),
    ),
    DutyRule(
        slug="duty-72-hour-check",
        says="Find out what nobody knew about {name} at the start, and look at this place again with the answers.",
        who=(Role.SOCIAL_WORKER,),
        due=Due(by=By.HOURS, figure="emergency_check_hours"),
        source=Source("72-hour meetings, Rotherham", "", None, "P"),
    ),
    DutyRule(
        slug="duty-notify-people",
        says="Tell in writing: {name}, parents and those {name} sees, the carer until now, health, the GP, school and the "
        "independent reviewing officer. Nobody is told whose knowing could harm {name}.",
        who=(Role.SOCIAL_WORKER,),
        due=BEFORE_START,
        in_emergency=_working_days("notify_working_days"),
        source=Source(CARE_PLANNING, "regulation 13", IN_2011, "V"),
    ),
    DutyRule(
        slug="duty-notify-area-authority",
        says="Tell the council where the home is that {name} is to live there, with the reasons and the care plan.",
        who=(Role.SOCIAL_WORKER,),
        due=BEFORE_START,
        in_emergency=_working_days("notify_working_days"),
        source=Source(CARE_PLANNING, "regulation 13(4), as amended by SI 2013/3239", date(2014, 1, 27), "V"),
    ),
    DutyRule(
        slug="duty-out-of-area-conditions",
        says="Consult relatives and the independent reviewing officer, and tell or consult the council where the home is.",
        who=(Role.NOMINATED_OFFICER, Role.DCS),
        due=BEFORE_START,
        in_emergency=_working_days("notify_working_days"),
        source=Source(CARE_PLANNING, "regulation 11(2); Luton, Nottinghamshire, Kirklees", date(2014, 1, 27), "S"),
    ),
    DutyRule(
        slug="duty-visit-first",
        says="The social worker visits {name} within {first_visit_days} days.",
        who=(Role.SOCIAL_WORKER,),
        due=Due(by=By.DAYS, figure="first_visit_days"),
        source=Source(CARE_PLANNING, "regulation 28(2)(a)", IN_2011, "V"),
    ),
    DutyRule(
        slug="duty-visit-six-weekly",
        says="The social worker visits {name} at least every {visit_weeks} weeks in the first year; after it every "
        "{visit_months_long_term} months if {name} is to live here until 18.",
        who=(Role.SOCIAL_WORKER,),
        due=Due(by=By.WEEKS, figure="visit_weeks"),
        within_stay=True,
        source=Source(CARE_PLANNING, "regulation 28(2)(b) and (c)", IN_2011, "V"),
    ),
    DutyRule(
        slug="duty-visit-temporary-carer",
        says="The social worker visits {name} every week until the first review, then at least every {visit_weeks_temporary} "
        "weeks.",
        who=(Role.SOCIAL_WORKER,),
        due=Due(by=By.WEEKS, counts=(1,)),
        source=Source(CARE_PLANNING, "regulation 28(4)", IN_2011, "V"),
    ),
    DutyRule(
        slug="duty-visit-parents-unassessed",
        says="The social worker visits {name} at home within a week. While the assessment is not finished: every week until "
        "the first review. After that at least every {visit_weeks} weeks.",
        who=(Role.SOCIAL_WORKER,),
        due=Due(by=By.WEEKS, counts=(1,)),
        source=Source(CARE_PLANNING, "regulation 28(3) and (5)", IN_2011, "V"),
    ),
    DutyRule(
        slug="duty-visit-before-move",
        says="{name} visits the place before moving, unless that cannot be done. Tell the independent reviewing officer.",
        who=(Role.SOCIAL_WORKER,),
        due=BEFORE_START,
        source=Source(CARE_PLANNING, "regulation 27(b) and (c)", IN_2011, "V"),
    ),
    DutyRule(
        slug="duty-suitability-schedule-6",
        says="Look at whether this place suits {name}, point by point as the law lists them (Schedule 6).",
        who=(Role.SOCIAL_WORKER,),
        due=BEFORE_START,
        source=Source(CARE_PLANNING, "regulation 27(a), as amended by SI 2023/416", IN_2011, "V"),
    ),
    DutyRule(
        slug="duty-emergency-six-days",
        says="By this day the family's terms of approval are changed, or {name} moves on.",
        who=(Role.FOSTERING_MANAGER,),
        due=Due(by=By.EVENT, words="before the emergency limit ends"),
        source=Source(CARE_PLANNING, "regulation 23; Doncaster quoting guidance 3.84", IN_2011, "S"),
    ),
    DutyRule(
        slug="duty-72-hour-meeting",
        says="Meet to finish the impact assessment, the plan, contact with health and school, and what is left of the steps "
        "before confirming.{what}",
        who=(Role.SOCIAL_WORKER, Role.MANAGER_ON_CALL),
        due=Due(by=By.HOURS, figure="emergency_ira_hours"),
        source=Source("72-hour meetings, Rotherham", "", None, "S"),
    ),
    DutyRule(
        slug="duty-countersign",
        says="Sign what was agreed by telephone, or say that it was not so.{what}",
        who=(Role.SERVICE_MANAGER,),
        due=Due(by=By.WORKING_DAYS_AFTER, counts=(1,)),
        source=Source("By telephone: East Riding, Calderdale, Hertfordshire", "period ours", None, "P"),
    ),
    DutyRule(
        slug="duty-review-before-ending",
        says="Hold a review before this stay is ended, unless waiting would mean serious harm. Tell those who were told of it, "
        "within {review_notice_working_days} working days at the latest.",
        who=(Role.SOCIAL_WORKER, Role.IRO),
        due=Due(by=By.EVENT, words="before the stay is ended"),
        source=Source(CARE_PLANNING, "regulation 14", IN_2011, "V"),
    ),
    DutyRule(
        slug="duty-first-review",
        says="Hold the first review with {name}; the second within {review_second_months} months of it, then at least every "
        "{review_then_months} months; sooner if the independent reviewing officer asks or a visit finds that {name} is not "
        "safe and well.",
        who=(Role.IRO,),
        due=_working_days("review_first_working_days"),
        source=Source(CARE_PLANNING, "regulations 30 and 33; SI 2015/495", IN_2011, "V"),
    ),
    DutyRule(
        slug="duty-legal-basis-ends",
        says="The legal reason {name} can live here is about to end: settle what comes after it.",
        who=(Role.SOCIAL_WORKER,),
        due=Due(by=By.HOURS_BEFORE, figure="legal_end_warning_hours", words="before the legal reason ends"),
        source=Source("A legal reason that ends in the stay", "", None, "P"),
    ),
    DutyRule(
        slug="duty-consent-at-sixteen",
        says="{name} turns 16: from this day it is {name}'s own agreement that counts. Ask for it.",
        who=(Role.SOCIAL_WORKER,),
        due=Due(by=By.EVENT, words="on the sixteenth birthday"),
        source=Source(CHILDREN_ACT, "section 20(11)", date(1991, 10, 14), "U"),
    ),
    DutyRule(
        slug="duty-reg24-assessment",
        says="Finish the full assessment of the carer before the temporary approval ends.",
        who=(Role.FOSTERING_MANAGER,),
        due=Due(by=By.EVENT, words="before the temporary approval ends"),
        source=Source(CARE_PLANNING, "regulations 24 and 25", IN_2011, "V"),
    ),
    DutyRule(
        slug="duty-funding",
        says="Take the cost to the next funding panel.",
        who=(Role.BUDGET_HOLDER,),
        due=Due(by=By.WORDS, words="at the next funding panel"),
        source=Source("Panels in Hull, Redbridge and Kirklees", "", None, "S"),
    ),
    DutyRule(
        slug="duty-household-check",
        says="Somebody in the household turns 18: do the checks that adults there need.",
        who=(Role.FOSTERING_MANAGER,),
        due=Due(by=By.EVENT, words="on the eighteenth birthday"),
        source=Source("Checks of adults in a household", "", None, "U"),
    ),
    DutyRule(
        slug="duty-plan-absence",
        says="Agree with {name} who looks after them while the carer is away{what}.",
        who=(Role.FOSTERING_MANAGER,),
        due=Due(by=By.DAYS_BEFORE, figure="absence_plan_days", words="before the carer is away"),
        source=Source("Later absences of a carer", "", None, "P"),
    ),
    DutyRule(
        slug="duty-joint-assessment",
        says="Begin the assessment of what {name} needs as somebody homeless at 16 or 17, together with housing.",
        who=(Role.SOCIAL_WORKER,),
        due=Due(by=By.WORKING_DAYS, counts=(1,)),
        source=Source("Joint statutory guidance, April 2010", "paragraph 1.1; period ours", date(2010, 4, 1), "V"),
    ),
    DutyRule(
        slug="duty-health-assessment",
        says="{name} has a health assessment.",
        who=(Role.HEALTH_LEAD, Role.SOCIAL_WORKER),
        due=_working_days("health_assessment_working_days"),
        source=Source("Health assessments of looked-after children", "", None, "U"),
    ),
    DutyRule(
        slug="duty-education-plan",
        says="Write the personal education plan with {name} and the school.",
        who=(Role.SOCIAL_WORKER,),
        due=_working_days("education_plan_working_days"),
        source=Source("Personal education plans", "", None, "U"),
    ),
    DutyRule(
        slug="duty-ehc-provision",
        says="Ask the SEND team how the help that {name}'s education, health and care plan names can go on.",
        who=(Role.SOCIAL_WORKER,),
        due=BEFORE_START,
        source=Source("Children and Families Act 2014", "", date(2014, 9, 1), "U"),
    ),
    DutyRule(
        slug="duty-communication-screen",
        says="Offer {name} a check of speech, language and understanding, unless it has been done.",
        who=(Role.KEY_WORKER,),
        due=_working_days("communication_screen_working_days"),
        source=Source("North Yorkshire summary, 2016", "undiagnosed needs; period ours", None, "V"),
    ),
    DutyRule(
        slug="duty-follow-on",
        says="{name}'s key worker is in touch to hear how the move is going.",
        who=(Role.KEY_WORKER,),
        due=Due(by=By.WEEKS, figures=FOLLOW_ON_WEEKS),
        within_stay=True,
        source=Source("North Yorkshire summary, 2016", "not enough follow-on support; weeks ours", None, "V"),
    ),
    DutyRule(
        slug="duty-tell-person",
        says="Tell {name} what was decided and why, offer an advocate, and say how to challenge it.",
        who=(Role.SOCIAL_WORKER, Role.KEY_WORKER),
        due=BEFORE_START,
        source=Source("UK GDPR Article 22C; Children Act 1989", "section 26", None, "U"),
    ),
    DutyRule(
        slug="duty-return-interview",
        says="After each time {name} goes missing: offer a talk with somebody independent, held within "
        "{return_interview_hours} hours of coming back.",
        who=(Role.SOCIAL_WORKER,),
        due=Due(by=By.WORDS, words="after each time away"),
        source=Source("Statutory guidance on missing children, January 2014", "", date(2014, 1, 1), "S"),
    ),
)
DUTY_OF = {one.slug: one for one in DUTIES}
PLACE_IN_BOOK = {one.slug: at for at, one in enumerate(DUTIES)}
