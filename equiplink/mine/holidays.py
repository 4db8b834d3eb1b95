"""The rest days that the State Council announced, as far as anybody here remembers them.

``BELIEVED``: the notices themselves could not be had. A mine takes a year over
only after it has compared it with the notice, and enters other years itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from equiplink.law import Reading


@dataclass(frozen=True, slots=True)
class Year:
    """The days of one notice, as ``((month, first, length), …)`` and ``((month, day), …)``."""

    year: int
    document: str
    breaks: tuple[tuple[int, int, int], ...]
    shifted: tuple[tuple[int, int], ...]
    reading: Reading = Reading.BELIEVED

    @property
    def rest(self) -> Iterator[date]:
        """Every day off."""
        for month, first, length in self.breaks:
            for day in range(length):
                yield date(self.year, month, first) + timedelta(days=day)

    @property
    def worked(self) -> Iterator[date]:
        """Every Saturday and Sunday that is worked instead."""
        yield from (date(self.year, month, day) for month, day in self.shifted)


YEARS: Mapping[int, Year] = {
    each.year: each
    for each in (
        Year(
            2024,
            "国办发明电〔2023〕7号",
            ((1, 1, 1), (2, 10, 8), (4, 4, 3), (5, 1, 5), (6, 10, 1), (9, 15, 3), (10, 1, 7)),
            ((2, 4), (2, 18), (4, 7), (4, 28), (5, 11), (9, 14), (9, 29), (10, 12)),
        ),
        Year(
            2025,
            "国办发明电〔2024〕12号",
            ((1, 1, 1), (1, 28, 8), (4, 4, 3), (5, 1, 5), (5, 31, 3), (10, 1, 8)),
            ((1, 26), (2, 8), (4, 27), (9, 28), (10, 11)),
        ),
        Year(
            2026,
            "国办发明电〔2025〕7号",
            ((1, 1, 3), (2, 15, 9), (4, 4, 3), (5, 1, 5), (6, 19, 3), (9, 25, 3), (10, 1, 7)),
            ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)),
        ),
    )
}
