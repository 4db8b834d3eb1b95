"""付款: milestones that sum to a hundred, released by what happened, paid by somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from equiplink.contract import actions as contract
from equiplink.contract import awards, payments, terms
from equiplink.contract.models import Contract, Milestone, PartRelease
from equiplink.db import plain
from equiplink.example.cast import Cast
from equiplink.example.moves import refused
from equiplink.gate.payments import confirm_entry

SHARES: tuple[tuple[str, str], ...] = (("signing", "30"), ("acceptance", "60"))


def signing(cast: Cast, contract_id: UUID) -> Iterator[str]:
    """Agree on milestones that fall short, be refused, correct them, sign."""
    _agree(cast, contract_id, last="5")
    yield from refused(
        cast, "approver", "付款节点合计只有 95%", lambda work: contract.sign(work, contract_id)
    )
    _agree(cast, contract_id, last="10")
    with cast.by("approver") as work:
        contract.sign(work, contract_id)
    yield "  → 改为签订 30%、验收 60%、首次安全入井 10%，签订"


def _agree(cast: Cast, contract_id: UUID, *, last: str) -> None:
    shares = [*SHARES, ("first_entry", last)]
    with cast.by("buyer") as work:
        terms.agree(
            work, contract_id, tax_rate=Decimal(13),
            milestones=[{"percent": Decimal(share), "event": event} for event, share in shares],
        )  # fmt: skip


def reporting(cast: Cast, tender_id: UUID) -> Iterator[str]:
    """Report a compulsory tender to the authority, as the agenda asks."""
    with cast.by("buyer") as work:
        awards.report_award(work, tender_id, authority="样例行政监督部门", number="样例报告-01")
    yield "  招标投标情况书面报告已送行政监督部门"


def prepaying(cast: Cast, contract_id: UUID) -> Iterator[str]:
    """Pay what the signature released; all of the price is refused."""
    with cast.by("buyer") as work:
        amount = work.get(Contract, contract_id).amount
    _release(cast, contract_id, 1)
    yield from refused(
        cast, "approver", "刚签订就想付全款",
        lambda work: payments.pay(work, contract_id, number="FK-2026-01", amount=amount),
    )  # fmt: skip
    yield from _pay(cast, contract_id, 1)


def partly(cast: Cast, contract_id: UUID) -> Iterator[str]:
    """Release and pay what the goods that were accepted until now make of their milestone."""
    with cast.by("buyer") as work:
        (milestone,) = work.all(Milestone, contract_id=contract_id, no=2)
        part = payments.release_part(work, milestone.id)
    with cast.by("approver") as work:
        payments.pay(work, contract_id, number="FK-2026-02-1", amount=part.amount)
    yield f"  付款 FK-2026-02-1：已验收两架，验收节点按比例先付 {part.amount:,.2f} 元"


def settling(cast: Cast, contract_id: UUID) -> Iterator[str]:
    """Pay the rest after acceptance and the first safe entry."""
    with cast.by("safety_officer") as work:
        confirm_entry(work, contract_id)
    for no in (2, 3):
        _release(cast, contract_id, no)
        yield from _pay(cast, contract_id, no)


def _release(cast: Cast, contract_id: UUID, no: int) -> None:
    with cast.by("buyer") as work:
        (milestone,) = work.all(Milestone, contract_id=contract_id, no=no)
        payments.release(work, milestone.id)


def _pay(cast: Cast, contract_id: UUID, no: int) -> Iterator[str]:
    with cast.by("approver") as work:
        (milestone,) = work.all(Milestone, contract_id=contract_id, no=no)
        amount = work.get(Contract, contract_id).amount * milestone.percent / 100
        parts = work.all(PartRelease, milestone_id=milestone.id)
        amount -= sum(part.amount for part in parts)
        payments.pay(work, contract_id, number=f"FK-2026-0{no}", amount=amount)
    share, rest = plain(milestone.percent), "的余额" if parts else ""
    yield f"  付款 FK-2026-0{no}：{milestone.event.zh} {share}%{rest}，{amount:,.2f} 元"
