"""One row of a 设备台账: from cells to a thing, or to the first cell that is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from equiplink.catalogue.amounts import pieces
from equiplink.catalogue.models import DeviceClass, Product
from equiplink.catalogue.naming import model as model_of
from equiplink.catalogue.naming import plain
from equiplink.catalogue.states import Paper, Tracking
from equiplink.errors import Unreadable
from equiplink.exchange import cells, sheets
from equiplink.mine.models import Place
from equiplink.register.enrolment import Existing

FORMULAS = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of a formula, and a serial number never has."""
GONE = ("报废", "已报废")
TEXTS = ("number", "serial", "batch", "mark_number", "ex_mark", "purchase", "old_number", "shelf")
CODES = (*TEXTS, "ex_certificate", "product_certificate")
"""Columns whose digits count, and whose text is printed on labels and exports."""
DAYS = ("arrived_on", "made_on", "expires_on")


@dataclass(frozen=True, slots=True)
class Known:
    """What the register has of a number. ``form_id`` is None unless it is provisional."""

    product_id: UUID
    form_id: UUID | None
    said: Mapping[str, Any]
    papers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Names:
    """What the table's names mean in this mine, and what stands on its register already."""

    products: Mapping[str, Sequence[tuple[Product, DeviceClass]]]
    places: Mapping[str, Place]
    numbers: Mapping[str, Known]
    serials: Mapping[tuple[Any, str], str]
    """The number of each product's serial number."""


def thing(
    row: sheets.Row, said: Mapping[str, cells.Cell], columns: Mapping[str, int], names: Names
) -> Existing:
    """Read one row; raise ``Unreadable`` for the first cell that is wrong."""
    if row.hidden:
        raise bad(
            "number", "该行被隐藏；请取消隐藏或者删除", "the row is hidden; show or delete it"
        )
    if any(columns[key] in row.merged for key in ("number", "serial") if key in columns):
        raise bad(
            "number", "编号不能合并单元格；请拆分后逐行填写", "the number is merged; split it"
        )
    if cells.text(said.get("state")) in GONE:
        raise bad("state", "已报废的不再补录；请删除该行", "it is scrapped; leave the row out")
    texts = {key: _text(said, key) for key in CODES if key in said}
    if not texts["number"]:
        raise bad("number", "设备编号为空；请填写，或先编号", "the number is empty; give it one")
    product, kind = _product(said, names)
    if "mark_number" in texts:
        texts["mark_number"] = texts["mark_number"].upper()
    return cast(
        "Existing",
        {key: texts[key] for key in TEXTS if key in texts}
        | {"product_id": product.id, "quantity": _quantity(said, kind)}
        | {key: _day(said, key) for key in DAYS if key in said}
        | {"papers": _papers(said), "importance": _importance(said)}
        | _place(said, names),
    )


def bad(column: str, zh: str, en: str) -> Unreadable:
    """Return what is wrong with the cell of *column*."""
    return Unreadable(en, zh=zh, field=column)


def _text(said: Mapping[str, cells.Cell], key: str) -> str:
    if cells.lost_digits(said[key]):
        raise bad(key, "编号按数字录入，位数已丢失；请改为文本后重新填写",
                   "it was typed as a number and lost digits; type it as text")  # fmt: skip
    text = cells.text(said[key])
    if text.startswith(FORMULAS):
        raise bad(key, f"“{text[:40]}”像是公式；请改为文本，去掉开头的符号",
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
        raise bad(
            "model",
            f"产品目录中没有“{wanted}”；请核对型号、厂家，或先登记产品",
            f"the catalogue has no {wanted}; check model and maker, or add it first",
        )
    named = [each for each in found
             if not name or name in plain(each[0].name) or plain(each[0].name) in name]  # fmt: skip
    if not named:
        raise bad(
            "name",
            f"“{wanted}”在目录中是“{found[0][0].name}”；请核对名称与型号",
            f"{wanted} is {found[0][0].name} in the catalogue; check name and model",
        )
    if len(named) > 1:
        makers = "、".join(product.maker for product, _ in named)
        raise bad(
            "maker",
            f"“{wanted}”有多个厂家：{makers}；请写明生产厂家",
            f"several makers have {wanted}: {makers}; name one",
        )
    return named[0]


def _quantity(said: Mapping[str, cells.Cell], kind: DeviceClass) -> Any:
    shown = cells.text(said.get("quantity"))
    found = cells.number(said["quantity"]) if shown else None
    if found is None and (shown or kind.tracking is Tracking.LOT):
        raise bad("quantity", f"“{shown}”不是数字；请按“{kind.unit}”填写数量",
                   f"'{shown}' is no number; give the quantity in {kind.unit}")  # fmt: skip
    quantity, unit = found or (1, "")
    for stated in (unit, cells.text(said.get("unit"))):
        if stated and plain(stated) != plain(kind.unit):
            raise bad("unit", f"单位为“{stated}”，目录中为“{kind.unit}”；请换算",
                       f"{stated} is not the catalogue's {kind.unit}; convert it")  # fmt: skip
    if kind.tracking is Tracking.UNIT and quantity != 1:
        raise bad("quantity", f"数量 {quantity}：逐件管理的设备每台一行，各有编号",
                   f"quantity {quantity}: a unit has a row and a number of its own")  # fmt: skip
    return pieces(quantity, tracking=kind.tracking, unit=kind.unit)


def _day(said: Mapping[str, cells.Cell], key: str) -> Any:
    shown = cells.text(said[key])
    found = cells.day(said[key])
    if shown and found is None:
        raise bad(key, f"“{shown}”不是日期；请写如 2019-05-31，不知道的留空",
                   f"'{shown}' is no day; write 2019-05-31, or leave it empty")  # fmt: skip
    return found


def _papers(said: Mapping[str, cells.Cell]) -> dict[str, str]:
    numbers = {paper.value: _text(said, paper.value) for paper in Paper if paper.value in said}
    return {paper: number for paper, number in numbers.items() if number}


def _importance(said: Mapping[str, cells.Cell]) -> str | None:
    word = cells.text(said.get("importance")).upper().removesuffix("类").removesuffix("级")
    if word not in {"", "A", "B", "C"}:
        raise bad("importance", f"“{word}”不是 A、B、C；请改正", f"'{word}' is not A, B or C")
    return word or None


def _place(said: Mapping[str, cells.Cell], names: Names) -> dict[str, Any]:
    wanted = cells.text(said.get("place"))
    if not wanted:
        return {}
    place = names.places.get(plain(wanted))
    if place is None:
        raise bad("place", f"本矿没有地点“{wanted}”；请核对或先登记，不知道的留空",
                   f"no place {wanted}; check it, add it first, or leave it empty")  # fmt: skip
    return {"place_id": place.id}
