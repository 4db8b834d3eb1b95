"""What awards, arrivals and bonds ask for by a day, on both databases."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from equiplink.contract import actions as contract
from equiplink.contract import awaited, awards, bonds
from equiplink.contract.due import due
from equiplink.contract.models import AwardReport, Contract
from equiplink.errors import Conflict, Duplicate
from equiplink.ledger import Entry
from equiplink.tender.models import Tender
from tests.contract import steps
from tests.tender import steps as tenders
from tests.world import World


def codes(world: World) -> dict[str, date]:
    """Return what is due, by code."""
    with world.read() as work:
        return {each.code: each.on for each in due(work)}


def test_what_is_due_follows_the_record(world: World) -> None:
    """Signature and report, then goods and bond, then inspection; what is done is gone."""
    made = tenders.awarded(world)
    with world.read() as work:
        tender = work.get(Tender, made.tender_id)
        awarded_on, statutory = tender.awarded_on, tender.statutory
    assert awarded_on is not None
    expected = {"T38": awarded_on + timedelta(days=30)}
    if statutory:
        expected["T41"] = awarded_on + timedelta(days=15)

    assert codes(world) == expected

    drawn = steps.drafted(world, tender=made)

    assert codes(world)["T38"] == awarded_on + timedelta(days=30)

    with world.work("approver") as work:
        contract.sign(work, drawn.contract_id)
        deliver_by = work.get(Contract, drawn.contract_id).deliver_by
    with world.work("buyer") as work:
        bond = bonds.receive_bond(
            work, drawn.contract_id, kind="performance", form="cash", amount=Decimal(100),
            return_by=work.today,
        )  # fmt: skip
        awards.report_award(work, made.tender_id, authority="合成监督部门", number="BG-1")

    assert codes(world) == {"T38R": deliver_by, "T40": bond.return_by}

    arrival = steps.delivered(world, made=drawn)

    assert set(codes(world)) == {"C14", "T40"}

    with world.work("acceptor") as work:
        contract.return_all(work, arrival.delivery_id, reason="雨淋")
    with world.work("buyer") as work:
        bonds.return_bond(work, bond.id)

    assert set(codes(world)) == {"T38R"}


def test_unsigned_awards_know_their_days(world: World) -> None:
    """The clock asks which awards wait, and for how long."""
    made = tenders.awarded(world)
    world.clock.forward(days=26)
    with world.read() as work:
        (award,) = awaited.unsigned(work)

        assert award.days(work.today) >= 26
    assert (award.tender_id, award.contract_id) == (made.tender_id, None)


def test_statutory_award_is_reported_once_and_late_with_a_warning(world: World) -> None:
    """Before the award there is nothing to report; after fifteen days it is warned of."""
    early = tenders.publicised(world)
    with pytest.raises(Conflict) as caught, world.work("buyer") as work:
        awards.report_award(work, early.tender_id, authority="监督部门", number="BG-1")
    made = tenders.awarded(world)
    with world.work() as work:
        work.get(Tender, made.tender_id).statutory = True
    world.clock.forward(days=20)

    assert "T41" in codes(world)

    with world.work("buyer") as work:
        report = awards.report_award(work, made.tender_id, authority="监督部门", number="BG-1")
    with pytest.raises(Duplicate), world.work("buyer") as work:
        awards.report_award(work, made.tender_id, authority="监督部门", number="BG-2")
    with world.read() as work:
        told = work.first(Entry, subject_id=report.id)
        kept = work.all(AwardReport)

    assert caught.value.field == "tender_id"
    assert told is not None
    assert ([each["code"] for each in told.data["warnings"]], len(kept)) == (["T41"], 1)
