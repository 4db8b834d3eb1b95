"""Plan lines from a spreadsheet: every bad row is told with its column and remedy, all or nothing.

What is read is what the table shows: a hidden row stops the import, for nobody
knows whether it was meant. The same table twice changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast

from sqlalchemy import select

from equiplink.catalogue.models import Product
from equiplink.catalogue.naming import model as model_of
from equiplink.catalogue.naming import plain
from equiplink.catalogue.states import Paper
from equiplink.errors import EquiplinkError, Unreadable
from equiplink.exchange import cells, sheets
from equiplink.exchange.plan_columns import header, title
from equiplink.law import Finding
from equiplink.mine.models import Place
from equiplink.plan import queries
from equiplink.plan.entering import put_lines, settle
from equiplink.plan.lines import Known, Line, blank, fill, read
from equiplink.plan.models import Plan, PlanLine
from equiplink.plan.rules import LINE, Needs
from equiplink.plan.states import Supply
from equiplink.rules import say
from equiplink.supplier.models import Supplier
from equiplink.work import Work

TOTALS = ("合计", "总计", "小计")
YES = {"是", "√", "✓", "Y", "YES", "1", "备件"}
NO = {"", "否", "×", "N", "NO", "0", "X"}
_COLUMN_OF = {"N03": "papers", "N04": "need_by", "N05": "purpose", "N14": "suppliers"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one row, in which column, and what to do."""

    row: int
    column: str
    zh: str
    en: str

    def shown(self, lang: str) -> dict[str, Any]:
        """Return it as JSON."""
        message = self.en if lang == "en" else self.zh
        return {"row": self.row, "column": title(self.column), "message": message}


@dataclass(slots=True)
class Outcome:
    """What a table says: faults stop it, notices do not. Rows count without blanks and totals."""

    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    faults: list[Fault] = field(default_factory=list)
    notices: list[Fault] = field(default_factory=list)


Read: TypeAlias = tuple[Line, str]
"""A line with the unit that its row says."""


class _Bad(Exception):
    """A cell that cannot be understood; it never leaves this file."""

    def __init__(self, column: str, zh: str, en: str) -> None:
        super().__init__(en)
        self.column, self.zh, self.en = column, zh, en


@dataclass(frozen=True, slots=True)
class Names:
    """What the table's names mean in this mine."""

    products: Mapping[str, Sequence[Product]]
    places: Mapping[str, Place]
    suppliers: Mapping[str, Sequence[Supplier]]


def import_lines(
    work: Work, plan: Plan, content: bytes, name: str, *, dry_run: bool = False
) -> Outcome:
    """Read a table into the plan, unless a row is at fault or it is a *dry_run*."""
    outcome = Outcome()
    lines = _judged(work, plan, _parsed(work, sheets.rows(content, name), outcome), outcome)
    if not outcome.faults and not dry_run and (outcome.new or outcome.changed):
        put_lines(work, plan.id, lines=lines)
    return outcome


def _parsed(work: Work, table: Sequence[sheets.Row], outcome: Outcome) -> dict[int, Read]:
    """Return the lines that could be read, by the number of their row."""
    top, columns, unknown = header(table)
    if unknown:
        names = "、".join(unknown)
        outcome.notices.append(
            Fault(table[top].number, names, f"未识别的列，未导入：{names}",
                  f"columns that nobody knows were left out: {names}")
        )  # fmt: skip
    names_of = _names(work)
    found: dict[int, Read] = {}
    seen: dict[tuple[Any, ...], int] = {}
    for row in table[top + 1 :]:
        said = {key: row.at(column) for key, column in columns.items()}
        if _is_empty(row, said):
            continue
        outcome.rows += 1
        try:
            _visible(row, columns)
            line, unit = _line(said, names_of)
            _once(line, row.number, seen)
        except _Bad as bad:
            outcome.faults.append(Fault(row.number, bad.column, bad.zh, bad.en))
        else:
            found[row.number] = line, unit
    return found


def _judged(work: Work, plan: Plan, parsed: Mapping[int, Read], outcome: Outcome) -> list[Line]:
    """Judge each row by the rules of a plan line, and count what the table would do."""
    lines = [line for line, _ in parsed.values()]
    known = read(work, lines)
    good: list[PlanLine] = []
    for number, (given, unit) in parsed.items():
        line = blank(plan, number)
        try:
            fill(line, given, known)
            _same_unit(line, unit)
        except EquiplinkError as error:
            column = error.field or ""
            outcome.faults.append(Fault(number, column, error.text_zh, error.en))
            continue
        good.append(line)
        for finding in _against(work, line, known):
            fault = Fault(number, _COLUMN_OF.get(finding.code, "model"), say(finding),
                          say(finding, "en"))  # fmt: skip
            (outcome.faults if finding.denies else outcome.notices).append(fault)
    outcome.faults.sort(key=lambda each: each.row)
    settled = settle(work, plan, good)
    outcome.new, outcome.changed = len(settled.new), len(settled.changed)
    outcome.same = len(settled.same)
    return lines


def _same_unit(line: PlanLine, unit: str) -> None:
    if unit and plain(unit) != plain(line.unit):
        raise Unreadable(
            f"the unit is {unit}, the catalogue counts {line.unit}; convert quantity and price",
            zh=f"单位为“{unit}”，目录中为“{line.unit}”；请换算数量和单价",
            field="unit",
        )


def _against(work: Work, line: PlanLine, known: Known) -> tuple[Finding, ...]:
    product, kind = known.goods[line.product_id]
    place = known.places[line.place_id]
    need = queries.Sought(line, product, kind, place).need
    return (
        *LINE.judge(Needs(work.today, (need,)), work.policy),
        *queries.banned(work, [(product, place)]),
    )


def _names(work: Work) -> Names:
    products: defaultdict[str, list[Product]] = defaultdict(list)
    for product in work.session.scalars(select(Product)):
        products[model_of(product.model)].append(product)
    suppliers: defaultdict[str, list[Supplier]] = defaultdict(list)
    for supplier in work.all(Supplier):
        suppliers[plain(supplier.name)].append(supplier)
        suppliers[plain(supplier.uscc)].append(supplier)
    places = {plain(place.name): place for place in work.all(Place)}
    return Names(products, places, suppliers)


def _is_empty(row: sheets.Row, said: Mapping[str, cells.Cell]) -> bool:
    """Say whether the row is blank, a total, or a line of signatures below the table."""
    words = [cells.text(cell) for cell in row.cells]
    first = next((plain(word) for word in words if word), "")
    bare = not any(cells.text(said.get(key)) for key in ("name", "model", "quantity"))
    return bare or first.startswith(TOTALS)


def _visible(row: sheets.Row, columns: Mapping[str, int]) -> None:
    if row.hidden:
        raise _Bad("no", "该行被隐藏；请取消隐藏或者删除", "the row is hidden; show or delete it")
    for key in ("quantity", "estimate"):
        if key in columns and columns[key] in row.merged:
            raise _Bad(key, "数量、单价不能合并单元格；请拆分后逐行填写",
                       "the cell is merged with the row above; split it")  # fmt: skip


def _line(said: Mapping[str, cells.Cell], names: Names) -> Read:
    """Read one row; raise ``_Bad`` for the first cell that is wrong."""
    product = _product(said, names)
    quantity, unit = _number(said, "quantity")
    estimate, _ = _number(said, "estimate")
    stated = cells.text(said.get("unit"))
    if stated and unit and plain(stated) != plain(unit):
        raise _Bad(
            "quantity",
            f"数量写作“{unit}”，单位列为“{stated}”；请改为一致",
            f"the quantity is in {unit}, the unit says {stated}; make them agree",
        )
    if "amount" in said and cells.text(said["amount"]):
        amount, _ = _number(said, "amount")
        if amount != quantity * estimate:
            raise _Bad(
                "amount",
                f"总金额 {amount} 不等于数量乘单价 {quantity * estimate}；请改正",
                f"{amount} is not quantity times price, {quantity * estimate}; correct it",
            )
    place = names.places.get(plain(cells.text(said["place"])))
    if place is None:
        raise _Bad(
            "place",
            f"本矿没有地点“{cells.text(said['place'])}”；请核对或先登记",
            f"no place {cells.text(said['place'])}; check it or add it first",
        )
    need_by = cells.day(said["need_by"])
    if need_by is None:
        raise _Bad(
            "need_by",
            f"“{cells.text(said['need_by'])}”不是日期；请写如 2027-01-31",
            f"'{cells.text(said['need_by'])}' is no day; write 2027-01-31",
        )
    if cells.lost_digits(said.get("code")):
        raise _Bad("code", "编码按数字录入，位数已丢失；请改为文本后重新填写",
                   "the code was typed as a number and lost digits; type it as text")  # fmt: skip
    line = {
        "product_id": product.id, "quantity": quantity, "estimate": estimate,
        "need_by": need_by, "place_id": place.id, "purpose": cells.text(said["purpose"]),
        "code": cells.text(said.get("code")), "remark": cells.text(said.get("remark")),
        "spare": _flag(said), "suppliers": list(_suppliers(said, names)),
        **_choices(said),
    }  # fmt: skip
    return cast("Line", line), stated or unit


def _product(said: Mapping[str, cells.Cell], names: Names) -> Product:
    wanted, name = cells.text(said["model"]), plain(cells.text(said.get("name")))
    maker = plain(cells.text(said.get("maker")))
    found = [
        each
        for each in names.products.get(model_of(wanted), ())
        if not maker or plain(each.maker) == maker
    ]
    if not found:
        raise _Bad(
            "model",
            f"产品目录中没有“{wanted}”；请核对型号、厂家，或先登记产品",
            f"the catalogue has no {wanted}; check model and maker, or add it first",
        )
    named = [each for each in found if not name or name in plain(each.name)
             or plain(each.name) in name]  # fmt: skip
    if not named:
        raise _Bad(
            "name",
            f"“{wanted}”在目录中是“{found[0].name}”；请核对名称与型号",
            f"{wanted} is {found[0].name} in the catalogue; check name and model",
        )
    if len(named) > 1:
        makers = "、".join(each.maker for each in named)
        raise _Bad(
            "maker",
            f"“{wanted}”有多个厂家：{makers}；请写明生产厂家",
            f"several makers have {wanted}: {makers}; name one",
        )
    return named[0]


def _number(said: Mapping[str, cells.Cell], key: str) -> tuple[Any, str]:
    found = cells.number(said[key])
    if found is None:
        shown = cells.text(said[key])
        raise _Bad(
            key,
            f"“{shown}”不是数字（或公式未计算）；请填写数字",
            f"'{shown}' is no number, or a formula without a result; type the number",
        )
    return found


def _flag(said: Mapping[str, cells.Cell]) -> bool:
    word = cells.text(said.get("spare")).upper()
    if word not in YES | NO:
        raise _Bad("spare", f"“{word}”既不是“是”也不是“否”", f"'{word}' is neither 是 nor 否")
    return word in YES


def _choices(said: Mapping[str, cells.Cell]) -> dict[str, Any]:
    chosen: dict[str, Any] = {}
    supply = cells.text(said.get("supply"))
    if supply:
        chosen["supply"] = _word({each.zh: each for each in Supply}, supply, "supply")
    papers = _parts(said, "papers")
    if papers:
        known = {each.zh: each.value for each in Paper}
        chosen["papers"] = [_word(known, each, "papers") for each in papers]
    return chosen


def _word(known: Mapping[str, str], said: str, key: str) -> str:
    if said not in known:
        words = "、".join(known)
        raise _Bad(key, f"“{said}”不在可选之中：{words}", f"'{said}' is not one of: {words}")
    return known[said]


def _suppliers(said: Mapping[str, cells.Cell], names: Names) -> Iterator[Any]:
    for part in _parts(said, "suppliers"):
        found = names.suppliers.get(plain(part), ())
        if len(found) != 1:
            raise _Bad(
                "suppliers",
                f"供应商“{part}”未登记或有重名；请写统一社会信用代码",
                f"supplier {part} is not known, or not alone; give its credit code",
            )
        yield found[0].id


def _parts(said: Mapping[str, cells.Cell], key: str) -> list[str]:
    listed = cells.text(said.get(key)).replace("，", "、").replace(",", "、").replace(";", "、")
    return [part.strip() for part in listed.split("、") if part.strip()]


def _once(line: Line, number: int, seen: dict[tuple[Any, ...], int]) -> None:
    key = (line["product_id"], line["place_id"], line["need_by"], line["purpose"], line["code"])
    if key in seen:
        raise _Bad(
            "no",
            f"与第 {seen[key]} 行重复；请合并数量，或者写明不同的用途",
            f"it repeats row {seen[key]}; add the quantities, or give another purpose",
        )
    seen[key] = number
