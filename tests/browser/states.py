"""Every page in each of its states: who opens it, in which county, and how one gets there."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from matcher.domain.codes import Role

OFFICER, MANAGER, NOBODY = Role.PLACEMENT_OFFICER, Role.HUB_MANAGER, None


@dataclass(frozen=True)
class State:
    """A page in one state. `page`: its template in the table of pages; `there`: how to get to it from the first page."""

    name: str
    page: str
    role: Role | None
    there: str | Callable[[Page], object]
    county: str = "county"
    """`county` or `empty`."""

    def open(self, tab: Page) -> None:
        """Get there."""
        if isinstance(self.there, str):
            tab.goto(self.there)
        else:
            self.there(tab)

    def __str__(self) -> str:
        return self.name


def _wrong_password(tab: Page) -> None:
    tab.goto("/sign-in")
    tab.get_by_label("User name").fill("a.carter")
    tab.get_by_label("Password", exact=True).fill("wrong")
    tab.get_by_role("button", name="Sign in").click()


def _used_link(tab: Page) -> None:
    tab.goto("/sign-in/link/nwd_0123456789abcdef_0123456789abcdef012345")
    tab.get_by_role("button", name="Sign in").click()


STATES = (
    State("sign in", "GET /sign-in", NOBODY, "/sign-in"),
    State("sign in, refused", "POST /sign-in", NOBODY, _wrong_password),
    State("a link", "GET /sign-in/link/{secret}", NOBODY, "/sign-in/link/nwd_0123456789abcdef_0123456789abcdef012345"),
    State("a link, refused", "POST /sign-in/link", NOBODY, _used_link),
    State("hubs and homes", "GET /hubs", MANAGER, "/hubs"),
    State("hubs and homes, none", "GET /hubs", MANAGER, "/hubs", "empty"),
    State("today at a hub", "GET /hubs/{id}/today", MANAGER, "/hubs/HUB-W/today"),
    State("today at a hub that is not there", "GET /hubs/{id}/today", MANAGER, "/hubs/nowhere/today"),
    State("a hub's beds", "GET /hubs/{id}/occupancy", MANAGER, "/hubs/HUB-W/occupancy"),
    State("a hub's beds, later", "GET /hubs/{id}/occupancy", MANAGER, "/hubs/HUB-W/occupancy?from=2026-07-01"),
    State("a hub's beds, past nights", "GET /hubs/{id}/occupancy", MANAGER, "/hubs/HUB-W/occupancy?from=2020-01-01"),
    State("a hub's beds, nobody named", "GET /hubs/{id}/occupancy", Role.BUDGET_HOLDER, "/hubs/HUB-W/occupancy"),
    State("the rule book", "GET /rules", OFFICER, "/rules"),
    State("a rule", "GET /rules/{slug}", OFFICER, "/rules/staff-ratio"),
    State("a rule that is not there", "GET /rules/{slug}", OFFICER, "/rules/nothing"),
    State("help", "GET /help", NOBODY, "/help"),
    State("the accessibility statement", "GET /accessibility", NOBODY, "/accessibility"),
    State("no page", "", OFFICER, "/nowhere"),
)
