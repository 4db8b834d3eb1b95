"""The papers: all there, in date, of these goods, and none that says they failed."""

from __future__ import annotations

from collections.abc import Iterable

from equiplink.acceptance.seen import Document, Goods, same
from equiplink.catalogue.standards import current
from equiplink.catalogue.states import Paper
from equiplink.law import HOUSE, MAJOR_HAZARDS, PRODUCT_QUALITY, Broken, Reading, Severity, broken
from equiplink.rules import Rule, rule
from equiplink.words import Both, joined


@rule(
    "L13",
    PRODUCT_QUALITY("第二十七条", "有产品质量检验合格证明"),
    zh="没有产品质量检验合格证；请供应商补交，否则拒收",
    en="there is no certificate of quality inspection; get it from the supplier or reject",
)
def has_a_product_certificate(c: Goods) -> Broken | None:
    """The goods have a certificate of quality inspection."""
    paper = c.papers.get(Paper.PRODUCT_CERTIFICATE)
    return broken() if paper is None or not paper.number.strip() else None


@rule(
    "G13",
    HOUSE("第十四条", "随货文件应当齐全并有编号"),
    zh="缺少应随货的文件：{papers}；请供应商补交，否则拒收",
    en="papers that must come with the goods are missing: {papers}; get them or reject",
)
def papers_are_there(c: Goods) -> Broken | None:
    """Every paper that the class or the plan asks for is there and has a number."""
    lacking = sorted(paper for paper in c.required if not _numbered(c.papers.get(paper)))
    return broken(papers=joined(lacking)) if lacking else None


def _numbered(paper: Document | None) -> bool:
    return paper is not None and bool(paper.number.strip())


@rule(
    "G13D",
    HOUSE("第十四条", "过期或者应写而未写有效期的，不得作为验收依据"),
    zh="文件已过期或未写有效期：{papers}；请供应商换交有效文件，否则拒收",
    en="papers are out of date or do not say until when they hold: {papers}; "
    "get valid ones or reject",
)
def papers_are_in_date(c: Goods) -> Broken | None:
    """No paper is out of date, and a certificate says until when it holds.

    A safety mark of one batch has no such date, so its date is held against the
    register instead.
    """
    return _named(
        (paper, f"{seen.valid_until or '—'}")
        for paper, seen in c.papers.items()
        if (paper is Paper.EX_CERTIFICATE and seen.valid_until is None)
        or (seen.valid_until is not None and seen.valid_until < c.today)
    )


@rule(
    "G13M",
    HOUSE("第十五条", "随货文件所载型号和生产厂家应当与铭牌一致"),
    zh="文件所载型号或厂家与铭牌不一致：{papers}；请拒收退回",
    en="model or maker on these papers is not that of the nameplate: {papers}; "
    "reject and send back",
)
def papers_are_of_these_goods(c: Goods) -> Broken | None:
    """Every paper names the model and maker of the nameplate; a manual may leave them out."""
    return _named(
        (paper, f"{seen.model or '—'}/{seen.maker or '—'}")
        for paper, seen in c.papers.items()
        if not (same(seen.model, c.plate.model) and same(seen.maker, c.plate.maker))
        and paper is not Paper.SAFETY_MARK
        and not (paper is Paper.MANUAL and not seen.model and not seen.maker)
    )


@rule(
    "G13F",
    HOUSE("第十六条", "出厂检验报告应当注明合格"),
    zh="出厂检验报告未注明合格；请拒收退回",
    en="the factory's report does not say that the goods passed; reject and send back",
)
def factory_report_passed(c: Goods) -> Broken | None:
    """A factory report says that the goods passed."""
    report = c.papers.get(Paper.FACTORY_REPORT)
    return broken() if report is not None and report.passed is not True else None


@rule(
    "G09A",
    MAJOR_HAZARDS("第十八条（八）", "输送带入井前未经过第三方阻燃和抗静电性能试验"),
    zh="没有独立第三方出具的合格阻燃、抗静电试验报告（出具方：{issuer}）；请送检，不合格的拒收",
    en="no passed flame and static test by an independent third party (issuer: {issuer}); "
    "have it tested, reject what fails",
)
def third_party_test_passed(c: Goods) -> Broken | None:
    """What needs a third party's test has one that passed and is not the maker's own."""
    report = c.papers.get(Paper.THIRD_PARTY_TEST)
    if report is None:
        return broken(issuer=None) if Paper.THIRD_PARTY_TEST in c.required else None
    if report.passed is True and report.issuer and not same(report.issuer, c.plate.maker):
        return None
    return broken(issuer=report.issuer or None)


@rule(
    "P10",
    HOUSE("第一百七十九条", "执行标准已废止的，应当核对", reading=Reading.BELIEVED),
    severity=Severity.WARN,
    zh="文件所写执行标准已经废止：{papers}；请核对产品是否符合现行标准，必要时要求供应商换交文件",
    en="the standard that these papers name is withdrawn: {papers}; check whether the goods meet "
    "the one in force, ask the supplier for new papers where they do not",
)
def standard_is_in_force(c: Goods) -> Broken | None:
    """No paper names an edition of a standard that a newer one has replaced."""
    return _named(
        (paper, f"{seen.standard} → {newer.name}")
        for paper, seen in c.papers.items()
        if (newer := current(seen.standard, c.today)) is not None
    )


def _named(found: Iterable[tuple[Paper, str]]) -> Broken | None:
    texts = [Both(f"{paper} ({what})", f"{paper.zh}（{what}）") for paper, what in sorted(found)]
    return broken(papers=joined(texts)) if texts else None


PAPERS: tuple[Rule[Goods], ...] = (
    has_a_product_certificate,
    papers_are_there,
    papers_are_in_date,
    papers_are_of_these_goods,
    factory_report_passed,
    third_party_test_passed,
    standard_is_in_force,
)
