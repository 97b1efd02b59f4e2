"""What a package would cost a week: what is recorded added up, and what is not known said so, never guessed."""

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.domain.settings import Setting
from matcher.domain.staff import Worker
from matcher.options.bespoke.result import Cost, CostLine, CoverShift
from matcher.policy.figures import Figures

A_WEEK = 7


@dataclass(frozen=True)
class Priced:
    """One package: its premises (None = none yet), the beds kept free, the cover of its named nights."""

    setting: Setting | None
    beds_kept_free: int
    cover: Sequence[CoverShift]
    nights: int
    workers: dict[str, Worker]
    figures: Figures

    def cost(self) -> Cost:
        """Every line, and what they come to."""
        lines = [line for line in (self._premises(), self._beds(), *self._staff()) if line is not None]
        known = [line.pounds_a_week for line in lines if line.pounds_a_week is not None]
        bank = sum(shift.hours for shift in self.cover for one in shift.workers if one.is_bank)
        return Cost(
            lines=tuple(lines),
            known_pounds_a_week=round(sum(known), 2),
            complete=len(known) == len(lines),
            bank_hours=bank,
            bank_points=round(bank * self.figures.bank_hour_points, 1),
        )

    def _premises(self) -> CostLine:
        if self.setting is None:
            return CostLine(says="The premises: not known until there are some.", pounds_a_week=None)
        pounds = self.setting.cost_per_week
        says = (
            "The place, as recorded for it." if pounds is not None else "The place: nobody has recorded what it costs."
        )
        return CostLine(says=says, pounds_a_week=pounds)

    def _beds(self) -> CostLine | None:
        if not self.beds_kept_free:
            return None
        beds = "1 other bed" if self.beds_kept_free == 1 else f"{self.beds_kept_free} other beds"
        return CostLine(says=f"{beds} kept free: what that costs is not recorded.", pounds_a_week=None)

    def _staff(self) -> list[CostLine]:
        on = [(shift.hours, self.workers[one.worker_id]) for shift in self.cover for one in shift.workers]
        own = [(hours, one) for hours, one in on if not one.is_bank]
        within = [(hours, one) for hours, one in own if one.hours_a_week is not None]
        beyond = [(hours, one) for hours, one in own if one.hours_a_week is None]
        missing = sum(shift.hours * shift.missing for shift in self.cover)
        price = self.figures.bank_hour_cost
        return [
            *self._line("Contracted staff, within the hours they are contracted for.", _total(within), 0.0),
            *self._line("Contracted staff whose contracted hours are not recorded.", _total(beyond), None),
            *self._bank(_total([each for each in on if each[1].is_bank]), price),
            *self._line("Shifts that nobody was found for.", missing, None),
        ]

    def _bank(self, hours: float, price: float) -> list[CostLine]:
        if price:
            return self._line(f"Bank staff, at {price:g} pounds an hour.", hours, price)
        return self._line("Bank staff: the council has not set what an hour costs.", hours, None)

    def _line(self, says: str, hours: float, price: float | None) -> list[CostLine]:
        """A week's worth of hours that were counted over the named nights; nothing where there are none."""
        if not hours:
            return []
        a_week = hours * A_WEEK / self.nights
        pounds = None if price is None else round(a_week * price, 2)
        return [CostLine(says=says, pounds_a_week=pounds, hours_a_week=round(a_week, 1))]


def _total(on: Sequence[tuple[float, Worker]]) -> float:
    return sum(hours for hours, _ in on)
