"""ETags and If-Match (RFC 9110): which version of a record a caller knows."""

import re
from typing import Annotated

from fastapi import Header

from api.actions.records import Match
from api.store.rows import KeptRecord
from matcher.domain.errors import InvalidInput, Problem

ONE = re.compile(r'\s*(?P<weak>W/)?"(?P<version>[^"]*)"\s*')
IfMatch = Annotated[str | None, Header(description='The ETag of the record as you know it, or "*" for any.')]


def etag(kept: KeptRecord) -> str:
    """The record's strong ETag."""
    return f'"{kept.version}"'


def read_if_match(header: str | None) -> Match:
    """The versions that the caller knows. A weak tag knows none. Raises InvalidInput."""
    if header is None:
        return Match()
    if header.strip() == "*":
        return Match(frozenset())
    tags = [ONE.fullmatch(tag) for tag in header.split(",")]
    if not all(tags):
        mend = 'Send the ETag as it came, with its quotes: If-Match: "12".'
        raise InvalidInput("If-Match cannot be read", (Problem("/header/if-match", "This is no ETag.", mend),))
    known = (tag["version"] for tag in tags if tag and not tag["weak"])
    return Match(frozenset(int(version) if _is_version(version) else -1 for version in known) or frozenset({-1}))


def _is_version(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19  # noqa: PLR2004 - a 64-bit number
