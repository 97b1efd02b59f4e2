"""`nwd sensitivity` and `nwd compare`: how sure the order of a request's options is, and how some of them differ."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli_store import Database, File, Json, Whose

commands = typer.Typer()
RequestId = Annotated[str, typer.Argument(metavar="ID", help="The request's id.")]


@commands.command()
def sensitivity(
    request: RequestId, file: File = None, database: Database = None, whose: Whose = None, json: Json = False
) -> None:
    """Show how sure the order is: other weights, what is not known yet, and the one question to ask."""
    from api.opening_sensitivity import sensitivity_shown
    from api.terminal.console import show, write_json
    from api.terminal.sensitivity import sensitivity_lines
    from matcher.options.sensitivity import sensitivity_adapter

    found = sensitivity_shown(request, file=file, database=database, whose=whose)
    if json:
        write_json(sensitivity_adapter().dump_json(found))
    else:
        show(sensitivity_lines(found))


@commands.command()
def compare(
    request: RequestId,
    places: Annotated[list[str], typer.Argument(metavar="PLACE PLACE [PLACE]", help="Ids, as `nwd rank` shows them.")],
    file: File = None,
    postcodes: Annotated[
        Path | None, typer.Option("--postcodes", help="A CSV to look up postcodes: postcode, easting, northing.")
    ] = None,
    database: Database = None,
    whose: Whose = None,
    json: Json = False,
) -> None:
    """Compare two or three places in words; of a database, as its latest answer was shown."""
    from api.opening_sensitivity import compared
    from api.terminal.compare import comparison_lines
    from api.terminal.console import show, write_json
    from matcher.options.compare_result import comparison_adapter

    found = compared(request, places, file=file, postcodes=postcodes, database=database, whose=whose)
    if json:
        write_json(comparison_adapter().dump_json(found))
    else:
        show(comparison_lines(found))
