"""Draft impact risk assessments: made by `impact_draft`, shown to each reader as `readers` says."""

from matcher.options.impact.draft import impact_draft
from matcher.options.impact.readers import of_the_young_person_alone, without_protective_reasons
from matcher.options.impact.result import ImpactDraft, impact_draft_adapter

__all__ = [
    "ImpactDraft",
    "impact_draft",
    "impact_draft_adapter",
    "of_the_young_person_alone",
    "without_protective_reasons",
]
