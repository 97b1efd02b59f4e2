"""What a forecast learns from: nights that somebody spent at one setting, whatever the legal episodes were."""

from datetime import date
from typing import NamedTuple

from matcher.domain.codes import SettingKind
from matcher.domain.nights import Nights
from matcher.domain.values import Day, Identifier, value


class Said(NamedTuple):
    """From this day on the record says that a stay will end on `leaving`; None: no end is planned."""

    on: date
    leaving: date | None


@value
class Stay:
    """A past stay: from its first night up to, and not including, the night of `leaving`."""

    young_person_id: Identifier
    """Whoever it was: any name that is theirs alone will do, a pseudonym too."""
    setting_id: Identifier
    place_id: Identifier | None = None
    kind: SettingKind | None = None
    """The kind of home, where the record has no such setting: it teaches what stays of that kind are like. Null = it has."""
    first_night: Day
    leaving: Day
    ended: bool = True
    """False = still there on the day of `leaving`, which is as far as is known."""
    planned_leaving: Day | None = None
    """The leaving day that was planned while the stay went on: of several, the one that stood longest. Null = none was."""
    planned_on: Day | None = None
    """The day since which some leaving day had been planned, up to the end; null = none was planned at the end."""
    plans_known_from: Day | None = None
    """From this day on it was recorded whether an end was planned; null = from the first night. `leaving`: it is not known."""

    def __post_init__(self) -> None:
        if self.leaving <= self.first_night:
            raise ValueError("leaving must be after first_night: a stay has at least one night")
        if self.planned_leaving is not None and self.planned_leaving <= self.first_night:
            raise ValueError("planned_leaving must be after first_night")
        if self.planned_on is not None and (self.planned_leaving is None or self.planned_on > self.leaving):
            raise ValueError("planned_on is the day planned_leaving was recorded: give both, and no day after leaving")
        if self.planned_on is not None and self.planned_on < (self.plans_known_from or self.planned_on):
            raise ValueError(
                "planned_on must not be before plans_known_from: an end is planned once plans are recorded"
            )

    @property
    def nights(self) -> Nights:
        """The nights as such."""
        return Nights(self.first_night, self.leaving)
