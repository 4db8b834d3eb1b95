"""The command line run in this process, and a copy of the example's database."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from equiplink.cli.main import main

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def db(story: tuple[Path, list[str]], tmp_path: Path) -> str:
    """A copy of the example's database."""
    path = tmp_path / "demo.db"
    shutil.copy(story[0] / "demo.db", path)
    shutil.copy(story[0] / "demo.db.key", f"{path}.key")
    shutil.copytree(story[0] / "demo.db.files", f"{path}.files")
    return f"sqlite:///{path}"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line; exit code, output and errors."""
    monkeypatch.delenv("EQUIPLINK_LANG", raising=False)

    def act(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return act
