"""How many of a hundred damaged labels are read, beside those that ``qrcode`` makes by default.

By ZXing or OpenCV, of all strengths of one damage; a seeded model, so that only
the order of the labels is to be trusted.
"""

from __future__ import annotations

from collections import Counter

from tests.labels.stress import NAMES, TRIALS, tallies

SIZES = "50x30", "38x21"


def run() -> dict[str, float]:
    """Return rates by size, damage and maker of the symbol."""
    rates: dict[str, float] = {}
    for size in SIZES:
        read, struck = dict[str, Counter[str]](), Counter[str]()
        for tally in tallies(size):
            read.setdefault(tally.stroke, Counter()).update(tally.either)
            struck[tally.stroke] += TRIALS
        for stroke, either in read.items():
            for name in NAMES:
                rates[f"{size} {stroke}, {name} %"] = 100 * either[name] / struck[stroke]
    return rates
