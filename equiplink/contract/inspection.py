"""检验期限: until when the seller is told, and what the law presumes when he is not.

What passes is a date, never a state. The presumption is between buyer and
seller (民法典 第六百二十一条); goods that count as conforming by contract still need
the mine's own acceptance before they may be used.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from equiplink.contract import standing
from equiplink.contract.delivery_rules import NOTICE, Notice
from equiplink.contract.given import between
from equiplink.contract.models import Contract, DefectNotice, Delivery
from equiplink.contract.states import Defect
from equiplink.contract.sums import months_after
from equiplink.days import Calendar
from equiplink.db import new_id, one_of
from equiplink.errors import said
from equiplink.mine.calendar import calendar
from equiplink.mine.states import Role
from equiplink.work import Work

LONGEST_MONTHS = 24
"""二年 from the receipt, where no warranty runs (民法典 第六百二十一条)."""


@dataclass(frozen=True, slots=True)
class Conformity:
    """How one delivery stands between buyer and seller.

    ``inspect_by`` is the last day of the period, ``hidden_by`` that for a defect
    which a full inspection could not show. ``presumed`` says that the period
    passed without a notice: the goods count as conforming by contract.
    """

    inspect_by: date
    hidden_by: date
    agreed: bool
    notices: tuple[DefectNotice, ...]
    presumed: bool


def inspect_by(contract: Contract, arrived_on: date, days: Calendar) -> date:
    """Return the last day of the inspection period; the day of the arrival does not count."""
    return days.last_day(arrived_on, contract.inspection_days)


def conformity(work: Work, delivery_id: UUID) -> Conformity:
    """Return how a delivery stands by 民法典 第六百二十条 to 第六百二十三条."""
    delivery = work.get(Delivery, delivery_id)
    contract = work.get(Contract, delivery.contract_id)
    arrived_on = work.day_of(delivery.arrived_at)
    last, hidden = (
        inspect_by(contract, arrived_on, calendar(work)),
        _hidden_by(work, contract, arrived_on),
    )
    notices = tuple(work.all(DefectNotice, delivery_id=delivery_id))
    told = any(each.in_time for each in notices)
    return Conformity(
        inspect_by=last,
        hidden_by=hidden,
        agreed=contract.inspection_agreed,
        notices=notices,
        presumed=work.today > last and not told,
    )


def notify_defect(
    work: Work, delivery_id: UUID, *, defect: str, text: str, found_on: date | None = None
) -> DefectNotice:
    """Record that the seller was told today of what does not conform, *found_on* a day.

    *defect* is a word of ``Defect``. A hidden one may be told until the warranty
    ends, or for two years. A late notice is recorded with a warning, because the
    seller may have known.
    """
    work.allow(Role.BUYER, Role.ACCEPTOR)
    kind = one_of(Defect, defect, field="defect")
    text = said(text, "不符合约定的情形", field="text")
    delivery = work.get(Delivery, delivery_id)
    contract = work.get(Contract, delivery.contract_id)
    arrived_on = work.day_of(delivery.arrived_at)
    found = between("found_on", found_on or work.today, arrived_on, work.today)
    until = inspect_by(contract, arrived_on, calendar(work))
    if kind is Defect.HIDDEN:
        until = max(until, _hidden_by(work, contract, arrived_on))
    facts = Notice(work.today, until)
    warnings = NOTICE.require(facts, work.policy)
    notice = DefectNotice(
        id=new_id(), delivery_id=delivery_id, defect=kind, found_on=found,
        notified_on=work.today, in_time=work.today <= until, text=text,
    )  # fmt: skip
    work.record(
        notice, "notify", warnings=warnings, delivery_id=delivery_id, defect=kind, found_on=found,
        until=until, text=text,
    )  # fmt: skip
    return notice


def _hidden_by(work: Work, contract: Contract, arrived_on: date) -> date:
    """Return until when a hidden defect is told: the warranty, or two years without one."""
    if contract.warranty_from is None:
        return months_after(arrived_on, LONGEST_MONTHS)
    begun = standing.warranty_until(work, contract)
    return begun or months_after(arrived_on, LONGEST_MONTHS)
