"""The hundred days are told in their order, and leave what an outsider can verify."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import text

from equiplink.audit.replay import verify
from equiplink.chain import Chain
from equiplink.example.campaign.days import NOBODY_CAME
from equiplink.example.campaign.story import tell
from equiplink.work import Actor, Work

TURNS = (
    "一、安排部署",
    "工作方案",
    "二、企业自查自改",
    "[G02]",
    "漏查自动登记隐患",
    "“四不两直”检查提出 2 条问题",
    "三个倒查办完",
    "月报-2024-11",
    "三、部门精准执法",
    "其中重大隐患 1 条",
    "四、重大隐患",
    "[G40]",
    "县局监管专员杨六验收销号",
    "月报-2024-12",
    "五、总结提升",
    "工作总结",
    "予以关闭",
    "证据包",
)
REPORTS = (
    "工作方案", "月报-2024-11", "月报-2024-12", "重大隐患季报-2024-4", "工作总结", "问题隐患清单",
    "整改清单",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """The story, told once: its folder and its text."""

    folder: Path
    text: str

    def figures(self, name: str) -> dict[str, int]:
        """Return the figures that a report's workbook prints."""
        book = load_workbook(BytesIO((self.folder / f"{name}.xlsx").read_bytes()))
        rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
        return {str(row[0]): int(str(row[1])) for row in rows if str(row[1]).isdigit()}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """Tell the story once for all that is asked of it."""
    folder = tmp_path_factory.mktemp("campaign")
    return Told(folder, "\n".join(tell(folder)))


@pytest.fixture
def work(told: Told) -> Iterator[Work]:
    """Open the database that the story left, to ask it."""
    chain = Chain(f"sqlite:///{told.folder}/demo.db")
    with chain.work(Actor.clock(chain.mines()[0].id)) as work:
        yield work
    chain.close()


def test_days_turn_in_their_order(told: Told) -> None:
    """From the plan of October to the summary of January, each turn after the one before."""
    at, turns = 0, []
    for turn in TURNS:
        at = told.text.find(turn, at)
        turns.append((turn, at >= 0))

    assert [turn for turn, found in turns if not found] == []


def test_every_file_of_the_index_is_there(told: Told) -> None:
    """The index names each file that was left, none is empty, and each report is in both forms."""
    names = re.findall(
        r"^(\S+\.\w+)　", (told.folder / "索引.txt").read_text("utf-8"), re.MULTILINE
    )

    assert {f"{name}.{form}" for name in REPORTS for form in ("docx", "xlsx")} <= set(names)
    assert [name for name in names if not (told.folder / name).stat().st_size] == []


def test_summary_counts_what_the_tables_hold(told: Told, work: Work) -> None:
    """Figures of the summary are what statements of our own count in what the story left."""
    counts = {
        "排查发现隐患": "select count(*) from hazard",
        "其中重大隐患": "select count(*) from hazard where level = 'major'",
        "其中部门检查发现": "select count(*) from hazard where origin = 'department'",
        "验收销号": "select count(*) from hazard where state = 'closed'",
        "检查提出问题": "select count(*) from audit_finding",
        "查处“三违”（起）": "select count(*) from conduct_violation",
        "倒查（项）": "select count(*) from back_check",
        "问责（起）": "select count(*) from accounting where state = 'upheld'",
        "通报典型案例（起）": "select count(*) from circulated_case",
        "督办单": "select count(*) from supervision_order",
        "批准恢复生产": "select count(*) from restart where state = 'announced'",
    }
    counted = {zh: work.session.execute(text(sql)).scalar_one() for zh, sql in counts.items()}
    printed = told.figures("工作总结")

    assert counted == {zh: printed[zh] for zh in counts}
    assert min(counted.values()) > 0


def test_every_report_was_sent_with_its_hash(told: Told, work: Work) -> None:
    """Four reports of the document, each the file that was left."""
    query = "select kind, sha256 from campaign_submission order by due_on"
    sent = [tuple(row) for row in work.session.execute(text(query))]
    names = ("工作方案", "月报-2024-11", "月报-2024-12", "工作总结")
    left = [sha256((told.folder / f"{name}.docx").read_bytes()).hexdigest() for name in names]

    assert [kind for kind, _ in sent] == ["plan", "month", "month", "summary"]
    assert [each for _, each in sent] == left


def test_all_rounds_but_one_were_held(work: Work) -> None:
    """Ninety-three days, and one of them has an explanation instead of a round."""
    query = "select period_from, held_at is null from check_round where tier = 'team'"
    rows = work.session.execute(text(query)).all()

    assert len(rows) == 93
    assert [str(day) for day, missing in rows if missing] == [str(NOBODY_CAME)]


def test_reports_carry_the_checkpoint(told: Told) -> None:
    """Each document ends with a signed checkpoint of the ledger, and says that it is made up."""
    for name in REPORTS:
        written = Document(str(told.folder / f"{name}.docx"))
        said = "\n".join(each.text for each in written.paragraphs)

        assert "台账检查点" in said, name
        assert "synthetic" in said, name
        assert "尚未封存" not in said, name


def test_outsider_verifies_the_bundle(told: Told) -> None:
    """The verifier that was left holds the bundle against the key that was left, on its own."""
    key = (told.folder / "key.txt").read_text("utf-8").strip()
    done = subprocess.run(  # noqa: S603  what the story left, by its own interpreter
        [sys.executable, "-I", "verify_evidence.py", "evidence.zip", "--key", key],
        cwd=told.folder, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr


def test_ledger_replays_after_the_campaign(told: Told) -> None:
    """All that was told stands in a ledger that replays."""
    chain = Chain(f"sqlite:///{told.folder}/demo.db")
    verdict = verify(chain, chain.mines()[0].id)
    chain.close()

    assert verdict.intact, verdict.problems
