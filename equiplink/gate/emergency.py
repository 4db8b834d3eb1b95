"""应急入井: two people let one thing in although papers are late; it opens a hazard with a day.

申请 → 另一人批准 → 扫码入井（登记隐患） → 补办、验收销号；逾期升级；未用的可以撤回
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from equiplink.db import utc
from equiplink.errors import said
from equiplink.gate.emergency_rules import APPROVAL, HOURS, REQUEST, WAIVED
from equiplink.gate.models import EmergencyEntry, Scan
from equiplink.gate.states import EMERGENCY_ENTRY
from equiplink.hazard import actions as hazards
from equiplink.hazard.models import Hazard
from equiplink.hazard.states import HAZARD, Channel, Level
from equiplink.register.models import Item
from equiplink.upkeep.urgent_rules import Approval, Request
from equiplink.work import Work

HOUR = timedelta(hours=1)


def request_emergency(work: Work, item_id: UUID, *, reason: str, until: datetime) -> EmergencyEntry:
    """Ask that one thing may go down once before *until* although its papers are late.

    Raises ``Refused`` when *until* is past or further away than ``gate.emergency_hours`` (G60).
    """
    reason = said(reason, "应急理由", field="reason")
    work.get(Item, item_id)
    end = utc(until)
    hours = -((work.now - end) // HOUR)  # begun hours count
    REQUEST.require(Request(work.today, hours, work.setting(HOURS)), work.policy)
    made = EmergencyEntry(
        item_id=item_id, reason=reason, until=end, requested_by=work.actor.id,
        requested_at=work.now,
    )  # fmt: skip
    work.step(EMERGENCY_ENTRY, made, "request", item_id=item_id, reason=reason, until=end)
    return made


def approve_emergency(work: Work, emergency_id: UUID) -> EmergencyEntry:
    """Allow an emergency entry that somebody else asked for (G61)."""
    asked = work.get(EmergencyEntry, emergency_id)
    facts = Approval(work.today, asked.requested_by, work.actor.id)
    APPROVAL.require(facts, work.policy)
    asked.decided_by, asked.decided_at = work.actor.id, work.now
    work.step(EMERGENCY_ENTRY, asked, "approve", item_id=asked.item_id)
    return asked


def refuse_emergency(work: Work, emergency_id: UUID, *, reason: str) -> EmergencyEntry:
    """Refuse an emergency entry, and say why."""
    reason = said(reason, "不批准的原因", field="reason")
    asked = work.get(EmergencyEntry, emergency_id)
    asked.decided_by, asked.decided_at = work.actor.id, work.now
    work.step(EMERGENCY_ENTRY, asked, "refuse", reason=reason)
    return asked


def withdraw_emergency(work: Work, emergency_id: UUID, *, reason: str) -> EmergencyEntry:
    """Take back an emergency entry under which nothing went down, and say why."""
    reason = said(reason, "撤回原因", field="reason")
    asked = work.get(EmergencyEntry, emergency_id)
    work.step(EMERGENCY_ENTRY, asked, "withdraw", item_id=asked.item_id, reason=reason)
    return asked


def use_emergency(work: Work, answer: Scan, emergency_id: UUID) -> None:
    """Write down that the thing went in under it, and open the hazard that asks for the rest."""
    used = work.get(EmergencyEntry, emergency_id)
    waived = "、".join(each["code"] for each in answer.findings if each["code"] in WAIVED)
    hazard = hazards.find(
        work,
        title=f"{answer.facts['item']['number']} 应急入井：{used.reason}（未满足：{waived}）",
        level=Level.GENERAL,
        channel=Channel.GATE,
        basis="G62",
        cause=f"emergency:{used.id}",
        item_id=used.item_id,
        responsible_id=used.requested_by,
        due_on=work.day_of(used.until),
    )
    if hazard.gone_at is not None:  # an earlier entry under it was taken back
        hazards.find_again(work, hazard.id)
    used.scan_id, used.hazard_id = answer.id, hazard.id
    work.step(EMERGENCY_ENTRY, used, "use", scan=answer.id, hazard=hazard.id, waived=waived)


def undo_emergency(work: Work, emergency_id: UUID) -> None:
    """Give back an emergency that was used by a scan which never was; its hazard is gone."""
    used = work.get(EmergencyEntry, emergency_id)
    scan_id, hazard_id = used.scan_id, used.hazard_id
    hazard = work.get(Hazard, hazard_id) if hazard_id is not None else None
    if hazard is not None and "report_gone" in HAZARD.allowed(hazard.state):
        hazards.report_gone(work, hazard.id, evidence="扫码已更正，物品没有入井")
    used.scan_id = used.hazard_id = None
    work.step(EMERGENCY_ENTRY, used, "undo_use", scan=scan_id, hazard=hazard_id)
