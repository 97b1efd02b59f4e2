"""`nwd`'s commands for whole lists: templates, imports and exports."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.cli_store import Database, DryRun, Json, Whose

if TYPE_CHECKING:
    from api.actions.imports import ImportReport

commands = typer.Typer()

Name = Annotated[
    str, typer.Argument(metavar="LIST", help="settings, places, carers, young-people, requests, rota, ...")
]
Out = Annotated[Path, typer.Option(help="The file to write; - is standard output.")]
ROWS_SHOWN = 20


@commands.command()
def template(
    name: Name,
    out: Out = Path("-"),
    explain: Annotated[bool, typer.Option("--explain", help="Say what each column is for, instead.")] = False,
) -> None:
    """Write an empty list to fill in: the heading of its CSV."""
    from api.exchange.lists import columns, template
    from api.opening import write_bytes
    from api.terminal.console import show
    from api.terminal.tables import column_lines

    if explain:
        show(column_lines(columns(name)))
    else:
        write_bytes(out, template(name))


@commands.command("import")
def import_(
    name: Name,
    file: Annotated[str, typer.Argument(help="CSV or Excel; - is standard input.")],
    dry_run: DryRun = False,
    database: Database = None,
    whose: Whose = None,
    json: Json = False,
) -> None:
    """Keep every row of a list, or none; read again it changes nothing more."""
    from api.actions.imports import import_list, report_adapter
    from api.opening import read_bytes
    from api.opening_store import open_service, speaker
    from api.terminal.console import progress_of, show, write_json

    service = open_service(database)
    raw = read_bytes(file)
    rows = max(1, raw.count(b"\n"))
    with progress_of(f"Reading {file}") as progress:
        report = import_list(
            service,
            speaker(service, whose),
            name,
            raw,
            Path(file).name,
            dry_run=dry_run,
            progress=lambda done: progress(min(1.0, done / rows)),
        )
    if json:
        write_json(report_adapter().dump_json(report))
    else:
        show(_report_lines(report), aside=True)


@commands.command()
def export(
    name: Annotated[str, typer.Argument(metavar="LIST", help="A list's name; `all` writes every list into --out.")],
    out: Out = Path("-"),
    database: Database = None,
    whose: Whose = None,
) -> None:
    """Write a list as CSV, in the form in which it is imported."""
    from api.actions.exports import export_list
    from api.exchange.lists import LIST_NAMES
    from api.opening import make_folder, write_bytes
    from api.opening_store import open_service, speaker

    service = open_service(database)
    caller = speaker(service, whose)
    if name != "all":
        write_bytes(out, export_list(service, caller, name))
        return
    make_folder(out)
    for one in LIST_NAMES:
        write_bytes(out / f"{one}.csv", export_list(service, caller, one))


def _report_lines(report: "ImportReport") -> list[str]:
    would = "would be " if report.dry_run else ""
    counts = f"{report.created} {would}new, {report.changed} {would}changed, {report.unchanged} as before"
    lines = [f"{report.list}: {report.rows} rows; {counts}."]
    shown = report.changes[:ROWS_SHOWN] if report.dry_run else ()
    lines += [f"  row {one.row}, {one.id}: {one.deed}, {', '.join(one.fields)}" for one in shown]
    if report.dry_run and len(report.changes) > ROWS_SHOWN:
        lines.append(f"  and {report.created + report.changed - ROWS_SHOWN} more")
    return [*lines, "Nothing was kept: this was a dry run."] if report.dry_run else lines
