"""How sure the order of one request's options is, as it is shown and sent."""

from datetime import datetime

from pydantic import TypeAdapter

from matcher.domain.adapters import built_once
from matcher.domain.codes import SettingKind
from matcher.domain.values import shown
from matcher.options.result import Says


@shown
class FirstPlace:
    """One of the first places of the list, and between what its score could come to lie."""

    overall_rank: int
    place_id: str
    setting_id: str
    setting_name: str
    kind: SettingKind
    family_and_friends: bool
    score: float
    """As it is known today."""
    worst: float
    """If every unknown turned out badly: what counts half comes to nothing. Of 100."""
    best: float
    """If every unknown turned out well. Of 100; the upper end of the option's `score_range`."""


@shown
class Turn:
    """The smallest change of one weight, in steps of a tenth of a percent, after which the first places stand otherwise."""

    percent: float
    """Above 0: the weight made larger; below: smaller."""
    order: tuple[str, ...]
    """Ids of the first places then."""


@shown
class WeightTried:
    """One weight, all others left alone."""

    slug: str
    points: float
    """As the policy has it; below 0 for what is taken off."""
    survives: bool
    less: Turn | None
    """Made smaller; null = the order holds down to 20 percent less."""
    more: Turn | None
    """Made larger; null = the order holds up to 20 percent more."""
    says: str


@shown
class Answer:
    """One of the answers that a question may have, and which place would then be first; null = none."""

    says: str
    place_id: str | None
    setting_name: str


@shown
class Deciding:
    """A question whose answer could change the first place, and whom to ask it."""

    rule: str
    """The part of the score, or the rule's limb, that waits for it."""
    says: str
    ask_whom: str
    place_id: str | None
    """The place it is about; null = it is about the young person."""
    by: str
    """`points`: another place could come to have more; `rule`: the first place could be ruled out, or another one come in."""
    answers: tuple[Answer, ...]


@shown
class Sensitivity:
    """How sure the order is: of the weights, of what nobody has recorded yet, and what to ask. Nothing here decides anything."""

    request_id: str
    is_emergency: bool
    as_of: datetime
    snapshot_hash: str
    rule_set: str
    policy_version: str
    engine_version: str
    first: tuple[FirstPlace, ...]
    """The first three of the one list of options and places that need an approval, by `overall_rank`."""
    survives: bool
    """Whether the order of the first places is the same with every weight 20 percent smaller or larger."""
    weights: tuple[WeightTried, ...]
    question: Deciding | None
    """The one question; null = no answer would change the first place."""
    further_questions: tuple[Deciding, ...]
    """Others whose answer could change it too."""
    says: tuple[str, ...]
    referred: tuple[Says, ...]


@built_once
def sensitivity_adapter() -> TypeAdapter[Sensitivity]:
    """Writes a Sensitivity as JSON, and reads it."""
    return TypeAdapter(Sensitivity)
