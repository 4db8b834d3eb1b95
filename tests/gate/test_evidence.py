"""Evidence only ever helps: take any piece away and the gate denies, never the reverse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from equiplink.catalogue.states import Device, Paper
from equiplink.gate import queries
from equiplink.gate.facts import Against, Seen
from equiplink.gate.manifest import NOBODY
from equiplink.gate.permit_rules import PERMIT_ASKED
from equiplink.gate.states import Direction
from equiplink.law import Severity
from equiplink.register.hold_states import HoldKind
from equiplink.register.states import ItemState, Plate
from equiplink.register.tag_states import Fate
from tests.catalogue.test_rules import BAN
from tests.gate import steps
from tests.world import World


def numbered(row: SimpleNamespace, number: str) -> None:
    """Let its ex certificate have another number."""
    row.papers = {**row.papers, Paper.EX_CERTIFICATE: {"number": number}}


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
    "mark's first day": lambda row: vars(row).update(mark_from=date.max),
    "freedom from notices": lambda row: vars(row).update(notice="合成停用通知"),
    "freedom from bans": lambda row: vars(row).update(bans=[BAN]),
    "ex certificate of a whole": lambda row: numbered(row, "SYN-0001U"),
    "conditions of an X": lambda row: numbered(row, "SYN-0001X"),
    "kind for the place": lambda row: vars(row).update(ex_mark="KY"),
    "freedom from bans here": lambda row: vars(row).update(bans=[{**BAN, "jurisdiction": "山西"}]),
    "form of the mark number": lambda row: vars(row).update(mark_number="安标1号"),
    "mark for coal": lambda row: vars(row).update(mark_number="KZZ990102"),
    "group of the ex mark": lambda row: vars(row).update(ex_mark="Ex db IIB T4 Gb"),
    "readable ex mark": lambda row: vars(row).update(ex_mark="隔爆"),
    "high protection level": lambda row: vars(row).update(ex_mark="Ex db I Mc"),
    "shelf life": lambda row: vars(row).update(requires_shelf_life=True, expires_on=None),
    "third party's test": lambda row: vars(row).update(papers_asked=[Paper.THIRD_PARTY_TEST]),
    "tests": lambda row: vars(row).update(next_due_on=date.min),
    "regular standing": lambda row: vars(row).update(regular_by=date.min),
    "being no part": lambda row: vars(row).update(parent_id=row.id),
    "permit": lambda row: vars(row).update(policy={**row.policy, PERMIT_ASKED.key: 1}),
    "permit's last day": lambda row: vars(row).update(
        permit_number="RJ-1", permit_until=date.min, permit_quantity=row.stock
    ),
    "being above": lambda row: vars(row).update(state=ItemState.UNDERGROUND),
    "being out of repair": lambda row: vars(row).update(state=ItemState.IN_REPAIR),
    "being a thing still": lambda row: vars(row).update(state=ItemState.SCRAPPED),
    "cool surface": lambda row: vars(row).update(ex_mark="Ex db I 200°C Mb"),
    "lamp's kind for the place": lambda row: vars(row).update(device=Device.LAMP, ex_mark="KY"),
    "thing that was not destroyed": lambda row: vars(row).update(fate=Fate.SCRAPPED),
    "tag that was not lost": lambda row: vars(row).update(fate=Fate.LOST),
    "plate of the ex mark": lambda row: vars(row).update(plates={Plate.EX.value: False}),
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


UNTAKEN = {
    "G15": "a window of the day: tests.gate.test_permits",
    "G30": "a tag without a row: tests.gate.test_scan",
    "M13H": "a hold, below", "G40": "a hold, below", "G41": "a hold, below", "G42": "a hold, below",
    "G43": "a place that is stopped: tests.hazard.test_holds", "G44": "a hold, below",
    "X05A": "an issuer's conditions: tests.gate.test_shown",
}  # fmt: skip
"""Rules that deny by something beside the row, and where that is tested."""


def test_every_denying_rule_reads_a_piece(seen: Seen) -> None:
    """A rule that the gate asks and that no piece reaches would be evidence that nobody took."""
    asked = {
        rule.code
        for rules, facts in seen.asked(NOBODY, Direction.IN, seen.row.stock)
        for rule, severity in rules.in_force(facts.today, seen.policy)
        if severity is Severity.DENY
    }
    reached = {code for piece in TAKEN for code in judged(seen, frozenset({piece}))}

    assert asked - reached == set(UNTAKEN)


@pytest.mark.parametrize("status", ["suspended", "cancelled", "revoked"])
@pytest.mark.parametrize("kind", [Paper.EX_CERTIFICATE, Paper.PRODUCT_CERTIFICATE])
def test_every_paper_that_does_not_stand_denies(seen: Seen, kind: Paper, status: str) -> None:
    """What its issuer took back keeps out what has all its evidence."""
    told = "\n".join((kind.value, f"SYN-{kind}", status, "", "", "2026-11-01", "0", ""))
    found = Seen(seen.code, seen.gate_id, seen.now, seen.row, Against(papers=(told,)), seen.zone)

    assert judged(found, frozenset()) == {"CT2"}


@pytest.mark.parametrize("kind", sorted(HoldKind))
def test_every_hold_denies(seen: Seen, kind: HoldKind) -> None:
    """A hold of any kind keeps out what has all its evidence."""
    held = Seen(
        seen.code, seen.gate_id, seen.now, seen.row, Against(((kind, "合成原因"),)), seen.zone
    )

    assert judged(held, frozenset())
