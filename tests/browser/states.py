"""Every page in each of its states: who opens it, in which county, and how one gets there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from playwright.sync_api import Page

from api.pages import steps
from matcher.domain.codes import Role
from tests import kept_plans as kept
from tests import kept_what_ifs

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


def _no_answers(tab: Page) -> None:
    tab.goto("/requests/new")
    tab.get_by_role("radio", name="Yes, a manager has declared an emergency").check()
    tab.get_by_role("button", name="Save").click()


def _saved_step(tab: Page) -> None:
    tab.goto("/requests/R02/steps/school-and-journeys")
    tab.get_by_role("button", name="Save").click()


def _half_a_date(tab: Page) -> None:
    tab.goto("/requests/R02/steps/age-and-law")
    tab.get_by_role("group", name="born").get_by_label("Day").fill("41")
    tab.get_by_role("button", name="Save").click()


def _somebody_else_was_first(tab: Page) -> None:
    tab.goto("/requests/R02/steps/the-request")
    tab.locator("[name=placement_requests-version]").evaluate("one => one.value = '0'")
    tab.get_by_label("Where is Rowan now?").fill("With an aunt")
    tab.get_by_role("button", name="Save").click()


STEPS = tuple(
    State(f"a step: {one.slug}", "GET /requests/{id}/steps/{step}", OFFICER, f"/requests/R02/steps/{one.slug}")
    for one in steps.STEPS
)
REQUESTS = (
    State("my work", "GET /work", OFFICER, "/work"),
    State("my work, nobody waiting", "GET /work", OFFICER, "/work", "empty"),
    State("my work, to read only", "GET /work", Role.IRO, "/work"),
    State("a new request", "GET /requests/new", OFFICER, "/requests/new"),
    State("a new request, refused", "POST /requests/new", OFFICER, _no_answers),
    State("a request", "GET /requests/{id}", OFFICER, "/requests/R01"),
    State("a request to read only", "GET /requests/{id}", Role.IRO, "/requests/R01"),
    State("a request for somebody else", "GET /requests/{id}", OFFICER, "/requests/R11"),
    State("a request, after a step", "GET /requests/{id}", OFFICER, _saved_step),
    State("a request that is not there", "GET /requests/{id}", OFFICER, "/requests/R404"),
    State("a step, refused", "POST /requests/{id}/steps/{step}", OFFICER, _half_a_date),
    State("a step, somebody else was first", "POST /requests/{id}/steps/{step}", OFFICER, _somebody_else_was_first),
)


def _with_options(request_id: str, onward: str = "") -> Callable[[Page], None]:
    """Ask for the options of a request; then go on to one of their pages."""

    def there(tab: Page) -> None:
        tab.goto(f"/requests/{request_id}/options")
        tab.get_by_role("button", name="Find options").click()
        if onward:
            tab.goto(f"/requests/{request_id}/{onward}")

    return there


def _looked_up(find: str) -> Callable[[Page], None]:
    def there(tab: Page) -> None:
        _with_options("R02", "why-not")(tab)
        tab.get_by_label("Find a place or a carer").fill(find)
        tab.get_by_role("button", name="Find", exact=True).click()

    return there


LIST, COMPARED, PLACE = (
    "GET /requests/{id}/options",
    "GET /requests/{id}/options/compare",
    "GET /requests/{id}/options/{place_id}",
)
FIND, WHY_NOT, REFERRAL = "POST /requests/{id}/why-not", "GET /requests/{id}/why-not", "GET /requests/{id}/referral"
TWO = "options/compare?place=FF-RESPITE.residential&place=HUB-W.emergency"
OPTIONS = (
    State("options, none yet", LIST, OFFICER, "/requests/R14/options"),
    State("options, none yet, to read only", LIST, MANAGER, "/requests/R14/options"),
    State("options, of nothing", LIST, OFFICER, "/requests/nowhere/options"),
    State("options", "POST /requests/{id}/options", OFFICER, _with_options("R06")),
    State("options, opened again", LIST, OFFICER, _with_options("R05", "options")),
    State("options in an emergency", LIST, OFFICER, _with_options("R01")),
    State("options, no place", LIST, OFFICER, _with_options("R10")),
    State("options, for somebody else", LIST, OFFICER, _with_options("R11")),
    State("one option", PLACE, OFFICER, _with_options("R01", "options/FF-RESPITE.residential")),
    State("one ruled-out place", PLACE, OFFICER, _with_options("R01", "options/CC012.residential")),
    State("two options", COMPARED, OFFICER, _with_options("R01", TWO)),
    State("an option and a ruled-out place", COMPARED, OFFICER, _with_options("R01", f"{TWO}&place=CC012.residential")),
    State("one option to compare", COMPARED, OFFICER, _with_options("R01", "options/compare?place=HUB-W.emergency")),
    State("why not", WHY_NOT, OFFICER, _with_options("R02", "why-not")),
    State("why not, with what would open each", WHY_NOT, OFFICER, _with_options("R02", "why-not?ways=true")),
    State("why not, for one reason", WHY_NOT, OFFICER, _with_options("R02", "why-not?reason=usable-vacancy")),
    State("why not, found", FIND, OFFICER, _looked_up("lingbeck")),
    State("why not, many found", FIND, OFFICER, _looked_up("foster")),
    State("why not, nothing found", FIND, OFFICER, _looked_up("nobody of this name")),
    State("a referral sheet", REFERRAL, OFFICER, "/requests/R13/referral"),
    State(
        "a referral sheet for a place", REFERRAL, OFFICER, _with_options("R01", "referral?place=FF-RESPITE.residential")
    ),
)

IMPACT = "GET /requests/{id}/options/{place_id}/impact"
LIVING_TOGETHER = (
    State("a draft impact risk assessment", IMPACT, MANAGER, "/requests/R06/options/CH008.residential/impact"),
    State(
        "a draft impact risk assessment, none needed", IMPACT, OFFICER, "/requests/R06/options/SL008.residential/impact"
    ),
    State("a draft impact risk assessment, of nothing", IMPACT, OFFICER, "/requests/R06/options/nowhere/impact"),
)
SENSITIVITY = "GET /requests/{id}/sensitivity"
HOW_SURE = (
    State("how sure the order is", SENSITIVITY, OFFICER, "/requests/R01/sensitivity"),
    State("how sure the order is, no place", SENSITIVITY, OFFICER, "/requests/R10/sensitivity"),
    State("how sure the order is, for somebody else", SENSITIVITY, OFFICER, "/requests/R11/sensitivity"),
    State("how sure the order is, of nothing", SENSITIVITY, OFFICER, "/requests/nowhere/sensitivity"),
)

EFFECTS = "GET /requests/{id}/effects"
FOR_OTHERS = (
    State("what options mean for others", EFFECTS, OFFICER, "/requests/R06/effects"),
    State("what options mean for others, none", EFFECTS, OFFICER, "/requests/R10/effects"),
    State("what options mean for others, for somebody else", EFFECTS, OFFICER, "/requests/R11/effects"),
    State("what options mean for others, of nothing", EFFECTS, OFFICER, "/requests/nowhere/effects"),
)


BRIEF = "GET /requests/{id}/brief"
BUILT = (
    State("a brief without premises", BRIEF, OFFICER, "/requests/R10/brief"),
    State("a brief for another service", BRIEF, OFFICER, "/requests/R11/brief"),
    State("unmet need, none", "GET /unmet-needs", MANAGER, "/unmet-needs"),
)


def _nobody_ticked(tab: Page) -> None:
    tab.goto("/plans")
    tab.get_by_label("Only those ticked below").check()
    tab.get_by_role("button", name="Make the plan").click()


def _stop(tab: Page) -> None:
    tab.goto(f"/plans/{kept.TO_STOP}")
    button = tab.get_by_role("button", name="Stop")
    if button.count():  # it may have been stopped in another window
        button.click()


PLAN = "GET /plans/{id}"
PLANS = (
    State("plans", "GET /plans", OFFICER, "/plans"),
    State("plans, none, nobody waiting", "GET /plans", OFFICER, "/plans", "empty"),
    State("plans, to read only", "GET /plans", MANAGER, "/plans"),
    State("plans, refused", "POST /plans", OFFICER, _nobody_ticked),
    State("a plan that waits", PLAN, OFFICER, f"/plans/{kept.QUEUED}"),
    State("a plan being made", PLAN, OFFICER, f"/plans/{kept.RUNNING}"),
    State("a plan being stopped", "POST /plans/{id}/stop", OFFICER, _stop),
    State("a plan, proved", PLAN, OFFICER, f"/plans/{kept.BEST}"),
    State("a plan, some not placed", PLAN, OFFICER, f"/plans/{kept.UNPLACED}"),
    State("a plan, not proved", PLAN, MANAGER, f"/plans/{kept.UNPROVED}"),
    State("a plan, the record has changed", PLAN, OFFICER, f"/plans/{kept.STALE}"),
    State("a plan that cannot be", PLAN, OFFICER, f"/plans/{kept.NONE}"),
    State("a plan that failed", PLAN, OFFICER, f"/plans/{kept.FAILED}"),
    State("a plan, stopped", PLAN, OFFICER, f"/plans/{kept.STOPPED}"),
    State("a plan that is not there", PLAN, OFFICER, "/plans/nowhere"),
)


def _continued(kind: str, tab: Page) -> None:
    tab.goto("/what-if?setting=HUB-E")
    tab.get_by_label(kind).check()
    tab.get_by_role("button", name="Continue").click()


def _beds_closed(beds: str) -> Callable[[Page], None]:
    def close(tab: Page) -> None:
        _continued("Beds there are closed", tab)
        tab.get_by_label("Which beds?").select_option("HUB-E.residential")
        tab.get_by_label("How many of them?").fill(beds)
        tab.get_by_role("button", name="See what would be different").click()

    return close


def _stop_comparing(tab: Page) -> None:
    tab.goto(f"/what-if/{kept_what_ifs.TO_STOP_COMPARING}")
    button = tab.get_by_role("button", name="Stop")
    if button.count():  # it may have been stopped in another window
        button.click()


WHAT_IF = "POST /what-if"
WHAT_IFS = (
    State("what if", "GET /what-if", MANAGER, "/what-if"),
    State("what if, a stay", WHAT_IF, MANAGER, partial(_continued, "Somebody there leaves sooner or later")),
    State("what if, beds closed", WHAT_IF, MANAGER, _beds_closed("2")),
    State("what if, too many beds", WHAT_IF, MANAGER, _beds_closed("9")),
    State("a what-if with its plans", "GET /what-if/{id}", MANAGER, f"/what-if/{kept_what_ifs.COMPARED}"),
    State("a what-if being stopped", "POST /what-if/{id}/stop", MANAGER, _stop_comparing),
    State("a what-if that is not there", "GET /what-if/{id}", MANAGER, "/what-if/nowhere"),
)

STATES = (
    *REQUESTS,
    *STEPS,
    *OPTIONS,
    *LIVING_TOGETHER,
    *HOW_SURE,
    *FOR_OTHERS,
    *BUILT,
    *PLANS,
    *WHAT_IFS,
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
    State("what is ahead at a hub", "GET /hubs/{id}/ahead", MANAGER, "/hubs/HUB-W/ahead"),
    State("a hub's beds, forecast", "GET /hubs/{id}/forecast", MANAGER, "/hubs/HUB-W/forecast"),
    State("no forecast, of others' homes", "GET /hubs/{id}/forecast", MANAGER, "/hubs/CH001/forecast"),
    State("vacancies", "GET /vacancies", MANAGER, "/vacancies"),
    State("vacancies, none", "GET /vacancies", MANAGER, "/vacancies", "empty"),
    State("vacancies for a request", "GET /vacancies", OFFICER, "/vacancies?request=R02&kind=hub_bed"),
    State("vacancies, refused", "GET /vacancies", OFFICER, "/vacancies?request=R02&age=15"),
    State("the rule book", "GET /rules", OFFICER, "/rules"),
    State("a rule", "GET /rules/{slug}", OFFICER, "/rules/staff-ratio"),
    State("a rule that is not there", "GET /rules/{slug}", OFFICER, "/rules/nothing"),
    State("help", "GET /help", NOBODY, "/help"),
    State("the accessibility statement", "GET /accessibility", NOBODY, "/accessibility"),
    State("no page", "", OFFICER, "/nowhere"),
)
