"""What a supplier proves and what the public lists say of him; what users say of his work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from equiplink.db import one_of
from equiplink.errors import Unreadable, said
from equiplink.mine.states import Role
from equiplink.supplier.actions import STANDS, mark
from equiplink.supplier.case_rules import CONFIRMATION, Confirmation
from equiplink.supplier.models import Authorisation, ListCheck, Rating, Supplier
from equiplink.supplier.queries import unknown
from equiplink.supplier.reputation import STARS
from equiplink.supplier.states import (
    SUPPLIER_RATING,
    Capacity,
    Category,
    ListName,
    MarkKind,
)
from equiplink.work import Work


def authorise(
    work: Work,
    supplier_id: UUID,
    *,
    capacity: str,
    maker: str,
    number: str,
    models: Sequence[str] = (),
    certificate: str = "",
    valid_until: date | None = None,
) -> Authorisation:
    """Enter what the supplier may sell of a maker (S09).

    *number* is that of the authorisation or of the maker's licence, *models* are
    the names it lists (``MG300*`` for a range, none for all of them), *certificate*
    is the safety mark or ex certificate in the maker's name.
    """
    work.allow(Role.BUYER)
    work.get(Supplier, supplier_id)
    proof = Authorisation(
        supplier_id=supplier_id,
        capacity=one_of(Capacity, capacity, field="capacity"),
        maker=said(maker, "生产厂家", field="maker"),
        models=[said(each, "型号", field="models") for each in models],
        number=said(number, "授权编号", field="number"),
        certificate=certificate,
        valid_until=valid_until,
    )
    work.record(
        proof, "authorise", supplier_id=supplier_id, capacity=capacity, maker=proof.maker,
        models=proof.models, number=proof.number, certificate=certificate,
        valid_until=valid_until,
    )  # fmt: skip
    return proof


def withdraw_authorisation(work: Work, authorisation_id: UUID, *, reason: str) -> Authorisation:
    """End an authorisation from today on: the maker took it back, or it was entered by mistake."""
    work.allow(Role.BUYER)
    reason = said(reason, "理由", field="reason")
    proof = work.get(Authorisation, authorisation_id)
    if proof.withdrawn_on is not None:
        raise Unreadable(
            f"this authorisation was withdrawn on {proof.withdrawn_on}; choose another",
            zh=f"该授权已于 {proof.withdrawn_on} 撤回，请核对编号",
            field="authorisation_id",
        )
    proof.withdrawn_on = work.today
    work.record(proof, "withdraw_authorisation", supplier_id=proof.supplier_id, reason=reason)
    return proof


def check_lists(
    work: Work,
    supplier_id: UUID,
    *,
    list: str,  # noqa: A002  the word that people use
    listed: bool,
    evidence: str,
    checked_on: date | None = None,
) -> ListCheck:
    """Record a look at a public list (a word of ``ListName``): the day, the answer, its proof.

    *evidence* is the address or number of the query; the screenshot is attached to
    the record. A name that is *listed* also needs its debarment (``debar``), with
    the days that the list gives.
    """
    work.allow(*STANDS)
    work.get(Supplier, supplier_id)
    day = checked_on or work.today
    if day > work.today:
        raise Unreadable(
            f"checked_on {day} lies after today; give the day of the look",
            zh=f"查询日期 {day} 晚于今天，请填写实际查询日期",
            field="checked_on",
        )
    look = ListCheck(
        supplier_id=supplier_id,
        list=one_of(ListName, list, field="list"),
        checked_on=day,
        listed=listed,
        evidence=said(evidence, "查询凭证", field="evidence"),
    )
    work.record(
        look, "check_lists", supplier_id=supplier_id, list=list, checked_on=day, listed=listed,
        evidence=look.evidence,
    )  # fmt: skip
    return look


def rate(
    work: Work,
    supplier_id: UUID,
    *,
    category: str,
    stars: int,
    subject: str,
    subject_id: UUID,
    remark: str = "",
) -> Rating:
    """Rate what the supplier did, 1 (worst) to 5, for a ``Category``; it waits for confirmation.

    *subject* and *subject_id* name the record that it is about, such as a delivery.
    """
    work.get(Supplier, supplier_id)
    if not 1 <= stars <= STARS:
        raise Unreadable(
            f"stars {stars} is not between 1 and {STARS}",
            zh=f"评分 {stars} 不在 1 至 {STARS} 之间",
            field="stars",
        )
    missing = unknown(work, [(subject, subject_id)])
    if missing:
        raise Unreadable(
            f"the ledger tells of no {missing[0]}; name the record that is rated",
            zh=f"台账中没有 {missing[0]}；请指明被评价的记录",
            field="subject_id",
        )
    rating = Rating(
        supplier_id=supplier_id,
        category=one_of(Category, category, field="category"),
        stars=stars,
        remark=remark,
        subject=subject,
        subject_id=subject_id,
        rated_by=work.actor.id,
    )
    work.step(
        SUPPLIER_RATING, rating, "rate", supplier_id=supplier_id, category=category, stars=stars,
        subject=subject, subject_id=subject_id, remark=remark,
    )  # fmt: skip
    return rating


def confirm_rating(work: Work, rating_id: UUID) -> Rating:
    """Let a rating count (the table's ``confirm``); refused to whoever gave it (S37)."""
    rating = work.get(Rating, rating_id)
    CONFIRMATION.require(Confirmation(work.today, rating.rated_by, work.actor.id), work.policy)
    work.step(SUPPLIER_RATING, rating, "confirm")
    mark(
        work, rating.supplier_id, kind=MarkKind.RATED, subject="supplier_rating",
        subject_id=rating.id, note=f"{rating.category.zh}　{rating.remark}".strip(),
        amount=rating.stars,
    )  # fmt: skip
    return rating


def refuse_rating(work: Work, rating_id: UUID, *, reason: str) -> Rating:
    """Do not let a rating count (the table's ``refuse``), and say why."""
    reason = said(reason, "理由", field="reason")
    rating = work.get(Rating, rating_id)
    work.step(SUPPLIER_RATING, rating, "refuse", reason=reason)
    return rating
