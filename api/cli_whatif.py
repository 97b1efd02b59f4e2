"""`nwd whatif`: what some changes would mean, before and after."""

from typing import Annotated

import typer

from api.cli_store import Database, Json, Whose

commands = typer.Typer()


@commands.command()
def whatif(
    changes: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="The changes (JSON), as POST /v1/scenarios takes them; - is standard input."
        ),
    ] = "-",
    with_plan: Annotated[
        bool, typer.Option("--with-plan", help="Also plan for everyone who waits, before and after.")
    ] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of the changes instead.")] = False,
    file: Annotated[
        str | None, typer.Option("--file", help="A snapshot (JSON) to change, instead of the record.")
    ] = None,
    database: Database = None,
    whose: Whose = None,
    json: Json = False,
) -> None:
    """Show what some changes would mean, before and after. Nothing is changed by it."""
    from api.opening_plan import Whence
    from api.opening_scenario import asked_in, found_for, scenario_schema
    from api.terminal.console import following, show, write_json
    from api.terminal.scenario import progress_said, scenario_lines
    from api.terminal.stopping import stopped_by_ctrl_c
    from matcher.scenario import ScenarioProgress, before_after_adapter

    if schema:
        write_json(scenario_schema())
        return
    asked = asked_in(changes, with_plan=with_plan)
    with stopped_by_ctrl_c() as is_stopped, following("Comparing") as say:

        def tells(progress: ScenarioProgress) -> bool:
            say(progress_said(progress))
            return not is_stopped()

        snapshot, found = found_for(Whence(file=file, database=database, whose=whose), asked, tells)
    if json:
        write_json(before_after_adapter().dump_json(found))
    else:
        show(scenario_lines(snapshot, found))
