"""What goes to the screen: answers to standard output, everything else to standard error."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from getpass import getpass

from rich.console import Console
from rich.text import Text

from matcher.domain.errors import InvalidInput, MatcherError, Problem

MOST_PROBLEMS = 20


def show(lines: Iterable[Text | str], *, aside: bool = False) -> None:
    """Print lines as they are: colour only on a terminal that wants it, never wrapped again. `aside`: to standard error."""
    console = Console(stderr=aside, highlight=False, markup=False, emoji=False, soft_wrap=True)
    for line in lines:
        console.print(line)


def read_password() -> str:
    """A password: typed twice and not shown; or the first line of standard input where nobody types."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    while True:
        first = getpass("Password (not shown): ")
        if getpass("Once more: ") == first:
            return first
        show(["The two are not the same. Try again."], aside=True)


def write_json(body: bytes) -> None:
    """The very bytes the API would send. A newline is added only where somebody is looking."""
    sys.stdout.buffer.write(body)
    if sys.stdout.isatty():
        sys.stdout.buffer.write(b"\n")
    sys.stdout.buffer.flush()


def complain(error: MatcherError) -> None:
    """One message on standard error: what is wrong, where, and how to mend it."""
    print(*_complaint(error), sep="\n", file=sys.stderr)  # noqa: T201 - it is meant to be seen


def _complaint(error: MatcherError) -> list[str]:
    problems = error.problems if isinstance(error, InvalidInput) else ()
    if not problems:
        return [f"nwd: {error}", error.remedy]
    places = [line for problem in problems[:MOST_PROBLEMS] for line in _place(problem)]
    left = len(problems) - MOST_PROBLEMS
    more = [f"  and {left} more"] if left > 0 else []
    return [f"nwd: {error}", *places, *more] if len(problems) > 1 else [f"nwd: {places[0].strip()}", places[1]]


def _place(problem: Problem) -> tuple[str, str]:
    at = f"{problem.pointer}: " if problem.pointer else ""
    return f"  {at}{problem.detail}", f"    {problem.mend}"


@contextmanager
def working(on: str, *, worth_it: bool = True) -> Iterator[None]:
    """A moving bar on standard error while something takes its time; nothing where nobody is looking."""
    if not (worth_it and sys.stderr.isatty()):
        yield
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - costs 50 ms

    with Progress(
        TextColumn(on), BarColumn(), TimeElapsedColumn(), console=Console(stderr=True), transient=True
    ) as progress:
        progress.add_task(on, total=None)
        yield


@contextmanager
def progress_of(on: str) -> Iterator[Callable[[float], None]]:
    """A bar on standard error that is moved on by the share done (0 to 1); nothing where nobody is looking."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415 - costs 50 ms

    columns = (TextColumn(on), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(on, total=1.0)
        yield lambda done: progress.update(task, completed=done)


@contextmanager
def following(on: str) -> Iterator[Callable[[str], None]]:
    """One line on standard error that says how far something has come; nothing where nobody is looking."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.status import Status  # noqa: PLC0415 - costs 50 ms

    with Status(on, console=Console(stderr=True, highlight=False, markup=False)) as status:
        yield lambda said: status.update(f"{on}: {said}")
