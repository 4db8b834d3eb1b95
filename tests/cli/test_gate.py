"""``sweep``, ``gate dry-run`` and ``gate again`` on the example."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

from openpyxl import load_workbook

from equiplink.chain import Chain
from equiplink.gate.models import Gate, Scan
from equiplink.ledger import Entry
from equiplink.work import Actor
from tests.cli.conftest import Run


def asked(db: str) -> tuple[str, str, str]:
    """Return a scan of the example, its tag and its gate."""
    chain = Chain(db)
    with chain.read(Actor.installer(chain.mines()[0].id)) as work:
        scan = next(each for each in work.all(Scan) if each.admitted)
        gate = work.get(Gate, scan.gate_id)
    chain.close()
    return str(scan.id), scan.code, gate.name


def test_sweep_lists_and_supposes(run: Run, db: str) -> None:
    """Text and JSON tell of the same rows; what is supposed is listed and leaves nothing."""
    code, out, _ = run("sweep", "--db", db)
    supposed = run("sweep", "--db", db, "--on", "2099-01-01")
    rows = json.loads(run("sweep", "--db", db, "--on", "2099-01-01", "--format", "json")[1])
    english = run("sweep", "--db", db, "--on", "2099-01-01", "--lang", "en")[1]

    assert code in {0, 1}
    assert "新开隐患" in out
    assert (supposed[0], "未作记录" in supposed[1]) == (1, True)
    assert all(row["number"] in supposed[1] for row in rows)
    assert "nothing recorded" in english
    assert run("sweep", "--db", db, "--gas", "多瓦斯")[0] == 2


def test_sweep_writes_a_workbook(run: Run, db: str, tmp_path: Path) -> None:
    """A line for every reason, and the ledger knows of the file."""
    out = tmp_path / "清单.xlsx"
    code, told, _ = run("sweep", "--db", db, "--on", "2099-01-01", "--out", str(out))
    rows = json.loads(run("sweep", "--db", db, "--on", "2099-01-01", "--format", "json")[1])
    sheet = load_workbook(out)["清单"]
    reasons = [each for row in rows for each in row["findings"] if each["severity"] == "deny"]
    chain = Chain(db)
    with chain.read(Actor.installer(chain.mines()[0].id)) as work:
        left = work.all(Entry, action="export")[-1].data
    chain.close()

    assert (code, "未作记录" in told) == (1, True)
    assert [row[9].value for row in sheet.iter_rows(min_row=2)] == [r["code"] for r in reasons]
    assert left["sha256"] == sha256(out.read_bytes()).hexdigest()


def test_dry_run_tells_every_rule(run: Run, db: str) -> None:
    """The thing is inside or was, so it is refused; each rule stands with its verdict."""
    _, tag, gate = asked(db)
    code, out, _ = run("gate", "dry-run", tag, "--gate", gate, "--why", "--db", db)
    rows = json.loads(
        run("gate", "dry-run", tag, "--gate", gate, "--format", "json", "--db", db)[1]
    )
    english = run("gate", "dry-run", tag, "--gate", gate, "--why", "--lang", "en", "--db", db)[1]

    assert (code, rows[0]["admitted"]) == (1, False)
    assert "不适用" in out
    assert "not_applicable" in english
    assert {"passed", "failed"} <= {each["verdict"] for each in rows[0]["rules"]}


def test_old_scan_is_judged_again(run: Run, db: str) -> None:
    """The example's own scans give the same answer again."""
    scan, _, _ = asked(db)
    code, out, _ = run("gate", "again", scan, "--db", db)
    told = json.loads(run("gate", "again", scan, "--format", "json", "--db", db)[1])

    assert (code, told["same"]) == (0, True)
    assert "一致" in out
    assert run("gate", "again", "x", "--db", db)[0] == 2
