"""How sure the order of one request's options is."""

from matcher.options.sensitivity.discreetly import discreet_sensitivity
from matcher.options.sensitivity.result import Deciding, FirstPlace, Sensitivity, WeightTried, sensitivity_adapter
from matcher.options.sensitivity.sensitivity import sensitivity, sensitivity_in

__all__ = [
    "Deciding",
    "FirstPlace",
    "Sensitivity",
    "WeightTried",
    "discreet_sensitivity",
    "sensitivity",
    "sensitivity_adapter",
    "sensitivity_in",
]
