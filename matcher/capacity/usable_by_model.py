"""For whom a vacancy has to be right: an open request, or a profile in codes."""

from matcher.domain.person_codes import NeedCategory, Sex
from matcher.domain.values import Age, Identifier, Level, value


@value
class ProfileNeed:
    """An assessed need. Without a level it counts as 2, as everywhere."""

    category: NeedCategory
    level: Level | None = None


@value
class Profile:
    """Somebody who is not on record: what is left out is not known, and asked."""

    age: Age | None = None
    """Whole years, on every night asked for."""
    sex: Sex | None = None
    needs: tuple[ProfileNeed, ...] | None = None
    """Empty = assessed, and none."""
    is_emergency: bool = False


@value
class UsableBy:
    """Whose vacancies are counted: one of the two."""

    request_id: Identifier | None = None
    profile: Profile | None = None

    def __post_init__(self) -> None:
        if (self.request_id is None) == (self.profile is None):
            raise ValueError("give either request_id or profile")
