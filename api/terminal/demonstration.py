"""The two stories of the invented county, and how to go on from there."""

import os
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from rich.console import Console
from rich.text import Text

from api import wording as words
from api.actions.tokens import make_token
from api.actions.users import make_link
from api.opening import demo, write_bytes
from api.opening_store import open_demonstration, speaker
from api.permissions import ROLES
from api.service import Service
from api.store.people import Person
from api.terminal.answer import short_answer_lines
from api.terminal.lines import WIDTH, heading
from fixtures import EMERGENCY_REQUEST, PLANNED_REQUEST
from fixtures.stories import RESPITE_FAMILY, SPARE_LODGING
from matcher.domain.codes import Role, SettingKind
from matcher.domain.snapshot import Snapshot
from matcher.options.rank import rank
from matcher.policy import load_policy

HEIGHT = 40
STORIES = ((EMERGENCY_REQUEST, (SPARE_LODGING,)), (PLANNED_REQUEST, (SPARE_LODGING, RESPITE_FAMILY)))
"""Each request, and the settings worth naming where they are ruled out."""

GO_ON = """\
Go on     nwd requests      who else is waiting tonight
          nwd rank R03      the options for one of them, whole
          nwd rules         every rule, with its source"""

PAGES = """\
Pages     nwd serve         then open one of these in a browser on this machine; each works once, and
                            nwd demo prints new ones. Who would you like to be?"""

DATABASE = """\
Database  {url}, {state}
Token     {token}
          for a {role}, until {until}
Call it   nwd serve         then see http://127.0.0.1:{port}/docs, or
          curl -X POST -H "Authorization: Bearer {token}" \\
            http://127.0.0.1:{port}/v1/placement-requests/{request}/options"""

FONT_FROM_ELSEWHERE = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def demonstration_lines() -> Iterator[Text | str]:
    """The county in one line, both stories, and what to type next."""
    snapshot = demo()
    yield _county(snapshot)
    for request_id, named in STORIES:
        yield ""
        yield from _story(snapshot, request_id, named)
    yield ""
    yield GO_ON


def database_lines(*, fresh: bool, port: int) -> list[str]:
    """Puts the county into the demonstration's database, unless it is there; a token, and a call that works."""
    service, is_new = open_demonstration(fresh=fresh)
    role = Role.SERVICE_MANAGER
    authority = speaker(service, demo().authority).authority
    made = make_token(service, authority=authority, role=role, name="demonstration", lasts=timedelta(days=7))
    state = "made just now" if is_new else "as you left it (make it anew: nwd demo --fresh)"
    said = DATABASE.format(
        url=service.settings.shown_database,
        state=state,
        token=made.token,
        role=role.label,
        until=f"{made.expires_at:%d %B %Y}",
        port=port,
        request=EMERGENCY_REQUEST,
    )
    return ["", *said.split("\n"), "", *PAGES.split("\n"), *_links(service, authority, port)]


def _links(service: Service, authority: str, port: int) -> Iterator[str]:
    """A sign-in link for each role that people have; those who use the pages most first."""
    first = (Role.PLACEMENT_OFFICER, Role.EMERGENCY_DUTY_WORKER, Role.HUB_MANAGER)
    people = [role for role in ROLES if role not in {*first, Role.MACHINE_CALLER}]
    hub = next(home.id for home in demo().settings if home.kind is SettingKind.HUB_BED)
    for role in (*first, *people):
        looks_after = hub if role in {Role.HUB_MANAGER, Role.REGISTERED_MANAGER} else None
        person = Person(authority=authority, name="Demonstration", role=role, setting_id=looks_after)
        secret, _ = make_link(service, person, timedelta(hours=12))
        yield f"  {role.label:<32} {service.settings.url(port)}/sign-in/link/{secret}"


def draw(file: Path) -> None:
    """The first story as a picture (SVG). Nothing in it is loaded from elsewhere. Raises CannotWrite."""
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=WIDTH + 2, file=nowhere, highlight=False, force_terminal=True)
        for line in _story(demo(), *STORIES[0]):
            console.print(line, soft_wrap=True)
    picture = console.export_svg(title="nwd demo", unique_id="nwd")
    write_bytes(file, FONT_FROM_ELSEWHERE.sub("", picture).encode())


def _county(snapshot: Snapshot) -> Text:
    when = f"{snapshot.as_of:%A} {snapshot.today.day} {snapshot.as_of:%B %Y}, {words.moment(snapshot.as_of, snapshot.today)}"
    waiting = sum(request.is_open for request in snapshot.placement_requests)
    sizes = f"{len(snapshot.young_people)} young people, {len(snapshot.places)} places, {waiting} open requests; all invented"
    return heading(when, sizes)


def _story(snapshot: Snapshot, request_id: str, named: tuple[str, ...]) -> list[Text]:
    return short_answer_lines(snapshot, rank(snapshot, request_id, load_policy()), HEIGHT, named)
