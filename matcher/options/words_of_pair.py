"""What every family of sentence pieces stands on: one pair, and how a sentence is filled.

Safe for every reader: never another young person's name or facts, nor a carer's standing.
"""

from datetime import date
from functools import cache, lru_cache
from string import Formatter

from matcher.domain.settings import Setting
from matcher.frame import Pairs


@lru_cache(maxsize=4096)
def day(ordinal_or_date: int | date) -> str:
    """A date in words: 22 May 2026."""
    one = date.fromordinal(ordinal_or_date) if isinstance(ordinal_or_date, int) else ordinal_or_date
    return f"{one.day} {one:%B %Y}"


def a_list(words: list[str]) -> str:
    """One, two and three."""
    plain = [word.replace("_", " ") for word in words]
    return plain[0] if len(plain) == 1 else f"{', '.join(plain[:-1])} and {plain[-1]}" if plain else ""


@cache
def pieces(sentence: str) -> tuple[tuple[str, str | None], ...]:
    """A sentence taken apart: what stands before each placeholder, and its name; None = the end."""
    return tuple((before, name) for before, name, _, _ in Formatter().parse(sentence))


@cache
def fills(sentence: str) -> frozenset[str]:
    """The placeholders of a sentence."""
    return frozenset(name for _, name in pieces(sentence) if name)


@cache
def names_no_place(sentence: str) -> bool:
    """The sentence has nothing to fill in but the young person's name."""
    return fills(sentence) <= {"name"}


def _said_anywhere(_: Pairs) -> dict[tuple[int, str], str]:
    """By ask and sentence: what names no place, filled once for all of them."""
    return {}


class WordsOfPair:
    """One pair; each placeholder is a method of a class made from this."""

    def __init__(self, pair: Pairs, i: int, row: int, role: str = "the manager") -> None:
        self.pair, self.i, self.row = pair, i, row
        self.person, self.request = pair.asks.people[i], pair.asks.requests[i]
        self.figures = pair.policy.figures
        self._role = role

    def fill(self, sentence: str) -> str:
        """A rule's sentence about this pair."""
        if "{" not in sentence:
            return sentence
        if not names_no_place(sentence):
            return self._filled(sentence)
        said, key = self.pair.once(_said_anywhere), (self.i, sentence)
        if key not in said:
            said[key] = self._filled(sentence)
        return said[key]

    def _filled(self, sentence: str) -> str:
        """As `format`, which reads the sentence anew each time."""
        said = ""
        for before, name in pieces(sentence):
            said += before + getattr(self, name)() if name else before
        return said

    @property
    def _setting(self) -> Setting:
        return self.pair.index.setting_of_row(self.row)

    def name(self) -> str:
        return self.person.name_to_use or "the young person"

    def setting(self) -> str:
        return self._setting.name

    def role(self) -> str:
        return self._role
