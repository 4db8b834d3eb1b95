"""``equiplink selection``, ``recall`` and ``check model --why``."""

from __future__ import annotations

import json
from pathlib import Path

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


def test_line_says_why(run: Run) -> None:
    """A near miss is told with its reason, in both languages and in JSON."""
    exit_code, out, _ = run("check", "model", "ZY3200/14/34", "--why")
    english = run("check", "model", "ZY3200/14/34", "--why", "--lang", "en")[1]
    told = json.loads(run("check", "model", "ZY3", "--why", "--format", "json")[1])

    assert exit_code == 0
    assert "未命中：目录所列为 ZY3" in out
    assert "only begins alike" in english
    assert "禁止：型号 ZY3 即目录所列型号 ZY3" in told["considered"][0]


LAMPS = "山东煤监办停用 2021 MAH160130"


def test_recall_is_shown_down_to_zero(run: Run, db: str) -> None:
    """In the story the lamps were found, held and brought up; the board says so in both tongues."""
    exit_code, out, _ = run("--db", db, "recall", LAMPS)
    english = run("--db", db, "recall", LAMPS, "--lang", "en")[1]
    told = json.loads(run("--db", db, "recall", LAMPS, "--format", "json")[1])

    assert exit_code == 0
    assert "井下 0，已升井 2" in out
    assert "underground 0, out 2" in english
    assert (told["progress"]["left"], told["hazard"]["state"]) == (0, "closed")
    assert {row["held"] for row in told["things"]} == {True}


def test_every_notice_is_listed_and_one_is_obeyed(run: Run, db: str) -> None:
    """Without a number all notices; with --hold what is found is held first, by who may."""
    out = run("--db", db, "recall")[1]
    listed = json.loads(run("--db", db, "recall", "--format", "json")[1])
    number = "山东煤监办停用 2021 MIA040272"
    before = run("--db", db, "recall", number)
    refused = run("--db", db, "recall", number, "--hold", "--as", "0001")
    obeyed = run("--db", db, "recall", number, "--hold", "--as", "0015")
    unknown = run("--db", db, "recall", "没有")

    assert LAMPS in out
    assert len(listed) == 4
    assert "尚未排查停用" in before[1]
    assert unknown[0] == refused[0] == 2
    assert obeyed[0] == 0
    assert "尚未排查停用" not in obeyed[1]
    assert LAMPS in unknown[2]


def test_manifest_is_written(run: Run, db: str, tmp_path: Path) -> None:
    """A file with a signed manifest; an unknown gate is told with those that there are."""
    out = tmp_path / "manifest"
    code, said, _ = run("--db", db, "manifest", "--gate", "副井", "--out", str(out))
    missing = run("--db", db, "manifest", "--gate", "东井", "--out", str(out))

    assert (code, out.read_bytes()[:4]) == (0, b"EQM1")
    assert "第 1 版" in said
    assert missing[0] != 0
    assert "副井" in missing[2]
