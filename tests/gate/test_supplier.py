"""The gate remembers the supplier: it warns of whom the mine doubts and marks what is his fault."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event

from equiplink.gate import actions as gate
from equiplink.gate.models import Scan
from equiplink.mine import actions as mine
from equiplink.register.models import Item
from equiplink.supplier import actions as suppliers
from equiplink.supplier.models import Debarment, Mark
from tests.gate.steps import GATE, candidate, entered, inspected, scanned
from tests.supplier.steps import decided
from tests.world import World


def supplier_of(world: World, item_id: UUID) -> UUID:
    """Return who sold the thing."""
    with world.read() as work:
        who = work.get(Item, item_id).supplier_id
    assert who is not None
    return who


def codes(scan: Scan) -> list[str]:
    """Return the codes of a scan, warnings too."""
    return [each["code"] for each in scan.findings]


def test_doubted_supplier_is_told_at_the_gate(world: World) -> None:
    """Debarred for false papers: his goods still enter, with a warning and the case's number."""
    item_id, code = candidate(world)
    decided(world, supplier_of(world, item_id))
    inspected(world, item_id)
    answer = scanned(world, code)

    assert answer.admitted
    assert [(each["code"], each["params"]["reason"]) for each in answer.findings] == [
        ("S36", "AJ-1")
    ]


def test_mine_may_refuse_goods_in_doubt(world: World) -> None:
    """Where the mine says so, the warning is a refusal."""
    item_id, code = candidate(world)
    decided(world, supplier_of(world, item_id))
    inspected(world, item_id)
    with world.work() as work:
        mine.set_policy(work, "rule.S36", "deny")
    answer = scanned(world, code)

    assert not answer.admitted
    assert codes(answer) == ["S36"]


@pytest.mark.parametrize(
    ("offence", "lifted", "wait"),
    [("other", False, 0), ("false_papers", True, 0), ("fake_goods", False, 100)],
)
def test_other_reasons_do_not_reach_the_gate(
    world: World,
    offence: str,
    lifted: bool,  # noqa: FBT001  a column of the table
    wait: int,
) -> None:
    """Another offence, a debarment that was lifted, and one that is over say nothing there."""
    item_id, code = candidate(world)
    case = decided(world, supplier_of(world, item_id), offence=offence)
    with world.work("approver") as work:
        bar = work.first(Debarment, violation_id=case)
        assert bar is not None
        if lifted:
            suppliers.lift(work, bar.id, reason="复核撤销")
    world.clock.forward(days=wait)
    inspected(world, item_id)

    assert "S36" not in codes(scanned(world, code))


def test_debarment_by_others_for_fraud_is_told(world: World) -> None:
    """Fraud found by the authorities counts like the mine's own case, from its first day."""
    item_id, code = candidate(world)
    with world.work("approver") as work:
        suppliers.debar(
            work, supplier_of(world, item_id), cause="fraud", source="合成处罚决定",
            starts_on=work.today + timedelta(days=1), ends_on=work.today + timedelta(days=366),
        )  # fmt: skip
    seen = []
    for _ in range(2):
        with world.read("keeper") as work:
            seen.append(codes(gate.judge(work, tag=code, gate=GATE)))
        world.clock.forward(days=1)

    assert seen == [[], ["S36"]]


def test_gate_asks_no_more_than_before(world: World) -> None:
    """A doubted supplier costs no statement: still six for an admitted scan."""
    item_id, code = candidate(world)
    decided(world, supplier_of(world, item_id))
    inspected(world, item_id)
    sent: list[str] = []

    def keep(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(world.chain.engine, "before_cursor_execute", keep)
    answer = scanned(world, code)
    event.remove(world.chain.engine, "before_cursor_execute", keep)

    assert codes(answer) == ["S36"]
    assert len([each for each in sent if not each.startswith("BEGIN")]) <= 6


def refusals(world: World, who: UUID) -> list[tuple[str, UUID]]:
    """Return the supplier's marks from the gate."""
    with world.read() as work:
        found = work.all(Mark, supplier_id=who, kind="gate_refused")
        return [(each.note, each.subject_id) for each in found]


def test_refusal_for_the_supplier_marks_him_once(world: World) -> None:
    """A missing safety mark is his; scanned again it is the same mark."""
    item_id, code = candidate(world)
    with world.work() as work:
        work.get(Item, item_id).mark_number = ""
    first = scanned(world, code)
    scanned(world, code)

    assert refusals(world, supplier_of(world, item_id)) == [("L05", first.id)]


def test_refusal_for_the_mine_marks_nobody(world: World) -> None:
    """A second entry, a missing inspection or a dry run are not the supplier's."""
    item_id, code = entered(world)
    answer = scanned(world, code)

    assert "G32" in codes(answer)
    assert refusals(world, supplier_of(world, item_id)) == []
