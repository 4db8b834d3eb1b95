"""The shipped story of things underground is told in its order, and leaves what it says."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from equiplink.audit.replay import verify
from equiplink.chain import Chain
from equiplink.example.physical.clearing import flows_told
from equiplink.example.physical.hands import FACE
from equiplink.example.physical.leaving import FILES
from equiplink.example.physical.story import tell
from equiplink.gate.offline_models import Conflict
from equiplink.mine.models import Place
from equiplink.register.models import Item
from equiplink.upkeep.models import Job
from equiplink.usage.clearing import flows
from equiplink.work import Actor, Work

IN_ORDER = (
    "一、到货与验收",
    "二、入井",
    "三、批次的一个月",
    "四、断网的一班",
    "五、停用通知与召回",
    "六、一台馈电开关的五年",
    "七、回撤",
    "八、报废",
    "九、全链条档案与台账",
)
OF_FIVE_YEARS = (
    "本人接收",
    "推迟一次",
    "故障停机",
    "[G36]",
    "补做检测后",
    "按新地点重新核对选型",
    "在井不合格清单 1 项：SB-switch-01",
    "再清查：0 项",
    "维护用备件",
    "[U36]",
    "改造有报告",
    "[U02]",
    "标签磨损",
)


@dataclass(frozen=True, slots=True)
class Told:
    """The story, told once: its folder and its text."""

    folder: Path
    text: str

    def read(self, name: str) -> Any:
        """Return a document that was left."""
        return json.loads((self.folder / name).read_text("utf-8"))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Tell the story once for all that is asked of it."""
    folder = tmp_path_factory.mktemp("physical")
    return Told(folder, "\n".join(tell(folder)))


@pytest.fixture
def work(told: Told) -> Iterator[Work]:
    """Open the database that the story left, to ask it."""
    chain = Chain(f"sqlite:///{told.folder}/demo.db")
    with chain.work(Actor.clock(chain.mines()[0].id)) as work:
        yield work
    chain.close()


def test_unfit_list_is_a_table_too(told: Told) -> None:
    """Every denying reason of the list is a row of the workbook, with who and until when."""
    sheet = load_workbook(told.folder / "在井不合格清单.xlsx")["清单"]
    expected = [
        (row["number"], row["keeper"], row["act_by"], each["code"], each["message"])
        for row in told.read("unfit.json")
        for each in row["findings"]
        if each["severity"] == "deny"
    ]

    assert expected
    assert expected == [
        tuple(row[at] for at in (1, 7, 8, 9, 10))
        for row in sheet.iter_rows(min_row=2, values_only=True)
    ]


def test_chapters_are_numbered_in_their_order(told: Told) -> None:
    """Every chapter comes once, under its number, each after the one before."""
    titles = re.findall(r"^([一二三四五六七八九十]+、.*)$", told.text, re.MULTILINE)

    assert [any(t.startswith(each) for t in titles) for each in IN_ORDER] == [True] * len(titles)
    assert sorted(map(told.text.index, IN_ORDER)) == list(map(told.text.index, IN_ORDER))


def test_five_years_turn_in_their_order(told: Told) -> None:
    """Custody, a postponement, a check overdue, a move, a suspension come one after another."""
    years = told.text[told.text.index("六、") :]
    at = [years.index(turn) for turn in OF_FIVE_YEARS]

    assert at == sorted(at)


def test_every_file_of_the_index_is_there(told: Told) -> None:
    """The index names each file that was left, and none is empty."""
    index = (told.folder / "索引.txt").read_text("utf-8")

    assert [name for name in FILES if name not in index] == []
    assert [name for name in FILES if not (told.folder / name).stat().st_size] == []


def test_switch_ends_with_all_nine_words(told: Told) -> None:
    """The passport of the switch has the nine words, and its tag is dead."""
    document = told.read("passport-switch.json")

    assert (len(document["words"]), document["missing"]) == (9, [])
    assert (document["item"]["state"], document["live"]) == ("scrapped", False)


def test_tests_recur_and_one_was_late(told: Told, work: Work) -> None:
    """What the story says of the tests of the switch is what the register says."""
    (switch,) = work.all(Item, number="SB-switch-01")
    jobs = [each for each in work.all(Job, item_id=switch.id) if each.interval_id is not None]

    assert f"馈电开关累计 {len(jobs)} 次，逾期 1 次" in told.text
    assert len(jobs) > 60


def test_lots_add_up(work: Work) -> None:
    """What came of a lot is in stock, below, used up, scrapped or parted off; never below 0."""
    for lot in work.all(Item, kind="lot"):
        parts = (lot.stock, lot.issued, lot.underground, lot.consumed, lot.scrapped, lot.parted)

        assert (sum(parts), min(parts) >= 0) == (lot.quantity, True), lot.number


def test_resin_that_expires_first_went_first(told: Told, work: Work) -> None:
    """The later lot was warned about and is in stock; the earlier is used up."""
    (later,), (first,) = (work.all(Item, number=f"SB-resin-{no}") for no in ("02", "03"))

    assert "[R04]" in told.text
    assert (later.stock, first.consumed) == (later.quantity, first.quantity)


def test_nothing_is_left_below_of_what_was_recalled(told: Told) -> None:
    """The board goes down day by day, and the recall stands at zero."""
    assert re.findall(r"井下还有 (\d) 件", told.text) == ["1", "0"]
    assert {each["progress"]["left"] for each in told.read("recall.json")} == {0}


def test_every_conflict_was_resolved_by_a_person(told: Told, work: Work) -> None:
    """The list that was left is the register's; a person said of each what became of it."""
    found = work.all(Conflict)

    assert {each["冲突"] for each in told.read("conflicts.json")} == {
        "设备时钟跳变",
        "放行后查明不合格",
    }
    assert [each.key for each in found if each.resolved_by is None] == []


def test_close_out_was_counted_and_is_what_the_ledger_says(told: Told, work: Work) -> None:
    """One was missing, one unexpected, one found; the balance left is the ledger's."""
    (place,) = work.all(Place, name=FACE)
    rows = told.read("balance.json")

    assert all(f"，{tally}" in told.text for tally in ("盘亏", "盘盈", "相符"))
    assert rows == flows_told(flows(work, place.id))
    assert {each["现有"] for each in rows} == {"0"}
    assert [each["核销"] for each in rows if each["编号"] == "SB-bolt-01"] == ["5"]


def test_unfit_list_can_be_read(told: Told) -> None:
    """The text names each thing of the document, with its place, reason and who must act."""
    text = (told.folder / "在井不合格清单.txt").read_text("utf-8")
    (row,) = told.read("unfit.json")

    assert [row[key] in text for key in ("number", "place", "keeper", "act_by")] == [True] * 4
    assert row["findings"][0]["message"] in text


def test_ledger_replays_after_five_years(told: Told) -> None:
    """All that was told stands in a ledger that replays."""
    chain = Chain(f"sqlite:///{told.folder}/demo.db")
    verdict = verify(chain, chain.mines()[0].id)
    chain.close()

    assert verdict.intact, verdict.problems
