"""Duties kept apart, concessions and splits: rules, and verbs on both databases."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.acceptance import actions as acceptance
from equiplink.acceptance import concessions, floor
from equiplink.acceptance.models import Acceptance
from equiplink.acceptance.states import AcceptanceState
from equiplink.acceptance.verdict_rules import (
    APPROVING,
    CONCEDING,
    HANDS,
    SPLITTING,
    Approving,
    Conceding,
    Hands,
    Splitting,
)
from equiplink.acceptance.verdict_states import ConcessionState, Disposal, Duty
from equiplink.contract.models import DeliveryLine
from equiplink.errors import IllegalStep, Refused, Unreadable
from equiplink.mine import actions as mine
from equiplink.register import actions as register
from tests.acceptance import steps
from tests.acceptance.steps import SAMPLES
from tests.world import World

TODAY = date(2026, 11, 30)
ONE, TWO = UUID(int=1), UUID(int=2)
POINTS: list[floor.PointText] = [
    {"code": "look", "kind": "appearance", "name": "外观", "source": "制度"},
    {"code": "pull", "kind": "physical", "name": "抗拉", "source": "制度"},
]
CONCEDED = Conceding(TODAY, ("look",), (), TODAY + timedelta(days=180), 180)


def codes(found: Any) -> list[str]:
    """Return the codes of findings."""
    return [each.code for each in found]


@pytest.mark.parametrize(
    ("duty", "had", "found"),
    [
        (Duty.ACCEPT, Duty.PLAN, ["A50"]),
        (Duty.ACCEPT, Duty.BUY, ["A50"]),
        (Duty.ACCEPT, Duty.RECEIVE, ["A50"]),
        (Duty.ACCEPT, Duty.KEEP, ["A50"]),
        (Duty.ACCEPT, Duty.ACCEPT, []),
        (Duty.KEEP, Duty.ACCEPT, ["A50"]),
        (Duty.KEEP, Duty.BUY, ["A50"]),
        (Duty.KEEP, Duty.RECEIVE, []),
        (Duty.PLAN, Duty.BUY, []),
    ],
)
def test_matrix_of_duties(duty: Duty, had: Duty, found: list[str]) -> None:
    """Buyer, acceptor and keeper of the same goods are three people."""
    assert codes(HANDS.judge(Hands(TODAY, duty, ONE, {had: frozenset({ONE})}))) == found
    assert codes(HANDS.judge(Hands(TODAY, duty, TWO, {had: frozenset({ONE})}))) == []


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (CONCEDED, []),
        (Conceding(TODAY, (), (), TODAY + timedelta(days=1), 180), ["A56"]),
        (Conceding(TODAY, ("look",), ("M01",), TODAY + timedelta(days=1), 180), ["A56"]),
        (Conceding(TODAY, ("look",), (), TODAY, 180), ["A57"]),
        (Conceding(TODAY, ("look",), (), TODAY + timedelta(days=181), 180), ["A57"]),
    ],
)
def test_limits_of_a_concession(facts: Conceding, found: list[str]) -> None:
    """Only looks, sizes and counts, and never for longer than the mine allows."""
    assert codes(CONCEDING.judge(facts)) == found


def test_another_approves_and_something_is_left() -> None:
    """Who asked does not approve; a part is less than the whole."""
    assert codes(APPROVING.judge(Approving(TODAY, ONE, frozenset({TWO})))) == []
    assert codes(APPROVING.judge(Approving(TODAY, ONE, frozenset({ONE})))) == ["A58"]
    assert codes(SPLITTING.judge(Splitting(TODAY, Decimal(1), Decimal(2)))) == []
    assert codes(SPLITTING.judge(Splitting(TODAY, Decimal(2), Decimal(2)))) == ["A59"]
    assert codes(SPLITTING.judge(Splitting(TODAY, Decimal(0), Decimal(2)))) == ["A59"]


def answered(world: World, made: UUID, **passed: bool) -> None:
    """Answer both points; *passed* says which did not pass."""
    for point in POINTS:
        with world.work("acceptor") as work:
            code = point["code"]
            floor.check(work, made, point=code, passed=passed.get(code, True), note="见现场")


def lot(world: World) -> tuple[UUID, UUID]:
    """Present a hundred bolts; return their delivery line and acceptance."""
    steps.templated(world, "bolt", POINTS)
    line = steps.delivered(world, {"bolt": 100}).lines["bolt"]
    return line, steps.presented(world, line, SAMPLES["bolt"], quantity=Decimal(100))


def asked(world: World, made: UUID) -> UUID:
    """Reject and ask for a concession."""
    with world.work("acceptor") as work:
        acceptance.reject(work, made, reason="表面锈蚀")
    with world.work("mechanic") as work:
        return concessions.request(
            work, made, reason="不影响强度", restriction="仅用于地面临时支护",
            until=work.today + timedelta(days=30),
        ).id  # fmt: skip


def test_rejected_looks_are_conceded_within_limits(world: World) -> None:
    """An approver who had no hand in the goods lets them pass; they count as accepted."""
    line, made = lot(world)
    answered(world, made, look=False)
    concession = asked(world, made)
    with world.work("approver") as work:
        done = concessions.approve(work, concession, opinion="同意，限地面")

    with world.read() as work:
        part, verdict = work.get(DeliveryLine, line), work.get(Acceptance, made)
    assert done.state is ConcessionState.APPROVED
    assert (part.accepted, part.rejected) == (100, 0)
    assert verdict.state is AcceptanceState.ACCEPTED
    assert verdict.expires_on == done.until


def test_strength_and_papers_are_never_conceded(world: World) -> None:
    """What is no matter of looks stays refused, also when it comes to light later."""
    _, made = lot(world)
    answered(world, made, look=False, pull=False)
    with pytest.raises(Refused, match="抗拉"):
        asked(world, made)
    bare = steps.presented(
        world, steps.delivered(world, {"bolt": 5}).lines["bolt"], SAMPLES["bolt"],
        quantity=Decimal(5), papers={},
    )  # fmt: skip
    answered(world, bare, look=False)

    with pytest.raises(Refused, match="合格证"):
        asked(world, bare)


def test_concession_is_decided_once(world: World) -> None:
    """Whoever asked does not approve; what was refused goes back."""
    _, made = lot(world)
    answered(world, made, look=False)
    concession = asked(world, made)
    with world.work() as work:
        mechanic = world.people["mechanic"].id
        mine.change_roles(work, mechanic, ["mechanic", "approver"])
    with world.chain.read(world.people["mechanic"]) as work:
        both = mine.actor(work, mechanic)
    with pytest.raises(Refused, match="其他审批人"), world.chain.work(both) as work:
        concessions.approve(work, concession, opinion="同意")
    with world.work("approver") as work:
        concessions.refuse(work, concession, opinion="不同意")
    with pytest.raises(IllegalStep), world.work("approver") as work:
        concessions.approve(work, concession, opinion="同意")
    with world.work("keeper") as work:
        back = acceptance.send_back(work, made, disposal="replace")

    assert back.disposal is Disposal.REPLACE


def test_part_of_a_lot_is_accepted(world: World) -> None:
    """Each part gets its verdict; together they are what was presented."""
    line, made = lot(world)
    answered(world, made)
    with world.work("acceptor") as work:
        part = concessions.part_off(work, made, quantity=Decimal(30), reason="一捆锈蚀").id
        floor.check(work, part, point="look", passed=False, note="锈蚀")
    with world.work("acceptor") as work:
        acceptance.accept(work, made)
    with pytest.raises(Refused), world.work("acceptor") as work:
        acceptance.accept(work, part)
    with world.work("acceptor") as work:
        acceptance.reject(work, part, reason="锈蚀")
    with pytest.raises(IllegalStep), world.work("acceptor") as work:
        concessions.part_off(work, made, quantity=Decimal(1), reason="再拆")

    with world.read() as work:
        row = work.get(DeliveryLine, line)
    assert (row.presented, row.accepted, row.rejected) == (100, 70, 30)


def test_units_are_not_split(world: World) -> None:
    """A switch is one piece."""
    line = steps.delivered(world).lines["switch"]
    made = steps.presented(world, line, SAMPLES["switch"])

    with pytest.raises((Refused, Unreadable)), world.work("acceptor") as work:
        concessions.part_off(work, made, quantity=Decimal(1), reason="拆")


@pytest.mark.parametrize(("name", "role"), [("planner", "acceptor"), ("acceptor", "keeper")])
def test_one_person_does_not_have_two_duties(world: World, name: str, role: str) -> None:
    """The planner does not accept, the acceptor does not keep, whatever roles they hold."""
    person = world.people[name].id
    with world.work() as work:
        mine.change_roles(work, person, [name, role])
        mine.certify(
            work, person, permit="acceptance", number="9", issuer="合成发证机关",
            valid_from=date(2026, 1, 1), valid_until=date(2027, 12, 31),
        )  # fmt: skip
        actor = mine.actor(work, person)
    line = steps.delivered(world).lines["switch"]
    made = steps.presented(world, line, SAMPLES["switch"])
    if role == "keeper":
        with world.work("acceptor") as work:
            acceptance.accept(work, made)

    with pytest.raises(Refused) as caught, world.chain.work(actor) as work:
        if role == "keeper":
            register.take_in(work, made, number="SB-1")
        else:
            acceptance.accept(work, made)
    assert [each.code for each in caught.value.findings if each.denies] == ["A50"]
