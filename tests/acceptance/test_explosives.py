"""The lane of explosives through its verbs, on both databases. All of it is synthetic."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.acceptance import actions as acceptance
from equiplink.acceptance import explosives
from equiplink.acceptance.explosive_models import (
    ExplosiveBatch,
    ExplosiveIssue,
    PermitLine,
)
from equiplink.acceptance.explosive_states import BatchState, IssueState
from equiplink.agenda.queries import due
from equiplink.errors import Duplicate, Forbidden, IllegalStep, Refused, Unreadable
from equiplink.ledger import Entry
from equiplink.mine import actions as mine
from tests.acceptance import steps
from tests.acceptance.steps import SAMPLES
from tests.world import World

LINES: list[explosives.PermitText] = [
    {"kind": "charge", "product": "三级煤矿许用乳化炸药", "unit": "kg", "quantity": Decimal(1000)},
    {"kind": "detonator", "product": "煤矿许用毫秒延期电雷管", "unit": "发",
     "quantity": Decimal(500)},
]  # fmt: skip


@pytest.fixture
def lane(world: World) -> dict[str, UUID]:
    """A permit with two lines, a store for each kind, and a blaster (the mechanic)."""
    with world.work("keeper") as work:
        permit = explosives.enter_permit(
            work, number="GM-1", issuer="合成县公安局", valid_from=work.today,
            valid_until=work.today + timedelta(days=90), lines=LINES,
        )  # fmt: skip
        lines = {each.kind.value: each.id for each in work.all(PermitLine, permit_id=permit.id)}
    with world.work() as work:
        for kind, place, unit in (("charge", "地面库房", "kg"), ("detonator", "副井井口", "发")):
            lines[f"{kind}s"] = explosives.open_store(
                work, place_id=world.places[place], kind=kind, unit=unit, capacity=Decimal(600)
            ).id  # fmt: skip
        for name in ("mechanic", "mechanic2"):
            mine.certify(
                work, world.people[name].id, permit="blasting", number=f"BP-{name}",
                issuer="合成市公安局", valid_from=date(2026, 1, 1), valid_until=date(2027, 12, 31),
            )  # fmt: skip
    return lines


def received(world: World, lane: dict[str, UUID], kind: str = "detonator", **other: Any) -> UUID:
    """Take a batch into its store."""
    with world.work("keeper") as work:
        usual = {
            "store_id": lane[f"{kind}s"], "quantity": Decimal(4), "maker": "合成化工厂",
            "batch": "B1", "made_on": work.today, "expires_on": work.today + timedelta(days=180),
            "dealt_on": work.today, "serials": ["A1", "A2", "A3", "A4"], "delay_ms": 130,
        }  # fmt: skip
        if kind == "charge":
            usual |= {"serials": [], "delay_ms": None, "grade": 3, "quantity": Decimal(100)}
        return explosives.receive(work, lane[kind], **(usual | other)).id  # type: ignore[arg-type]


def issued(world: World, batch: UUID, **other: Any) -> UUID:
    """Hand out two detonators for the shift of today."""
    with world.work("keeper") as work:
        usual = {
            "quantity": Decimal(2), "need": Decimal(2), "serials": ["A1", "A2"],
            "receiver_id": world.people["mechanic"].id, "shift_on": work.today, "shift": "day",
            "medium": "coal", "place_id": world.places["3101综采工作面"],
        }  # fmt: skip
        return explosives.issue(work, batch, **(usual | other)).id  # type: ignore[arg-type]


def reported(world: World, made: UUID, used: int = 1, *left: str) -> None:
    """Say as the blaster what was used."""
    with world.work("mechanic") as work:
        explosives.report(work, made, used=Decimal(used), left=left)


def test_from_permit_to_settlement(world: World, lane: dict[str, UUID]) -> None:
    """Permit and store go down and up; both sides agree code by code."""
    batch = received(world, lane)
    made = issued(world, batch)
    reported(world, made, 1, "A2")
    with world.work("keeper") as work:
        explosives.settle(work, made, returned=Decimal(1), serials=["A2"])

    with world.read() as work:
        row, line = work.get(ExplosiveBatch, batch), work.get(PermitLine, lane["detonator"])
        done = work.get(ExplosiveIssue, made)
    assert (row.balance, sorted(row.serials)) == (3, ["A2", "A3", "A4"])
    assert line.bought == 4
    assert done.state is IssueState.SETTLED
    assert done.keep_until == date(2028, 11, 2)


def test_permit_is_not_overdrawn(world: World, lane: dict[str, UUID]) -> None:
    """What was bought before counts."""
    received(world, lane, "charge", quantity=Decimal(600))

    with pytest.raises(Refused) as caught:
        received(world, lane, "charge", quantity=Decimal(401), batch="B2")
    assert {each.code for each in caught.value.findings if each.denies} == {"P01", "P06"}


def test_batch_names_its_acceptance(world: World, lane: dict[str, UUID]) -> None:
    """By it plan and contract are found; what is not accepted yet is not stored."""
    line = steps.delivered(world, {"bolt": 4}).lines["bolt"]
    made = steps.presented(world, line, SAMPLES["bolt"], quantity=Decimal(4))
    with pytest.raises(Refused, match="不是合格"):
        received(world, lane, acceptance_id=made)
    with world.work("acceptor") as work:
        acceptance.accept(work, made)
    batch = received(world, lane, acceptance_id=made)

    with world.read() as work:
        assert work.get(ExplosiveBatch, batch).acceptance_id == made


def test_codes_come_once(world: World, lane: dict[str, UUID]) -> None:
    """A detonator whose code lies in a store already is refused."""
    received(world, lane)

    with pytest.raises(Refused, match="A1"):
        received(world, lane)


def test_one_shift_is_settled_before_the_next(world: World, lane: dict[str, UUID]) -> None:
    """Whoever owes an earlier shift takes nothing, and it stands on the agenda."""
    batch = received(world, lane)
    made = issued(world, batch)
    world.clock.forward(days=1)
    with pytest.raises(Refused, match="尚未清退"):
        issued(world, batch, serials=["A3", "A4"])
    with world.read() as work:
        rows = {each.code for each in due(work) if each.subject.startswith("explosive")}
    reported(world, made, 2)
    with world.work("keeper") as work:
        explosives.settle(work, made, returned=Decimal(0))
        late = work.all(Entry, subject_id=made, action="settle")[0].data["warnings"]
    issued(world, batch, serials=["A3", "A4"])

    assert rows == {"P03", "P04L"}
    assert [each["code"] for each in late] == ["P04L"]


def test_books_that_differ_are_not_settled(world: World, lane: dict[str, UUID]) -> None:
    """A missing code stops the settlement until the receiver has put his side right."""
    made = issued(world, received(world, lane))
    reported(world, made, 0, "A1", "A2")
    for back, codes in ((2, ["A1", "A3"]), (1, ["A1"])):
        with pytest.raises(Refused, match="两账不符"), world.work("keeper") as work:
            explosives.settle(work, made, returned=Decimal(back), serials=codes)
    reported(world, made, 1, "A1")
    with world.work("keeper") as work:
        explosives.settle(work, made, returned=Decimal(1), serials=["A1"])


def test_only_the_receiver_reports(world: World, lane: dict[str, UUID]) -> None:
    """Nobody else says what was used, and not more than was taken; unreported is not settled."""
    made = issued(world, received(world, lane))
    with pytest.raises(IllegalStep), world.work("keeper") as work:
        explosives.settle(work, made, returned=Decimal(2), serials=["A1", "A2"])
    with pytest.raises(Forbidden), world.work("mechanic2") as work:
        explosives.report(work, made, used=Decimal(1))
    with pytest.raises(Unreadable):
        reported(world, made, 3)


def test_blaster_is_certified(world: World, lane: dict[str, UUID]) -> None:
    """An electrician without a blaster's certificate takes nothing."""
    batch = received(world, lane)
    with pytest.raises(Refused, match="爆破"):
        issued(world, batch, receiver_id=world.people["safety_officer"].id)


def test_purchase_is_filed(world: World, lane: dict[str, UUID]) -> None:
    """In three days without, later with a warning; never before the deal."""
    batch = received(world, lane)
    world.clock.forward(days=4)
    with pytest.raises(Unreadable), world.work("keeper") as work:
        explosives.file_purchase(work, batch, filed_on=date(2026, 11, 1), reference="BA-1")
    with world.work("keeper") as work:
        explosives.file_purchase(work, batch, filed_on=work.today, reference="BA-1")
        (entry,) = work.all(Entry, subject_id=batch, action="file_purchase")

    assert [each["code"] for each in entry.data["warnings"]] == ["P03"]
    with world.read() as work:
        assert [each for each in due(work) if each.code == "P03"] == []


def test_store_is_counted_before_a_witness(world: World, lane: dict[str, UUID]) -> None:
    """The count stands beside the book; a difference is recorded with a warning."""
    received(world, lane)
    with world.work("keeper") as work:
        with pytest.raises(Unreadable):
            explosives.count(work, lane["detonators"], counted=Decimal(4), witness_id=work.actor.id)
        witness = world.people["safety_officer"].id
        right = explosives.count(work, lane["detonators"], counted=Decimal(4), witness_id=witness)
        wrong = explosives.count(work, lane["detonators"], counted=Decimal(3), witness_id=witness)
        told = {each.id: work.all(Entry, subject_id=each.id)[0].data for each in (right, wrong)}

    assert "warnings" not in told[right.id]
    assert [each["code"] for each in told[wrong.id]["warnings"]] == ["P06C"]


def test_expired_batch_is_destroyed(world: World, lane: dict[str, UUID]) -> None:
    """It is handed out no more; its destruction names supervisor and document."""
    batch = received(world, lane)
    world.clock.forward(days=181)
    with pytest.raises(Refused, match="过期"):
        issued(world, batch)
    with world.work("keeper") as work:
        done = explosives.destroy(
            work, batch, supervisor="合成县公安局", document="XH-1", reason="过期失效"
        )
        (entry,) = work.all(Entry, subject_id=batch, action="destroy")

    assert (done.state, done.balance) == (BatchState.DESTROYED, 0)
    assert entry.data["serials"] == ["A1", "A2", "A3", "A4"]
    with pytest.raises(Refused, match="账上只有 0"):
        issued(world, batch, shift_on=date(2027, 5, 2), serials=[])


@pytest.mark.usefixtures("lane")
def test_permits_are_whole(world: World) -> None:
    """A permit is entered once and names kinds with quantities."""
    days = {"issuer": "合成县公安局", "valid_from": date(2026, 1, 2)}
    with pytest.raises(Duplicate), world.work("buyer") as work:
        explosives.enter_permit(
            work,
            number="GM-1",
            valid_until=date(2026, 6, 1),
            lines=LINES,
            **days,  # type: ignore[arg-type]
        )
    for until, lines in ((date(2026, 1, 1), LINES), (date(2026, 6, 1), [])):
        with pytest.raises(Unreadable), world.work("buyer") as work:
            explosives.enter_permit(work, number="GM-2", valid_until=until, lines=lines, **days)  # type: ignore[arg-type]
