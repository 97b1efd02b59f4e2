"""`nwd forecast`, `nwd accuracy`, `nwd backtest`: a setting's beds in the coming weeks, how good that was, or would have been."""

from typing import Annotated

import typer

from api.cli_store import Database, File, Json, Whose

commands = typer.Typer()
Setting = Annotated[str, typer.Argument(metavar="SETTING", help="The setting's id.")]


@commands.command()
def forecast(
    setting: Setting,
    days: Annotated[int, typer.Option(help="Nights, tonight included: 1 to 182.")] = 84,
    file: File = None,
    database: Database = None,
    whose: Whose = None,
    json: Json = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a line a night, as CSV.")] = False,
) -> None:
    """Show how many of a setting's beds will be taken, night by night, and how likely."""
    from api.opening_store import forecast_shown
    from api.terminal.console import show, write_json
    from api.terminal.forecast import forecast_csv, forecast_lines
    from matcher.capacity.forecast import forecast_adapter

    found = forecast_shown(setting, days, file=file, database=database, whose=whose)
    if json:
        write_json(forecast_adapter().dump_json(found))
    elif as_csv:
        write_json(forecast_csv(found).encode())
    else:
        show(forecast_lines(found))


@commands.command()
def accuracy(
    setting: Annotated[
        str | None, typer.Argument(metavar="SETTING", help="Only of this setting's beds, by its id.")
    ] = None,
    first: Annotated[str | None, typer.Option("--from", metavar="DATE", help="The first day, YYYY-MM-DD.")] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DATE", help="The last day, YYYY-MM-DD.")] = None,
    database: Database = None,
    whose: Whose = None,
    json: Json = False,
) -> None:
    """Hold the forecasts that were served against what happened. Reads a database."""
    from api.opening_forecast import accuracy_shown
    from api.terminal.accuracy import accuracy_lines
    from api.terminal.console import show, write_json
    from matcher.capacity.forecast import accuracy_adapter

    found = accuracy_shown(setting, first, last, database=database, whose=whose)
    if json:
        write_json(accuracy_adapter().dump_json(found))
    else:
        show(accuracy_lines(found))


@commands.command()
def backtest(
    setting: Setting,
    every: Annotated[int, typer.Option(min=1, help="Days from one forecast to the next.")] = 28,
    file: File = None,
    database: Database = None,
    whose: Whose = None,
    json: Json = False,
) -> None:
    """Make the forecast again as of past days, and hold it against what happened."""
    from pydantic import TypeAdapter

    from api.opening_store import backtested
    from api.terminal.console import show, write_json
    from api.terminal.forecast import backtest_lines
    from matcher.capacity.forecast import Judged

    found = backtested(setting, every, file=file, database=database, whose=whose)
    if json:
        write_json(TypeAdapter(tuple[Judged, ...]).dump_json(found))
    else:
        show(backtest_lines(setting, found))
