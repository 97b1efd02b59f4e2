"""Signing in and out: a password or a link in, a session out."""

import hashlib
import hmac
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from argon2.exceptions import VerifyMismatchError
from sqlalchemy import Connection

from api.actions.users import HASHER, LONGEST_PASSWORD
from api.logs import log
from api.permissions import Caller
from api.service import Service
from api.store.audit import Deed, Entry, leave_entries
from api.store.people import (
    Account,
    KeptEntry,
    Person,
    change_account,
    end_session,
    find_account,
    find_link,
    find_session,
    keep_session,
    see_session,
    use_link,
)
from api.tokens import BearerToken
from matcher.domain.errors import MatcherError

MOST_TRIES = 6
LOCKED_FOR = timedelta(minutes=30)
SEEN_EVERY = timedelta(minutes=1)
"""How exactly it is noted when somebody was last there."""
NOBODYS = HASHER.hash("what is checked where nobody signs in by the name given, so that it takes as long")


class SignInRefused(MatcherError):
    """A name and password that do not open the door; which of the two is not said."""

    code = "sign_in_refused"
    remedy = (
        f"Check both. After {MOST_TRIES} wrong passwords the account rests for {LOCKED_FOR.seconds // 60} minutes. "
        "Whoever runs the service can set a new one: nwd user password NAME."
    )


class LinkRefused(MatcherError):
    """A sign-in link that opens nothing."""

    code = "link_refused"
    remedy = "A link works once, for a short time. Ask for a new one, or sign in with your name and password."


@dataclass(frozen=True, slots=True)
class Signed:
    """Somebody signed in: who they are, and the session's secret that the browser keeps."""

    entry: KeptEntry
    token: BearerToken = field(repr=False)

    @property
    def caller(self) -> Caller:
        """Who asks."""
        return self.entry.caller


def form_token(service: Service, cookie: str) -> str:
    """What a form sends along to show that it came from here, for whoever has this cookie."""
    return hmac.new(_secret(service).encode(), f"form:{cookie}".encode(), hashlib.sha256).hexdigest()


def sign_in(service: Service, user_id: str, password: str, reference: str) -> BearerToken:
    """A new session for whoever has this name and password. Raises SignInRefused."""
    with service.store.reading() as connection:
        account = find_account(connection, user_id)
    fits = _fits(account, password)
    now = service.clock()
    with service.store.writing() as connection:
        account = find_account(connection, user_id)
        if account is None or account.ended_at is not None:
            raise _refused("no such account")
        if account.locked_until is not None and now < account.locked_until:
            raise _refused("the account rests after wrong passwords")
        if fits:
            change_account(connection, user_id, wrong_tries=0, locked_until=None)
            return _begin(connection, service, account.person, reference)
        tries = account.wrong_tries + 1
        rest = now + LOCKED_FOR if tries >= MOST_TRIES else None
        change_account(connection, user_id, wrong_tries=0 if rest else tries, locked_until=rest)
    raise _refused("a wrong password")


def sign_in_by_link(service: Service, text: str, reference: str) -> BearerToken:
    """A new session for whoever has this link, which is used up. Raises LinkRefused."""
    token = BearerToken.read(text)
    with service.store.writing() as connection:
        link = find_link(connection, token.id) if token else None
        if (
            token is None
            or link is None
            or not _opens(service, token, link)
            or not use_link(connection, link.id, service.clock())
        ):
            log.warning("a sign-in link was refused")
            raise LinkRefused("this link opens nothing: it has been used, has ended, or is not whole")
        return _begin(connection, service, link.person, reference)


def session_of(service: Service, cookie: str) -> Signed | None:
    """Who is signed in with this cookie; None where nobody is, or not any more."""
    token = BearerToken.read(cookie)
    if token is None:
        return None
    with service.store.reading() as connection:
        entry = find_session(connection, token.id)
    if entry is None or not _opens(service, token, entry) or _is_idle(service, entry):
        return None
    if entry.last_seen_at is None or service.clock() - entry.last_seen_at >= SEEN_EVERY:
        with service.store.writing() as connection:
            see_session(connection, entry.id, service.clock())
    return Signed(entry, token)


def whose_session_ran_out(service: Service, cookie: str) -> Person | None:
    """Who was signed in with this cookie until the session ran out by itself; None for any other cookie."""
    token = BearerToken.read(cookie)
    if token is None:
        return None
    with service.store.reading() as connection:
        entry = find_session(connection, token.id)
    if entry is None or entry.ended_at is not None or not token.fits(entry.secret_hash, _secret(service)):
        return None
    return entry.person


def signature(service: Service, text: str) -> str:
    """What shows that this service wrote the text."""
    return hmac.new(_secret(service).encode(), f"signed:{text}".encode(), hashlib.sha256).hexdigest()


def sign_out(service: Service, signed: Signed, reference: str) -> None:
    """End the session."""
    with service.store.writing() as connection:
        end_session(connection, signed.entry.id, service.clock())
        _note(connection, service, replace(signed.caller, reference=reference), Deed.SIGN_OUT, signed.entry.id)


def _fits(account: Account | None, password: str) -> bool:
    try:
        HASHER.verify(account.password_hash if account else NOBODYS, password[: LONGEST_PASSWORD + 1])
    except VerifyMismatchError:
        return False
    return account is not None


def _refused(why: str) -> SignInRefused:
    log.warning("a sign-in was refused", why=why)
    return SignInRefused("the name or the password is not right")


def _begin(connection: Connection, service: Service, person: Person, reference: str) -> BearerToken:
    token, now = BearerToken.new(), service.clock()
    times = {"made_at": now, "last_seen_at": now, "expires_at": now + timedelta(hours=service.settings.session_hours)}
    keep_session(connection, token, token.hashed(_secret(service)), person, times)
    entry = find_session(connection, token.id)
    if entry is not None:
        _note(connection, service, replace(entry.caller, reference=reference), Deed.SIGN_IN, token.id)
    return token


def _note(connection: Connection, service: Service, caller: Caller, deed: Deed, session_id: str) -> None:
    leave_entries(connection, caller, service.clock(), [Entry(deed=deed, collection="sessions", record_id=session_id)])


def _opens(service: Service, token: BearerToken, kept: KeptEntry) -> bool:
    return (
        token.fits(kept.secret_hash, _secret(service)) and kept.ended_at is None and _before(service, kept.expires_at)
    )


def _before(service: Service, end: datetime) -> bool:
    return service.clock() < end


def _is_idle(service: Service, entry: KeptEntry) -> bool:
    idle = timedelta(minutes=service.settings.session_idle_minutes)
    return entry.last_seen_at is None or service.clock() - entry.last_seen_at >= idle


def _secret(service: Service) -> str:
    return service.settings.secret.get_secret_value()
