"""The shipped story of four purchases is told in its order, and leaves what it says."""

import json
import re
import subprocess
import sys
from pathlib import Path

from openpyxl import load_workbook

from equiplink.audit.replay import verify
from equiplink.chain import Chain
from equiplink.contract.models import Contract
from equiplink.tender.models import Tender
from equiplink.work import Actor

IN_ORDER = (
    "机电队 提出需求",
    "总金额",
    "追加到 4,600,000 元",
    "签署人就此固定",
    "计划 JH-2026-01 已审批",
    "只向两家询价",
    "DH-2026-01 到货",
    "定时办理：ZB-2026-01",
    "第一轮失败",
    "随机抽取 4 名",
    "按低于成本否决",
    "最低价不是第一名",
    "（一 标段）",
    "同一家想再中第二个标段",
    "（二 标段）",
    "付款节点的比例之和为 95%",
    "合同 HT-2026-02 与投标文件一致",
    "刚签订就想付全款",
    "按比例先付",
    "DH-2026-03 到货",
    "DH-2026-04 到货",
    "安装到 3101综采工作面",
    "首次安全入井 10%",
    "单一来源",
    "添购合同没有写明原合同",
    "DH-2026-05 到货",
    "紧急采购",
    "DH-2026-06 到货",
    "校验通过，状态可由台账重放",
)
PURCHASES = ("二、", "三、", "四、", "五、")


def test_purchases_are_told_in_their_order(purchases: tuple[Path, list[str]]) -> None:
    """Every turn of the story comes, each after the one before."""
    _, lines = purchases
    at = -1
    for turn in IN_ORDER:
        at = next(n for n, line in enumerate(lines) if n > at and turn in line)

    assert at < len(lines)


def test_every_line_speaks_chinese(purchases: tuple[Path, list[str]]) -> None:
    """No line is English only."""
    _, lines = purchases

    assert [line for line in lines if not re.search(r"[一-鿿]", line)] == []


def test_each_purchase_is_refused_and_leads_on(purchases: tuple[Path, list[str]]) -> None:
    """In each there is a refusal with its clause, and afterwards a way on."""
    _, lines = purchases
    text = "\n".join(lines)
    chapters = {each[:2]: each for each in re.split(r"\n(?=[一二三四五六七]、)", text)}

    for chapter in (chapters[number] for number in PURCHASES):
        refused, clause = chapter.index("✗"), chapter.index("依据：")
        assert refused < clause < chapter.rindex("→")


def test_all_is_bought_and_nothing_hangs(purchases: tuple[Path, list[str]]) -> None:
    """Five contracts are fulfilled, one round failed, and the ledger replays."""
    folder, _ = purchases
    chain = Chain(f"sqlite:///{folder}/demo.db")
    mine_id = chain.mines()[0].id
    with chain.read(Actor.installer(mine_id)) as work:
        contracts = {each.number: each.state.value for each in work.all(Contract)}
        tenders = {(each.number, each.round): each.state.value for each in work.all(Tender)}
    verdict = verify(chain, mine_id)
    chain.close()

    assert contracts == {f"HT-2026-0{number}": "fulfilled" for number in range(1, 6)}
    assert tenders.pop(("ZB-2026-01", 1)) == "failed"
    assert set(tenders.values()) == {"awarded"}
    assert verdict.intact, verdict.problems


def test_nothing_is_due_at_the_end(purchases: tuple[Path, list[str]]) -> None:
    """What the agenda asked for was done, or its day was not missed."""
    assert json.loads((purchases[0] / "due.json").read_text("utf-8")) == []


def test_sealed_bids_are_proven_to_a_stranger(purchases: tuple[Path, list[str]]) -> None:
    """The script in the folder finds nothing wrong."""
    folder, _ = purchases
    script = [sys.executable, str(folder / "sealed-bids" / "check_bids.py")]
    ran = subprocess.run(script, capture_output=True, text=True, check=False)  # noqa: S603

    assert (ran.returncode, "✗" in ran.stdout) == (0, False), ran.stdout + ran.stderr


def test_every_purchase_leaves_its_report(purchases: tuple[Path, list[str]]) -> None:
    """Four pages, each with its own number and the one who won it, and the same to edit."""
    folder = purchases[0] / "reports"
    pages = {path.stem: path.read_text("utf-8") for path in folder.glob("*.html")}

    assert len(pages) == 4
    assert {path.stem for path in folder.glob("*.docx")} == set(pages)
    assert all(number in page and "定标" in page for number, page in pages.items())


def test_plan_is_held_against_what_became_of_it(purchases: tuple[Path, list[str]]) -> None:
    """Every line of the great plan stands beside its contract, and the sums follow from them."""
    document = json.loads((purchases[0] / "plan-actual.json").read_text("utf-8"))
    lines = [each for each in document["lines"] if not each["removed"]]

    assert len(lines) == 8
    assert all(each["ordered"] for each in lines)
    assert document["totals"]["planned"] == "4522200.00"


def test_plan_against_actual_is_read_and_added_up(purchases: tuple[Path, list[str]]) -> None:
    """The page and the workbook say the same; the workbook's sums are numbers, no formulas."""
    page = (purchases[0] / "plan-actual.html").read_text("utf-8")
    book = load_workbook(purchases[0] / "plan-actual.xlsx")
    rows = list(book["逐行"].iter_rows(values_only=True))
    amount = rows[0].index("计划金额")

    assert "ZB-2026-01" in page
    assert sum(row[amount] for row in rows[1:]) == 4_522_200
    assert {cell.data_type for row in book["逐行"].iter_rows() for cell in row} == {"s", "n"}
