"""A document as a .docx file, with python-docx (``equiplink[reports]``)."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from equiplink.errors import Unreadable
from equiplink.exchange.document import Block, Code, Document, Facts, Heading, Table, Text

SONG, HEI = "宋体", "黑体"
AIR = 2
"""Points above and below the text of a cell."""
NARROW = 8.5
"""Points of type in a table."""
WIDE = 8
"""Columns that an upright page has room for; a wider table turns the document's pages."""
MARGIN_MM = 18
SHORTEST, LONGEST = 4, 24
"""Characters that a column is at least and at most given room for."""
PADDING = 2
"""Characters that the margins of a cell take."""


def docx(document: Document) -> bytes:
    """Return *document* as the bytes of a .docx file.

    Its pages lie on their side when a table has more than ``WIDE`` columns. A
    table's head is repeated on each page, and its rows are not cut by the page's end.
    """
    try:
        from docx import Document as Blank  # noqa: PLC0415  only this format needs it
        from docx.enum.section import WD_ORIENT  # noqa: PLC0415  only this format needs it
        from docx.shared import Mm  # noqa: PLC0415  only this format needs it
    except ModuleNotFoundError as error:
        raise Unreadable(
            f"a .docx file needs more: pip install 'equiplink[reports]' ({error})",
            zh=f"生成 .docx 需要安装附加组件：pip install 'equiplink[reports]'（{error}）",
            field="out",
        ) from None
    made: Any = Blank()
    _style(made)
    tables = [each for each in document.blocks if isinstance(each, Table)]
    turned = any(len(each.head) > WIDE for each in tables)
    width, height = (297, 210) if turned else (210, 297)
    section = made.sections[0]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Mm(MARGIN_MM)
    made.core_properties.title = document.title
    made.add_heading(document.title, 0).alignment = 1
    made.add_paragraph(document.subtitle).alignment = 1
    for block in document.blocks:
        _add(made, block, width - 2 * MARGIN_MM)
    section.footer.paragraphs[0].text = document.footer
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _style(made: Any) -> None:
    """Set the faces of official papers: titles in 黑体, text in 宋体, all black."""
    from docx.oxml.ns import qn  # noqa: PLC0415  only this format needs it
    from docx.shared import Pt, RGBColor  # noqa: PLC0415  only this format needs it

    for name, face in (("Normal", SONG), ("Title", HEI), ("Heading 1", HEI), ("Heading 2", HEI)):
        style = made.styles[name]
        style.font.name = face
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for each in [each for each in fonts.attrib if each.endswith("Theme")]:
            del fonts.attrib[each]
        fonts.set(qn("w:eastAsia"), face)
    made.styles["Normal"].font.size = Pt(10.5)


def _add(made: Any, block: Block, width: int) -> None:
    match block:
        case Heading(text, level):
            made.add_heading(text, level)
        case Text(text) | Code(text):
            made.add_paragraph(text)
        case Facts(rows):
            _grid(made, [list(row) for row in rows], width)
        case Table(_, head, rows, numbers):
            _grid(made, [head, *rows], width, headed=True, numbers=numbers)


def _grid(
    made: Any,
    rows: Sequence[Sequence[str]],
    width: int,
    *,
    headed: bool = False,
    numbers: frozenset[int] = frozenset(),
) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415  only this format needs it
    from docx.shared import Mm, Pt  # noqa: PLC0415  only this format needs it

    if not rows:
        return
    table = made.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    table.autofit = False
    widths = [Mm(each) for each in _shares(rows, width)]
    for column, share in zip(table.columns, widths, strict=True):
        column.width = share
    for n, row in enumerate(rows):
        added = table.add_row()
        added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001  python-docx offers no other way
        for at, (cell, text) in enumerate(zip(added.cells, row, strict=True)):
            cell.width = widths[at]
            paragraph = cell.paragraphs[0]
            paragraph.alignment = 2 if at in numbers and n else None
            paragraph.paragraph_format.space_before = Pt(AIR)
            paragraph.paragraph_format.space_after = Pt(AIR)
            run = paragraph.add_run(text)
            run.font.size = Pt(NARROW)
            run.bold = headed and n == 0
    if headed:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001  python-docx offers no other way
    made.add_paragraph()


def _shares(rows: Sequence[Sequence[str]], width: int) -> list[float]:
    """Return how many of *width* mm each column gets, by its longest line."""
    long = [
        PADDING + min(max(*map(_length, column), SHORTEST), LONGEST)
        for column in zip(*rows, strict=True)
    ]
    return [width * each / sum(long) for each in long]


def _length(text: str) -> int:
    """Return how wide the longest line of *text* is, in Chinese characters."""
    halves = max((sum(1 + (each > "ÿ") for each in line) for line in text.splitlines()), default=0)
    return (halves + 1) // 2
