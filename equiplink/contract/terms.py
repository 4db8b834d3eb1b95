"""What is agreed before the signature: tax, tolerance, milestones, penalty, warranty."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NotRequired, TypedDict
from uuid import UUID

from sqlalchemy import delete

from equiplink.contract import queries
from equiplink.contract.given import between, percent
from equiplink.contract.models import Contract, ContractLine, Milestone
from equiplink.contract.states import CONTRACT, Event
from equiplink.contract.sums import Priced, amounts
from equiplink.db import new_id, one_of
from equiplink.errors import Unreadable
from equiplink.work import Work

LONGEST_WARRANTY = 240
"""Months; a slip of the finger is no term."""
WARRANTY_STARTS = (Event.DELIVERY, Event.ACCEPTANCE, Event.FIRST_ENTRY)


class Share(TypedDict):
    """A part of the price, in per cent, and the event that releases it (a word of ``Event``)."""

    percent: Decimal
    event: str


class LineTerm(TypedDict):
    """What is agreed for one line: tax in per cent, tolerance in per mille."""

    contract_line_id: UUID
    tax_rate: NotRequired[Decimal]
    over: NotRequired[int]
    under: NotRequired[int]


def agree(
    work: Work,
    contract_id: UUID,
    *,
    tax_rate: Decimal | None = None,
    lines: Sequence[LineTerm] = (),
    milestones: Sequence[Share] | None = None,
    late_percent: Decimal | None = None,
    late_cap: Decimal | None = None,
    warranty_months: int | None = None,
    warranty_from: str | None = None,
) -> Contract:
    """Write terms into a draft; what is not given stays as it is.

    *tax_rate*, in per cent, is for all lines that *lines* does not name. Prices
    include the tax, so a rate changes no price: it tells how much of it is tax.
    *late_percent* of the late goods' price is owed for each day of delay, at
    most *late_cap* per cent of the contract. The warranty runs
    *warranty_months* from the event *warranty_from*.
    """
    contract = work.get(Contract, contract_id)
    order = queries.lines(work, contract_id)
    _agree_lines(order, tax_rate, {each["contract_line_id"]: each for each in lines})
    reprice(order)
    if late_percent is not None or late_cap is not None:
        if late_percent is None or late_cap is None:
            raise Unreadable(
                "late_percent and late_cap go together; state both",
                zh="逾期违约金的日比例和上限须同时填写",
                field="late_cap" if late_cap is None else "late_percent",
            )
        contract.late_percent = percent("late_percent", late_percent)
        contract.late_cap = percent("late_cap", late_cap)
    _agree_warranty(contract, warranty_months, warranty_from)
    if milestones is not None:
        _agree_milestones(work, contract_id, milestones)
    work.step(
        CONTRACT, contract, "agree", tax_rate=tax_rate, lines=list(lines),
        milestones=milestones and list(milestones), late_percent=late_percent, late_cap=late_cap,
        warranty_months=warranty_months, warranty_from=contract.warranty_from,
    )  # fmt: skip
    return contract


def reprice(lines: Sequence[ContractLine]) -> Decimal:
    """Write what each line costs, with and without tax; return the sum with tax, CNY."""
    bought = [Priced(each.due, each.unit_price, each.tax_rate) for each in lines]
    for line, cost in zip(lines, amounts(bought), strict=True):
        line.gross, line.net = cost.gross, cost.net
    return sum((line.gross for line in lines), Decimal(0))


def all_at_acceptance(work: Work, contract_id: UUID) -> Milestone:
    """Return the milestone of a contract that agrees none: everything when all is accepted."""
    return _milestone(work, contract_id, 1, Decimal(100), Event.ACCEPTANCE)


def _milestone(work: Work, contract_id: UUID, no: int, share: Decimal, event: Event) -> Milestone:
    return Milestone(
        id=new_id(), mine_id=work.mine_id, contract_id=contract_id, no=no, percent=share,
        event=event,
    )  # fmt: skip


def _agree_lines(
    order: Sequence[ContractLine], tax_rate: Decimal | None, own: dict[UUID, LineTerm]
) -> None:
    unknown = own.keys() - {line.id for line in order}
    if unknown:
        raise queries.no_such_line(min(unknown))
    for line in order:
        term = own.get(line.id, LineTerm(contract_line_id=line.id))
        rate = term.get("tax_rate", tax_rate)
        if rate is not None:
            line.tax_rate = percent("tax_rate", rate)
        if (over := term.get("over")) is not None:
            line.over = between("over", over, 0, 1000)
        if (under := term.get("under")) is not None:
            line.under = between("under", under, 0, 1000)


def _agree_warranty(contract: Contract, months: int | None, start: str | None) -> None:
    if months is not None:
        contract.warranty_months = between("warranty_months", months, 0, LONGEST_WARRANTY)
        event = one_of(Event, start or Event.ACCEPTANCE, field="warranty_from")
        if event not in WARRANTY_STARTS:
            raise Unreadable(
                f"a warranty does not begin with {event}; possible: {'、'.join(WARRANTY_STARTS)}",
                zh=f"质保期不能从“{event.zh}”起算；"
                f"可选：{'、'.join(each.zh for each in WARRANTY_STARTS)}",
                field="warranty_from",
            )
        contract.warranty_from = event if months else None


def _agree_milestones(work: Work, contract_id: UUID, milestones: Sequence[Share]) -> None:
    work.session.execute(
        delete(Milestone).where(
            Milestone.mine_id == work.mine_id, Milestone.contract_id == contract_id
        )
    )
    work.session.add_all(
        _milestone(
            work, contract_id, no, percent("percent", each["percent"]),
            one_of(Event, each["event"], field="event"),
        )
        for no, each in enumerate(milestones, 1)
    )  # fmt: skip
