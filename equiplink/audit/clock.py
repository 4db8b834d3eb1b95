"""Every statutory day of a tender, what was done on it, and whether it was kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from equiplink.audit.case import Case
from equiplink.contract.rules import SIGN_WITHIN
from equiplink.days import EVERY_DAY_COUNTS, Calendar
from equiplink.mine.calendar import calendar
from equiplink.rules import RULES
from equiplink.settings import Setting
from equiplink.tender.award_rules import LATEST_START, PUBLICITY_DAYS
from equiplink.tender.clock_rules import BIDDING_DAYS, CLARIFICATION_DAYS, SALE_DAYS
from equiplink.tender.notice_rules import ANSWER_DAYS
from equiplink.tender.opening_rules import OBJECTION_DAYS
from equiplink.tender.states import TENDERS
from equiplink.work import Work


@dataclass(frozen=True, slots=True)
class Counting:
    """The mine's own limits and its days of rest, as they stand today."""

    work: Work
    rest: Calendar

    def least(
        self, code: str, what: str, start: date | None, end: date | None, limit: Setting | int
    ) -> dict[str, Any]:
        """Return the row of a period that lasts so many days at least; rest makes it longer."""
        bound = self._bound(limit)
        kept = None
        if start is not None and end is not None:
            kept = end >= self.rest.last_day(start, bound)
        return _row(code, what, start, end, f"不少于 {bound} 日", kept=kept)

    def most(
        self, code: str, what: str, start: date | None, end: date | None, limit: Setting | int
    ) -> dict[str, Any]:
        """Return the row of what is done within so many days; rest at their end leaves more."""
        bound = self._bound(limit)
        kept = None
        if start is not None and end is not None:
            kept = start <= end <= self.rest.last_day(start, bound)
        return _row(code, what, start, end, f"不超过 {bound} 日", kept=kept)

    def _bound(self, limit: Setting | int) -> int:
        return limit if isinstance(limit, int) else self.work.setting(limit)


def clock(case: Case) -> Iterator[dict[str, Any]]:
    """Yield a row for each period; a day that has not come yet leaves ``kept`` open.

    Days are counted from the first, which is not counted itself (民法典 第二百零一条);
    a period that ends on one of the mine's days of rest ends after it (第二百零三条),
    but for the sale and what is counted back from the deadline.
    """
    tender, work = case.tender, case.work
    if tender.method not in TENDERS:
        return
    plain, days = Counting(work, EVERY_DAY_COUNTS), Counting(work, calendar(work))
    issued, closing, opened = map(case_day(case), (
        tender.issued_at, tender.deadline, tender.opened_at,
    ))  # fmt: skip
    yield plain.least("T21", "招标文件发售期", tender.sale_from, tender.sale_until, SALE_DAYS)
    yield days.least("T22", "文件发出至投标截止", issued, closing, BIDDING_DAYS)
    for each in case.entries:
        if each.action == "clarify":
            until = work.day_of(datetime.fromisoformat(each.data["deadline"]))
            yield days.least(
                "T23", "澄清修改至投标截止", work.day_of(each.at), until, CLARIFICATION_DAYS
            )  # fmt: skip
    kept = None if closing is None or opened is None else opened >= closing
    yield _row("T30T", "投标截止至开标", closing, opened, "不早于截止", kept=kept)
    for objection in case.objections:
        came, answered = map(case_day(case), (objection.received_at, objection.answered_at))
        if opened is None or (came and came < opened):
            yield plain.least("T24L", "对文件的异议至投标截止", came, closing, OBJECTION_DAYS)
        yield days.most("T24A", "收到异议至答复", came, answered, ANSWER_DAYS)
    yield from _after(case, plain, days)


def _after(case: Case, plain: Counting, days: Counting) -> Iterator[dict[str, Any]]:
    """Yield the periods from the report to the contracts."""
    shown, until = case.tender.publicity_from, case.tender.publicity_until
    yield days.most("T35", "收到评标报告至公示", case.tender.report_on, shown, LATEST_START)
    yield days.least("T35D", "中标候选人公示期", shown, until, PUBLICITY_DAYS)
    for lot in case.lots:
        yield plain.least("T35A", f"公示结束至定标（{lot.no} 标段）", until, lot.awarded_on, 1)
    awarded = {bid.id: lot.awarded_on for lot in case.lots for bid in case.opened
               if bid.lot_id == lot.id}  # fmt: skip
    for contract in case.contracts:
        yield days.most(
            "T38D", f"定标至签订合同（{contract.number}）", awarded[contract.bid_id],
            contract.signed_on, SIGN_WITHIN,
        )  # fmt: skip


def case_day(case: Case) -> Any:
    """Return what turns a moment into the mine's day."""
    return lambda moment: None if moment is None else case.work.day_of(moment)


def _days(start: date | None, end: date | None) -> int | None:
    return None if start is None or end is None else (end - start).days


def _row(
    code: str, what: str, start: date | None, end: date | None, limit: str, *, kept: bool | None
) -> dict[str, Any]:
    return {
        "code": code,
        "what": what,
        "from": start and start.isoformat(),
        "to": end and end.isoformat(),
        "days": _days(start, end),
        "limit": limit,
        "kept": kept,
        "source": str(RULES[code].source),
    }
