"""Why a young person may be accommodated: the legal reason, agreement under section 20, objections and orders."""

from matcher.domain.person_codes import (
    LegalStatus,
)
from matcher.domain.values import Day, Instant, Text, value


@value
class LegalReason:
    """Why the young person can be accommodated, and until when."""

    status: LegalStatus | None = None
    """`none` = recorded: no order and no consent."""
    ends_at: Instant | None = None
    """Police protection: 72 hours; an order, remand or fixed-time agreement: its end."""
    expected_on: Day | None = None
    """Where the reason is not there yet: the day it is expected."""


@value
class Consenter:
    """Somebody who has agreed under section 20."""

    person: Text
    is_young_person: bool = False


@value
class Objection:
    """A person who objects to accommodation under section 20."""

    person: Text
    has_parental_responsibility: bool | None = None
    willing_and_able: bool | None = None
    """Willing and able to provide or arrange accommodation."""


@value
class Consent:
    """Agreement to accommodation under section 20."""

    given_by: tuple[Consenter, ...] = ()
    """A step: empty = not recorded yet."""
    objections: tuple[Objection, ...] | None = None
    withdrawn_at: Instant | None = None
    refused_by_young_person: bool | None = None
    """At 16 or 17: whether the young person has refused."""


@value
class CareOrder:
    """A person named in an order whose agreement outweighs another parent's objection (s20(9))."""

    kind: Text
    """`child_arrangements`, `special_guardianship` or `high_court_care`."""
    person: Text
    agrees: bool | None = None
