"""Questions that rules still have: an answer could rule the first place out, or let another one in before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isnan

from matcher.options.sensitivity.found import RULE, SOCIAL_WORKER, Found, first_then
from matcher.options.sensitivity.result import Answer, Deciding
from matcher.options.sensitivity.standing import Standing
from matcher.outcomes import ASK, PLACE
from matcher.rules import Kind, Limb


@dataclass(frozen=True)
class AboutRules:
    """Searches one standing list, with or without a first place."""

    standing: Standing

    def found(self) -> list[Found]:
        """First what could rule the first place out, in the order of the rule book; then what keeps others waiting."""
        ruled_out = self._ruling_out(self.standing.ranked[0]) if self.standing.ranked else ()
        return [*ruled_out, *self._coming_in(), *self._on_the_list_tonight()]

    def _ruling_out(self, first: int) -> Iterator[Found]:
        """Hard limbs that wait for a fact about the person; in an emergency also for one about the place."""
        outcomes: list[int] = self.standing.lists.settled[:, self.standing.row(first)].tolist()
        for limb, at in self._limbs(Kind.HARD):
            asked = (limb.asks, limb.rings)[outcomes[at] == PLACE] if outcomes[at] in {ASK, PLACE} else ""
            if asked:
                name = self.standing.setting(first).name
                answers = (Answer(says=f"{name} could turn out to be ruled out.", place_id=None, setting_name=""),)
                yield self._question(limb, asked, first, answers, about_place=outcomes[at] == PLACE)

    def _coming_in(self) -> Iterator[Found]:
        """Places that wait for one answer only, and would then be first."""
        standing = self.standing
        for at in standing.waiting:
            kept_back = sorted(standing.lists.kept_back_by(standing.row(at)))
            outcomes = standing.lists.settled[kept_back, standing.row(at)].tolist()
            limbs = [standing.judged.limbs[one][1] for one in kept_back]
            asked = [
                limb.rings if outcome == PLACE else limb.asks for limb, outcome in zip(limbs, outcomes, strict=True)
            ]
            once = {standing.words(at).fill(one) for one in asked}
            if len(once) == 1 and standing.would_be_first(at, standing.order.total[at]):
                answers = (first_then(standing, at, "It turns out that nothing stands against it."),)
                yield self._question(limbs[0], asked[0], at, answers, about_place=outcomes[0] == PLACE)

    def _on_the_list_tonight(self) -> Iterator[Found]:
        """In an emergency: places of which nobody knows whether they are on tonight's list, or can still be reached."""
        standing = self.standing
        if not standing.lists.is_emergency:
            return
        limb = next(one for _, one in standing.judged.limbs if one.id == TONIGHT)
        for at in standing.others:
            total = standing.order.total[at]
            if self._may_be_on_it(at) and standing.would_be_first(at, total, on_the_list=True):
                answers = (first_then(standing, at, "It is on tonight's list, and can be reached in time."),)
                yield self._question(limb, TONIGHT_ASKED, at, answers, about_place=True)

    def _may_be_on_it(self, at: int) -> bool:
        """Nobody has recorded it, and how far away it is, is known."""
        standing, row = self.standing, self.standing.row(at)
        listing = standing.setting(at).emergency_listing
        tonight = next(k for k, (_, one) in enumerate(standing.judged.limbs) if one.id == TONIGHT)
        unknown = listing is None or (listing.on_list and standing.lists.outcomes[tonight, row] == PLACE)
        off = standing.order.off_the_list_tonight[at]
        return bool(unknown and off) and not isnan(standing.judged.pairs.from_now.minutes[0, row])

    def _limbs(self, kind: Kind) -> Iterator[tuple[Limb, int]]:
        limbs = self.standing.judged.limbs
        return ((limbs[at][1], at) for at in self.standing.judged.of_kind(kind).tolist())

    def _question(self, limb: Limb, asked: str, at: int, answers: tuple[Answer, ...], *, about_place: bool) -> Found:
        standing = self.standing
        deciding = Deciding(
            rule=limb.id,
            says=standing.words(at).fill(asked),
            ask_whom=standing.contact(at) if about_place else SOCIAL_WORKER,
            place_id=standing.place_id(at) if about_place else None,
            by=RULE,
            answers=answers,
        )
        return Found(limb.id, deciding, None)


TONIGHT = "tonight-possible"
TONIGHT_ASKED = "Is {setting} on tonight's emergency list, who takes the call, and how late can somebody arrive?"
