"""A template and its values in, a page out."""

from dataclasses import is_dataclass
from functools import cache
from typing import Any

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    PackageLoader,
    PrefixLoader,
    Undefined,
    meta,
    nodes,
    pass_context,
)
from jinja2.runtime import Context

from api import wording
from api.assets import asset
from api.pages import tell
from api.pages.door import FORM_TOKEN, Visit, cookie_name
from api.pages.menu import menu
from api.service import Service

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


LIBRARY, OPTIONAL = "govuk_frontend_jinja/", frozenset({"errors"})


class NotAField(Undefined):
    """A field that a value of ours does not have is a mistake; an option of a component may be left out."""

    def _refuse(self) -> None:
        if is_dataclass(self._undefined_obj):
            self._fail_with_undefined_error()

    def __str__(self) -> str:
        self._refuse()
        return super().__str__()

    def __bool__(self) -> bool:
        self._refuse()
        return super().__bool__()

    def __iter__(self) -> Any:  # noqa: ANN401 - as jinja2's own
        self._refuse()
        return super().__iter__()

    def __len__(self) -> int:
        self._refuse()
        return super().__len__()


ENVIRONMENT = Environment(
    loader=ChoiceLoader(
        [
            PackageLoader("api.pages"),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    ),
    autoescape=True,
    undefined=NotAField,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


@pass_context
def _form_field(context: Context) -> str:
    """What every form sends along; `{{ csrf() }}` inside each <form>."""
    return ENVIRONMENT.get_template("form_token.html").module.field(FORM_TOKEN, context["visit"].form_token)  # type: ignore[attr-defined,no-any-return]


ENVIRONMENT.globals["csrf"] = _form_field
ENVIRONMENT.globals["words"] = wording
ENVIRONMENT.globals["tell"] = tell
ENVIRONMENT.globals["asset"] = asset


@cache
def needed(template: str) -> frozenset[str]:
    """The names that a template, and those it is made from, have to be given: a name left out would be silence."""
    source, _, _ = _loader().get_source(ENVIRONMENT, template)
    tree = ENVIRONMENT.parse(source)
    others = [name for name in meta.find_referenced_templates(tree) if name and not name.startswith(LIBRARY)]
    return frozenset(meta.find_undeclared_variables(tree) - OPTIONAL - _brought(tree)).union(*map(needed, others))


def _brought(tree: nodes.Template) -> set[str]:
    """What a template imports or sets for its blocks, which jinja2 looks at one by one."""
    imported = [name for one in tree.find_all(nodes.FromImport) for name in one.names]
    set_here = {
        one.name for node in tree.find_all(nodes.Assign) for one in node.find_all(nodes.Name) if one.ctx == "store"
    }
    return {name[1] if isinstance(name, tuple) else name for name in imported} | set_here


def _loader() -> BaseLoader:
    if ENVIRONMENT.loader is None:
        raise LookupError("the templates have no loader")
    return ENVIRONMENT.loader


def read_templates() -> None:
    """Read every template, so that the first page is as quick as the next."""
    for name in ENVIRONMENT.list_templates():
        if not name.startswith(LIBRARY):
            ENVIRONMENT.get_template(name)


def page(request: Request, visit: Visit, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """The page of this template. `visit`, `menu`, `words` and `demonstration` are there for every template."""
    service: Service = request.app.state.service
    given: dict[str, object] = {
        "visit": visit,
        "menu": menu(visit, request.url.path),
        "demonstration": service.settings.is_for_demonstration,
        **values,
    }
    if left_out := needed(template) - given.keys() - ENVIRONMENT.globals.keys():
        raise LookupError(f"{template} was not given {', '.join(sorted(left_out))}")
    answer = HTMLResponse(
        ENVIRONMENT.get_template(template).render(given), status, headers={"content-security-policy": POLICY}
    )
    if visit.signed is None and visit.cookie:
        set_cookie(answer, service, "visitor", visit.cookie)
    return answer


def set_cookie(answer: Response, service: Service, kind: str, value: str) -> None:
    """A cookie that no script can read, that goes to no other site, and that ends with the browser."""
    secure = not service.settings.is_for_demonstration
    answer.set_cookie(cookie_name(service, kind), value, httponly=True, secure=secure, samesite="lax", path="/")


def drop_cookie(answer: Response, service: Service, kind: str) -> None:
    """The browser forgets the cookie."""
    secure = not service.settings.is_for_demonstration
    answer.delete_cookie(cookie_name(service, kind), httponly=True, secure=secure, samesite="lax", path="/")
