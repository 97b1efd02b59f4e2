"""What-if: changes made to a snapshot, never to live data, and what would be different before and after."""

from matcher.scenario.apply import Applied, ChangeMade, apply
from matcher.scenario.asked import ScenarioAsked, scenario_adapter
from matcher.scenario.changes import Change
from matcher.scenario.compare import ScenarioProgress, check_asked, compare
from matcher.scenario.result import BeforeAfter, Moved, Standing, before_after_adapter

__all__ = [
    "Applied",
    "BeforeAfter",
    "Change",
    "ChangeMade",
    "Moved",
    "ScenarioAsked",
    "ScenarioProgress",
    "Standing",
    "apply",
    "before_after_adapter",
    "check_asked",
    "compare",
    "scenario_adapter",
]
