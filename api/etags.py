"""ETags and If-Match (RFC 9110): which version of a record a caller knows."""

import re
from typing import Annotated

from fastapi import Header
from pydantic import WithJsonSchema

from api.actions.records import Match
from api.store.rows import KeptRecord
from matcher.domain.errors import InvalidInput, Problem

TAG = r'(W/)?"[!#-~]*"'
SOME = re.compile(rf"(\*|{TAG}( ?, ?{TAG})*)")
ONE = re.compile(r'(?P<weak>W/)?"(?P<version>[^"]*)"')
IfMatch = Annotated[
    str | None,
    WithJsonSchema({"type": "string", "pattern": f"^{SOME.pattern}$"}),
    Header(
        description="The ETag of the record as you know it, or `*` for any. A change has to have it.",
        openapi_examples={"version": {"value": '"12"'}, "any": {"value": "*"}},
    ),
]


def etag(kept: KeptRecord) -> str:
    """The record's strong ETag."""
    return f'"{kept.version}"'


def read_if_match(header: str | None) -> Match:
    """The versions that the caller knows. A weak tag knows none. Raises InvalidInput."""
    if header is None:
        return Match()
    header = header.strip(" \t")
    if not SOME.fullmatch(header):
        mend = 'Send the ETag as it came, with its quotes: If-Match: "12".'
        raise InvalidInput("If-Match cannot be read", (Problem("/header/if-match", "This is no ETag.", mend),))
    if header == "*":
        return Match(frozenset())
    known = (tag["version"] for tag in ONE.finditer(header) if not tag["weak"])
    return Match(frozenset(int(version) if _is_version(version) else -1 for version in known) or frozenset({-1}))


def _is_version(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19  # noqa: PLR2004 - a 64-bit number
