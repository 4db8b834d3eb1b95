"""``equiplink import units``: what is here already, from a spreadsheet."""

import json
from pathlib import Path

from tests.cli.conftest import Run

HEADER = "设备编号,规格型号,出厂编号,数量,使用地点,煤安标志号\n"


def table(folder: Path, *rows: str) -> str:
    """Write a table of existing equipment."""
    path = folder / "台账.csv"
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), "utf-8")
    return str(path)


def test_existing_equipment_is_brought_in(run: Run, db: str, tmp_path: Path) -> None:
    """Tried first, then entered; entered again it stands already."""
    model = "KBZ-400/1140"
    path = table(tmp_path, f"旧-001,{model},S-1,1,,", f"旧-002,{model},S-2,1,,")
    _, tried, _ = run("import", "units", path, "--dry-run", "--db", db)
    code, out, _ = run("import", "units", path, "--db", db)
    _, again, _ = run("import", "units", path, "--db", db, "--format", "json", "--lang", "en")

    assert "未写入" in tried
    assert (code, "新增 2" in out, "风险" in out, "安全标志编号 2" in out) == (0, True, True, True)
    assert (json.loads(again)["new"], json.loads(again)["same"]) == (0, 2)


def test_bad_rows_are_told_with_their_column(run: Run, db: str, tmp_path: Path) -> None:
    """Exit code 2, and nothing is written."""
    path = table(tmp_path, "旧-001,没有此型号,S-1,1,,")
    code, out, _ = run("import", "units", path, "--db", db)
    _, english, _ = run("import", "units", path, "--db", db, "--lang", "en")

    assert code == 2
    assert "第 2 行 [规格型号]" in out
    assert "row 2" in english
