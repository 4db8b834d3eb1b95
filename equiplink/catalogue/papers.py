"""Enter what issuers say of papers, list controlled parts, and read special conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from equiplink.catalogue.models import DeviceClass, Product
from equiplink.catalogue.naming import plain, same_model
from equiplink.catalogue.paper_models import Acknowledgement, ControlledPart, ProductPaper
from equiplink.catalogue.paper_rules import (
    CHECK_DAYS,
    OF_PRODUCTION,
    PAPER,
    PAPER_STATUS,
    PaperFacts,
)
from equiplink.catalogue.part_rules import REPLACEMENT, Listed, PartFacts
from equiplink.catalogue.states import MarkStatus, Paper
from equiplink.db import one_of, utc
from equiplink.errors import Unreadable, said
from equiplink.law import Finding
from equiplink.mine.states import Role
from equiplink.work import Work

MAY_ASK = (
    Role.ADMINISTRATOR, Role.BUYER, Role.ACCEPTOR, Role.EX_INSPECTOR, Role.SAFETY_OFFICER,
)  # fmt: skip
"""Who may enter what an issuer says."""
UNASKED = frozenset({Paper.SAFETY_MARK, Paper.MANUAL})
"""Papers whose issuer is asked elsewhere, or not at all."""


def looked(
    work: Work, checked_at: datetime | None, checked_on: date | None, before: date | None
) -> tuple[date, datetime | None]:
    """Return day and moment of a query; the moment is None when only the day was given.

    Raises ``Unreadable`` for one that lies ahead, or before the one on record.
    """
    moment = utc(checked_at) if checked_at else (work.now if checked_on is None else None)
    day = work.day_of(moment) if moment else checked_on or work.today
    if day > work.today or (moment is not None and moment > work.now) or day < (before or day):
        raise Unreadable(
            f"checked_on {day} is not between {before or day}, the stored view, and today; "
            "query again",
            zh=f"查询日期 {day} 应在已存查询 {before or day} 与今天之间，请重新查询",
            field="checked_at" if checked_at else "checked_on",
        )
    return day, moment


def set_paper(
    work: Work,
    *,
    kind: str,
    number: str,
    issuer: str,
    holder: str,
    maker: str,
    product: str,
    models: Sequence[str],
    covers: str = "",
    status: str = "有效",
    valid_from: date | None = None,
    valid_until: date | None = None,
    conditions: str = "",
    checked_on: date | None = None,
    checked_at: datetime | None = None,
    synthetic: bool = False,
    source: str,
) -> ProductPaper:
    """Store what its issuer shows of a paper, in place of an older view.

    *kind* is a word of ``Paper`` but not the safety mark, which ``set_mark`` stores.
    *models* are covered exactly, with a trailing ``*`` as a series; *conditions*
    are those of a number that ends in X. Instruments are calibrated by
    ``acceptance.instruments``.
    """
    work.allow(*MAY_ASK)
    wanted, code = one_of(Paper, kind, field="kind"), said(number, "证书编号", field="number")
    _fits(wanted, models)
    _ordered(valid_from, valid_until)
    known = work.first(ProductPaper, kind=wanted, issuer=issuer, number=code.strip())
    paper = known or ProductPaper(kind=wanted, issuer=issuer, number=code.strip())
    was, before = paper.status, paper.checked_on
    paper.checked_on, paper.checked_at = looked(work, checked_at, checked_on, before)
    paper.checked_by = work.actor.name
    paper.holder, paper.maker, paper.product = holder, maker, product
    paper.models, paper.covers = list(models), covers
    paper.status = one_of(MarkStatus, status, field="status")
    paper.valid_from, paper.valid_until = valid_from, valid_until
    paper.conditions, paper.synthetic, paper.source = conditions.strip(), synthetic, source
    work.record(
        paper, "set_paper", kind=kind, number=paper.number, issuer=issuer, was=was,
        status=status, holder=holder, maker=maker, models=paper.models,
        valid_from=valid_from, valid_until=valid_until, conditions=paper.conditions,
        checked_on=paper.checked_on, checked_at=paper.checked_at, synthetic=synthetic,
    )  # fmt: skip
    return paper


def _fits(kind: Paper, models: Sequence[str]) -> None:
    if kind is Paper.SAFETY_MARK:
        raise Unreadable(
            "a safety mark is entered by set_mark", zh="安全标志请用 set_mark 录入", field="kind"
        )
    if not any(each.strip() for each in models):
        raise Unreadable(
            "models is empty; name the models that the paper covers",
            zh="所含型号为空，请填写证书所载型号",
            field="models",
        )


def _ordered(start: date | None, end: date | None) -> None:
    if start and end and end < start:
        raise Unreadable(
            f"valid_until {end} lies before valid_from {start}; copy both from the paper",
            zh=f"有效期止 {end} 早于起始日 {start}，请对照证书",
            field="valid_until",
        )


def _facts(
    work: Work,
    kind: Paper,
    number: str,
    found: Sequence[ProductPaper],
    *,
    goods: Product,
    day: date | None,
) -> PaperFacts:
    about = {
        "today": work.today, "kind": kind, "number": number, "day": day or work.today,
        "model": goods.model, "maker": goods.maker, "check_days": work.setting(CHECK_DAYS),
    }  # fmt: skip
    if not found:
        return PaperFacts(**about, known=False)  # type: ignore[arg-type]  # plain values by name
    maker = plain(goods.maker)
    view = next((each for each in found if plain(each.maker) in {"", maker}), found[0])
    return PaperFacts(
        **about,  # type: ignore[arg-type]
        known=True,
        status=view.status,
        valid_from=view.valid_from,
        valid_until=view.valid_until,
        models=tuple(view.models),
        certified_maker=view.maker,
        checked_on=view.checked_on,
    )


def numbers(papers: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return the numbers of the papers that a thing came with, by their kind."""
    return {kind: str(each.get("number") or "").strip() for kind, each in papers.items()}


def on_record(
    work: Work, kind: Paper = Paper.EX_CERTIFICATE, numbers: Iterable[str] | None = None
) -> dict[str, ProductPaper]:
    """Return the papers of a kind by number, all or those of *numbers*, in one statement.

    Of several issuers with one number the strictest answer counts: one that is not 有效.
    """
    query = select(ProductPaper).where(ProductPaper.kind == kind).order_by(ProductPaper.id)
    if numbers is not None:
        query = query.where(ProductPaper.number.in_({each.strip() for each in numbers}))
    found: dict[str, ProductPaper] = {}
    for paper in work.session.scalars(query):
        known = found.get(paper.number)
        if known is None or known.status is MarkStatus.VALID:
            found[paper.number] = paper
    return found


def judge_status(
    work: Work, paper: ProductPaper, *, day: date | None = None
) -> tuple[Finding, ...]:
    """Return what speaks against a paper today, whatever it is of: for what is in use (CT2, CT3).

    *day* is the one on which it has to be in date, such as that of production.
    """
    facts = PaperFacts(
        today=work.today,
        kind=paper.kind,
        number=paper.number,
        known=True,
        day=day or work.today,
        status=paper.status,
        valid_from=paper.valid_from,
        valid_until=paper.valid_until,
        checked_on=paper.checked_on,
        check_days=work.setting(CHECK_DAYS),
    )
    return PAPER_STATUS.judge(facts, work.policy)


def judge_papers(
    work: Work, goods: Product, numbers: Mapping[Paper, str], *, made_on: date | None = None
) -> tuple[Finding, ...]:
    """Return what speaks against the papers that goods come with, in one statement.

    The mark is judged elsewhere, and nobody answers for a manual. *made_on* is the
    day on which what is of the production has to be in date, by default today.
    """
    asked = {kind: each.strip() for kind, each in numbers.items() if each.strip()}
    for kind in UNASKED & asked.keys():
        del asked[kind]
    if not asked:
        return ()
    query = select(ProductPaper).where(ProductPaper.number.in_(asked.values()))
    known = work.session.scalars(query.order_by(ProductPaper.id)).all()
    found: list[Finding] = []
    for kind, number in asked.items():
        views = [each for each in known if (each.kind, each.number) == (kind, number)]
        day = made_on if kind in OF_PRODUCTION else None
        found += PAPER.judge(_facts(work, kind, number, views, goods=goods, day=day), work.policy)
    return tuple(found)


def acknowledge(work: Work, paper_id: UUID) -> Acknowledgement:
    """Note that the actor has read the special conditions of a certificate, as they stand now."""
    work.allow(Role.EX_INSPECTOR, Role.MECHANIC, Role.SAFETY_OFFICER, Role.ACCEPTOR)
    paper = work.get(ProductPaper, paper_id)
    if not paper.conditions:
        raise Unreadable(
            f"{paper.number} has no special conditions on record; enter them first",
            zh=f"{paper.number} 没有登记特殊条件，请先录入",
            field="paper_id",
        )
    made = Acknowledgement(
        paper_id=paper_id, conditions=paper.conditions, by_id=work.actor.id, at=work.now
    )
    work.record(made, "acknowledge", paper=paper.number, conditions=paper.conditions)
    return made


def special(work: Work, number: str) -> tuple[str, bool | None]:
    """Return the special conditions of an ex certificate and whether the mine acknowledged them.

    None for a number without X, or one that is not on record with its conditions.
    """
    if not plain(number).endswith("X"):
        return "", None
    paper = work.first(ProductPaper, kind=Paper.EX_CERTIFICATE, number=number.strip())
    if paper is None or not paper.conditions:
        return "", None
    read = work.first(Acknowledgement, paper_id=paper.id, conditions=paper.conditions)
    return paper.conditions, read is not None


def add_part(
    work: Work,
    *,
    product_id: UUID,
    part: str,
    model: str,
    maker: str,
    mark_number: str = "",
    certificates: Sequence[str] = (),
    certified_on: date | None = None,
    source: str,
) -> ControlledPart:
    """List a controlled part of a product, as the papers of its safety mark do (M12).

    *certificates* are the numbers of the part's other certificates, *certified_on* the
    day on which its own was issued.
    """
    work.allow(*MAY_ASK, Role.PLANNER)
    work.get(Product, product_id)
    made = ControlledPart(
        product_id=product_id,
        part=said(part, "部件名称", field="part"),
        model=said(model, "部件型号", field="model"),
        maker=said(maker, "部件生产单位", field="maker"),
        mark_number=plain(mark_number),
        certificates=list(certificates),
        certified_on=certified_on,
        source=source,
    )
    work.record(
        made, "add_part", product_id=product_id, part=part, model=model, maker=maker,
        mark_number=made.mark_number, certificates=made.certificates,
    )  # fmt: skip
    return made


def parts_of(work: Work, product_id: UUID) -> Sequence[ControlledPart]:
    """Return the controlled parts of a product."""
    return work.all(ControlledPart, product_id=product_id)


def judge_part(
    work: Work, product_id: UUID, *, part: str, model: str, maker: str, mark_number: str = ""
) -> tuple[Finding, ...]:
    """Return what speaks against putting this part into a machine of that product (M12).

    A part that the machine's papers do not name is free.
    """
    listed = parts_of(work, product_id)
    facts = PartFacts(
        today=work.today,
        part=part,
        model=model,
        maker=maker,
        mark_number=mark_number,
        listed=tuple(
            Listed(
                each.part,
                each.model,
                each.maker,
                each.mark_number,
                tuple(each.certificates),
                needs_mark=_needs_mark(work, each),
            )
            for each in listed
        ),
    )
    return REPLACEMENT.judge(facts, work.policy)


def _needs_mark(work: Work, part: ControlledPart) -> bool:
    """Say whether the part's class needs a mark; a part that the catalogue lacks does."""
    for product in work.all(Product, maker=part.maker):
        if same_model(product.model, part.model):
            return work.get(DeviceClass, product.class_id).requires_mark
    return True
