"""Checklists answered item by item, replies of the inspected side, an inspector's hold point."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.agenda.queries import due
from equiplink.campaign import audits
from equiplink.campaign.check_models import AuditAnswer
from equiplink.campaign.models import AuditFinding
from equiplink.errors import Duplicate, Forbidden, Refused, Unreadable
from equiplink.hazard import actions as hazard
from equiplink.hazard.holding import release
from equiplink.hazard.models import Hazard
from equiplink.register import actions as register
from equiplink.register.hold_models import Hold
from tests.campaign import steps
from tests.register import steps as registers
from tests.world import World


def checklist(world: World) -> UUID:
    """Enter a synthetic checklist of two items."""
    with world.work("safety_officer") as work:
        return audits.write_checklist(
            work, name="合成机电检查表", system="机电", source="合成",
            items=[
                audits.ItemIn(text="开关上架", basis="合成制度第一条"),
                audits.ItemIn(text="编号牌清晰", basis=""),
            ],
        ).id  # fmt: skip


def answered(world: World, audit_id: UUID, no: int, conformity: str, **other: Any) -> UUID | None:
    """Answer an item; return the finding it became."""
    with world.work("safety_officer") as work:
        made = audits.answer(work, audit_id, no=no, conformity=conformity, **other)
        return made.finding_id


def found(world: World, audit_id: UUID, by: str = "inspector", **other: Any) -> UUID:
    """Enter a finding of an audit; return its id."""
    with world.work(by) as work:
        return audits.add_finding(
            work, audit_id, text="开关密封圈老化", level="general", **other
        ).id


def replied(world: World, audit_id: UUID, finding_id: UUID, by: str = "safety_officer") -> None:
    """Reply to a finding."""
    with world.work(by) as work:
        audits.reply(work, audit_id, finding_id=finding_id, text="已更换，附照片")


def close(world: World, audit_id: UUID, by: str = "safety_officer") -> set[str]:
    """Close an audit; return the rules that refuse."""
    try:
        with world.work(by) as work:
            audits.close_audit(work, audit_id)
    except Refused as refusal:
        return {each.code for each in refusal.findings}
    return set()


def assign(world: World, finding_id: UUID) -> UUID:
    """Let the mechanic answer for a finding's hazard; return the hazard."""
    with world.work("safety_officer") as work:
        hazard_id = work.get(AuditFinding, finding_id).hazard_id
        hazard.assign(work, hazard_id, responsible_id=world.people["mechanic"].id)
        return hazard_id


def test_bad_item_becomes_a_hazard_in_one_step(world: World) -> None:
    """Every item is answered before the audit closes (C52), and each once."""
    audit_id = steps.audited(world, checklist_id=checklist(world))
    finding_id = answered(world, audit_id, 2, "bad", note="SB-1 字迹不清")
    first = close(world, audit_id)
    with pytest.raises(Duplicate):
        answered(world, audit_id, 2, "good")
    answered(world, audit_id, 1, "not_applicable")
    assert finding_id is not None
    hazard_id = assign(world, finding_id)
    with world.read() as work:
        title = work.get(Hazard, hazard_id).title

    assert first == {"C52", "H06A"}
    assert title == "编号牌清晰：SB-1 字迹不清"
    assert close(world, audit_id) == set()


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("no", {"no": 3, "conformity": "good"}),
        ("conformity", {"no": 1, "conformity": "so_so"}),
        ("note", {"no": 1, "conformity": "bad"}),
    ],
)
def test_wrong_answer_names_its_field(world: World, field: str, words: dict[str, Any]) -> None:
    """Nothing is kept; an audit without a checklist has no items."""
    audit_id = steps.audited(world, checklist_id=checklist(world))
    with pytest.raises(Unreadable) as caught:
        answered(world, audit_id, **words)
    with pytest.raises(Unreadable) as none:
        answered(world, steps.audited(world), 1, "good")
    with world.read() as work:
        kept = (*work.all(AuditAnswer), *work.all(Hazard))

    assert (caught.value.field, none.value.field, kept) == (field, "no", ())


@pytest.mark.parametrize("field", ["name", "system", "source", "items"])
def test_checklist_says_what_it_is(world: World, field: str) -> None:
    """The field is named."""
    words: dict[str, Any] = {
        "name": "表", "system": "机电", "source": "合成", "items": [{"text": "一", "basis": ""}],
    }  # fmt: skip
    words[field] = [] if field == "items" else " "
    with pytest.raises(Unreadable) as caught, world.work("safety_officer") as work:
        audits.write_checklist(work, **words)

    assert caught.value.field == field


def test_inspected_side_replies(world: World) -> None:
    """C53 and C54: the department's own people do not, and without a reply it stays open."""
    audit_id = steps.audited(world, department=True, by="inspector")
    finding_id = found(world, audit_id, reply_by=world.clock.now.date() + timedelta(days=5))
    assign(world, finding_id)
    with world.read() as work:
        (waiting,) = [each.on for each in due(work) if each.code == "C54"]
    with pytest.raises(Refused) as caught:
        replied(world, audit_id, finding_id, by="inspector")
    before = close(world, audit_id, "inspector")
    replied(world, audit_id, finding_id)
    with world.read() as work:
        left = [each for each in due(work) if each.code == "C54"]

    assert [each.code for each in caught.value.findings] == ["C53"]
    assert (waiting, left, before) == (date(2026, 11, 7), [], {"C54"})
    assert close(world, audit_id, "inspector") == set()


def test_finding_of_the_mine_is_replied_to_by_somebody_else(world: World) -> None:
    """C53: not by who found it; another audit's finding is none of this."""
    audit_id, other = steps.audited(world), steps.audited(world)
    finding_id = found(world, audit_id, by="safety_officer")
    with pytest.raises(Refused) as caught:
        replied(world, audit_id, finding_id)
    with pytest.raises(Unreadable) as foreign:
        replied(world, other, finding_id, by="mechanic")
    replied(world, audit_id, finding_id, by="mechanic")
    with world.read() as work:
        finding = work.get(AuditFinding, finding_id)

    assert [each.code for each in caught.value.findings] == ["C53"]
    assert foreign.value.field == "finding_id"
    assert (finding.replied_by, finding.reply) == (world.people["mechanic"].id, "已更换，附照片")


def test_hold_point_freezes_until_the_department_is_content(world: World) -> None:
    """Neither handed out nor released before the department verified; then by it alone."""
    item_id, _ = registers.tagged(world)
    audit_id = steps.audited(world, department=True, by="inspector")
    finding_id = found(world, audit_id, item_id=item_id, freeze=True)
    hazard_id = assign(world, finding_id)
    with pytest.raises(Refused) as issuing, world.work("keeper") as work:
        register.issue(
            work, item_id, team_id=world.team_id, receiver_id=world.people["mechanic"].id,
            purpose="检修", quantity=Decimal(1),
        )  # fmt: skip
    with world.read() as work:
        (held,) = work.all(Hold)
    with pytest.raises(Refused) as early, world.work("inspector") as work:
        release(work, held.id, reason="看过")
    with world.work("mechanic") as work:
        hazard.rectify(work, hazard_id, evidence="更换后照片")
    with world.work("inspector") as work:
        hazard.verify(work, hazard_id)
    with pytest.raises(Refused), world.work("safety_officer") as work:
        release(work, held.id, reason="自行解除")
    with world.work("inspector") as work:
        release(work, held.id, reason="整改合格")

    assert [each.code for each in issuing.value.findings] == ["R08"]
    assert "H07" in {each.code for each in early.value.findings}


def test_only_an_inspector_freezes_an_item(world: World) -> None:
    """A safety officer may not; and what is frozen is named."""
    item_id, _ = registers.tagged(world)
    audit_id = steps.audited(world, department=True)
    with pytest.raises(Forbidden):
        found(world, audit_id, by="safety_officer", item_id=item_id, freeze=True)
    with pytest.raises(Unreadable) as caught:
        found(world, audit_id, freeze=True)
    with world.read() as work:
        kept = (*work.all(Hazard), *work.all(Hold))

    assert (caught.value.field, kept) == ("item_id", ())
