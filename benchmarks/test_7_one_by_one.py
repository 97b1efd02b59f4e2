"""What placing people one after the other loses against what the beds alone would allow: the room that a plan has."""

from time import process_time

import pytest

from benchmarks.bounds import beds_alone
from benchmarks.figures import Figure
from benchmarks.greedy import by_beds_alone, one_after_the_other
from benchmarks.instances import COHORTS, THREE_HUNDRED_LOOSE, THREE_HUNDRED_TIGHT, Instance
from matcher.policy import PolicyBook


@pytest.mark.parametrize("instance", COHORTS, ids=lambda one: one.name)
def test_one_after_the_other(figures: list[Figure], book: PolicyBook, instance: Instance):
    snapshot = instance.snapshot()
    floor = book.on(snapshot.today).figures.plan_floor
    bound = beds_alone(snapshot, book, floor=floor)
    began = process_time()
    careful = one_after_the_other(snapshot, book, floor=floor)
    took = process_time() - began
    quick = by_beds_alone(snapshot, book, floor=floor)
    losses = [1 - each.points / bound for each in (careful, quick)]
    figures.append(
        Figure(
            what=f"{instance.name}: one after the other loses (by beds alone), against beds alone for all",
            measured=f"{losses[0]:.1%} ({losses[1]:.1%}); {len(careful.placed)} placed ({len(quick.placed)}), {took:.0f} s",
            target="more than 10 %" if "tight" in instance.name else "",
            reached=losses[0] > 0.10 if "tight" in instance.name else None,
        )
    )
    assert min(losses) >= 0


def test_a_loose_county_loses_less_than_a_tight_one(book: PolicyBook):
    loss = {}
    for instance in (THREE_HUNDRED_LOOSE, THREE_HUNDRED_TIGHT):
        snapshot = instance.snapshot()
        loss[instance.name] = 1 - by_beds_alone(snapshot, book).points / beds_alone(snapshot, book)
    loose, tight = loss.values()
    assert loose < tight / 2
