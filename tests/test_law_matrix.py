"""The page of requirements against rules names only what is there, and all of it."""

import re
from pathlib import Path

import pytest

from equiplink.audit.rulebook import rulebook
from equiplink.law import Severity
from equiplink.upkeep.table import CHECKS

ROWS = {"L": 13, "M": 15, "X": 9, "G": 15, "I": 19, "P": 16, "H": 15}
"""How many requirements of each kind there are; they are numbered from 01."""
WORDS = {"拒绝", "提醒", "登记", "缺"}
PAGE = (Path(__file__).parents[1] / "docs" / "law-matrix.md").read_text("utf-8")
TABLE = re.findall(r"^\| ([LMXGIPH]\d\d) \| (.+?) \| (.+?) \| (.+) \|$", PAGE, re.MULTILINE)
RULES = {each["code"]: each["severity"] for each in rulebook()}
INTERVALS = {each.code for each in CHECKS}


def test_every_requirement_has_its_row() -> None:
    """Each number comes once, in its order."""
    assert [row[0] for row in TABLE] == [
        f"{kind}{no:02d}" for kind, last in ROWS.items() for no in range(1, last + 1)
    ]


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_row_says_what_is_so(row: tuple[str, str, str, str]) -> None:
    """Codes are rules or intervals; what is refused has a rule that denies, a warning one."""
    _, _, how, by = row
    codes = [each for each in re.findall(r"`([^`]+)`", by) if not each.startswith("equiplink")]
    known = [code for code in codes if code in RULES]
    severities = {RULES[code] for code in known}

    assert set(how.split("、")) <= WORDS
    assert {code for code in codes if code not in RULES} <= INTERVALS | {"rectification"}
    assert ("拒绝" in how) <= (Severity.DENY in severities)
    assert ("提醒" in how) <= (Severity.WARN in severities)
