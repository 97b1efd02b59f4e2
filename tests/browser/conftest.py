"""A real browser, and the service as it is served. Without a browser these tests are skipped, and say so."""

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from api.actions.users import make_link
from api.app import create_app
from api.pages import sign_in
from api.service import Service
from api.store.people import Person
from matcher.domain.codes import Role
from tests.browser.states import State
from tests.kept_plans import keep_plans
from tests.kept_what_ifs import keep_what_ifs
from tests.stores import HERE, file_url, fill, new_service

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PROGRAM = next(filter(None, map(shutil.which, NAMES)), None)
WHY = "no Chromium here: `apt-get install chromium`, or any of " + ", ".join(NAMES) + " on the path"


MOST_WINDOWS = 8


def pytest_collection_modifyitems(items):
    """Tests of one state stand together: its window is then opened once and not for each of them."""
    here = [item for item in items if Path(__file__).parent in item.path.parents]
    places = [at for at, item in enumerate(items) if item in here]
    for at, item in zip(places, sorted(here, key=_state_of), strict=True):
        items[at] = item
        item.add_marker(pytest.mark.browser)
        if PROGRAM is None:
            item.add_marker(pytest.mark.skip(reason=WHY))


def _state_of(item) -> str:
    return str(item.callspec.params.get("state", "")) if hasattr(item, "callspec") else ""


@pytest.fixture(autouse=True)
def _no_tries_yet():
    """Tests sign in more often than people can."""
    sign_in.LIMITER.storage.reset()


@dataclass(frozen=True)
class Served:
    """A service that answers at an address of this machine."""

    service: Service
    url: str

    def link(self, role: Role, setting: str | None = None) -> str:
        """Where somebody with this role gets in, once."""
        person = Person(authority=HERE, name="Sam Carter", role=role, setting_id=setting)
        return f"{self.url}/sign-in/link/{make_link(self.service, person, timedelta(hours=1))[0]}"


@contextmanager
def serving(service: Service) -> Iterator[Served]:
    """Serve in a thread until the block is left."""
    server = uvicorn.Server(uvicorn.Config(create_app(service), port=0, log_config=None, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield Served(service, f"http://127.0.0.1:{port}")
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="package")
def county(tmp_path_factory) -> Iterator[Served]:
    """The invented county, with a plan for everyone in each state, served."""
    with serving(keep_what_ifs(keep_plans(fill(new_service(file_url(tmp_path_factory.mktemp("county"))))))) as served:
        yield served


@pytest.fixture(scope="package")
def empty(tmp_path_factory) -> Iterator[Served]:
    """An authority that keeps nothing yet, served."""
    with serving(new_service(file_url(tmp_path_factory.mktemp("empty")))) as served:
        yield served


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The browser itself."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Desk:
    """Opens windows of a browser, and closes them."""

    chromium: Browser
    tabs: list[Page]

    def sit_down(
        self, served: Served, role: Role | None, *, width: int = 1280, scripts: bool = True, setting: str | None = None
    ) -> Page:
        """A window, signed in as this role (None: not signed in)."""
        size = {"width": width, "height": 900}
        context = self.chromium.new_context(base_url=served.url, viewport=size, java_script_enabled=scripts)  # type: ignore[arg-type]
        page = context.new_page()
        self.tabs.append(page)
        if role is not None:
            page.goto(served.link(role, setting))
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url(lambda url: "/sign-in/" not in url)  # a page opened sooner would break it off
        return page

    def clear(self) -> None:
        for tab in self.tabs:
            tab.context.close()
        self.tabs.clear()


class Window:
    """A page in its state, with what the browser complained about and asked for on the way there."""

    def __init__(self, tab: Page) -> None:
        self.tab = tab
        self.complaints: list[str] = []
        self.asked: list[str] = []
        tab.on("console", lambda message: self.complaints.append(message.text))
        tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        tab.on("request", lambda one: self.asked.append(one.url))


class Windows:
    """Pages in their states, each opened once for the tests that only look at it; the last few are kept."""

    def __init__(self, chromium: Browser, counties: dict[str, Served]) -> None:
        self.chromium, self.counties = chromium, counties
        self.signed_in: dict[tuple[object, ...], BrowserContext] = {}
        self.open: dict[tuple[object, ...], Window] = {}

    def at(self, state: State, width: int = 1280, *, scripts: bool = True) -> Page:
        """The state's page in a window of this width."""
        tab = self.window(state, scripts=scripts).tab
        tab.set_viewport_size({"width": width, "height": 900})
        return tab

    def window(self, state: State, *, scripts: bool = True) -> Window:
        """The state's window, 1280 wide when it was opened."""
        key = (state.name, scripts)
        if key not in self.open:
            while len(self.open) >= MOST_WINDOWS:
                self.open.pop(next(iter(self.open))).tab.close()
            self.open[key] = Window(self._context(state, scripts=scripts).new_page())
            state.open(self.open[key].tab)
        return self.open[key]

    def _context(self, state: State, *, scripts: bool) -> BrowserContext:
        key = (state.county, state.role, scripts)
        if key not in self.signed_in:
            desk = Desk(self.chromium, [])
            self.signed_in[key] = desk.sit_down(self.counties[state.county], state.role, scripts=scripts).context
        return self.signed_in[key]


@pytest.fixture(scope="package")
def windows(chromium, county, empty) -> Windows:
    return Windows(chromium, {"county": county, "empty": empty})


@pytest.fixture
def desk(chromium) -> Iterator[Desk]:
    found = Desk(chromium, [])
    yield found
    found.clear()
