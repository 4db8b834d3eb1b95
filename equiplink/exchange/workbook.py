"""A document as a workbook: a sheet of facts, then one for every table. Nothing is a formula."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from typing import Any

from equiplink.exchange.document import Code, Document, Facts, Heading, Table, Text

LONGEST = 31
"""Characters of a sheet's name."""
WIDEST = 40


def workbook(document: Document) -> bytes:
    """Return *document* as .xlsx; columns of numbers can be added up, all else is text."""
    from openpyxl import Workbook  # noqa: PLC0415  an extra, and slow to load

    book = Workbook()
    first = book.active
    first.title = "说明"
    _fill(first, [[document.title], [document.subtitle]])
    heading = document.title
    for block in document.blocks:
        match block:
            case Heading(text):
                heading = text
            case Facts(rows):
                _fill(first, [[heading], *map(list, rows)])
            case Text(text) | Code(text):
                _fill(first, [[heading, text]])
            case Table():
                _table(book.create_sheet(heading[:LONGEST]), block)
    _fill(first, [[document.footer]])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _fill(sheet: Any, rows: list[list[str]]) -> None:
    """Write rows of text under what is there."""
    for row in rows:
        at = sheet.max_row + (sheet.max_row > 1 or sheet.cell(1, 1).value is not None)
        for column, value in enumerate(row, 1):
            put(sheet.cell(at, column), value)


def _table(sheet: Any, table: Table) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415  the same
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  the same

    for column, name in enumerate(table.head, 1):
        put(sheet.cell(1, column), name)
        sheet.cell(1, column).font = Font(bold=True)
    for row, cells in enumerate(table.rows, 2):
        for column, value in enumerate(cells):
            put(sheet.cell(row, column + 1), value, number=column in table.numbers)
    for column, name in enumerate(table.head):
        wide = max([len(name), *(len(row[column]) for row in table.rows)])
        sheet.column_dimensions[get_column_letter(column + 1)].width = 2 * min(wide, WIDEST) + 2
    sheet.freeze_panes = "A2"


def put(cell: Any, value: str, *, number: bool = False) -> None:
    """Put *value* into a cell: as a number when it is one of a column of numbers, else as text."""
    plain = value.replace(",", "")
    if number and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", plain):
        cell.value = Decimal(plain)
        cell.number_format = "#,##0.00" if "." in plain else "0"
        return
    cell.value, cell.data_type, cell.number_format = value, "s", "@"
