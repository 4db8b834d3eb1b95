"""The sizes of labels and sheets, as data, and how far off a symbol on them is read.

Adding a size is adding a line here: what it shows is chosen so that with every
line at its smallest, the name in two and the bar of a synthetic mine, nothing
has to be left out. Small sizes hold the code alone, so that its modules are large.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

DISTANCE = 50.0
"""In cm: from here a tag is read unless it is small or another distance is asked for."""

_SMALLEST = 44.0
"""The same of labels whose height leaves no room for wider modules, whatever the printer."""

REACH = 75.0
"""How many cm away a phone still sees two pixels of a module, for each mm of the module."""

IN_DUST = 2 / 3
"""In dust a decoder wants three pixels of a module, so it has to come nearer."""

TICK = 0.25, 2.0
"""Width and height of a mark where a flag is folded."""

EVERYTHING = "mine", "number", "name", "model", "serial", "mark", "ex", "due"


class Box(NamedTuple):
    """A rectangle, in mm from the top left."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Stock:
    """A size of label, in mm. *square* is the largest symbol with its quiet zone."""

    width: float
    height: float
    square: float
    shows: tuple[str, ...] = EVERYTHING
    bare: bool = False
    """The symbol holds the code without a host."""

    inset: float = 1.0
    """Where the square begins, from the left; its quiet zone is a margin of its own."""

    margin: float = 1.0
    """What is left free around the text, on a plate for the holes in its corners."""

    faces: tuple[float, ...] = (0.0,)
    """Where each copy of the face begins: a flag has one on either side of the cable."""

    face: float = 0.0
    """The width of one face, if it is not that of the label."""

    distance: float = DISTANCE
    engraved: bool = False
    """What is cut into metal says nothing that changes, and its modules are wide."""

    @property
    def marks(self) -> tuple[Box, ...]:
        """The ticks at the edges that say where it is folded: in the middle between two faces."""
        if len(self.faces) == 1:
            return ()
        wide, tall = TICK
        left = (self.width - wide) / 2
        return Box(left, 0, wide, tall), Box(left, self.height - tall, wide, tall)

    @property
    def printed(self) -> float:
        """The width of one face."""
        return self.face or self.width

    @property
    def finest(self) -> float:
        """The finest module that the material holds, whatever the distance."""
        return 1.0 if self.engraved else 0.0


_SMALL = "number", "name", "model", "serial", "mark", "due"

STOCKS = {
    "40x25": Stock(40, 25, 25, _SMALL, bare=True),
    "50x30": Stock(50, 30, 28, EVERYTHING[1:]),
    "70x50": Stock(70, 50, 41),
    "70x37": Stock(70, 37, 33),
    "100x60": Stock(100, 60, 48),
    "38x21": Stock(
        38.1, 21.2, 21.2, ("number", "name", "model", "due"), bare=True, distance=_SMALLEST
    ),
    "plate": Stock(60, 40, 34, EVERYTHING[:-1], bare=True, inset=2, margin=4, engraved=True),
    "flag": Stock(100, 25, 25, _SMALL, bare=True, faces=(0, 60), face=40),
}
"""Thermal rolls, the labels of A4 sheets, an engraved plate, and a flag around a cable."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """How labels of one stock stand on A4; *gap* is between two columns, in mm."""

    stock: str
    columns: int
    rows: int
    gap: float = 0.0


SHEETS = {"a4-24": Sheet("70x37", 3, 8), "a4-65": Sheet("38x21", 5, 13, 2.5)}
"""Self-adhesive sheets as they are sold."""

PAPER = 210.0, 297.0
"""A4, in mm."""


def sheet_of(size: str) -> Sheet:
    """Return the sheet that is sold for *size*, or as many as plain paper holds, to be cut."""
    for sheet in SHEETS.values():
        if sheet.stock == size:
            return sheet
    stock = STOCKS[size]
    return Sheet(size, int(PAPER[0] // stock.width), int(PAPER[1] // stock.height))


def reach(module: float) -> float:
    """Return how many cm away a clean symbol with modules of so many mm is read."""
    return module * REACH
