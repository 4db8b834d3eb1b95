"""到期事项日历: the agenda as an iCalendar file (RFC 5545), for any telephone or mail program.

A duty is an event of one day. Its ``UID`` stays the same when the day moves, so that
a calendar that is fetched again moves the event instead of doubling it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid5

from equiplink.due import Due
from equiplink.work import Work

MEDIA = "text/calendar"
LONGEST = 75
"""Octets of a line, without its end (section 3.1)."""


def feed(work: Work, duties: Iterable[Due], *, lang: str = "zh") -> bytes:
    """Return *duties* of the mine as a calendar in ``zh`` or ``en``."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//equiplink//agenda//ZH",
        f"X-WR-CALNAME:{escaped(work.mine.name)}",
        *(line for each in duties for line in _event(each, work.now, lang)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _event(each: Due, now: datetime, lang: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid5(each.subject_id, each.cause)}"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{each.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{each.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(each.en if lang == 'en' else each.zh)}"
    yield f"DESCRIPTION:{escaped(f'{each.code} {each.number}')}"
    yield f"CATEGORIES:{escaped(str(each.role))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """Return *text* as a value: marks are escaped, other controls left out."""
    marked = re.sub(r"([\\;,])", r"\\\1", text)
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", re.sub(r"\r\n|\r|\n", r"\\n", marked))


def folded(line: str) -> str:
    """Return *line* folded to 75 octets, never inside a character."""
    parts, size = [""], 0
    for char in line:
        width = len(char.encode())
        if size + width > LONGEST:
            parts.append("")
            size = 1  # the space that continues the line
        parts[-1] += char
        size += width
    return "\r\n ".join(parts)
