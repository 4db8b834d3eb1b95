"""Somebody who has the printed report and nothing else: reads its tables, computes by himself.

Nothing of equiplink is imported here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from html.parser import HTMLParser

Table = list[list[str]]


class Reader(HTMLParser):
    """Collects every table and every long text by its ``data-name``, and all links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tables: dict[str, list[Table]] = {}
        self.texts: dict[str, str] = {}
        self.facts: dict[str, str] = {}
        self.links: list[str] = []
        self.tags: set[str] = set()
        self._table: Table = []
        self._into: str | None = None
        self._cell: list[str] = []
        self.feed(page)
        self.facts = {
            row[0]: row[1] for table in self.tables.get("", []) for row in table if len(row) == 2
        }

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row, a cell or a text."""
        given = dict(attrs)
        self.tags.add(tag)
        self.links += [given[name] or "" for name in ("href", "src") if name in given]
        if tag == "table":
            self._table = []
            self.tables.setdefault(given.get("data-name") or "", []).append(self._table)
        elif tag == "tr":
            self._table.append([])
        elif tag in {"td", "th", "pre"}:
            self._cell, self._into = [], given.get("data-name") or ""

    def handle_data(self, data: str) -> None:
        """Keep the text of a cell."""
        if self._into is not None:
            self._cell.append(data)

    def handle_endtag(self, tag: str) -> None:
        """End a cell or a text."""
        if tag in {"td", "th"}:
            self._table[-1].append("".join(self._cell))
        elif tag == "pre":
            self.texts[self._into or ""] = "".join(self._cell)
        if tag in {"td", "th", "pre"}:
            self._into = None


def ranks(read: Reader, lot: str, *, trim: bool) -> dict[str, tuple[int, Fraction]]:
    """Return rank and score of every bidder of a lot, from criteria, marks and prices alone."""
    _, *criteria = read.tables["criteria"][0]
    _, *rows = read.tables[f"ranking {lot}"][0]
    prices = {row[1]: Fraction(row[2].replace(",", "")) for row in rows}
    sheets = [_sheet(table) for table in read.tables[f"sheet {lot}"]]
    price = next(row for row in criteria if row[2] != "委员评分")
    scores = {
        name: points(price, list(prices.values()), prices[name]) + _mean(sheets, name, trim=trim)
        for name in prices
    }
    order = sorted(prices, key=lambda name: (-scores[name], prices[name]))
    return {
        name: (1 + sum(_better(scores, prices, other, name) for other in order), scores[name])
        for name in order
    }


def _better(
    scores: Mapping[str, Fraction], prices: Mapping[str, Fraction], one: str, other: str
) -> bool:
    return (scores[one], -prices[one]) > (scores[other], -prices[other])


def points(criterion: Sequence[str], prices: Sequence[Fraction], price: Fraction) -> Fraction:
    """Return the points of a price as the notice's formula says."""
    _, weight, formula, above, below = criterion
    if formula.endswith("lowest_over_price"):
        return Fraction(weight) * min(prices) / price
    counted = sorted(prices)
    if formula.endswith("trimmed_deviation") and len(counted) >= 5:
        counted = counted[1:-1]
    base = sum(counted, Fraction(0)) / len(counted)
    percent = (price - base) * 100 / base
    cost = percent * Fraction(above) if percent > 0 else -percent * Fraction(below)
    return max(Fraction(0), Fraction(weight) - cost)


def _sheet(table: Table) -> dict[str, Fraction]:
    _, *rows = table
    return {row[0]: sum((Fraction(cell) for cell in row[1:-1]), Fraction(0)) for row in rows}


def _mean(sheets: Sequence[Mapping[str, Fraction]], name: str, *, trim: bool) -> Fraction:
    sums = sorted(sheet[name] for sheet in sheets)
    if trim and len(sums) >= 5:
        sums = sums[1:-1]
    return sum(sums, Fraction(0)) / len(sums)


def tickets(read: Reader) -> list[str]:
    """Draw again: return the pool in the order of seed, word and candidate."""
    _, *rows = read.tables["draw"][0]
    seed, word = read.facts["种子"], read.facts["见证词 / 时间"].split(" / ")[0]
    pool = [row[1].split()[0] for row in rows]
    return sorted(pool, key=lambda each: _hash([seed, word, each]))


def committed(read: Reader) -> str:
    """Return the hash of pool, places and seed, as it was published before the draw."""
    _, *rows = read.tables["draw"][0]
    pool = sorted(row[1].split()[0] for row in rows)
    places = int(read.facts["抽取人数"])
    return _hash({"pool": pool, "places": places, "seed": read.facts["种子"]})


def _hash(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def climbs(leaf: str, position: int, size: int, path: Sequence[str]) -> str:
    """Return the root to which *path* leads from the leaf (RFC 9162, 2.1.3.2)."""
    here, last, node = position, size - 1, bytes.fromhex(leaf)
    for each in map(bytes.fromhex, path):
        if here % 2 or here == last:
            node = sha256(b"\x01" + each + node).digest()
            while here % 2 == 0 and here:
                here, last = here // 2, last // 2
        else:
            node = sha256(b"\x01" + node + each).digest()
        here, last = here // 2, last // 2
    return node.hex()
