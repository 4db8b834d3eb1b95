"""``nine-words`` as text, JSON and a workbook."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_words_are_counted_in_every_form(run: Run, db: str, tmp_path: Path) -> None:
    """The example has things, and its mine leads the rows."""
    code, out, _ = run("nine-words", "--db", db, "--format", "json")
    found = json.loads(out)
    _, text, _ = run("nine-words", "--db", db)
    written, _, _ = run("nine-words", "--db", db, "--out", str(tmp_path / "九个环节.xlsx"))

    assert (code, written) == (0, 0)
    assert found["mine"]["things"] > 0
    assert f"{found['mine']['name']}（{found['mine']['things']}）" in text
    assert (tmp_path / "九个环节.xlsx").stat().st_size > 0
