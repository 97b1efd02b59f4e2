"""The emergency core: twelve questions of which five are required; an answer comes back after the five (catalogue 0.1)."""

from dataclasses import dataclass

from matcher.domain.people import YoungPerson
from matcher.domain.requests import PlacementRequest
from matcher.domain.values import is_blank


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreQuestion:
    """One question. All but the required ones accept "don't know".

    slug    its name
    asks    the question; {name} is what the young person is called
    facts   what answers it: one of these, each a fact of the `person` or the `request`, or several that all have to be there
    """

    slug: str
    asks: str
    facts: tuple[tuple[str, ...], ...]
    required: bool = False

    def answered(self, person: YoungPerson, request: PlacementRequest) -> bool:
        """Whether somebody has recorded an answer. That nobody is sure of an age is one."""
        return any(all(_is_recorded(fact, person, request) for fact in together) for together in self.facts)


def _is_recorded(fact: str, person: YoungPerson, request: PlacementRequest) -> bool:
    whose, *names = fact.split(".")
    found: object = person if whose == "person" else request
    for name in names:
        found = getattr(found, name, None)
    return found is not None and not (isinstance(found, str) and is_blank(found))


@dataclass(frozen=True, slots=True)
class EmergencyCore:
    """The questions, in the order in which they are asked."""

    questions: tuple[CoreQuestion, ...]

    @property
    def required(self) -> tuple[CoreQuestion, ...]:
        """Those without which nobody can look for a place."""
        return tuple(one for one in self.questions if one.required)

    def missing(self, person: YoungPerson, request: PlacementRequest) -> tuple[CoreQuestion, ...]:
        """The required ones that nobody has answered."""
        return tuple(one for one in self.required if not one.answered(person, request))


EMERGENCY_CORE = EmergencyCore(
    (
        CoreQuestion(
            slug="name", asks="What should we call the young person?", facts=(("person.name_to_use",),), required=True
        ),
        CoreQuestion(
            slug="age",
            asks="When was {name} born? If nobody knows: under 16, 16 or 17, 18 or over, or not sure?",
            facts=(("person.date_of_birth",), ("person.age_band",), ("person.possible_ages",)),
            required=True,
        ),
        CoreQuestion(
            slug="where-now",
            asks="Where is {name} now?",
            facts=(("request.where_now",), ("request.where_now_is",)),
            required=True,
        ),
        CoreQuestion(
            slug="who-asks",
            asks="Who is asking, and on which number can we ring back?",
            facts=(("request.asked_by.name", "request.asked_by.telephone"),),
            required=True,
        ),
        CoreQuestion(
            slug="who-agreed",
            asks="Which manager agreed that {name} should be accommodated, and when?",
            facts=(("request.agreed_by.name", "request.agreed_by.at"),),
            required=True,
        ),
        CoreQuestion(
            slug="sex",
            asks="Is {name} a girl or a boy? The home's registration and bedrooms may depend on it.",
            facts=(("person.sex",), ("person.placement_sex",)),
        ),
        CoreQuestion(
            slug="legal-reason",
            asks="What is the legal reason {name} can be accommodated, and when does it end? Or is it being sorted?",
            facts=(("person.legal_status",),),
        ),
        CoreQuestion(
            slug="keep-away-from",
            asks="Are there people or areas that {name} has to be kept away from?",
            facts=(("person.exclusions", "person.risk_people"),),
        ),
        CoreQuestion(
            slug="cannot-wait",
            asks="What cannot wait until morning: medicine, allergy, injury, pregnancy, getting about?",
            facts=(("request.cannot_wait",),),
        ),
        CoreQuestion(
            slug="brothers-and-sisters",
            asks="Do brothers or sisters of {name} need a bed too?",
            facts=(("person.siblings",),),
        ),
        CoreQuestion(
            slug="what-they-want",
            asks="What has {name} said they want?",
            facts=(("person.views",), ("request.wishes",)),
        ),
        CoreQuestion(slug="whom-they-know", asks="Whom does {name} already know?", facts=(("person.relationships",),)),
    )
)
"""Twelve, five of them required."""
