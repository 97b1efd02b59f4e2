"""`nwd`: the service at a terminal. What is heavy is imported where it is used, so that help comes at once."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from matcher.domain.errors import MatcherError

if TYPE_CHECKING:
    from api.exchange.match_input import MatchInput

BAD_INPUT, OUR_FAULT = 2, 1

commands = typer.Typer(
    name="nwd",
    help="Ranks every place a young person in care could live, and says why, or why not, for each of them.",
    epilog="Without a file, commands work on the invented county.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Json = Annotated[bool, typer.Option("--json", help="Print exactly what the API answers.")]
File = Annotated[str | None, typer.Option("--file", help="A snapshot or match input (JSON); - is standard input.")]
Request = Annotated[str | None, typer.Option("--request", help="The id of the request in the file.")]
Postcodes = Annotated[
    Path | None, typer.Option("--postcodes", help="A CSV to look up postcodes: postcode, easting, northing.")
]
All = Annotated[bool, typer.Option("--all", help="Show every place, ruled out ones too.")]
Day = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="The day to decide on, YYYY-MM-DD.")]


@commands.command()
def demo(svg: Annotated[Path | None, typer.Option(help="Draw the first story into this file instead.")] = None) -> None:
    """Show the invented county: the options for an emergency and for a planned request."""
    from api.terminal import demonstration
    from api.terminal.console import show

    if svg is None:
        show(demonstration.demonstration_lines())
    else:
        demonstration.draw(svg)


@commands.command()
def requests(file: File = None, json: Json = False) -> None:
    """List the open placement requests."""
    from api.opening import open_snapshot
    from api.terminal.console import show, write_json
    from api.terminal.tables import request_table
    from api.waiting import open_requests, open_requests_adapter

    snapshot = open_snapshot(file)
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
    json: Json = False,
    every: All = False,
) -> None:
    """Rank the places for one request: of the invented county, or of a file."""
    from api import opening

    if not opening.is_file(what):
        given = opening.of_request(what, file, postcodes)
    elif child is not None:
        given = opening.of_child(what, child, opening.read_day(as_of), postcodes)
    else:
        given = opening.open_match_input(what, request, postcodes)
    _answer(given, json=json, every=every)


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


def _answer(given: "MatchInput", *, json: bool, every: bool) -> None:
    from api.terminal import answer
    from api.terminal.console import show, write_json
    from matcher.options.rank import rank
    from matcher.options.result import result_adapter
    from matcher.policy import load_policy

    result = rank(given.snapshot, given.request_id, load_policy())
    if json:
        write_json(result_adapter().dump_json(result))
    else:
        show(answer.answer_lines(given.snapshot, result, whole=every))


@commands.command()
def explain(
    request: Annotated[str, typer.Argument(help="The request's id.")],
    place: Annotated[str, typer.Argument(help="The place's id, as `nwd rank` shows it.")],
    file: File = None,
    postcodes: Postcodes = None,
    json: Json = False,
) -> None:
    """Show every rule's outcome for one place."""
    from api.opening import open_snapshot
    from api.rulebook import judged_adapter
    from api.terminal.console import show, write_json
    from api.terminal.tables import limb_lines
    from matcher.options.explain import explain
    from matcher.policy import load_policy

    judged = explain(open_snapshot(file, postcodes), request, place, load_policy())
    if json:
        write_json(judged_adapter().dump_json(judged))
    else:
        show(limb_lines(judged))


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
    directory: Annotated[Path, typer.Argument(help="The folder with the return's CSV files.")],
    out: Annotated[Path, typer.Option(help="The snapshot to write.")],
    as_of: Day = None,
) -> None:
    """Read the national return (SSDA903) and write it as a snapshot."""
    from api.making import import_903
    from api.opening import read_day
    from api.terminal.console import show

    show(import_903(directory, out, read_day(as_of)), aside=True)


@commands.command()
def rules(json: Json = False) -> None:
    """List every rule with its limbs, its source and what it says."""
    from api.rulebook import rules_adapter, rules_shown
    from api.terminal.console import show, write_json
    from api.terminal.tables import rule_lines

    if json:
        write_json(rules_adapter().dump_json(rules_shown()))
    else:
        show(rule_lines(rules_shown()))


@commands.command()
def serve(
    port: Annotated[int, typer.Option(help="0 takes any free one.")] = 8000,
    host: Annotated[str, typer.Option(help="This machine only: 127.0.0.1, ::1 or localhost.")] = "127.0.0.1",
) -> None:
    """Serve the API and its documentation page to this machine."""
    from api.serving import serve
    from api.settings import Settings

    serve(Settings(host=host, port=port))


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
