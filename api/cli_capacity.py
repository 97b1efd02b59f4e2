"""`nwd capacity`: beds by night."""

from typing import TYPE_CHECKING, Annotated

import typer

from api.cli_store import Database, Json, SnapshotFile, Whose
from matcher.domain.codes import SettingKind
from matcher.domain.person_codes import Sex

if TYPE_CHECKING:
    from api.actions.authority_capacity import CapacityAsked
    from api.opening_capacity import Whence

commands = typer.Typer()

Kinds = Annotated[
    list[SettingKind] | None, typer.Option("--kind", help="Only settings of this kind; may be given several times.")
]
Needs = Annotated[
    list[str] | None,
    typer.Option("--need", help="A need as CODE or CODE:LEVEL, several times; `none`: assessed, none."),
]


@commands.command()
def capacity(
    setting: Annotated[
        str | None, typer.Argument(metavar="SETTING", help="One setting's beds, by its id; else every setting's.")
    ] = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The first night; tonight if left out.")
    ] = None,
    to: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day after the last night; 28 nights if left out.")
    ] = None,
    kind: Kinds = None,
    usable_by: Annotated[
        str | None, typer.Option(metavar="ID", help="Count the vacancies that this open request could use.")
    ] = None,
    age: Annotated[int | None, typer.Option(min=0, max=120, help="Or that somebody of this age could use.")] = None,
    sex: Annotated[Sex | None, typer.Option(help="And of this sex.")] = None,
    need: Needs = None,
    emergency: Annotated[bool, typer.Option("--emergency", help="They would come in an emergency.")] = False,
    file: SnapshotFile = None,
    database: Database = None,
    whose: Whose = None,
    json: Json = False,
    csv: Annotated[bool, typer.Option("--csv", help="Print every setting's beds as a list.")] = False,
) -> None:
    """Show beds by night: usable vacancies by kind and setting, or one setting's beds and what is ahead there."""
    from api.actions.authority_capacity import CapacityAsked
    from api.actions.nights_asked import WhomAsked
    from api.opening import read_day
    from api.opening_capacity import Whence

    asked = CapacityAsked(
        first=read_day(first),
        leaving=read_day(to),
        kinds=tuple(kind or ()),
        whom=WhomAsked(
            usable_by=usable_by,
            age=age,
            sex=sex,
            need=need,
            emergency=emergency,
        ),
    )
    whence = Whence(file=file, database=database, whose=whose)
    if setting is None:
        _every_setting(whence, asked, json=json, csv=csv)
    else:
        _one_setting(whence, setting, asked, json=json)


def _every_setting(whence: "Whence", asked: "CapacityAsked", *, json: bool, csv: bool) -> None:
    from pathlib import Path

    from api.exchange.capacity_csv import capacity_csv
    from api.opening import write_bytes
    from api.opening_capacity import authority_beds
    from api.terminal.capacity import authority_lines
    from api.terminal.console import show, write_json
    from matcher.capacity import authority_capacity_adapter

    found = authority_beds(whence, asked)
    if json:
        write_json(authority_capacity_adapter().dump_json(found))
    elif csv:
        write_bytes(Path("-"), capacity_csv(found))
    else:
        show(authority_lines(found))


def _one_setting(whence: "Whence", setting: str, asked: "CapacityAsked", *, json: bool) -> None:
    from api.opening_capacity import setting_beds
    from api.terminal.capacity import setting_lines
    from api.terminal.console import show, write_json
    from matcher.capacity import setting_capacity_adapter

    found = setting_beds(whence, setting, asked)
    if json:
        write_json(setting_capacity_adapter().dump_json(found))
    else:
        show(setting_lines(found))
