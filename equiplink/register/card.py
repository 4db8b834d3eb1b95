"""入库卡: what the stock card of a unit or lot says, and which of its lines are empty."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from equiplink.catalogue.queries import product as product_of
from equiplink.catalogue.states import Paper, Tracking
from equiplink.mine.models import Place
from equiplink.register.models import Item
from equiplink.work import Work

TITLES = {
    "arrived_on": "到货时间",
    "name": "名称",
    "model": "型号",
    "maker": "生产厂家",
    "number": "设备编号",
    "serial": "出厂编号",
    "batch": "批次号",
    "made_on": "生产日期",
    "expires_on": "失效日期",
    "product_certificate": "合格证",
    "mark_number": "煤安标志号",
    "ex_certificate": "防爆证号",
    "unit": "单位",
    "quantity": "数量",
    "place": "库房",
    "shelf": "货位",
}
"""The lines of the card, as 样例制度 第十三条 and 第十八条 name them."""


@dataclass(frozen=True, slots=True)
class StockCard:
    """The card of one unit or lot. A line that its class does not ask for may be empty."""

    arrived_on: date | None
    name: str
    model: str
    maker: str
    number: str
    serial: str
    batch: str
    made_on: date | None
    expires_on: date | None
    product_certificate: str
    mark_number: str
    ex_certificate: str
    unit: str
    quantity: Decimal
    place: str
    shelf: str
    asked: frozenset[str]
    """The lines that may not be empty."""

    @property
    def lacking(self) -> tuple[str, ...]:
        """The lines that are empty and may not be, as people name them."""
        said = asdict(self)
        return tuple(TITLES[name] for name in TITLES if name in self.asked and not said[name])


def card(work: Work, item_id: UUID) -> StockCard:
    """Return the stock card of a unit or lot (G13)."""
    item = work.get(Item, item_id)
    product, kind = product_of(work, item.product_id)
    place = work.get(Place, item.place_id) if item.place_id else None
    asked = {
        "arrived_on": True,
        "made_on": True,
        "product_certificate": True,
        "place": True,
        "serial": kind.tracking is Tracking.UNIT,
        "batch": kind.tracking is Tracking.LOT,
        "mark_number": kind.requires_mark,
        "ex_certificate": kind.requires_ex,
        "expires_on": kind.requires_shelf_life,
    }
    return StockCard(
        arrived_on=item.arrived_on,
        name=product.name,
        model=product.model,
        maker=product.maker,
        number=item.number,
        serial=item.serial,
        batch=item.batch,
        made_on=item.made_on,
        expires_on=item.expires_on,
        product_certificate=paper_number(item, Paper.PRODUCT_CERTIFICATE),
        mark_number=item.mark_number,
        ex_certificate=paper_number(item, Paper.EX_CERTIFICATE),
        unit=item.unit,
        quantity=item.quantity - item.parted,
        place=place.name if place else "",
        shelf=item.shelf,
        asked=frozenset(name for name, needed in asked.items() if needed),
    )


def paper_number(item: Item, paper: Paper) -> str:
    """Return the number of a paper that the item came with; empty when there is none."""
    return str(item.papers.get(paper, {}).get("number", ""))
