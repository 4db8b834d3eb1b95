"""A firm that stands twice on the register keeps one record, and what is known of both."""

from __future__ import annotations

from uuid import UUID

import pytest

from equiplink.audit.reach import reach
from equiplink.audit.replay import verify
from equiplink.db import new_id
from equiplink.errors import Duplicate, Forbidden, IllegalStep, Refused, Unreadable
from equiplink.hazard import holding
from equiplink.ledger import Entry
from equiplink.register import holds
from equiplink.register.models import Item
from equiplink.supplier import actions as suppliers
from equiplink.supplier import merging, proofs, queries
from equiplink.supplier.models import Supplier
from equiplink.supplier.rules import ELIGIBLE, INVITABLE
from equiplink.supplier.states import Standing
from tests.supplier.steps import code, decided, supplier
from tests.world import World

PAPER = "合成：登记机关信用代码变更证明"


def merge(world: World, old: UUID, new: UUID, *, document: str = PAPER) -> None:
    """Merge the record *old* into *new*."""
    with world.work("approver") as work:
        merging.merge(work, old, into_id=new, reason="同一单位重复登记", document=document)


def twice(world: World) -> tuple[UUID, UUID]:
    """Register one firm under two codes."""
    return supplier(world, uscc=code(801)), supplier(world, uscc=code(802))


def test_closed_record_points_to_the_one_that_remains(world: World) -> None:
    """The old code is an alias: nobody registers it anew, and the ledger says why."""
    old, new = twice(world)
    merge(world, old, new)
    with pytest.raises(Duplicate) as caught:
        supplier(world, uscc=code(801))
    with world.read() as work:
        closed, told = work.get(Supplier, old), work.first(Entry, subject_id=old, action="merge")
        explained = queries.explained(work, old)

    assert (closed.state, closed.firm_id, closed.uscc) == (Standing.MERGED, new, code(801))
    assert told is not None
    assert (told.data["into"], told.data["document"]) == (code(802), PAPER)
    assert code(802) in caught.value.text_zh
    assert (explained["supplier_id"], explained["aliases"]) == (new, [code(801)])


def test_debarment_and_reputation_follow(world: World) -> None:
    """What was decided and seen of either record holds for both; the ledger gives the same."""
    old, new = twice(world)
    decided(world, old)
    for who in (old, new):
        with world.work("buyer") as work:
            suppliers.mark(work, who, kind="rejected", subject="supplier", subject_id=who)
    with world.read() as work:
        before = len(queries.reputation(work, new).parts)
    merge(world, old, new)
    with world.read() as work:
        facts = queries.facts(work, [old, new])
        found = [[each.code for each in ELIGIBLE.judge(facts[who])] for who in (old, new)]
        parts = {who: queries.reputation(work, who) for who in (old, new)}
        again = queries.recomputed(work, new)
        bars = queries.debarred(work, [old, new], work.today)

    assert before == 1
    assert found[0] == found[1]
    assert "S13" in found[1]
    assert len(parts[new].parts) == 2
    assert parts[old] == parts[new] == again
    assert len(bars) == 1


def test_proofs_follow(world: World) -> None:
    """A maker's word to the old record is one to the firm."""
    old, new = twice(world)
    with world.work("buyer") as work:
        proofs.authorise(work, old, capacity="distributor", maker="合成制造厂", number="SQ-1")
        before = queries.unproven(work, new, [("合成制造厂", "KBZ")])
    merge(world, old, new)
    with world.read() as work:
        after = queries.unproven(work, new, [("合成制造厂", "KBZ")])

    assert (len(before), after) == (1, ())


def test_goods_of_either_record_are_held(world: World) -> None:
    """A hold on the record that remains reaches what the old one sold, and the reverse."""
    old, new = twice(world)
    with world.work("safety_officer") as work:
        holding.hold(work, kind="quarantine", subject="supplier", key=str(new), reason="复核")
    item = Item(id=new_id(), product_id=new_id(), supplier_id=old, mark_number="", lineage=[])
    with world.read() as work:
        before = holds.held_on(work, item)
    merge(world, old, new)
    with world.read("buyer") as work:
        after = holds.held_on(work, item)
        told = [len(reach(work, who)["holds"]) for who in (old, new)]

    assert (len(before), len(after), told) == (0, 1, [1, 1])


def test_invitation_names_the_record_that_remains(world: World) -> None:
    """The closed one is refused, the other passes."""
    old, new = twice(world)
    merge(world, old, new)
    with world.read() as work:
        facts = queries.facts(work, [old, new])
    found = [[each.code for each in INVITABLE.judge(facts[who])] for who in (old, new)]

    assert found == [["S42"], []]


def test_merged_firms_are_merged_again(world: World) -> None:
    """Every alias points to the record that remains in the end, and replay gives the states."""
    old, new = twice(world)
    last = supplier(world, uscc=code(803))
    merge(world, old, new)
    merge(world, new, last)
    with world.read() as work:
        firms = {each.firm_id for each in work.all(Supplier) if each.id in (old, new, last)}
        aliases = queries.explained(work, last)["aliases"]
    verdict = verify(world.chain, world.mine_id)

    assert firms == {last}
    assert sorted(aliases) == sorted([code(801), code(802)])
    assert verdict.intact, verdict.problems


def test_merger_is_refused_as_the_rules_say(world: World) -> None:
    """Without the registry's paper, into itself, by the buyer, into what is closed, twice."""
    old, new = twice(world)
    other = supplier(world, uscc=code(804))
    with pytest.raises(Refused) as caught:
        merge(world, old, new, document=" ")
    with pytest.raises(Unreadable):
        merge(world, old, old)
    with pytest.raises(Forbidden), world.work("buyer") as work:
        merging.merge(work, old, into_id=new, reason="重复", document=PAPER)
    merge(world, old, new)
    with pytest.raises(Refused) as closed:
        merge(world, other, old)
    with pytest.raises(IllegalStep):
        merge(world, old, other)

    assert [each.code for each in caught.value.findings] == ["S38"]
    assert [each.code for each in closed.value.findings] == ["S39"]


def test_suspension_is_not_escaped(world: World) -> None:
    """A suspended record closes only in favour of one that is suspended too."""
    old, new = twice(world)
    with world.work("approver") as work:
        suppliers.suspend(work, old, reason="整改")
    with pytest.raises(Refused) as caught:
        merge(world, old, new)
    with world.work("approver") as work:
        suppliers.suspend(work, new, reason="同一单位")
    merge(world, old, new)

    assert [each.code for each in caught.value.findings] == ["S40"]
