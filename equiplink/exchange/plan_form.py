"""采购计划表: a plan as a workbook that prints on A4 and comes back unchanged."""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from equiplink.catalogue.states import Paper
from equiplink.exchange.plan_columns import title
from equiplink.plan import queries
from equiplink.plan.models import Plan
from equiplink.supplier.models import Supplier
from equiplink.work import Work

WIDTHS = {
    "no": 5, "code": 14, "name": 24, "model": 18, "maker": 18, "unit": 6, "quantity": 9,
    "estimate": 12, "amount": 14, "purpose": 20, "place": 16, "need_by": 12, "papers": 20,
    "supply": 8, "suppliers": 24, "spare": 9, "remark": 16,
}  # fmt: skip
"""The columns in their order, with their widths in characters."""
FORMULAS = ("=", "+", "-", "@", "\t", "\r")
HEADING = 2
"""Lines above the table."""
MONEY = "#,##0.00"


def form(work: Work, plan: Plan) -> bytes:
    """Return the plan as .xlsx. Codes are text, and no text is ever taken for a formula."""
    from openpyxl import Workbook  # noqa: PLC0415  an extra, and slow to load
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  the same

    book = Workbook()
    sheet = book.active
    sheet.title = "采购计划表"
    rows = list(_rows(work, plan))
    total = sum((row["amount"] for row in rows), Decimal(0))
    synthetic = "（样例 synthetic）" if work.mine.synthetic else ""
    _write(sheet, 1, [f"{work.mine.name}采购计划表{synthetic}"], size=16, centred=True)
    about = (
        f"{plan.number}　{plan.title}　{plan.period.zh}　第 {plan.revision} 版　"
        f"{plan.state.zh}　预算 {plan.budget:.2f} 元　单位：元"
    )
    _write(sheet, 2, [about])
    _write(sheet, 3, [title(key) for key in WIDTHS], bold=True, boxed=True, centred=True)
    for number, row in enumerate(rows, 4):
        _write(sheet, number, [row[key] for key in WIDTHS], boxed=True)
    last = len(rows) + 4
    sums = {"no": "合计", "amount": total}
    _write(sheet, last, [sums.get(key) for key in WIDTHS], bold=True, boxed=True)
    _write(sheet, last + 2, ["编制：　　　　　　审核：　　　　　　批准：　　　　　　日期："])
    for number, width in enumerate(WIDTHS.values(), 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for number in (1, 2, last + 2):
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=len(WIDTHS))
    sheet.freeze_panes = "A4"
    sheet.print_title_rows = "3:3"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _rows(work: Work, plan: Plan) -> Iterator[dict[str, Any]]:
    found = queries.sought(work, plan.id)
    named = {each for row in found for each in row.line.suppliers}
    suppliers = {str(each.id): each.name for each in work.all(Supplier)} if named else {}
    for position, each in enumerate(found, 1):
        line, product = each.line, each.product
        yield {
            "no": position, "code": line.code, "name": product.name, "model": product.model,
            "maker": product.maker, "unit": line.unit, "quantity": line.quantity,
            "estimate": line.estimate, "amount": line.quantity * line.estimate,
            "purpose": line.purpose, "place": each.place.name, "need_by": line.need_by,
            "papers": "、".join(Paper(paper).zh for paper in line.papers),
            "supply": line.supply.zh,
            "suppliers": "、".join(suppliers[supplier] for supplier in line.suppliers),
            "spare": "是" if line.spare else "", "remark": line.remark,
        }  # fmt: skip


def _write(sheet: Any, row: int, values: list[Any], *, size: int = 10, **look: bool) -> None:
    from openpyxl.styles import Alignment, Border, Font, Side  # noqa: PLC0415  an extra

    thin = Side(style="thin")
    box = Border(left=thin, right=thin, top=thin, bottom=thin)
    font = Font(name="宋体", size=size, bold=look.get("bold", False))
    place = Alignment(
        wrap_text=row > HEADING, vertical="center",
        horizontal="center" if look.get("centred") else None,
    )  # fmt: skip
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column, value)
        cell.font, cell.alignment = font, place
        if look.get("boxed"):
            cell.border = box
        if isinstance(value, str):
            cell.data_type, cell.number_format = "s", "@"
            cell.quotePrefix = value.startswith(FORMULAS)
        elif isinstance(value, Decimal):
            cell.number_format = MONEY if value == round(value, 2) else "General"
        elif value is not None and not isinstance(value, int):
            cell.number_format = "yyyy-mm-dd"
