"""Makes Excel workbooks for the tests."""

import io
from datetime import date, datetime, time

import xlsxwriter  # type: ignore[import-untyped]

AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
FORMATS = {datetime: "dd/mm/yyyy hh:mm", date: "dd/mm/yyyy", time: "hh:mm"}


def workbook(*sheets):
    """A workbook of these sheets, each a list of rows; a cell is text, a number, yes or no, a date or a time."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, **AS_TEXT}) as book:
        formats = {kind: book.add_format({"num_format": form}) for kind, form in FORMATS.items()}
        for rows in sheets:
            sheet = book.add_worksheet()
            for number, cells in enumerate(rows):
                for place, cell in enumerate(cells):
                    sheet.write(number, place, cell, *(formats[kind] for kind in [type(cell)] if kind in formats))
    return made.getvalue()
