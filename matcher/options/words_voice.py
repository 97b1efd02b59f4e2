"""What is said of wishes and welcome, of readiness, of the pace of a move, and of its cost."""

from matcher.domain.codes import SettingKind
from matcher.frame.pace import pace_of, told_by
from matcher.options.words_of_pair import WordsOfPair, a_list
from matcher.rules.h_wishes_and_welcome import views_to_hear

STILL_LEARNING = 1
"""A skill at this level or below wants more time."""


class VoiceWords(WordsOfPair):
    """Placeholders of sections H and I."""

    def views_to_hear(self) -> str:
        people = views_to_hear(self.person, self.pair.asks.today)
        return a_list(people) or "each parent and everybody else who matters"

    def worker_now(self) -> str:
        current = self.person.key_worker
        worker = self.pair.index.workers.get((current and current.worker_id) or "")
        return (worker and worker.name) or "their key worker"

    def more_time_on(self) -> str:
        found = self.person.readiness
        if found is None:
            return "living with less support"
        levels = {
            "cooking": found.cooking,
            "money": found.money,
            "self-care": found.self_care,
            "safety": found.safety,
            "asking for help": found.asking_for_help,
        }
        most = max(STILL_LEARNING, min(levels.values()))
        return a_list([area for area, level in levels.items() if level <= most])

    def lodgings_first(self) -> str:
        """Said of anywhere but lodgings."""
        lodgings = self._setting.kind is SettingKind.SUPPORTED_LODGINGS
        return "" if lodgings else " Lodgings may suit better first."

    def hearing_to_moving(self) -> str:
        told = told_by(self.request, self.pair.asks.today)
        if told < 0:
            return f"{self.name()} has not been told of the move yet."
        days = int(self.pair.first[self.i, self.row]) - told
        return f"{self.name()} would move {days} {'day' if days == 1 else 'days'} after hearing."

    def introduce_first(self) -> str:
        pace = self.pair.once(pace_of)
        if pace.no_visit[self.i, self.row]:
            return "Could they visit first?"
        return "Could they stay a night first?" if pace.no_night[self.i, self.row] else "Could there be more time?"

    def old_place_kept(self) -> str:
        nights = self.figures.return_nights
        return f" Their old room is kept for {nights} {'night' if nights == 1 else 'nights'}." if nights else ""

    def why_funding(self) -> str:
        cost = self._setting.cost_per_week
        costs = "" if cost is None else f"{self.setting()} costs £{cost:,} a week."
        outside = f"{self.setting()} is not in contract with this council."
        return " ".join(one for one in (costs, outside if self._setting.in_contract is False else "") if one)
