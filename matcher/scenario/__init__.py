"""What-if: changes made to a snapshot, never to live data, and what would be different before and after."""

from matcher.scenario.apply import Applied, ChangeMade, apply
from matcher.scenario.asked import ScenarioAsked, scenario_adapter
from matcher.scenario.changes import Change, OfPeople, OfPolicy
from matcher.scenario.compare import ScenarioProgress, check_asked, compare, compare_in
from matcher.scenario.discreet import discreet_before_after
from matcher.scenario.result import BeforeAfter, MoveInPlan, Standing, before_after_adapter

__all__ = [
    "Applied",
    "BeforeAfter",
    "Change",
    "ChangeMade",
    "MoveInPlan",
    "OfPeople",
    "OfPolicy",
    "ScenarioAsked",
    "ScenarioProgress",
    "Standing",
    "apply",
    "before_after_adapter",
    "check_asked",
    "compare",
    "compare_in",
    "discreet_before_after",
    "scenario_adapter",
]
