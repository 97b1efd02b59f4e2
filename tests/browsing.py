"""Somebody at a browser without JavaScript: opens pages, follows links, fills in forms."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser

from starlette.testclient import TestClient

from api.actions.users import make_link
from api.app import create_app
from api.service import Service
from api.store.people import Person
from matcher.domain.codes import Role
from tests.stores import HERE

VOID = frozenset({"input", "meta", "link", "br", "hr", "img", "source", "col", "wbr"})


@dataclass
class Element:
    """One element of a page, with what is in it."""

    tag: str
    attrs: dict[str, str]
    parts: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words in it, as read aloud."""
        words = "".join(part if isinstance(part, str) else f" {part.text} " for part in self.parts)
        return re.sub(r"\s+", " ", words).strip()

    def all(self, tag: str, **attrs: str) -> list["Element"]:
        """Every element in it of this tag and these attributes (`class_` for class: one of its classes)."""
        found: list[Element] = []
        for part in self.parts:
            if isinstance(part, Element):
                if tag in {part.tag, "*"} and all(part.has(name, value) for name, value in attrs.items()):
                    found.append(part)
                found += part.all(tag, **attrs)
        return found

    def one(self, tag: str, **attrs: str) -> "Element":
        """The only one of them."""
        found = self.all(tag, **attrs)
        assert len(found) == 1, f"{len(found)} of <{tag}> {attrs}"
        return found[0]

    def has(self, name: str, value: str) -> bool:
        if name == "class_":
            return value in self.attrs.get("class", "").split()
        return self.attrs.get(name.replace("_", "-")) == value


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].parts.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag):
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data):
        self.open[-1].parts.append(data)


def read(html: str) -> Element:
    """The page as elements. A tag that is not closed where it should be fails."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert [one.tag for one in reader.open] == [""]
    return reader.root


@dataclass
class Page:
    """A page as it came."""

    status: int
    path: str
    html: str
    root: Element

    @property
    def title(self) -> str:
        return self.root.one("title").text

    @property
    def main(self) -> Element:
        return self.root.one("main")

    @property
    def heading(self) -> str:
        return self.root.one("h1").text

    @property
    def errors(self) -> list[str]:
        """What the summary of errors says."""
        return [link.text for box in self.root.all("div", class_="govuk-error-summary") for link in box.all("li")]

    def form(self, action: str = "") -> Element:
        """The form of the page itself, or the one with this action."""
        return self.root.one("form", action=action) if action else self.main.one("form")


class Browser:
    """Somebody at a browser; signed in with a role, or not."""

    def __init__(self, service: Service, role: Role | None = None, *, setting: str | None = None) -> None:
        self.service = service
        self.client = TestClient(create_app(service), follow_redirects=True)
        if role is not None:
            person = Person(authority=HERE, name="Sam Carter", role=role, setting_id=setting)
            secret, _ = make_link(service, person, timedelta(hours=1))
            self.send(self.open(f"/sign-in/link/{secret}"))

    def open(self, path: str, **headers: str) -> Page:
        """Open an address."""
        return _page(self.client.get(path, headers={"accept": "text/html", **headers}))

    def follow(self, page: Page, words: str) -> Page:
        """Follow the link with these words."""
        links = [link for link in page.root.all("a") if link.text == words]
        assert links, f"no link says {words!r}"
        return self.open(links[0].attrs["href"])

    def send(self, page: Page, action: str = "", /, **fields: str | list[str] | None) -> Page:
        """Fill these fields of a form in, and send it. The others stay as they are; None leaves one out."""
        form = page.form(action)
        filled = {**filled_in(form), **fields}
        given = {name: value for name, value in filled.items() if value is not None}
        return _page(self.client.post(form.attrs["action"], data=given, headers={"accept": "text/html"}))


def filled_in(form: Element) -> Mapping[str, str | list[str]]:
    """What a form would send as it stands."""
    found: dict[str, str | list[str]] = {}
    for one in form.all("input"):
        name, kind = one.attrs.get("name"), one.attrs.get("type", "text")
        if not name or (kind in {"radio", "checkbox"} and "checked" not in one.attrs):
            continue
        if kind == "checkbox":
            found.setdefault(name, [])
            found[name] = [*found[name], one.attrs.get("value", "on")]
        else:
            found[name] = one.attrs.get("value", "")
    for one in form.all("select"):
        chosen = [option for option in one.all("option") if "selected" in option.attrs] or one.all("option")[:1]
        found[one.attrs["name"]] = chosen[0].attrs.get("value", "") if chosen else ""
    for one in form.all("textarea"):
        found[one.attrs["name"]] = one.text
    return found


def _page(answer) -> Page:
    return Page(answer.status_code, answer.url.path, answer.text, read(answer.text))
