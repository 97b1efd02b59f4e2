"""Where the files of a national return are: in a directory, in each folder of it, in a zip of these, or in one XML file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile

from api.exchange.national_xml import XmlReturn
from api.exchange.tables import Row, read_file, read_table, refuse

MOST_BYTES = 1 << 30
"""Of everything in a zip, unpacked: a hundred times a large authority's ten years."""
HEADER, EPISODES = "header.csv", "episodes.csv"
OURS = (HEADER, EPISODES)

Bytes = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of a return: its file as a person would find it, and its rows with the columns asked for."""

    name: str
    read: Callable[[Sequence[str], Sequence[str]], list[Row]]


@dataclass(frozen=True, slots=True)
class Year:
    """One return."""

    header: Sheet
    episodes: Sheet


def years(path: Path) -> list[Year]:
    """The returns at this path, in the order of the names of their folders and files.

    File names may be in capitals or small letters. Raises InvalidInput where there is no return, or a zip is damaged.
    """
    if path.is_dir():
        return _years({file.relative_to(path).as_posix(): partial(read_file, file) for file in _files(path)}, path.name)
    if not path.is_file():
        mend = "Name the directory that has header.csv and episodes.csv, a zip of it, or the XML file."
        raise refuse(path.name, "There is no such directory or file.", mend)
    if path.suffix.casefold() == ".xml":
        return [_of_xml(path.name, partial(read_file, path))]
    if path.suffix.casefold() == ".csv":
        raise refuse(
            path.name, "This is one file of a return.", "Name the folder that has header.csv and episodes.csv."
        )
    return _years(_in_zip(path), path.name)


def _files(directory: Path) -> list[Path]:
    return [file for file in (*directory.glob("*"), *directory.glob("*/*")) if file.is_file()]


def _in_zip(path: Path) -> Mapping[str, Bytes]:
    """By name, what is in the zip; the folder that holds everything is left out of the names."""
    try:
        with ZipFile(path) as packed:
            infos = [one for one in packed.infolist() if not one.is_dir() and _is_wanted(one.filename)]
            if sum(one.file_size for one in infos) > MOST_BYTES:
                raise refuse(path.name, "There is far more in it than in any return.", "Zip the return's files only.")
            held = {one.filename: packed.read(one) for one in infos}
    except (BadZipFile, RuntimeError, NotImplementedError, EOFError):
        raise refuse(path.name, "It is no zip that can be read.", "Zip the files again, without a password.") from None
    tops = {PurePosixPath(name).parts[0] for name in held}
    depth = max((len(PurePosixPath(name).parts) for name in held), default=0)
    shared = f"{tops.pop()}/" if len(tops) == 1 and depth > 2 else ""  # noqa: PLR2004 - top, year, file
    return {name.removeprefix(shared): partial(bytes, raw) for name, raw in held.items()}


def _is_wanted(name: str) -> bool:
    last = PurePosixPath(name).name.casefold()
    return last in OURS or last.endswith(".xml")


def _years(files: Mapping[str, Bytes], where: str) -> list[Year]:
    """The return beside each other in one place; where there is none, one in each folder."""
    folders: dict[str, dict[str, tuple[str, Bytes]]] = {}
    for name in sorted(files):
        folder, _, last = name.rpartition("/")
        if _is_wanted(last):
            folders.setdefault(folder, {}).setdefault(last.casefold(), (name, files[name]))
    chosen = {"": folders[""]} if "" in folders else folders
    found = [year for folder, held in sorted(chosen.items()) for year in _in_folder(folder, held)]
    if not found:
        mend = "Put both files into the directory, or into one folder of it for each year; or give the XML file."
        raise refuse(where, "There is no header.csv with an episodes.csv here.", mend)
    return found


def _in_folder(folder: str, held: Mapping[str, tuple[str, Bytes]]) -> list[Year]:
    tables = [held[name] for name in OURS if name in held]
    if not tables:
        return [_of_xml(name, read) for name, read in held.values()]
    if len(tables) == 1:
        missing = next(name for name in OURS if name not in held)
        name = f"{folder}/{missing}" if folder else missing
        raise refuse(name, "The file is missing.", "A return needs header.csv and episodes.csv side by side.")
    header, episodes = (Sheet(name, partial(_csv, name, read)) for name, read in tables)
    return [Year(header, episodes)]


def _csv(name: str, read: Bytes, needed: Sequence[str], optional: Sequence[str]) -> list[Row]:
    return read_table(read(), name, needed, optional)


def _of_xml(name: str, read: Bytes) -> Year:
    parsed = XmlReturn(read(), name)
    return Year(*(Sheet(name, partial(parsed.rows, which)) for which in ("header", "episodes")))
