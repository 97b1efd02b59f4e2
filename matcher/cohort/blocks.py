"""A first plan where everybody at once is too much: one neighbourhood after the other."""

from collections.abc import Iterator
from itertools import islice

import numpy as np

from matcher.cohort.model import Ints, Model
from matcher.cohort.race import GoOn, Race
from matcher.cohort.whole import Whole
from matcher.cohort.windows import Windows

PEOPLE = 150
"""In one block."""


def in_blocks(whole: Whole, few: Model, counts: Ints, race: Race, go_on: GoOn) -> Ints | None:
    """Those who would live near each other are placed together, as well as can be beside those placed before them.

    `few`: the model with the columns alone that anybody may choose. None where the rows cannot be kept to.
    """
    windows = Windows(whole, few, counts)
    values: Ints | None = np.zeros(len(few.upper), np.int64)
    open_ = np.array(few.upper, np.int64)[whole.choices] > 0
    order = neighbours(whole, open_)
    while values is not None and (people := list(islice(order, PEOPLE))):
        free = np.zeros(len(few.upper), np.bool_)
        mine = np.isin(whole.candidates.request, people) & open_
        free[whole.choices[mine]] = True
        values = windows.solved(values, windows.with_helpers(free, people), race, go_on, 1)
    return values


def neighbours(whole: Whole, open_: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> Iterator[int]:
    """Every request with an open candidate, by position; those after one another share settings wherever they can."""
    request, setting = whole.candidates.request[open_], whole.candidates.setting[open_]
    waiting = dict.fromkeys(request.tolist())
    while waiting:
        near = {next(iter(waiting)): None}
        while near:
            i = next(iter(near))
            del near[i], waiting[i]
            yield i
            shared = np.isin(setting, setting[request == i])
            near.update((each, None) for each in request[shared].tolist() if each in waiting)
