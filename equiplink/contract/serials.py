"""Serial numbers as people give them: pasted, scanned one by one, or as a range."""

from __future__ import annotations

import re
import unicodedata

from equiplink.errors import Unreadable

LONGEST = 10_000
"""Numbers in one list; a slip in a range would make millions."""
_RANGE = re.compile(
    r"(?P<head>.*?)(?P<first>\d+)\s*(?:\.\.|~|至|→)\s*(?P<tail_head>.*?)(?P<last>\d+)"
)


def spread(text: str) -> tuple[str, ...]:
    """Return the serial numbers that *text* lists.

    They are parted by line ends, blanks, commas or semicolons; ``SN001~SN050``
    (also ``..`` and 至) is a range, whose second number may leave out the head.
    Full-width characters are read as narrow ones. Raises ``Unreadable`` for a
    range that runs backwards, changes its head or is too long.
    """
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"\s*(\.\.|~|至|→)\s*", r"\1", plain)
    found: list[str] = []
    for each in re.split(r"[\s,;、；，]+", plain):
        if each:
            found += _range(each)
        if len(found) > LONGEST:
            raise _unreadable(each, f"more than {LONGEST} numbers", f"超过 {LONGEST} 个")
    return tuple(found)


def _range(text: str) -> list[str]:
    read = _RANGE.fullmatch(text)
    if read is None:
        return [text]
    head, first, last = read["head"], read["first"], read["last"]
    start, end = int(first), int(last)
    if read["tail_head"] not in {"", head} or end < start or len(last) < len(first):
        raise _unreadable(text, "is no range", "不是编号区间")
    if end - start >= LONGEST:
        raise _unreadable(text, f"more than {LONGEST} numbers", f"超过 {LONGEST} 个")
    return [f"{head}{number:0{len(first)}d}" for number in range(start, end + 1)]


def _unreadable(text: str, en: str, zh: str) -> Unreadable:
    return Unreadable(
        f"serials: '{text}' {en}; write each number, or a range such as SN001~SN050",
        zh=f"出厂编号“{text}”{zh}；请逐个填写，或写成 SN001~SN050",
        field="serials",
    )
