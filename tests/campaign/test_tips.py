"""Anonymous reports: kept without a trace of who, taken up or dismissed, a few a day."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import text as sql

from equiplink.agenda import queries
from equiplink.campaign import tips
from equiplink.campaign.violation_models import Tip
from equiplink.errors import Forbidden, NotFound, Refused, Unreadable
from equiplink.hazard.models import Hazard
from equiplink.hazard.states import Channel
from equiplink.ledger import Entry
from equiplink.work import Actor
from tests.register.steps import tagged
from tests.world import World


def told(world: World, code: str, text: str = "开关漏电保护被短接") -> UUID:
    """Report something, as nobody in particular."""
    with world.chain.work(Actor.anonymous(world.mine_id)) as work:
        return tips.tell(work, code=code, text=text).id


def test_report_becomes_a_hazard(world: World) -> None:
    """Found by a tip, on the thing of the tag; the agenda asks until then."""
    item_id, code = tagged(world)
    tip_id = told(world, code)
    with world.read() as work:
        waiting = [each.code for each in queries.due(work)]
    with world.work("safety_officer") as work:
        made = tips.take_up(work, tip_id, level="general", basis="L04")
    with world.read() as work:
        hazard, left = work.get(Hazard, made.id), [each.code for each in queries.due(work)]

    assert "C69" in waiting
    assert "C69" not in left
    assert (hazard.channel, hazard.item_id) == (Channel.TIP, item_id)


def test_report_is_dismissed_with_a_reason(world: World) -> None:
    """And not by anybody."""
    _, code = tagged(world)
    tip_id = told(world, code)
    with pytest.raises(Forbidden), world.work("mechanic") as work:
        tips.dismiss(work, tip_id, reason="没有这回事")
    with pytest.raises(Unreadable), world.work("safety_officer") as work:
        tips.dismiss(work, tip_id, reason="")
    with world.work("safety_officer") as work:
        done = tips.dismiss(work, tip_id, reason="现场核实：短接线为调试用，已拆除")

    assert done.state.value == "dismissed"


def test_nothing_says_who(world: World) -> None:
    """Neither the row nor its entry names a person; the actor is nobody in particular."""
    _, code = tagged(world)
    tip_id = told(world, code)
    with world.read() as work:
        (entry,) = work.all(Entry, subject_id=tip_id)
        row = work.session.execute(sql("select * from tip")).mappings().one()

    assert (entry.actor_name, entry.actor_id) == ("匿名", UUID(int=2))
    assert set(entry.data) == {"item_id", "text"}
    assert set(row) == {
        "mine_id", "id", "state", "version", "item_id", "text", "told_on", "hazard_id", "reason",
    }  # fmt: skip


def test_day_takes_five_about_one_thing(world: World) -> None:
    """The sixth is refused, about another thing it is not, and tomorrow begins anew."""
    _, code = tagged(world)
    _, other = tagged(world, "rescuer")
    for no in range(5):
        told(world, code, f"第{no}次")
    with pytest.raises(Refused) as caught:
        told(world, code)
    told(world, other)
    world.clock.forward(days=1)
    told(world, code)
    with world.read() as work:
        kept = len(work.all(Tip))

    assert [each.code for each in caught.value.findings] == ["C69"]
    assert kept == 7


@pytest.mark.parametrize(("text", "field"), [(" ", "text"), ("长" * 1001, "text")])
def test_wrong_words_are_named(world: World, text: str, field: str) -> None:
    """Empty and too long; nothing is kept. An unknown tag is not found."""
    _, code = tagged(world)
    with pytest.raises(Unreadable) as caught:
        told(world, code, text)
    with pytest.raises(NotFound):
        told(world, "0000000000000")

    assert caught.value.field == field
