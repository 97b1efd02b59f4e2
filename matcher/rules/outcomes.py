"""Outcomes, from where rules use them."""

from matcher.outcomes import ASK, MET, NOT_MET, PLACE, Outcome, all_of, either, holds, opposite

__all__ = ["ASK", "MET", "NOT_MET", "PLACE", "Outcome", "all_of", "either", "holds", "opposite"]
