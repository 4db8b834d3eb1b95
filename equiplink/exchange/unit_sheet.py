"""设备台账 from a spreadsheet: what is here already, every bad cell told, all or nothing.

The same table twice changes nothing: a row whose number stands on the register
for the same product and serial number is left as it is. What a row leaves empty
is missing evidence, not a fault.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import select

from equiplink.catalogue.amounts import pieces
from equiplink.catalogue.models import DeviceClass, Product
from equiplink.catalogue.naming import model as model_of
from equiplink.catalogue.naming import plain
from equiplink.catalogue.states import Paper, Tracking
from equiplink.errors import EquiplinkError, Unreadable
from equiplink.exchange import cells, sheets
from equiplink.exchange.unit_columns import UNITS
from equiplink.mine.models import Place
from equiplink.register.enrol_states import Evidence, Risk
from equiplink.register.enrolment import Draft, Existing, draft, put
from equiplink.register.models import Item
from equiplink.work import Work

FORMULAS = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of a formula, and a serial number never has."""
GONE = ("报废", "已报废")
TEXTS = ("number", "serial", "batch", "mark_number", "ex_mark", "purchase", "old_number", "shelf")
CODES = (*TEXTS, "ex_certificate", "product_certificate")
"""Columns whose digits count, and whose text is printed on labels and exports."""
DAYS = ("arrived_on", "made_on", "expires_on")


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
        return {"row": self.row, "column": UNITS.title(self.column), "message": message}


@dataclass(slots=True)
class Outcome:
    """What a table says: faults stop it, notices do not. ``same`` rows stand already."""

    rows: int = 0
    new: int = 0
    same: int = 0
    risks: Mapping[Risk, int] = field(default_factory=dict)
    missing: Mapping[Evidence, int] = field(default_factory=dict)
    """How many things lack what."""
    faults: list[Fault] = field(default_factory=list)
    notices: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Names:
    """What the table's names mean in this mine, and what stands on its register already."""

    products: Mapping[str, Sequence[tuple[Product, DeviceClass]]]
    places: Mapping[str, Place]
    numbers: Mapping[str, tuple[Any, str]]
    """Product and serial number of each number."""
    serials: Mapping[tuple[Any, str], str]
    """The number of each product's serial number."""


def import_units(work: Work, content: bytes, name: str, *, dry_run: bool = False) -> Outcome:
    """Read a table onto the register, unless a row is at fault or it is a *dry_run*."""
    outcome = Outcome()
    things = _parsed(work, sheets.rows(content, name), name, outcome)
    if outcome.faults:
        return outcome
    drafts = draft(work, things)
    outcome.new = len(drafts)
    outcome.risks, outcome.missing = _summed(drafts)
    if drafts and not dry_run:
        put(work, drafts)
    return outcome


def _summed(drafts: Sequence[Draft]) -> tuple[dict[Risk, int], dict[Evidence, int]]:
    risks = Counter(each.form.risk for each in drafts)
    lacking = Counter(word for each in drafts for word in each.form.missing)
    return (
        {risk: risks[risk] for risk in Risk},
        {each: lacking[each.value] for each in Evidence if lacking[each.value]},
    )


def _parsed(work: Work, table: Sequence[sheets.Row], name: str, outcome: Outcome) -> list[Existing]:
    """Return the things that are new; faults and rows that stand already go to *outcome*."""
    top, columns, unknown = UNITS.header(table)
    if unknown:
        listed = "、".join(unknown)
        outcome.notices.append(
            Fault(table[top].number, listed, f"未识别的列，未导入：{listed}",
                  f"columns that nobody knows were left out: {listed}")
        )  # fmt: skip
    names = _names(work)
    found: list[Existing] = []
    seen: dict[tuple[Any, ...], int] = {}
    for row in table[top + 1 :]:
        said = {key: row.at(column) for key, column in columns.items() if key != "ignored"}
        if not any(cells.text(said.get(key)) for key in ("number", "model", "serial")):
            continue
        outcome.rows += 1
        try:
            thing = _thing(row, said, columns, names)
            if _stands(thing, names):
                outcome.same += 1
                continue
            _once(thing, row.number, seen)
        except EquiplinkError as bad:
            outcome.faults.append(Fault(row.number, bad.field or "", bad.text_zh, bad.en))
        else:
            found.append(thing | {"source": f"{name} {row.number}"})
    return found


def _names(work: Work) -> Names:
    products: defaultdict[str, list[tuple[Product, DeviceClass]]] = defaultdict(list)
    query = select(Product, DeviceClass).join(DeviceClass, DeviceClass.id == Product.class_id)
    for product, kind in work.session.execute(query):
        products[model_of(product.model)].append((product, kind))
    places = {plain(place.name): place for place in work.all(Place)}
    rows = work.session.execute(
        select(Item.number, Item.product_id, Item.serial).where(Item.mine_id == work.mine_id)
    ).all()
    return Names(
        products,
        places,
        {number: (product_id, serial) for number, product_id, serial in rows},
        {(product_id, serial): number for number, product_id, serial in rows if serial},
    )


def _thing(
    row: sheets.Row, said: Mapping[str, cells.Cell], columns: Mapping[str, int], names: Names
) -> Existing:
    """Read one row; raise ``Unreadable`` for the first cell that is wrong."""
    if row.hidden:
        raise _bad(
            "number", "该行被隐藏；请取消隐藏或者删除", "the row is hidden; show or delete it"
        )
    if any(columns[key] in row.merged for key in ("number", "serial") if key in columns):
        raise _bad(
            "number", "编号不能合并单元格；请拆分后逐行填写", "the number is merged; split it"
        )
    if cells.text(said.get("state")) in GONE:
        raise _bad("state", "已报废的不再补录；请删除该行", "it is scrapped; leave the row out")
    texts = {key: _text(said, key) for key in CODES if key in said}
    if not texts["number"]:
        raise _bad("number", "设备编号为空；请填写，或先编号", "the number is empty; give it one")
    product, kind = _product(said, names)
    return cast(
        "Existing",
        {key: texts[key] for key in TEXTS if key in texts}
        | {"product_id": product.id, "quantity": _quantity(said, kind)}
        | {key: _day(said, key) for key in DAYS if key in said}
        | {"papers": _papers(said), "importance": _importance(said)}
        | _place(said, names),
    )


def _bad(column: str, zh: str, en: str) -> Unreadable:
    return Unreadable(en, zh=zh, field=column)


def _text(said: Mapping[str, cells.Cell], key: str) -> str:
    if cells.lost_digits(said[key]):
        raise _bad(key, "编号按数字录入，位数已丢失；请改为文本后重新填写",
                   "it was typed as a number and lost digits; type it as text")  # fmt: skip
    text = cells.text(said[key])
    if text.startswith(FORMULAS):
        raise _bad(key, f"“{text[:40]}”像是公式；请改为文本，去掉开头的符号",
                   f"'{text[:40]}' looks like a formula; type text without the sign")  # fmt: skip
    return "" if text in {"/", "无", "—"} else text


def _product(said: Mapping[str, cells.Cell], names: Names) -> tuple[Product, DeviceClass]:
    wanted, name = cells.text(said["model"]), plain(cells.text(said.get("name")))
    maker = plain(cells.text(said.get("maker")))
    found = [
        each
        for each in names.products.get(model_of(wanted), ())
        if not maker or plain(each[0].maker) == maker
    ]
    if not found:
        raise _bad(
            "model",
            f"产品目录中没有“{wanted}”；请核对型号、厂家，或先登记产品",
            f"the catalogue has no {wanted}; check model and maker, or add it first",
        )
    named = [each for each in found
             if not name or name in plain(each[0].name) or plain(each[0].name) in name]  # fmt: skip
    if not named:
        raise _bad(
            "name",
            f"“{wanted}”在目录中是“{found[0][0].name}”；请核对名称与型号",
            f"{wanted} is {found[0][0].name} in the catalogue; check name and model",
        )
    if len(named) > 1:
        makers = "、".join(product.maker for product, _ in named)
        raise _bad(
            "maker",
            f"“{wanted}”有多个厂家：{makers}；请写明生产厂家",
            f"several makers have {wanted}: {makers}; name one",
        )
    return named[0]


def _quantity(said: Mapping[str, cells.Cell], kind: DeviceClass) -> Any:
    shown = cells.text(said.get("quantity"))
    found = cells.number(said["quantity"]) if shown else None
    if found is None and (shown or kind.tracking is Tracking.LOT):
        raise _bad("quantity", f"“{shown}”不是数字；请按“{kind.unit}”填写数量",
                   f"'{shown}' is no number; give the quantity in {kind.unit}")  # fmt: skip
    quantity, unit = found or (1, "")
    for stated in (unit, cells.text(said.get("unit"))):
        if stated and plain(stated) != plain(kind.unit):
            raise _bad("unit", f"单位为“{stated}”，目录中为“{kind.unit}”；请换算",
                       f"{stated} is not the catalogue's {kind.unit}; convert it")  # fmt: skip
    if kind.tracking is Tracking.UNIT and quantity != 1:
        raise _bad("quantity", f"数量 {quantity}：逐件管理的设备每台一行，各有编号",
                   f"quantity {quantity}: a unit has a row and a number of its own")  # fmt: skip
    return pieces(quantity, tracking=kind.tracking, unit=kind.unit)


def _day(said: Mapping[str, cells.Cell], key: str) -> Any:
    shown = cells.text(said[key])
    found = cells.day(said[key])
    if shown and found is None:
        raise _bad(key, f"“{shown}”不是日期；请写如 2019-05-31，不知道的留空",
                   f"'{shown}' is no day; write 2019-05-31, or leave it empty")  # fmt: skip
    return found


def _papers(said: Mapping[str, cells.Cell]) -> dict[str, str]:
    numbers = {paper.value: _text(said, paper.value) for paper in Paper if paper.value in said}
    return {paper: number for paper, number in numbers.items() if number}


def _importance(said: Mapping[str, cells.Cell]) -> str | None:
    word = cells.text(said.get("importance")).upper().removesuffix("类").removesuffix("级")
    if word not in {"", "A", "B", "C"}:
        raise _bad("importance", f"“{word}”不是 A、B、C；请改正", f"'{word}' is not A, B or C")
    return word or None


def _place(said: Mapping[str, cells.Cell], names: Names) -> dict[str, Any]:
    wanted = cells.text(said.get("place"))
    if not wanted:
        return {}
    place = names.places.get(plain(wanted))
    if place is None:
        raise _bad("place", f"本矿没有地点“{wanted}”；请核对或先登记，不知道的留空",
                   f"no place {wanted}; check it, add it first, or leave it empty")  # fmt: skip
    return {"place_id": place.id}


def _stands(thing: Existing, names: Names) -> bool:
    """Say whether the row is on the register already; raise when its number is another thing's."""
    number, serial = thing["number"], thing.get("serial", "")
    standing = names.numbers.get(number)
    if standing == (thing["product_id"], serial):
        return True
    if standing is not None:
        raise _bad("number", f"编号“{number}”已是另一件物品；请改用其他编号",
                   f"{number} is something else on the register; use another number")  # fmt: skip
    other = names.serials.get((thing["product_id"], serial)) if serial else None
    if other is not None:
        raise _bad("serial", f"出厂编号“{serial}”已登记为 {other}；请核对",
                   f"serial number {serial} is that of {other}; check it")  # fmt: skip
    return False


def _once(thing: Existing, number: int, seen: dict[tuple[Any, ...], int]) -> None:
    serial = thing.get("serial", "")
    keys: list[tuple[str, tuple[Any, ...]]] = [("number", (thing["number"],))]
    if serial:
        keys.append(("serial", (thing["product_id"], serial)))
    for column, key in keys:
        if key in seen:
            raise _bad(column, f"“{key[-1]}”与第 {seen[key]} 行重复；请改正",
                       f"{key[-1]} repeats row {seen[key]}; correct it")  # fmt: skip
        seen[key] = number
