"""Questions about a place that is not first: what nobody has recorded there, and could add enough to put it first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from matcher.domain.values import Location
from matcher.frame import make_frame
from matcher.frame.pairs import DEPTH_SHARE
from matcher.options.judged import judge_all
from matcher.options.lists import Lists
from matcher.options.sensitivity.found import POINTS, Found, first_then
from matcher.options.sensitivity.order import tenths
from matcher.options.sensitivity.result import Deciding
from matcher.options.sensitivity.standing import Standing
from matcher.scoring import ADJUSTMENTS, PARTS

CARERS, LOCATION = "carers", "location"
ASKED = {
    CARERS: "Who are the carers at {setting}, and what are they approved as?",
    LOCATION: "Where exactly is {setting}?",
    "resident-mix-score": "Who lives at {setting}, and what is recorded about living together there?",
    "worker-skill-fit": "What do the people at {setting} have experience of?",
    "culture-religion-language": "Which religions, languages and backgrounds are part of life at {setting}?",
    "placement-hierarchy": "What is {setting} approved or lawful as?",
    "staff-gender-need": "Who is on every shift at {setting}, and are there women and men?",
    "smoke-free-home": "Does anybody smoke at {setting}?",
    "household-make-up": "Who is at home in the day at {setting}, and who are the carers?",
    "dietary-and-faith-practice": "Which food and which practices of faith are possible at {setting}?",
    "animals": "Which animals live at {setting}?",
}
BY_CARERS = frozenset({"placement-hierarchy", "known-carer", "household-make-up"})
"""What the carers, once they are recorded, say all at once."""


@dataclass(frozen=True)
class AboutPlaces:
    """Searches one standing list that has a first place."""

    standing: Standing

    def found(self) -> list[Found]:
        """One question for each place and fact, in the order of the list."""
        others = [at for at in self.standing.others if self._is_open(at)]
        return [*self._by_points(others), *self._by_location(others)]

    def _is_open(self, at: int) -> bool:
        return bool((self._could[:, at] > 0).any()) or self.standing.setting(at).location is None

    def _by_points(self, others: list[int]) -> Iterator[Found]:
        standing = self.standing
        for at in others:
            for fact, could in self._facts(at).items():
                total = standing.order.total[at] + could
                if could > 0 and standing.would_be_first(at, total):
                    yield self._question(fact, at, int(total - standing.order.total[standing.ranked[0]]))

    def _facts(self, at: int) -> dict[str, int]:
        """Fact not recorded at one place -> the tenths that it could add."""
        setting, found = self.standing.setting(at), dict[str, int]()
        for slug, could in zip(SLUGS, self._could[:, at].tolist(), strict=True):
            if could > 0 and self._is_about_the_place(slug, at):
                fact = CARERS if setting.carers is None and slug in BY_CARERS else slug
                found[fact] = found.get(fact, 0) + (self._known_carer(at) if slug == "known-carer" else could)
        return {fact: could for fact, could in found.items() if fact in ASKED}

    @cached_property
    def _could(self) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
        """(parts and adjustments, listed): in tenths."""
        score = self.standing.lists.score
        return tenths(np.concatenate([score.could_add, score.adjustments_could_add]))

    def _is_about_the_place(self, slug: str, at: int) -> bool:
        """What the part needs of the person is known, and this authority keeps what it needs of the place."""
        person, pairs, row = self.standing.person, self.standing.judged.pairs, self.standing.row(at)
        known = {
            "resident-mix-score": bool(pairs.exposure.ask_known[0, 0] & pairs.places.fed(RESIDENTS)[0, row]),
            "staff-gender-need": bool(pairs.places.settings[pairs.places.setting[row]].rota_held),
            "worker-skill-fit": person.needs is not None,
            "culture-religion-language": person.identity_needs is not None,
            "known-carer": person.relationships_asked_on is not None,
        }
        return known.get(slug, True)

    def _known_carer(self, at: int) -> int:
        """As much as whoever the person knows best would bring, were they a carer there."""
        shares = [DEPTH_SHARE[one.depth] for one in self.standing.person.relationships or ()]
        most = self.standing.frame.policy.weights.known_carer * max(shares, default=0.0)
        return max(round(10 * most) - int(tenths(self.standing.lists.score.points)[KNOWN, at]), 0)

    def _by_location(self, others: list[int]) -> Iterator[Found]:
        """Where nobody knows where it lies: it is tried where it would do best."""
        unknown = [at for at in others if _nowhere(self.standing.setting(at).location)]
        best: dict[int, int] = {}
        for spot in self._spots() if unknown else ():
            for at, total in self._at(spot, unknown).items():
                best[at] = max(total, best.get(at, total))
        for at, total in best.items():
            if self.standing.would_be_first(at, total):
                yield self._question(LOCATION, at, int(total - self.standing.order.total[self.standing.ranked[0]]))

    def _spots(self) -> list[Location]:
        person, first = self.standing.person, self.standing.setting(self.standing.ranked[0])
        family = [one.location for one in person.family_time or ()]
        friends = [one.location for one in person.friends_and_activities or ()]
        school = person.education.location if person.education else None
        every = [person.home, school, first.location, *family, *friends]
        return list(dict.fromkeys([one for one in every if one is not None and one.point is not None]))

    def _at(self, spot: Location, unknown: list[int]) -> dict[int, int]:
        """Each row's total, in tenths, were its setting there; only those that could then be offered."""
        standing = self.standing
        there = {standing.setting(at).id for at in unknown}
        snapshot = standing.frame.snapshot
        moved = tuple([replace(one, location=spot) if one.id in there else one for one in snapshot.settings])
        frame = make_frame(replace(snapshot, settings=moved), standing.frame.book)
        lists = Lists(judge_all(frame, [standing.request]), 0)
        total = dict(zip(lists.listed.tolist(), tenths(lists.score.total).tolist(), strict=True))
        ranked = lists.options_rows | lists.needs_approval_rows
        return {at: total[row] for at in unknown if ranked[row := standing.row(at)]}

    def _question(self, fact: str, at: int, lead: int) -> Found:
        standing = self.standing
        deciding = Deciding(
            rule=RULE_OF.get(fact, fact),
            says=standing.words(at).fill(ASKED[fact]),
            ask_whom=standing.contact(at),
            place_id=standing.place_id(at),
            by=POINTS,
            answers=(first_then(standing, at, "What is not recorded there turns out well."),),
        )
        return Found(fact, deciding, lead)


def _nowhere(where: Location | None) -> bool:
    return where is None or where.point is None


RESIDENTS = "external_residents"
SLUGS = (*(part.slug for part in PARTS), *(one.slug for one in ADJUSTMENTS))
KNOWN = SLUGS.index("known-carer")
RULE_OF = {CARERS: "known-carer", LOCATION: "near-home"}
