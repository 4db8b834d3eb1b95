"""What the text of tender documents may not say (T07); the phrases are found by ``lint``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from equiplink.law import BIDDING_ORDINANCE, Broken, Severity, broken
from equiplink.rules import RuleSet
from equiplink.tender.lint import Hit
from equiplink.tender.rules import both, compulsory, tendered
from equiplink.tender.states import Method


@dataclass(frozen=True, slots=True)
class Worded:
    """What was found in the documents."""

    today: date
    method: Method
    statutory: bool
    named: tuple[Hit, ...] = ()
    designated: tuple[Hit, ...] = ()
    owners: tuple[Hit, ...] = ()
    local: tuple[Hit, ...] = ()


_SPECIFIC = BIDDING_ORDINANCE("第三十二条", "限定或者指定特定的专利、商标、品牌、原产地或者供应商")


@both(
    "T07B",
    _SPECIFIC,
    zh="招标文件写有品牌、厂家或供应商名称：{phrases}；请改写为技术要求，或注明“或相当于”",
    en="the documents name brands, makers or suppliers: {phrases}; write what is needed instead, "
    "or add 或相当于 (or equal)",
    binds=tendered,
    severity=Severity.WARN,
)
def brands_are_named_as_examples(c: Worded) -> Broken | None:
    """Who names a brand adds that an equal one will do."""
    return _said(c.named)


@both(
    "T07D",
    _SPECIFIC,
    zh="招标文件指定品牌、专利、产地或供应商：{phrases}；请删除，确需引用品牌说明要求的注明“或相当于”",
    en="the documents set brand, patent, origin or supplier: {phrases}; strike it, or add 或相当于 "
    "(or equal) where a brand tells what is needed",
    binds=tendered,
    otherwise=Severity.WARN,
)
def nothing_is_designated(c: Worded) -> Broken | None:
    """No brand, patent, origin or supplier is set."""
    return _said(c.designated)


@both(
    "T07O",
    BIDDING_ORDINANCE("第三十二条", "非法限定潜在投标人或者投标人的所有制形式或者组织形式"),
    zh="招标文件限定投标人的所有制或组织形式：{phrases}；请删除",
    en="the documents ask for a kind of owner or company: {phrases}; strike it",
    binds=compulsory,
    otherwise=Severity.WARN,
)
def owners_of_every_kind_may_bid(c: Worded) -> Broken | None:
    """Bidders of every kind of owner may bid."""
    return _said(c.owners)


@both(
    "T07L",
    BIDDING_ORDINANCE("第三十二条", "以特定行政区域或者特定行业的业绩、奖项作为加分条件"),
    zh="招标文件以本地业绩、注册或机构为条件：{phrases}；请删除，可改为对所有投标人相同的服务时限要求",
    en="the documents favour bidders of a region: {phrases}; strike it, a time for service may be "
    "asked of everybody instead",
    binds=compulsory,
    otherwise=Severity.WARN,
)
def no_region_is_favoured(c: Worded) -> Broken | None:
    """Nothing is asked that bidders of a region have and others have not."""
    return _said(c.local)


def _said(hits: Sequence[Hit]) -> Broken | None:
    return broken(phrases="、".join(dict.fromkeys(map(str, hits)))) if hits else None


WORDING = RuleSet(
    "text of the documents",
    (
        *brands_are_named_as_examples,
        *nothing_is_designated,
        *owners_of_every_kind_may_bid,
        *no_region_is_favoured,
    ),
    zh="招标文件的内容不合规",
)
