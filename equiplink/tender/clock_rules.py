"""What must hold of the notice and its clarifications: days, the invited, the deadline.

Days are counted as 民法典 第二百零一条 says: the first day does not count, so 20
days from the 1st end on the 21st, or after the rest when that is a rest day of
the mine's calendar (第二百零三条). All days are days of the mine's zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equiplink.days import DAY, EVERY_DAY_COUNTS, Calendar
from equiplink.law import (
    BIDDING,
    BIDDING_ORDINANCE,
    HOUSE,
    PROCUREMENT,
    Broken,
    Reading,
    Severity,
    broken,
)
from equiplink.rules import RuleSet, rule
from equiplink.settings import Setting, Stricter
from equiplink.tender.rules import both, compulsory, tendered
from equiplink.tender.states import Method

LEAST_BIDDERS = 3

SALE_DAYS = Setting(
    "tender.sale_days",
    5,
    "days",
    Stricter.HIGHER,
    "招标文件发售期",
    "days on which the tender documents are to be had",
    BIDDING_ORDINANCE("第十六条", "招标文件的发售期不得少于5日"),
)
BIDDING_DAYS = Setting(
    "tender.bidding_days",
    20,
    "days",
    Stricter.HIGHER,
    "招标文件开始发出至投标截止",
    "from the first issue of the documents to the deadline",
    BIDDING("第二十四条", "最短不得少于二十日"),
)
CLARIFICATION_DAYS = Setting(
    "tender.clarification_days",
    15,
    "days",
    Stricter.HIGHER,
    "澄清或者修改至投标截止",
    "from a clarification to the deadline",
    BIDDING("第二十三条", "截止时间至少十五日前"),
)
SHARES = Setting(
    "tender.shares",
    2,
    "shares",
    Stricter.HIGHER,
    "开标所需的密钥份数",
    "shares of a split key that open the bids",
    HOUSE("第九条之一", "由至少两名人员分别保管", reading=Reading.BELIEVED),
)


@dataclass(frozen=True, slots=True)
class Publication:
    """The clock of the notice. Days are days of the mine's zone."""

    today: date
    method: Method
    statutory: bool
    deadline: date
    sale_from: date | None
    sale_until: date | None
    invited: int
    media: tuple[str, ...]
    officers: int = 0
    """How many share the key to the bids; none where the chain's file keeps it."""
    sale_days: int = SALE_DAYS.default
    bidding_days: int = BIDDING_DAYS.default
    calendar: Calendar = EVERY_DAY_COUNTS


@rule(
    "T05",
    BIDDING("第十七条", "应当向三个以上具备承担招标项目的能力、资信良好的特定的法人"),
    zh="邀请招标只邀请了 {invited} 家；至少邀请 3 家",
    en="only {invited} suppliers are invited; invite at least 3",
)
def three_are_invited(c: Publication) -> Broken | None:
    """An invited tender invites at least three."""
    return broken(invited=c.invited) if c.invited < LEAST_BIDDERS else None


@rule(
    "T09",
    PROCUREMENT("第四十条", "确定不少于三家的供应商，并向其发出询价通知书"),
    zh="询价、谈判或竞价只邀请了 {invited} 家供应商；参照政府采购法，至少 3 家",
    en="only {invited} suppliers are asked; after the model of public procurement, ask at least 3",
)
def three_are_asked(c: Publication) -> Broken | None:
    """An inquiry, negotiation or reverse auction asks at least three suppliers."""
    return broken(invited=c.invited) if c.invited < LEAST_BIDDERS else None


@rule(
    "T09D",
    PROCUREMENT("第三十一条", "只能从唯一供应商处采购的"),
    zh="直接采购应当只有一家供应商，现为 {invited} 家；请邀请该供应商，或改用询价",
    en="a direct purchase has one supplier, here are {invited}; invite him, or make an inquiry",
)
def one_is_asked(c: Publication) -> Broken | None:
    """A direct purchase asks exactly one supplier."""
    return broken(invited=c.invited) if c.invited != 1 else None


@rule(
    "T20",
    BIDDING("第十六条", "应当通过国家指定的报刊、信息网络或者其他媒介发布"),
    zh="依法必须招标的公开招标公告未在指定媒介发布；请登记媒介及网址",
    en="the notice of a compulsory open tender stands in no designated medium; name it",
)
def notice_is_in_the_media(c: Publication) -> Broken | None:
    """The notice of a compulsory open tender stands in the designated media."""
    needed = c.statutory and c.method is Method.OPEN_TENDER
    return broken() if needed and not c.media else None


@rule(
    "T21",
    BIDDING_ORDINANCE("第十六条", "招标文件的发售期不得少于5日"),
    zh="招标文件发售期 {days} 日，少于 {least} 日；发售截止日最早为 {earliest}",
    en="the documents are on sale for {days} days, fewer than {least}; sell until {earliest}",
)
def documents_are_on_sale_long_enough(c: Publication) -> Broken | None:
    """The documents are to be had for at least five days."""
    days = _sale(c)
    return broken(**_sale_params(c)) if days is None or days < c.sale_days - 1 else None


@rule(
    "T21W",
    BIDDING_ORDINANCE("第十六条", "招标文件的发售期不得少于5日"),
    zh="发售期起始日不计入只有 {days} 日（首尾都算为 {least} 日）；稳妥起见延至 {earliest}",
    en="the sale lasts {days} days when the first is not counted, {least} with it; better sell "
    "until {earliest}",
    severity=Severity.WARN,
)
def sale_is_long_enough_in_either_count(c: Publication) -> Broken | None:
    """The sale lasts five days even when the first day is not counted."""
    return broken(**_sale_params(c)) if _sale(c) == c.sale_days - 1 else None


def _sale(c: Publication) -> int | None:
    if c.sale_from is None or c.sale_until is None or c.sale_from < c.today:
        return None
    return (c.sale_until - c.sale_from).days


def _start(c: Publication) -> date:
    return max(c.sale_from or c.today, c.today)


def _sale_params(c: Publication) -> dict[str, object]:
    return {
        "days": _sale(c),
        "least": c.sale_days,
        "earliest": _start(c) + c.sale_days * DAY,
    }


@both(
    "T22",
    BIDDING("第二十四条", "最短不得少于二十日"),
    zh="自招标文件发出至投标截止 {days} 日，应满 {least} 日，末日遇休息日顺延；"
    "截止日最早为 {earliest}",
    en="{days} days from the first issue to the deadline, where {least} are due, more when the "
    "last is a rest day; close no earlier than {earliest}",
    binds=compulsory,
)
def bidders_have_time(c: Publication) -> Broken | None:
    """Bidders have at least twenty days from the first issue of the documents."""
    issued = _start(c)
    earliest = c.calendar.last_day(issued, c.bidding_days)
    if c.deadline < earliest:
        return broken(days=(c.deadline - issued).days, least=c.bidding_days, earliest=earliest)
    return None


@rule(
    "T29S",
    HOUSE("第九条之一", "投标文件的开标密钥应当拆分", reading=Reading.BELIEVED),
    zh="未指定密钥保管人：开标密钥由系统密钥文件保管，同时掌握数据库和密钥文件的人可以提前开启；"
    "请指定至少两名保管人",
    en="no officers are named: the chain's key file keeps the key, and whoever has it and the "
    "database can open bids early; name at least two",
    severity=Severity.WARN,
)
def key_is_split(c: Publication) -> Broken | None:
    """The key to the bids is split among officers."""
    return None if c.officers else broken()


@dataclass(frozen=True, slots=True)
class Clarification:
    """A change of the documents, and the deadline after it. Days of the mine's zone."""

    today: date
    method: Method
    deadline: date
    earlier: bool
    """The new deadline lies before the old one."""
    days: int = CLARIFICATION_DAYS.default
    calendar: Calendar = EVERY_DAY_COUNTS


@rule(
    "T23",
    BIDDING("第二十三条", "截止时间至少十五日前，以书面形式通知所有招标文件收受人"),
    zh="澄清或修改距投标截止 {left} 日，应满 {days} 日，末日遇休息日顺延；"
    "请将截止时间顺延至 {earliest} 或以后",
    en="{left} days are left after the clarification, where {days} are due, more when the last is "
    "a rest day; extend the deadline to {earliest} or later",
)
def bidders_have_time_for_the_change(c: Clarification) -> Broken | None:
    """After a clarification fifteen days are left, or the deadline moves."""
    earliest = c.calendar.last_day(c.today, c.days)
    if c.deadline < earliest:
        return broken(left=(c.deadline - c.today).days, days=c.days, earliest=earliest)
    return None


@both(
    "T23E",
    BIDDING_ORDINANCE("第二十一条", "应当顺延提交资格预审申请文件或者投标文件的截止时间"),
    zh="新的截止时间早于原截止时间；截止时间只能顺延",
    en="the new deadline is earlier than the old; a deadline is only extended",
    binds=tendered,
)
def deadline_is_only_extended(c: Clarification) -> Broken | None:
    """A deadline is extended, never brought forward."""
    return broken() if c.earlier else None


_CLOCK = (
    notice_is_in_the_media,
    documents_are_on_sale_long_enough,
    sale_is_long_enough_in_either_count,
    *bidders_have_time,
    key_is_split,
)
PUBLICATION = {
    Method.OPEN_TENDER: RuleSet("notice of an open tender", _CLOCK, zh="不能发布公告"),
    Method.INVITED_TENDER: RuleSet(
        "notice of an invited tender", (three_are_invited, *_CLOCK), zh="不能发出邀请"
    ),
    Method.NEGOTIATION: RuleSet("call for negotiation", (three_are_asked,), zh="不能开始谈判"),
    Method.INQUIRY: RuleSet("inquiry", (three_are_asked,), zh="不能询价"),
    Method.REVERSE_AUCTION: RuleSet("reverse auction", (three_are_asked,), zh="不能竞价"),
    Method.DIRECT: RuleSet("direct purchase", (one_is_asked,), zh="不能直接采购"),
}
CLARIFICATION = RuleSet(
    "clarification",
    (bidders_have_time_for_the_change, *deadline_is_only_extended),
    zh="不能澄清或修改",
)
EXTENSION = RuleSet("change of an inquiry", deadline_is_only_extended, zh="不能修改")
