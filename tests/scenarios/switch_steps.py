"""The sentences of the flameproof switch: who does what to one thing, over five years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from equiplink.catalogue import actions as catalogue
from equiplink.catalogue import papers
from equiplink.gate.models import Scan
from equiplink.hazard import actions as hazards
from equiplink.hazard.models import Hazard
from equiplink.hazard.states import HazardState
from equiplink.mine import actions as mine
from equiplink.register import actions as register
from equiplink.register.models import Item
from equiplink.upkeep import actions as upkeep
from equiplink.usage import actions as usage
from equiplink.usage.sweep import Swept, sweep
from equiplink.usage.unfit import unfit
from tests.acceptance.steps import MAKER, SAMPLES
from tests.gate import steps as gates
from tests.upkeep import steps as upkeeps
from tests.usage import steps as usages
from tests.world import PERMITS, World

SWITCH = SAMPLES["switch"]
INTAKE, RETURN = "一采区进风巷", "3101回风巷"


@dataclass
class Switch:
    """One thing under its changing labels and places."""

    item_id: UUID
    tag: str
    placement: UUID | None = None


def now(world: World, switch: Switch) -> Item:
    """Return what the register says of it."""
    with world.read() as work:
        return work.get(Item, switch.item_id)


def denied(answer: Scan) -> set[str]:
    """Return the codes that deny."""
    return {each["code"] for each in answer.findings if each["severity"] == "deny"}


def warned(answer: Scan) -> set[str]:
    """Return the codes that only warn."""
    return {each["code"] for each in answer.findings} - denied(answer)


def scanned(world: World, switch: Switch, direction: str = "in") -> Scan:
    """Hold its label before the scanner, ten minutes later."""
    world.clock.forward(minutes=10)
    return gates.scanned(world, switch.tag, direction=direction)


def inspected(world: World, switch: Switch, place: str = INTAKE) -> None:
    """Let the ex inspector look at it and sign, an hour later."""
    world.clock.forward(hours=1)
    gates.inspected(world, switch.item_id, place=place)


def put_up(world: World, switch: Switch, place: str) -> None:
    """Place what is below, in the mechanic's charge."""
    switch.placement = usages.placed(world, switch.item_id, place=place)


def goes_down(world: World, switch: Switch, place: str = INTAKE) -> set[str]:
    """Inspect it, let it in and put it up; return what the gate warned of."""
    inspected(world, switch, place)
    answer = scanned(world, switch)
    put_up(world, switch, place)

    assert (answer.admitted, denied(answer)) == (True, set())
    return warned(answer)


def comes_up(world: World, switch: Switch) -> None:
    """Take it down from its place and bring it up."""
    assert switch.placement is not None
    with world.work("mechanic") as work:
        usage.give_back(work, switch.placement)
    switch.placement = None

    assert scanned(world, switch, "out").admitted


def tested(world: World, switch: Switch) -> int:
    """Make every test that is due; return how many there were."""
    with world.read() as work:
        rows = upkeep.due(work, work.today)
        checks = [each.interval.id for each in rows if each.item.id == switch.item_id]
    for interval_id in checks:
        job_id = upkeeps.started(world, switch.item_id, interval_id=interval_id)
        upkeeps.done(world, job_id)
    return len(checks)


def asked_again(world: World, *, until: date = date(2028, 12, 31)) -> None:
    """Ask the issuer's register about its safety mark and enter the answer."""
    with world.work() as work:
        catalogue.set_mark(
            work, number=SWITCH.mark, product=SWITCH.title, model=SWITCH.model, holder=MAKER,
            status="有效", valid_from=date(2024, 1, 1), valid_until=until, synthetic=True,
            source="合成",
        )  # fmt: skip


def shown(world: World, status: str) -> None:
    """Enter what the issuer of its ex certificate shows."""
    with world.work("acceptor") as work:
        papers.set_paper(
            work, kind="ex_certificate", number="SYN-ex_certificate", issuer="合成防爆检验中心",
            holder=MAKER, maker=MAKER, product=SWITCH.title, models=[SWITCH.model],
            status=status, synthetic=True, source="合成",
        )  # fmt: skip


def certified_again(world: World, until: date) -> None:
    """Renew everybody's certificate of competence."""
    with world.work() as work:
        for name, permit in PERMITS.items():
            mine.certify(
                work, world.people[name].id, permit=permit, number=f"ZJ-{until:%Y}-{name}",
                issuer="合成发证机关", valid_from=work.today, valid_until=until,
            )  # fmt: skip


def listed(world: World) -> dict[UUID, set[str]]:
    """Return what is unfit underground, with the reasons."""
    with world.read() as work:
        return {each.item_id: {one.code for one in each.denying} for each in unfit(work)}


def swept(world: World) -> Swept:
    """Sweep, as the inspector."""
    with world.work("inspector") as work:
        return sweep(work)


def open_hazards(world: World) -> list[Hazard]:
    """Return the hazards that are not closed."""
    with world.read() as work:
        return [each for each in work.all(Hazard) if each.state is not HazardState.CLOSED]


def cleared(world: World, hazard_id: UUID) -> None:
    """Let the safety officer verify a hazard that is put right."""
    with world.work("safety_officer") as work:
        hazards.verify(work, hazard_id)


def put_right(world: World, hazard_id: UUID, evidence: str) -> None:
    """Assign a hazard, put it right, and verify it: three acts of two people."""
    with world.work("safety_officer") as work:
        hazards.assign(
            work, hazard_id, responsible_id=world.people["mechanic"].id, measures="核对实物",
            due_on=work.today,
        )  # fmt: skip
    with world.work("mechanic") as work:
        hazards.rectify(work, hazard_id, evidence=evidence)
    cleared(world, hazard_id)


def relabelled(world: World, switch: Switch, reason: str) -> str:
    """Print its next label; return the old one."""
    old = switch.tag
    with world.work("keeper") as work:
        switch.tag = register.reprint(work, switch.item_id, reason=reason).code
    return old


def asked_to_scrap(**other: Any) -> dict[str, Any]:
    """Return a request to scrap it because it is not worth its repair."""
    return {
        "quantity": Decimal(1),
        "ground": "beyond_repair",
        "appraisal": "机电科鉴定：隔爆面锈蚀，无修复价值",
        "repair_cost": Decimal(16_000),
        "value": Decimal(18_500),
    } | other
