"""The days that follow from what a procedure states: not before this, not after that.

Counted as 民法典 第二百零一条 says, the first day not counted. A period that
ends on one of the stated holidays ends on the first day after them (第二百零三条).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from equiplink.contract.procedure import Procedure
from equiplink.contract.rules import SIGN_WITHIN
from equiplink.tender.award_rules import LATEST_START, PUBLICITY_DAYS
from equiplink.tender.clock_rules import BIDDING_DAYS, CLARIFICATION_DAYS, SALE_DAYS
from equiplink.tender.opening_rules import OBJECTION_DAYS
from equiplink.tender.states import TENDERS

BOND_RETURN_DAYS = 5
"""From the contract to the return of the bid bonds (实施条例 第五十七条)."""
SUPERVISION_DAYS = 15
"""From the choice of the winner to the report to the authority (招标投标法 第四十七条)."""


def days_that_follow(
    stated: Procedure, policy: Mapping[str, object], *, mandatory: bool | None
) -> dict[str, date | None]:
    """Return each day by its name; None where the file says too little for it.

    The report to the authority is owed by a compulsory tender only.
    """

    def after(start: date | None, days: int) -> date | None:
        return start and stated.calendar.last_day(start, days)

    closing, noticed, shown = stated.deadline, stated.award_notice, stated.publicity
    days = CLARIFICATION_DAYS.of(policy)
    return {
        "sale_to_not_before": stated.sale.first
        and stated.sale.first + timedelta(days=SALE_DAYS.of(policy)),
        "deadline_not_before": _earliest_deadline(stated, policy),
        "clarification_not_after": closing and stated.calendar.first_day(closing, days),
        "objection_not_after": closing and closing - timedelta(days=OBJECTION_DAYS),
        "publicity_from_not_after": after(stated.report_received, LATEST_START),
        "publicity_to_not_before": after(shown.first, PUBLICITY_DAYS.of(policy)),
        "award_not_before": shown.last and shown.last + timedelta(days=1),
        "contract_not_after": after(noticed, SIGN_WITHIN.of(policy)),
        "supervision_report_not_after": None
        if mandatory is False
        else after(noticed, SUPERVISION_DAYS),
        "bid_bond_return_not_after": after(stated.contract_signed, BOND_RETURN_DAYS),
    }


def _earliest_deadline(stated: Procedure, policy: Mapping[str, object]) -> date | None:
    """Return the later of the ends of the bidding time and of what a change must leave."""
    if stated.method is not None and stated.method not in TENDERS:
        return None
    ends = [
        stated.calendar.last_day(day, CLARIFICATION_DAYS.of(policy))
        for day in stated.clarifications
    ]
    if stated.issued:
        ends.append(stated.calendar.last_day(stated.issued, BIDDING_DAYS.of(policy)))
    return max(ends, default=None)
