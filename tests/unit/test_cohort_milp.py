"""The process in which HiGHS solves: what it answers, and that it is ended only once it is up."""

import numpy as np
import pytest

from matcher.cohort.milp import Milp
from matcher.cohort.model import Ints, Model, RowKind
from matcher.cohort.solution import Solution

LONG = 60.0
"""Seconds; it answers at once where it is up."""


@pytest.fixture
def milp():
    made = Milp()
    yield made
    made.end()


def one_of(columns: int) -> Model:
    """At most one of these."""
    model = Model()
    model.add_row(RowKind.ONE_PLACE, model.add_columns([1] * columns), high=1)
    return model


def counts(*each: int) -> Ints:
    return np.array(each, np.int64)


def answer(milp: Milp, model: Model, of: Ints) -> Solution:
    milp.ask(model, of)
    found = milp.answer(model, of, LONG)
    assert found is not None
    return found


def test_the_most_that_a_level_can_reach(milp):
    found = answer(milp, one_of(3), counts(5, 7, 6))
    assert found.values is not None
    assert found.values.tolist() == [0, 1, 0]
    assert (found.value, found.bound, found.proved) == (7, 7, True)


def test_what_is_asked_last_is_answered_and_a_process_that_comes_up_is_let(milp):
    """Ended whenever something new is asked, it would never be there where levels are quick."""
    process, model = milp._process, one_of(2)
    milp.ask(model, counts(9, 1))
    found = answer(milp, model, counts(1, 2))
    assert milp._process is process
    assert found.values is not None
    assert (found.values.tolist(), found.value) == ([0, 1], 2)


def test_rows_that_contradict_each_other(milp):
    model = one_of(2)
    model.add_row(RowKind.LOCK, [0, 1], low=2)
    assert answer(milp, model, counts(1, 1)).is_impossible


def test_a_model_without_columns(milp):
    found = answer(milp, Model(), counts())
    assert (found.value, found.proved, found.is_impossible) == (0, True, False)


def test_a_model_without_columns_of_which_something_is_asked(milp):
    model = Model()
    model.add_row(RowKind.LOCK, [], low=1)
    assert answer(milp, model, counts()).is_impossible


def test_a_process_that_died_has_found_nothing_and_another_takes_its_place(milp):
    milp._process.kill()
    model = one_of(2)
    assert answer(milp, model, counts(1, 2)) == Solution(None, None, None, proved=False)
    assert answer(milp, model, counts(1, 2)).value == 2
