"""What would make a place lawful, as it is shown and sent."""

from datetime import date

from matcher.domain.codes import Role
from matcher.domain.values import shown
from matcher.rules.changes import ChangeKind


@shown
class Change:
    """One thing that would have to change.

    rules        the limbs that name it
    who          the roles that can make it
    by           whose part it is by name, where that is known
    first_night  the first night it is for: of the stay, or of the shift
    leaving      the day by which somebody has left
    """

    kind: ChangeKind
    rules: tuple[str, ...]
    who: tuple[Role, ...]
    by: str
    says: str
    first_night: date | None = None
    leaving: date | None = None


@shown
class WayOut:
    """Changes that together make the place lawful; none of them can be left out."""

    changes: tuple[Change, ...]


@shown
class InTheWay:
    """A rule that stands in the way. `why`: why nothing can be changed, or not soon."""

    rule: str
    says: str
    why: str = ""
    unverified: bool = False


@shown
class WaysOut:
    """The smallest sets of changes that would make one place lawful, each on its own enough; the smallest first.

    in_the_way  where there is none of up to three changes: every rule that stands in the way
    protective  a rule that keeps young people safe is among those that stand in the way
    """

    place_id: str
    says: str
    ways: tuple[WayOut, ...] = ()
    in_the_way: tuple[InTheWay, ...] = ()
    protective: bool = False
