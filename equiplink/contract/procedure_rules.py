"""The days of a procedure that no statute makes compulsory; works and services by amount.

The articles on sale, clarification and contract speak of every tender, so the
verbs of a tender refuse by them. A timetable is judged before anybody acts,
when a purchase that need not be tendered may still be bought otherwise: there
they warn. Their checks are those of the law's rules.
"""

from __future__ import annotations

from equiplink.contract.rules import Signing, signed_in_time
from equiplink.law import MANDATORY_TENDER, Broken, Severity
from equiplink.rules import rule
from equiplink.tender.clock_rules import (
    Clarification,
    Publication,
    bidders_have_time_for_the_change,
    documents_are_on_sale_long_enough,
)
from equiplink.tender.rules import VOLUNTARY, Drafting, untendered
from equiplink.tender.states import Kind

_ZH = "本单位制度（本次非依法必须招标；采用招标时{article}仍适用）："
_EN = "policy of the mine (no compulsory tender; {article} still binds when it is one): "


@rule(
    "T21V",
    VOLUNTARY,
    zh=_ZH.format(article="实施条例第十六条") + documents_are_on_sale_long_enough.zh,
    en=_EN.format(article="article 16 of the ordinance") + documents_are_on_sale_long_enough.en,
    severity=Severity.WARN,
)
def voluntary_sale_is_long_enough(c: Publication) -> Broken | None:
    """The documents of a voluntary tender are to be had as long as those of a compulsory one."""
    return documents_are_on_sale_long_enough.check(c)


@rule(
    "T23V",
    VOLUNTARY,
    zh=_ZH.format(article="招标投标法第二十三条") + bidders_have_time_for_the_change.zh,
    en=_EN.format(article="article 23 of the law") + bidders_have_time_for_the_change.en,
    severity=Severity.WARN,
)
def voluntary_change_leaves_time(c: Clarification) -> Broken | None:
    """A change of voluntary documents leaves as much time as that of compulsory ones."""
    return bidders_have_time_for_the_change.check(c)


@rule(
    "T38V",
    VOLUNTARY,
    zh=_ZH.format(article="招标投标法第四十六条") + signed_in_time.zh,
    en=_EN.format(article="article 46 of the law") + signed_in_time.en,
    severity=Severity.WARN,
)
def voluntary_contract_is_signed_in_time(c: Signing) -> Broken | None:
    """The contract of a voluntary purchase is signed as soon as that of a compulsory one."""
    return signed_in_time.check(c)


@rule(
    "T62",
    MANDATORY_TENDER("第五条", "施工单项合同估算价在400万元人民币以上"),
    zh="依法必须招标：施工估算价 {estimate} 元，达到 400 万元；请招标，"
    "或注明实施条例第九条、招标投标法第六十六条的法定情形",
    en="a tender is compulsory for works of CNY {estimate}; hold one, or name the statutory "
    "exemption",
)
def compulsory_works_are_tendered(c: Drafting) -> Broken | None:
    """Works that must be tendered are tendered, or a statutory exemption is named."""
    return untendered(c, Kind.WORKS)


@rule(
    "T63",
    MANDATORY_TENDER("第五条", "监理等服务的采购，单项合同估算价在100万元人民币以上"),
    zh="依法必须招标：勘察、设计、监理等服务估算价 {estimate} 元，达到 100 万元；请招标，"
    "或注明实施条例第九条、招标投标法第六十六条的法定情形",
    en="a tender is compulsory for survey, design or supervision of CNY {estimate}; hold one, or "
    "name the statutory exemption",
)
def compulsory_services_are_tendered(c: Drafting) -> Broken | None:
    """Services that must be tendered are tendered, or a statutory exemption is named."""
    return untendered(c, Kind.SERVICES)
