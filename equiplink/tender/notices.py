"""Notices with their hash, their copies at the media, and who took the documents.

What a notice says follows from the record; each medium must show the same
(实施条例 第十五条). Whoever took the documents is told of every change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select

from equiplink.db import PENNIES, Record, exact, new_id, one_of
from equiplink.errors import Conflict, Unreadable, said
from equiplink.mine.states import Role
from equiplink.supplier.models import Supplier
from equiplink.tender import prequalification, queries, wording
from equiplink.tender.models import Invitation, Tender
from equiplink.tender.notice_models import Notice, NoticeCopy, NoticeRecipient, Taker
from equiplink.tender.notice_rules import COPY, TAKING, Copy, Taking
from equiplink.tender.states import NoticeKind
from equiplink.work import Work


def write_notice(work: Work, tender_id: UUID, *, kind: str) -> Notice:
    """Write the notice that the record calls for, a word of ``NoticeKind``, and hash it.

    Raises ``Conflict`` when there is nothing to tell yet. Clarifications are
    written by ``clarify``. Who took part is told of an end and of the winner.
    """
    work.allow(Role.BUYER)
    wanted = one_of(NoticeKind, kind, field="kind")
    tender = work.get(Tender, tender_id)
    notice = make(
        work, tender, wanted, wording.render(work, tender, wanted, _body(work, tender, wanted))
    )
    told = recipients(work, tender, notice) if wanted in _TELLING else []
    work.record(
        notice, "write_notice", tender_id=tender_id, kind=wanted, no=notice.no,
        fingerprint=notice.fingerprint, told=[each.supplier_id for each in told],
    )  # fmt: skip
    work.session.add_all(told)
    return notice


_TELLING = {NoticeKind.AWARD, NoticeKind.TERMINATION}
"""Notices that also go to each who took part (招标投标法 第四十五条, 实施条例 第三十一条)."""


def make(work: Work, tender: Tender, kind: NoticeKind, text: str) -> Notice:
    """Return the next notice of its kind, not stored yet."""
    query = select(func.count()).select_from(Notice)
    before = work.session.scalar(
        query.filter_by(mine_id=work.mine_id, tender_id=tender.id, kind=kind)
    )
    return Notice(
        id=new_id(),
        mine_id=work.mine_id,
        tender_id=tender.id,
        kind=kind,
        no=int(before or 0) + 1,
        text=text,
        fingerprint=wording.fingerprint(text),
        written_at=work.now,
    )


def recipients(work: Work, tender: Tender, notice: Notice) -> list[NoticeRecipient]:
    """Return whom the notice goes to in writing: who took the documents or was invited."""
    took: Sequence[Taker | Invitation] = (
        *work.all(Taker, tender_id=tender.id),
        *work.all(Invitation, tender_id=tender.id),
    )
    return [
        NoticeRecipient(
            id=new_id(),
            mine_id=work.mine_id,
            notice_id=notice.id,
            supplier_id=supplier_id,
            told_at=work.now,
        )
        for supplier_id in dict.fromkeys(each.supplier_id for each in took)
    ]


def record_copy(
    work: Work,
    notice_id: UUID,
    *,
    medium: str,
    url: str,
    found: str,
    published_on: date,
    fee: Decimal = Decimal(0),
) -> NoticeCopy:
    """Record a notice as it was *found*, word for word, at one medium; *fee* in CNY.

    Refused when the text differs from the notice or the medium charged for it.
    """
    work.allow(Role.BUYER, Role.INSPECTOR)
    notice = work.get(Notice, notice_id)
    tender = work.get(Tender, notice.tender_id)
    if not work.day_of(notice.written_at) <= published_on <= work.today:
        raise Unreadable(
            f"published_on {published_on} lies before the notice or after today; correct it",
            zh=f"发布日期 {published_on} 早于公告形成日或晚于今天，请改正",
            field="published_on",
        )
    fingerprint = wording.fingerprint(said(found, "媒介上的文本", field="found"))
    facts = Copy(work.today, tender.statutory, fingerprint == notice.fingerprint, _fee(fee))
    warnings = COPY.require(facts, work.policy)
    copy = NoticeCopy(
        notice_id=notice_id,
        medium=said(medium, "媒介", field="medium"),
        url=said(url, "网址", field="url"),
        published_on=published_on,
        fingerprint=fingerprint,
        fee=fee,
    )
    work.record(
        copy, "record_copy", warnings=warnings, notice_id=notice_id, medium=medium, url=url,
        published_on=published_on, fingerprint=fingerprint, fee=fee,
    )  # fmt: skip
    return copy


def take_documents(
    work: Work,
    tender_id: UUID,
    *,
    supplier_id: UUID,
    contact: str,
    fee: Decimal = Decimal(0),
) -> Taker:
    """Record that a supplier took the documents today, for *fee* in CNY; once for each.

    *contact* is where he is reached: every change goes to him in writing.
    """
    work.allow(Role.BUYER)
    tender = work.get(Tender, tender_id)
    if tender.issued_at is None:
        raise Conflict(
            "the tender is not published; nobody has its documents yet",
            zh="招标尚未发布，不能领取招标文件",
            field="tender_id",
        )
    supplier = work.get(Supplier, supplier_id)
    facts = Taking(work.today, tender.method, tender.sale_from, tender.sale_until, _fee(fee))
    passed = prequalification.against_bidding(work, tender_id, supplier_id)
    warnings = TAKING.require(facts, work.policy, also=passed)
    taker = Taker(
        tender_id=tender_id,
        supplier_id=supplier_id,
        taken_on=work.today,
        fee=fee,
        contact=said(contact, "联系方式", field="contact"),
    )
    work.record(
        taker, "take_documents", warnings=warnings, tender_id=tender_id, supplier=supplier.name,
        fee=fee,
    )  # fmt: skip
    return taker


def return_fee(work: Work, taker_id: UUID) -> Taker:
    """Give back what a supplier paid for the documents of a tender that ended (第三十一条)."""
    work.allow(Role.BUYER)
    taker = work.get(Taker, taker_id)
    tender = work.get(Tender, taker.tender_id)
    if tender.cancelled_on is None or not taker.fee or taker.fee_returned_on is not None:
        raise Conflict(
            "nothing is to be given back: the tender goes on, or there was no fee or it was "
            "returned",
            zh="没有应退的文件费用：招标未终止，或未收费用，或已退还",
            field="taker_id",
        )
    taker.fee_returned_on = work.today
    work.record(taker, "return_fee", tender_id=tender.id, fee=taker.fee)
    return taker


def tell(work: Work, tender: Tender, text: str) -> tuple[Notice, list[Record]]:
    """Return the notice of a clarification and what is stored with it: itself, each who is told."""
    kind = NoticeKind.CLARIFICATION
    body = iter((text, f"投标截止及开标：{queries.deadline(work, tender)}"))
    notice = make(work, tender, kind, wording.render(work, tender, kind, body))
    return notice, [notice, *recipients(work, tender, notice)]


def _body(work: Work, tender: Tender, kind: NoticeKind) -> Iterator[str]:
    """Return what the notice says; raise ``Conflict`` when the record has nothing to say yet."""
    if kind is NoticeKind.TENDER and tender.issued_at is not None:
        return wording.invitation_to_bid(work, tender)
    if kind is NoticeKind.CANDIDATES and tender.publicity_from is not None:
        return wording.candidates(work, tender)
    if kind is NoticeKind.AWARD and tender.awarded_on is not None:
        return wording.winners(work, tender)
    if kind is NoticeKind.TERMINATION and tender.state in queries.DEAD:
        return wording.termination(tender)
    if kind is NoticeKind.PREQUALIFICATION:
        return prequalification.notice_of(work, tender)
    raise Conflict(
        f"there is nothing yet that a notice of '{kind}' could tell",
        zh=f"现在还没有可写入“{kind.zh}”的内容，请先办理相应步骤",
        field="kind",
    )


def _fee(fee: Decimal) -> Decimal:
    if exact(fee, PENNIES, field="fee") < 0:
        raise Unreadable(f"fee {fee} is negative", zh=f"费用 {fee} 不能为负，请改正", field="fee")
    return fee
