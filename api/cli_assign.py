"""`nwd`'s command for everyone at once."""

from typing import Annotated

import typer

from api.cli_store import Database, SnapshotFile, Whose

commands = typer.Typer()

Requests = Annotated[
    list[str] | None, typer.Option("--request", metavar="ID", help="Only this one; may be given several times.")
]
Json = Annotated[bool, typer.Option("--json", help="Print the plan as the API answers it.")]
Locks = Annotated[
    list[str] | None, typer.Option("--lock", metavar="REQUEST=PLACE", help="At this place and nowhere else.")
]
Nots = Annotated[list[str] | None, typer.Option("--not", metavar="REQUEST=PLACE", help="Never at this place.")]
Given = Annotated[
    str | None, typer.Option(metavar="FILE", help="A plan made before (--json): of equally good ones, the nearest.")
]


@commands.command()
def assign(
    request: Requests = None,
    with_approvals: Annotated[
        bool, typer.Option("--with-approvals", help="Use places that need an approval, too.")
    ] = False,
    lock: Locks = None,
    never: Nots = None,
    given: Given = None,
    most_changes: Annotated[int | None, typer.Option(help="At most so many of --given may end elsewhere.")] = None,
    ladder: Annotated[
        bool, typer.Option("--ladder", help="What fewer changes to --given would cost, as a table.")
    ] = False,
    alternatives: Annotated[
        int | None, typer.Option(help="So many further plans, the next best ones (at most 5).")
    ] = None,
    differ_for: Annotated[int | None, typer.Option(help="For how many requests a further plan differs.")] = None,
    work: Annotated[
        float | None, typer.Option(help="How long to look, in units of work of about a second; default 60.")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Another seed, another way to look.")] = None,
    file: SnapshotFile = None,
    database: Database = None,
    whose: Whose = None,
    json: Json = False,
) -> None:
    """Place everyone who waits at once, and prove how good the plan is. Ctrl+C stops it and shows the best so far."""
    from api.opening_plan import Whence, asked_with, planned
    from api.terminal.console import following, show, write_json
    from api.terminal.plan import plan_lines, progress_text
    from api.terminal.stopping import stopped_by_ctrl_c
    from matcher.cohort.assignment import Progress, assignment_adapter

    asked = asked_with(
        request_ids=request or None,
        with_approvals=with_approvals,
        lock=lock or (),
        never=never or (),
        given=given,
        most_changes=most_changes,
        ladder=ladder,
        alternatives=alternatives,
        differ_for=differ_for,
        work=work,
        seed=seed,
    )
    with stopped_by_ctrl_c() as is_stopped, following("Planning") as say:

        def goes_on(progress: Progress) -> bool:
            say(progress_text(progress))
            return not is_stopped()

        snapshot, plan = planned(Whence(file=file, database=database, whose=whose), asked, goes_on)
    if json:
        write_json(assignment_adapter().dump_json(plan))
    else:
        show(plan_lines(snapshot, plan))
