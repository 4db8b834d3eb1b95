"""执行标准: which edition of a standard of conveyor belts and conveyors is in force.

Seen on secondary pages only; where the day was not seen from which an edition holds, it
counts from the first day of its year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

NAME = re.compile(r"MT(?:/T)?\s*(\d+(?:\.\d+)?)\s*[-—–]\s*(\d{4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Standard:
    """The newest edition of one standard, and the day from which the older ones are 废止."""

    name: str
    title: str
    since: date
    source: str


STANDARDS = (
    Standard(
        "MT/T 914-2019", "煤矿用织物芯阻燃输送带", date(2020, 6, 1),
        "shanghai.11467.com/info/47122502（网页，未核原文）",
    ),
    Standard(
        "MT/T 820-2023", "煤矿用带式输送机", date(2023, 1, 1),
        "shanghai.11467.com/info/47122502（网页，未核原文；施行日期未见，按所标年份）",
    ),
)  # fmt: skip
"""MT/T 668（钢丝绳芯）is not here: which edition of it is in force was not seen."""


def _parts(name: str) -> tuple[str, int] | None:
    found = NAME.search(name)
    return (found[1], int(found[2])) if found else None


def current(name: str, on: date) -> Standard | None:
    """Return the edition that took the place of *name* by the day *on*; None while it holds."""
    given = _parts(name)
    for each in STANDARDS:
        known = _parts(each.name)
        if given and known and each.since <= on and given[0] == known[0] and given[1] < known[1]:
            return each
    return None
