"""The printed report: a stranger comes to the same ranks with it, and it hides what is secret."""

from __future__ import annotations

from base64 import b64decode
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from typing import Any

import docx as word_files
import pytest

from equiplink.audit.procurement import procurement
from equiplink.contract import actions as contract
from equiplink.errors import Forbidden, NotFound
from equiplink.exchange.document import Document, Table
from equiplink.exchange.html import html
from equiplink.exchange.report import report
from equiplink.exchange.word import docx
from equiplink.tender import (
    committee,
    evaluation,
    experts,
    prices,
    queries,
    rounds,
    sheets,
)
from equiplink.tender.models import Bid, Tender
from tests.exchange import stranger
from tests.exchange.stranger import Reader
from tests.grammar.log import sealed
from tests.tender import steps
from tests.tender.steps import EVALUATORS, Tendered, opened, published
from tests.world import World

FORMULAS: dict[str, dict[str, Any]] = {
    "lowest_over_price": {},
    "mean_deviation": {"above": Decimal("0.8"), "below": Decimal("0.3")},
    "trimmed_deviation": {"above": Decimal("1.5"), "below": Decimal("0.7")},
}
PRICES = tuple(map(Decimal, (9310, 9520, 9790, 9800, 9940, 10_200)))


def file_of(world: World, made: Tendered, name: str = "inspector") -> dict[str, Any]:
    """Return the file of a tender as *name* reads it."""
    with world.read(name) as work:
        return procurement(work, str(made.tender_id))


def printed(world: World, made: Tendered) -> Reader:
    """Return the report as a stranger reads it."""
    return Reader(html(report(file_of(world, made))))


def marked(world: World, formula: str, *, trim: bool) -> Tendered:
    """Evaluate a tender of six bids by five members with two marked criteria."""
    steps.bidders(world, len(PRICES))
    criteria = [
        {"name": "价格", "weight": 40, "formula": formula, **FORMULAS[formula]},
        {"name": "技术", "weight": 45},
        {"name": "服务", "weight": 15},
    ]
    made = opened(
        world, evaluation="comprehensive", criteria=criteria, trim_scores=trim, prices=PRICES
    )
    steps.review(world, made.tender_id)
    for seat, name in enumerate(EVALUATORS):
        with world.work(name) as work:
            marks: list[sheets.Mark] = [
                {
                    "bid_id": bid_id,
                    "criterion": criterion,
                    "points": Decimal((seat * 7919 + n * 104_729 + len(criterion)) % most) / 1000,
                }
                for n, bid_id in enumerate(made.bids)
                for criterion, most in (("技术", 45_001), ("服务", 15_001))
            ]
            sheet = sheets.fill_sheet(work, next(iter(made.lots.values())), marks=marks)
            sheets.sign_sheet(work, sheet.id)
    steps.rank(world, made.tender_id)
    return made


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("trim", [False, True])
def test_stranger_recomputes_the_ranks(world: World, formula: str, *, trim: bool) -> None:
    """From criteria, sheets and prices of the page, by a program that is not ours."""
    made = marked(world, formula, trim=trim)
    read = printed(world, made)
    found = stranger.ranks(read, "1", trim=trim)
    _, *rows = read.tables["ranking 1"][0]
    with world.read() as work:
        names = queries.bidding(work, work.all(Bid, tender_id=made.tender_id))
        stored = {
            names[bid.supplier_id].name: bid.rank for bid in work.all(Bid, tender_id=made.tender_id)
        }

    assert {row[1]: (int(row[0]), row[5]) for row in rows} == {
        name: (rank, str(score)) for name, (rank, score) in found.items()
    }
    assert {name: rank for name, (rank, _) in found.items()} == stored
    assert len(read.tables["sheet 1"]) == 5


def test_word_file_says_the_same(world: World) -> None:
    """The .docx opens with python-docx, and its tables are those of the page."""
    made = marked(world, "lowest_over_price", trim=False)
    document = report(file_of(world, made))
    word = word_files.Document(BytesIO(docx(document)))
    in_word = [[[cell.text for cell in row.cells] for row in table.rows] for table in word.tables]
    on_page = [
        table for tables in Reader(html(document)).tables.values() for table in tables if table[1:]
    ]

    assert word.core_properties.title == "招标评标报告"
    assert sorted(map(str, on_page)) == sorted(str(table) for table in in_word if table[1:])


def test_page_needs_nothing_and_runs_nothing(world: World) -> None:
    """No script, no image, no address but those on the page; what people wrote stays text."""
    made = opened(world, title='<script>alert(1)</script> & "3101"')
    page = html(report(file_of(world, made)))
    read = Reader(page)

    assert read.tags.isdisjoint({"script", "img", "link", "iframe", "object", "form"})
    assert all(link.startswith("#c") for link in read.links)
    assert "url(" not in page
    assert read.facts["项目名称"] == '<script>alert(1)</script> & "3101"'


def test_sealed_contents_have_their_hashes(world: World) -> None:
    """SHA-256 of each printed content is the commitment that the ledger kept."""
    made = opened(world)
    read = printed(world, made)
    _, *rows = read.tables["commitments"][0]
    contents = {name: text for name, text in read.texts.items() if name.startswith("content ")}

    assert len(contents) == len(rows) == 3
    assert {f"content {sha256(text.encode()).hexdigest()}" for text in contents.values()} == set(
        contents
    )
    assert {row[1] for row in rows} == {name.split()[1] for name in contents}


def test_place_in_the_ledger_is_proven(world: World) -> None:
    """Each printed path leads from the entry's hash to the root of the signed checkpoint."""
    made = steps.awarded(world)
    sealed(world.chain, world.mine_id)
    read = printed(world, made)
    size, root = read.texts["checkpoint"].splitlines()[1:3]
    _, *rows = read.tables["ledger"][0]
    proven = {row[4]: row[3] for row in rows if f"proof {row[4]}" in read.texts}
    tops = {
        stranger.climbs(leaf, int(place), int(size), read.texts[f"proof {place}"].split())
        for place, leaf in proven.items()
    }

    assert len(proven) == 4
    assert len(tops) == 1
    assert bytes.fromhex(tops.pop()) == b64decode(root)


def test_draw_is_drawn_again(world: World) -> None:
    """With seed and word from the page a stranger draws the same experts."""
    made = published(world)
    steps.enrol(world)
    with world.work("buyer") as work:
        ids = [world.people[name].id for name in EVALUATORS]
        draw = experts.prepare_draw(work, made.tender_id, pool=ids, places=4)
    with world.work("inspector") as work:
        draw = experts.hold_draw(work, draw.id, word="红黑 3")
    made.bids = [
        steps.bid(world, made, supplier_id, price)
        for supplier_id, price in zip(made.suppliers, steps.PRICES, strict=True)
    ]
    world.clock.forward(days=20)
    steps.open_and_seat(world, made)
    before = printed(world, made)
    steps.rank(world, made.tender_id)
    steps.show(world, made.tender_id)
    steps.decide(world, made.tender_id, made.winner)
    read = printed(world, made)

    assert before.facts["种子"] == "定标后公布"
    assert stranger.committed(read) == read.facts["抽取前公布的承诺值"] == draw.commitment
    assert stranger.tickets(read) == draw.drawn


def test_bidders_are_secret_before_the_opening(world: World) -> None:
    """Who bids is nobody's knowledge until then (第二十二条)."""
    made = steps.sealed(world)
    page = html(report(file_of(world, made)))

    assert "合成供应商1" not in page
    assert "开标前不公开投标人" in page


def test_names_of_the_committee_are_secret_until_the_award(world: World) -> None:
    """Members are numbers until somebody has won, and names after that (第三十七条)."""
    made = steps.publicised(world)
    before = html(report(file_of(world, made)))
    steps.decide(world, made.tender_id, made.winner)
    after = html(report(file_of(world, made)))

    assert [name for name in EVALUATORS if name in before] == []
    assert "委员5" in before
    assert [name for name in EVALUATORS if name in after] == list(EVALUATORS)


def test_everything_that_happened_is_told(world: World) -> None:
    """A low price explained, a factor, a dissent, a rejection, an award and its contract."""
    made = opened(world, prices=(Decimal(6000), *steps.PRICES[1:]), review_factors=["付款条件"])
    steps.review(world, made.tender_id)
    steps.reject(world, made.bids[2], "not_responsive")
    with world.work("evaluator1") as work:
        hold = prices.ask_price(work, made.bids[0], question="请说明报价构成")
        prices.adjust_price(
            work, made.bids[1], factor="付款条件", amount=Decimal("12.50"), reason="预付"
        )
    with world.work("buyer") as work:
        prices.explain_price(work, hold.id, text="库存产品", evidence="入库单")
    with world.work("evaluator1") as work:
        prices.accept_price(work, hold.id, reason="成本有据")
    with world.work("buyer") as work:
        evaluation.evaluate(work, made.tender_id, report_on=work.today)
    for name in EVALUATORS:
        with world.work(name) as work:
            dissent = "低价仍有疑问" if name == "evaluator3" else ""
            committee.sign_report(work, made.tender_id, dissent=dissent)
    steps.show(world, made.tender_id)
    steps.decide(world, made.tender_id, made.winner)
    with world.work("buyer") as work:
        due = work.today + timedelta(days=30)
        drafted = contract.draft(work, made.tender_id, number="HT-1", deliver_by=due)
    with world.work("approver") as work:
        contract.sign(work, drafted.id)
    read = printed(world, made)
    told = {name: rows[0][1:] for name, rows in read.tables.items()}

    assert told["low_prices"][0][4:] == ["说明成立", "成本有据"]
    assert told["adjustments"][0][1:3] == ["付款条件", "12.50"]
    assert [row[2] for row in told["rejections"]] == ["未实质响应"]
    assert ["有不同意见", "低价仍有疑问"] in [row[1:3] for row in told["signatures"]]
    assert [row[3] for row in told["ranking 1"]] == ["12,000.00", "19,612.50"]
    assert told["awards"][0][4] == "合成供应商1"
    assert {row[2] for row in told["contract"]} == {"是"}
    assert {row[6] for row in told["clock"]} == {"是"}


def test_report_is_found_by_number_and_round(world: World) -> None:
    """The number names the last round; what is not there is not found."""
    made = steps.evaluated(world, number="ZB-报告")
    with world.read("buyer") as work:
        assert procurement(work, "ZB-报告")["notice"]["id"] == str(made.tender_id)
        with pytest.raises(NotFound):
            procurement(work, "ZB-没有")


def test_report_is_not_for_everybody(world: World) -> None:
    """Marks and bidders are for those who tender, evaluate, award and inspect."""
    made = steps.evaluated(world)
    with pytest.raises(Forbidden):
        file_of(world, made, "keeper")


def test_failed_tender_has_a_report(world: World) -> None:
    """A tender that nobody won tells why, and leaves the rest open."""
    made = steps.sealed(world, prices=steps.PRICES[:2])
    world.clock.forward(days=20)
    with world.work("buyer") as work:
        rounds.fail(work, made.tender_id, reason="投标人少于三个")
    read = printed(world, made)
    with world.read() as work:
        assert work.get(Tender, made.tender_id).number in read.facts["招标编号"]

    assert read.facts["状态"] == "失败：投标人少于三个"


@pytest.mark.parametrize(("columns", "turned"), [(8, False), (9, True)])
def test_wide_tables_turn_the_pages(*, columns: int, turned: bool) -> None:
    """A list of nine columns lies on its side; its head stands again on each page."""
    rows = [[f"第{n}行"] * columns for n in range(80)]
    document = Document(
        "清单", "合成", "脚注", [Table("list", [f"列{n}" for n in range(columns)], rows)]
    )
    written = word_files.Document(BytesIO(docx(document)))
    (section,), (table,) = written.sections, written.tables

    assert section.page_width
    assert section.page_height
    assert (section.page_width > section.page_height) is turned
    assert "w:tblHeader" in table.rows[0]._tr.xml  # noqa: SLF001  python-docx offers no other way
    assert "w:tblHeader" not in table.rows[1]._tr.xml  # noqa: SLF001  python-docx offers no other way
    assert sum(each.width for each in table.columns) <= section.page_width
