"""A document as a .docx file, with python-docx (``equiplink[reports]``)."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from equiplink.errors import Unreadable
from equiplink.exchange.document import Block, Code, Document, Facts, Heading, Table, Text

SONG = "宋体"
NARROW = 8.5
"""Points of type in a table."""


def docx(document: Document) -> bytes:
    """Return *document* as the bytes of a .docx file."""
    try:
        from docx import Document as Blank  # noqa: PLC0415  only this format needs it
        from docx.oxml.ns import qn  # noqa: PLC0415
        from docx.shared import Mm, Pt  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise Unreadable(
            f"a .docx file needs more: pip install 'equiplink[reports]' ({error})",
            zh=f"生成 .docx 需要安装附加组件：pip install 'equiplink[reports]'（{error}）",
            field="out",
        ) from None
    made: Any = Blank()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        style = made.styles[name]
        style.font.name = SONG
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), SONG)
    made.styles["Normal"].font.size = Pt(10.5)
    made.core_properties.title = document.title
    made.add_heading(document.title, 0)
    made.add_paragraph(document.subtitle)
    for block in document.blocks:
        _add(made, block, Pt)
    section.footer.paragraphs[0].text = document.footer
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _add(made: Any, block: Block, points: Any) -> None:
    match block:
        case Heading(text, level):
            made.add_heading(text, level)
        case Text(text) | Code(text):
            made.add_paragraph(text)
        case Facts(rows):
            _grid(made, [list(row) for row in rows], points)
        case Table(_, head, rows):
            _grid(made, [head, *rows], points, headed=True)


def _grid(made: Any, rows: Sequence[Sequence[str]], points: Any, *, headed: bool = False) -> None:
    if not rows:
        return
    table = made.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for n, row in enumerate(rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            run = cell.paragraphs[0].add_run(text)
            run.font.size = points(NARROW)
            run.bold = headed and n == 0
    made.add_paragraph()
