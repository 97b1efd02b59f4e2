"""Pieces of sentences for readers who may know why somebody is kept apart or away: never part of an answer to others."""

from matcher.domain.person_codes import ExclusionStrength
from matcher.options.words_of_pair import WordsOfPair, a_list
from matcher.rules.e_group import kept_apart_here
from matcher.rules.f_location import areas_here


class InFullWords(WordsOfPair):
    """Names and reasons."""

    def must_be_apart(self) -> str:
        return self._apart(must=True)

    def should_be_apart(self) -> str:
        return self._apart(must=False)

    def must_be_apart_because(self) -> str:
        return self._reasons(must=True)

    def should_be_apart_because(self) -> str:
        return self._reasons(must=False)

    def must_not_live_here_because(self) -> str:
        return self._areas(ExclusionStrength.MUST_NOT)

    def should_not_live_here_because(self) -> str:
        return self._areas(ExclusionStrength.SHOULD_NOT)

    def _apart(self, *, must: bool) -> str:
        people = self.pair.index.people
        others = dict.fromkeys(other for other, _ in kept_apart_here(self.pair, self.i, self.row, must=must))
        return a_list([(people[one].name_to_use if one in people else None) or one for one in others])

    def _reasons(self, *, must: bool) -> str:
        found = kept_apart_here(self.pair, self.i, self.row, must=must)
        return a_list(list(dict.fromkeys(entry.reason.value for _, entry in found)))

    def _areas(self, strength: ExclusionStrength) -> str:
        found = areas_here(self.pair, self.i, self.row, strength)
        return a_list(list(dict.fromkeys(one.reason.value for one in found)))
