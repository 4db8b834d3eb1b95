"""What the report has beside the ranks: papers, both prices, ties, the mine's own clock."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from hashlib import sha256

from equiplink.exchange.html import html
from equiplink.exchange.report import report
from equiplink.files import actions as files
from equiplink.mine import actions as mine
from equiplink.mine import calendar
from equiplink.tender import (
    bids,
    complaints,
    notices,
    objections,
)
from equiplink.tender.models import Bid, Tender
from tests.exchange import stranger
from tests.exchange.stranger import Reader
from tests.exchange.test_report import file_of, printed
from tests.files.test_files import JPEG
from tests.tender import steps
from tests.tender.test_bonds import received
from tests.tender.test_prequalification import CRITERIA, concluded, publish
from tests.world import World


def test_report_has_notices_takers_complaints_and_files(world: World) -> None:
    """Every paper with its hash: what was published where, who took it, what was complained of."""
    made = steps.published(world, bid_bond=Decimal(400), terms={"short_bond": "flag"})
    with world.work("buyer") as work:
        notice = notices.write_notice(work, made.tender_id, kind="tender")
        notices.record_copy(
            work, notice.id, medium="合成平台", url="https://example.invalid/1", found=notice.text,
            published_on=work.today,
        )  # fmt: skip
        notices.take_documents(
            work, made.tender_id, supplier_id=made.suppliers[0], contact="合成邮箱"
        )
        paper = files.attach(
            work, subject="tender", subject_id=made.tender_id, kind="photo", name="公告栏.jpg",
            content=JPEG,
        )  # fmt: skip
    before = printed(world, made)
    for supplier_id, price in zip(made.suppliers, steps.PRICES, strict=True):
        made.bids.append(steps.bid(world, made, supplier_id, price))
    received(world, made)
    world.clock.forward(days=20)
    steps.open_and_seat(world, made)
    with world.work("buyer") as work:
        complaints.complain(
            work, made.tender_id, complainant="合成投诉人", authority="合成监督部门",
            text="合成投诉",
            known_on=work.today, filed_on=work.today,
        )  # fmt: skip
        objected = objections.object_to(work, made.tender_id, text="合成异议", about="opening")
        objections.answer(work, objected.id, text="合成答复")
    read = printed(world, made)

    assert before.tables.get("takers") is None
    assert read.tables["takers"][0][1][0] == "合成供应商1"
    assert read.tables["notices"][0][1][2] == notice.fingerprint
    assert read.tables["copies"][0][1][5] == "一致"
    assert read.tables["attachments"][0][1][2:5:2] == [paper.name, paper.sha256]
    assert read.tables["complaints"][0][1][:3] == ["合成投诉人", "合成监督部门", "合成投诉"]
    assert read.tables["objections"][0][1][1:5] == ["开标", "未署名", "合成异议", "合成答复"]
    assert [(row[0], row[1], row[7]) for row in read.tables["readings"][0][1:]] == [
        ("1", "合成供应商1", "400.00"), ("1", "合成供应商2", "未收到"),
        ("1", "合成供应商3", "未收到"),
    ]  # fmt: skip
    assert read.facts["保证金不足的投标"] == "提示"


def test_report_has_the_outcome_of_the_prequalification(world: World) -> None:
    """Who applied, who passed, and what the others lack; nobody is named before the opening."""
    made, _ = concluded(world, 4, against=3)
    publish(world, made)
    before = printed(world, made)
    for supplier_id, price in zip(made.suppliers[1:], steps.PRICES, strict=True):
        made.bids.append(steps.bid(world, made, supplier_id, price))
    world.clock.forward(days=20)
    with world.work("buyer") as work:
        bids.open_bids(work, made.tender_id)
    read = printed(world, made)
    rows = read.tables["applications"][0][1:]

    assert before.tables.get("applications") is None
    assert [(row[0], row[2]) for row in rows] == [
        ("合成供应商1", "未通过"), ("合成供应商2", "通过"), ("合成供应商3", "通过"),
        ("合成供应商4", "通过"),
    ]  # fmt: skip
    assert rows[0][3] == CRITERIA[1]


def test_report_shows_prices_with_and_without_tax(world: World) -> None:
    """Both stand there, the exact one as a fraction, and the basis with them."""
    made = steps.published(world, terms={"price_basis": "tax_exclusive"})
    for supplier_id, price, rate in zip(
        made.suppliers, steps.PRICES, ("1", "6", "13"), strict=True
    ):
        offers = {"switch": {"tax_rate": rate}}
        made.bids.append(steps.bid(world, made, supplier_id, price, offers=offers))
    world.clock.forward(days=20)
    steps.open_and_seat(world, made)
    steps.rank(world, made.tender_id)
    read = printed(world, made)
    _, first, *_ = read.tables["ranking 1"][0]

    assert read.facts["比价基准"] == "不含税价"
    assert first == ["1", "合成供应商3", "19,800.00", "17,522.12", "1980000/113 ≈ 17,522.12"]
    assert read.tables["bidders"][0][1][5:] == ["19,000.00", "18,811.88"]


def test_report_tells_how_equal_bids_were_told_apart(world: World) -> None:
    """By the rule of the notice; of a draw it has what it takes to draw again."""
    made = steps.opened(
        world, prices=(Decimal(9500), Decimal(9500), Decimal(9900)),
        terms={"ties": ["lower_price", "draw"]},
    )  # fmt: skip
    steps.rank(world, made.tender_id)
    page = html(report(file_of(world, made)))

    assert Reader(page).facts["并列的处理办法"] == "报价低者优先 → 抽签"
    assert "；抽签。" in page
    with world.read() as work:
        tender = work.get(Tender, made.tender_id)
        found = [work.get(Bid, each) for each in made.bids]
    word = told([bid.commitment for bid in sorted(found, key=lambda bid: bid.commitment)])
    tickets = {told([tender.opening_key, word, str(bid.id)]): bid for bid in found}
    drawn = "、".join(
        f"{tickets[each].id} 合成供应商{made.bids.index(tickets[each].id) + 1}"
        for each in sorted(tickets)
    )

    assert f"{word}；" in page
    assert f"由小到大：{drawn}。" in page


def told(value: object) -> str:
    """Return the hash that the page describes; no code of ours is in it."""
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return sha256(plain.encode()).hexdigest()


def test_clock_of_the_report_uses_the_mines_days_and_limits(world: World) -> None:
    """A period that was long enough is not, when its last day is off or the mine asks for more."""
    made = steps.published(world)
    plain = printed(world, made).tables["clock"][0]
    with world.work() as work:
        calendar.announce(work, document="合成通知", rest=[date(2026, 11, 22)])
    rested = printed(world, made).tables["clock"][0]
    with world.work() as work:
        mine.set_policy(work, key="tender.sale_days", value=8)
    stricter = printed(world, made).tables["clock"][0]

    def kept(table: stranger.Table) -> dict[str, tuple[str, str]]:
        return {row[0]: (row[5], row[6]) for row in table[1:]}

    assert kept(plain)["T22"] == ("不少于 20 日", "是")
    assert kept(rested)["T22"] == ("不少于 20 日", "否")
    assert kept(rested)["T21"] == ("不少于 5 日", "是")
    assert kept(stricter)["T21"] == ("不少于 8 日", "否")
