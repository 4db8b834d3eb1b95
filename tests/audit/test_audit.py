"""Passports, the nine words, and the replay of the ledger."""

from decimal import Decimal

import pytest
from sqlalchemy import text

from equiplink import codes
from equiplink.audit.passport import passport
from equiplink.audit.replay import replay, verify
from equiplink.audit.words import NINE_WORDS, Life, missing, spoken
from equiplink.errors import NotFound
from equiplink.gate.models import Scan
from tests.acceptance import steps as acceptances
from tests.contract import steps as contracts
from tests.gate.steps import candidate, entered, scanned
from tests.hazard.steps import closed
from tests.register.steps import taken_in
from tests.tender import lots
from tests.tender import steps as tenders
from tests.world import World


def test_words_are_the_nine_of_the_clause() -> None:
    """The clause's words in its order, none without an action."""
    assert "、".join(NINE_WORDS) == "购置、入库、使用、维护、保养、检测、维修、改造、报废"
    assert all(NINE_WORDS.values())


def test_missing_is_what_applies_and_nothing_tells_of() -> None:
    """What is used should be maintained, cared for and tested; a heap of bolts only scrapped."""
    told = [("contract", "sign"), ("item", "enter"), ("person", "add_person")]
    words = spoken(told)

    assert words == ("购置", "使用")
    assert missing(words, Life(used=True)) == ("入库", "维护", "保养", "检测")
    assert missing(words, Life(used=True, troubled=True, ended=True))[-2:] == ("维修", "报废")
    assert missing(words, Life(used=True, lot=True)) == ("入库",)
    assert missing((), Life()) == ("购置", "入库")


def test_passport_of_an_entered_unit(world: World) -> None:
    """Every link from plan to tag, every event, and what is still missing."""
    _, code = entered(world)

    with world.read() as work:
        document = passport(work, codes.payload(code).lower())
    links = [link["link"] for link in document["links"]]
    actions = [(event["subject"], event["action"]) for event in document["events"]]
    assert links == [
        "plan", "tender", "contract", "delivery", "acceptance", "item", "tag", "supplier",
    ]  # fmt: skip
    assert ("plan", "approve") in actions
    assert ("item", "enter") in actions
    assert document["item"]["state"] == "underground"
    assert document["words"] == ["购置", "入库", "使用", "检测"]
    assert document["not_yet"] == ["维修", "改造", "报废"]
    assert document["missing"] == ["维护", "保养"]


def test_refused_scans_stand_in_the_passport(world: World) -> None:
    """A refusal is part of the item's record."""
    _, code = entered(world)
    scanned(world, code)

    with world.read() as work:
        document = passport(work, code)
    assert ("scan", "refuse") in {
        (event["subject"], event["action"]) for event in document["events"]
    }


def test_passport_of_an_unknown_tag_is_not_found(world: World) -> None:
    """Nobody's tag has no passport."""
    with pytest.raises(NotFound) as caught, world.read() as work:
        passport(work, codes.new())

    assert caught.value.field == "tag"


def test_replay_of_the_ledger_is_the_state(world: World) -> None:
    """After a whole chain every state follows from the ledger, and the log verifies.

    Another test's transaction on the same server may delay the sealing of the last entries.
    """
    entered(world)
    closed(world)

    verdict = verify(world.chain, world.mine_id)

    assert verdict.problems == []
    assert verdict.entries >= verdict.sealed
    assert verdict.entries > 40


def test_state_that_was_set_behind_the_ledger_is_found(world: World) -> None:
    """A state that no step set is named."""
    item_id, _ = candidate(world)
    with world.work() as work:
        work.session.execute(
            text("update item set state = 'scrapped' where id = :id"), {"id": item_id}
            if world.chain.engine.dialect.name == "postgresql" else {"id": str(item_id)},
        )  # fmt: skip

    with world.read() as work:
        problems = replay(work)
    assert [str(item_id) in problem for problem in problems] == [True]


def test_record_that_was_deleted_is_found(world: World) -> None:
    """A record that the ledger tells of and that is gone is named."""
    closed(world)
    with world.work() as work:
        work.session.execute(text("delete from hazard"))

    with world.read() as work:
        problems = replay(work)
    assert len(problems) == 1
    assert "hazard" in problems[0]


def test_scan_document_survives_its_rule(world: World) -> None:
    """A stored scan prints again next year."""
    _, code = entered(world)
    answer = scanned(world, code)

    with world.read() as work:
        stored = work.get(Scan, answer.id)
    assert stored.findings == answer.findings


def test_passport_tells_the_award_of_its_own_lot(world: World) -> None:
    """Of two lots it names the one in which the item was bought, its day and who awarded it."""
    known = acceptances.goods(world)
    made = tenders.publicised(
        world, {"switch": 1, "lamp": 10}, within={"switch": "1", "lamp": "2"},
        products={name: known[name].product_id for name in ("switch", "lamp")},
        offers={name: {"mark_number": known[name].mark} for name in ("switch", "lamp")},
        estimate=Decimal(1000), prices=lots.PRICES,
    )  # fmt: skip
    tenders.decide(world, made.tender_id, made.bids[0])
    with world.read() as work:
        first = work.today
    world.clock.forward(days=1)
    tenders.decide(world, made.tender_id, made.bids[3])
    bought = contracts.signed(world, tender=made, bid_id=made.bids[0])
    arrived = contracts.delivered(world, made=bought)
    _, code = taken_in(world, acceptances.accepted(world, arrived.lines["switch"], known["switch"]))

    with world.read() as work:
        document = passport(work, code)
    awards = [each for each in document["events"] if each["action"] == "award"]
    (link,) = (each for each in document["links"] if each["link"] == "tender")
    assert [(each["subject"], each["details"]["lot"]) for each in awards] == [("lot", "1")]
    assert awards[0]["actor"] == world.people["approver"].name
    assert link["at"] == str(first)
    assert document["words"][0] == "购置"
