"""设备台账 from spreadsheets: every bad cell is told, all or nothing, and again is no change."""

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook

from equiplink.errors import Unreadable
from equiplink.exchange.unit_sheet import Outcome, import_units
from equiplink.register.enrol_models import Enrolment
from equiplink.register.enrol_states import Evidence, Risk
from equiplink.register.models import Item
from tests.acceptance import steps as acceptances
from tests.statements import counted
from tests.world import World

HEADER = ["序号", "设备编号", "设备名称", "规格型号", "生产厂家", "出厂编号", "单位", "数量",
          "使用地点", "煤安标志号", "防爆合格证", "合格证", "生产日期", "合同编号",
          "重要等级", "状态"]  # fmt: skip
SWITCH = [1, "DQ-001", "真空馈电开关", "KBZ-400/1140", "", "ＳＮ1", "台", 1, "3101综采工作面",
          "MZZ990102", "EX-1", "HG-1", "2024.5.1", "HT-1", "A类", "在用"]  # fmt: skip
CABLE = [2, "DL-001", "", "MY-0.38/0.66", "合成矿用设备厂", None, "米", "120.5米", "地面库房",
         "", "", "", date(2025, 3, 1), "", "", "库存"]  # fmt: skip


def content(*rows: list[Any], header: list[str] = HEADER) -> bytes:
    """Return a workbook with a title, the header and *rows*."""
    book = Workbook()
    for row in (["机电设备台账"], [], header, *rows):
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def imported(world: World, data: bytes, name: str = "台账.xlsx", **how: bool) -> Outcome:
    """Import a file as the keeper; the catalogue has its products."""
    acceptances.goods(world)
    with world.work("keeper") as work:
        return import_units(work, data, name, **how)


def changed(row: list[Any], **cells: Any) -> list[Any]:
    """Return a row with some cells changed, by the name of their column."""
    return [cells.get(name, value) for name, value in zip(HEADER, row, strict=True)]


def faults(world: World, *rows: list[Any]) -> list[tuple[int, str]]:
    """Return row and column of each fault; nothing is written then."""
    outcome = imported(world, content(*rows))
    assert all(each.zh and each.en for each in outcome.faults)
    if outcome.faults:
        with world.read() as work:
            assert work.all(Item, number="DQ-001") == []
    return [(each.row, each.column) for each in outcome.faults]


def test_table_is_brought_in(world: World) -> None:
    """Below and above, with what each lacks, its risk and where it was read."""
    outcome = imported(world, content(SWITCH, CABLE, []))
    with world.read() as work:
        switch, cable = work.all(Item)
        form = work.first(Enrolment, item_id=switch.id)

    assert (outcome.rows, outcome.new, outcome.same, outcome.faults) == (2, 2, 0, [])
    assert outcome.risks == {Risk.HIGH: 2, Risk.MEDIUM: 0, Risk.LOW: 0}
    assert outcome.missing[Evidence.EX_MARK] == 1
    assert (switch.serial, switch.underground, switch.importance) == ("SN1", 1, "A")
    assert (switch.made_on, switch.papers["ex_certificate"]["number"]) == (date(2024, 5, 1), "EX-1")
    assert (str(cable.stock), cable.place_id) == ("120.500", world.places["地面库房"])
    assert form is not None
    assert (form.purchase, form.source) == ("HT-1", "台账.xlsx 4")


def test_same_table_changes_nothing(world: World) -> None:
    """A row that stands already is counted; a new one beside it is brought in."""
    for rows, expected in (([SWITCH], (1, 0)), ([SWITCH], (0, 1)), ([SWITCH, CABLE], (1, 1))):
        outcome = imported(world, content(*rows))
        assert (outcome.new, outcome.same) == expected


def test_later_table_brings_what_was_missing(world: World) -> None:
    """Blank cells that are filled in are supplied; what contradicts the register is a fault."""
    bare = changed(SWITCH, 出厂编号="", 煤安标志号="", 合格证="", 使用地点="地面库房")
    imported(world, content(bare))
    outcome = imported(world, content(SWITCH))
    again = imported(world, content(SWITCH))
    wrong = imported(world, content(changed(SWITCH, 煤安标志号="MZZ990101")))
    with world.read() as work:
        (item,) = work.all(Item)
        (form,) = work.all(Enrolment)

    assert (outcome.new, outcome.changed, outcome.same) == (0, 1, 0)
    assert (again.changed, again.same) == (0, 1)
    assert [(each.row, each.column) for each in wrong.faults] == [(4, "mark_number")]
    assert (item.serial, item.mark_number) == ("SN1", "MZZ990102")
    assert form.missing == ["ex_mark", "papers"]


def test_dry_run_tells_and_writes_nothing(world: World) -> None:
    """In a transaction that only reads."""
    acceptances.goods(world)
    with world.read("keeper") as work:
        outcome = import_units(work, content(SWITCH), "a.xlsx", dry_run=True)

    assert (outcome.new, outcome.risks[Risk.HIGH]) == (1, 1)
    with world.read() as work:
        assert work.all(Item) == []


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"设备编号": ""}, "number"),
        ({"设备编号": "=1+1"}, "number"),
        ({"出厂编号": "@SUM(A1)"}, "serial"),
        ({"出厂编号": 12345678901234567890}, "serial"),
        ({"规格型号": "KBZ-999"}, "model"),
        ({"设备名称": "水泵"}, "name"),
        ({"生产厂家": "别的厂"}, "model"),
        ({"数量": 2}, "quantity"),
        ({"数量": "许多"}, "quantity"),
        ({"单位": "套"}, "unit"),
        ({"使用地点": "火星"}, "place"),
        ({"生产日期": "去年"}, "made_on"),
        ({"重要等级": "特"}, "importance"),
        ({"状态": "报废"}, "state"),
    ],
)
def test_every_bad_cell_is_told(world: World, cells: dict[str, Any], column: str) -> None:
    """With its row and column; the good row stays out too."""
    good = changed(SWITCH, 设备编号="DQ-009", 出厂编号="S9")

    assert faults(world, good, changed(SWITCH, **cells)) == [(5, column)]


def test_lot_needs_its_quantity(world: World) -> None:
    """No default stands for a length, and half a bolt is none."""
    assert faults(world, changed(CABLE, 数量=None)) == [(4, "quantity")]


def test_rows_do_not_repeat_each_other_or_the_register(world: World) -> None:
    """Number and serial number, within the table and against what stands."""
    again = changed(SWITCH, 设备编号="DQ-002")
    other = changed(SWITCH, 出厂编号="SN2")

    assert faults(world, SWITCH, again, other) == [(5, "serial"), (6, "number")]
    imported(world, content(SWITCH))
    outcome = imported(world, content(again, other))
    assert [(each.row, each.column) for each in outcome.faults] == [(4, "serial"), (5, "serial")]


def test_hidden_and_merged_rows_stop_the_import(world: World) -> None:
    """Nobody knows whether they were meant."""
    acceptances.goods(world)
    book = Workbook()
    for row in (HEADER, SWITCH, changed(SWITCH, 设备编号="DQ-2", 出厂编号="S2"), CABLE):
        book.active.append(row)
    book.active.row_dimensions[2].hidden = True
    book.active.merge_cells("B3:B4")
    written = io.BytesIO()
    book.save(written)
    outcome = imported(world, written.getvalue())

    assert [(each.row, each.column) for each in outcome.faults] == [(2, "number"), (4, "number")]


def test_unknown_columns_are_left_out_and_told(world: World) -> None:
    """And a table without its columns, or with one twice, is no table."""
    wide = imported(world, content([*SWITCH, "x"], header=[*HEADER, "颜色"]))
    with pytest.raises(Unreadable) as bare:
        imported(world, content(["a", "b"], header=["甲", "乙"]))
    with pytest.raises(Unreadable) as short:
        imported(world, content(header=["序号", "设备名称", "规格型号", "单位", "数量"]))

    assert [each.column for each in wide.notices] == ["颜色"]
    assert wide.notices[0].shown("zh")["column"] == "颜色"
    assert (bare.value.field, short.value.field) == ("header", "number")


def test_table_of_any_length_takes_as_many_statements(world: World) -> None:
    """Ten rows and a hundred."""
    sent = []
    acceptances.goods(world)
    for count in (10, 100):
        rows = [
            changed(SWITCH, 设备编号=f"D{count}-{n}", 出厂编号=f"S{count}-{n}")
            for n in range(count)
        ]
        data = content(*rows)
        with world.work("keeper") as work, counted(world.chain) as statements:
            import_units(work, data, "a.xlsx")
        sent.append(len(statements))

    assert sent[0] == sent[1]
