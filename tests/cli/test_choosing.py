"""``equiplink selection``, ``unsuitable`` and ``check model --why``."""

from __future__ import annotations

import json

from tests.cli.conftest import Run


def test_table_is_printed(run: Run) -> None:
    """Each line has gas class, place, device and what is needed; the edition stands below."""
    exit_code, out, _ = run("selection", "--gas", "高瓦斯")
    english = run("selection", "--lang", "en")[1]
    rows = json.loads(run("selection", "--format", "json")[1])

    assert exit_code == 0
    assert "回风巷" in out
    assert "煤矿安全规程（2022）" in out.splitlines()[-1]
    assert "return" in english
    assert {row["gas"] for row in rows} == {"低瓦斯", "高瓦斯", "突出"}


def test_what_is_below_suits_now(run: Run, db: str) -> None:
    """Everything in the story suits its place, also if the mine were 突出."""
    exit_code, out, _ = run("--db", db, "unsuitable")
    told = json.loads(run("--db", db, "unsuitable", "--format", "json")[1])

    assert (exit_code, told) == (0, [])
    assert "相符" in out
    assert run("--db", db, "unsuitable", "--gas", "多瓦斯")[0] == 2


def test_line_says_why(run: Run) -> None:
    """A near miss is told with its reason, in both languages and in JSON."""
    exit_code, out, _ = run("check", "model", "ZY3200/14/34", "--why")
    english = run("check", "model", "ZY3200/14/34", "--why", "--lang", "en")[1]
    told = json.loads(run("check", "model", "ZY3", "--why", "--format", "json")[1])

    assert exit_code == 0
    assert "未命中：目录所列为 ZY3" in out
    assert "only begins alike" in english
    assert "禁止：型号 ZY3 即目录所列型号 ZY3" in told["considered"][0]
