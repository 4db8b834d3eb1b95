"""Scrap a thing: asked for, appraised, approved by a third person, destroyed with proof.

Only what is in the store, and no department sealed, is scrapped. A lot goes in
parts; when nothing of it is left in stock or underground, the last part scraps the
item and voids its tag.
"""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from equiplink.catalogue.amounts import pieces
from equiplink.catalogue.states import Tracking
from equiplink.db import one_of
from equiplink.errors import said
from equiplink.register.actions import void_tag
from equiplink.register.hold_states import Act
from equiplink.register.holds import barring
from equiplink.register.models import Item
from equiplink.register.states import ITEM
from equiplink.upkeep.models import Scrapping
from equiplink.upkeep.scrap_rules import (
    APPRAISAL,
    DESTRUCTION,
    REPAIR_PERCENT,
    REQUEST,
    SCRAP_APPROVAL,
    Scrap,
)
from equiplink.upkeep.states import SCRAPPING, Ground
from equiplink.work import Work


def request(
    work: Work,
    item_id: UUID,
    *,
    quantity: Decimal,
    ground: str,
    appraisal: str,
    repair_cost: Decimal | None = None,
    value: Decimal | None = None,
) -> Scrapping:
    """Ask to scrap *quantity* of an item on a word of ``Ground``, with who looked first and why.

    *repair_cost* and *value* (CNY) prove the ground ``beyond_repair`` (W03).
    Raises ``Refused`` for what is not in stock (W02), not appraised (W01) or sealed (L10S).
    """
    item = work.get(Item, item_id)
    pieces(quantity, tracking=item.kind, unit=item.unit)
    why = one_of(Ground, ground, field="ground")
    REQUEST.require(
        Scrap(
            today=work.today,
            quantity=quantity,
            stock=item.stock,
            requested_by=work.actor.id,
            appraisal=appraisal,
            ground=why,
            repair_cost=repair_cost,
            value=value,
            repair_percent=work.setting(REPAIR_PERCENT),
            seals=_seals(work, item),
        ),
        work.policy,
    )
    scrapping = Scrapping(
        item_id=item_id,
        quantity=quantity,
        ground=why,
        appraisal=appraisal,
        requested_by=work.actor.id,
        finding="",
        proof="",
    )
    work.step(
        SCRAPPING, scrapping, "request", item_id=item_id, quantity=quantity, ground=why,
        appraisal=appraisal, repair_cost=repair_cost, value=value,
    )  # fmt: skip
    return scrapping


def condemn(work: Work, scrapping_id: UUID, *, reason: str) -> Scrapping:
    """Conclude the technical appraisal (技术鉴定): it is to be scrapped, and why.

    A unit is unfit from now on, whatever is decided: before it enters again it is inspected.
    Raises ``Refused`` when the actor asked for it himself (U62).
    """
    scrapping, item = _appraise(work, scrapping_id, reason)
    if item.kind is Tracking.UNIT:
        item.unfit_since = work.now
    work.step(SCRAPPING, scrapping, "condemn", item_id=item.id, reason=scrapping.finding)
    return scrapping


def find_usable(work: Work, scrapping_id: UUID, *, reason: str) -> Scrapping:
    """Conclude the technical appraisal: it is still good, and goes back to use (U62)."""
    scrapping, item = _appraise(work, scrapping_id, reason)
    work.step(SCRAPPING, scrapping, "find_usable", item_id=item.id, reason=scrapping.finding)
    return scrapping


def _appraise(work: Work, scrapping_id: UUID, reason: str) -> tuple[Scrapping, Item]:
    reason = said(reason, "鉴定结论的理由", field="reason")
    scrapping = work.get(Scrapping, scrapping_id)
    item = work.get(Item, scrapping.item_id)
    APPRAISAL.require(_facts(work, scrapping, item, appraiser=work.actor.id), work.policy)
    scrapping.appraised_by, scrapping.finding = work.actor.id, reason
    return scrapping, item


def approve(work: Work, scrapping_id: UUID) -> Scrapping:
    """Approve what somebody else asked for (W04) and a third person appraised (U63)."""
    scrapping = work.get(Scrapping, scrapping_id)
    item = work.get(Item, scrapping.item_id)
    SCRAPPING.next(scrapping.state, "approve")
    SCRAP_APPROVAL.require(_facts(work, scrapping, item), work.policy)
    scrapping.approved_by = work.actor.id
    work.step(SCRAPPING, scrapping, "approve", item_id=item.id, quantity=scrapping.quantity)
    return scrapping


def refuse(work: Work, scrapping_id: UUID, *, reason: str) -> Scrapping:
    """Turn a request down and say why."""
    reason = said(reason, "不同意报废的理由", field="reason")
    scrapping = work.get(Scrapping, scrapping_id)
    work.step(SCRAPPING, scrapping, "refuse", item_id=scrapping.item_id, reason=reason)
    return scrapping


def destroy(work: Work, scrapping_id: UUID, *, proof: str) -> Scrapping:
    """Record the destruction with its *proof*; the quantity moves from stock to scrapped."""
    scrapping = work.get(Scrapping, scrapping_id)
    item = work.get(Item, scrapping.item_id)
    DESTRUCTION.require(_facts(work, scrapping, item, proof=proof), work.policy)
    SCRAPPING.next(scrapping.state, "destroy")
    quantity = scrapping.quantity
    item.stock -= quantity
    item.scrapped += quantity
    last = not (item.stock or item.issued or item.underground)
    tag = void_tag(work, item.id) if last else None
    scrapping.proof = proof
    work.step(
        ITEM, item, "scrap" if last else "scrap_part", quantity=quantity,
        ground=scrapping.ground, scrapping_id=scrapping.id, tag=tag and tag.code,
    )  # fmt: skip
    work.step(SCRAPPING, scrapping, "destroy", item_id=item.id, quantity=quantity, proof=proof)
    return scrapping


def _facts(
    work: Work,
    scrapping: Scrapping,
    item: Item,
    *,
    proof: str = "",
    appraiser: UUID | None = None,
) -> Scrap:
    return Scrap(
        today=work.today,
        quantity=scrapping.quantity,
        stock=item.stock,
        requested_by=scrapping.requested_by,
        appraiser=appraiser or scrapping.appraised_by,
        approver=work.actor.id,
        proof=proof,
        seals=_seals(work, item),
    )


def _seals(work: Work, item: Item) -> tuple[str, ...]:
    return barring(work, item, Act.SCRAP)
