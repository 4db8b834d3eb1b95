"""What the documents fix beside the criteria; nothing changes it after the draft."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, TypedDict

from equiplink.db import one_of
from equiplink.errors import Unreadable
from equiplink.tender.models import Tender
from equiplink.tender.term_rules import Agreed
from equiplink.tender.term_states import DEFAULT_TIES, PriceBasis, ShortBond, TieRule
from equiplink.work import Work

VALIDITY_DAYS, LONGEST_VALIDITY = 90, 365


class Terms(TypedDict, total=False):
    """What may be left out holds as the documentation says.

    ``ties`` are words of ``TieRule`` in the order in which they are asked, by default
    the lower price and then the committee's vote. ``price_basis`` is a word of
    ``PriceBasis``, by default prices with tax; ``short_bond`` one of ``ShortBond``, by
    default a warning. ``validity_days`` is how long a bid binds its bidder after the
    deadline (投标有效期), 90 unless said. ``requirements`` is the text of the
    documents: what is asked of goods and bidders.
    """

    ties: Sequence[str]
    price_basis: str
    short_bond: str
    validity_days: int
    requirements: str


def again(last: Tender, *, marked: bool) -> dict[str, Any]:
    """Return the terms of another round: the same, but for marks where nobody marks."""
    ties = [each for each in last.ties if marked or each != TieRule.HIGHER_MARKS]
    return {
        "ties": ties or [str(each) for each in DEFAULT_TIES],
        "price_basis": last.price_basis,
        "short_bond": last.short_bond,
        "validity_days": last.validity_days,
        "requirements": last.requirements,
    }


def fix(tender: Tender, given: Terms) -> None:
    """Write what is *given*, or what holds without it, into the draft."""
    ties = [one_of(TieRule, each, field="ties") for each in given.get("ties", DEFAULT_TIES)]
    if not ties or len(set(ties)) < len(ties):
        raise Unreadable(
            "ties is empty or names a rule twice; list each once, in the order of their use",
            zh="并列处理办法为空或有重复；请按适用顺序逐项列出",
            field="ties",
        )
    basis = given.get("price_basis", PriceBasis.INCLUSIVE)
    short = given.get("short_bond", ShortBond.FLAG)
    tender.ties = [str(each) for each in ties]
    tender.price_basis = one_of(PriceBasis, basis, field="price_basis")
    tender.short_bond = one_of(ShortBond, short, field="short_bond")
    tender.validity_days = given.get("validity_days", VALIDITY_DAYS)
    if not 0 < tender.validity_days <= LONGEST_VALIDITY:
        raise Unreadable(
            f"validity_days is {tender.validity_days}; say 1 to {LONGEST_VALIDITY} days",
            zh=f"投标有效期 {tender.validity_days} 天不合理；请填写 1 至 {LONGEST_VALIDITY} 天",
            field="validity_days",
        )
    tender.requirements = given.get("requirements", "").strip()


def ties_of(tender: Tender) -> tuple[TieRule, ...]:
    """Return the rules for ties in their order."""
    return tuple(map(TieRule, tender.ties))


def agreed(work: Work, tender: Tender) -> Agreed:
    """Return what the rules on ties are judged by."""
    marked = any(not each.get("formula") for each in tender.criteria)
    return Agreed(work.today, ties_of(tender), marked=marked)


def valid_until(work: Work, tender: Tender) -> date | None:
    """Return the last day on which bids bind their bidders; None before there is a deadline.

    投标有效期从提交投标文件的截止之日起算 (招标投标法实施条例 第二十五条).
    """
    if tender.deadline is None:
        return None
    return work.day_of(tender.deadline) + timedelta(days=tender.validity_days)
