"""Sentence pieces about support, standing, rooms and families, for sections C and D."""

from datetime import date, timedelta

from matcher.domain.codes import ApprovalStatus
from matcher.domain.person_codes import PlacementSex
from matcher.frame.carers import temporary_end
from matcher.frame.nights import newcomer
from matcher.ledger import FAR
from matcher.options.words_of_pair import WordsOfPair, day
from matcher.rules.c_support_and_standing import is_inadequate


class HomesWords(WordsOfPair):
    """What a setting offers and what is asked for, in words."""

    def support_needed(self) -> str:
        least, hours = self.request.minimum_support_level, self.request.support_hours_needed
        return _support(least.label if least else "", hours) or "support"

    def support_offered(self) -> str:
        cover = self._setting.night_cover
        return _support(cover.label if cover else "", self._setting.support_hours) or "what is not recorded"

    def checked_since(self) -> str:
        since = self._first - timedelta(days=self.figures.coresident_check_days)
        return day(since)

    def standing(self) -> str:
        if not is_inadequate(self._setting):
            return f"{self.setting()}'s provider is out of contract with this council, and a concern is open."
        on = self._setting.inspection.on if self._setting.inspection else None
        when = f" ({day(on)})" if on else ""
        return f"{self.setting()}'s latest inspection{when} found it inadequate."

    def adults_from(self) -> str:
        """The first night from the start asked for on which it would be so."""
        one = newcomer(self.pair.asks, self.pair.places, self.i)
        night = int(one.fails(self.pair.asks.start[self.i].repeat(len(self.pair.places)))[self.row])
        return day(night) if night < FAR else "some nights"

    def baby_due(self) -> str:
        due = self.person.baby_due_on
        return day(due) if due else "a day that is not recorded"

    def temporary_approval_step(self) -> str:
        ends = [
            end
            for carer in self._setting.carers or ()
            if carer.approval_status is not ApprovalStatus.APPROVED
            and (end := temporary_end(carer, self.person.id, self.pair.policy)) is not None
        ]
        weeks = self.figures.temporary_extension_weeks
        if ends and min(ends) < FAR:
            return (
                f"{self.setting()}'s temporary approval ends on {day(min(ends))}. The nominated officer has to agree it: "
                f"extend once by up to {weeks} weeks, or finish the assessment."
            )
        return f"{self.setting()} needs temporary approval for {self.name()}. The nominated officer has to agree it."

    def bedroom_bar(self) -> str:
        if self.pair.places.rows[self.row].is_bedroom is False:
            return f"The room at {self.setting()} is not a bedroom: it needs a door, a window and no way through."
        return (
            f"There is no separate bedroom at {self.setting()} on these nights, and sharing here is not allowed. Ask "
            "the fostering team."
        )

    def bedroom_question(self) -> str:
        if self.person.placement_sex is PlacementSex.TALK_FIRST:
            return f"Talk to {self.name()} and the fostering team about which rooms suit."
        return f"Is the room at {self.setting()} a bedroom of its own, and who sleeps in it?"

    @property
    def _first(self) -> date:
        return date.fromordinal(int(self.pair.first[self.i, self.row]))


def _support(cover: str, hours: int | None) -> str:
    """Cover at night and hours a week, as far as they are known."""
    weekly = f"{hours} hours of support a week" if hours else ""
    return " and ".join(one for one in (cover, weekly) if one)
