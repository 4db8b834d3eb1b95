"""Evidence only ever helps: take any piece away and the gate denies, never the reverse."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from equiplink.gate import queries
from equiplink.gate.facts import Against, Seen
from equiplink.gate.manifest import NOBODY
from equiplink.gate.states import Direction
from equiplink.hazard.states import HoldKind
from tests.gate import steps
from tests.world import World

TAKEN: dict[str, Callable[[SimpleNamespace], None]] = {
    "tag": lambda row: vars(row).update(voided_at=row.inspected_at),
    "mark": lambda row: vars(row).update(mark_known=None),
    "mark number": lambda row: vars(row).update(mark_number=""),
    "mark's last day": lambda row: vars(row).update(mark_until=None),
    "mark's status": lambda row: vars(row).update(mark_status="revoked"),
    "mark's model": lambda row: vars(row).update(mark_model="另一型号"),
    "mark's holder": lambda row: vars(row).update(mark_holder="另一厂家"),
    "ex mark": lambda row: vars(row).update(ex_mark=""),
    "inspection": lambda row: vars(row).update(inspected_at=None, inspection_passed=None),
    "inspection's verdict": lambda row: vars(row).update(inspection_passed=False),
    "inspection's last day": lambda row: vars(row).update(inspection_until=None),
    "fitness": lambda row: vars(row).update(unfit_since=row.inspected_at),
    "stock": lambda row: vars(row).update(stock=row.stock * 0),
    "independence": lambda row: vars(row).update(inspector_id=NOBODY),
}
"""Pieces of evidence, and how each is taken from the row that the gate reads."""


def judged(seen: Seen, taken: frozenset[str]) -> frozenset[str]:
    """Return the codes that deny entry when these pieces are not there."""
    row = SimpleNamespace(**seen.row._mapping)  # noqa: SLF001  SQLAlchemy's public name
    for each in sorted(taken):
        TAKEN[each](row)
    found = Seen(seen.code, seen.gate_id, seen.now, row, seen.against, seen.zone)
    return frozenset(
        each.code for each in found.judge(NOBODY, Direction.IN, seen.row.stock) if each.denies
    )


@pytest.fixture
def seen(world: World) -> Seen:
    """What the gate sees of a thing that may enter."""
    _, tag = steps.candidate(world)
    with world.read("keeper") as work:
        row = queries.look(work, tag, steps.GATE)
        return Seen(tag, row.gate_id, work.now, row, zone=row.time_zone)


def test_with_all_evidence_it_enters(seen: Seen) -> None:
    """Nothing taken away, nothing broken."""
    assert judged(seen, frozenset()) == frozenset()


@pytest.mark.parametrize("piece", sorted(TAKEN))
def test_without_one_piece_it_does_not(seen: Seen, piece: str) -> None:
    """Each piece alone denies."""
    assert judged(seen, frozenset({piece}))


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(taken=st.frozensets(st.sampled_from(sorted(TAKEN)), min_size=1))
def test_taking_more_away_never_admits(seen: Seen, taken: frozenset[str]) -> None:
    """Whatever else is missing too, what is missing still denies."""
    assert judged(seen, taken)


@pytest.mark.parametrize("kind", sorted(HoldKind))
def test_every_hold_denies(seen: Seen, kind: HoldKind) -> None:
    """A hold of any kind keeps out what has all its evidence."""
    held = Seen(
        seen.code, seen.gate_id, seen.now, seen.row, Against(((kind, "合成原因"),)), seen.zone
    )

    assert judged(held, frozenset())
