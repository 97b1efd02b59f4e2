"""Where the files of a national return are: in the directory itself, or one return in each folder of it."""

from pathlib import Path
from typing import NamedTuple

from api.exchange.tables import refuse


class Year(NamedTuple):
    """One return: its folder's name where there are several, and its two files."""

    folder: str
    header: Path
    episodes: Path


def years(directory: Path) -> list[Year]:
    """The return in this directory, or, where it has none, one in each folder of it, in the order of their names.

    File names may be in capitals or small letters. Raises InvalidInput where there is no return.
    """
    if not directory.is_dir():
        mend = "Name the directory that has header.csv and episodes.csv."
        raise refuse(directory.name, "There is no such directory.", mend)
    here = _year(directory, "")
    if here is not None:
        return [here]
    folders = sorted(path for path in directory.iterdir() if path.is_dir())
    found = [year for folder in folders if (year := _year(folder, f"{folder.name}/")) is not None]
    if not found:
        mend = "Put both files into the directory, or into one folder of it for each year."
        raise refuse(directory.name, "There is no header.csv with an episodes.csv here.", mend)
    return found


def _year(folder: Path, name: str) -> Year | None:
    files = {path.name.casefold(): path for path in sorted(folder.iterdir()) if path.is_file()}
    header, episodes = files.get("header.csv"), files.get("episodes.csv")
    if header is None and episodes is None:
        return None
    if header is None or episodes is None:
        missing = "header.csv" if header is None else "episodes.csv"
        raise refuse(name + missing, "The file is missing.", "A return needs header.csv and episodes.csv side by side.")
    return Year(name, header, episodes)
