"""Where a rule comes from, and what is said when it is broken.

A source names statute, edition, article and a short quote, so that anybody can
hold a rule against the text. How far the text was read is part of the source:
an article that was only believed never passes for one that was read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from equiplink.words import Both, Word

LONGEST_QUOTE = 40


class Basis(StrEnum):
    """What stands behind a rule: law and house policy are told apart on every finding."""

    LAW = "law"
    STANDARD = "standard"
    CAMPAIGN = "campaign"
    COMPANY = "company"


class Reading(StrEnum):
    """How the cited text is known.

    ``READ``: the article's own text was read. ``SEEN``: read on a secondary
    page. ``BELIEVED``: general knowledge only; a mine may set the severity of
    such a rule itself, because nobody here can prove it.
    """

    READ = "read"
    SEEN = "seen"
    BELIEVED = "believed"


class Severity(StrEnum):
    """``DENY`` refuses the act; ``WARN`` lets it pass and is recorded."""

    DENY = "deny"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Source:
    """One cited clause. ``quote`` is verbatim and shorter than 40 characters.

    ``since`` is the day on which the edition came into force, None when nobody could say.
    """

    statute: str
    edition: str
    article: str
    quote: str
    basis: Basis = Basis.LAW
    reading: Reading = Reading.READ
    since: date | None = None

    def __post_init__(self) -> None:
        if not (self.statute and self.edition and self.article and self.quote):
            raise TypeError("a source names statute, edition, article and quote")
        if len(self.quote) >= LONGEST_QUOTE:
            raise TypeError(f"a quote stays under {LONGEST_QUOTE} characters: {self.quote}")

    def __str__(self) -> str:
        return f"《{self.statute}》({self.edition}) {self.article}「{self.quote}」"


@dataclass(frozen=True, slots=True)
class Statute:
    """A text that rules cite; calling it with article and quote gives a ``Source``."""

    title: str
    edition: str
    basis: Basis = Basis.LAW
    reading: Reading = Reading.READ
    since: date | None = None
    """The day on which the edition came into force; its rules judge no act of an older day."""

    def __call__(self, article: str, quote: str, *, reading: Reading | None = None) -> Source:
        known = reading or self.reading
        return Source(self.title, self.edition, article, quote, self.basis, known, self.since)


Param: TypeAlias = str | int | None
"""What a finding may carry: plain text or a whole number, so that it prints the same next year."""


@dataclass(frozen=True, slots=True)
class Broken:
    """What a rule answers when it does not hold: the numbers its sentence needs."""

    params: Mapping[str, Param] = field(default_factory=dict)


def broken(**params: object) -> Broken:
    """Say that the rule is broken; dates, decimals and enums become text.

    What has a Chinese of its own is kept in both languages, the Chinese under ``name_zh``.
    """
    told = {name: _plain(value) for name, value in params.items()}
    words = {f"{name}_zh": v.zh for name, v in params.items() if isinstance(v, Word | Both)}
    return Broken({**told, **words})


def _plain(value: object) -> Param:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    if isinstance(value, Decimal):
        return plain(value)
    return str(value)


def plain(value: Decimal) -> str:
    """Return a number as people write it: ``2``, not ``2.000``."""
    return f"{value.normalize():f}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken rule in one judgement. Stored as code and params, never as a sentence."""

    code: str
    severity: Severity
    params: Mapping[str, Param] = field(default_factory=dict)

    @property
    def denies(self) -> bool:
        return self.severity is Severity.DENY


EVER = date.min
"""``since`` of a rule that the chain itself needs, whatever the law of the day says."""

UNDATED = "版本未核"
"""The edition could not be had; no date is made up for it."""

UNNUMBERED = "条号未核"
"""The number of the article could not be had; none is made up for it."""

# The texts. Editions are the date on which the text in force was adopted.
MINE_SAFETY_ORDINANCE = Statute("煤矿安全生产条例", "2024-01-24", since=date(2024, 5, 1))
WORK_SAFETY = Statute("安全生产法", "2021-06-10")
BIDDING = Statute("招标投标法", "2017-12-27")
BIDDING_ORDINANCE = Statute("招标投标法实施条例", "2019-03-02")
PROCUREMENT = Statute("政府采购法", "2014-08-31", basis=Basis.COMPANY)
"""Does not bind a coal enterprise; cited as the written model for buying without a tender."""
PRODUCT_QUALITY = Statute("产品质量法", "2018-12-29")
CIVIL_CODE = Statute("民法典", "2020-05-28")
MINE_SAFETY = Statute("矿山安全法", "2009-08-27")
EXPLOSIVES = Statute("民用爆炸物品安全管理条例", "2014-07-29")
SPECIAL_EQUIPMENT = Statute("特种设备安全法", "2013-06-29")

MAJOR_HAZARDS = Statute(
    "煤矿重大事故隐患判定标准", "2020-11-20", reading=Reading.SEEN, since=date(2021, 1, 1)
)
MANDATORY_TENDER = Statute("必须招标的工程项目规定", "2018", reading=Reading.SEEN)
INFRASTRUCTURE = Statute("发改法规规〔2018〕843号", "2018", reading=Reading.BELIEVED)
"""The list of 大型基础设施 that must be tendered whoever pays; its text could not be had."""
DISHONESTY_LIST = Statute(
    "安全生产严重失信主体名单管理办法", "2023-08-08", reading=Reading.SEEN, since=date(2023, 10, 1)
)
MARKET_DISHONESTY = Statute(
    "市场监督管理严重违法失信名单管理办法", "2021", reading=Reading.BELIEVED, since=date(2021, 9, 1)
)
SAFETY_MARK_RULES = Statute("煤矿矿用产品安全标志管理暂行办法", UNDATED, reading=Reading.SEEN)
MARK_EXPLAINED = Statute(
    "矿用产品安全标志证书说明", "2022-02", basis=Basis.STANDARD, reading=Reading.SEEN
)
MARK_CERTIFICATES = Statute(
    "矿用产品安全标志证书管理细则", UNDATED, basis=Basis.STANDARD, reading=Reading.SEEN
)
MARK_ISSUE = Statute(
    "矿用产品安全标志证书发放与标识管理细则",
    UNDATED,
    basis=Basis.STANDARD,
    reading=Reading.SEEN,
)
MARK_LABELS = Statute("安全标志标识识别", UNDATED, basis=Basis.STANDARD, reading=Reading.SEEN)
COAL_MINE_CODE = Statute("煤矿安全规程", "2022", reading=Reading.BELIEVED, since=date(2022, 4, 1))
"""The 2025 edition is in force since 2026-02-01; its article numbers could not be had."""
BANNED_FIRST = Statute(
    "禁止井工煤矿使用的设备及工艺目录（第一批）", "2006-07-20", reading=Reading.SEEN
)
BANNED_SECOND = Statute("禁止井工煤矿使用的设备及工艺目录（第二批）", UNDATED, reading=Reading.SEEN)
BID_GOODS = Statute("工程建设项目货物招标投标办法", "2013", reading=Reading.BELIEVED)
STATE_BUYING = Statute(
    "国资发改革规〔2024〕53号",
    "2024-07-18",
    basis=Basis.COMPANY,
    reading=Reading.SEEN,
    since=date(2024, 7, 18),
)
"""Names the ways in which central state enterprises buy without a tender; a model for others."""
INTERNAL_CONTROL = Statute(
    "企业内部控制应用指引第7号——采购业务",
    "2010-04-15",
    basis=Basis.COMPANY,
    reading=Reading.SEEN,
)
"""Binds listed companies; others are encouraged to follow it."""
RESCUER_DRAFT = Statute(
    "煤矿自救器管理办法（征求意见稿）", "2023-11-22", basis=Basis.COMPANY, reading=Reading.SEEN
)
"""A provincial draft that was published for comment: it binds nobody yet."""

CREDIT_CODE = Statute("GB 32100", "2015", basis=Basis.STANDARD, reading=Reading.SEEN)
ORGANISATION_CODE = Statute("GB 11714", "1997", basis=Basis.STANDARD, reading=Reading.SEEN)
EX_GENERAL = Statute("GB/T 3836.1", UNDATED, basis=Basis.STANDARD, reading=Reading.SEEN)
SELF_RESCUER = Statute("GB 24502", "2023", basis=Basis.STANDARD, reading=Reading.SEEN)

CAMPAIGN = Statute(
    "阳应急发〔2024〕280号", "2024-10-28", basis=Basis.CAMPAIGN, since=date(2024, 10, 28)
)
REMEDY_SUPERVISION = Statute(
    "关于建立煤矿重大事故隐患治理督办制度的通知", "2019", reading=Reading.SEEN
)
FIVE_FULFILMENTS = Statute("隐患治理五落实", UNDATED, basis=Basis.COMPANY, reading=Reading.BELIEVED)
SHANXI_SPECIAL = Statute("山西省加强煤矿安全生产工作的特别规定", UNDATED, reading=Reading.SEEN)
STOP_USE_ORDER = Statute("山东煤监局办公室关于四种产品的通知", "2021", reading=Reading.SEEN)
HOUSE = Statute(
    "煤矿企业物资管理制度（样例）", "2026-11-25", basis=Basis.COMPANY, reading=Reading.SEEN
)
"""The project's own sample, ``docs/house-rules.md``; a mine replaces it by its own rules.

The edition is the day on which the sample was written. ``SEEN`` means that its
content was seen in public in-house rules, ``BELIEVED`` that the project drew it up.
"""
