"""A question that could change the first place, found and put into words."""

from typing import NamedTuple

from matcher.options.sensitivity.facing import Possible, Question
from matcher.options.sensitivity.result import Answer, Deciding
from matcher.options.sensitivity.standing import Standing

SOCIAL_WORKER = "the social worker"
POINTS, RULE = "points", "rule"
SHOWN = 3
WITHOUT_EXAMPLES = frozenset({"resident-mix-score", "siblings-together"})
"""Which answer would do what depends on who else lives there: that is not told."""


class Outcome(NamedTuple):
    """A possible answer, the place that would then be first (None = none), and its lead over today's first, in tenths."""

    possible: Possible
    place_id: str | None
    setting_name: str
    lead: int | None


class Found(NamedTuple):
    """One question; `lead`: the most tenths by which another place would lead, None where a rule decides.

    outcomes  of a question about the young person: the answers tried that put another place first
    """

    slug: str
    deciding: Deciding
    lead: int | None
    outcomes: tuple[Outcome, ...] = ()

    @classmethod
    def about_person(cls, standing: Standing, question: Question, outcomes: list[Outcome]) -> "Found":
        """A question about the young person, with the answers that would do most."""
        leads = [one.lead for one in outcomes if one.lead is not None]
        told = sorted(outcomes, key=lambda one: (one.lead is None, -(one.lead or 0)))[:SHOWN]
        words = standing.words(standing.ranked[0])
        name = standing.person.name_to_use or "the young person"
        deciding = Deciding(
            rule=question.slug,
            says=words.fill(question.asks),
            ask_whom=name if question.of_them else SOCIAL_WORKER,
            place_id=None,
            by=POINTS if leads else RULE,
            answers=()
            if question.slug in WITHOUT_EXAMPLES
            else tuple(
                [Answer(says=one.possible.says, place_id=one.place_id, setting_name=one.setting_name) for one in told]
            ),
        )
        return cls(question.slug, deciding, max(leads, default=None), tuple(outcomes))


def first_then(standing: Standing, at: int, says: str) -> Answer:
    """The answer that puts one place of the list first."""
    return Answer(says=says, place_id=standing.place_id(at), setting_name=standing.setting(at).name)
