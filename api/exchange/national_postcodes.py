"""Reads where postcodes are from the two open national files, or from a small table of one's own, as they are downloaded.

Code-Point Open (Ordnance Survey) has Great Britain's postcodes in use; the ONS Postcode Directory has those and more.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from api.exchange.postcode_files import Source, blocks, sources
from api.exchange.postcode_layouts import Layout, Position, layout_of
from api.exchange.tables import refuse

Progress = Callable[[float], None]
"""Told how much of it all is done: from 0 to 1."""


def postcode_batches(path: Path, progress: Progress | None = None) -> Iterator[list[Position]]:
    """Plain postcodes with easting and northing, thousands at a time: from a zip, a CSV, or a directory of CSVs.

    Passed over: postcodes no longer in use, without a position, or on another grid (Northern Ireland, Jersey,
    Guernsey). A postcode may come twice. Raises InvalidInput naming file, row, column and mend.
    """
    with sources(path) as files:
        size, done = sum(file.size for file in files), 0
        for file in files:
            for read, batch in _batches(file):
                done += read
                if batch:
                    yield batch
                if progress is not None:
                    progress(min(done / size, 1.0))


def postcode_file_kind(path: Path) -> str:
    """Which of the known files it is, in words. Raises InvalidInput where it is none of them."""
    with sources(path) as files:
        return _layout(next(blocks(files[0]), [""]), files[0]).title


def _batches(file: Source) -> Iterator[tuple[int, list[Position]]]:
    """With each batch, how many bytes were read for it."""
    layout, number = None, 1
    for lines in blocks(file):
        layout = layout or _layout(lines, file)
        begin = layout.has_heading if number == 1 else 0
        yield sum(map(len, lines)) + len(lines), layout.read(lines[begin:], number + begin, file.name)
        number += len(lines)
    if layout is None:
        raise refuse(file.name, "The file is empty.", "Get it again from where it came from.")


def _layout(lines: list[str], file: Source) -> Layout:
    return layout_of(lines[0], file.name)
