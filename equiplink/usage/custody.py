"""Hand a thing over (包机移交): offered by one, accepted by the other.

Until the receiver himself accepts, the placement stands and the giver answers.
"""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from equiplink.errors import said
from equiplink.mine.models import Person, Place, Team
from equiplink.usage.actions import begin, successor
from equiplink.usage.custody_rules import OFFER, RECEIPT, Offer, Receipt
from equiplink.usage.models import Handover, Placement
from equiplink.usage.rules import HANDING_OVER, Spot
from equiplink.usage.states import HANDOVER, HandoverState
from equiplink.work import Work


def hand_over(
    work: Work, placement_id: UUID, *, keeper_id: UUID, team_id: UUID | None = None
) -> Handover:
    """Offer a thing to another keeper, and to his team if *team_id* is given.

    Raises ``Refused`` for a receiver who left (U03) or keeps it already (U22), for a
    placement that ended (U10) and while another offer waits (U21).
    """
    old = work.get(Placement, placement_id)
    if team_id is not None:
        work.get(Team, team_id)
    waiting = work.first(Handover, placement_id=placement_id, state=HandoverState.OFFERED)
    offer = Offer(work.today, old.keeper_id, keeper_id, waiting=waiting is not None)
    spot = _spot(work, old, keeper_id)
    HANDING_OVER.require(spot, work.policy, also=OFFER.judge(offer, work.policy))
    made = Handover(
        placement_id=placement_id,
        receiver_id=keeper_id,
        team_id=team_id or old.team_id,
        offered_at=work.now,
        offered_by=work.actor.id,
    )
    work.step(
        HANDOVER, made, "offer", placement_id=placement_id, item_id=old.item_id,
        giver_id=old.keeper_id, receiver_id=keeper_id, team_id=made.team_id,
    )  # fmt: skip
    return made


def accept(work: Work, handover_id: UUID) -> Placement:
    """Take a thing over, as the receiver himself (U20); return the placement that begins."""
    handover = work.get(Handover, handover_id)
    old = work.get(Placement, handover.placement_id)
    also = RECEIPT.judge(_receipt(work, handover), work.policy)
    HANDING_OVER.require(_spot(work, old, handover.receiver_id), work.policy, also=also)
    HANDOVER.next(handover.state, "accept")
    made = successor(work, old)
    made.keeper_id, made.team_id = handover.receiver_id, handover.team_id
    begin(work, made, "hand_over", was=old.keeper_id, handover_id=handover_id)
    work.step(HANDOVER, handover, "accept", item_id=old.item_id, begins=made.id)
    return made


def decline(work: Work, handover_id: UUID, *, reason: str) -> Handover:
    """Refuse to take a thing over, as the receiver himself (U20), and say why."""
    reason = said(reason, "拒收的原因", field="reason")
    handover = work.get(Handover, handover_id)
    RECEIPT.require(_receipt(work, handover), work.policy)
    work.step(HANDOVER, handover, "decline", reason=reason)
    return handover


def withdraw(work: Work, handover_id: UUID) -> Handover:
    """Take an offer back before it is answered."""
    handover = work.get(Handover, handover_id)
    work.step(HANDOVER, handover, "withdraw", placement_id=handover.placement_id)
    return handover


def _receipt(work: Work, handover: Handover) -> Receipt:
    return Receipt(work.today, handover.receiver_id, work.actor.id)


def _spot(work: Work, old: Placement, receiver_id: UUID) -> Spot:
    receiver, stands = work.get(Person, receiver_id), work.get(Place, old.place_id)
    return Spot(
        today=work.today,
        zone=stands.zone,
        quantity=old.quantity,
        underground=old.quantity,
        placed=Decimal(0),
        keeper_left_on=receiver.left_on,
        ended_on=old.ended_at and work.day_of(old.ended_at),
    )
