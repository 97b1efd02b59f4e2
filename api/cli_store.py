"""`nwd`'s commands on a database. Without --database or DATABASE_URL they work on the demonstration's own."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.permissions import ROLES
from matcher.domain.codes import Role

if TYPE_CHECKING:
    from api.actions.loading import Loaded

commands = typer.Typer()

Database = Annotated[
    str | None,
    typer.Option("--database", metavar="URL", help="sqlite:///FILE or postgresql://...; default DATABASE_URL."),
]
Whose = Annotated[str | None, typer.Option("--authority", metavar="ID", help="Whose records, where there are several.")]
File = Annotated[str | None, typer.Option("--file", help="A snapshot or match input (JSON); - is standard input.")]
SnapshotFile = Annotated[str | None, typer.Option("--file", help="A snapshot (JSON); - is standard input.")]
Json = Annotated[bool, typer.Option("--json", help="Print exactly what the API answers.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")]
ROLE_NAMES = ", ".join(sorted(role.value for role in ROLES))


@commands.command()
def migrate(
    database: Database = None, to: Annotated[str, typer.Option(help="The revision to reach; `base` is none.")] = "head"
) -> None:
    """Bring the database's tables to what this version needs."""
    from api.opening import database_named
    from api.service import Service
    from api.settings import settings_of_environment
    from api.store.migrate import migrate
    from api.terminal.console import show

    service = Service(settings_of_environment(database_url=database_named(database)))
    show([f"The database is at revision {migrate(service.store, to)}."], aside=True)


@commands.command()
def authority(
    authority: Annotated[str, typer.Argument(metavar="ID", help="The authority's id: letters, digits, - . _")],
    name: Annotated[str, typer.Option(help="What it is called.")],
    database: Database = None,
) -> None:
    """Begin an authority's record, or give it another name."""
    from api.actions.loading import begin_authority
    from api.opening_store import open_service
    from api.terminal.console import show

    is_new = begin_authority(open_service(database), authority, name)
    show([f"{name} ({authority}) {'has a record now' if is_new else 'is its name now'}."], aside=True)


@commands.command()
def token(
    role: Annotated[str | None, typer.Option(help=f"One of {ROLE_NAMES}.")] = None,
    name: Annotated[str, typer.Option(help="Whose it is: a person or a system. Shown in the audit.")] = "",
    days: Annotated[float, typer.Option(min=0.01, max=366, help="How long it opens the door.")] = 90,
    only: Annotated[list[str] | None, typer.Option(help="Only this permission; may be given several times.")] = None,
    withdraw: Annotated[str | None, typer.Option(metavar="ID", help="End the token with this public id.")] = None,
    database: Database = None,
    whose: Whose = None,
) -> None:
    """Make a token, and print it once: nobody can read it again. Or withdraw one."""
    from api.actions.tokens import make_token, withdraw_token
    from api.opening_store import open_service, speaker
    from api.reading import read_permissions, read_role
    from api.terminal.console import show

    service = open_service(database)
    if withdraw is not None:
        show(
            ["It opens nothing any more." if withdraw_token(service, withdraw) else "There is no such token."],
            aside=True,
        )
        return
    made = make_token(
        service,
        authority=speaker(service, whose).authority,
        role=read_role(role or Role.PLACEMENT_OFFICER),
        name=name,
        lasts=timedelta(days=days),
        only=read_permissions(only),
    )
    show([f"Public id {made.id}; for a {made.role.label}, until {made.expires_at:%d %B %Y %H:%M} UTC."], aside=True)
    show([made.token])


@commands.command("load-postcodes")
def load_postcodes(
    file: Annotated[Path, typer.Argument(help="Code-Point Open or the ONS Postcode Directory (zip, folder or CSV).")],
    database: Database = None,
) -> None:
    """Put a national postcode file into the database, in place of the one before."""
    from api.actions.postcodes import load_postcodes
    from api.opening_store import open_service
    from api.terminal.console import progress_of, show

    with progress_of(f"Reading {file}") as progress:
        count = load_postcodes(open_service(database), file, progress)
    show([f"{count:,} postcodes."], aside=True)


def loaded_lines(loaded: "Sequence[Loaded]", *, dry_run: bool) -> list[str]:
    """What was kept, list by list; or what would be."""
    done = "would be " if dry_run else ""
    return [
        f"- {one.collection.replace('_', ' ')}: {one.created} {done}new, {one.changed} {done}changed, {one.unchanged} as before"
        for one in loaded
        if one.created or one.changed or one.unchanged
    ]
