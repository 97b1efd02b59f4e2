"""`nwd user`: the people who sign in to the pages. Without --database or DATABASE_URL, the demonstration's own."""

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli_store import ROLE_NAMES, Database, Whose

if TYPE_CHECKING:
    from api.service import Service
    from api.store.people import Person

commands = typer.Typer(no_args_is_help=True, help="Let people sign in to the pages, or no longer.")

UserId = Annotated[str, typer.Argument(metavar="NAME", help="The short name they sign in with, such as a.carter.")]
Setting = Annotated[
    str | None, typer.Option(metavar="ID", help="The hub or home they look after, for their first page.")
]


@commands.command("add")
def add(
    user_id: UserId,
    name: Annotated[str, typer.Option(help="What they are called; shown on pages and in the audit.")],
    role: Annotated[str, typer.Option(help=f"One of {ROLE_NAMES}.")],
    setting: Setting = None,
    database: Database = None,
    whose: Whose = None,
) -> None:
    """Add somebody, with a password that is asked for (or read from standard input)."""
    from dataclasses import replace

    from api.actions.users import add_user
    from api.opening_store import open_service
    from api.reading import read_identifier
    from api.terminal.console import read_password, show

    service = open_service(database)
    person = replace(_person(service, whose, name, role, setting), user_id=read_identifier(user_id))
    add_user(service, person, read_password())
    show([f"{name} can sign in as {user_id}, as a {person.role.label}."], aside=True)


@commands.command("password")
def password(user_id: UserId, database: Database = None) -> None:
    """Set another password, and lift a lock."""
    from api.actions.users import set_password
    from api.opening_store import open_service
    from api.terminal.console import read_password, show

    set_password(open_service(database), user_id, read_password())
    show([f"{user_id} has a new password."], aside=True)


@commands.command("end")
def end(user_id: UserId, database: Database = None) -> None:
    """Let nobody sign in by this name any more; whoever is signed in by it is out."""
    from api.actions.users import end_user
    from api.opening_store import open_service
    from api.terminal.console import show

    end_user(open_service(database), user_id)
    show([f"Nobody gets in as {user_id} any more."], aside=True)


@commands.command("list")
def list_(database: Database = None, whose: Whose = None) -> None:
    """List who can sign in."""
    from api.actions.users import users
    from api.opening_store import open_service, speaker
    from api.terminal.console import show

    service = open_service(database)
    found = users(service, speaker(service, whose).authority)
    show(
        f"{one.person.user_id}  {one.person.name}, {one.person.role.label}{', ended' if one.ended_at else ''}"
        for one in found
    )


@commands.command("link")
def link(
    role: Annotated[str, typer.Option(help=f"One of {ROLE_NAMES}.")],
    name: Annotated[str, typer.Option(help="Whom it is for; shown on pages and in the audit.")],
    setting: Setting = None,
    hours: Annotated[float, typer.Option(min=0.1, max=72, help="How long it works; it works once.")] = 12,
    database: Database = None,
    whose: Whose = None,
) -> None:
    """Make a link that lets somebody in once, without an account, and print it."""
    from api.actions.users import make_link
    from api.opening_store import open_service
    from api.terminal.console import show

    service = open_service(database)
    secret, until = make_link(service, _person(service, whose, name, role, setting), timedelta(hours=hours))
    show([f"Works once, until {until:%d %B %Y %H:%M} UTC."], aside=True)
    show([f"{service.settings.url()}/sign-in/link/{secret}"])


def _person(service: "Service", whose: str | None, name: str, role: str, setting: str | None) -> "Person":
    """Somebody of this authority, as typed. Raises WhichAuthority, NoSuchRole, BadIdentifier."""
    from api.opening_store import speaker
    from api.reading import read_identifier, read_role
    from api.store.people import Person

    return Person(
        authority=speaker(service, whose).authority,
        name=name,
        role=read_role(role),
        setting_id=None if setting is None else read_identifier(setting),
    )
