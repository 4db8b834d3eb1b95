"""Tables from .xlsx and .csv, as people keep them: titles above, merged and hidden rows within."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from zipfile import BadZipFile, ZipFile

from equiplink.errors import Unreadable
from equiplink.exchange.cells import Cell

LONGEST = 10_000
"""Rows of one table."""
LARGEST = 200 * 1024**2
"""Bytes that a workbook may have once it is unpacked."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row by its number as the spreadsheet shows it.

    ``merged`` are the columns whose cell begins in a row above.
    """

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False
    merged: frozenset[int] = field(default_factory=frozenset)

    def at(self, column: int) -> Cell:
        """Return the cell of a column, empty where the row ends before it."""
        return self.cells[column] if column < len(self.cells) else None


def rows(content: bytes, name: str) -> list[Row]:
    """Return the rows of the first sheet; *name* tells by its ending what the file is."""
    ending = name.lower().rpartition(".")[2]
    if ending == "xlsx":
        found = list(_workbook(content))
    elif ending == "csv":
        found = list(_csv(content))
    else:
        raise Unreadable(
            f"{name} is neither .xlsx nor .csv; save it as one of them",
            zh=f"{name} 不是 .xlsx 或 .csv 文件；请另存为其中一种",
            field="file",
        )
    if len(found) > LONGEST:
        raise Unreadable(
            f"the table has {len(found)} rows, more than {LONGEST}; split it",
            zh=f"表格有 {len(found)} 行，超过 {LONGEST} 行；请拆分",
            field="file",
        )
    return found


def _csv(content: bytes) -> Iterator[Row]:
    try:
        said = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        said = content.decode("gb18030", errors="replace")
    tabs = "\t" in said.partition("\n")[0]
    for number, cells in enumerate(
        csv.reader(io.StringIO(said), "excel-tab" if tabs else "excel"), 1
    ):
        yield Row(number, tuple(cells))


def _workbook(content: bytes) -> Iterator[Row]:
    from openpyxl import load_workbook  # noqa: PLC0415  an extra, and slow to load
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415  the same

    try:
        with ZipFile(io.BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > LARGEST:
                raise _unreadable("too large once unpacked", "解压后过大")
        sheet = load_workbook(io.BytesIO(content), data_only=True).worksheets[0]
    except (BadZipFile, InvalidFileException, LookupError, ValueError, SyntaxError) as error:
        raise _unreadable(str(error) or "damaged", "文件已损坏或加密") from None
    # A cell that is merged downwards says the same in every row; only the first one holds it.
    above: dict[int, dict[int, int]] = defaultdict(dict)
    for area in sheet.merged_cells.ranges:
        for row in range(area.min_row + 1, min(area.max_row, sheet.max_row) + 1):
            above[row][area.min_col - 1] = area.min_row - 1
    table = list(sheet.iter_rows(values_only=True))
    for number, values in enumerate(table, 1):
        spans = above.get(number, {})
        cells = [table[spans[n]][n] if n in spans else each for n, each in enumerate(values)]
        hidden = number in sheet.row_dimensions and sheet.row_dimensions[number].hidden
        yield Row(number, tuple(cells), bool(hidden), frozenset(spans))


def _unreadable(en: str, zh: str) -> Unreadable:
    return Unreadable(
        f"the workbook cannot be read ({en}); open it and save it as .xlsx without a password",
        zh=f"表格无法读取（{zh}）；请打开后另存为不加密的 .xlsx",
        field="file",
    )
