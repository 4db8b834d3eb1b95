"""Papers beside the safety mark: whether the issuer's answer lets goods pass."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equiplink.catalogue.naming import names, plain
from equiplink.catalogue.states import MarkStatus, Paper
from equiplink.law import HOUSE, Broken, Reading, Severity, broken
from equiplink.rules import RuleSet, rule
from equiplink.settings import Setting, Stricter

CHECK_DAYS = Setting(
    "catalogue.check_days", 90, "天", Stricter.LOWER,
    zh="安标、证书状态查询后再次查询的天数",
    en="days after which the status of a mark or certificate is to be queried again",
)  # fmt: skip
OF_PRODUCTION = frozenset({Paper.EX_CERTIFICATE, Paper.PRODUCT_CERTIFICATE})
"""Papers that have to be in date when the thing was made; the others today."""

NOT_ON_RECORD = HOUSE("第一百条", "录入查询结果，不得以复印件代替查询", reading=Reading.BELIEVED)
STANDING = HOUSE("第一百条", "只有状态有效并在有效期内的方可采用", reading=Reading.BELIEVED)
REACH = HOUSE("第一百条", "所载生产单位、型号和范围应当包括实物", reading=Reading.BELIEVED)


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A paper as the goods show it and as its issuer's answer stands on record.

    ``model`` and ``maker`` are those of the goods.
    ``day`` is the one on which it has to be in date. Without ``known`` nothing else counts.
    """

    today: date
    kind: Paper
    number: str
    known: bool
    day: date
    status: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    models: tuple[str, ...] = ()
    certified_maker: str = ""
    model: str = ""
    maker: str = ""
    checked_on: date | None = None
    check_days: int = CHECK_DAYS.default

    def told(self, **more: object) -> Broken:
        """Return what is broken, with the paper that it is about."""
        return broken(paper=self.kind, number=self.number, **more)


@rule(
    "CT1",
    NOT_ON_RECORD,
    zh="{paper} {number} 没有向发证单位查询的记录，请查询并录入结果",
    en="no answer of its issuer about {paper} {number} is on record; ask and enter it",
    severity=Severity.WARN,
)
def paper_is_on_record(c: PaperFacts) -> Broken | None:
    """What the issuer says of the paper is on record."""
    return None if c.known else c.told()


@rule(
    "CT2",
    STANDING,
    zh="{paper} {number} 的状态为“{status}”，只有“有效”的方可采用，请停用并重新查询",
    en="{paper} {number} is '{status}' with its issuer; only 有效 passes: stop and ask again",
)
def paper_is_valid(c: PaperFacts) -> Broken | None:
    """The issuer shows the paper as 有效."""
    if not c.known or c.status == MarkStatus.VALID:
        return None
    return c.told(status=c.status)


@rule(
    "CT3",
    STANDING,
    zh="{paper} {number} 的有效期为 {since} 至 {until}，{day} 不在期内，请提供有效文件",
    en="{paper} {number} is valid from {since} to {until}, which leaves out {day}; get one in date",
)
def paper_is_in_date(c: PaperFacts) -> Broken | None:
    """The paper is in date on the day that counts; both its days count."""
    early = c.valid_from is not None and c.day < c.valid_from
    late = c.valid_until is not None and c.valid_until < c.day
    if not c.known or not (early or late):
        return None
    return c.told(since=c.valid_from, until=c.valid_until, day=c.day)


@rule(
    "CT4",
    REACH,
    zh="{paper} {number} 属于 {certified} 的 {models}，实物为 {maker} 的 {model}，"
    "两者不符，请核对或退货",
    en="{paper} {number} covers {models} by {certified}, the goods are {model} by {maker}; check "
    "them or send them back",
)
def paper_covers_the_goods(c: PaperFacts) -> Broken | None:
    """The paper covers this model of this maker."""
    if not c.known:
        return None
    if plain(c.certified_maker) == plain(c.maker) and names(c.models, (), of=c.model, text=""):
        return None
    return c.told(
        certified=c.certified_maker or None, models="、".join(c.models) or None,
        maker=c.maker or None, model=c.model or None,
    )  # fmt: skip


@rule(
    "CT5",
    HOUSE("第一百零一条", "超过规定天数的重新查询", reading=Reading.BELIEVED),
    zh="{paper} {number} 查询于 {checked}，已超过 {days} 天，请重新查询并录入结果",
    en="the issuer was asked about {paper} {number} on {checked}, more than {days} days ago; ask "
    "again and enter the answer",
    severity=Severity.WARN,
)
def paper_was_checked_lately(c: PaperFacts) -> Broken | None:
    """The issuer was asked about the paper lately; a mine may make this refuse."""
    fresh = c.checked_on is not None and (c.today - c.checked_on).days <= c.check_days
    return None if not c.known or fresh else c.told(checked=c.checked_on, days=c.check_days)


PAPER = RuleSet(
    "papers with their issuers",
    (
        paper_is_on_record,
        paper_is_valid,
        paper_is_in_date,
        paper_covers_the_goods,
        paper_was_checked_lately,
    ),
    zh="证书和报告",
)
"""Judged for a paper that goods come with."""

PAPER_STATUS = RuleSet(
    "status of papers with their issuers",
    (paper_is_valid, paper_is_in_date, paper_was_checked_lately),
    zh="证书状态",
)
"""Judged again and again for what was accepted: its paper may have been revoked since."""
