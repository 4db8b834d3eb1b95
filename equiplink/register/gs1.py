"""GS1 identifiers as scanners and labels give them: element strings and Digital Links.

Only the keys of one thing are read: GTIN with a serial number or batch (01 with 21
or 10) and the asset numbers GIAI (8004) and GRAI (8003). They are kept in
brackets, so that the two writings of one identifier are one alias.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

KEYS = ("01", "8004", "8003")
QUALIFIERS = ("21", "10")
GTIN = 14
_BRACKETS = re.compile(r"\((\d{2,4})\)([^()]+)")
_PLAIN = re.compile(r"(?:\](?:C1|d2|Q3|e0))?(?:01(\d{14})(?:(21|10)(.+))?|(8004)(.+))")


def parse(text: str) -> str | None:
    """Return the identifier in brackets, such as ``(01)…(21)…``; None when *text* is none."""
    for read in (_link, _bracketed, _element):
        parts = read(text.strip())
        if parts and _is_whole(parts):
            return "".join(f"({key}){value}" for key, value in parts)
    return None


def _link(text: str) -> list[tuple[str, str]]:
    url = urlsplit(text)
    if url.scheme.lower() not in {"http", "https"}:
        return []
    path = [unquote(each) for each in url.path.split("/") if each]
    first = next((n for n, each in enumerate(path) if each in KEYS), len(path))
    return list(zip(path[first::2], path[first + 1 :: 2], strict=False))


def _bracketed(text: str) -> list[tuple[str, str]]:
    parts = _BRACKETS.findall(text)
    return parts if "".join(f"({key}){value}" for key, value in parts) == text else []


def _element(text: str) -> list[tuple[str, str]]:
    found = _PLAIN.fullmatch(text.replace("\x1d", ""))
    if found is None:
        return []
    gtin, qualifier, value, asset, number = found.groups()
    if asset:
        return [(asset, number)]
    return [("01", gtin), *([(qualifier, value)] if qualifier else [])]


def _is_whole(parts: list[tuple[str, str]]) -> bool:
    key, value = parts[0]
    others = [each for each, _ in parts[1:]]
    if key not in KEYS or not set(others) <= set(QUALIFIERS) or len(set(others)) < len(others):
        return False
    if key == "01":
        return len(value) == GTIN and value.isdigit() and value[-1] == check_digit(value[:-1])
    return bool(value) and not others


def check_digit(digits: str) -> str:
    """Return the last digit of a GTIN from those before it."""
    total = sum(int(each) * (1 if n % 2 else 3) for n, each in enumerate(reversed(digits)))
    return str(-total % 10)
