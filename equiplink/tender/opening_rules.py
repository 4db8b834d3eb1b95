"""What must hold while bids come in and when they are opened; failure.

The clock of the notice is in ``clock_rules``, objections are in ``notice_rules``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equiplink.law import BIDDING, BIDDING_ORDINANCE, PROCUREMENT, Broken, broken
from equiplink.rules import RuleSet, rule
from equiplink.tender.clock_rules import LEAST_BIDDERS
from equiplink.tender.rules import both, tendered
from equiplink.tender.states import Method

BIDDERS = {Method.DIRECT: 1}
"""How many bids are needed; three where nothing else is said."""
OBJECTION_DAYS = 10


@dataclass(frozen=True, slots=True)
class Submission:
    """Somebody hands in a bid in time."""

    today: date
    method: Method
    invited: bool


@both(
    "T05B",
    BIDDING("第十条", "以投标邀请书的方式邀请特定的法人或者其他组织投标"),
    zh="该供应商未受邀请，不能参加；请先在发布前邀请",
    en="this supplier was not invited; invite him before the notice",
    binds=tendered,
)
def bidder_is_invited(c: Submission) -> Broken | None:
    """Unless the tender is open, only who was invited takes part."""
    return broken() if c.method is not Method.OPEN_TENDER and not c.invited else None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A bidder takes his bid back. Times are told in the mine's zone."""

    today: date
    method: Method
    deadline: str
    passed: bool


@both(
    "T29W",
    BIDDING("第二十九条", "截止时间前，可以补充、修改或者撤回已提交的投标文件"),
    zh="投标截止时间 {deadline} 已过，不能撤回",
    en="the deadline {deadline} has passed; the bid can no longer be withdrawn",
    binds=tendered,
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
    unanswered: int = 0
    shares: int = 0
    """Shares of the key that were handed in."""
    needed: int = 0
    """Shares that it takes; none where the chain's file keeps the key."""

    @property
    def least(self) -> int:
        """How many bids it takes."""
        return BIDDERS.get(self.method, LEAST_BIDDERS)


@both(
    "T30T",
    BIDDING("第三十四条", "提交投标文件截止时间的同一时间公开进行"),
    zh="投标截止时间 {deadline} 未到，不得开标",
    en="the deadline {deadline} has not come; no bid is opened before it",
    binds=tendered,
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


@rule(
    "T24",
    BIDDING_ORDINANCE("第二十二条", "作出答复前，应当暂停招标投标活动"),
    zh="还有 {unanswered} 项对招标文件的异议未答复；请先答复再开标",
    en="{unanswered} objections to the documents wait for an answer; answer them first",
)
def objections_are_answered(c: Opening) -> Broken | None:
    """No bid is opened while an objection waits for its answer."""
    return broken(unanswered=c.unanswered) if c.unanswered else None


@rule(
    "T29O",
    BIDDING("第二十八条", "招标人收到投标文件后，应当签收保存，不得开启"),
    zh="开标密钥须 {needed} 份，已交 {shares} 份；请密钥保管人交出份额，份额遗失而不足的作失败处理",
    en="the key takes {needed} shares, {shares} are handed in; let the keyholders hand in theirs, "
    "and declare the tender failed when too many are lost",
)
def shares_are_together(c: Opening) -> Broken | None:
    """Bids whose key is split are opened by enough of its holders together."""
    return broken(needed=c.needed, shares=c.shares) if c.shares < c.needed else None


@dataclass(frozen=True, slots=True)
class Failure:
    """Whether a tender really failed. ``live`` bids are neither withdrawn nor rejected."""

    today: date
    method: Method
    passed: bool
    live: int
    key_lost: bool = False
    """So many shares are lost that no bid can ever be opened."""
    set_aside: bool = False
    """An award was set aside, or the first dropped out: the next candidate may win, or it is
    tendered again (第五十五条)."""
    able: int | None = None
    """Candidates who may still win; None before there are any."""


@both(
    "T30F",
    BIDDING("第二十八条", "投标人少于三个的，招标人应当依照本法重新招标"),
    zh="截止后有效投标 {live} 家，已达要求，或截止时间未到，或仍有候选人可以中标，"
    "不能作失败处理；请继续办理，开标前可以终止招标",
    en="the deadline is ahead, {live} valid bids are enough, or a candidate may still win: it has "
    "not failed; go on, or cancel it before the opening",
    binds=tendered,
)
def tender_has_failed(c: Failure) -> Broken | None:
    """It fails by too few valid bids, a lost key, an award set aside, or no candidate left."""
    enough = c.live >= BIDDERS.get(c.method, LEAST_BIDDERS)
    may = c.key_lost or c.set_aside or c.able == 0 or (c.passed and not enough)
    return None if may else broken(live=c.live)


SUBMISSION = RuleSet("bid", bidder_is_invited, zh="不能投标")
WITHDRAWAL = RuleSet("withdrawal", withdrawn_in_time, zh="不能撤回")
_READY = (*deadline_has_come, three_have_bid, objections_are_answered)
_OFFERED = (*deadline_has_come, enough_have_offered)
HANDING_IN = RuleSet("handing in of a share", _READY, zh="不能交出密钥份额")
HANDING_IN_OFFERS = RuleSet("handing in of a share for offers", _OFFERED, zh="不能交出密钥份额")
OPENING = RuleSet("opening", (*_READY, shares_are_together), zh="不能开标")
OFFERS = RuleSet("opening of offers", (*_OFFERED, shares_are_together), zh="不能开启报价")
FAILURE = RuleSet("failure", tender_has_failed, zh="不能作失败处理")
