"""Questions about the request itself, about name, age and legal reason, and about school."""

from api import wording
from api.pages.asking import REQUESTS, YES_NO, Choice, Postcode, Whole, Words
from api.pages.asking_days import Day, Moment
from api.pages.asking_law import Legal, capital
from matcher.domain.codes import Door, PlacementPurpose, TravelMode
from matcher.domain.person_codes import AgeBand, AgeState, CareLeaverStatus, EducationStatus

IS_EMERGENCY = Choice(
    fact="is_emergency",
    whose=REQUESTS,
    label="Is this an emergency?",
    short="Emergency",
    hint="A named manager declares an emergency. The hour alone does not make one.",
    answers=((True, "Yes, a manager has declared an emergency"), (False, "No, it is a planned move")),
    not_known=False,
)
DECLARED_BY = Words(
    fact="emergency_declared_by",
    whose=REQUESTS,
    label="In an emergency: which manager declared it?",
    short="Emergency declared by",
    hint="The manager's name.",
)
REASON = Words(
    fact="emergency_reason",
    whose=REQUESTS,
    label="In an emergency: why can it not wait?",
    short="Why it cannot wait",
    rows=2,
)
FIRST_NIGHT = Day(
    fact="start_date",
    whose=REQUESTS,
    label="What is the first night?",
    short="First night",
    hint="For example, 27 3 2026",
)
LATEST = Day(
    fact="first_night_latest",
    whose=REQUESTS,
    label="If it may begin later: what is the latest first night?",
    short="May begin as late as",
)
NEEDED_AT = Moment(
    fact="needed_at",
    whose=REQUESTS,
    label="If it has an hour: when is the bed needed by?",
    short="Bed needed by",
    hint="The date, and the time on a 24-hour clock, such as 21:30.",
)
DOOR = Choice(
    fact="door",
    whose=REQUESTS,
    label="How did the request come?",
    short="Door",
    answers=tuple((one.value, capital(wording.code(one.value))) for one in Door),
    select=True,
)
PURPOSE = Choice(
    fact="purpose",
    whose=REQUESTS,
    label="What sort of placement is asked for?",
    short="Sort of placement",
    answers=tuple((one.value, capital(wording.code(one.value))) for one in PlacementPurpose),
    select=True,
)
NIGHTS = Whole(
    fact="expected_nights",
    whose=REQUESTS,
    label="About how many nights is it expected to last?",
    short="Expected to last",
    unit="nights",
)
WHERE_NOW = Words(
    fact="where_now_is",
    whose=REQUESTS,
    label="Where is {name} now?",
    short="Where now",
    hint="Such as: police station, with an aunt.",
)
WHERE_NOW_POSTCODE = Postcode(
    fact="where_now", whose=REQUESTS, label="Postcode of where {name} is now", short="Where now, postcode"
)
ASKED_BY = Words(fact="asked_by.name", whose=REQUESTS, label="Who is asking?", short="Asked by", hint="Their name.")
RING_BACK = Words(
    fact="asked_by.telephone",
    whose=REQUESTS,
    label="On which number can we ring them back?",
    short="Ring back on",
    width="govuk-input--width-20",
)
AGREED_BY = Words(
    fact="agreed_by.name",
    whose=REQUESTS,
    label="Which manager agreed that {name} should be accommodated?",
    short="Manager who agreed",
    hint="The manager's name.",
)
AGREED_AT = Moment(fact="agreed_by.at", whose=REQUESTS, label="When did they agree?", short="Agreed at")
CANNOT_WAIT = Words(
    fact="cannot_wait",
    whose=REQUESTS,
    label="What cannot wait until morning?",
    short="Cannot wait until morning",
    hint="Medicine, allergy, injury, pregnancy, getting about. If you asked and there is nothing, write “nothing”.",
    rows=2,
)
THE_REQUEST = (
    IS_EMERGENCY,
    DECLARED_BY,
    REASON,
    FIRST_NIGHT,
    LATEST,
    NEEDED_AT,
    NIGHTS,
    DOOR,
    PURPOSE,
    WHERE_NOW,
    WHERE_NOW_POSTCODE,
    ASKED_BY,
    RING_BACK,
    AGREED_BY,
    AGREED_AT,
    CANNOT_WAIT,
)

NAME = Words(
    fact="name_to_use",
    label="What should we call the young person?",
    short="Name to use",
    hint="The name they use themselves.",
)
BORN = Day(
    fact="date_of_birth",
    label="When was {name} born?",
    short="Date of birth",
    hint="For example, 27 3 2010",
    birth=True,
)
BAND = Choice(
    fact="age_band",
    label="If nobody knows the date of birth: about how old is {name}?",
    short="About how old",
    answers=tuple((one.value, capital(wording.BANDS[one])) for one in AgeBand),
    not_known=False,
)
AGE_STATE = Choice(
    fact="age_state",
    label="How sure is the age?",
    short="How sure the age is",
    answers=(
        (AgeState.CERTAIN.value, "Certain"),
        (AgeState.DISPUTED.value, "Disputed: somebody says it is another age"),
        (AgeState.UNKNOWN.value, "Nobody knows: it has to be assessed"),
    ),
)
SEX = Choice(
    fact="sex",
    label="Is {name} a girl or a boy?",
    short="Girl or boy",
    hint="The home's registration and bedrooms may depend on it.",
    answers=(("female", "Girl"), ("male", "Boy")),
)
PLACEMENT_SEX = Choice(
    fact="placement_sex",
    label="Which homes suit {name}?",
    short="Homes that suit",
    answers=(
        ("female", "Homes for girls, and mixed homes"),
        ("male", "Homes for boys, and mixed homes"),
        ("talk_first", "Talk with {name} and the manager first"),
    ),
)
LEGAL = Legal(
    fact="legal_status",
    label="What is the legal reason {name} can be accommodated?",
    short="Legal reason",
)
CARE_LEAVER = Choice(
    fact="care_leaver_status",
    label="Is {name} a care leaver?",
    short="Care leaver",
    answers=(
        (CareLeaverStatus.NONE.value, "No"),
        (CareLeaverStatus.ELIGIBLE.value, "Eligible: still looked after, at 16 or 17"),
        (CareLeaverStatus.RELEVANT.value, "Relevant: left care, at 16 or 17"),
        (CareLeaverStatus.FORMER_RELEVANT.value, "Former relevant: 18 or over"),
    ),
)
AGE_AND_LAW = (NAME, BORN, BAND, AGE_STATE, SEX, PLACEMENT_SEX, LEGAL, CARE_LEAVER)

SCHOOL = (
    Choice(
        fact="education.status",
        label="Is {name} at school, college or work?",
        short="School, college or work",
        answers=(
            (EducationStatus.SCHOOL.value, "At school"),
            (EducationStatus.COLLEGE_OR_WORK.value, "At college or work"),
            (EducationStatus.NONE.value, "Asked, and none"),
        ),
    ),
    Words(fact="education.name", label="What is it called?", short="Name of school, college or work"),
    Whole(
        fact="education.year_group",
        label="Which school year is {name} in?",
        short="School year",
        hint="Such as 9",
        most=14,
    ),
    Postcode(fact="education.location", label="Postcode of the school, college or work", short="Its postcode"),
    Postcode(
        fact="home",
        label="Postcode of {name}'s home",
        short="Home postcode",
        hint="So that places near home come first.",
    ),
    Choice(
        fact="travel_mode",
        whose=REQUESTS,
        label="How would {name} travel?",
        short="Travels by",
        answers=((TravelMode.CAR.value, "By car"), (TravelMode.PUBLIC_TRANSPORT.value, "By bus and train")),
    ),
    Choice(
        fact="home_far_needed",
        whose=REQUESTS,
        label="Does {name} need to live away from home?",
        short="Needs to live away from home",
        answers=YES_NO,
    ),
)
