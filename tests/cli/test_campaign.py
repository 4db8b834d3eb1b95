"""``equiplink report``: a campaign's reports as files, and what is asked wrongly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from docx import Document

from equiplink.campaign import actions as campaign
from equiplink.chain import Chain
from equiplink.mine.models import Person
from equiplink.work import Actor
from tests.cli.conftest import Run

OFFICER = "0015"


@pytest.fixture
def planned(db: str) -> str:
    """The example's database with the hundred days planned."""
    chain = Chain(db)
    with chain.work(Actor.installer(chain.mines()[0].id)) as work:
        (officer,) = work.all(Person, number=OFFICER)
        who = Actor(officer.id, officer.name, work.mine_id, frozenset(officer.roles))
    with chain.work(who) as work:
        campaign.hundred_days(work)
    chain.close()
    return db


def test_plan_is_written_as_a_word_file(
    run: Run, planned: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named after what it is, lists the four phases and opens."""
    monkeypatch.chdir(tmp_path)
    code, said, _ = run("report", "plan", "--db", planned, "--as", OFFICER)
    words = Document(str(tmp_path / "工作方案.docx"))

    assert (code, "工作方案" in said) == (0, True)
    assert "2025-01-28" in [cell.text for cell in words.tables[0].rows[4].cells]


def test_month_as_json_names_its_days(run: Run, planned: str) -> None:
    """November has its thirty days, and no round was held."""
    code, said, _ = run(
        "report", "month", "2024-11", "--format", "json", "--db", planned, "--as", OFFICER
    )
    record = json.loads(said)

    assert (code, record["since"], record["on"]) == (0, "2024-11-01", "2024-11-30")
    assert [len(each["missed"]) for each in record["rounds"]] == [0, 1, 4, 30]


def test_spreadsheet_has_the_name_that_is_given(run: Run, planned: str, tmp_path: Path) -> None:
    """The form follows the name of the file."""
    out = tmp_path / "清单.xlsx"
    code, *_ = run("report", "hazards", "--out", str(out), "--db", planned, "--as", OFFICER)

    assert (code, out.read_bytes()[:2]) == (0, b"PK")


@pytest.mark.parametrize("given", [("month",), ("summary", "2024-11"), ("month", "November")])
def test_wrong_month_is_named(run: Run, planned: str, given: tuple[str, ...]) -> None:
    """A month is written with the monthly report, as 2024-11, and only there."""
    code, _, error = run("report", *given, "--db", planned, "--as", OFFICER)

    assert code == 2
    assert "2024-11" in error


def test_campaign_is_loaded_from_a_file(run: Run, db: str, tmp_path: Path) -> None:
    """The shipped one by default; a file that is not there and a wrong one name themselves."""
    code, said, _ = run("campaign", "load", "--db", db, "--as", OFFICER)
    missing = run("campaign", "load", str(tmp_path / "none.json"), "--db", db, "--as", OFFICER)
    (tmp_path / "wrong.json").write_text("{}", "utf-8")
    wrong = run("campaign", "load", str(tmp_path / "wrong.json"), "--db", db, "--as", OFFICER)

    assert (code, missing[0], wrong[0]) == (0, 2, 2)
    assert "阳应急发〔2024〕280号" in said
    assert "none.json" in missing[2]
    assert "name" in wrong[2]
