"""Before and after for readers who may not know which of several protective reasons keeps somebody from a place."""

from dataclasses import replace

from matcher.cohort.discreet import discreet_assignment
from matcher.scenario.result import BeforeAfter, Standing


def discreet_before_after(found: BeforeAfter) -> BeforeAfter:
    """The same without anything that tells protective reasons apart."""
    return replace(found, before=_discreet(found.before), after=_discreet(found.after))


def _discreet(standing: Standing) -> Standing:
    return replace(standing, plan=standing.plan and discreet_assignment(standing.plan))
