"""Files of MT/T 1201.2-2023 煤矿感知数据联网接入规范 第2部分：重要设备.

JBSJ tells what units the mine has, ABSJ which safety marks they carry. The
layout follows an implementation in use, for the standard itself was not read. A
file is UTF-8 without BOM: fields end in ``;``, records in ``~``, the file in
``||``, and what is not known is ``-9999``. The standard knows no escape, so a
separator inside the data becomes its full-width twin, which people read alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select

from equiplink.catalogue.models import DeviceClass, Product, SafetyMark
from equiplink.catalogue.states import MarkStatus, Paper, Tracking
from equiplink.mine.models import Place
from equiplink.register.models import Item
from equiplink.register.states import ItemState
from equiplink.usage.models import Placement
from equiplink.work import Work

FIELD, RECORD, END = ";", "~", "||"
UNKNOWN = "-9999"

_TWINS = str.maketrans({";": "；", "~": "～", "|": "｜"})


class Kind(StrEnum):
    """The kinds of file that the register can fill."""

    JBSJ = "设备基本信息"
    ABSJ = "设备安标信息"


STATUS = {
    MarkStatus.VALID: "1",
    MarkStatus.SUSPENDED: "2",
    MarkStatus.CANCELLED: "3",
    MarkStatus.REVOKED: "4",
}
"""安标状态. An expired mark keeps its status; its last day tells."""

Value = str | date | None
Row = Sequence[Value]


def field(value: Value) -> str:
    """Return *value* as one field: no separators, one line, ``-9999`` when it is not known."""
    text = value.isoformat() if isinstance(value, date) else value or ""
    return " ".join(text.translate(_TWINS).split()) or UNKNOWN


def record(values: Iterable[Value]) -> str:
    """Return one record with its end."""
    return FIELD.join(map(field, values)) + RECORD


def document(kind: Kind, rows: Iterable[Row], *, code: str, name: str, at: datetime) -> str:
    """Return a file of *rows*; *at* is the mine's local time."""
    head = record((code, name, kind.name, kind.value, f"{at:%Y-%m-%d %H:%M:%S}"))
    return head + "".join(map(record, rows)) + END


def file_name(work: Work, kind: Kind) -> str:
    """Return the name under which the file is handed over now."""
    return f"{field(work.mine.code)}_{kind.name}_{_local(work):%Y%m%d%H%M%S}.txt"


def jbsj(work: Work) -> str:
    """Return the basic data of every unit that is not scrapped, in one statement.

    The day and place of installation are those of its present placement.
    """
    query = (
        select(Item, Product, DeviceClass.category, Placement.since, Place.name)
        .join(Product, Product.id == Item.product_id)
        .join(DeviceClass, DeviceClass.id == Product.class_id)
        .outerjoin(
            Placement,
            (Placement.mine_id == Item.mine_id)
            & (Placement.item_id == Item.id)
            & Placement.ended_at.is_(None),
        )
        .outerjoin(Place, (Place.mine_id == Item.mine_id) & (Place.id == Placement.place_id))
        .where(*_units(work))
        .order_by(Item.number)
    )
    return _file(
        work,
        Kind.JBSJ,
        (
            (
                item.number, product.name, product.model, category, item.made_on,
                None,  # 所属系统
                since and work.day_of(since), place, product.maker, item.serial, item.mark_number,
                item.papers.get(Paper.EX_CERTIFICATE, {}).get("number"),
                None, None, None,  # 额定电压, 额定电流, 额定功率
            )
            for item, product, category, since, place in work.session.execute(query)
        ),
    )  # fmt: skip


def absj(work: Work) -> str:
    """Return the safety mark of every unit that has one and is not scrapped, in one statement.

    Holder, days and status are those of the issuer's register, unknown when it
    was never read.
    """
    query = (
        select(Item, Product, SafetyMark)
        .join(Product, Product.id == Item.product_id)
        .outerjoin(SafetyMark, SafetyMark.number == Item.mark_number)
        .where(*_units(work), Item.mark_number != "")
        .order_by(Item.number)
    )
    return _file(
        work,
        Kind.ABSJ,
        (
            (
                product.name, product.model, item.serial, item.mark_number,
                *_days_and_status(mark),
                product.maker,
                None, None, None,  # 生产地址, 联系人, 联系电话
                mark.holder if mark else None,
            )
            for item, product, mark in work.session.execute(query)
        ),
    )  # fmt: skip


def _days_and_status(mark: SafetyMark | None) -> Row:
    if mark is None:
        return None, None, None
    return mark.valid_from, mark.valid_until, STATUS[mark.status]


def _units(work: Work) -> tuple[ColumnElement[bool], ...]:
    return (
        Item.mine_id == work.mine_id,
        Item.kind == Tracking.UNIT,
        Item.state != ItemState.SCRAPPED,
    )


def _file(work: Work, kind: Kind, rows: Iterable[Row]) -> str:
    mine = work.mine
    return document(kind, rows, code=mine.code, name=mine.name, at=_local(work))


def _local(work: Work) -> datetime:
    return work.now.astimezone(ZoneInfo(work.mine.time_zone))
