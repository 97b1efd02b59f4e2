"""Who may decide tonight, where a home does not say whom to ring."""

from matcher.domain.snapshot import OnCall
from matcher.frame import Pairs


def manager_on_call(pair: Pairs) -> str:
    """The manager on the authority's on-call list, with the number; else whoever is on it first; "" = nobody is."""
    listed = pair.index.snapshot.on_call
    managers = [one for one in listed if "manager" in one.role.lower()]
    return next((_in_words(one) for one in (*managers, *listed)), "")


def _in_words(one: OnCall) -> str:
    return f"{one.name}, {one.telephone}" if one.telephone else one.name
