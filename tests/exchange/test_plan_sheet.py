"""Plans from and to spreadsheets: every bad row is told, all or nothing, and again is no change."""

import io
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from openpyxl import Workbook, load_workbook

from equiplink.errors import Unreadable
from equiplink.exchange.plan_form import form
from equiplink.exchange.plan_sheet import Outcome, import_lines
from equiplink.plan import actions as plan
from equiplink.plan.models import Plan
from tests.plan.steps import drafted, goods
from tests.statements import counted
from tests.supplier.steps import supplier
from tests.world import World

HEADER = ["序号", "物资名称", "规格型号", "单位", "数量", "预计单价（元）", "用途", "使用地点",
          "需求时间", "备 注"]  # fmt: skip
SWITCH = [1, "馈电开关", "KBZ-400/1140", "台", 2, 10000, "更换", "3101综采工作面", "2027.1.20", ""]
LAMP = [2, "矿灯", "ＫＬ５ＬＭ（Ａ）", "盏", "１０盏", "85.50", "配备 ", " 副井井口",
        "2027年1月5日", "瓦斯治理用"]  # fmt: skip


def book(*rows: list[Any]) -> Workbook:
    """Return a workbook with a title, the header and *rows*."""
    made = Workbook()
    for row in (["2027年1月物资需求计划"], [], HEADER, *rows):
        made.active.append(row)
    return made


def content(made: Workbook) -> bytes:
    """Return a workbook as a file."""
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def begun(world: World) -> UUID:
    """Begin a plan; the catalogue has its goods."""
    goods(world)
    with world.work("planner") as work:
        return plan.draft(work, title="一月", period="month", budget=Decimal(10**6)).id


def imported(
    world: World, plan_id: UUID, data: bytes, name: str = "a.xlsx", *, dry_run: bool = False
) -> Outcome:
    """Import a file into a plan."""
    with world.work("planner") as work:
        return import_lines(work, work.get(Plan, plan_id), data, name, dry_run=dry_run)


def counts(outcome: Outcome) -> tuple[int, int, int, int]:
    """Return new, changed, same and faulty."""
    return outcome.new, outcome.changed, outcome.same, len(outcome.faults)


def faults(world: World, *rows: list[Any], plan_id: UUID | None = None) -> list[tuple[int, str]]:
    """Return row and column of each fault of a table."""
    outcome = imported(world, plan_id or begun(world), content(book(*rows)))
    assert all(fault.zh and fault.en for fault in outcome.faults)
    return [(fault.row, fault.column) for fault in outcome.faults]


def changed(row: list[Any], **cells: Any) -> list[Any]:
    """Return a row with some cells changed, by the name of their column."""
    return [cells.get(name, value) for name, value in zip(HEADER, row, strict=True)]


def test_table_becomes_lines(world: World) -> None:
    """Title, header with synonyms, full-width digits, a unit in the cell, a total below."""
    plan_id = begun(world)
    total = ["合计", None, None, None, 12, None, None, None, None, None]
    outcome = imported(world, plan_id, content(book(SWITCH, LAMP, [], total, ["编制：张三"])))
    with world.read() as work:
        lines = plan.lines(work, plan_id)

    assert counts(outcome) == (2, 0, 0, 0)
    assert [(x.no, x.quantity, x.estimate, x.need_by, x.purpose, x.remark) for x in lines] == [
        (1, 2, 10000, date(2027, 1, 20), "更换", ""),
        (2, 10, Decimal("85.5"), date(2027, 1, 5), "配备", "瓦斯治理用"),
    ]
    assert lines[0].papers == ["product_certificate"]


def test_same_table_changes_nothing(world: World) -> None:
    """Imported again there is no new revision; with another quantity one line changes."""
    plan_id = begun(world)
    for expected, rows in (
        ((2, 0, 0, 0), (SWITCH, LAMP)),
        ((0, 0, 2, 0), (LAMP, SWITCH)),
        ((0, 1, 1, 0), (SWITCH, changed(LAMP, 数量=11))),
    ):
        assert counts(imported(world, plan_id, content(book(*rows)))) == expected
    with world.read() as work:
        assert work.get(Plan, plan_id).revision == 3
        assert [line.quantity for line in plan.lines(work, plan_id)] == [2, 11]


def test_dry_run_writes_nothing(world: World) -> None:
    """It tells what would happen."""
    plan_id = begun(world)

    assert counts(imported(world, plan_id, content(book(SWITCH)), dry_run=True)) == (1, 0, 0, 0)
    with world.read() as work:
        assert plan.lines(work, plan_id) == []


def test_every_bad_row_is_told_and_nothing_is_written(world: World) -> None:
    """Each with its row, its column and its remedy; the good one stays out too."""
    plan_id = begun(world)
    rows = [
        SWITCH,
        changed(SWITCH, 规格型号="KBZ-999"),
        changed(SWITCH, 物资名称="变频器"),
        changed(SWITCH, 数量="两台"),
        changed(SWITCH, 数量=1.5, 用途="备用"),
        changed(SWITCH, 使用地点="井底"),
        changed(SWITCH, 需求时间="1月底"),
        changed(SWITCH, 需求时间="2020-01-01"),
        changed(SWITCH, 用途=""),
        changed(SWITCH, 单位="箱", 用途="另用"),
        changed(SWITCH, 数量="2件"),
        SWITCH,
    ]

    assert faults(world, *rows, plan_id=plan_id) == [
        (5, "model"), (6, "name"), (7, "quantity"), (8, "quantity"), (9, "place"),
        (10, "need_by"), (11, "need_by"), (12, "purpose"), (13, "unit"), (14, "quantity"),
        (15, "no"),
    ]  # fmt: skip
    with world.read() as work:
        assert plan.lines(work, plan_id) == []


def test_merged_text_is_of_every_row_and_merged_quantity_of_none(world: World) -> None:
    """A place that spans two rows is both rows' place; a quantity is asked for again."""
    made = book(SWITCH, changed(LAMP, 使用地点=None, 数量=None))
    made.active.merge_cells("H4:H5")
    made.active.merge_cells("E4:E5")
    outcome = imported(world, begun(world), content(made))

    assert [(fault.row, fault.column) for fault in outcome.faults] == [(5, "quantity")]


def test_hidden_row_stops_the_import(world: World) -> None:
    """Nobody knows whether it was meant."""
    made = book(SWITCH, LAMP)
    made.active.row_dimensions[5].hidden = True
    outcome = imported(world, begun(world), content(made))

    assert [(fault.row, fault.column) for fault in outcome.faults] == [(5, "no")]


def test_more_columns_are_read(world: World) -> None:
    """Code, amount, kind of supply, suppliers, spare parts; a wrong sum or word is told."""
    known = supplier(world)
    header = [
        *HEADER,
        "物资编码",
        "总价",
        "供应方式",
        "推荐厂家",
        "备件",
        "生产厂家",
        "随货文件",
        "班次",
    ]
    more = ["0101020007", 20000, "统购", "合成供应商甲", "是", "合成制造厂", "产品合格证", "早"]
    wrong: list[tuple[int, Any]] = [
        (10, 1e17), (11, 19999), (12, "外购"), (13, "无此厂"), (14, "或许"),
        (15, "他厂"), (16, "信"),
    ]  # fmt: skip
    plan_id = begun(world)
    made = Workbook()
    rows = [[*SWITCH, *more]]
    rows += [[bad if n == at else cell for n, cell in enumerate(rows[0])] for at, bad in wrong]
    for row in (header, *rows):
        made.active.append(row)
    outcome = imported(world, plan_id, content(made))
    made.active.delete_rows(3, len(wrong))
    good = imported(world, plan_id, content(made))
    with world.read() as work:
        (line,) = plan.lines(work, plan_id)

    assert [fault.column for fault in outcome.faults] == [
        "code", "amount", "supply", "suppliers", "spare", "model", "papers",
    ]  # fmt: skip
    assert (line.code, line.supply.zh, line.suppliers, line.spare) == (
        "0101020007", "统购", [str(known)], True,
    )  # fmt: skip
    assert [notice.column for notice in good.notices] == ["班次", "suppliers"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_csv_is_read_in_either_encoding(world: World, encoding: str) -> None:
    """Excel in China saves GB 18030, others UTF-8."""
    text = "\n".join(",".join(map(str, row)) for row in (HEADER, SWITCH, LAMP))

    assert counts(imported(world, begun(world), text.encode(encoding), "a.CSV")) == (2, 0, 0, 0)


@pytest.mark.parametrize(
    ("data", "name", "field"),
    [
        (b"", "a.xls", "file"),
        (b"not a workbook", "a.xlsx", "file"),
        ("甲,乙\n".encode(), "a.csv", "header"),
        ("名称,型号,单位,数量\n".encode(), "a.csv", "estimate"),
        ("型号,规格,单位,数量,单价\n".encode(), "a.csv", "model"),
    ],
)
def test_what_is_no_table_is_named(world: World, data: bytes, name: str, field: str) -> None:
    """Another format, a damaged file, no header, columns that lack or stand twice."""
    with pytest.raises(Unreadable) as caught:
        imported(world, begun(world), data, name)

    assert caught.value.field == field


def test_form_comes_back_unchanged(world: World) -> None:
    """The form that prints is read by the import, and says nothing new."""
    plan_id = begun(world)
    imported(world, plan_id, content(book(SWITCH, LAMP)))
    with world.read() as work:
        data = form(work, work.get(Plan, plan_id))

    assert counts(imported(world, plan_id, data)) == (0, 0, 2, 0)


def test_form_holds_text_and_no_formula(world: World) -> None:
    """A long code keeps its digits, and what begins with = is text."""
    made = drafted(world, {"switch": 2, "lamp": 3})
    with world.work("planner") as work:
        plan.change_line(
            work, made.lines["switch"], code="001234567890123456789",
            remark='=HYPERLINK("http://x","y")',
        )  # fmt: skip
        data = form(work, work.get(Plan, made.plan_id))
    sheet = load_workbook(io.BytesIO(data)).active
    code, remark = sheet["B4"], sheet["Q4"]

    assert (code.value, code.data_type, code.number_format) == ("001234567890123456789", "s", "@")
    assert (remark.data_type, remark.quotePrefix) == ("s", True)
    assert [sheet["I4"].value, sheet["I6"].value] == [20000, 50000]
    assert "synthetic" in sheet["A1"].value
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$3:$3")


def test_statements_do_not_grow_with_the_table(world: World) -> None:
    """Five rows and two hundred are imported in the same number of statements."""
    sent_for = []
    for many in (5, 200):
        plan_id = begun(world)
        rows = [changed(SWITCH, 用途=f"用途{n}") for n in range(many)]
        with counted(world.chain) as sent:
            outcome = imported(world, plan_id, content(book(*rows)))
        sent_for.append(len(sent))

        assert counts(outcome) == (many, 0, 0, 0)
    assert sent_for[0] == sent_for[1]
