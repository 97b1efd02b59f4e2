"""The page `docs/reference/lists.md`, from the types. A house test compares the two."""

from collections.abc import Iterator

from api.exchange.lists.columns import layout
from api.exchange.lists.guide import columns
from api.exchange.lists.limits import MOST_BYTES, MOST_CELLS, MOST_ROWS
from api.exchange.lists.names import ALIASES, LIST_NAMES, list_kind

INTRODUCTION = f"""# Lists

A list is a spreadsheet with one record in each row: CSV, or the first sheet of an Excel workbook (.xlsx). The first row
names the columns. This page is made from the code, and a test fails where the two differ.

## How cells are written

| in a cell | means |
|---|---|
| nothing | nobody has recorded it; a column that cannot be without a value keeps the one that is recorded, or takes the usual one |
| `none`, where several may be written | somebody asked, and there is none |
| `{{}}`, in any column of a heading such as `home.` or `health.` | the heading is recorded, and nothing under it |

- **A column that the file does not have changes nothing.** Only the columns marked "always" have to be there. "For a new
  record": a record that is not there yet cannot be without it. "With the others of its heading": needed as soon as another
  column of the same heading (`registration.`, say) has something in it.
- The order of the columns does not matter, nor do capitals, in headings and codes alike; blanks and hyphens are read as
  underscores.
- **Ids** are yours: 1 to 64 letters, digits, dots, underscores or hyphens.
- **Dates** are `2026-05-22` or `22/05/2026`, the day first. A date with a time is `2026-05-22T20:05+01:00`, or
  `22/05/2026 20:05` in London time. A time that the clocks skip or show twice needs its offset.
- **Yes or no** is `yes`, `no`, `true` or `false`. Numbers are plain digits, without a thousands comma or a unit.
- **Several values** stand in one cell with `;` between, and the parts of each with `:` between: `autism:2; trauma:1`. Where
  that cannot say it, the cell holds JSON, a list of objects with the same fields: `[{{"category": "autism", "level": 2}}]`.
- **An apostrophe** before `=`, `+`, `-`, `@` or a blank keeps spreadsheets from running the cell as a formula. It is
  written that way, and not part of the value. So is one after a blank at the end of a cell.
- A file has at most {MOST_BYTES // 1_000_000} MB, {MOST_ROWS:,} rows, and {MOST_CELLS:,} cells.

Everything that is wrong is said at once, with row, column and mend (the first 100), and nothing is kept until it is right.
"""

HEADING = ("| column | needed | write | meaning | example |", "|---|---|---|---|---|")


def reference_page() -> str:
    """The page, in Markdown."""
    return "\n".join([INTRODUCTION, *(line for name in LIST_NAMES for line in _section(name))])


def _section(list_name: str) -> Iterator[str]:
    kind = list_kind(list_name)
    also = "".join(f" (also `{alias}`)" for alias, name in ALIASES.items() if name == list_name)
    yield f"## {list_name}"
    yield ""
    yield f"`{list_name}`{also}: each row is one {kind.one}, with {len(layout(list_name).columns)} columns."
    yield ""
    yield from HEADING
    for one in columns(list_name):
        yield f"| `{one.name}` | {one.needed} | {one.write} | {one.meaning} | `{one.example}` |"
    yield ""
