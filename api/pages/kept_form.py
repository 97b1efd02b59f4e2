"""A form sent after its session had run out: kept until the same person has signed in again, so that nothing typed is lost.

It travels inside the sign-in form, signed, and is given back as a form of the new session with a button: nothing is sent
by itself, and nothing is given to anybody else.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode

from fastapi import Request

from api.actions.sessions import form_token, signature, whose_session_ran_out
from api.pages.door import FORM_TOKEN, Form, cookie_name
from api.service import Service

FIELDS = ("kept_path", "kept_fields", "kept_for", "kept_signature")


@dataclass(frozen=True, slots=True)
class KeptForm:
    """Where the form was going, what was in it, and whose it is."""

    path: str
    fields: str = field(repr=False)
    """As forms are sent."""
    user_id: str

    def hidden(self, service: Service) -> dict[str, str]:
        """As hidden fields of the sign-in form."""
        values = (self.path, self.fields, self.user_id, signature(service, self._text))
        return dict(zip(FIELDS, values, strict=True))

    @property
    def each(self) -> list[tuple[str, str]]:
        """Name and value of every field."""
        found: Mapping[str, list[str]] = parse_qs(self.fields, keep_blank_values=True)
        return [(name, value) for name, values in found.items() for value in values]

    @property
    def _text(self) -> str:
        return f"{self.user_id}\n{self.path}\n{self.fields}"

    def is_signed(self, service: Service, given: str) -> bool:
        """Whether this service kept it."""
        return hmac.compare_digest(signature(service, self._text).encode(), given.encode())


def kept_from(request: Request, service: Service, form: Form) -> KeptForm | None:
    """The form as kept, where it came from a page of a session that has run out and whose account is known."""
    cookie = request.cookies.get(cookie_name(service), "")
    ours = hmac.compare_digest(form.one(FORM_TOKEN).encode(), form_token(service, cookie).encode())
    person = whose_session_ran_out(service, cookie) if ours else None
    if person is None or person.user_id is None:
        return None
    typed = [(name, value) for name, values in form.fields.items() if name != FORM_TOKEN for value in values]
    return KeptForm(request.url.path, urlencode(typed), person.user_id)


def kept_in(service: Service, form: Form, user_id: str) -> KeptForm | None:
    """The form kept inside a sign-in form, where it is whole and this person's own."""
    kept = KeptForm(form.one("kept_path"), form.one("kept_fields"), form.one("kept_for"))
    is_theirs = kept.user_id == user_id and kept.is_signed(service, form.one("kept_signature"))
    return kept if is_theirs else None
