"""Lines of text with a little style: wrapped, indented, or cut, before anything is printed."""

import textwrap

from rich.text import Text

WIDTH = 100
INDENT = 4
LEAST_NAME = 8
"""Columns that a name keeps."""


def clean(text: str) -> str:
    """One line, nothing in it that a terminal would obey."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def cut(text: str, width: int) -> str:
    """At most so many columns; "…" where something is left out."""
    return textwrap.shorten(clean(text), width, placeholder=" …")


def _wrapped(text: str, width: int, most: int | None) -> list[str]:
    return textwrap.wrap(clean(text), width, max_lines=most, placeholder=" …", break_on_hyphens=False)


def heading(title: str, rest: str = "") -> Text:
    """A section's first line."""
    return (
        Text.assemble((clean(title), "bold"), "  ", cut(rest, WIDTH - len(title) - 2))
        if rest
        else Text(clean(title), "bold")
    )


def marked(mark: str, text: str, *, style: str = "", most: int | None = None) -> list[Text]:
    """Text under a heading: indented, its mark in front, wrapped; cut with "…" where it needs more than `most` lines."""
    lines = _wrapped(text, WIDTH - INDENT - 2, most)
    return [
        Text.assemble(" " * INDENT, (mark.ljust(2) if number == 0 else "  ", style), line)
        for number, line in enumerate(lines)
    ]


def fields(pairs: list[tuple[str, str]], *, most: int | None = None) -> list[Text]:
    """Labelled lines, labels in one column."""
    column = max(len(label) for label, _ in pairs) + 2
    found: list[Text] = []
    for label, text in pairs:
        lines = _wrapped(text, WIDTH - INDENT - column, most) or [""]
        found += [
            Text.assemble(" " * INDENT, ((label if number == 0 else "").ljust(column), "dim"), line)
            for number, line in enumerate(lines)
        ]
    return found


def row(before: str, name: str, kind: str, after: str) -> Text:
    """A rank and score, a name with its kind, and tags on one line; where there is no room, the name is cut first."""
    room = WIDTH - len(before) - len(kind) - 3
    tags = f"  {cut(after, room - LEAST_NAME - 2)}" if after else ""
    left = room - len(tags)
    short = name if len(name) <= left else f"{name[: left - 1].rstrip()}…"
    return Text.assemble(before, (clean(short), "bold"), f" ({kind})", (tags, "yellow"))
