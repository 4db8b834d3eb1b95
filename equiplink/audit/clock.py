"""Every statutory day of a tender, what was done on it, and whether it was kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from equiplink.audit.case import Case
from equiplink.contract.rules import SIGN_WITHIN
from equiplink.rules import RULES
from equiplink.tender.award_rules import LATEST_START, PUBLICITY_DAYS
from equiplink.tender.clock_rules import BIDDING_DAYS, CLARIFICATION_DAYS, SALE_DAYS
from equiplink.tender.notice_rules import ANSWER_DAYS
from equiplink.tender.opening_rules import OBJECTION_DAYS
from equiplink.tender.states import TENDERS


def clock(case: Case) -> Iterator[dict[str, Any]]:
    """Yield a row for each period; a day that has not come yet leaves ``kept`` open.

    Days are counted from the first, which is not counted itself (民法典 第二百零一条).
    """
    tender, work = case.tender, case.work
    if tender.method not in TENDERS:
        return
    issued, closing, opened = map(case_day(case), (
        tender.issued_at, tender.deadline, tender.opened_at,
    ))  # fmt: skip
    yield _least("T21", "招标文件发售期", tender.sale_from, tender.sale_until, SALE_DAYS)
    yield _least("T22", "文件发出至投标截止", issued, closing, BIDDING_DAYS)
    for each in case.entries:
        if each.action == "clarify":
            until = work.day_of(datetime.fromisoformat(each.data["deadline"]))
            yield _least(
                "T23", "澄清修改至投标截止", work.day_of(each.at), until, CLARIFICATION_DAYS
            )  # fmt: skip
    yield _most("T30T", "投标截止至开标", closing, opened, None)
    for objection in case.objections:
        came, answered = map(case_day(case), (objection.received_at, objection.answered_at))
        if opened is None or (came and came < opened):
            yield _least("T24L", "对文件的异议至投标截止", came, closing, OBJECTION_DAYS)
        yield _most("T24A", "收到异议至答复", came, answered, ANSWER_DAYS)
    yield _most("T35", "收到评标报告至公示", tender.report_on, tender.publicity_from, LATEST_START)
    yield _least(
        "T35D", "中标候选人公示期", tender.publicity_from, tender.publicity_until, PUBLICITY_DAYS
    )
    for lot in case.lots:
        yield _least(
            "T35A", f"公示结束至定标（{lot.no} 标段）", tender.publicity_until, lot.awarded_on, 1
        )  # fmt: skip
    awarded = {bid.id: lot.awarded_on for lot in case.lots for bid in case.opened
               if bid.lot_id == lot.id}  # fmt: skip
    for contract in case.contracts:
        yield _most(
            "T38D", f"定标至签订合同（{contract.number}）", awarded[contract.bid_id],
            contract.signed_on, SIGN_WITHIN,
        )  # fmt: skip


def case_day(case: Case) -> Any:
    """Return what turns a moment into the mine's day."""
    return lambda moment: None if moment is None else case.work.day_of(moment)


def _least(
    code: str, what: str, start: date | None, end: date | None, limit: Any
) -> dict[str, Any]:
    bound = getattr(limit, "default", limit)
    days = _days(start, end)
    kept = None if days is None else days >= bound
    return _row(code, what, start, end, f"不少于 {bound} 日", kept=kept)


def _most(code: str, what: str, start: date | None, end: date | None, limit: Any) -> dict[str, Any]:
    bound = getattr(limit, "default", limit)
    days = _days(start, end)
    if bound is None:
        return _row(code, what, start, end, "不早于截止", kept=None if days is None else days >= 0)
    kept = None if days is None else 0 <= days <= bound
    return _row(code, what, start, end, f"不超过 {bound} 日", kept=kept)


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
