"""What may stand where, and how far a recall is."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from fastapi import APIRouter

from equiplink.audit.recall import board
from equiplink.catalogue import queries, selection, suiting
from equiplink.catalogue.matching import matches
from equiplink.catalogue.models import StopUseNotice
from equiplink.hazard.criteria import CRITERIA
from equiplink.rules import describe
from equiplink_api.deps import Signed
from equiplink_api.problems import PROBLEMS
from equiplink_api.routes import Id

router = APIRouter(responses=PROBLEMS)


@router.get(
    "/selection-table",
    tags=["catalogue"],
    summary="井下电气设备选型表 / selection table",
    operation_id="selection_table",
)
def selection_table(caller: Signed, day: date | None = None) -> list[dict[str, str]]:
    """Return the table of the edition that is in force on a day, by default today."""
    with caller.read() as work:
        return selection.table(day or work.today)


@router.get(
    "/products/{id}/suits",
    tags=["catalogue"],
    summary="产品型号：是否适用于地点 / suits a place",
    operation_id="products_suits",
)
def suits(
    caller: Signed,
    id: Id,  # noqa: A002  the name in the path
    place_id: UUID,
    ex_mark: str = "",
    certificate: str = "",
    conditions: str = "",
) -> dict[str, Any]:
    """Judge whether a product with an ex mark may stand at a place today; records nothing."""
    with caller.read() as work:
        told = suiting.suits(
            work,
            id,
            place_id=place_id,
            ex_mark=ex_mark,
            certificate=certificate,
            conditions=conditions,
        )
    return {
        "suits": told.suits,
        "place": told.place,
        "zone": told.zone,
        "gas_class": told.gas_class,
        "choice": told.choice and asdict(told.choice),
        "findings": [describe(each, caller.lang) for each in told.findings],
    }


@router.get(
    "/products/{id}/banned-lines",
    tags=["catalogue"],
    summary="产品型号：禁用目录逐条比对 / lines considered",
    operation_id="products_banned_lines",
)
def considered(caller: Signed, id: Id, zone: str | None = None) -> list[dict[str, Any]]:  # noqa: A002  the same
    """Return each line that names the product or comes near it, with why it hits or why not."""
    with caller.read() as work:
        goods, _ = queries.product(work, id)
        found = matches(
            queries.lines(work),
            model=goods.model,
            name=goods.name,
            ratings=goods.ratings,
            zone=zone,
            gas_class=work.mine.gas_class,
            today=work.today,
        )
    english = caller.lang == "en"
    return [
        {
            "line": each.line,
            "item": each.item,
            "document": each.document,
            "names": each.names,
            "forbids": each.forbids,
            "reasons": [why if english else why.zh for why in each.reasons],
        }
        for each in found
    ]


@router.get(
    "/major-hazard-criteria",
    tags=["hazard"],
    summary="重大隐患判定标准 / criteria of major hazards",
    operation_id="major_hazard_criteria",
)
def major_criteria(caller: Signed) -> list[dict[str, Any]]:
    """Return each item in force: its code, statute, edition and whether its text was read."""
    with caller.read() as work:
        return [each.told() for each in CRITERIA.values() if each.holds_on(work.today)]


@router.get(
    "/notices/{id}/recall",
    tags=["audit"],
    summary="停用通知：排查看板 / board of a recall",
    operation_id="notices_recall",
)
def recall_board(caller: Signed, id: Id) -> dict[str, Any]:  # noqa: A002  the name in the path
    """Return what a notice reaches, place by place: found, underground, out, replaced, scrapped."""
    with caller.read() as work:
        return board(work, work.get(StopUseNotice, id).number)
