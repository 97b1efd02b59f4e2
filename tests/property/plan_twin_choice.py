"""One line of a plan that the twin looks at."""

from dataclasses import dataclass

from matcher.cohort.planned import Line


@dataclass(frozen=True)
class Choice:
    """A place on a request's own list, as it stands today.

    points      hundredths of a point; of them `siblings` for living together, `key_worker` for going on together
    approvals   the limbs that are open
    rota        whether the rota has to suffice: the rule holds, and no approval stands in for it
    """

    line: Line
    points: int
    siblings: int
    key_worker: int
    approvals: frozenset[str]
    rota: bool


Plan = tuple[Choice, ...]


def hundredths(points: float) -> int:
    """A tenth of a point is ten hundredths."""
    return round(points * 100)


def share_a_night(one: Choice, other: Choice) -> bool:
    """Planned for the same home on some of the same nights."""
    before = one.line.leaving is None or other.line.first_night < one.line.leaving
    after = other.line.leaving is None or one.line.first_night < other.line.leaving
    return one.line.setting_id == other.line.setting_id and before and after
