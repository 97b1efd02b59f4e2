"""The national return as one XML file: children, each with what the header says and with its episodes."""

from collections.abc import Sequence
from xml.parsers.expat import ExpatError, ParserCreate

from api.exchange.tables import Row, refuse

ROOT = "EXPSSDA903"
AS_IN_CSV = {"CHILDID": "CHILD", "PL": "PLACE"}
"""What the XML calls otherwise than the CSV files."""
HEADER, EPISODE = ("CHILD", "HEADER"), ("CHILD", "EPISODE")


class XmlReturn:
    """The rows of one file. A row's number is the line on which it begins. Raises InvalidInput where it is no such XML."""

    def __init__(self, raw: bytes, name: str) -> None:
        self.name = name
        self.headers: list[tuple[int, dict[str, str]]] = []
        self.episodes: list[tuple[int, dict[str, str]]] = []
        self._path: list[str] = []
        self._text: list[str] = []
        self._child = ""
        self._parser = ParserCreate()
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text.append
        self._parser.StartDoctypeDeclHandler = self._refuse_doctype
        try:
            self._parser.Parse(raw, True)
        except ExpatError as error:
            mend = "Export the return again, whole."
            raise refuse(name, "This is no sound XML from here on.", mend, error.lineno) from None

    def rows(self, which: str, needed: Sequence[str], optional: Sequence[str]) -> list[Row]:
        """The rows of the headers or of the episodes, with these cells. What a row does not have is empty."""
        found = self.headers if which == "header" else self.episodes
        wanted = (*needed, *optional)
        return [Row(line, tuple(cells.get(column, "").strip() for column in wanted)) for line, cells in found]

    def _begin(self, tag: str, _: dict[str, str]) -> None:
        if not self._path and tag != ROOT:
            raise refuse(self.name, f"The outermost element is not {ROOT}.", "Name the XML of a return (SSDA903).", 1)
        self._path.append(tag)
        self._text.clear()
        at, line = tuple(self._path[1:]), self._parser.CurrentLineNumber
        if at == ("CHILD",):
            self._child = ""
        elif at == HEADER:
            self.headers.append((line, {}))
        elif at == EPISODE:
            self.episodes.append((line, {"CHILD": self._child}))

    def _end(self, tag: str) -> None:
        inside, text = tuple(self._path[1:-1]), "".join(self._text)
        column = AS_IN_CSV.get(tag, tag)
        if inside == HEADER:
            self.headers[-1][1].setdefault(column, text)
            if column == "CHILD":
                self._child = text.strip()
        elif inside == EPISODE:
            self.episodes[-1][1].setdefault(column, text)
        self._path.pop()
        self._text.clear()

    def _refuse_doctype(self, *_: object) -> None:
        mend = "Export the return again: it needs no document type."
        raise refuse(self.name, "It declares a document type.", mend, self._parser.CurrentLineNumber)
