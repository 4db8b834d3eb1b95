"""What must hold of the opening record, the draw of experts, the marks and the price hold.

The committee's composition and the end of the evaluation are in
``committee_rules``. 招标投标法 第三十三条 forbids bids below cost and names no
number: from where a price has to be explained is the mine's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from equiplink.law import BIDDING, BIDDING_ORDINANCE, HOUSE, Broken, Reading, Severity, broken
from equiplink.rules import RuleSet, rule
from equiplink.settings import Setting, Stricter
from equiplink.tender.rules import both, tendered
from equiplink.tender.states import Method

PERCENT = 100
BELOW_MEAN = Setting(
    "tender.below_mean", 40, "%", Stricter.LOWER,
    "报价低于其他有效报价平均值达到此比例的，须说明",
    "how far below the mean of the others a price has to be explained",
)  # fmt: skip
BELOW_NEXT = Setting(
    "tender.below_next", 30, "%", Stricter.LOWER,
    "报价低于次低报价达到此比例的，须说明",
    "how far below the next price a price has to be explained",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Room:
    """The opening record as it is written. ``unread`` and ``differing`` name bidders."""

    today: date
    method: Method
    unread: tuple[str, ...] = ()
    """Opened bids that the record does not read out."""
    differing: tuple[str, ...] = ()
    """Bids whose price was read out otherwise than it stands in the envelope."""
    damaged: tuple[str, ...] = ()
    alone: bool = False
    """One person both read and wrote."""


@both(
    "T70",
    BIDDING("第三十六条", "所有投标文件，开标时都应当当众予以拆封、宣读"),
    zh="开标记录缺少 {bidders} 的投标；已开启的投标都应当宣读，请补齐",
    en="the opening record does not read out the bids of {bidders}; every opened bid is read out",
    binds=tendered,
)
def every_bid_is_read_out(c: Room) -> Broken | None:
    """Every opened bid is read out."""
    return broken(bidders="、".join(c.unread)) if c.unread else None


@both(
    "T70P",
    BIDDING("第三十六条", "宣读投标人名称、投标价格和投标文件的其他主要内容"),
    zh="{bidders} 的唱标价格与投标文件不一致；请按开启的投标文件更正记录",
    en="the price read out for {bidders} is not the one in the envelope; correct the record",
    binds=tendered,
)
def price_is_read_as_it_was_bid(c: Room) -> Broken | None:
    """The price that is read out is the one in the envelope."""
    return broken(bidders="、".join(c.differing)) if c.differing else None


@both(
    "T70D",
    BIDDING("第三十六条", "检查投标文件的密封情况"),
    zh="{bidders} 的投标文件密封破损；请在异议栏注明在场人员的意见",
    en="the seal of {bidders} was damaged; note what those present said of it",
    severity=Severity.WARN,
    binds=tendered,
)
def seals_are_whole(c: Room) -> Broken | None:
    """Every seal is whole when it is looked at."""
    return broken(bidders="、".join(c.damaged)) if c.damaged else None


@rule(
    "T70S",
    HOUSE("第六十七条", "唱标人与记录人不得为同一人", reading=Reading.BELIEVED),
    zh="唱标人与记录人为同一人；请由两人分别唱标和记录",
    en="one person reads and writes; let two do it",
)
def two_people_keep_the_record(c: Room) -> Broken | None:
    """Who reads out does not write the record."""
    return broken() if c.alone else None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A draw by lot: prepared when ``witness`` is None, held when it tells."""

    today: date
    pool: int
    places: int
    unlisted: tuple[str, ...] = ()
    """People of the pool of whom nobody recorded what makes them experts."""
    alone: bool = False
    """Who prepared the draw is its witness too."""


@rule(
    "T71",
    HOUSE("第六十八条", "备选专家人数应当多于抽取人数", reading=Reading.BELIEVED),
    zh="备选专家 {pool} 人，抽取 {places} 人，不成为抽取；请增加备选专家",
    en="{pool} in the pool for {places} places is no draw; add experts to the pool",
)
def pool_is_larger_than_the_draw(c: Drawing) -> Broken | None:
    """There are more in the pool than are drawn."""
    return None if 0 < c.places < c.pool else broken(pool=c.pool, places=c.places)


@rule(
    "T71E",
    BIDDING("第三十七条", "相关专业的专家名单中确定"),
    zh="{names} 未登记为评标专家；请先登记专业、从业年限和职称",
    en="{names} are not on the list of experts; record field, years and title first",
)
def pool_is_of_experts(c: Drawing) -> Broken | None:
    """Who may be drawn is on the list of experts."""
    return broken(names="、".join(c.unlisted)) if c.unlisted else None


@rule(
    "T71W",
    HOUSE("第六十八条", "准备抽取的人员不得担任见证人", reading=Reading.BELIEVED),
    zh="准备抽取的人员不能同时见证；请由另一人说出见证词并抽取",
    en="who prepared the draw is not its witness; let somebody else say the word",
)
def draw_is_witnessed(c: Drawing) -> Broken | None:
    """Somebody else than who prepared it witnesses the draw."""
    return broken() if c.alone else None


@dataclass(frozen=True, slots=True)
class Marking:
    """A member enters or signs marks. ``unchecked`` names bidders."""

    today: date
    method: Method
    declared: bool
    interest: str
    unchecked: tuple[str, ...] = ()
    """Marked bids whose checklist is not complete and passed."""
    missing: int = 0
    """Marks that a sheet lacks when it is signed."""


@rule(
    "T31S",
    HOUSE("第六十八条", "委员在评分前应当书面声明", reading=Reading.BELIEVED),
    zh="您尚未声明与各投标人有无利害关系；请先声明再评分",
    en="you have not stated whether you have an interest in a bidder; state it before you score",
)
def interest_is_stated_first(c: Marking) -> Broken | None:
    """A member states his interests before he scores."""
    return None if c.declared else broken()


@both(
    "T31V",
    BIDDING_ORDINANCE("第四十六条", "与投标人有利害关系的，应当主动回避"),
    zh="您声明与投标人有利害关系（{interest}），应当回避；由采购人员更换委员",
    en="you declared an interest ({interest}) and stand aside; the buyer replaces you",
    binds=tendered,
)
def interested_member_stands_aside(c: Marking) -> Broken | None:
    """A member with an interest does not score."""
    return broken(interest=c.interest) if c.interest else None


@rule(
    "T33C",
    HOUSE("第七十条", "未经初步评审合格的投标不得评分", reading=Reading.BELIEVED),
    zh="{bidders} 的初步评审未完成或有不合格项；请先逐项评审，不合格的予以否决",
    en="the checklist of {bidders} is not complete or has a failed item; review it item by item "
    "first, and reject what fails",
)
def checklist_comes_before_marks(c: Marking) -> Broken | None:
    """A bid is scored after its checklist has passed."""
    return broken(bidders="、".join(c.unchecked)) if tendered(c) and c.unchecked else None


@both(
    "T32C",
    BIDDING("第四十四条", "对所提出的评审意见承担个人责任"),
    zh="评分表还缺 {missing} 项评分，不能签字；请对每份有效投标的每项因素评分",
    en="the sheet lacks {missing} marks; mark every valid bid by every criterion, then sign",
    binds=tendered,
)
def sheet_is_whole_when_signed(c: Marking) -> Broken | None:
    """A sheet that is signed has every mark."""
    return broken(missing=c.missing) if c.missing else None


@dataclass(frozen=True, slots=True)
class Adjusting:
    """A price is reviewed by a factor that the notice lists, or does not."""

    today: date
    method: Method
    factor: str
    listed: tuple[str, ...]


@both(
    "T75",
    BIDDING_ORDINANCE("第四十九条", "招标文件没有规定的评标标准和方法不得作为评标的依据"),
    zh="价格调整因素“{factor}”不在招标文件之列（{listed}）；请按招标文件评审",
    en="the factor '{factor}' is not in the documents ({listed}); review by what they say",
    binds=tendered,
)
def factor_stands_in_the_notice(c: Adjusting) -> Broken | None:
    """A price is adjusted only by a factor that the documents list."""
    known = "、".join(c.listed) or "无"
    return None if c.factor in c.listed else broken(factor=c.factor, listed=known)


def low(prices: Sequence[Decimal], price: Decimal, *, mean: int, following: int) -> bool:
    """Say whether *price* is abnormally low among *prices*, itself one of them.

    That is *mean* per cent or more below the mean of the others, or *following*
    per cent or more below the next.
    """
    others = sorted(prices)
    others.remove(price)
    if not others:
        return False
    middle = Fraction(sum(others, Decimal(0))) / len(others)
    return Fraction(price) * PERCENT <= middle * (PERCENT - mean) or price * PERCENT <= others[
        0
    ] * (PERCENT - following)


OPENING_RECORD = RuleSet(
    "opening record",
    (
        *every_bid_is_read_out,
        *price_is_read_as_it_was_bid,
        *seals_are_whole,
        two_people_keep_the_record,
    ),
    zh="开标记录不能保存",
)
PREPARING = RuleSet(
    "preparation of a draw", (pool_is_larger_than_the_draw, pool_is_of_experts), zh="不能准备抽取"
)
DRAW = RuleSet("draw", (draw_is_witnessed,), zh="不能抽取")
_STATED = (interest_is_stated_first, *interested_member_stands_aside)
REVIEW = RuleSet("review", _STATED, zh="不能评审")
MARKS = RuleSet("marks", (*_STATED, checklist_comes_before_marks), zh="不能评分")
SIGNED_SHEET = RuleSet(
    "signature of a sheet", (*MARKS.rules, *sheet_is_whole_when_signed), zh="不能签字"
)
ADJUSTMENT = RuleSet("price adjustment", factor_stands_in_the_notice, zh="不能调整价格")
