"""What must hold from the notice to the opening: days, bidders, deadline.

Days are counted as 民法典 第二百零一条 says: the first day does not count, so 20
days from the 1st end on the 21st. All days are days of the mine's zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from equiplink.law import BIDDING, BIDDING_ORDINANCE, PROCUREMENT, Broken, Severity, broken
from equiplink.rules import RuleSet, rule
from equiplink.settings import Setting, Stricter
from equiplink.tender.rules import both
from equiplink.tender.states import Method, TenderState

LEAST_BIDDERS = 3
BIDDERS = {Method.DIRECT: 1}
"""How many bids are needed; three where nothing else is said."""

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
    sale_days: int = SALE_DAYS.default
    bidding_days: int = BIDDING_DAYS.default


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
    zh="询价或谈判只邀请了 {invited} 家供应商；参照政府采购法，至少 3 家",
    en="only {invited} suppliers are asked; after the model of public procurement, ask at least 3",
)
def three_are_asked(c: Publication) -> Broken | None:
    """An inquiry or negotiation asks at least three suppliers."""
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


def _sale_params(c: Publication) -> dict[str, object]:
    first = max(c.sale_from or c.today, c.today)
    return {
        "days": _sale(c),
        "least": c.sale_days,
        "earliest": first + timedelta(days=c.sale_days),
    }


@both(
    "T22",
    BIDDING("第二十四条", "最短不得少于二十日"),
    zh="自招标文件发出至投标截止 {days} 日，少于 {least} 日；截止日最早为 {earliest}",
    en="{days} days from the first issue to the deadline, fewer than {least}; close no earlier "
    "than {earliest}",
)
def bidders_have_time(c: Publication) -> Broken | None:
    """Bidders have at least twenty days from the first issue of the documents."""
    issued = max(c.sale_from or c.today, c.today)
    days = (c.deadline - issued).days
    if days < c.bidding_days:
        return broken(
            days=days, least=c.bidding_days, earliest=issued + timedelta(days=c.bidding_days)
        )
    return None


@dataclass(frozen=True, slots=True)
class Clarification:
    """A change of the documents, and the deadline after it. Days of the mine's zone."""

    today: date
    deadline: date
    earlier: bool
    """The new deadline lies before the old one."""
    days: int = CLARIFICATION_DAYS.default


@rule(
    "T23",
    BIDDING("第二十三条", "截止时间至少十五日前，以书面形式通知所有招标文件收受人"),
    zh="澄清或修改距投标截止 {left} 日，少于 {days} 日；请将截止时间顺延至 {earliest} 或以后",
    en="{left} days are left after the clarification, fewer than {days}; extend the deadline to "
    "{earliest} or later",
)
def bidders_have_time_for_the_change(c: Clarification) -> Broken | None:
    """After a clarification fifteen days are left, or the deadline moves."""
    left = (c.deadline - c.today).days
    if left < c.days:
        return broken(left=left, days=c.days, earliest=c.today + timedelta(days=c.days))
    return None


@rule(
    "T23E",
    BIDDING_ORDINANCE("第二十一条", "应当顺延提交资格预审申请文件或者投标文件的截止时间"),
    zh="新的截止时间早于原截止时间；截止时间只能顺延",
    en="the new deadline is earlier than the old; a deadline is only extended",
)
def deadline_is_only_extended(c: Clarification) -> Broken | None:
    """A deadline is extended, never brought forward."""
    return broken() if c.earlier else None


@dataclass(frozen=True, slots=True)
class Submission:
    """Somebody hands in a bid in time."""

    today: date
    receiving: bool
    """The tender is published and takes bids."""
    method: Method
    invited: bool


@rule(
    "T29",
    BIDDING("第二十八条", "应当在招标文件要求提交投标文件的截止时间前，将投标文件送达"),
    zh="本次招标未在接收投标（未发布或已终止）；请在发布后、截止前投标",
    en="this tender takes no bids: it is not published, or over; bid between notice and deadline",
)
def tender_takes_bids(c: Submission) -> Broken | None:
    """The tender is published and takes bids."""
    return None if c.receiving else broken()


@rule(
    "T05B",
    BIDDING("第十条", "以投标邀请书的方式邀请特定的法人或者其他组织投标"),
    zh="该供应商未受邀请，不能参加；请先在发布前邀请",
    en="this supplier was not invited; invite him before the notice",
)
def bidder_is_invited(c: Submission) -> Broken | None:
    """Unless the tender is open, only who was invited takes part."""
    return broken() if c.method is not Method.OPEN_TENDER and not c.invited else None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A bidder takes his bid back. Times are told in the mine's zone."""

    today: date
    deadline: str
    passed: bool


@rule(
    "T29W",
    BIDDING("第二十九条", "截止时间前，可以补充、修改或者撤回已提交的投标文件"),
    zh="投标截止时间 {deadline} 已过，不能撤回",
    en="the deadline {deadline} has passed; the bid can no longer be withdrawn",
)
def withdrawn_in_time(c: Withdrawal) -> Broken | None:
    """A bid is withdrawn before the deadline only."""
    return broken(deadline=c.deadline) if c.passed else None


@dataclass(frozen=True, slots=True)
class Opening:
    """The envelopes on the table. ``bids`` were handed in before the deadline."""

    today: date
    method: Method
    deadline: str
    passed: bool
    bids: int

    @property
    def least(self) -> int:
        """How many bids it takes."""
        return BIDDERS.get(self.method, LEAST_BIDDERS)


@rule(
    "T30T",
    BIDDING("第三十四条", "提交投标文件截止时间的同一时间公开进行"),
    zh="投标截止时间 {deadline} 未到，不得开标",
    en="the deadline {deadline} has not come; no bid is opened before it",
)
def deadline_has_come(c: Opening) -> Broken | None:
    """No bid is opened before the deadline."""
    return None if c.passed else broken(deadline=c.deadline)


@rule(
    "T30",
    BIDDING_ORDINANCE("第四十四条", "投标人少于3个的，不得开标；招标人应当重新招标"),
    zh="只有 {bids} 家投标，少于 {least} 家，不得开标；请作失败处理并重新招标",
    en="only {bids} bids, fewer than {least}: none is opened; declare the tender failed and "
    "hold another round",
)
def three_have_bid(c: Opening) -> Broken | None:
    """A tender with fewer than three bids is not opened."""
    return broken(bids=c.bids, least=c.least) if c.bids < c.least else None


@rule(
    "T09O",
    PROCUREMENT("第四十条", "确定不少于三家的供应商，并向其发出询价通知书"),
    zh="只收到 {bids} 份报价，少于 {least} 份；请作失败处理后重新采购",
    en="only {bids} offers, fewer than {least}; declare it failed and ask again",
)
def enough_have_offered(c: Opening) -> Broken | None:
    """An inquiry or negotiation has three offers, a direct purchase one."""
    return broken(bids=c.bids, least=c.least) if c.bids < c.least else None


@dataclass(frozen=True, slots=True)
class Failure:
    """Whether a tender really failed. ``live`` bids are neither withdrawn nor rejected."""

    today: date
    method: Method
    passed: bool
    live: int


@rule(
    "T30F",
    BIDDING("第二十八条", "投标人少于三个的，招标人应当依照本法重新招标"),
    zh="截止后有效投标 {live} 家，已达要求，或截止时间未到，不能作失败处理；请继续开标评标，"
    "开标前可以终止招标",
    en="the deadline is ahead or {live} valid bids are enough: it has not failed; go on, or "
    "cancel it before the opening",
)
def tender_has_failed(c: Failure) -> Broken | None:
    """A tender fails when too few valid bids are left after the deadline."""
    enough = c.live >= BIDDERS.get(c.method, LEAST_BIDDERS)
    return broken(live=c.live) if enough or not c.passed else None


@dataclass(frozen=True, slots=True)
class Repetition:
    """Another round of a tender."""

    today: date
    state: TenderState


@rule(
    "T42",
    BIDDING("第四十二条", "所有投标被否决的，招标人应当依照本法重新招标"),
    zh="本次招标未失败（现为“{state}”），不能开始下一轮",
    en="this tender has not failed (it is '{state}'); there is no next round",
)
def last_round_failed(c: Repetition) -> Broken | None:
    """Another round follows a failed one."""
    return None if c.state is TenderState.FAILED else broken(state=c.state)


_CLOCK = (
    notice_is_in_the_media,
    documents_are_on_sale_long_enough,
    sale_is_long_enough_in_either_count,
    *bidders_have_time,
)
PUBLICATION = {
    Method.OPEN_TENDER: RuleSet("notice of an open tender", _CLOCK, zh="不能发布公告"),
    Method.INVITED_TENDER: RuleSet(
        "notice of an invited tender", (three_are_invited, *_CLOCK), zh="不能发出邀请"
    ),
    Method.NEGOTIATION: RuleSet("call for negotiation", (three_are_asked,), zh="不能开始谈判"),
    Method.INQUIRY: RuleSet("inquiry", (three_are_asked,), zh="不能询价"),
    Method.DIRECT: RuleSet("direct purchase", (one_is_asked,), zh="不能直接采购"),
}
CLARIFICATION = RuleSet(
    "clarification",
    (bidders_have_time_for_the_change, deadline_is_only_extended),
    zh="不能澄清或修改",
)
EXTENSION = RuleSet("change of an inquiry", (deadline_is_only_extended,), zh="不能修改")
SUBMISSION = RuleSet("bid", (tender_takes_bids, bidder_is_invited), zh="不能投标")
WITHDRAWAL = RuleSet("withdrawal", (withdrawn_in_time,), zh="不能撤回")
OPENING = RuleSet("opening", (deadline_has_come, three_have_bid), zh="不能开标")
OFFERS = RuleSet("opening of offers", (deadline_has_come, enough_have_offered), zh="不能开启报价")
FAILURE = RuleSet("failure", (tender_has_failed,), zh="不能作失败处理")
REPETITION = RuleSet("next round", (last_round_failed,), zh="不能进入下一轮")
