"""Where everything stands on a label, in millimetres. Pure: no pixels, no font files.

The symbol stands on the left with its quiet zone inside its square; the text
stands in the column to its right and never enters the square. The code is
printed in groups for the day the symbol is dead, so it is never shortened, and
neither is a date; numbers lose their beginning, names lose their end.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from equiplink import codes
from equiplink.errors import Unreadable
from equiplink_labels.stocks import REACH, STOCKS, Box, Stock, reach
from equiplink_labels.symbol import QUIET, Symbol, symbol

Measure = Callable[[str], float]
"""The length of a text in em."""

SMALLEST_TEXT = 1.8
"""In mm of em: smaller Chinese text cannot be read on paper from a thermal head."""

ASCENT = 0.88
PITCH = 1.2
ELLIPSIS = "…"
TOLERANCE = 1e-9
"""In em: what a size that was computed from a width may be off by."""

ENDS, BEGINS = "用型式 ）)、-", " （("
"""Where a name may be cut: after 矿用 or 隔爆型, before what stands in brackets."""

ASIDE = 3
"""How many characters from the middle a name is cut at most for that."""

SAMPLE = "样例 SAMPLE"
"""What the label of a synthetic mine says above all else."""

LINES = 4096
"""Facts whose lines are kept: names, models and dates repeat."""

BAR, CODE, SPARE = 2.5, 3.1, 0.4
"""Relative sizes of the bar's and the code's text, and what is left free between blocks."""


@dataclass(frozen=True, slots=True)
class Row:
    """How one fact is printed: its *size* beside the others', and what goes when it is too long."""

    size: float
    title: str = ""
    keep_end: bool = False
    whole: bool = False
    wraps: bool = False


ROWS = {
    "mine": Row(2.1),
    "number": Row(3.4, keep_end=True),
    "name": Row(2.7, wraps=True),
    "model": Row(2.3),
    "serial": Row(2.0, "出厂号 ", keep_end=True),
    "mark": Row(2.0, "安标 ", keep_end=True),
    "ex": Row(2.0, "防爆 "),
    "due": Row(2.0, "下检 ", whole=True),
}


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says. *due* is the first day on which a test or maintenance is due."""

    code: str
    number: str
    name: str
    model: str
    mine: str
    synthetic: bool
    serial: str = ""
    mark: str = ""
    ex: str = ""
    due: date | None = None
    generation: int = 1

    def payload(self, stock: Stock) -> str:
        """Return what the symbol on *stock* holds."""
        return codes.payload(self.code, codes.BARE if stock.bare else codes.PREFIX)

    def fact(self, name: str) -> str:
        """Return one fact as it is printed; empty when nobody knows it."""
        value = getattr(self, name)
        return " ".join(str(value).split()) if value else ""


class Line(NamedTuple):
    """One line of text: its start on the baseline and its em, in mm from the top left."""

    text: str
    x: float
    baseline: float
    size: float
    white: bool = False


class Layout(NamedTuple):
    """A label ready to draw. *square* holds the symbol and its quiet zone of ``QUIET`` modules."""

    stock: Stock
    symbol: Symbol
    module: float
    square: Box
    lines: tuple[Line, ...]
    bar: Box | None

    @property
    def text(self) -> str:
        """All characters that must be drawn."""
        return "".join(line.text for line in self.lines)

    @property
    def explained(self) -> tuple[float, float, float]:
        """Module and quiet zone in mm, and the reading distance in cm."""
        return self.module, QUIET * self.module, reach(self.module)


def lay_out(
    label: Label, stock: Stock, *, dpi: float, measure: Measure, distance: float | None = None
) -> Layout:
    """Place *label* on *stock* for a printer of *dpi* dots per inch.

    A module is a whole number of dots, and the symbol begins on a dot. Raise
    ``Unreadable`` when it would not be read at *distance* cm, if none is asked that of *stock*.
    """
    distance = distance or stock.distance
    made = symbol(label.payload(stock))
    module = module_of(made.side, stock, dpi)
    if module < finest(stock, distance):
        raise _too_fine(label, stock, made.side, dpi, distance)
    square = _square(made.side, stock, dpi)
    lines, bar = _column(label, stock, square.x + square.width, measure)
    return Layout(stock, made, module, square, lines, bar)


@lru_cache
def _square(modules: int, stock: Stock, dpi: float) -> Box:
    """Return where a symbol of so many modules a side stands with its quiet zone, on whole dots."""
    dots_per_mm = dpi / 25.4
    side = (modules + 2 * QUIET) * module_of(modules, stock, dpi)
    top = math.floor((stock.height - side) / 2 * dots_per_mm) / dots_per_mm
    left = math.ceil(stock.inset * dots_per_mm) / dots_per_mm
    return Box(left, top, side, side)


@lru_cache
def module_of(modules: int, stock: Stock, dpi: float) -> float:
    """Return in mm the module of a symbol of so many modules a side, in whole dots."""
    dots_per_mm = dpi / 25.4
    return math.floor(stock.square * dots_per_mm / (modules + 2 * QUIET)) / dots_per_mm


def finest(stock: Stock, distance: float) -> float:
    """Return the finest module, in mm, that is read on *stock* at *distance* cm."""
    return max(distance / REACH, stock.finest)


def _too_fine(label: Label, stock: Stock, modules: int, dpi: float, distance: float) -> Unreadable:
    """Say what is read at *distance* instead: the sizes there are, and the square it takes."""
    fit = [
        name
        for name, each in sorted(STOCKS.items(), key=lambda pair: pair[1].width * pair[1].height)
        if module_of(symbol(label.payload(each)).side, each, dpi) >= finest(each, distance)
    ]
    module, square = module_of(modules, stock, dpi), (modules + 2 * QUIET) * distance / REACH
    size = f"{stock.width:g}×{stock.height:g}"
    named = ", ".join(fit) or "none of the sizes here is"
    zh = "、".join(fit) or "现有规格都不够"
    return Unreadable(
        f"on {size} mm at {dpi:g} dpi a module is {module:.2f} mm and is read at "
        f"{reach(module):.0f} cm, not at {distance:g}; that takes a square of {square:.0f} mm: "
        f"{named}",
        zh=f"{size} 毫米标签在 {dpi:g} dpi 下每个码元 {module:.2f} 毫米，只能在 "
        f"{reach(module):.0f} 厘米内扫读，达不到 {distance:g} 厘米；"
        f"二维码需 {square:.0f} 毫米见方，请改用：{zh}",
        field="size",
    )


def _column(
    label: Label, stock: Stock, left: float, measure: Measure
) -> tuple[tuple[Line, ...], Box | None]:
    width = stock.printed - stock.margin - left
    unit = _unit(stock, width, synthetic=label.synthetic)
    y, lines, bar = stock.margin, list[Line](), None
    if label.synthetic:
        bar, line = _sample(left, y, width, size(BAR, unit), measure)
        lines.append(line)
        y += bar.height + SPARE
    for name in stock.shows:
        text = label.fact(name)
        for part, em in _set(name, text, width, unit, measure) if text else ():
            lines.append(Line(part, left, y + ASCENT * em, em))
            y += PITCH * em
    lines += _code(label, stock, left, width, size(CODE, unit), measure)
    return tuple(lines), bar


def size(wanted: float, unit: float) -> float:
    """Return the em of a text of relative size *wanted*, never one that is too small to read."""
    return max(wanted * unit, SMALLEST_TEXT)


@lru_cache
def _unit(stock: Stock, width: float, *, synthetic: bool) -> float:
    """Return the largest unit at which everything on *stock* has room, its name in two lines."""
    wanted = [ROWS[name].size for name in stock.shows for _ in range(1 + ROWS[name].wraps)]
    wanted += [CODE, CODE, *([BAR] if synthetic else [])]
    room = stock.height - 2 * stock.margin - SPARE * (1 + synthetic)
    unit = min(stock.height / 25, width / 18)
    while unit > 0 and PITCH * sum(size(each, unit) for each in wanted) > room:
        unit -= 0.01
    return unit


def _sample(left: float, top: float, width: float, em: float, measure: Measure) -> tuple[Box, Line]:
    em = min(em, width / measure(SAMPLE))
    middle = left + (width - measure(SAMPLE) * em) / 2
    baseline = top + (ASCENT + (PITCH - 1) / 2) * em
    return Box(left, top, width, em * PITCH), Line(SAMPLE, middle, baseline, em, white=True)


@lru_cache(LINES)
def _set(
    name: str, text: str, width: float, unit: float, measure: Measure
) -> tuple[tuple[str, float], ...]:
    """Return the lines of one fact with their em."""
    row = ROWS[name]
    em = size(row.size, unit)
    if row.wraps:
        return wrap(text, width, em, measure)
    if row.whole:
        return ((row.title + text, min(em, width / measure(row.title + text))),)
    return (fit(text, width, em, measure, title=row.title, keep_end=row.keep_end),)


def _code(
    label: Label, stock: Stock, left: float, width: float, em: float, measure: Measure
) -> list[Line]:
    """Set the code in two lines at the bottom, the hyphen showing that it goes on.

    Which print of the tag it is stands behind the second.
    """
    grouped = codes.grouped(label.code)
    halves = grouped[:10], grouped[10:]
    first, second = map(measure, halves)
    em = min(em, width / max(first, second))
    bottom = stock.height - stock.margin - (1 - ASCENT) * em
    lines = [
        Line(half, left, bottom - PITCH * em * below, em)
        for half, below in zip(halves, (1, 0), strict=True)
    ]
    print_of, length = _print_of(label.generation, measure)
    small = min(0.7 * em, (width - (second + 0.3) * em) / length)
    return [Line(print_of, left + width - length * small, bottom, small), *lines]


@lru_cache(LINES)
def _print_of(generation: int, measure: Measure) -> tuple[str, float]:
    """Return which print of the tag it is, and its length in em."""
    text = f"第{generation}版"
    return text, measure(text)


def fit(
    text: str,
    width: float,
    em: float,
    measure: Measure,
    *,
    title: str = "",
    keep_end: bool = False,
) -> tuple[str, float]:
    """Return *text* and its em so that it fits *width*: smaller first, then shortened by "…"."""
    text = " ".join(text.split())
    length = measure(title + text)
    if length * em <= width:
        return title + text, em
    em = max(width / length, min(em, SMALLEST_TEXT))
    room = width / em - measure(title)
    return title + shorten(text, room, measure, keep_end=keep_end), em


def shorten(text: str, length: float, measure: Measure, *, keep_end: bool = False) -> str:
    """Return *text*, or as much of it with "…" as is no longer than *length* em."""
    shown, kept = text, text
    while kept and measure(shown) > length + TOLERANCE:
        kept = kept[1:] if keep_end else kept[:-1]
        shown = ELLIPSIS + kept.lstrip() if keep_end else kept.rstrip() + ELLIPSIS
    return shown


def wrap(text: str, width: float, em: float, measure: Measure) -> tuple[tuple[str, float], ...]:
    """Return *text* in one line, or in two smaller ones of about the same length."""
    text = " ".join(text.split())
    if measure(text) * em <= width:
        return ((text, em),)
    em = max(0.78 * em, min(em, SMALLEST_TEXT))
    longest = width / em
    cut = len(text) // 2
    while measure(text[:cut]) < min(measure(text[cut:]), longest):
        cut += 1
    while measure(text[:cut]) > longest:
        cut -= 1
    cut = _joint(text, cut, longest, measure)
    rest = shorten(text[cut:].lstrip(), longest, measure)
    return ((text[:cut].rstrip(), em), (rest, em))


def _joint(text: str, cut: int, longest: float, measure: Measure) -> int:
    """Return the nearest place to *cut* where a word ends and nothing more is lost, else *cut*."""
    joints = [
        place
        for place in range(max(cut - ASIDE, 1), min(cut + ASIDE, len(text) - 1) + 1)
        if (text[place - 1] in ENDS or text[place] in BEGINS)
        and max(measure(text[:place]), measure(text[place:])) <= longest
    ]
    return min(joints, key=lambda place: abs(place - cut), default=cut)
