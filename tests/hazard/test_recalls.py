"""A stop-use notice obeyed: found, held, replaced, freed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from equiplink.catalogue import actions as catalogue
from equiplink.errors import Conflict, Forbidden, NotFound, Refused
from equiplink.hazard import recalls
from equiplink.hazard.models import Hazard
from equiplink.hazard.recall_models import Recall, Substitution
from equiplink.hazard.recall_rules import Substitute
from equiplink.ledger import Entry
from equiplink.register import actions as register
from equiplink.register.hold_models import Hold
from equiplink.register.hold_states import HoldSubject
from equiplink.register.holds import held_on
from equiplink.register.models import Item
from equiplink.register.states import ItemState
from equiplink.rules import RULES
from tests.acceptance.steps import MAKER, SAMPLES, papers
from tests.register.steps import tagged
from tests.world import World

FREE = Substitute(
    date(2026, 11, 2), recalled=True, replacement="SB-1", reached=False, state=ItemState.IN_STOCK
)


@pytest.mark.parametrize(
    "bad",
    [{"recalled": False}, {"reached": True}, {"used": True}, {"state": ItemState.SCRAPPED}],
)
def test_replacement_is_free(bad: dict[str, Any]) -> None:
    """CT9: a replacement is in service, free and not recalled itself."""
    assert RULES["CT9"].judge(replace(FREE, **bad)) is not None
    assert RULES["CT9"].judge(FREE) is None


def noticed(world: World, **what: Any) -> UUID:
    """Enter a notice about the maker's lamps, or as *what* says."""
    words: dict[str, Any] = {
        "number": "合成停用〔2026〕1号", "maker": MAKER, "product": "矿灯",
        "issuer": "合成监管局", "issued_on": date(2026, 11, 1), "reason": "抽检不合格",
        "source": "合成",
    } | what  # fmt: skip
    with world.work("safety_officer") as work:
        return catalogue.notice(work, **words).id


def recalled(world: World, notice_id: UUID) -> Recall:
    """Obey the notice."""
    with world.work("safety_officer") as work:
        return recalls.recall(work, notice_id)


def is_held(world: World, item_id: UUID) -> bool:
    """Say whether a hold reaches the thing."""
    with world.read() as work:
        return bool(held_on(work, work.get(Item, item_id)))


@pytest.mark.parametrize(
    ("what", "subject"),
    [
        ({"mark_number": "MZZ990105"}, HoldSubject.MARK),
        ({"models": ["KL5*"]}, HoldSubject.PRODUCT),
        ({}, HoldSubject.PRODUCT),
        ({"certificate": "SYN-ex_certificate"}, HoldSubject.ITEM),
    ],
)
def test_notice_holds_what_it_means(
    world: World, what: dict[str, Any], subject: HoldSubject
) -> None:
    """By mark, model, name or certificate: the lamp is held, the rescuer is not."""
    lamp, _ = tagged(world, "lamp", **({} if "certificate" not in what else _certified()))
    rescuer, _ = tagged(world, "rescuer")
    made = recalled(world, noticed(world, **what))

    assert list(made.found) == [str(lamp)]
    assert (is_held(world, lamp), is_held(world, rescuer)) == (True, False)
    with world.read() as work:
        assert [each.subject for each in work.all(Hold)] == [subject]


def _certified() -> dict[str, Any]:
    return {"papers": papers(SAMPLES["lamp"], ex_certificate={"number": "SYN-ex_certificate"})}


def test_machine_around_it_is_held_until_it_is_taken_out(world: World) -> None:
    """The part and the machine are held; the machine is free again when the part is out."""
    lamp, _ = tagged(world, "lamp")
    switch, _ = tagged(world, "switch")
    outer, _ = tagged(world, "fan")
    with world.work("mechanic") as work:
        register.install(work, lamp, parent_id=switch)
        register.install(work, switch, parent_id=outer)
    notice = noticed(world, mark_number="MZZ990105")
    made = recalled(world, notice)
    before = [is_held(world, each) for each in (lamp, switch, outer)]
    with world.work("mechanic") as work:
        register.take_out(work, lamp, reason="更换")
    again = recalled(world, notice)

    assert {each for each, found in made.found.items() if found["machine"]} == {
        str(switch), str(outer),
    }  # fmt: skip
    assert before == [True, True, True]
    assert [is_held(world, each) for each in (lamp, switch, outer)] == [True, False, False]
    assert again.id == made.id
    with world.read() as work:
        last = work.all(Entry, subject_id=made.id)[-1]
        assert set(last.data["freed"]) == {str(switch), str(outer)}


def test_recall_goes_on_as_things_come(world: World) -> None:
    """What arrives after the first pass is found by the next one; one hazard, no hold doubled."""
    tagged(world, "lamp")
    notice = noticed(world, mark_number="MZZ990105")
    first = recalled(world, notice)
    with world.work("safety_officer") as work:
        catalogue.withdraw(work, notice, withdrawn_on=work.today, reason="合成")
    tagged(world, "lamp")
    with pytest.raises(Conflict), world.work("safety_officer") as work:
        recalls.recall(work, notice)

    other = noticed(world, number="合成停用〔2026〕2号", mark_number="MZZ990105")
    made, again = recalled(world, other), recalled(world, other)
    assert len(first.found) == 1
    assert made.found == again.found
    assert len(made.found) == 2
    with world.read() as work:
        assert len(work.all(Hazard)) == 2
        assert len(work.all(Hold)) == 2


def test_only_who_answers_for_safety_recalls(world: World) -> None:
    """A keeper may not, and a notice that is not there is told by field."""
    notice = noticed(world)
    with pytest.raises(Forbidden), world.work("keeper") as work:
        recalls.recall(work, notice)
    with pytest.raises(NotFound) as caught, world.work("safety_officer") as work:
        recalls.recall(work, UUID(int=7))

    assert caught.value.field == "notice_id"


def test_replacement_is_written_down(world: World) -> None:
    """A free lamp takes the place; a recalled one may not, nor one that took another's."""
    lamp, _ = tagged(world, "lamp")
    second, _ = tagged(world, "lamp")
    free, _ = tagged(world, "rescuer")
    made = recalled(world, noticed(world, mark_number="MZZ990105"))
    with pytest.raises(Refused) as caught, world.work("mechanic") as work:
        recalls.replace(work, made.id, item_id=lamp, replacement_id=second)
    with world.work("mechanic") as work:
        recalls.replace(work, made.id, item_id=lamp, replacement_id=free)
        recalls.replace(work, made.id, item_id=lamp, replacement_id=free)
    with pytest.raises(Refused), world.work("mechanic") as work:
        recalls.replace(work, made.id, item_id=second, replacement_id=free)

    assert [finding.code for finding in caught.value.findings] == ["CT9"]
    with world.read() as work:
        assert [each.replacement_id for each in work.all(Substitution)] == [free]
