"""Where everything stands on a label, in millimetres. Pure: no pixels, no font files.

The symbol stands on the left with its quiet zone inside its square; the text
stands in the column to its right and never enters the square. The code is
printed in groups for the day the symbol is dead, so it is never shortened; the
item's number loses its beginning, names lose their end.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from equiplink import codes
from equiplink.errors import Unreadable
from equiplink_labels.symbol import QUIET, Matrix, symbol

Measure = Callable[[str], float]
"""The length of a text in em."""

SMALLEST_MODULE = 0.67
"""In mm: below this a phone at 50 cm no longer sees three pixels a module."""

SMALLEST_TEXT = 1.8
"""In mm of em: smaller Chinese text cannot be read on paper from a thermal head."""

MARGIN = 1.0
ASCENT = 0.88
PITCH = 1.2
ELLIPSIS = "…"
TOLERANCE = 1e-9
"""In em: what a size that was computed from a width may be off by."""

SAMPLE = "样例 SAMPLE"
"""What the label of a synthetic mine says above all else."""


@dataclass(frozen=True, slots=True)
class Stock:
    """A size of label. *square* is the largest symbol with its quiet zone, all in mm."""

    width: float
    height: float
    square: float


STOCKS = {
    "50x30": Stock(50, 30, 28),
    "70x37": Stock(70, 37, 33),
    "100x60": Stock(100, 60, 48),
}
"""A thermal roll, 24 on an A4 sheet, and a large label for machines that stand far away."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says."""

    code: str
    number: str
    name: str
    model: str
    mine: str
    synthetic: bool

    @property
    def payload(self) -> str:
        """What the symbol holds."""
        return codes.payload(self.code)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: its start on the baseline and its em, in mm from the top left."""

    text: str
    x: float
    baseline: float
    size: float
    white: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, in mm from the top left."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A label ready to draw. *square* holds the symbol and its quiet zone of ``QUIET`` modules."""

    stock: Stock
    matrix: Matrix
    module: float
    square: Box
    lines: tuple[Line, ...]
    bar: Box | None

    @property
    def text(self) -> str:
        """All characters that must be drawn."""
        return "".join(line.text for line in self.lines)


def lay_out(label: Label, stock: Stock, *, dpi: float, measure: Measure) -> Layout:
    """Place *label* on *stock* for a printer of *dpi* dots per inch.

    A module is a whole number of dots, and the symbol begins on a dot. Raise
    ``Unreadable`` when the modules would be too small to scan.
    """
    matrix = symbol(label.payload)
    dots_per_mm = dpi / 25.4
    modules = len(matrix) + 2 * QUIET
    dots = math.floor(stock.square * dots_per_mm / modules)
    module = dots / dots_per_mm
    if module < SMALLEST_MODULE:
        raise Unreadable(
            f"a symbol of {modules} modules is too fine for {stock.width:g}×{stock.height:g} mm "
            f"at {dpi:g} dpi ({module:.2f} mm a module, at least {SMALLEST_MODULE}); "
            "take a larger label",
            zh=f"{stock.width:g}×{stock.height:g} 毫米标签在 {dpi:g} dpi 下每个码元仅 "
            f"{module:.2f} 毫米（至少 {SMALLEST_MODULE}），请改用更大的标签",
            field="size",
        )
    side = modules * module
    top = math.floor((stock.height - side) / 2 * dots_per_mm) / dots_per_mm
    left = math.ceil(MARGIN * dots_per_mm) / dots_per_mm
    square = Box(left, top, side, side)
    lines, bar = _column(label, stock, left + side, measure)
    return Layout(stock, matrix, module, square, lines, bar)


def _column(
    label: Label, stock: Stock, left: float, measure: Measure
) -> tuple[tuple[Line, ...], Box | None]:
    width = stock.width - MARGIN - left
    unit = min(stock.height / 30, width / 20)
    y, lines, bar = MARGIN, list[Line](), None
    if label.synthetic:
        size = 2.5 * unit
        bar = Box(left, y, width, size * PITCH)
        middle = left + (width - measure(SAMPLE) * size) / 2
        lines.append(
            Line(SAMPLE, middle, y + ASCENT * size + (PITCH - 1) / 2 * size, size, white=True)
        )
        y += bar.height + 0.5 * unit
    wanted = [
        (fit(label.mine, width, 2.1 * unit, measure),),
        (fit(label.number, width, 3.4 * unit, measure, keep_end=True),),
        wrap(label.name, width, 2.7 * unit, measure),
        (fit(label.model, width, 2.3 * unit, measure),),
    ]
    for text, size in (line for paragraph in wanted for line in paragraph):
        lines.append(Line(text, left, y + ASCENT * size, size))
        y += PITCH * size
    lines += _code(label.code, stock, left, width, 3.1 * unit, measure)
    return tuple(lines), bar


def _code(
    code: str, stock: Stock, left: float, width: float, size: float, measure: Measure
) -> list[Line]:
    """Set the code in two lines at the bottom; the hyphen shows that it goes on."""
    grouped = codes.grouped(code)
    halves = grouped[:10], grouped[10:]
    size = min(size, width / max(map(measure, halves)))
    bottom = stock.height - MARGIN - (1 - ASCENT) * size
    return [
        Line(half, left, bottom - PITCH * size * below, size)
        for half, below in zip(halves, (1, 0), strict=True)
    ]


def fit(
    text: str, width: float, size: float, measure: Measure, *, keep_end: bool = False
) -> tuple[str, float]:
    """Return *text* and its em so that it fits *width*: smaller first, then shortened by "…"."""
    text = " ".join(text.split())
    if measure(text) * size > width:
        size = max(width / measure(text), min(size, SMALLEST_TEXT))
    return shorten(text, width / size, measure, keep_end=keep_end), size


def shorten(text: str, length: float, measure: Measure, *, keep_end: bool = False) -> str:
    """Return *text*, or as much of it with "…" as is no longer than *length* em."""
    shown, kept = text, text
    while kept and measure(shown) > length + TOLERANCE:
        kept = kept[1:] if keep_end else kept[:-1]
        shown = ELLIPSIS + kept.lstrip() if keep_end else kept.rstrip() + ELLIPSIS
    return shown


def wrap(text: str, width: float, size: float, measure: Measure) -> tuple[tuple[str, float], ...]:
    """Return *text* in one line, or in two smaller ones of about the same length."""
    text = " ".join(text.split())
    if measure(text) * size <= width:
        return ((text, size),)
    size = max(0.78 * size, min(size, SMALLEST_TEXT))
    longest = width / size
    cut = len(text) // 2
    while measure(text[:cut]) < min(measure(text[cut:]), longest):
        cut += 1
    while measure(text[:cut]) > longest:
        cut -= 1
    rest = shorten(text[cut:].lstrip(), longest, measure)
    return ((text[:cut].rstrip(), size), (rest, size))
