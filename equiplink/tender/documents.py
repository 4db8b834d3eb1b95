"""Read the text of a tender's documents for what keeps bidders out (T07)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files

from sqlalchemy import select

from equiplink.catalogue.models import Product
from equiplink.law import Finding
from equiplink.supplier.models import Supplier
from equiplink.tender import lint, queries
from equiplink.tender.models import Lot, Tender
from equiplink.tender.states import Method
from equiplink.tender.wording_rules import WORDING, Worded
from equiplink.work import Work

_LINES = files("equiplink.tender").joinpath("brands.txt").read_text("utf-8").splitlines()
BRANDS = tuple(line for line in _LINES if line and not line.startswith("#"))
"""Names that are no more than brands; makers and suppliers are known from the registers."""
SHORTEST_NAME = 4
"""A maker's name of fewer characters may be an ordinary word."""


def judge(
    work: Work, tender: Tender, texts: Mapping[str, str], *, statutory: bool
) -> tuple[Finding, ...]:
    """Return what the rules say of *texts*, by where they stand.

    Who buys directly names his supplier: there is nobody to keep out.
    """
    said = {where: text for where, text in texts.items() if text.strip()}
    if not said or tender.method is Method.DIRECT:
        return ()
    facts = Worded(
        today=work.today,
        method=tender.method,
        statutory=statutory,
        named=lint.named(said, [*BRANDS, *_known(work)]),
        designated=lint.designated(said),
        owners=lint.owners(said),
        local=lint.local(said),
    )
    return WORDING.judge(facts, work.policy)


def texts(tender: Tender, lots: Sequence[Lot], behind: Sequence[queries.Source]) -> dict[str, str]:
    """Return everything that the documents say in words of their own, by where it stands."""
    return {
        "项目名称": tender.title,
        "招标文件": tender.requirements,
        "资格条件": "\n".join(tender.qualifications),
        "评审因素": "\n".join(
            [*tender.review_factors, *(each["name"] for each in tender.criteria)]
        ),
        **{f"{lot.no} 标段名称": lot.title for lot in lots},
        **{f"计划第 {each.need.no} 行备注": each.need.remark for each in behind},
    }


def _known(work: Work) -> list[str]:
    makers = work.session.scalars(select(Product.maker).distinct())
    names = work.session.scalars(select(Supplier.name).filter_by(mine_id=work.mine_id))
    return sorted(name for name in {*makers, *names} if len(name) >= SHORTEST_NAME)
