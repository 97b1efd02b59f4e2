"""The composer against trying everything: in small worlds both come to plans of the same worth, and never break a limit."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, combinations, product

import pytest

from matcher.domain.codes import ShiftName
from matcher.domain.person_codes import Sex, SkilledNeed
from matcher.options.bespoke.asked import Comer, Composition, Question, Site, is_possible, priced
from matcher.options.bespoke.compose import compose
from matcher.options.bespoke.diary import Slot, hours, week_of
from matcher.options.bespoke.staff_needed import Needed

SUNDAYS = (date(2026, 5, 31), date(2026, 10, 25), date(2026, 3, 29))
"""The last night of a week; the second and third nights before them are those on which the clocks change."""
BATCHES = range(0, 120, 20)


def question(seed: int) -> Question:
    """One or two sites, three shifts, up to three people who could come; hours just enough, or just too few."""
    dice = random.Random(seed)
    saturday = dice.choice(SUNDAYS) - timedelta(days=1)
    every = [Slot(saturday + timedelta(days=n), shift) for n in range(3) for shift in ShiftName]
    slots = dice.sample(every, 3)
    sites = tuple(site(dice, name, slots) for name in ("a", "b")[: dice.choice((1, 2, 2))])
    comers = tuple(comer(dice, rank, slots, sites) for rank in range(dice.randint(0, 3)))
    return Question(sites=sites, comers=comers, rest=11, bank_price=dice.choice((0, 10, 200)))


def site(dice: random.Random, name: str, slots: list[Slot]) -> Site:
    chosen = dice.sample(slots, dice.randint(0, 3))
    return Site(
        id=name,
        needs={slot: needed(dice) for slot in chosen},
        first_in_law=dice.random() < 0.2,
        open=dice.randint(0, 2),
        points=dice.randint(300, 900),
        whole=dice.random() < 0.2,
    )


def needed(dice: random.Random) -> Needed:
    trained = (SkilledNeed.INSULIN,) if dice.random() < 0.3 else ()
    sexes = (Sex.FEMALE,) if dice.random() < 0.2 else ()
    return Needed(dice.choice((1, 1, 2)), trained=trained, sexes=sexes)


def comer(dice: random.Random, rank: int, slots: list[Slot], sites: tuple[Site, ...]) -> Comer:
    within = frozenset(dice.sample([one.id for one in sites], dice.randint(0, len(sites))))
    return Comer(
        id=f"w{rank}",
        is_bank=dice.random() < 0.4,
        free=frozenset(slot for slot in slots if dice.random() < 0.8),
        left={week_of(slot.on): dice.choice((7, 8, 9, 10, 15, 16, 48)) for slot in slots},
        brings=frozenset(skill for skill in ("insulin", "female") if dice.random() < 0.5),
        within=None if dice.random() < 0.6 else within,
        rank=rank,
    )


def everything(asked: Question) -> Iterator[Composition]:
    """Every site with every choice of people for each of its shifts that breaks no limit."""
    for one in asked.sites:
        ways = [subsets(asked.comers, needs.staff) for needs in one.needs.values()]
        for way in product(*ways):
            on = dict(zip(one.needs, way, strict=True))
            if is_possible(asked, one, on):
                yield Composition(one, on)


def subsets(comers, most: int) -> list[tuple[Comer, ...]]:
    return list(chain.from_iterable(combinations(comers, n) for n in range(most + 1)))


@pytest.mark.parametrize("first", BATCHES)
def test_the_composer_finds_what_trying_everything_finds(first):
    for seed in range(first, first + 20):
        asked = question(seed)
        found = compose(asked)
        best = min((priced(asked, one.site, one.on) for one in everything(asked)), default=None)
        if best is None:
            assert found is None, seed
        else:
            assert found is not None
            assert found.proved
            assert is_possible(asked, found.site, found.on)
            assert priced(asked, found.site, found.on) == best, seed


def test_the_questions_are_worth_asking():
    """Some have nobody, some have a choice of sites, some end in somebody missing, and some have no way at all."""
    asked = [question(seed) for seed in range(120)]
    found = [compose(one) for one in asked]

    assert any(not one.comers for one in asked)
    assert any(one is None for one in found)
    assert any(one is not None and one.worth[0] for one in found)
    assert any(one is not None and one.site.id == "b" for one in found)
    assert any(
        hours(slot) in {8, 10} and slot.shift is ShiftName.NIGHT
        for one in asked
        for each in one.sites
        for slot in each.needs
    )


def test_the_order_in_which_people_and_sites_are_named_changes_nothing():
    for seed in range(20):
        asked = question(seed)
        turned = Question(sites=asked.sites, comers=asked.comers[::-1], rest=asked.rest, bank_price=asked.bank_price)
        one, other = compose(asked), compose(turned)
        assert (one and (one.site.id, one.on)) == (other and (other.site.id, other.on)), seed
