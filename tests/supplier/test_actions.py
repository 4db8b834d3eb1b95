"""Suppliers through their verbs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from equiplink.errors import Duplicate, Forbidden, IllegalStep, Refused, Unreadable
from equiplink.supplier import actions as suppliers
from equiplink.supplier import queries
from equiplink.supplier.models import Debarment, Supplier
from equiplink.supplier.rules import ELIGIBLE
from equiplink.supplier.states import Grade, MarkKind, Standing
from tests.supplier.steps import code, supplier
from tests.world import World

START, END = date(2026, 1, 1), date(2027, 6, 30)


def test_code_is_stored_as_it_is_compared(world: World) -> None:
    """A full-width, lower-case code is put right, and is a duplicate of the plain one."""
    supplier(world, uscc="９１１１０１０８５５１３８５０８２ｑ")

    with world.read() as work:
        assert work.first(Supplier, uscc="91110108551385082Q") is not None
    with pytest.raises(Duplicate):
        supplier(world, uscc="91110108551385082Q")


def test_malformed_code_leaves_nothing(world: World) -> None:
    """A code of fifteen characters is refused and no supplier is left behind."""
    with pytest.raises(Refused) as caught:
        supplier(world, uscc="91210400MA0XX01")

    assert [finding.code for finding in caught.value.findings] == ["S01"]
    with world.read() as work:
        assert work.all(Supplier) == []


@pytest.mark.parametrize(
    ("field", "values"), [("parent_uscc", {"parent_uscc": "1"}), ("name", {"name": " "})]
)
def test_bad_field_is_named(world: World, field: str, values: dict[str, str]) -> None:
    """A malformed parent code and an empty name are told by field."""
    given = {"uscc": code(1), "name": "甲", **values}
    with pytest.raises(Unreadable) as caught, world.work("buyer") as work:
        suppliers.register(work, **given, synthetic=True)  # type: ignore[arg-type]

    assert caught.value.field == field


def test_standing_follows_its_table(world: World) -> None:
    """Suspended, reinstated, struck off; after that nothing."""
    who = supplier(world)
    with world.work("approver") as work:
        suppliers.suspend(work, who, reason="复评")
        suppliers.reinstate(work, who, reason="复评合格")
        struck = suppliers.strike_off(work, who, reason="停业")

    assert struck.state is Standing.STRUCK_OFF
    with pytest.raises(IllegalStep), world.work("approver") as work:
        suppliers.reinstate(work, who, reason="再来")


def test_suspended_supplier_can_be_struck_off(world: World) -> None:
    """A suspension may end in the strike."""
    who = supplier(world)
    with world.work("approver") as work:
        suppliers.suspend(work, who, reason="复评")
        struck = suppliers.strike_off(work, who, reason="复评不合格")

    assert struck.state is Standing.STRUCK_OFF


def test_reason_is_asked(world: World) -> None:
    """A suspension without a reason is unreadable; a buyer may not suspend."""
    who = supplier(world)
    with pytest.raises(Unreadable), world.work("approver") as work:
        suppliers.suspend(work, who, reason=" ")
    with pytest.raises(Forbidden), world.work("buyer") as work:
        suppliers.suspend(work, who, reason="复评")


def test_debarment_holds_until_it_is_lifted(world: World) -> None:
    """A live debarment keeps the supplier out; from the day of its lifting it does not."""
    who = supplier(world)
    with world.work("approver") as work:
        bar = suppliers.debar(
            work, who, cause="collusion", source="合成决定书", starts_on=START, ends_on=END
        )
        before = ELIGIBLE.judge(queries.facts(work, [who])[who])
    world.clock.forward(days=1)
    with world.work("approver") as work:
        suppliers.lift(work, bar.id, reason="行政复议撤销")
        after = ELIGIBLE.judge(queries.facts(work, [who])[who])
        yesterday = queries.debarred(work, [who], work.today - timedelta(days=1))

    assert [finding.code for finding in before] == ["S10"]
    assert after == ()
    assert [each.id for each in yesterday] == [bar.id]
    with pytest.raises(Unreadable), world.work("approver") as work:
        suppliers.lift(work, bar.id, reason="再次")


@pytest.mark.parametrize(
    ("ends", "cause", "error"),
    [
        (date(2025, 12, 31), "collusion", Unreadable),
        (date(2030, 1, 1), "collusion", Refused),
        (END, "weather", Unreadable),
    ],
)
def test_impossible_debarment_leaves_nothing(
    world: World, ends: date, cause: str, error: type[Exception]
) -> None:
    """Days out of order, a period beyond the statute and an unknown cause are refused."""
    who = supplier(world)
    with pytest.raises(error), world.work("approver") as work:
        suppliers.debar(work, who, cause=cause, source="甲", starts_on=START, ends_on=ends)

    with world.read() as work:
        assert work.all(Debarment) == []


@pytest.mark.parametrize(
    ("good", "bad", "grade"), [(0, 0, None), (9, 1, Grade.A), (7, 3, Grade.B), (69, 31, Grade.C)]
)
def test_reputation_is_computed_from_marks(
    world: World, good: int, bad: int, grade: Grade | None
) -> None:
    """The share of good marks gives the grade, at its exact limits."""
    who = supplier(world)
    with world.work("keeper") as work:
        for kind, number in ((MarkKind.ACCEPTED, good), (MarkKind.REJECTED, bad)):
            for _ in range(number):
                suppliers.mark(work, who, kind=kind, subject="acceptance", subject_id=who)
        found = queries.reputation(work, who)

    assert found.grade is grade
    assert sum(part.seen.kind is MarkKind.REJECTED for part in found.parts) == bad
