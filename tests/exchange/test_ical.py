"""The agenda as a calendar, read back by a library that others wrote."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from equiplink.due import Due
from equiplink.exchange.ical import escaped, feed, folded
from equiplink.mine.states import Role
from tests.world import World

DUTY = Due(
    "I01", date(2026, 12, 31), "item", UUID(int=7), "KBZ-01", Role.MECHANIC,
    zh="防爆性能检查；一采区, 3101\n\\" * 5, en="the check", key="防爆性能检查",
)  # fmt: skip


def read(content: bytes) -> list[tuple[str, date, str]]:
    """Return identity, day and text of each event."""
    return [
        (str(each["uid"]), each.decoded("dtstart"), str(each["summary"]))
        for each in Calendar.from_ical(content).walk("VEVENT")
    ]


def test_stranger_reads_the_duties(world: World) -> None:
    """Day and text come back whole, in either language."""
    with world.read() as work:
        ((_, day, zh),) = read(feed(work, [DUTY]))
        ((_, _, en),) = read(feed(work, [DUTY], lang="en"))

    assert (day, zh, en) == (DUTY.on, DUTY.zh, DUTY.en)


def test_duty_keeps_its_identity_when_its_day_moves(world: World) -> None:
    """A calendar fetched again moves the event; another duty about the thing is another event."""
    later = replace(DUTY, on=date(2027, 1, 5))
    other = replace(DUTY, key="绝缘电阻检查")
    with world.read() as work:
        first, second, third = (uid for uid, _, _ in read(feed(work, [DUTY, later, other])))

    assert first == second != third


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_no_text_breaks_a_line(text: str) -> None:
    """Every line is at most 75 octets, and unfolding gives the value back."""
    line = "SUMMARY:" + escaped(text)
    lines = folded(line).split("\r\n")

    assert all(len(each.encode()) <= 75 for each in lines)
    assert lines[0] + "".join(each[1:] for each in lines[1:]) == line
    assert "\n" not in line
    assert "\r" not in line
