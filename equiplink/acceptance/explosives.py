"""民用爆炸物品 from the permit to the blast, a lane of its own: 民用爆炸物品安全管理条例.

    许可证 → 入库 → 备案 → 按班领取 → 领用人申报 → 清退核销      过期的监督销毁

The book has two sides. Who took explosives says what he used and which coded
pieces he brings back; the store counts what comes. Only when both agree is the
issue settled, and until then he takes nothing. Nothing of it is ever deleted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypedDict
from uuid import UUID

from sqlalchemy import func, select

from equiplink.acceptance.explosive_models import (
    ExplosiveBatch,
    ExplosiveCount,
    ExplosiveIssue,
    ExplosiveStore,
    PermitLine,
    PurchasePermit,
)
from equiplink.acceptance.explosive_rules import BUYING, COUNTING, FILING, Buying, Counting, Filing
from equiplink.acceptance.explosive_shift_rules import ACCOUNTING, TAKING, Accounting, Taking
from equiplink.acceptance.explosive_states import (
    EXPLOSIVE_BATCH,
    EXPLOSIVE_ISSUE,
    BatchState,
    Explosive,
    IssueState,
    Medium,
    Shift,
)
from equiplink.acceptance.models import Acceptance
from equiplink.contract.sums import months_after
from equiplink.db import new_id, one_of
from equiplink.errors import Duplicate, Forbidden, Unreadable, said
from equiplink.mine.actions import valid_certificate
from equiplink.mine.models import Person, Place
from equiplink.mine.states import Permit, Role
from equiplink.work import Work

KEPT_MONTHS = 24
"""保存2年备查 (第三十七条)."""


class PermitText(TypedDict):
    """One kind that a permit names; ``kind`` is a word of ``Explosive``."""

    kind: str
    product: str
    unit: str
    quantity: Decimal


def enter_permit(
    work: Work,
    *,
    number: str,
    issuer: str,
    valid_from: date,
    valid_until: date,
    lines: Sequence[PermitText],
) -> PurchasePermit:
    """Enter a 《民用爆炸物品购买许可证》 with its kinds and quantities."""
    work.allow(Role.BUYER, Role.KEEPER)
    number = said(number, "许可证编号", field="number")
    if work.first(PurchasePermit, number=number) is not None:
        raise Duplicate(
            f"permit {number} exists; use it", zh=f"已有许可证 {number}，请使用", field="number"
        )
    if valid_until < valid_from or not lines or any(each["quantity"] <= 0 for each in lines):
        raise Unreadable(
            "a permit names kinds with quantities and ends after it begins; correct it",
            zh="许可证应当有品种和数量，有效期止不早于起，请核对",
            field="lines",
        )
    permit = PurchasePermit(
        id=new_id(), number=number, issuer=said(issuer, "发证机关", field="issuer"),
        valid_from=valid_from, valid_until=valid_until,
    )  # fmt: skip
    work.record(
        permit, "enter_permit", number=number, issuer=permit.issuer, valid_from=valid_from,
        valid_until=valid_until, lines=list(lines),
    )  # fmt: skip
    work.session.add_all(
        PermitLine(
            id=new_id(), mine_id=work.mine_id, permit_id=permit.id,
            kind=one_of(Explosive, each["kind"], field="kind"), product=each["product"].strip(),
            unit=each["unit"], quantity=each["quantity"],
        )
        for each in lines
    )  # fmt: skip
    work.session.flush()
    return permit


def open_store(
    work: Work, *, place_id: UUID, kind: str, unit: str, capacity: Decimal
) -> ExplosiveStore:
    """Enter a dedicated store for one kind, with the capacity that it was designed for."""
    work.allow(Role.ADMINISTRATOR)
    work.get(Place, place_id)
    store = ExplosiveStore(
        id=new_id(), place_id=place_id, kind=one_of(Explosive, kind, field="kind"),
        unit=said(unit, "单位", field="unit"), capacity=capacity,
    )  # fmt: skip
    work.record(
        store, "open_store", place_id=place_id, kind=store.kind, unit=unit, capacity=capacity
    )
    return store


def receive(
    work: Work,
    permit_line_id: UUID,
    *,
    store_id: UUID,
    quantity: Decimal,
    maker: str,
    batch: str,
    made_on: date,
    expires_on: date,
    dealt_on: date,
    serials: Sequence[str] = (),
    grade: int | None = None,
    delay_ms: int | None = None,
    acceptance_id: UUID | None = None,
) -> ExplosiveBatch:
    """Take a batch into its store on the balance of a permit's line.

    *serials* are the codes of detonators, one each. *grade* is that of a permitted
    explosive, *delay_ms* the last delay of a detonator's series.
    """
    line, store = work.get(PermitLine, permit_line_id), work.get(ExplosiveStore, store_id)
    permit = work.get(PurchasePermit, line.permit_id)
    maker = said(maker, "生产企业", field="maker")
    stock = work.all(ExplosiveBatch, state=BatchState.STORED, kind=line.kind)
    here = {serial for each in stock for serial in each.serials}
    facts = Buying(
        today=work.today,
        kind=line.kind,
        quantity=quantity,
        open=line.quantity - line.bought,
        valid_from=permit.valid_from,
        valid_until=permit.valid_until,
        dealt_on=dealt_on,
        store=store.kind,
        stored=sum((each.balance for each in stock if each.store_id == store_id), Decimal(0)),
        capacity=store.capacity,
        expires_on=expires_on,
        serials=tuple(serials),
        here=tuple(each for each in serials if each in here),
        maker=maker,
        makers=frozenset(each.maker for each in stock if each.balance),
        verdict=None if acceptance_id is None else work.get(Acceptance, acceptance_id).state,
    )
    warnings = BUYING.require(facts, work.policy)
    line.bought += quantity
    made = ExplosiveBatch(
        id=new_id(), permit_line_id=permit_line_id, store_id=store_id,
        acceptance_id=acceptance_id, kind=line.kind,
        maker=maker, batch=said(batch, "批号", field="batch"), grade=grade, delay_ms=delay_ms,
        received=quantity, balance=quantity, serials=list(serials), made_on=made_on,
        expires_on=expires_on, dealt_on=dealt_on, filing="",
    )  # fmt: skip
    work.step(
        EXPLOSIVE_BATCH, made, "receive", warnings=warnings, permit=permit.number,
        permit_line_id=permit_line_id, store_id=store_id, acceptance_id=acceptance_id,
        quantity=quantity, maker=maker,
        batch=made.batch, serials=made.serials, grade=grade, delay_ms=delay_ms, made_on=made_on,
        expires_on=expires_on, dealt_on=dealt_on,
    )  # fmt: skip
    return made


def file_purchase(work: Work, batch_id: UUID, *, filed_on: date, reference: str) -> ExplosiveBatch:
    """Record that the purchase was filed with the county's police; late ones with a warning."""
    batch = work.get(ExplosiveBatch, batch_id)
    if not batch.dealt_on <= filed_on <= work.today:
        raise Unreadable(
            f"filed_on {filed_on} lies before the deal or ahead; correct it",
            zh=f"备案日 {filed_on} 早于成交日或者晚于今天，请改正",
            field="filed_on",
        )
    warnings = FILING.require(Filing(work.today, batch.dealt_on, filed_on), work.policy)
    batch.filed_on, batch.filing = filed_on, said(reference, "备案凭证", field="reference")
    work.step(
        EXPLOSIVE_BATCH, batch, "file_purchase", warnings=warnings, filed_on=filed_on,
        reference=batch.filing,
    )  # fmt: skip
    return batch


def issue(
    work: Work,
    batch_id: UUID,
    *,
    quantity: Decimal,
    need: Decimal,
    receiver_id: UUID,
    shift_on: date,
    shift: str,
    medium: str,
    place_id: UUID,
    serials: Sequence[str] = (),
) -> ExplosiveIssue:
    """Hand out what one shift uses; *need* is its use by the blasting plan, in the batch's unit."""
    batch = work.get(ExplosiveBatch, batch_id)
    work.get(Place, place_id)
    receiver = work.get(Person, receiver_id)
    blasted = one_of(Medium, medium, field="medium")
    licence = valid_certificate(work, receiver_id, Permit.BLASTING, work.today)
    facts = Taking(
        today=work.today,
        kind=batch.kind,
        quantity=quantity,
        need=need,
        balance=batch.balance if batch.state is BatchState.STORED else Decimal(0),
        expires_on=batch.expires_on,
        shift_on=shift_on,
        issuer=work.actor.id,
        receiver=receiver_id,
        certified=receiver.works_on(work.today) and licence is not None,
        unsettled=_unsettled(work, receiver_id, shift_on, one_of(Shift, shift, field="shift")),
        gas_class=work.mine.gas_class,
        medium=blasted,
        grade=batch.grade,
        delay_ms=batch.delay_ms,
        serials=tuple(serials),
        unknown=tuple(sorted(set(serials) - set(batch.serials))),
    )
    warnings = TAKING.require(facts, work.policy)
    batch.balance -= quantity
    batch.serials = [each for each in batch.serials if each not in set(serials)]
    made = ExplosiveIssue(
        id=new_id(), batch_id=batch_id, shift_on=shift_on, shift=shift, medium=blasted,
        place_id=place_id, receiver_id=receiver_id, issued_by=work.actor.id, quantity=quantity,
        serials=list(serials), keep_until=months_after(work.today, KEPT_MONTHS),
    )  # fmt: skip
    work.step(
        EXPLOSIVE_ISSUE, made, "issue", warnings=warnings, batch_id=batch_id, quantity=quantity,
        need=need, serials=made.serials, receiver_id=receiver_id, receiver=receiver.name,
        shift_on=shift_on, shift=shift, medium=blasted, place_id=place_id, balance=batch.balance,
    )  # fmt: skip
    return made


def report(
    work: Work, issue_id: UUID, *, used: Decimal, left: Sequence[str] = ()
) -> ExplosiveIssue:
    """Say, as the receiver, how much was used and which coded pieces come back."""
    made = work.get(ExplosiveIssue, issue_id)
    if work.actor.id != made.receiver_id:
        raise Forbidden(
            "only who took the explosives says what he used",
            zh="只能由领用人本人申报用量",
            field="actor",
        )
    if not 0 <= used <= made.quantity:
        raise Unreadable(
            f"used {used} of {made.quantity}: that cannot be; count again",
            zh=f"领取 {made.quantity}，申报使用 {used}，请核对",
            field="used",
        )
    made.used, made.left = used, list(left)
    work.step(EXPLOSIVE_ISSUE, made, "report", used=used, left=made.left)
    return made


def settle(
    work: Work, issue_id: UUID, *, returned: Decimal, serials: Sequence[str] = ()
) -> ExplosiveIssue:
    """Count back into the store what comes; refused until both sides of the book agree."""
    made = work.get(ExplosiveIssue, issue_id)
    EXPLOSIVE_ISSUE.next(made.state, "settle")
    batch = work.get(ExplosiveBatch, made.batch_id)
    back, told = set(serials), set(made.left)
    facts = Accounting(
        today=work.today,
        taken=made.quantity,
        used=made.used or Decimal(0),
        returned=returned,
        shift_on=made.shift_on,
        shift=made.shift,
        foreign=tuple(sorted(back - (told & set(made.serials)))),
        missing=tuple(sorted(told - back)),
    )
    warnings = ACCOUNTING.require(facts, work.policy)
    made.returned, made.settled_at = returned, work.now
    batch.balance += returned
    batch.serials = [*batch.serials, *serials]
    work.step(
        EXPLOSIVE_ISSUE, made, "settle", warnings=warnings, returned=returned,
        serials=list(serials), balance=batch.balance,
    )  # fmt: skip
    return made


def count(
    work: Work, store_id: UUID, *, counted: Decimal, witness_id: UUID, note: str = ""
) -> ExplosiveCount:
    """Count a store before a witness beside its book; a difference is recorded and told of."""
    work.allow(Role.KEEPER, Role.SAFETY_OFFICER, Role.INSPECTOR)
    work.get(ExplosiveStore, store_id)
    work.get(Person, witness_id)
    if witness_id == work.actor.id:
        raise Unreadable(
            "a witness is somebody else; name him",
            zh="见证人应当是另一人，请改正",
            field="witness_id",
        )
    query = select(func.coalesce(func.sum(ExplosiveBatch.balance), 0)).where(
        ExplosiveBatch.mine_id == work.mine_id, ExplosiveBatch.store_id == store_id
    )
    booked = Decimal(work.session.scalars(query).one())
    warnings = COUNTING.require(Counting(work.today, booked, counted), work.policy)
    made = ExplosiveCount(
        id=new_id(), store_id=store_id, booked=booked, counted=counted, person_id=work.actor.id,
        witness_id=witness_id, at=work.now, note=note,
    )  # fmt: skip
    work.record(
        made, "count", warnings=warnings, store_id=store_id, booked=booked, counted=counted,
        witness_id=witness_id, note=note,
    )  # fmt: skip
    return made


def destroy(
    work: Work, batch_id: UUID, *, supervisor: str, document: str, reason: str
) -> ExplosiveBatch:
    """Record that the rest of a batch was destroyed under the police's supervision (第四十三条)."""
    batch = work.get(ExplosiveBatch, batch_id)
    supervisor = said(supervisor, "监督销毁机关", field="supervisor")
    document = said(document, "销毁方案和登记文号", field="document")
    reason = said(reason, "销毁原因", field="reason")
    lost, batch.balance = batch.balance, Decimal(0)
    serials, batch.serials = batch.serials, []
    work.step(
        EXPLOSIVE_BATCH, batch, "destroy", quantity=lost, serials=serials,
        supervisor=supervisor, document=document, reason=reason,
    )  # fmt: skip
    return batch


def _unsettled(work: Work, receiver_id: UUID, shift_on: date, shift: Shift) -> tuple[str, ...]:
    """Return the earlier shifts of which the receiver has not accounted, as people read them."""
    query = select(ExplosiveIssue).where(
        ExplosiveIssue.mine_id == work.mine_id,
        ExplosiveIssue.receiver_id == receiver_id,
        ExplosiveIssue.state != IssueState.SETTLED,
    )
    return tuple(
        f"{each.shift_on} {each.shift.zh}"
        for each in work.session.scalars(query.order_by(ExplosiveIssue.id))
        if (each.shift_on, each.shift) != (shift_on, shift)
    )
