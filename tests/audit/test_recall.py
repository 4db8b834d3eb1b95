"""The board of a recall: from the notice down to zero, place by place."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from equiplink.audit.recall import board, boards
from equiplink.catalogue import papers
from equiplink.errors import NotFound, Refused
from equiplink.hazard import actions as hazard
from equiplink.hazard import recalls
from equiplink.register import actions as register
from equiplink.usage import actions as usage
from tests.acceptance import steps as acceptances
from tests.contract import steps as contracts
from tests.gate.steps import candidate, scanned
from tests.hazard.test_recalls import noticed, recalled
from tests.register.steps import tagged
from tests.statements import counted
from tests.upkeep.steps import scrapped, started
from tests.usage.steps import in_use, placed
from tests.world import World

NUMBER = "合成停用〔2026〕1号"


def seen(world: World) -> dict[str, Any]:
    """Read the board."""
    with world.read() as work:
        return board(work, NUMBER)


def status(told: dict[str, Any]) -> dict[UUID, str]:
    """Return the word of each thing."""
    return {row["item_id"]: row["status"] for row in told["things"]}


def test_board_goes_down_to_zero(world: World) -> None:
    """One below, one in stock, one in repair; out and replaced it is zero, and then it closes."""
    below, code = candidate(world, "lamp")
    scanned(world, code)
    placement = placed(world, below)
    stock, _ = tagged(world, "lamp")
    repair, _ = tagged(world, "lamp")
    started(world, repair, "repair")
    free, _ = tagged(world, "rescuer")
    noticed(world, mark_number="MZZ990105")
    foreseen = seen(world)
    with world.read() as work:
        (unobeyed,) = boards(work)
        notice_id = unobeyed["notice_id"]
    made = recalled(world, notice_id)
    start = seen(world)
    with world.work("safety_officer") as work:
        hazard.assign(work, made.hazard_id, responsible_id=world.people["mechanic"].id)
    world.clock.forward(hours=1)
    with world.work("mechanic") as work:
        usage.give_back(work, placement)
        hazard.rectify(work, made.hazard_id, evidence="升井清单")
    with pytest.raises(Refused) as early, world.work("safety_officer") as work:
        hazard.verify(work, made.hazard_id)
    scanned(world, code, direction="out")
    with world.work("mechanic") as work:
        recalls.replace(work, made.id, item_id=below, replacement_id=free)
    end = seen(world)
    with world.work("safety_officer") as work:
        hazard.verify(work, made.hazard_id)

    assert (foreseen["progress"]["obeyed"], foreseen["progress"]["found"]) == (False, 3)
    assert unobeyed["progress"] == foreseen["progress"]
    assert status(start) == {below: "underground", stock: "in_stock", repair: "in_repair"}
    assert start["progress"]["left"] == 1
    assert [finding.code for finding in early.value.findings] == ["M13U"]
    assert status(end)[below] == "out"
    assert {name: end["progress"][name] for name in ("left", "out", "replaced", "held")} == {
        "left": 0, "out": 1, "replaced": 1, "held": 3,
    }  # fmt: skip
    places = {each.pop("place"): each for each in end["places"]}
    assert places["一采区进风巷"] == {"was": 1, "is": 0, "out": 1, "replaced": 1, "scrapped": 0}
    assert (places["库存"]["was"], places["库存"]["is"]) == (1, 2)
    assert places["在修"]["is"] == 1
    assert seen(world)["hazard"]["state"] == "closed"


def test_scrapped_thing_stays_on_the_board(world: World) -> None:
    """What was found and then scrapped is done, and was not found for nothing."""
    lamp, _ = tagged(world, "lamp")
    recalled(world, noticed(world, mark_number="MZZ990105"))
    scrapped(world, lamp)
    told = seen(world)

    assert status(told) == {lamp: "scrapped"}
    assert told["places"] == [
        {"place": "库存", "was": 1, "is": 0, "out": 0, "replaced": 0, "scrapped": 1}
    ]


def test_machine_around_it_is_told_and_freed(world: World) -> None:
    """The machine stands beside the part, and is free when the part is out."""
    lamp, _ = tagged(world, "lamp")
    switch, _ = tagged(world, "switch")
    with world.work("mechanic") as work:
        register.install(work, lamp, parent_id=switch)
    notice = noticed(world, mark_number="MZZ990105")
    recalled(world, notice)
    inside = seen(world)
    with world.work("mechanic") as work:
        register.take_out(work, lamp)
    recalled(world, notice)
    outside = seen(world)

    assert (inside["progress"]["machines"], inside["progress"]["found"]) == (1, 1)
    assert "装有" in next(row for row in inside["things"] if row["machine"])["why_zh"]
    assert status(outside)[switch] == "freed"
    assert outside["progress"]["machines"] == 0


def test_orders_and_suspects_are_told(world: World) -> None:
    """What is still to come, what waits for its verdict, and what is to be looked at."""
    switch, _ = tagged(world, "switch")
    sample = acceptances.goods(world)
    made = contracts.signed(
        world, {"lamp": 3}, products={"lamp": sample["lamp"].product_id},
        offers={"lamp": {"mark_number": "MZZ990105"}},
    )  # fmt: skip
    contracts.delivered(world, made=made, brings={"lamp": 1})
    with world.work("buyer") as work:
        papers.add_part(
            work, product_id=sample["fan"].product_id or UUID(int=0), part="照明灯",
            model="KL5LM(A)", maker=acceptances.MAKER, mark_number="MZZ990105", source="合成",
        )  # fmt: skip
    fan, _ = tagged(world, "fan")
    noticed(world, mark_number="MZZ990105")
    told = seen(world)

    (order,) = told["orders"]
    assert (order["outstanding"], order["arrived"]) == ("2", "1")
    assert told["things"] == []
    assert {(each["item_id"], each["why_zh"]) for each in told["suspects"]} == {
        (switch, "同厂其他产品"), (fan, "同厂其他产品"), (fan, "受控部件清单有 照明灯 KL5LM(A)"),
    }  # fmt: skip


def test_board_costs_the_same_for_more_things(world: World) -> None:
    """The number of statements does not grow with what is found."""
    for name in ("switch", "lamp", "lamp", "lamp"):
        in_use(world, name)
    for number, mark in ((NUMBER, "MZZ990105"), ("合成停用〔2026〕2号", "MZZ990102")):
        recalled(world, noticed(world, number=number, mark_number=mark))
    with world.read() as work, counted(world.chain) as more:
        many = board(work, NUMBER)
    with world.read() as work, counted(world.chain) as few:
        one = board(work, "合成停用〔2026〕2号")

    assert (many["progress"]["found"], one["progress"]["found"]) == (3, 1)
    assert len(more) == len(few)


def test_unknown_notice_names_the_known_ones(world: World) -> None:
    """The message lists what is entered."""
    noticed(world)
    with pytest.raises(NotFound, match="合成停用"), world.read() as work:
        board(work, "没有的文号")
