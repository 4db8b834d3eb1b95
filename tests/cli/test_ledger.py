"""The ledger's commands: what an outsider keeps, and what he verifies without us."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from equiplink.exchange.evidence import VERIFIER
from tests.cli.conftest import Run


def verified(folder: Path, path: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Run the verifier that lies in *folder*, alone."""
    return subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-I", str(folder / VERIFIER), str(path), *more],
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
    )


def test_bundle_of_the_example_verifies(run: Run, db: str, tmp_path: Path) -> None:
    """A checkpoint is kept, the bundle is written later, its own verifier finds it intact."""
    kept = tmp_path / "kept.txt"
    first = run("ledger", "checkpoint", "--out", str(kept), "--db", db)
    key = first[2].split()[-1]
    path = tmp_path / "bundle.zip"
    exported = run("ledger", "export", "--out", str(path), "--reason", "县局检查", "--db", db)
    with ZipFile(path) as bundle:
        bundle.extract(VERIFIER, tmp_path)
    done = verified(tmp_path, path, "--key", key, "--known", str(kept))

    assert (first[0], exported[0]) == (0, 0)
    assert (done.returncode, "INTACT" in done.stdout) == (0, True), done.stdout + done.stderr


def test_receipts_of_a_record_verify(run: Run, db: str, tmp_path: Path) -> None:
    """By the number of a record; the mine's own entries are among the first."""
    printed = run("ledger", "checkpoint", "--db", db)
    mine_id = printed[1].splitlines()[0].rpartition("/")[2]
    code, said, _ = run("ledger", "prove", mine_id, "--db", db)
    receipt = tmp_path / "receipt.json"
    receipt.write_text(said, "utf-8")
    bundle = tmp_path / "b.zip"
    run("ledger", "export", "--out", str(bundle), "--reason", "检查", "--db", db)
    with ZipFile(bundle) as packed:
        packed.extract(VERIFIER, tmp_path)
    done = verified(tmp_path, receipt, "--key", printed[2].split()[-1])

    assert code == 0
    assert (done.returncode, "signed log" in done.stdout) == (0, True), done.stdout + done.stderr


def test_number_that_is_none_is_told(run: Run, db: str) -> None:
    """What is no id is a slip of the question, with its remedy."""
    code, _, said = run("ledger", "prove", "17", "--db", db)

    assert (code, "请从档案或者台账中复制" in said) == (2, True)


def test_kept_checkpoint_is_held_against_the_log(run: Run, db: str, tmp_path: Path) -> None:
    """The one that was kept fits; one of another history does not; another file is refused."""
    kept = tmp_path / "kept.txt"
    run("ledger", "checkpoint", "--out", str(kept), "--db", db)
    fits = run("ledger", "verify", "--known", str(kept), "--db", db)
    origin, size, _, *rest = kept.read_text("utf-8").splitlines()
    kept.write_text("\n".join([origin, size, "A" * 43 + "=", *rest]), "utf-8")
    differs = run("ledger", "verify", "--known", str(kept), "--db", db)
    kept.write_text("购物清单", "utf-8")
    none = run("ledger", "verify", "--known", str(kept), "--db", db)

    assert (fits[0], differs[0], none[0]) == (0, 1, 2)
    assert "differs from a kept checkpoint" in differs[1]
    assert "不是检查点文件" in none[2]
