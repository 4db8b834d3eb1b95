"""``equiplink plan``: against what became of it."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from equiplink.chain import Chain
from equiplink.ledger import Entry
from equiplink.work import Actor
from tests.cli.conftest import Run

NUMBER = "JH-2026-03"


def test_plan_is_told_against_what_became_of_it(run: Run, db: str) -> None:
    """Text in either language, with the links of each line; JSON with the same."""
    code, out, _ = run("plan", "actual", NUMBER, "--db", db)
    _, english, _ = run("plan", "actual", NUMBER, "--db", db, "--lang", "en")

    assert code == 0
    assert "招标" in out
    assert "标签" in out
    assert "synthetic" in out
    assert "tendered" in english


@pytest.mark.parametrize("ending", ["html", "docx", "xlsx"])
def test_plan_against_actual_is_written(run: Run, db: str, tmp_path: Path, ending: str) -> None:
    """As a page, as a file to edit, as a workbook; of another kind there is none."""
    out = tmp_path / f"actual.{ending}"
    code, said, _ = run("plan", "actual", NUMBER, "--db", db, "--out", str(out))
    wrong, _, err = run("plan", "actual", NUMBER, "--db", db, "--out", str(tmp_path / "a.odt"))

    chain = Chain(db)
    with chain.read(Actor.installer(chain.mines()[0].id)) as work:
        told = work.all(Entry, action="export")
    chain.close()

    assert code == 0
    assert [each.data["sha256"] for each in told] == [sha256(out.read_bytes()).hexdigest()]
    assert str(out) in said
    assert wrong == 2
    assert ".xlsx" in err


def test_unknown_plan_is_named(run: Run, db: str) -> None:
    """The number that nobody has is told, with exit code 2."""
    code, out, err = run("plan", "actual", "无此计划", "--db", db, "--format", "json")

    assert code == 2
    assert json.loads(out)["field"] == "number"
    assert "无此计划" in err
