"""Every question about the young person whose answer can move points, in the order in which they are asked."""

from matcher.options.sensitivity import answers as of_people
from matcher.options.sensitivity import answers_around as around
from matcher.options.sensitivity.facing import Question
from matcher.scoring import PARTS

OF_THEM = frozenset({"view-on-option", "known-carer", "friends-and-community", "culture-religion-language"})
PART_ANSWERS = {
    "key-worker-continuity": of_people.key_worker,
    "view-on-option": of_people.views,
    "known-carer": of_people.whom_they_know,
    "resident-mix-score": of_people.risks,
    "school-continuity": of_people.school,
    "worker-skill-fit": of_people.needs,
    "family-time-travel": around.family,
    "culture-religion-language": of_people.identity,
    "near-home": around.home,
    "friends-and-community": around.friends,
}
AGE = Question("age", "How old is {name}?", of_them=False, answers=around.age)
QUESTIONS: tuple[Question, ...] = (
    *(
        Question(part.slug, part.asks, part.slug in OF_THEM, PART_ANSWERS[part.slug])
        for part in PARTS
        if part.slug in PART_ANSWERS
    ),
    Question(
        "siblings-together",
        "Does {name} have brothers or sisters, and are they to live together?",
        of_them=False,
        answers=of_people.siblings,
    ),
    Question(
        "location-missing-risk",
        "Where does {name} go when missing, and who keeps them safe?",
        of_them=False,
        answers=around.missing,
    ),
    Question(
        "therapy-or-EHCP-provision",
        "What does {name}'s education, health and care plan name, and where could it go on?",
        of_them=False,
        answers=around.provision,
    ),
    Question(
        "staff-gender-need",
        "Should care for {name} be by a woman or by a man?",
        of_them=True,
        answers=around.workers_sex,
    ),
    Question(
        "health-care-access",
        "Which treatments does {name} go on with, and where?",
        of_them=False,
        answers=around.treatments,
    ),
    Question("smoke-free-home", "Does {name} smoke, or mind smoke?", of_them=True, answers=around.smoke),
    Question("household-make-up", "With whom would {name} rather live?", of_them=True, answers=around.household),
    Question(
        "dietary-and-faith-practice", "What matters to {name} about food and faith?", of_them=True, answers=around.diet
    ),
    Question("animals", "Does {name} like animals?", of_them=True, answers=around.animals),
    AGE,
)
