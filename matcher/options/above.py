"""What stands above the list: arrangements that come before any place, in law or in practice."""

from collections.abc import Callable

from matcher.domain.values import is_blank
from matcher.options.lists import Lists
from matcher.options.result import AboveTheList
from matcher.options.words import Words
from matcher.outcomes import NOT_MET
from matcher.rules.c_parents_and_moves import is_with_parents


def above_the_list(lists: Lists) -> tuple[AboveTheList, ...]:
    """Each line that applies to one request; none where it is referred."""
    if lists.referred:
        return ()
    lines = (line(lists) for line in LINES)
    return tuple([one for one in lines if one is not None])


def with_parents(lists: Lists) -> AboveTheList | None:
    """For somebody looked after: living with a parent comes first in law, or why it has been ruled out."""
    asks, i = lists.judged.asks, lists.i
    if asks.is_looked_after[i, 0] == NOT_MET:
        return None
    request, name = asks.requests[i], Words(lists.judged.pairs, i, 0).name()
    says = "Living with a parent, or with somebody who has parental responsibility, comes first in law."
    if is_blank(request.home_ruled_out_reason):
        says += f" Nobody has recorded why {name} cannot live at home safely."
    else:
        says += f" Ruled out because: {request.home_ruled_out_reason}"
    place_id = _place_with_parents(lists) if request.stay_at_home_asked else None
    return AboveTheList(rule="placement-with-parents-first", says=says, place_id=place_id)


def _place_with_parents(lists: Lists) -> str | None:
    """The first place row with a parent that is considered for this person."""
    places = lists.judged.frame.places
    rows = [row for row in places.rows_where(is_with_parents) if lists.considered[row]]
    return places.rows[rows[0]].place_id if rows else None


LINES: tuple[Callable[[Lists], AboveTheList | None], ...] = (with_parents,)
"""In the order in which they are shown."""
