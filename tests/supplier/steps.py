"""Registered suppliers for the tests of later stages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import count
from uuid import UUID

from equiplink.supplier import actions as supplier_
from equiplink.supplier import cases, proofs
from equiplink.supplier.states import ListName
from equiplink.supplier.uscc import check_character, organisation_character
from equiplink.work import Work
from tests.templates import remembered
from tests.world import World

_NUMBERS = count(1)


def code(number: int) -> str:
    """Return the synthetic credit code of that number; both its checks are right."""
    body = f"91999999{number:08d}"
    body += organisation_character(body)
    return body + check_character(body)


@remembered
def supplier(world: World, name: str = "合成供应商甲", uscc: str | None = None) -> UUID:
    """Register a synthetic supplier who stands on no list; without *uscc* it gets a fresh code."""
    with world.work("buyer") as work:
        who = supplier_.register(
            work, uscc=uscc or code(next(_NUMBERS)), name=name, synthetic=True
        ).id
        for each in ListName:
            proofs.check_lists(work, who, list=each, listed=False, evidence="合成查询截图")
    return who


def authorised(work: Work, who: UUID, makers: Iterable[str]) -> None:
    """Let the supplier sell whatever these makers make."""
    for maker in sorted(makers):
        proofs.authorise(work, who, capacity="distributor", maker=maker, number="合成授权书")


@remembered
def accused(
    world: World, who: UUID, *, offence: str = "false_papers", number: str = "AJ-1"
) -> UUID:
    """Draft a case against the supplier, with his own registration as the record behind it."""
    with world.work("buyer") as work:
        return cases.accuse(
            work, who, number=number, offence=offence, charge="合成：防爆合格证系伪造",
            happened_on=work.today, evidence=[{"subject": "supplier", "subject_id": who}],
        ).id  # fmt: skip


def heard(world: World, case: UUID, *, statement: str = "") -> None:
    """Tell the supplier, let his days pass, and record what he says."""
    with world.work("buyer") as work:
        cases.tell(work, case, notice="合成：EMS 0001，对方签收")
    world.clock.forward(days=6)
    with world.work("buyer") as work:
        cases.hear(work, case, statement=statement)


def decided(world: World, who: UUID, *, offence: str = "false_papers") -> UUID:
    """Put the supplier on the mine's own list for a hundred days, by a case."""
    case = accused(world, who, offence=offence)
    heard(world, case)
    with world.work("approver") as work:
        cases.decide(
            work, case, verdict="satisfied", reason="合成：查实", starts_on=work.today,
            ends_on=work.today + timedelta(days=99),
        )  # fmt: skip
    return case
