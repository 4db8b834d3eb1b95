"""Draft and sign what was awarded, and end the contract.

What arrives is in ``deliveries``, what was agreed in ``terms``, money in
``payments``, ``bonds`` and ``penalties``, changes in ``amendments``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypedDict
from uuid import UUID

from equiplink.contract import add_ons, queries, standing
from equiplink.contract.deliveries import Load, close_delivery, deliver, give_back, return_all
from equiplink.contract.delivery_rules import FULFILMENT, Progress
from equiplink.contract.given import between, money
from equiplink.contract.models import Contract, ContractBond, ContractLine, Delivery
from equiplink.contract.money_rules import ENDING, Ending
from equiplink.contract.queries import Offer, in_force
from equiplink.contract.rules import (
    BOND_PERCENT,
    DRAFTING,
    INSPECTION_DAYS,
    SIGN_WARNING,
    SIGN_WITHIN,
    SIGNING,
    Signing,
    Term,
    Wording,
)
from equiplink.contract.states import (
    CONTRACT,
    BondState,
    DeliveryState,
    LineKind,
)
from equiplink.contract.term_rules import SHORT_INSPECTION, TERMS, Terms
from equiplink.contract.terms import all_at_acceptance, reprice
from equiplink.db import new_id, plain
from equiplink.errors import said
from equiplink.mine.calendar import calendar
from equiplink.tender import evaluation
from equiplink.tender.models import Bid, Tender
from equiplink.tender.states import BID
from equiplink.work import Work

__all__ = [
    "Load", "Wanted", "close_delivery", "deliver", "draft", "fulfil", "give_back", "in_force",
    "return_all", "sign", "terminate",
]  # fmt: skip

TOLD = (
    "id", "plan_line_id", "model", "maker", "mark_number", "quantity", "unit", "unit_price",
)  # fmt: skip
"""What the ledger keeps of an order line."""
LONGEST_INSPECTION = 3650
"""Days; a slip of the finger is no term."""


class Wanted(TypedDict):
    """One line as the contract's text states it. ``unit_price`` in CNY."""

    tender_line_id: UUID
    model: str
    maker: str
    mark_number: str
    quantity: Decimal
    unit_price: Decimal


def draft(
    work: Work,
    tender_id: UUID,
    *,
    number: str,
    deliver_by: date,
    performance_bond: Decimal = Decimal(0),
    inspection_days: int | None = None,
    amount: Decimal | None = None,
    lines: Sequence[Wanted] | None = None,
    bid_id: UUID | None = None,
    adds_to: UUID | None = None,
) -> Contract:
    """Draft the contract with the winner of the tender; it says what the bid said.

    *bid_id* names the winner where several lots are awarded. *adds_to* is the
    earlier contract to which a direct purchase adds; all additions are held
    against a tenth of it.

    *amount* and *lines* are the contract's own text when it was written
    elsewhere: every difference from the bid is refused. Money in CNY;
    *inspection_days* defaults to the mine's setting. Raises ``Conflict`` when
    nobody has won yet.
    """
    days = work.setting(INSPECTION_DAYS) if inspection_days is None else inspection_days
    money("performance_bond", performance_bond, least=Decimal(0))
    between("inspection_days", days, 1, LONGEST_INSPECTION)
    between("deliver_by", deliver_by, work.today)
    number = said(number, "合同编号", field="number")
    tender = work.get(Tender, tender_id)
    bid = queries.winner(work, tender_id, bid_id)
    offers = queries.offers(work, bid)
    facts = Wording(
        today=work.today,
        pairs=_pairs(offers, lines),
        price=bid.price,
        amount=(bid.price or Decimal(0)) if amount is None else amount,
        bond=performance_bond,
        bond_percent=work.setting(BOND_PERCENT),
        deliver_by=deliver_by,
        need_by=min((offer.need.need_by for offer in offers), default=None),
    )
    also = add_ons.judged(work, tender, bid, adds_to, facts.amount)
    warnings = DRAFTING.require(facts, work.policy, also=also)
    contract = Contract(
        id=new_id(),
        number=number,
        tender_id=tender_id,
        bid_id=bid.id,
        supplier_id=bid.supplier_id,
        drafted_by=work.actor.id,
        amount=facts.amount,
        first_amount=facts.amount,
        adds_to_id=adds_to,
        performance_bond=performance_bond,
        deliver_by=deliver_by,
        inspection_days=days,
        inspection_agreed=inspection_days is not None,
        warranty_months=0,
    )
    order = [_order_line(work, contract.id, offer) for offer in offers]
    reprice(order)
    work.step(
        CONTRACT, contract, "draft", warnings=warnings, number=number, tender_id=tender_id,
        supplier_id=bid.supplier_id, amount=contract.amount, performance_bond=performance_bond,
        deliver_by=deliver_by, inspection_days=days, adds_to_id=adds_to,
        lines=[{name: getattr(each, name) for name in TOLD} for each in order],
    )  # fmt: skip
    work.session.add_all([*order, all_at_acceptance(work, contract.id)])
    return contract


def sign(work: Work, contract_id: UUID, *, late_reason: str = "") -> Contract:
    """Sign within thirty days of the award; *late_reason* explains a later signature.

    The drafter does not sign, and the milestones make a hundred per cent. From now on
    the award binds: raises ``IllegalStep`` when it was set aside.
    """
    work.allow(*CONTRACT.roles_of("sign"))
    contract = work.get(Contract, contract_id)
    CONTRACT.next(contract.state, "sign")
    BID.next(work.get(Bid, contract.bid_id).state, "bind")
    awarded_on, within = queries.awarded_on(work, contract), work.setting(SIGN_WITHIN)
    term = Signing(
        work.today,
        awarded_on,
        calendar(work).length(awarded_on, within) if awarded_on else within,
        work.setting(SIGN_WARNING),
        late_reason,
    )
    shares = [each for each, _ in standing.milestones(work, contract)]
    text = Terms(
        today=work.today,
        percents=tuple(each.percent for each in shares),
        events=tuple(each.event for each in shares),
        warranty=contract.warranty_from is not None,
        inspection_days=contract.inspection_days,
        short_inspection=work.setting(SHORT_INSPECTION),
        drafted_by=contract.drafted_by,
        signed_by=work.actor.id,
    )
    warnings = SIGNING.require(term, work.policy, also=TERMS.judge(text, work.policy))
    contract.signed_on = work.today
    evaluation.bind(work, contract.bid_id)
    work.step(
        CONTRACT, contract, "sign", warnings=warnings, days=term.days, late_reason=late_reason
    )
    return contract


def fulfil(work: Work, contract_id: UUID) -> Contract:
    """End a contract of which everything was received and accepted."""
    contract = work.get(Contract, contract_id)
    progress = queries.arrived_for(work, contract)
    accepted: dict[UUID, Decimal] = {}
    for line in progress:
        accepted[line.order_id] = accepted.get(line.order_id, Decimal(0)) + line.accepted
    orders = queries.ordered(work, contract_id).values()
    facts = Progress(
        work.today,
        progress,
        tuple(
            each.counted(work, accepted=accepted.get(each.line.id, Decimal(0))) for each in orders
        ),
    )
    warnings = FULFILMENT.require(facts, work.policy)
    work.step(CONTRACT, contract, "fulfil", warnings=warnings)
    return contract


def terminate(work: Work, contract_id: UUID, *, reason: str) -> Contract:
    """End a contract before it is fulfilled, and say why.

    Refused while what arrived for it waits; what is left to settle, bonds and
    payments, is named and recorded.
    """
    reason = said(reason, "终止原因", field="reason")
    contract = work.get(Contract, contract_id)
    waiting = work.all(Delivery, contract_id=contract_id, state=DeliveryState.ARRIVED)
    held = work.all(ContractBond, contract_id=contract_id, state=BondState.HELD)
    facts = Ending(
        today=work.today,
        waiting=tuple(each.number for each in waiting),
        unjudged=queries.arrived_for(work, contract),
        bonds=tuple(f"{each.kind.zh} {plain(each.amount)} 元" for each in held),
        paid=standing.paid(work, contract_id),
        accepted=standing.accepted_value(work, contract_id),
    )
    warnings = ENDING.require(facts, work.policy)
    work.step(CONTRACT, contract, "terminate", warnings=warnings, reason=reason)
    return contract


def _pairs(
    offers: Sequence[Offer], lines: Sequence[Wanted] | None
) -> tuple[tuple[Term | None, Term | None], ...]:
    """Set each line of the bid beside the contract's own; without any the text is the bid's."""
    bid = {offer.line.id: offer.term for offer in offers}
    text = bid if lines is None else {line["tender_line_id"]: _term(line) for line in lines}
    return tuple((bid.get(key), text.get(key)) for key in dict.fromkeys((*bid, *text)))


def _term(line: Wanted) -> Term:
    return Term(
        line["model"], line["maker"], line["mark_number"], line["quantity"], line["unit_price"]
    )


def _order_line(work: Work, contract_id: UUID, offer: Offer) -> ContractLine:
    bid = offer.bid
    return ContractLine(
        id=new_id(),
        mine_id=work.mine_id,
        contract_id=contract_id,
        kind=LineKind.ORDERED,
        tender_line_id=offer.line.id,
        plan_line_id=offer.need.id,
        product_id=offer.product.id,
        model=bid.model,
        maker=bid.maker,
        mark_number=bid.mark_number,
        quantity=offer.line.quantity,
        unit=offer.need.unit,
        unit_price=bid.unit_price,
        received=Decimal(0),
        cancelled=Decimal(0),
    )
