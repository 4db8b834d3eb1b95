"""Audits (督导检查): what was looked at, what was found, and the hazards it became."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypedDict
from uuid import UUID

from sqlalchemy import and_, func, select

from equiplink.campaign.check_models import AuditAnswer, Checklist
from equiplink.campaign.check_rules import AUDIT_CLOSING, REPLY, Audited, Replying
from equiplink.campaign.check_states import Conformity
from equiplink.campaign.models import Audit, AuditFinding, Campaign
from equiplink.campaign.states import AUDIT, AuditState
from equiplink.db import new_id, one_of
from equiplink.due import Due
from equiplink.errors import Unreadable, said
from equiplink.hazard import actions as hazards
from equiplink.hazard.holding import hold
from equiplink.hazard.models import Hazard
from equiplink.hazard.states import Channel, HazardState, Level, Origin
from equiplink.mine.models import Place
from equiplink.mine.states import Role
from equiplink.register.hold_states import HoldKind, HoldSubject
from equiplink.register.models import Item
from equiplink.work import Work


class ItemIn(TypedDict):
    """An item of a checklist, and the clause or sheet that it is taken from."""

    text: str
    basis: str


def write_checklist(
    work: Work, *, name: str, system: str, source: str, items: Sequence[ItemIn]
) -> Checklist:
    """Enter a checklist of one system, such as 机电; *source* says where its items are from."""
    work.allow(Role.SAFETY_OFFICER, Role.INSPECTOR)
    if not items:
        raise Unreadable(
            "items is empty; a checklist asks at least one thing",
            zh="检查表没有项目，请至少填写一项", field="items",
        )  # fmt: skip
    made = Checklist(
        name=said(name, "检查表名称", field="name"),
        system=said(system, "所属系统", field="system"),
        source=said(source, "检查表来源", field="source"),
        items=[
            {"no": no, "text": said(each["text"], "检查内容", field="items"),
             "basis": each["basis"].strip()}
            for no, each in enumerate(items, 1)
        ],
    )  # fmt: skip
    work.record(made, "write", name=name, system=system, source=source, items=made.items)
    return made


def open_audit(
    work: Work,
    *,
    kind: str,
    auditor: str,
    held_on: date,
    department: bool,
    campaign_id: UUID | None = None,
    place_id: UUID | None = None,
    checklist_id: UUID | None = None,
) -> Audit:
    """Open an audit of a *kind* such as 四不两直 (the table's ``open``).

    *department* says whether a department audits: what it finds only a
    department closes (H10). *held_on* is today or an earlier day. With a checklist
    each of its items is to be answered.
    """
    if held_on > work.today:
        raise Unreadable(
            f"held_on {held_on} lies ahead; enter an audit when it is held",
            zh=f"检查日期 {held_on} 在今天之后，请在检查当天或之后登记",
            field="held_on",
        )
    if campaign_id is not None:
        work.get(Campaign, campaign_id)
    if place_id is not None:
        work.get(Place, place_id)
    if checklist_id is not None:
        work.get(Checklist, checklist_id)
    audit = Audit(
        campaign_id=campaign_id, place_id=place_id, kind=kind, held_on=held_on, auditor=auditor,
        department=department, checklist_id=checklist_id,
    )  # fmt: skip
    work.step(
        AUDIT, audit, "open", kind=kind, auditor=auditor, held_on=held_on, department=department,
        campaign_id=campaign_id, place_id=place_id, checklist_id=checklist_id,
    )  # fmt: skip
    return audit


def add_finding(
    work: Work,
    audit_id: UUID,
    *,
    text: str,
    level: str,
    criterion: str = "",
    item_id: UUID | None = None,
    place_id: UUID | None = None,
    reply_by: date | None = None,
    freeze: bool = False,
) -> AuditFinding:
    """Enter what an audit found and open its hazard; *place_id* defaults to the audit's place.

    *level* is a word of ``Level``: general or major. The hazard's origin is the
    department's when a department audits. *freeze* is an inspector's hold point: the item
    stays as it is until the department has verified the hazard and releases it.
    """
    audit = work.get(Audit, audit_id)
    if item_id is not None:
        work.get(Item, item_id)
    hazard = hazards.find(
        work,
        title=text,
        level=level,
        origin=Origin.DEPARTMENT if audit.department else Origin.MINE,
        channel=Channel.COUNTY if audit.department else Channel.CHECK,
        criterion=criterion,
        basis=f"{audit.kind} {audit.held_on}",
        item_id=item_id,
        place_id=place_id or audit.place_id,
    )
    if freeze:
        _freeze(work, audit, hazard)
    finding = AuditFinding(
        mine_id=work.mine_id, id=new_id(), audit_id=audit_id, text=text, hazard_id=hazard.id,
        reply_by=reply_by,
    )  # fmt: skip
    work.session.add(finding)
    work.step(
        AUDIT, audit, "add_finding", finding_id=finding.id, hazard_id=hazard.id, text=text,
        level=level, reply_by=reply_by,
    )  # fmt: skip
    return finding


def _freeze(work: Work, audit: Audit, hazard: Hazard) -> None:
    if hazard.item_id is None:
        raise Unreadable(
            "freeze needs item_id; name the item that has to stay as it is",
            zh="停留点须写明物品，请填写 item_id", field="item_id",
        )  # fmt: skip
    hold(
        work, kind=HoldKind.INSPECTION, subject=HoldSubject.ITEM, key=str(hazard.item_id),
        reason=f"{audit.kind} {audit.held_on}：{hazard.title}", hazard_id=hazard.id,
    )  # fmt: skip


def answer(
    work: Work,
    audit_id: UUID,
    *,
    no: int,
    conformity: str,
    note: str = "",
    level: str = Level.GENERAL,
    item_id: UUID | None = None,
    place_id: UUID | None = None,
    reply_by: date | None = None,
) -> AuditAnswer:
    """Answer one item of the audit's checklist; what does not conform becomes a finding.

    *conformity* is a word of ``Conformity``. A bad item needs a *note* of what was seen.
    """
    audit = work.get(Audit, audit_id)
    AUDIT.next(audit.state, "answer")
    items = _items(work, audit)
    if no not in items:
        known = f"1 … {max(items)}" if items else "—"
        raise Unreadable(
            f"the audit's checklist has no item {no}; its items are {known}",
            zh=f"本次检查的检查表没有第 {no} 项（{known}），请核对", field="no",
        )  # fmt: skip
    found = one_of(Conformity, conformity, field="conformity")
    finding = None
    if found is Conformity.BAD:
        note = said(note, "不符合的情况", field="note")
        finding = add_finding(
            work, audit_id, text=f"{items[no]}：{note}", level=level, item_id=item_id,
            place_id=place_id, reply_by=reply_by,
        )  # fmt: skip
    made = AuditAnswer(
        mine_id=work.mine_id, id=new_id(), audit_id=audit_id, no=no, conformity=found, note=note,
        finding_id=finding and finding.id,
    )  # fmt: skip
    work.session.add(made)
    work.step(
        AUDIT, audit, "answer", no=no, conformity=conformity, note=note,
        finding_id=finding and finding.id,
    )  # fmt: skip
    return made


def _items(work: Work, audit: Audit) -> dict[int, str]:
    if audit.checklist_id is None:
        return {}
    return {each["no"]: each["text"] for each in work.get(Checklist, audit.checklist_id).items}


def reply(work: Work, audit_id: UUID, *, finding_id: UUID, text: str) -> AuditFinding:
    """Reply to a finding, as the inspected side (C53); a later reply replaces an earlier one."""
    text = said(text, "回复内容", field="text")
    audit, finding = work.get(Audit, audit_id), work.get(AuditFinding, finding_id)
    if finding.audit_id != audit_id:
        raise Unreadable(
            f"finding {finding_id} belongs to another audit; choose one of this",
            zh=f"检查问题 {finding_id} 不属于本次检查，请核对", field="finding_id",
        )  # fmt: skip
    found_by = work.get(Hazard, finding.hazard_id).found_by
    inspects = Role.INSPECTOR in work.actor.roles if audit.department else work.actor.id == found_by
    REPLY.require(Replying(work.today, inspects), work.policy)
    finding.reply, finding.replied_by, finding.replied_at = text, work.actor.id, work.now
    work.step(AUDIT, audit, "reply", finding_id=finding_id, text=text)
    return finding


def close_audit(work: Work, audit_id: UUID) -> Audit:
    """Close an audit once all of it is answered (the table's ``close``; H06A, C52, C54)."""
    audit = work.get(Audit, audit_id)
    query = (
        select(func.count())
        .select_from(AuditFinding)
        .join(
            Hazard,
            and_(Hazard.mine_id == AuditFinding.mine_id, Hazard.id == AuditFinding.hazard_id),
        )
        .where(AuditFinding.mine_id == work.mine_id, AuditFinding.audit_id == audit_id)
        .where(Hazard.state == HazardState.FOUND)
    )
    answered = {each.no for each in work.all(AuditAnswer, audit_id=audit_id)}
    AUDIT_CLOSING.require(
        Audited(
            today=work.today,
            unassigned=work.session.scalars(query).one(),
            department=audit.department,
            unreplied=len(work.all(AuditFinding, audit_id=audit_id, reply="")),
            unanswered=tuple(no for no in _items(work, audit) if no not in answered),
        ),
        work.policy,
    )
    work.step(AUDIT, audit, "close")
    return audit


def due(work: Work) -> Iterator[Due]:
    """List the findings of open audits that wait for a reply by a day (C54)."""
    query = (
        select(AuditFinding)
        .join(Audit, and_(Audit.mine_id == AuditFinding.mine_id, Audit.id == AuditFinding.audit_id))
        .where(AuditFinding.mine_id == work.mine_id, Audit.state == AuditState.OPEN)
        .where(AuditFinding.reply_by.is_not(None), AuditFinding.replied_at.is_(None))
    )
    for finding in work.session.scalars(query.order_by(AuditFinding.id)):
        assert finding.reply_by is not None  # noqa: S101  the query asks for it
        yield Due(
            code="C54", on=finding.reply_by, subject="audit_finding", subject_id=finding.id,
            number=finding.text, role=Role.SAFETY_OFFICER,
            zh=f"回复检查问题：{finding.text}", en=f"reply to a finding: {finding.text}",
        )  # fmt: skip
