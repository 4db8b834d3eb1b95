"""统一社会信用代码: put a typed code right and compute its two check characters.

The whole code is checked by GB 32100, the organisation code inside it (characters
9 to 17) by GB 11714. Genuine codes exist whose check fails, so a failed check
is never by itself a refusal.
"""

from __future__ import annotations

import unicodedata

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18

_ORGANISATION = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def normalise(text: str) -> str:
    """Return *text* in half-width capitals without spaces and hyphens."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(plain.split()).replace("-", "").upper()


def well_formed(code: str) -> bool:
    """Say whether *code* has 18 characters of the alphabet."""
    return len(code) == LENGTH and set(code) <= set(ALPHABET)


def check_character(code: str) -> str:
    """Return the eighteenth character that the first seventeen ask for."""
    total = sum(ALPHABET.index(c) * pow(3, place, 31) for place, c in enumerate(code[:17]))
    return ALPHABET[-total % 31]


def organisation_character(code: str) -> str:
    """Return the seventeenth character that characters 9 to 16 ask for."""
    body = zip(code[8:16], _WEIGHTS, strict=True)
    rest = 11 - sum(_ORGANISATION.index(c) * weight for c, weight in body) % 11
    return {10: "X", 11: "0"}.get(rest, str(rest))
