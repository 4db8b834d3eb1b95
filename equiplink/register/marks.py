"""Safety marks and papers of what is in service: to be asked for again (M08, CT5), or ending."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import func, or_, select, union

from equiplink.catalogue.models import SafetyMark
from equiplink.catalogue.paper_models import ProductPaper, Renewal
from equiplink.catalogue.paper_rules import CHECK_DAYS, OF_PRODUCTION
from equiplink.catalogue.papers import numbers
from equiplink.contract.models import Contract, ContractLine
from equiplink.contract.states import ContractState
from equiplink.due import Due
from equiplink.mine.states import Role
from equiplink.register.models import Item
from equiplink.register.states import SERVING
from equiplink.work import Work

SOON = timedelta(days=30)
"""How long before its day a query or an end is listed."""


def due(work: Work) -> Iterator[Due]:
    """List the marks and papers that are to be queried, or run out, within a month."""
    yield from _marks_to_query(work)
    yield from _marks_ending(work)
    yield from _papers(work)


def _marks_to_query(work: Work) -> Iterator[Due]:
    """List each mark that something in service carries."""
    carried = select(Item.mark_number).where(
        Item.mine_id == work.mine_id, Item.state.in_(SERVING), Item.mark_number != ""
    )
    query = select(SafetyMark).where(SafetyMark.number.in_(carried)).order_by(SafetyMark.number)
    days = timedelta(days=work.setting(CHECK_DAYS))
    query = query.where(SafetyMark.checked_on <= work.today + SOON - days)
    for mark in work.session.scalars(query):
        yield Due(
            code="M08",
            on=mark.checked_on + days,
            subject="safety_mark",
            subject_id=mark.id,
            number=mark.number,
            role=Role.SAFETY_OFFICER,
            zh=f"重新查询安标 {mark.number}（{mark.holder} {mark.model}）的状态并录入",
            en=f"ask for the status of safety mark {mark.number} ({mark.model}) again, enter it",
        )


def _marks_ending(work: Work) -> Iterator[Due]:
    """List each mark whose end counts: of what is still to come, and of what has no day of making.

    A renewal that all have signed puts the end off (M11).
    """
    renewed = (
        select(func.max(Renewal.until))
        .where(Renewal.mine_id == work.mine_id, Renewal.signed_at.is_not(None))
        .where(Renewal.mark_number == SafetyMark.number)
        .scalar_subquery()
    )
    undated = select(Item.mark_number).where(
        Item.mine_id == work.mine_id, Item.state.in_(SERVING), Item.made_on.is_(None)
    )
    coming = (
        select(ContractLine.mark_number)
        .join(
            Contract,
            (Contract.mine_id == ContractLine.mine_id) & (Contract.id == ContractLine.contract_id),
        )
        .where(ContractLine.mine_id == work.mine_id, Contract.state == ContractState.SIGNED)
        .where(ContractLine.received < ContractLine.quantity - ContractLine.cancelled)
    )
    last = work.today + SOON
    query = (
        select(SafetyMark, renewed)
        .where(SafetyMark.number.in_(union(undated, coming)), SafetyMark.valid_until <= last)
        .where(or_(renewed.is_(None), renewed <= last))
        .order_by(SafetyMark.number)
    )
    for mark, until in work.session.execute(query):
        on = max(filter(None, (mark.valid_until, until)))
        yield Due(
            code="M07",
            on=on,
            subject="safety_mark",
            subject_id=mark.id,
            number=mark.number,
            role=Role.SAFETY_OFFICER,
            zh=f"安标 {mark.number}（{mark.holder} {mark.model}）{on} 到期，录入新证或者办理延续",
            en=f"safety mark {mark.number} ({mark.model}) ends on {on}; enter its successor or "
            "have it renewed",
        )


def _papers(work: Work) -> Iterator[Due]:
    """List each paper that something in service came with, in two statements at most."""
    days, last = timedelta(days=work.setting(CHECK_DAYS)), work.today + SOON
    near = (
        select(ProductPaper)
        .where(or_(ProductPaper.checked_on <= last - days, ProductPaper.valid_until <= last))
        .order_by(ProductPaper.number, ProductPaper.id)
    )
    found = work.session.scalars(near).all()
    held = _held(work) if found else {}
    for paper in found:
        undated = held.get((paper.kind, paper.number))
        if undated is None:
            continue
        if paper.checked_on <= last - days:
            yield _paper(
                paper,
                "CT5",
                paper.checked_on + days,
                "重新查询状态并录入",
                "ask for its status again",
            )
        counts = undated or paper.kind not in OF_PRODUCTION
        if counts and paper.valid_until is not None and paper.valid_until <= last:
            yield _paper(
                paper,
                "CT3",
                paper.valid_until,
                "有效期届满，换新证并录入",
                "it ends; enter its successor",
            )


def _held(work: Work) -> dict[tuple[str, str], bool]:
    """Return the papers of what is in service, and whether any of it has no day of making."""
    query = select(Item.papers, Item.made_on.is_(None)).distinct()
    query = query.where(Item.mine_id == work.mine_id, Item.state.in_(SERVING))
    held: dict[tuple[str, str], bool] = {}
    for papers, undated in work.session.execute(query):
        for key in numbers(papers).items():
            held[key] = held.get(key, False) or undated
    return held


def _paper(paper: ProductPaper, code: str, on: date, zh: str, en: str) -> Due:
    return Due(
        code=code,
        on=on,
        subject="product_paper",
        subject_id=paper.id,
        number=paper.number,
        role=Role.SAFETY_OFFICER,
        zh=f"{paper.kind.zh} {paper.number}（{paper.maker} {paper.product}）：{zh}",
        en=f"{paper.kind} {paper.number} of {paper.issuer}: {en}",
    )
