"""`nwd`: the service at a terminal. What is heavy is imported where it is used, so that help comes at once."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api import (
    cli_assign,
    cli_brief,
    cli_capacity,
    cli_effects,
    cli_forecast,
    cli_impact,
    cli_lists,
    cli_sensitivity,
    cli_store,
    cli_users,
    cli_whatif,
)
from api.cli_store import Database, DryRun, File, Json, Whose
from matcher.domain.errors import MatcherError

if TYPE_CHECKING:
    from api.actions.options import PlaceInFull
    from api.exchange.match_input import MatchInput
    from matcher.domain.snapshot import Snapshot
    from matcher.options.result import MatchResult

BAD_INPUT, OUR_FAULT = 2, 1

commands = typer.Typer(
    name="nwd",
    help="Ranks every place a young person in care could live, and says why, or why not, for each of them.",
    epilog="Without a file or a database, commands work on the invented county.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Request = Annotated[str | None, typer.Option("--request", help="The id of the request in the file.")]
Postcodes = Annotated[
    Path | None, typer.Option("--postcodes", help="A CSV to look up postcodes: postcode, easting, northing.")
]
All = Annotated[bool, typer.Option("--all", help="Show every place, ruled out ones too.")]
Day = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="The day to decide on, YYYY-MM-DD.")]


@commands.command()
def demo(
    svg: Annotated[Path | None, typer.Option(help="Draw the first story into this file instead.")] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Make the database anew; what was changed in it goes.")
    ] = False,
    port: Annotated[int, typer.Option(help="Where it will be served, for the call that is shown.")] = 8000,
) -> None:
    """Show the invented county: the options for an emergency and for a planned request; and put it into a database."""
    from api.terminal import demonstration
    from api.terminal.console import show

    if svg is None:
        show(demonstration.demonstration_lines())
        show(demonstration.database_lines(fresh=fresh, port=port))
    else:
        demonstration.draw(svg)


@commands.command()
def requests(file: File = None, database: Database = None, whose: Whose = None, json: Json = False) -> None:
    """List the open placement requests."""
    from api.opening_store import snapshot_named
    from api.terminal.console import show, write_json
    from api.terminal.tables import request_table
    from api.waiting import open_requests, open_requests_adapter

    snapshot = snapshot_named(file, database, whose)
    if json:
        write_json(open_requests_adapter().dump_json(open_requests(snapshot)))
    else:
        show(request_table(snapshot))


@commands.command()
def rank(
    what: Annotated[str, typer.Argument(metavar="ID or FILE", help="A request's id, or a file that holds one.")],
    file: File = None,
    request: Request = None,
    child: Annotated[str | None, typer.Option(help="A child of an imported return, by id; with --as-of.")] = None,
    as_of: Day = None,
    postcodes: Postcodes = None,
    database: Database = None,
    whose: Whose = None,
    json: Json = False,
    every: All = False,
    why: Annotated[
        str | None, typer.Option(metavar="PLACE", help="Show why this place is listed or ruled out, and its ways out.")
    ] = None,
) -> None:
    """Rank the places for one request: of the invented county, of a file, or of a database, which keeps the answer."""
    from api import opening

    if why is not None and not opening.is_file(what):
        return _why(what, why, file=file, postcodes=postcodes, database=database, whose=whose, json=json)
    if not opening.is_file(what) and file is None and (url := opening.database_named(database)):
        from api.opening_store import ranked

        return _show(*ranked(url, whose, what), json=json, every=every)
    if not opening.is_file(what):
        given = opening.of_request(what, file, postcodes)
    elif child is not None:
        given = opening.of_child(what, child, opening.read_day(as_of), postcodes)
    else:
        given = opening.open_match_input(what, request, postcodes)
    if why is not None:
        from api.opening_store import explained_in

        return _show_why(explained_in(given.snapshot, given.request_id, why), json=json)
    return _answer(given, json=json, every=every)


@commands.command()
def match(
    file: Annotated[str, typer.Argument(help="A match input or a snapshot (JSON); - is standard input.")] = "-",
    request: Request = None,
    postcodes: Postcodes = None,
    schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of the input instead.")] = False,
    json: Json = False,
    every: All = False,
) -> None:
    """Rank the places for the request in a file, as POST /v1/match does."""
    from api import opening
    from api.terminal.console import write_json

    if schema:
        write_json(opening.schema_text())
    else:
        _answer(opening.open_match_input(file, request, postcodes), json=json, every=every)


def _why(
    request: str,
    place: str,
    *,
    file: str | None,
    postcodes: Path | None,
    database: str | None,
    whose: str | None,
    json: bool,
) -> None:
    from api.opening_store import explained

    full = explained(request, place, file=file, postcodes=postcodes, database=database, whose=whose, anew=True)
    _show_why(full, json=json)


def _show_why(full: "PlaceInFull", *, json: bool) -> None:
    from api.actions.options import place_in_full_adapter
    from api.terminal.console import show, write_json
    from api.terminal.ways_out import why_lines

    if json:
        write_json(place_in_full_adapter().dump_json(full))
    else:
        show(why_lines(full))


def _answer(given: "MatchInput", *, json: bool, every: bool) -> None:
    from matcher.options.rank import rank
    from matcher.policy import load_policy

    _show(given.snapshot, rank(given.snapshot, given.request_id, load_policy()), json=json, every=every)


def _show(snapshot: "Snapshot", result: "MatchResult", *, json: bool, every: bool) -> None:
    from api.terminal import answer
    from api.terminal.console import show, write_json
    from matcher.options.result import result_adapter

    if json:
        write_json(result_adapter().dump_json(result))
    else:
        show(answer.answer_lines(snapshot, result, whole=every))


@commands.command()
def explain(
    request: Annotated[str, typer.Argument(help="The request's id.")],
    place: Annotated[str, typer.Argument(help="The place's id, as `nwd rank` shows it.")],
    file: File = None,
    postcodes: Postcodes = None,
    database: Database = None,
    whose: Whose = None,
    json: Json = False,
) -> None:
    """Show every rule's outcome for one place; of a database, as its latest answer was shown."""
    from api.actions.options import place_in_full_adapter
    from api.opening_store import explained
    from api.terminal.console import show, write_json
    from api.terminal.tables import limb_lines

    full = explained(request, place, file=file, postcodes=postcodes, database=database, whose=whose)
    if json:
        write_json(place_in_full_adapter().dump_json(full))
    else:
        show(limb_lines(full.limbs))


@commands.command()
def generate(
    out: Annotated[Path, typer.Option(help="The file to write.")],
    seed: Annotated[int, typer.Option(help="Another seed, another county.")] = 2026,
    settings: Annotated[int | None, typer.Option(help="How many settings (20 or more).")] = None,
    requests: Annotated[int | None, typer.Option(help="How many open requests.")] = None,
    region: Annotated[bool, typer.Option("--region", help="Ten authorities.")] = False,
    nation: Annotated[bool, typer.Option("--nation", help="150 authorities, 60,000 places.")] = False,
) -> None:
    """Write an invented county, region or nation as a snapshot."""
    from api.making import generate
    from api.terminal.console import show

    snapshot = generate(out, "nation" if nation else "region" if region else "county", seed, settings, requests)
    show([f"{out}: {len(snapshot.settings)} settings, {len(snapshot.placement_requests)} requests"], aside=True)


@commands.command("import-903")
def import_903(
    directory: Annotated[
        Path,
        typer.Argument(help="A folder of CSV files, one folder a year, a zip of these, or XML."),
    ],
    out: Annotated[
        Path | None, typer.Option(help="The snapshot to write, instead of keeping it in a database.")
    ] = None,
    as_of: Day = None,
    database: Database = None,
    whose: Whose = None,
    dry_run: DryRun = False,
    stays_only: Annotated[
        bool, typer.Option("--stays-only", help="Keep only past stays, without names, for forecasts to learn from.")
    ] = False,
) -> None:
    """Read the national return (SSDA903), and keep it in a database or write it as a snapshot."""
    from api import making
    from api.opening import read_day
    from api.terminal.console import show

    day = read_day(as_of)
    if out is not None:
        show(making.import_903(directory, out, day), aside=True)
    else:
        show(making.keep_903(directory, day, database, whose, dry_run=dry_run, stays_only=stays_only), aside=True)


@commands.command()
def rules(
    slug: Annotated[str | None, typer.Argument(help="One rule only, by its slug.")] = None, json: Json = False
) -> None:
    """List every rule: what it says, who may approve, its source and dates, its figures and worked examples."""
    from api.rulebook import rules_adapter, rules_named
    from api.terminal.console import show, write_json
    from api.terminal.tables import rule_lines

    found = rules_named(slug)
    if json:
        write_json(rules_adapter().dump_json(found))
    else:
        show(rule_lines(found))


@commands.command()
def serve(
    port: Annotated[int | None, typer.Option(help="0 takes any free one; default NWD_PORT, or 8000.")] = None,
    host: Annotated[str | None, typer.Option(help="Default NWD_HOST, or 127.0.0.1: this machine only.")] = None,
    workers: Annotated[int | None, typer.Option(help="Processes that answer; default NWD_WORKERS, or 1.")] = None,
    database: Database = None,
) -> None:
    """Serve the API and its documentation page; without a database, the demonstration's own."""
    from api.opening import database_named
    from api.opening_store import open_demonstration
    from api.serving import serve
    from api.settings import settings_of_environment

    url = database_named(database)
    settings = settings_of_environment(host=host, port=port, workers=workers, database_url=url)
    if url is None:
        open_demonstration()
    serve(settings)


OTHERS = (
    cli_assign,
    cli_brief,
    cli_capacity,
    cli_effects,
    cli_forecast,
    cli_impact,
    cli_sensitivity,
    cli_whatif,
    cli_store,
    cli_lists,
)
for others in OTHERS:
    commands.registered_commands += others.commands.registered_commands
commands.add_typer(cli_users.commands, name="user")


def main() -> None:
    """Run `nwd`. Ends with 2 where the input is at fault, 1 where we are; never with a stack trace."""
    try:
        commands(prog_name="nwd")
    except MatcherError as error:
        from api.terminal.console import complain

        complain(error)
        sys.exit(BAD_INPUT)
    except Exception as error:
        if os.environ.get("NWD_DEBUG"):
            raise
        said = f"nwd: something went wrong here ({type(error).__name__}). Please report it; NWD_DEBUG=1 shows where."
        print(said, file=sys.stderr)  # noqa: T201 - it is meant to be seen
        sys.exit(OUR_FAULT)
    finally:
        _flush()


def _flush() -> None:
    """Whoever reads our output may have stopped reading (`nwd rules | head`): that is no error."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
