"""What a printer would put on paper, drawn by programs that are not ours."""

from __future__ import annotations

import re
from io import BytesIO

import pypdfium2
import resvg_py
import zplkit
from PIL import Image
from zplkit.rendering import Limits


def printed_svg(source: bytes, dpi: float) -> Image.Image:
    """Return what resvg, which is given no font, makes of *source* on the dots of a printer."""
    raw = resvg_py.svg_to_bytes(
        svg_string=source.decode(), dpi=96.0, zoom=dpi / 96, skip_system_fonts=True
    )
    return Image.open(BytesIO(bytes(raw))).convert("L")


def printed_pdf(content: bytes, dpi: float = 300) -> list[Image.Image]:
    """Return the pages as PDFium, the viewer of browsers, shows them."""
    return [page.render(scale=dpi / 72).to_pil() for page in pypdfium2.PdfDocument(content)]


def printed_zpl(source: bytes, size: tuple[int, int], dpi: float) -> Image.Image:
    """Return what zplkit, a renderer of another house, makes of *source*."""
    options = zplkit.Options(profile="specification", width=size[0], height=size[1], dpi=round(dpi))
    limits = Limits(graphic_bytes=1_000_000)  # by default only the smallest label passes
    document = zplkit.render(source, options, limits=limits)
    [made] = document.labels
    assert document.warnings == []
    shown = Image.open(BytesIO(made.png())).convert("RGBA")
    paper = Image.new("RGBA", shown.size, "white")
    return Image.alpha_composite(paper, shown).convert("1", dither=Image.Dither.NONE)


def printed_tspl(source: bytes) -> Image.Image:
    """Return what the manual says ``BITMAP`` prints; no renderer of TSPL is to be had offline.

    Written from the manual alone: width in bytes, height in dots, mode 0
    overwrites, a bit of 0 is a black dot, the first bit is the left one.
    """
    head = re.search(rb"CLS\r\nBITMAP (\d+),(\d+),(\d+),(\d+),0,", source)
    assert head is not None
    x, y, row, height = map(int, head.groups())
    data = source[head.end() : head.end() + row * height]
    assert source[head.end() + row * height :].startswith(b"\r\nPRINT ")
    page = Image.new("1", (x + row * 8, y + height), 1)
    for number, byte in enumerate(data):
        for bit in range(8):
            dot = x + number % row * 8 + bit, y + number // row
            page.putpixel(dot, byte >> (7 - bit) & 1)
    return page
