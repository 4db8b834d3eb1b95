"""What is known of a thing, in one row: the columns that the rules of the gate read.

The gate reads the row of one tag and locks it; the sweep streams the rows of
everything underground. Both judge the same facts.
"""

from __future__ import annotations

from sqlalchemy import FromClause, Join, func, select

from equiplink.catalogue.models import DeviceClass, Product, SafetyMark, StopUseNotice
from equiplink.catalogue.paper_models import Renewal, Trial
from equiplink.gate.models import EmergencyEntry, EntryInspection, EntryPermit
from equiplink.gate.states import EmergencyState
from equiplink.register.models import Item
from equiplink.work import Mine

_ITEM, _PRODUCT, _CLASS = Item.__table__.c, Product.__table__.c, DeviceClass.__table__.c
_MARK, _NOTICE = SafetyMark.__table__.c, StopUseNotice.__table__.c
_RENEWAL, _TRIAL = Renewal.__table__.c, Trial.__table__.c
_PERMIT, _URGENT = EntryPermit.__table__.c, EmergencyEntry.__table__.c
_MINE, _INSPECTION = Mine.__table__.c, EntryInspection.__table__.c

KNOWN = (
    _MINE.gas_class,
    _MINE.time_zone,
    _MINE.policy,
    *(
        _ITEM[name]
        for name in (
            "id", "state", "kind", "number", "product_id", "supplier_id", "unit", "stock",
            "issued", "lineage", "parent_id", "underground", "mark_number", "ex_mark",
            "ratings", "papers", "expires_on", "regular_by", "unfit_since", "next_due_on",
            "serial", "batch", "made_on", "plates",
        )
    ),
    _PRODUCT.name,
    _PRODUCT.model,
    _PRODUCT.maker,
    _PRODUCT.bans,
    _CLASS.device,
    _CLASS.requires_mark,
    _CLASS.requires_ex,
    _CLASS.requires_shelf_life,
    _CLASS.papers.label("papers_asked"),
    _MARK.number.label("mark_known"),
    _MARK.product.label("mark_product"),
    _MARK.model.label("mark_model"),
    _MARK.holder.label("mark_holder"),
    _MARK.status.label("mark_status"),
    _MARK.valid_from.label("mark_from"),
    _MARK.valid_until.label("mark_until"),
    _MARK.batch.label("mark_batch"),
    _MARK.covers.label("mark_covers"),
    _MARK.checked_on.label("mark_checked"),
    select(func.max(_RENEWAL.until))
    .where(
        _RENEWAL.mine_id == _ITEM.mine_id,
        _RENEWAL.mark_number == _ITEM.mark_number,
        _RENEWAL.signed_at.is_not(None),
    )
    .scalar_subquery()
    .label("renewed_until"),
    select(func.max(_TRIAL.valid_until))
    .where(
        _TRIAL.mine_id == _ITEM.mine_id,
        _TRIAL.product_id == _ITEM.product_id,
        _TRIAL.approved_at.is_not(None),
    )
    .scalar_subquery()
    .label("trial_until"),
    select(func.max(_NOTICE.number))
    .where(_NOTICE.mark_number == _ITEM.mark_number, _NOTICE.withdrawn_on.is_(None))
    .scalar_subquery()
    .label("notice"),
    select(func.max(_NOTICE.number))
    .where(
        _NOTICE.maker == _PRODUCT.maker,
        _NOTICE.withdrawn_on.is_(None),
        _NOTICE.mark_number.is_distinct_from(_ITEM.mark_number),
    )
    .scalar_subquery()
    .label("maker_notice"),
    _INSPECTION.inspected_at,
    _INSPECTION.inspector_id,
    _INSPECTION.place_id.label("for_place_id"),
    _INSPECTION.passed.label("inspection_passed"),
    _INSPECTION.valid_until.label("inspection_until"),
    _PERMIT.id.label("permit_id"),
    _PERMIT.number.label("permit_number"),
    _PERMIT.valid_until.label("permit_until"),
    _PERMIT.quantity.label("permit_quantity"),
    _PERMIT.danger,
    _URGENT.id.label("emergency_id"),
    _URGENT.reason.label("emergency_reason"),
    _URGENT.until.label("emergency_until"),
)  # fmt: skip
"""The place stands beside it: for the gate where the thing is to go, for the sweep where it is."""


def around(first: FromClause) -> Join:
    """Join the tables that ``KNOWN`` reads to *first*, in which the item stands."""
    return (
        first.join(Product.__table__, _PRODUCT.id == _ITEM.product_id)
        .join(DeviceClass.__table__, _CLASS.id == _PRODUCT.class_id)
        .join(Mine.__table__, _MINE.id == _ITEM.mine_id)
        .outerjoin(SafetyMark.__table__, _MARK.number == _ITEM.mark_number)
        .outerjoin(
            EntryInspection.__table__,
            (_INSPECTION.mine_id == _ITEM.mine_id)
            & (_INSPECTION.item_id == _ITEM.id)
            & _INSPECTION.superseded_at.is_(None),
        )
        .outerjoin(
            EntryPermit.__table__,
            (_PERMIT.mine_id == _ITEM.mine_id)
            & (_PERMIT.item_id == _ITEM.id)
            & _PERMIT.consumed_at.is_(None)
            & _PERMIT.withdrawn_at.is_(None),
        )
        .outerjoin(
            EmergencyEntry.__table__,
            (_URGENT.mine_id == _ITEM.mine_id)
            & (_URGENT.item_id == _ITEM.id)
            & (_URGENT.state == EmergencyState.APPROVED),
        )
    )
