"""同类: what else is of the same batch, mark, model or supplier as the thing of a hazard."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, select

from equiplink.db import one_of
from equiplink.errors import NotFound
from equiplink.hazard.holding import place_hold
from equiplink.hazard.models import Hazard
from equiplink.hazard.states import Scope
from equiplink.mine.states import Role
from equiplink.register.hold_models import Hold
from equiplink.register.hold_states import HoldKind, HoldSubject
from equiplink.register.holds import held
from equiplink.register.models import Item
from equiplink.register.states import ItemState
from equiplink.work import Work


def item_of(work: Work, hazard_id: UUID) -> Item:
    """Return the item that a hazard is about; raise ``NotFound`` when it names none."""
    hazard = work.get(Hazard, hazard_id)
    if hazard.item_id is None:
        raise NotFound(
            "the hazard names no item, so there is nothing to trace",
            zh="该隐患没有写明物品，无法倒查；请在登记隐患时选择物品",
            field="item_id",
        )
    return work.get(Item, hazard.item_id)


def siblings(work: Work, item: Item, scope: Scope) -> Sequence[Item]:
    """Return the other things of the mine that share *scope* with *item* and are not scrapped."""
    same = _same(item, scope)
    if same is None:
        return ()
    query = select(Item).where(
        Item.mine_id == work.mine_id, Item.id != item.id, Item.state != ItemState.SCRAPPED, same
    )
    return work.session.scalars(query.order_by(Item.number)).all()


def _same(item: Item, scope: Scope) -> ColumnElement[bool] | None:
    """Return what makes another thing a sibling; None when *item* has nothing to share."""
    if scope is Scope.BATCH:
        return (
            (Item.product_id == item.product_id) & (Item.batch == item.batch)
            if item.batch
            else None
        )
    if scope is Scope.MARK:
        return Item.mark_number == item.mark_number if item.mark_number else None
    if scope is Scope.SUPPLIER:
        return Item.supplier_id == item.supplier_id if item.supplier_id else None
    return Item.product_id == item.product_id


def quarantine_siblings(work: Work, hazard_id: UUID, *, scope: str) -> Sequence[Hold]:
    """Keep apart everything that shares *scope* with the hazard's thing, until it is released.

    The batch is held thing by thing; mark, model and supplier by one hold, which
    reaches what arrives later, too. What is held for the hazard already is not held
    again. Raises ``NotFound`` when there is nothing to share.
    """
    work.allow(Role.SAFETY_OFFICER, Role.INSPECTOR)
    wanted = one_of(Scope, scope, field="scope")
    item = item_of(work, hazard_id)
    if _same(item, wanted) is None:
        raise NotFound(
            f"the thing has no {wanted} on record",
            zh=f"该物品没有登记{wanted.zh}，请另选范围",
            field="scope",
        )
    keys = {
        Scope.MARK: (HoldSubject.MARK, [item.mark_number]),
        Scope.PRODUCT: (HoldSubject.PRODUCT, [str(item.product_id)]),
        Scope.SUPPLIER: (HoldSubject.SUPPLIER, [str(item.supplier_id)]),
        Scope.BATCH: (
            HoldSubject.ITEM, [str(each.id) for each in siblings(work, item, Scope.BATCH)],
        ),
    }  # fmt: skip
    subject, wanting = keys[wanted]
    there = {each.key for each in held(work, wanting) if each.hazard_id == hazard_id}
    title = work.get(Hazard, hazard_id).title
    return [
        place_hold(
            work, kind=HoldKind.QUARANTINE, subject=subject, key=key,
            reason=f"与隐患同{wanted.zh}：{title}", hazard_id=hazard_id,
        )
        for key in wanting
        if key not in there
    ]  # fmt: skip
