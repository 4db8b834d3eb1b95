"""What a tag says: make, check and parse.

A tag code is 13 characters of Crockford's base 32: 60 random bits and a check
character. The check is a weighted sum in GF(32), so every single wrong
character and every swap of two characters is found. A code is random, not a
serial number: nobody can guess the neighbour's.
"""

from __future__ import annotations

import re
import secrets
import unicodedata

from equiplink.errors import Unreadable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 13
PREFIX = "HTTPS://EQ.LOCAL/E/"
"""Where a tag points when the mine sets no host of its own; reading never resolves it."""
BARE = ""
"""The prefix of a small plate: its symbol holds the code alone, and no phone opens a page."""
LONGEST = 35
"""Characters that a symbol of 29 modules a side holds at the highest error correction."""

_LOOKALIKES = str.maketrans("ILO", "110")
_PUNCTUATION = str.maketrans({"。": ".", "、": "/", "—": "-", "–": "-", "‐": "-"})
_IN_URL = re.compile(r"/E/([^/?#]+)/?(?:[?#].*)?$")


def _times(a: int, b: int) -> int:
    """Multiply in GF(32) with the polynomial x⁵ + x² + 1."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a <<= 1
        if a & 32:
            a ^= 0b100101
        b >>= 1
    return product


def _check(body: str) -> str:
    total, weight = 0, 1
    for character in body:
        weight = _times(weight, 2)
        total ^= _times(ALPHABET.index(character), weight)
    return ALPHABET[total]


def new() -> str:
    """Return a fresh random tag code."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + _check(body)


def payload(code: str, prefix: str = PREFIX) -> str:
    """Return what the symbol holds: a URL in QR's alphanumeric alphabet.

    Raise ``Unreadable`` when *prefix* is so long that the symbol would grow or lose strength.
    """
    text = f"{prefix}{code}".upper()
    if len(text) > LONGEST:
        room = LONGEST - LENGTH
        raise Unreadable(
            f"'{prefix}' has {len(prefix)} characters, a tag has room for {room}; take a shorter "
            "host, or the bare code",
            zh=f"“{prefix}”长 {len(prefix)} 个字符，标签至多容 {room} 个，"
            "请改用较短的域名，或只印标签码",
            field="prefix",
        )
    return text


def grouped(code: str) -> str:
    """Return the code in groups of four, as printed under the symbol."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def normalise(text: str) -> str:
    """Undo what keyboards, input methods and scanners do to a code."""
    plain = unicodedata.normalize("NFKC", text).translate(_PUNCTUATION)
    return "".join(plain.split()).upper()


def parse(text: str) -> str:
    """Return the tag code in *text*; raise ``Unreadable`` when it is none.

    Takes a bare code, one in groups, or the URL of a symbol; full-width,
    lower-case and look-alike characters are put right first.
    """
    plain = normalise(text)
    match = _IN_URL.search(plain)
    code = (match[1] if match else plain).replace("-", "").translate(_LOOKALIKES)
    if len(code) != LENGTH or not set(code) <= set(ALPHABET) or _check(code[:-1]) != code[-1]:
        raise Unreadable(
            f"'{text[:80]}' is no tag code ({LENGTH} characters with a check); scan it again",
            zh=f"“{text[:80]}”不是完整的标签码（{LENGTH} 位，含校验位），请重新扫描或输入",
            field="tag",
        )
    return code
