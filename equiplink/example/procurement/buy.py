"""The verbs of one purchase, as this story uses them: draft, publish, decide, sign, receive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from equiplink.acceptance import actions as acceptance
from equiplink.catalogue.models import DeviceClass
from equiplink.catalogue.states import Tracking
from equiplink.contract import actions as contract
from equiplink.contract.models import Contract, DeliveryLine
from equiplink.example import judging, moves
from equiplink.example.cast import Cast
from equiplink.example.moves import Need
from equiplink.plan import actions as plan
from equiplink.supplier.models import Supplier
from equiplink.tender import actions as tender
from equiplink.tender import bids, evaluation, queries
from equiplink.tender.drafting import ONLY
from equiplink.tender.models import Bid, Tender
from equiplink.work import Work


def yuan(amount: Decimal | int | None) -> str:
    """Return an amount as people read it."""
    return f"{Decimal(amount or 0):,.2f} 元"


def draft(
    cast: Cast,
    work: Work,
    number: str,
    needs: Mapping[str, Need],
    within: Mapping[str, str] | None = None,
    **how: Any,
) -> Tender:
    """Draft a purchase of planned lines; an inquiry unless *how* says another method.

    *within* says in which lot each is.
    """
    usual: dict[str, Any] = {
        "title": "、".join(cast.products[name].name for name in needs),
        "method": "inquiry",
        "evaluation": "lowest_evaluated_price",
        "works_related": True,
        "state_funds": True,
    }
    return tender.draft(
        work, number=number,
        lines=[
            {
                "plan_line_id": cast.lines[name], "quantity": Decimal(need.quantity),
                "lot": within[name] if within else ONLY,
            }
            for name, need in needs.items()
        ],
        **(usual | how),
    )  # fmt: skip


def priced(work: Work, tender_id: UUID) -> Iterator[str]:
    """Read out who offered what, as the opening record does."""
    lots = {lot.id: f"（{lot.no} 标段）" for lot in queries.lots(work, tender_id)}
    for bid in work.all(Bid, Bid.received_at, tender_id=tender_id):
        name = work.get(Supplier, bid.supplier_id).name
        heard = yuan(bid.price) if bid.price is not None else bid.state.zh
        yield f"      {name}{lots[bid.lot_id] if len(lots) > 1 else ''}：{heard}"


def seat(cast: Cast, tender_id: UUID, members: Sequence[int], *, experts: int) -> None:
    """Seat evaluators; the last *experts* of them are experts, who are on the list."""
    judging.enrol(cast)
    with cast.by("buyer") as work:
        for place, which in enumerate(members):
            person = cast.people["evaluator"][which]
            evaluation.seat(
                work, tender_id, person_id=person.id, expert=place >= len(members) - experts,
                special="样例：成套支护设备技术复杂，随机抽取难以胜任",
            )  # fmt: skip


def ranked(work: Work, lot_id: UUID, rank: int) -> Bid:
    """Return the candidate of that rank in a lot."""
    return next(bid for bid in work.all(Bid, lot_id=lot_id) if bid.rank == rank)


def award(cast: Cast, tender_id: UUID, bid_id: UUID | None = None) -> Iterator[str]:
    """Award to a candidate, or to the first of the only lot, and say who that is."""
    with cast.by("approver") as work:
        lots = queries.lots(work, tender_id)
        won = ranked(work, lots[0].id, 1) if bid_id is None else work.get(Bid, bid_id)
        before = len(lots) - len(queries.pending(work, tender_id))
        evaluation.award(work, tender_id, bid_id=won.id)
        name = work.get(Supplier, won.supplier_id).name
        which = f"（{lots[before].no} 标段）" if lots[1:] else ""
        yield f"  → {name} {'中标' if which else '成交'}{which}，{yuan(won.price)}"
        yield from moves.warned(work, tender_id, "award")


def sign(cast: Cast, tender_id: UUID, number: str, *, days: int, **how: Any) -> Contract:
    """Draft the contract that says what the bid said, and sign it."""
    with cast.by("buyer") as work:
        made = contract.draft(
            work, tender_id, number=number, deliver_by=work.today + timedelta(days=days), **how
        )
    with cast.by("approver") as work:
        contract.sign(work, made.id)
    return made


def receive(
    cast: Cast, contract_id: UUID, number: str, brings: Mapping[str, int] | None = None
) -> Iterator[str]:
    """Receive a delivery, accept all of it, tag it."""
    loads = None if brings is None else {name: Decimal(much) for name, much in brings.items()}
    with cast.by("keeper") as work:
        arrived = moves.arrive(cast, work, contract_id, number, loads)
    tags = 0
    for name, line_id in arrived.items():
        for serial, quantity in _pieces(cast, name, line_id, number):
            made = moves.present(cast, name, line_id, serial=serial, quantity=quantity)
            with cast.by("acceptor") as work:
                acceptance.accept(work, made)
            item = f"SB-{serial}"
            cast.items[item], cast.tags[item] = moves.tag(cast, made, item)
            tags += 1
    goods = "、".join(cast.products[name].name for name in arrived)
    yield f"  {number} 到货：{goods}；四方核对合格，入库登记 {tags} 项并贴标签"


def _pieces(cast: Cast, name: str, line_id: UUID, number: str) -> Iterator[tuple[str, Decimal]]:
    """Yield the serial number and quantity of each unit, or of the one lot."""
    with cast.by("keeper") as work:
        kind = work.get(DeviceClass, cast.products[name].class_id)
        whole = work.get(DeliveryLine, line_id).quantity
    if kind.tracking is Tracking.LOT:
        yield f"{number}-{name}", whole
        return
    for piece in range(1, int(whole) + 1):
        yield f"{number}-{name}-{piece}", Decimal(1)


def fulfil(cast: Cast, contract_id: UUID) -> None:
    """End a contract of which everything has come."""
    with cast.by("buyer") as work:
        contract.fulfil(work, contract_id)


def planned(
    cast: Cast,
    needs: Mapping[str, Need],
    *,
    number: str,
    title: str,
    period: str,
    purpose: str,
    reason: str = "",
) -> UUID:
    """Draft a plan for these needs, which are wanted in sixty days. Returns it as a draft."""
    budget = sum(need.quantity * need.estimate for need in needs.values())
    with cast.by("planner") as work:
        made = plan.draft(
            work, number=number, title=title, period=period, budget=Decimal(budget),
            reason=reason,
        )  # fmt: skip
        lines = moves.add_lines(
            cast, work, made.id, needs, need_by=work.today + timedelta(days=60), purpose=purpose
        )
    cast.lines |= {name: line.id for name, line in lines.items()}
    return made.id


def direct(cast: Cast, tender_id: UUID, supplier_id: UUID, prices: Mapping[str, Decimal]) -> None:
    """Ask the one supplier, take his sealed price, open it after an hour, find it in order."""
    with cast.by("buyer") as work:
        tender.invite(work, tender_id, supplier_id=supplier_id)
        tender.publish(work, tender_id, deadline=work.now + timedelta(hours=1))
    moves.offer(cast, tender_id, supplier_id, prices)
    cast.wait(minutes=60)
    with cast.by("buyer") as work:
        bids.open_bids(work, tender_id)
        evaluation.evaluate(work, tender_id, report_on=work.today)
