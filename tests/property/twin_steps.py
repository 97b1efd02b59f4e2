"""The twin's limb of emergencies: who declared it."""

from matcher.domain.values import is_blank
from matcher.outcomes import Outcome
from tests.property.twin_facts import fact
from tests.property.twin_pair import Pair


def emergency_declared(pair: Pair) -> Outcome:
    """An emergency names the manager who agreed, and the reason."""
    request = pair.request
    blank = is_blank(request.emergency_declared_by) or is_blank(request.emergency_reason)
    return fact(not (pair.is_emergency and blank))


LIMBS = {"emergency-declared": emergency_declared}
