"""One place of one request, as those who name changes look at it."""

from dataclasses import dataclass
from functools import cached_property

from matcher.domain.people import YoungPerson
from matcher.domain.requests import PlacementRequest
from matcher.domain.settings import Place, Setting
from matcher.frame import Pairs
from matcher.ledger import Stay
from matcher.options.words import Words
from matcher.rules import Limb


@dataclass(frozen=True)
class Here:
    """A limb that stands in the way at one place row, and how (its outcome)."""

    pair: Pairs
    row: int
    limb: Limb
    outcome: int
    i: int = 0

    @property
    def person(self) -> YoungPerson:
        """Who asks."""
        return self.pair.asks.people[self.i]

    @property
    def request(self) -> PlacementRequest:
        """What is asked for."""
        return self.pair.asks.requests[self.i]

    @cached_property
    def setting(self) -> Setting:
        """Where the place is."""
        return self.pair.index.setting_of_row(self.row)

    @property
    def place(self) -> Place:
        """The place row itself."""
        return self.pair.places.rows[self.row]

    @cached_property
    def stays(self) -> list[Stay]:
        """Who else is or will be placed here."""
        stays = self.pair.index.stays_at.get(int(self.pair.places.setting[self.row]), [])
        return [stay for stay in stays if stay.person_id != self.person.id]

    @property
    def residents(self) -> frozenset[str]:
        """Everybody else who lives or will live here, placed or of the household."""
        members = {one.id for one in self.setting.household or ()}
        return frozenset({stay.person_id for stay in self.stays} | members)

    @property
    def first(self) -> int:
        """First judged night."""
        return int(self.pair.first[self.i, self.row])

    @property
    def contact(self) -> str:
        """Whoever answers here."""
        contact = self.setting.contact
        return (contact.name if contact else "") or self.setting.name

    @cached_property
    def words(self) -> Words:
        """Fills sentences about the place."""
        return Words(self.pair, self.i, self.row)
