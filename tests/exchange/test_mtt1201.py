"""Files of MT/T 1201.2, read back."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equiplink.exchange.mtt1201 import UNKNOWN, Kind, absj, document, field, file_name, jbsj
from equiplink.register.models import Item
from tests.register import steps
from tests.world import World

AT = datetime(2026, 11, 2, 9, 0, 5)  # noqa: DTZ001  local time, as the file says it
VALUES = st.one_of(st.none(), st.text(), st.dates())


def parsed(text: str) -> list[list[str]]:
    """Read a file as the receiver does."""
    body, end, rest = text.partition("||")
    *records, nothing = body.split("~")

    assert (end, rest, nothing) == ("||", "", "")
    return [each.split(";") for each in records]


@given(st.lists(st.lists(VALUES, min_size=3, max_size=3)))
def test_no_data_breaks_the_file(rows: list[list[str | date | None]]) -> None:
    """Whatever the data hold, the receiver finds as many records and fields as went in."""
    head, *records = parsed(document(Kind.JBSJ, rows, code="1", name="甲", at=AT))

    assert head == ["1", "甲", "JBSJ", "设备基本信息", "2026-11-02 09:00:05"]
    assert [len(each) for each in records] == [3] * len(rows)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("KBZ-400/1140", "KBZ-400/1140"),
        ("甲;乙~丙||丁", "甲；乙～丙｜｜丁"),
        ("两\n行", "两 行"),
        (date(2026, 1, 2), "2026-01-02"),
        ("", UNKNOWN),
        ("  ", UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_field_is_one_clean_word(value: str | date | None, written: str) -> None:
    """Separators become full-width, line ends spaces, and the unknown -9999."""
    assert field(value) == written


def test_file_without_records_is_whole() -> None:
    """A mine without units hands over its header and the end."""
    text = document(Kind.ABSJ, [], code="1", name="甲", at=AT)

    assert text == "1;甲;ABSJ;设备安标信息;2026-11-02 09:00:05~||"


def test_file_is_named_by_mine_kind_and_local_time(world: World) -> None:
    """The name carries the mine's own time, not UTC."""
    with world.read() as work:
        assert file_name(work, Kind.JBSJ) == "TEST_JBSJ_20261102090000.txt"


def test_register_gives_basic_data_and_safety_marks(world: World) -> None:
    """A unit stands in both files with 15 and 12 fields; a lot in neither."""
    stock = steps.stocked(world, {"switch": 1, "cable": 200})
    with world.read() as work:
        item = work.get(Item, stock["switch"][0])
        [_, basic] = parsed(jbsj(work))
        [_, mark] = parsed(absj(work))

    assert (len(basic), len(mark)) == (15, 12)
    assert (basic[0], basic[9], basic[10]) == (item.number, item.serial, item.mark_number)
    assert basic[5:8] == [UNKNOWN] * 3
    assert basic[3].startswith("SBLB")
    assert basic[11] != UNKNOWN
    assert mark[2:4] == [item.serial, item.mark_number]
    assert mark[6] == "1"
    assert date.fromisoformat(mark[5]) > world.clock.now.date()
