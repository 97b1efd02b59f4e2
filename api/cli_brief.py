"""`nwd brief` and `nwd unmet-needs`: what could be built where nothing fits, and what was not met."""

from typing import Annotated

import typer

from api.cli_store import Database, File, Json, Whose

commands = typer.Typer()


@commands.command()
def brief(
    request: Annotated[str, typer.Argument(metavar="ID", help="The request's id.")],
    file: File = None,
    database: Database = None,
    whose: Whose = None,
    json: Json = False,
) -> None:
    """Put together what could be built around one young person: who, where, when, what it costs, who does what next."""
    from api.opening_brief import brief_shown
    from api.terminal.brief import brief_lines
    from api.terminal.console import show, write_json
    from matcher.options.bespoke.result import brief_adapter

    found = brief_shown(request, file=file, database=database, whose=whose)
    if json:
        write_json(brief_adapter().dump_json(found))
    else:
        show(brief_lines(found))


@commands.command("unmet-needs")
def unmet_needs(
    first: Annotated[str | None, typer.Option("--from", metavar="DATE", help="The first day, YYYY-MM-DD.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DATE", help="The last day, YYYY-MM-DD.")] = None,
    database: Database = None,
    whose: Whose = None,
    json: Json = False,
) -> None:
    """Count the requests that nothing fitted, and the rules that closed the door. Reads a database."""
    from api.actions.unmet_needs import unmet_needs_adapter
    from api.opening_brief import unmet_needs_shown
    from api.terminal.brief import unmet_lines
    from api.terminal.console import show, write_json

    found = unmet_needs_shown(first, last, database=database, whose=whose)
    if json:
        write_json(unmet_needs_adapter().dump_json(found))
    else:
        show(unmet_lines(found))
