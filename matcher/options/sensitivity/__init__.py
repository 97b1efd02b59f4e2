"""How sure the order of one request's options is."""

from matcher.options.sensitivity.result import Sensitivity, sensitivity_adapter
from matcher.options.sensitivity.sensitivity import sensitivity, sensitivity_in

__all__ = ["Sensitivity", "sensitivity", "sensitivity_adapter", "sensitivity_in"]
