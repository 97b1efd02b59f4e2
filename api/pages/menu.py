"""What stands in every page's menu: the ways in that this reader has."""

from dataclasses import dataclass

from api.pages.door import Visit
from api.permissions import Permission


@dataclass(frozen=True, slots=True)
class Way:
    """One line of the menu."""

    text: str
    href: str
    permission: Permission


WAYS = (
    Way("My work", "/work", Permission.READ_PEOPLE),
    Way("New request", "/requests/new", Permission.WRITE_PEOPLE),
    Way("Plans", "/plans", Permission.READ_PLANS),
    Way("Hubs and homes", "/hubs", Permission.READ_PROVISION),
    Way("Vacancies", "/vacancies", Permission.READ_PROVISION),
    Way("What if", "/what-if", Permission.ASK_WHAT_IF),
    Way("Unmet need", "/unmet-needs", Permission.READ_UNMET_NEEDS),
    Way("Rule book", "/rules", Permission.READ_RULES),
)


def ways(visit: Visit) -> list[Way]:
    """The ways in that this reader has; first, today at the hub or home that they look after."""
    own = visit.person.setting_id if visit.signed else None
    today = [Way("Today", f"/hubs/{own}/today", Permission.READ_PEOPLE)] if own else []
    return [way for way in (*today, *WAYS) if visit.may(way.permission)]


def menu(visit: Visit, path: str) -> list[dict[str, object]]:
    """The menu, as the service navigation takes it; the page's own part of it is marked."""
    return [
        {"text": way.text, "href": way.href, "current": path == way.href, "active": path.startswith(f"{way.href}/")}
        for way in ways(visit)
    ]


def home(visit: Visit) -> str:
    """Where somebody begins who has just signed in."""
    return next((way.href for way in ways(visit)), "/help")
