"""Signs of collusion among opened bids: each a finding with its evidence, never a verdict.

All of them warn: 第四十条 deems such bids collusive once the committee has found
that it is so. What 第三十四条 voids by itself (one head, owner and owned) is
denied by T33R, and does not stand here a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from equiplink.law import BIDDING_ORDINANCE, Broken, Severity, broken
from equiplink.rules import Facts, Rule, RuleSet
from equiplink.settings import Setting, Stricter
from equiplink.tender.collusion import (
    Bidder,
    Sign,
    authors,
    consecutive,
    contact,
    crossed,
    insiders,
    shared,
    sisters,
)
from equiplink.tender.patterns import Pattern, crowd, grain, parallel, steps
from equiplink.tender.rules import both, tendered
from equiplink.tender.states import Method

PER_MILLE = 1000
MINUTE = 60

ACCIDENT = Setting(
    "tender.accident",
    2,
    "‰",
    Stricter.HIGHER,
    "报价或时间的巧合概率不超过此数才作为串通线索",
    "prices or times are a sign when their chance as an accident is at most this",
)
SPREAD = Setting(
    "tender.price_spread",
    30,
    "‰",
    Stricter.HIGHER,
    "独立报价之间通常的差距（占价格的千分数）",
    "the share of a price within which independent bidders are expected to differ",
)
BOND_WINDOW = Setting(
    "tender.bond_window",
    960,
    "minutes",
    Stricter.HIGHER,
    "投标人各自缴纳保证金的时段（两个工作日）",
    "the time over which independent bidders pay their bonds: two working days",
)
BOND_GAP = Setting(
    "tender.bond_gap",
    1,
    "numbers",
    Stricter.HIGHER,
    "保证金凭证号相差不超过此数视为连号",
    "bonds whose numbers are at most this far apart are consecutive",
)


@dataclass(frozen=True, slots=True)
class Table:
    """All bids that were opened, side by side, with the numbers that the mine set."""

    today: date
    method: Method
    bidders: tuple[Bidder, ...]
    people: tuple[str, ...] = ()
    """Those who act for the buyer in this tender: committee and who asked for the goods."""
    accident: int = ACCIDENT.default
    spread: int = SPREAD.default
    bond_window: int = BOND_WINDOW.default
    bond_gap: int = BOND_GAP.default

    def of(self, pattern: Pattern | None, names: Sequence[str], said: str) -> list[Sign]:
        """Return *pattern* as a sign, when it is rare enough to be one."""
        if pattern is None or pattern.chance * PER_MILLE > self.accident:
            return []
        members = tuple(names[index] for index in pattern.members)
        return [Sign(members, f"{said}{pattern.step}; P≈{pattern.chance:.1g}")]


B = TypeVar("B", bound=Facts)


def sign(
    code: str, article: str, quote: str, *, zh: str, en: str
) -> Callable[[Callable[[B], Broken | None]], tuple[Rule[B], Rule[B]]]:
    """Make a detector a rule that warns, for tenders by law and elsewhere as policy."""
    return both(
        code,
        BIDDING_ORDINANCE(article, quote),
        zh=f"{zh}：{{signs}}。这是线索，不是结论；请评标委员会核实，属实的否决相关投标",
        en=f"{en}: {{signs}}. A sign and no verdict: let the committee look into it, and reject "
        "the bids if it is true",
        binds=tendered,
        severity=Severity.WARN,
    )


def _told(signs: Sequence[Sign]) -> Broken | None:
    return broken(signs="；".join(map(str, signs))) if signs else None


def _money(fen: int) -> str:
    return f"{fen / 100:.2f}"


@sign(
    "K01",
    "第四十条",
    "不同投标人的投标文件由同一单位或者个人编制",
    zh="投标文件的最后保存人相同",
    en="files were last saved by one person",
)
def files_have_their_own_authors(c: Table) -> Broken | None:
    """No two bids were written by one person."""
    return _told(shared(c.bidders, authors))


@sign(
    "K02",
    "第四十条",
    "不同投标人的投标文件由同一单位或者个人编制",
    zh="投标文件出自同一台电脑",
    en="files come from one computer",
)
def files_come_from_their_own_machines(c: Table) -> Broken | None:
    """No two bids were written on one computer."""
    return _told(shared(c.bidders, lambda b: [b.particulars.get("file_machine", "")]))


@sign(
    "K03",
    "第四十条",
    "不同投标人委托同一单位或者个人办理投标事宜",
    zh="投标由同一人办理",
    en="bids are handled by one agent",
)
def bidders_have_their_own_agents(c: Table) -> Broken | None:
    """No two bids are handled by one person."""
    return _told(shared(c.bidders, lambda b: [b.particulars.get("agent", "")]))


@sign(
    "K04",
    "第四十条",
    "不同投标人委托同一单位或者个人办理投标事宜",
    zh="投标人的联系方式相同",
    en="bidders are reached at one address",
)
def bidders_have_their_own_contacts(c: Table) -> Broken | None:
    """No two bidders are reached by one telephone or address."""
    return _told(shared(c.bidders, contact))


@sign(
    "K05",
    "第四十条",
    "不同投标人的投标文件载明的项目管理成员为同一人",
    zh="投标文件载明的项目管理成员相同",
    en="bids name the same project manager",
)
def bidders_have_their_own_managers(c: Table) -> Broken | None:
    """No two bids name one project manager."""
    return _told(shared(c.bidders, lambda b: b.particulars.get("managers", ())))


@sign(
    "K06",
    "第四十条",
    "不同投标人委托同一单位或者个人办理投标事宜",
    zh="一家投标人的经办人或项目管理成员与另一家的负责人、控制人同名",
    en="who acts for one bidder bears the name of the head of another",
)
def nobody_acts_for_two_bidders(c: Table) -> Broken | None:
    """Nobody acts for one bidder and leads another."""
    return _told(crossed(c.bidders))


@sign(
    "K07",
    "第四十条",
    "不同投标人的投标文件异常一致或者投标报价呈规律性差异",
    zh="投标文件的摘要相同",
    en="files have one hash",
)
def files_differ(c: Table) -> Broken | None:
    """No two bids have the same file."""
    return _told(shared(c.bidders, lambda b: [b.particulars.get("file_hash", "")]))


def _priced(c: Table, found: Pattern | None) -> tuple[list[str], str]:
    members = found.members if found else ()
    said = ", ".join(_money(c.bidders[index].total) for index in members)
    return [bidder.name for bidder in c.bidders], f"{said} "


@sign(
    "K08",
    "第四十条",
    "不同投标人的投标文件异常一致或者投标报价呈规律性差异",
    zh="投标总价异常接近",
    en="total prices crowd together",
)
def prices_do_not_crowd(c: Table) -> Broken | None:
    """Total prices do not lie closer together than independent ones do."""
    totals = [bidder.total for bidder in c.bidders]
    room = sum(totals) * c.spread // (len(totals) * PER_MILLE) if totals else 0
    found = crowd(totals, room, grain(totals))
    return _told(c.of(found, *_priced(c, found)))


@sign(
    "K09",
    "第四十条",
    "不同投标人的投标文件异常一致或者投标报价呈规律性差异",
    zh="投标总价呈等差或等比",
    en="total prices stand in regular steps",
)
def prices_do_not_step(c: Table) -> Broken | None:
    """Total prices do not stand in equal differences or ratios."""
    found = steps([bidder.total for bidder in c.bidders])
    return _told(c.of(found, *_priced(c, found)))


@sign(
    "K10",
    "第四十条",
    "不同投标人的投标文件异常一致或者投标报价呈规律性差异",
    zh="两家逐行报价呈固定比例或固定差额",
    en="prices differ line by line by one ratio or one amount",
)
def line_prices_are_independent(c: Table) -> Broken | None:
    """No bid is another one times a ratio, or plus an amount, line by line."""
    found = parallel([bidder.prices for bidder in c.bidders], c.spread / PER_MILLE)
    return _told(c.of(found, [bidder.name for bidder in c.bidders], ""))


@sign(
    "K11",
    "第四十条",
    "不同投标人的投标保证金从同一单位或者个人的账户转出",
    zh="投标保证金从同一账户转出",
    en="bid bonds were paid from one account",
)
def bonds_come_from_their_own_accounts(c: Table) -> Broken | None:
    """No two bid bonds are paid from one account."""
    return _told(shared(c.bidders, lambda b: [b.particulars.get("bond_account", "")]))


@sign(
    "K12",
    "第四十条",
    "不同投标人委托同一单位或者个人办理投标事宜",
    zh="投标保证金凭证号相同或相连",
    en="bid bonds bear consecutive numbers",
)
def bonds_are_not_consecutive(c: Table) -> Broken | None:
    """No two bid bonds bear consecutive numbers."""
    return _told(consecutive(c.bidders, c.bond_gap))


@sign(
    "K13",
    "第四十条",
    "不同投标人委托同一单位或者个人办理投标事宜",
    zh="投标保证金缴纳时间异常接近",
    en="bid bonds were paid at nearly one moment",
)
def bonds_were_paid_apart(c: Table) -> Broken | None:
    """No two bid bonds are paid closer together than independent ones are."""
    paid = [
        (bidder.name, at.isoformat(" ", "seconds"), int(at.timestamp()))
        for bidder in c.bidders
        if (at := bidder.particulars.get("bond_paid_at"))
    ]
    # Pairs only: that many pay on the last day makes every larger group look agreed.
    found = crowd([when for _, _, when in paid], c.bond_window * MINUTE, 1, most=2)
    times = ", ".join(paid[index][1] for index in found.members) if found else ""
    return _told(c.of(found, [name for name, _, _ in paid], times))


@sign(
    "K14",
    "第三十九条",
    "属于同一集团、协会、商会等组织成员的投标人按照该组织要求协同投标",
    zh="投标人受同一人控制或属同一上级单位",
    en="bidders are under one controller or one parent",
)
def bidders_are_not_sisters(c: Table) -> Broken | None:
    """No two bidders belong to one group."""
    return _told(sisters(c.bidders))


@sign(
    "K15",
    "第三十四条",
    "与招标人存在利害关系可能影响招标公正性的法人、其他组织或者个人",
    zh="投标人一方人员与采购方人员同名",
    en="somebody of the bidder bears the name of one of the buyer's people",
)
def bidders_are_strangers_to_the_buyer(c: Table) -> Broken | None:
    """No bidder's people are those of the buyer."""
    return _told(insiders(c.bidders, c.people))


SIGNS = RuleSet(
    "signs of collusion",
    (
        *files_have_their_own_authors,
        *files_come_from_their_own_machines,
        *bidders_have_their_own_agents,
        *bidders_have_their_own_contacts,
        *bidders_have_their_own_managers,
        *nobody_acts_for_two_bidders,
        *files_differ,
        *prices_do_not_crowd,
        *prices_do_not_step,
        *line_prices_are_independent,
        *bonds_come_from_their_own_accounts,
        *bonds_are_not_consecutive,
        *bonds_were_paid_apart,
        *bidders_are_not_sisters,
        *bidders_are_strangers_to_the_buyer,
    ),
    zh="串通投标线索",
)
