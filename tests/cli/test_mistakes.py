"""Wrong questions on the command line: exit code 2, one line, the field."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from equiplink.cli.context import Context
from tests.cli.conftest import Run
from tests.cli.test_main import document, tag_of


@pytest.mark.parametrize("command", [("init",), ("ledger", "verify"), ("scan", "X", "--gate", "g")])
@pytest.mark.parametrize("kind", ["a text", "another schema", "no URL", "no driver"])
def test_a_database_that_cannot_be_used_is_a_wrong_question(
    run: Run, tmp_path: Path, kind: str, command: tuple[str, ...]
) -> None:
    """Exit code 2 and one line, never a traceback with the code of a refusal."""
    path = tmp_path / "some.db"
    url = {"no URL": "nonsense", "no driver": "mysql://x/y"}.get(kind, f"sqlite:///{path}")
    if kind == "a text":
        path.write_text("no database at all, but long enough to be read as one" * 20)
    elif kind == "another schema":
        with sqlite3.connect(path) as other:
            other.execute("create table alembic_version (version_num text)")
            other.execute("insert into alembic_version values ('ffff')")
    code, _, err = run("--db", url, *command)

    assert code == 2
    assert len(err.strip().splitlines()) == 1


def test_a_password_in_the_address_is_not_printed() -> None:
    """The address is shown in messages and may be read by others."""
    context = Context("postgresql+psycopg://mine:secret@db/mine", "zh", None, None)

    assert context.shown == "postgresql+psycopg://mine:***@db/mine"


def test_labels_that_cannot_be_written_are_a_wrong_question(
    run: Run, db: str, tmp_path: Path
) -> None:
    """A place that cannot be written is named, with exit code 2."""
    taken = tmp_path / "taken"
    taken.touch()
    code, _, err = run("--db", db, "labels", "--format", "png", "--out", str(taken / "x"))

    assert code == 2
    assert str(taken) in err


@pytest.mark.parametrize("quantity", ["1_0", "NaN", "-Infinity", "1e400", ""])
def test_a_quantity_that_is_no_number_is_a_wrong_question(run: Run, db: str, quantity: str) -> None:
    """What Python reads as a number and a person does not is refused with its field."""
    tag = tag_of(db, "SB-bolt-01")
    code, out, err = run(
        "--db", db, "scan", tag, "--gate", "副井", f"--quantity={quantity}", "--format", "json"
    )

    assert code == 2
    assert document(out)["field"] == "quantity"
    assert "不是数字" in err


def test_an_empty_model_is_a_wrong_question(run: Run) -> None:
    """Nothing is no model that the banned lists could allow."""
    assert run("check", "model", " ")[0] == 2


def test_a_check_that_passes_speaks_of_no_gate(run: Run) -> None:
    """A credit code is found in order or not; nothing goes underground by it."""
    assert run("check", "uscc", "91140522MA0EX00182")[1].startswith("未见违规")
    assert run("check", "uscc", "123")[1].startswith("不符合规定")
