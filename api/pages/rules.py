"""The rule book as pages: every rule, and each of them with its source, its figures and its worked examples."""

from itertools import groupby
from typing import Annotated

from fastapi import APIRouter, Request, Response

from api.pages.door import Visit, page_may
from api.pages.errors import PageRoute
from api.pages.render import page
from api.permissions import Permission
from api.rulebook import rules_named, rules_shown
from api.rulebook_page import MARKS, since
from matcher.domain.values import Identifier
from matcher.rules import SECTIONS

router = APIRouter(route_class=PageRoute, include_in_schema=False)
Reader = Annotated[Visit, page_may(Permission.READ_RULES)]


@router.get("/rules")
def rule_book(request: Request, visit: Reader) -> Response:
    """Every rule, section by section."""
    by_section = [
        (letter, SECTIONS[letter], list(rules))
        for letter, rules in groupby(sorted(rules_shown(), key=lambda one: one.section), key=lambda one: one.section)
    ]
    return page(request, visit, "rules.html", sections=by_section)


@router.get("/rules/{slug}")
def one_rule(request: Request, visit: Reader, slug: Identifier) -> Response:
    """One rule in full."""
    (rule,) = rules_named(slug)
    return page(request, visit, "rule.html", rule=rule, section=SECTIONS[rule.section], marks=MARKS, since=since(rule))
