"""Put models, names and mark numbers right, and tell whether a line of a list names a model.

People, keyboards and spreadsheets write one model in many ways: full-width, in
lower case, ``№`` or ``No.``, ``×``, ``x`` or ``*``. A list line names a model
exactly, or with a trailing ``*`` its whole series; ``ZY3`` never means ZY3200.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MARK = re.compile(r"[MK][A-Z]{2}\d{2}\d{4}")
"""A safety mark number: category, product category, year of the FIRST certificate, serial (M03)."""

_SAME = str.maketrans(
    {"×": "X", "✕": "X", "*": "X", "Х": "X", "–": "-", "—": "-", "−": "-", "Ø": "Φ", "⌀": "Φ"}
)
_NUMBER_SIGN = re.compile(r"NO\.?(?=\d)")


def plain(text: str) -> str:
    """Return *text* half-width, in capitals and without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def model(text: str) -> str:
    """Return a model as it is compared."""
    return _NUMBER_SIGN.sub("NO", plain(text).translate(_SAME))


def same_model(one: str, other: str) -> bool:
    """Say whether two writings mean one model."""
    return model(one) == model(other)


def names(lines: Iterable[str], words: Iterable[str], *, of: str, text: str) -> bool:
    """Say whether a line of a list names the model *of*, or speaks of it with all its *words*.

    A word may give alternatives: ``柳条|藤条``. A line without models and words names nothing.
    """
    asked = tuple(words)
    spoken = plain(text)
    return any(_means(line, model(of)) for line in lines) or (
        bool(asked)
        and all(any(plain(each) in spoken for each in word.split("|")) for word in asked)
    )


def _means(line: str, candidate: str) -> bool:
    if not line.endswith("*"):
        return model(line) == candidate
    series = model(line[:-1])
    rest = candidate.removeprefix(series)
    if not candidate.startswith(series):
        return False
    # BJO2* means BJO2-51, not BJO21: the number may not go on.
    return not (rest and rest[0].isdigit() and series[-1].isdigit()) and not (
        rest and rest[0].isalpha() and series[-1].isalpha()
    )
