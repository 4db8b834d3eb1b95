"""A document as blocks, whatever it is printed on: headings, text, facts, tables, long text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the chapter's."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. ``note`` is said in small print."""

    text: str
    note: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with their values."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head. ``name`` says what it holds to whoever reads it by machine.

    ``numbers`` are the columns, counted from 0, that are set to the right;
    ``marked`` the rows that stand out.
    """

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: frozenset[int] = frozenset()
    marked: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Code:
    """Text that is kept to the letter."""

    text: str
    name: str = ""


Block: TypeAlias = Heading | Text | Facts | Table | Code


@dataclass(frozen=True, slots=True)
class Document:
    """A title, what stands under it, and the blocks."""

    title: str
    subtitle: str
    footer: str
    blocks: Sequence[Block]


def money(amount: str | None, none: str = "—") -> str:
    """Return an amount in CNY with its thousands apart; *none* when there is none."""
    return none if amount is None else f"{Decimal(amount):,}"
