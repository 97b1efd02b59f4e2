"""The steps in which a request and its young person are recorded, a short page each."""

from dataclasses import dataclass

from api.pages.asking import Ask
from api.pages.questions_home import HEALTH, NEEDS, RISKS
from api.pages.questions_people import PEOPLE_WHO_MATTER, WISHES
from api.pages.questions_request import AGE_AND_LAW, SCHOOL, THE_REQUEST


@dataclass(frozen=True, slots=True)
class Step:
    """One page of questions. `slug` stands in its address."""

    slug: str
    title: str
    asks: tuple[Ask, ...]


STEPS = (
    Step("the-request", "The request", THE_REQUEST),
    Step("age-and-law", "Name, age and legal reason", AGE_AND_LAW),
    Step("school-and-journeys", "School and journeys", SCHOOL),
    Step("health-and-access", "Health and getting about", HEALTH),
    Step("needs-and-support", "Needs and support", NEEDS),
    Step("risks-and-safety", "Risks and safety", RISKS),
    Step("people-who-matter", "People who matter", PEOPLE_WHO_MATTER),
    Step("wishes-and-identity", "Wishes and identity", WISHES),
)
"""In the order in which they are mostly known."""
BY_SLUG = {one.slug: one for one in STEPS}


def after(step: Step) -> Step | None:
    """The step that follows; None after the last."""
    at = STEPS.index(step) + 1
    return STEPS[at] if at < len(STEPS) else None
