"""What the documents say is run: every Python block, and every link inside the project."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

HOME = Path(__file__).parent.parent
PAGES = sorted([HOME / "README.md", *(HOME / "docs").rglob("*.md")])
BLOCKS = {
    f"{page.relative_to(HOME)} {number}": block
    for page in PAGES
    for number, block in enumerate(
        re.findall(r"^```python\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL), 1
    )
}


@pytest.mark.parametrize("name", BLOCKS)
def test_python_block_runs(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A block runs as it stands in an empty directory, and keeps what it asserts."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EQUIPLINK_KEY", raising=False)
    exec(compile(BLOCKS[name], name, "exec"), {"__name__": "__main__"})  # noqa: S102  our own text

    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HOME)))
def test_links_lead_somewhere(page: Path) -> None:
    """A link to a file of the project finds it."""
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text("utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []
