"""Dated figures, weights, feeds, stand-ins and bank holidays, as TOML; one value with one hash."""

from matcher.policy.book import Policy, PolicyBook, load_policy, policy_text, read_policy

__all__ = ["Policy", "PolicyBook", "load_policy", "policy_text", "read_policy"]
