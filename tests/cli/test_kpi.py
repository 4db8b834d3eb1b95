"""``kpi``: the rates as text and as JSON."""

from __future__ import annotations

import json

from tests.cli.conftest import Run


def test_rates_are_printed_in_both_forms(run: Run, db: str) -> None:
    """Each rate is a line with its target; the example has machines and no small devices."""
    code, out, _ = run("kpi", "--db", db, "--format", "json")
    rows = {row["code"]: row for row in json.loads(out)}
    _, text, _ = run("kpi", "--db", db)
    _, english, _ = run("kpi", "--db", db, "--lang", "en")

    assert code == 0
    assert f"I19A 机电设备综合完好率：{rows['I19A']['percent']}%（≥90%）" in text
    assert "I19B 小型电器完好率：无数据" in text
    assert "machines in repair" in english


def test_day_ahead_is_refused(run: Run, db: str) -> None:
    """Exit code 2; the field is named."""
    code, _, error = run("kpi", "--db", db, "--on", "2099-01-01")

    assert code == 2
    assert "2099-01-01" in error
