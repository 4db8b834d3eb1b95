"""核销: what a stocktake missed and nobody found again leaves the register, by somebody else."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from equiplink.catalogue.states import Tracking
from equiplink.errors import said
from equiplink.gate.models import Passage
from equiplink.hazard.models import Hazard
from equiplink.mine.states import Role
from equiplink.register.actions import void_tag
from equiplink.register.models import Item
from equiplink.register.states import ITEM
from equiplink.usage.actions import leaving, take
from equiplink.usage.models import Placement
from equiplink.usage.rules import RETURN
from equiplink.usage.states import Tally
from equiplink.usage.stocktake_rules import LOSS, Loss
from equiplink.usage.stocktakes import CAUSE
from equiplink.work import Work


def write_off(
    work: Work, placement_id: UUID, *, reason: str, quantity: Decimal | None = None
) -> Placement:
    """Take what is lost underground off the register; *reason* says how it was looked for.

    *quantity* is in the item's unit; left out, all that stands there. Raises
    ``Refused`` for what no stocktake missed there (U41), and for the keeper
    himself (U42). A unit's tag dies with it: when it is seen again that is an alarm.
    """
    work.allow(Role.APPROVER)
    reason = said(reason, "核销原因", field="reason")
    old = work.get(Placement, placement_id)
    item = work.get(Item, old.item_id)
    given = old.quantity if quantity is None else quantity
    cause = f"{CAUSE}:{old.place_id}:{Tally.MISSING}:{item.id}"
    missed = work.first(Hazard, cause=cause)
    facts = Loss(work.today, missed is not None, old.keeper_id == work.actor.id)
    also = RETURN.judge(leaving(work, old, item, given), work.policy)
    LOSS.require(facts, work.policy, also=also)
    take(work, old, given)
    item.underground -= given
    item.scrapped += given
    last = not (item.stock or item.issued or item.underground)
    tag = void_tag(work, item.id) if last else None
    stay = work.first(Passage, item_id=item.id, left_at=None)
    if stay is not None:
        stay.left_at = work.now
    work.record(old, "write_off", item_id=item.id, quantity=given, reason=reason)
    action = "lose" if item.kind is Tracking.UNIT else "lose_last" if last else "lose_part"
    work.step(ITEM, item, action, quantity=given, reason=reason, tag=tag and tag.code)
    return old
