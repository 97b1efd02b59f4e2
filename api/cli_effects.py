"""`nwd effects`: what each option of a request would mean for the others who wait."""

from typing import Annotated

import typer

from api.cli_store import Database, File, Json, Whose

commands = typer.Typer()


@commands.command()
def effects(
    request: Annotated[str, typer.Argument(metavar="ID", help="The request's id.")],
    file: File = None,
    database: Database = None,
    whose: Whose = None,
    json: Json = False,
) -> None:
    """Show what each option would mean for the others who wait: for planning, free beds and fit only."""
    from api.opening_store import effects_shown
    from api.terminal.console import show, write_json
    from api.terminal.effects import effects_lines
    from matcher.cohort.effects_result import effects_adapter

    found = effects_shown(request, file=file, database=database, whose=whose)
    if json:
        write_json(effects_adapter().dump_json(found))
    else:
        show(effects_lines(found))
