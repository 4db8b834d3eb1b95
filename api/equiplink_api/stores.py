"""The register as it is read: any name's thing, the stock card, the stores.

GET /register/find?name=…      the thing that a tag, number, serial number or alias names
GET /register/balance          what lies in the stores, by product and place
GET /items/{id}/card           the stock card, with the lines that are empty
GET /items/{id}/assembly       everything that stands inside a unit
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel

from equiplink.db import plain
from equiplink.register import actions as register
from equiplink.register.card import card
from equiplink_api.deps import Signed
from equiplink_api.problems import PROBLEMS
from equiplink_api.routes import Id

router = APIRouter(tags=["register"], responses=PROBLEMS)


class FoundOut(BaseModel):
    """A thing, the code of its newest tag, and by which name it was found."""

    item_id: UUID
    number: str
    tag: str | None
    by: str


class HeapOut(BaseModel):
    """What there is of one product in one store; ``place`` is null when nobody said."""

    product_id: UUID
    name: str
    model: str
    unit: str
    place_id: UUID | None
    place: str | None
    stock: str
    issued: str
    expires_on: date | None


class CardOut(BaseModel):
    """The stock card; ``lacking`` names the lines that are empty and may not be."""

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
    quantity: str
    place: str
    shelf: str
    lacking: list[str]


class PartOut(BaseModel):
    """A unit inside another one."""

    id: UUID
    number: str
    state: str
    parent_id: UUID


@router.get(
    "/register/find",
    response_model=FoundOut,
    summary="台账：按任一名称查找 / find by any name",
    operation_id="register_find",
)
def find(
    caller: Signed,
    name: Annotated[
        str, Query(description="标签、编号、出厂编号或别名 / any name", max_length=500)
    ],
) -> dict[str, Any]:
    """Return the thing that a tag, number, maker's serial number or alias names."""
    with caller.read() as work:
        found = register.find(work, name)
        code = found.tag.code if found.tag else None
        return {"item_id": found.item.id, "number": found.item.number, "tag": code, "by": found.by}


@router.get(
    "/register/balance",
    response_model=list[HeapOut],
    summary="台账：库房结存 / balance of the stores",
    operation_id="register_balance",
)
def balance(
    caller: Signed, product_id: UUID | None = None, place_id: UUID | None = None
) -> list[dict[str, Any]]:
    """Return what lies in the stores, by product and place."""
    with caller.read() as work:
        heaps = register.balance(work, product_id=product_id, place_id=place_id)
    return [
        asdict(each) | {"stock": plain(each.stock), "issued": plain(each.issued)} for each in heaps
    ]


@router.get(
    "/items/{id}/card",
    response_model=CardOut,
    summary="台账物品：入库卡 / stock card",
    operation_id="items_card",
)
def stock_card(caller: Signed, id: Id) -> dict[str, Any]:  # noqa: A002  the name in the path
    """Return the stock card of a unit or lot, and which of its lines are empty."""
    with caller.read() as work:
        told = card(work, id)
    return asdict(told) | {"quantity": plain(told.quantity), "lacking": list(told.lacking)}


@router.get(
    "/items/{id}/assembly",
    response_model=list[PartOut],
    summary="台账物品：部件 / parts",
    operation_id="items_assembly",
)
def assembly(caller: Signed, id: Id) -> list[dict[str, Any]]:  # noqa: A002  the name in the path
    """Return everything that stands inside a unit, however deep."""
    with caller.read() as work:
        return [
            {"id": each.id, "number": each.number, "state": each.state, "parent_id": each.parent_id}
            for each in register.assembly(work, id)
        ]
