"""What a forecast learns from: nights that somebody spent at one setting, whatever the legal episodes were."""

from matcher.domain.nights import Nights
from matcher.domain.values import Day, Identifier, value


@value
class Stay:
    """A past stay: from its first night up to, and not including, the night of `leaving`."""

    young_person_id: Identifier
    setting_id: Identifier
    place_id: Identifier | None = None
    first_night: Day
    leaving: Day

    def __post_init__(self) -> None:
        if self.leaving <= self.first_night:
            raise ValueError("leaving must be after first_night: a stay has at least one night")

    @property
    def nights(self) -> Nights:
        """The nights as such."""
        return Nights(self.first_night, self.leaving)
