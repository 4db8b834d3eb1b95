"""Prices that the committee reviews: factors of the notice, and prices that look too low."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from equiplink.db import PENNIES, exact, new_id
from equiplink.errors import said
from equiplink.tender import panel
from equiplink.tender.models import Bid, Member, Tender
from equiplink.tender.panel_models import Adjustment, Check, PriceHold
from equiplink.tender.panel_rules import ADJUSTMENT, REVIEW, Adjusting
from equiplink.tender.panel_states import PRICE_HOLD, CheckItem
from equiplink.tender.states import BID, TENDER, Rejection
from equiplink.work import Work


def adjust_price(
    work: Work, bid_id: UUID, *, factor: str, amount: Decimal, reason: str
) -> Adjustment:
    """Add *amount* in CNY to a price before it is compared, by a *factor* that the notice lists.

    Only for 经评审的最低投标价法; what is paid stays what was bid. Another amount for
    the same factor takes the place of the first.
    """
    reason = said(reason, "价格调整的理由", field="reason")
    exact(amount, PENNIES, field="amount")
    bid, tender, member = _seated(work, bid_id)
    facts = Adjusting(work.today, tender.method, factor, tuple(tender.review_factors))
    ADJUSTMENT.require(facts, work.policy)
    for former in work.all(Adjustment, bid_id=bid_id, factor=factor, replaced_at=None):
        former.replaced_at = work.now
    work.session.flush()
    work.step(BID, bid, "adjust", factor=factor, amount=amount, reason=reason)
    made = Adjustment(
        id=new_id(), mine_id=work.mine_id, bid_id=bid_id, member_id=member.id, factor=factor,
        amount=amount, reason=reason,
    )  # fmt: skip
    work.session.add(made)
    return made


def ask_price(work: Work, bid_id: UUID, *, question: str) -> PriceHold:
    """Ask the bidder, as a member and in writing, to explain a price that looks too low.

    Until the committee has decided, the evaluation is not closed.
    """
    question = said(question, "要求说明的内容", field="question")
    bid, tender, _ = _seated(work, bid_id)
    hold = PriceHold(
        id=new_id(), bid_id=bid.id, question=question, explanation="", evidence="", decision=""
    )
    work.step(PRICE_HOLD, hold, "ask", tender_id=tender.id, bid_id=bid_id, question=question)
    return hold


def explain_price(work: Work, hold_id: UUID, *, text: str, evidence: str) -> PriceHold:
    """Enter what the bidder wrote, and by which papers he proves it."""
    hold = work.get(PriceHold, hold_id)
    hold.explanation = said(text, "投标人的说明", field="text")
    hold.evidence = said(evidence, "证明材料", field="evidence")
    work.step(PRICE_HOLD, hold, "explain", text=hold.explanation, evidence=hold.evidence)
    return hold


def accept_price(work: Work, hold_id: UUID, *, reason: str) -> PriceHold:
    """Accept, as a member, that the price is not below cost."""
    hold = work.get(PriceHold, hold_id)
    _seated(work, hold.bid_id)
    hold.decision = said(reason, "理由", field="reason")
    work.step(PRICE_HOLD, hold, "accept", reason=hold.decision)
    return hold


def refuse_price(work: Work, hold_id: UUID, *, reason: str) -> PriceHold:
    """Find, as a member, that the price is below cost, or was not explained: the bid is rejected.

    The item of the checklist fails with the same reason.
    """
    hold = work.get(PriceHold, hold_id)
    bid, tender, member = _seated(work, hold.bid_id)
    BID.next(bid.state, "reject")
    hold.decision = said(reason, "理由", field="reason")
    for former in work.all(Check, bid_id=bid.id, item=CheckItem.PRICE.value, replaced_at=None):
        former.replaced_at = work.now
    work.session.flush()
    work.session.add(
        Check(
            id=new_id(), mine_id=work.mine_id, bid_id=bid.id, member_id=member.id,
            item=CheckItem.PRICE.value, passes=False, evidence=hold.decision, answered_at=work.now,
        )
    )  # fmt: skip
    bid.rejection = Rejection.BELOW_COST.value
    work.step(PRICE_HOLD, hold, "refuse", reason=hold.decision)
    work.step(
        BID, bid, "reject", tender_id=tender.id, reason=Rejection.BELOW_COST, note=hold.decision
    )
    return hold


def _seated(work: Work, bid_id: UUID) -> tuple[Bid, Tender, Member]:
    """Return bid, tender and the actor's own seat, while the bids are evaluated."""
    bid = work.get(Bid, bid_id)
    tender = work.get(Tender, bid.tender_id)
    TENDER.next(tender.state, "evaluate")
    member = panel.own_seat(work, tender.id)
    REVIEW.require(panel.marking(work, tender, member), work.policy)
    return bid, tender, member
