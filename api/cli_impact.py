"""`nwd impact`: the draft of an impact risk assessment for one place."""

from typing import Annotated

import typer

from api.cli_store import Database, File, Json, Whose

commands = typer.Typer()


@commands.command()
def impact(
    request: Annotated[str, typer.Argument(metavar="ID", help="The request's id.")],
    place: Annotated[str, typer.Argument(help="The place's id, as `nwd rank` shows it.")],
    file: File = None,
    database: Database = None,
    whose: Whose = None,
    json: Json = False,
) -> None:
    """Draft an impact risk assessment: what living together could mean, both ways, from the record alone."""
    from api.opening_impact import impact_of
    from api.terminal.console import show, write_json
    from api.terminal.impact import impact_lines
    from matcher.options.impact import impact_draft_adapter

    found = impact_of(request, place, file=file, database=database, whose=whose)
    if json:
        write_json(impact_draft_adapter().dump_json(found))
    else:
        show(impact_lines(found))
