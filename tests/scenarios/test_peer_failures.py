"""What went wrong elsewhere, each as a claim that it does not go wrong here.

``ELSEWHERE`` names those that the stages' own tests hold; the others stand here.
"""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError

from equiplink.cli.main import main
from equiplink.contract import actions as contract
from equiplink.db import Base
from equiplink.errors import IllegalStep, Refused, Unreadable
from equiplink.ledger import Entry
from equiplink.mine import actions as mine
from equiplink.supplier import actions as supplier
from equiplink.tender import evaluation, rounds
from equiplink.tender.models import Bid, Tender
from tests.acceptance import steps as acceptances
from tests.contract import steps as contracts
from tests.scenarios import steps
from tests.supplier.steps import code
from tests.tender import steps as tenders
from tests.world import World

ELSEWHERE = {
    "ProZorro: bids are sealed by the API alone": (
        "tests.tender.test_bids.test_price_stands_nowhere_before_the_opening"
    ),
    "ProZorro: a change feed's cursor loses late commits": (
        "tests.grammar.test_concurrency.test_open_transaction_delays_younger_entries_only"
    ),
    "ProZorro: scores are rounded before they are ranked": (
        "tests.tender.test_scoring.test_scores_that_print_alike_are_ranked_apart"
    ),
    "OCA quality control: goods are in stock before they are inspected": (
        "tests.register.test_actions.test_goods_without_a_verdict_are_not_taken_in"
    ),
    "openboxes: goods expire by the server's time zone": (
        "tests.register.test_lots.test_last_day_of_a_lot_ends_at_midnight_in_china"
    ),
    "Odoo: a purchase is split below the threshold": (
        "tests.scenarios.test_inquiry.test_what_belongs_together_is_not_bought_apart"
    ),
    "Odoo: an approval limit is evaded by several orders": (
        "tests.plan.test_peers.test_splitting_evades_threshold"
    ),
    "OCA tier validation: reviewers change in flight": (
        "tests.plan.test_peers.test_reviewers_change_in_flight"
    ),
}


@pytest.mark.parametrize("failure", ELSEWHERE)
def test_failure_is_held_by_a_test_of_its_stage(failure: str) -> None:
    """The test that is named here is there."""
    module, _, name = ELSEWHERE[failure].rpartition(".")

    assert callable(getattr(import_module(module), name))


@pytest.mark.parametrize(
    ("quantity", "admitted"),
    [("100", True), ("100.001", False), ("100.002", False), ("99.999", True)],
)
def test_thousandth_beyond_the_order_is_refused(
    world: World, quantity: str, *, admitted: bool
) -> None:
    """ERPNext #40340: with a tolerance of 0 % a float let 100.002 pass for 100."""
    with world.work() as work:
        mine.set_policy(work, "contract.lot_tolerance", 0)
    known = acceptances.goods(world)["cable"]
    order = contracts.signed(
        world, {"cable": 100}, products={"cable": known.product_id},
        offers={"cable": {"mark_number": known.mark}},
    )  # fmt: skip

    def deliver() -> None:
        with world.work("keeper") as work:
            contract.deliver(
                work, order.contract_id, number="DH-40340",
                lines=[{"contract_line_id": order.lines["cable"], "quantity": Decimal(quantity)}],
            )  # fmt: skip

    if admitted:
        deliver()
    else:
        assert steps.refusal(deliver) == {"T38R"}


@pytest.mark.parametrize("key", ["rule.*", "rule", "warn", "rule.T30", "rule.T22", "rule.T38R"])
def test_no_switch_turns_refusals_into_warnings(world: World, key: str) -> None:
    """ERPNext's stock settings: one global "warn" instead of "stop" for everything."""
    with pytest.raises(Unreadable), world.work() as work:
        mine.set_policy(work, key, "warn")


def test_softer_severity_is_one_rule_and_stands_in_the_ledger(world: World) -> None:
    """ERPNext's stock settings: nobody could say afterwards since when a stop was a warning."""
    with world.work() as work:
        mine.set_policy(work, "rule.T35AH", "warn")
    made = tenders.evaluated(world)
    with world.work("buyer") as work:
        last = work.today + timedelta(days=3)
        evaluation.publicise(work, made.tender_id, starts_on=work.today, ends_on=last)
    tenders.decide(world, made.tender_id, made.winner)
    with world.read() as work:
        (softened,) = work.all(Entry, action="set_policy")
        (award,) = work.all(Entry, action="award", subject="tender")

    assert softened.data == {"key": "rule.T35AH", "value": "warn"}
    assert (softened.actor_name, softened.at < award.at) == ("administrator", True)
    assert [each["code"] for each in award.data["warnings"]] == ["T35AH"]


@pytest.mark.parametrize("table", ["plan", "plan_line", "supplier", "tender", "bid", "contract"])
def test_what_has_a_history_is_not_deleted(world: World, table: str) -> None:
    """InvenTree, dispatch and Shelf: deleting a parent took its history along."""
    contracts.delivered(world)
    with pytest.raises(IntegrityError), world.chain.engine.begin() as connection:
        connection.execute(text(f"delete from {table}"))


def test_no_reference_cascades() -> None:
    """InvenTree, dispatch and Shelf: a cascade was declared once and forgotten."""
    keys = [key for table in Base.metadata.sorted_tables for key in table.foreign_key_constraints]

    assert keys
    assert [key.name for key in keys if key.ondelete or key.onupdate] == []


@pytest.mark.parametrize("statement", ["update {} set details = '{{}}'", "delete from {}"])
def test_log_of_an_award_is_neither_changed_nor_purged(world: World, statement: str) -> None:
    """Snipe-IT: rows of the action log were soft-deleted, and a command purged them."""
    tenders.awarded(world)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        world.chain.engine.begin() as connection,
    ):
        connection.execute(text(statement.format("ledger_entry") + " where action = 'award'"))

    steps.all_is_told(world)


def test_illegal_step_says_what_is_possible(world: World) -> None:
    """Tryton: a transition that the table has not was skipped without a word."""
    made = tenders.published(world)
    with world.read() as work:
        before = len(work.all(Entry))
    with pytest.raises(IllegalStep) as caught, world.work("buyer") as work:
        rounds.next_round(work, made.tender_id)
    with world.read() as work:
        told, state = work.all(Entry), work.get(Tender, made.tender_id).state

    assert {"open", "fail", "clarify", "cancel"} <= set(caught.value.allowed)
    assert "可执行" in caught.value.message()
    assert (len(told), state) == (before, "published")


def test_offers_a_fen_apart_are_ranked_and_the_sheet_recomputes(world: World) -> None:
    """ProZorro awarding.py: a weighted value in float, rounded to two places, made these a tie."""
    criteria = [
        {"name": "报价", "weight": 60, "formula": "lowest_over_price"},
        {"name": "技术", "weight": 40},
    ]
    prices = [Decimal("4999999.99"), Decimal("5000000.00"), Decimal("5000000.01")]
    made = tenders.opened(
        world, {"switch": 1}, estimate=Decimal(5_000_000), prices=list(reversed(prices)),
        evaluation="comprehensive", criteria=criteria,
    )  # fmt: skip
    steps.scored(world, {bid_id: {"技术": ["40"] * 5} for bid_id in made.bids})
    steps.evaluated(world, made)
    with world.read() as work:
        ranks = [work.get(Bid, bid_id).rank for bid_id in made.bids]
        (told,) = work.all(Entry, action="evaluate", subject_id=made.tender_id)
    exact = [60 * Fraction(min(prices)) / Fraction(price) + 40 for price in reversed(prices)]
    sheet = {row["bid_id"]: row for row in told.data["sheet"]}

    assert ranks == [3, 2, 1]
    assert [sheet[str(bid_id)]["score"] for bid_id in made.bids] == ["100.00"] * 3
    assert [Fraction(sheet[str(bid_id)]["exact"]) for bid_id in made.bids] == exact


def test_broken_ledger_stops_and_names_the_first_bad_row(
    purchases: tuple[Path, list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Frappe's transaction log: the chain was broken and everything went on."""
    path = tmp_path / "demo.db"
    shutil.copy(purchases[0] / "demo.db.key", f"{path}.key")
    data = (purchases[0] / "demo.db").read_bytes()
    at = data.index("不足 3 家，应当重新招标".encode())
    path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    with pytest.raises(SystemExit) as ended:
        main(["ledger", "verify", "--db", f"sqlite:///{path}"])
    first = capsys.readouterr().out.splitlines()[1]

    assert ended.value.code == 1
    assert "已被改动" in first


MIDNIGHT = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)
"""00:00 of the 1st of December in China; a server in UTC still has the 30th."""


@pytest.mark.parametrize(
    ("moment", "licensed", "debarred"),
    [(MIDNIGHT - timedelta(minutes=1), set(), {"S05"}), (MIDNIGHT, {"S15"}, set())],
)
def test_last_day_ends_at_midnight_in_china(
    world: World, moment: datetime, licensed: set[str], debarred: set[str]
) -> None:
    """Openboxes #6163: what held until a day ended by the zone of the server."""
    last = date(2026, 11, 30)
    with world.work("buyer") as work:
        first = supplier.register(
            work, uscc=code(9001), name="合成供应商甲", synthetic=True, licence_until=last
        ).id
        second = supplier.register(work, uscc=code(9002), name="合成供应商乙", synthetic=True).id
        supplier.debar(
            work, second, cause="safety_dishonesty", source="合成名单", ends_on=last,
            starts_on=date(2023, 12, 1),
        )  # fmt: skip
    made = tenders.drafted(world, method="inquiry", reason="合成")
    world.clock.now = moment

    def findings(supplier_id: UUID) -> set[str]:
        try:
            steps.invited(world, made, [supplier_id])
        except Refused as refusal:
            return {each.code for each in refusal.findings if each.denies}
        return set()

    assert (findings(first), findings(second)) == (licensed, debarred)
