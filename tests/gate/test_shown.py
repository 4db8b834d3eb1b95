"""What issuers show of papers, asked at the gate, of what is below and for a device offline."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from equiplink.catalogue import papers
from equiplink.gate import actions as gate
from equiplink.gate import manifest
from equiplink.gate.again import judge_again
from equiplink.gate.models import Scan
from equiplink.register.models import Item
from equiplink.usage.unfit import unfit
from tests.acceptance.steps import MAKER
from tests.gate.steps import GATE, candidate, entered, scanned
from tests.statements import counted
from tests.world import World

SHOWN: dict[str, Any] = {
    "kind": "ex_certificate", "number": "SYN-ex_certificate", "issuer": "合成防爆检验中心",
    "holder": MAKER, "maker": MAKER, "product": "馈电开关", "models": ["KBZ-400/1140"],
    "synthetic": True, "source": "合成",
}  # fmt: skip
SPECIAL = {"number": "SYN-0001X", "conditions": "只用于配套"}
BAD = [
    ({"status": "撤销"}, "CT2"),
    ({"status": "暂停"}, "CT2"),
    ({"valid_until": date(2020, 1, 1)}, "CT3"),
    ({"kind": "product_certificate", "number": "SYN-product_certificate", "status": "注销"}, "CT2"),
]


def show(world: World, **what: Any) -> UUID:
    """Enter what an issuer shows of a paper."""
    with world.work("acceptor") as work:
        return papers.set_paper(work, **{**SHOWN, **what}).id


def denied(scan: Scan) -> list[str]:
    """Return the codes that deny."""
    return [each["code"] for each in scan.findings if each["severity"] == "deny"]


def special(world: World, item_id: UUID) -> UUID:
    """Let the ex certificate of a thing be one with special conditions."""
    with world.work() as work:
        item = work.get(Item, item_id)
        item.papers = {**item.papers, "ex_certificate": {"number": SPECIAL["number"]}}
    return show(world, **SPECIAL)


@pytest.mark.parametrize(("what", "code"), BAD)
def test_paper_that_does_not_stand_denies_entry(
    world: World, what: dict[str, Any], code: str
) -> None:
    """A revoked, suspended or expired paper on record refuses, and so does the manifest."""
    item_id, tag = candidate(world)
    show(world, **what)
    with world.read() as work:
        (seen,) = manifest.seen_where(work, Item.__table__.c.id == item_id)
        offline = manifest.denied(seen, work.today)

    assert denied(scanned(world, tag)) == [code]
    assert offline == (code,)


@pytest.mark.parametrize(("what", "code"), BAD)
def test_paper_that_does_not_stand_shows_underground(
    world: World, what: dict[str, Any], code: str
) -> None:
    """What went down with a paper in order is listed the day that its issuer says otherwise."""
    item_id, _ = entered(world)
    show(world)
    with world.read() as work:
        before = list(unfit(work))
    world.clock.forward(days=1)
    show(world, **what)
    with world.read() as work:
        (found,) = unfit(work)

    assert before == []
    assert (found.item_id, [each.code for each in found.denying]) == (item_id, [code])


def test_conditions_that_nobody_read_deny_entry_until_they_are_acknowledged(world: World) -> None:
    """The conditions are those of the issuer's answer; reading them lets the thing in."""
    item_id, tag = candidate(world)
    paper_id = special(world, item_id)
    first = scanned(world, tag)
    with world.work("ex_inspector") as work:
        papers.acknowledge(work, paper_id)
    second = scanned(world, tag)

    assert denied(first) == ["X05A"]
    assert second.admitted


def test_strictest_of_two_issuers_counts(world: World) -> None:
    """Two issuers with one number: the one that took it back is heard, whoever came first."""
    _, tag = candidate(world)
    show(world, issuer="合成检验甲", status="撤销")
    show(world, issuer="合成检验乙")

    assert denied(scanned(world, tag)) == ["CT2"]


def test_papers_cost_the_gate_no_statement(world: World) -> None:
    """What issuers show is read with whatever else speaks against a thing."""
    _, tag = candidate(world)
    show(world)
    with counted(world.chain) as sent, world.read("keeper") as work:
        gate.judge(work, tag=tag, gate=GATE)

    assert len([each for each in sent if not each.startswith(("BEGIN", "PRAGMA"))]) <= 3


def test_scan_with_papers_is_judged_again(world: World) -> None:
    """What the issuer showed then is stored, and gives the same answer."""
    _, tag = candidate(world)
    show(world, status="撤销")
    answer = scanned(world, tag)
    show(world)
    with world.read("keeper") as work:
        again = judge_again(work, answer.id)

    assert (again["same"], [each["code"] for each in again["again"]]) == (True, ["CT2"])
