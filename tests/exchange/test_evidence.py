"""An outsider with one file and a kept key finds every way of rewriting the record."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import pytest

from equiplink.chain import Chain
from equiplink.errors import NotFound
from equiplink.exchange import evidence
from equiplink.files import actions as files
from equiplink.mine import actions as mine
from equiplink.notes import Key
from equiplink.work import Actor
from tests.grammar.log import opened, sealed, tamper, write

PICTURE = b"\xff\xd8\xff\xe0 a synthetic picture"
PROGRAM = Path(evidence.__file__).with_name(evidence.VERIFIER)


@pytest.fixture
def mine_id(chain: Chain) -> UUID:
    """A mine whose ledger holds its opening, three notes and one attached picture."""
    mine_id = opened(chain)
    write(chain, mine_id, "一", "二", "三")
    with chain.work(Actor.installer(mine_id)) as work:
        place = mine.add_place(work, name="西翼大巷", zone="main_intake")
        files.attach(
            work, subject="place", subject_id=place.id, kind="photo", name="a.jpg", content=PICTURE
        )
    sealed(chain, mine_id)
    return mine_id


def bundle(chain: Chain, mine_id: UUID, path: Path) -> Path:
    """Export the mine's evidence with everything that is committed."""
    with chain.work(Actor.installer(mine_id)) as work:
        work.log("mine", mine_id, "note", "", "", {"note": "四"})
    sealed(chain, mine_id)
    evidence.export(chain, Actor.installer(mine_id), path, reason="检查")
    return path


def judge(path: Path, key: str, *known: Path) -> tuple[int, str]:
    """Run the verifier as an outsider does: alone, isolated from this project's modules."""
    more = ["--known", *map(str, known)] if known else []
    done = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-I", str(PROGRAM), str(path), "--key", key, *more],
        capture_output=True,
        check=False,
        cwd=path.parent,
        env={"PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
    )
    return done.returncode, done.stdout + done.stderr


def rewritten(path: Path, **parts: bytes) -> Path:
    """Return a copy of a bundle in which the named parts are others; None takes one out."""
    forged = path.with_name("forged.zip")
    with ZipFile(path) as old, ZipFile(forged, "w") as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name.replace("/", "_"), old.read(name)))
    return forged


def kept(chain: Chain, mine_id: UUID, path: Path) -> Path:
    """Keep today's checkpoint outside."""
    path.write_text(evidence.checkpoint(chain, mine_id).note, "utf-8")
    return path


def test_verifier_shares_no_code() -> None:
    """It imports the standard library and cryptography, nothing of ours."""
    tree = ast.parse(PROGRAM.read_text("utf-8"))
    modules = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [each.name for each in node.names]
        )
    }

    assert modules - set(sys.stdlib_module_names) == {"cryptography"}


def test_untouched_bundle_verifies(chain: Chain, mine_id: UUID, tmp_path: Path) -> None:
    """With the kept key and an old checkpoint, and it counts entries and files."""
    old = kept(chain, mine_id, tmp_path / "old.txt")
    code, said = judge(bundle(chain, mine_id, tmp_path / "b.zip"), chain.key.verifier, old)

    assert (code, "1 files" in said) == (0, True), said
    with ZipFile(tmp_path / "b.zip") as packed:
        assert {"README.txt", "checkpoint.txt", "key.txt", "index.html", evidence.VERIFIER} < set(
            packed.namelist()
        )
        assert "export_evidence" in packed.read("entries.jsonl").decode()
        assert "检查" in packed.read("index.html").decode()


def test_key_of_somebody_else_is_refused(chain: Chain, mine_id: UUID, tmp_path: Path) -> None:
    """A bundle that another key signed is not the mine's."""
    path = bundle(chain, mine_id, tmp_path / "b.zip")
    stranger = Key.at(tmp_path / "other.key").verifier
    code, said = judge(path, stranger)

    assert (code, "signed by this key" in said) == (1, True), said


EDIT = "update ledger_entry set details = replace(details, '二', '贰')"
DATABASE = {
    "an edit": ([EDIT], "changed or moved"),
    "a deletion": (["delete from ledger_leaf where position = 2"], "were sealed"),
    "a re-order": (
        [
            "update ledger_leaf set position = position - 3 where position in (1, 2)",
            "update ledger_leaf set position = -position where position < 0",
        ],
        "changed or moved",
    ),
}


@pytest.mark.parametrize(("changes", "word"), DATABASE.values(), ids=DATABASE.keys())
def test_rewritten_database_is_found(
    chain: Chain, mine_id: UUID, tmp_path: Path, changes: list[str], word: str
) -> None:
    """What the owner of the database did to sealed rows shows in the bundle."""
    tamper(chain, *changes)
    code, said = judge(bundle(chain, mine_id, tmp_path / "b.zip"), chain.key.verifier)

    assert (code, word in said) == (1, True), said


def test_cut_tail_is_found(chain: Chain, mine_id: UUID, tmp_path: Path) -> None:
    """Handing over yesterday's bundle does not hide today from who kept today's checkpoint."""
    path = bundle(chain, mine_id, tmp_path / "b.zip")
    write(chain, mine_id, "五")
    sealed(chain, mine_id)
    code, said = judge(path, chain.key.verifier, kept(chain, mine_id, tmp_path / "now.txt"))

    assert (code, "the log ends before" in said) == (1, True), said


def test_fork_is_found(chain: Chain, mine_id: UUID, tmp_path: Path) -> None:
    """Who rewrites the log and signs it again with the right key has another history."""
    old = kept(chain, mine_id, tmp_path / "old.txt")
    tamper(chain, EDIT, "delete from ledger_checkpoint", "delete from ledger_leaf")
    for entry_id, leaf in _true_leaves(chain, mine_id):
        tamper(chain, f"update ledger_entry set leaf = '{leaf}' where id = '{entry_id}'")
    path = bundle(chain, mine_id, tmp_path / "b.zip")

    assert judge(path, chain.key.verifier)[0] == 0
    code, said = judge(path, chain.key.verifier, old)
    assert (code, "is another" in said) == (1, True), said


def _true_leaves(chain: Chain, mine_id: UUID) -> list[tuple[str, str]]:
    from equiplink.ledger import HASHED, Entry, hash_of  # noqa: PLC0415  what the forger uses

    with chain.read(Actor.installer(mine_id)) as work:
        found = [
            (each.id, hash_of({name: getattr(each, name) for name in HASHED}))
            for each in work.all(Entry)
        ]
    return [(str(each), leaf) for each, leaf in found]


def test_swapped_and_missing_files_are_found(chain: Chain, mine_id: UUID, tmp_path: Path) -> None:
    """Another picture under the name of the one that was attached, or none."""
    path = bundle(chain, mine_id, tmp_path / "b.zip")
    with ZipFile(path) as packed:
        name = next(each for each in packed.namelist() if each.startswith("files/"))
    swapped = judge(rewritten(path, **{name.replace("/", "_"): b"another"}), chain.key.verifier)
    next(each for each in chain.files_path.rglob("*") if each.is_file()).unlink()
    gone = judge(bundle(chain, mine_id, tmp_path / "c.zip"), chain.key.verifier)

    assert (swapped[0], "swapped" in swapped[1]) == (1, True), swapped
    assert (gone[0], "missing" in gone[1]) == (1, True), gone


def test_broken_bundle_is_told(chain: Chain, mine_id: UUID, tmp_path: Path) -> None:
    """Half an entry, or a checkpoint that is none, is a finding and no traceback."""
    path = bundle(chain, mine_id, tmp_path / "b.zip")
    half = judge(rewritten(path, **{"entries.jsonl": b'["a"'}), chain.key.verifier)
    none = judge(rewritten(path, **{"checkpoint.txt": b"nothing"}), chain.key.verifier)

    assert (half[0], "unreadable" in half[1]) == (1, True), half
    assert (none[0], "no checkpoint" in none[1]) == (1, True), none


FORGERIES = ("an entry", "a position", "a shorter proof", "a longer proof", "a sister")


@pytest.mark.parametrize("forgery", FORGERIES)
def test_receipt_proves_its_entries_and_nothing_else(
    chain: Chain, mine_id: UUID, tmp_path: Path, forgery: str
) -> None:
    """The receipts of a record verify; changed in any part they do not."""
    head = evidence.checkpoint(chain, mine_id)
    with chain.read(Actor.installer(mine_id)) as work:
        receipts = evidence.prove(work, head, mine_id)
    path = tmp_path / "receipt.json"
    path.write_text(json.dumps(receipts), "utf-8")
    true = judge(path, chain.key.verifier)
    one = receipts[1]
    if forgery == "an entry":
        one["entry"][4] = "别人"
    elif forgery == "a position":
        one["position"] = 2
    elif forgery == "a shorter proof":
        one["proof"] = one["proof"][:-1]
    elif forgery == "a longer proof":
        one["proof"] = [*one["proof"], one["proof"][0]]
    else:
        one["proof"][0] = "00" * 32
    path.write_text(json.dumps(receipts), "utf-8")
    false = judge(path, chain.key.verifier)

    assert (true[0], false[0]) == (0, 1), (true, false)


def test_unknown_record_has_no_receipt(chain: Chain, mine_id: UUID) -> None:
    """Nothing is proven of a number that the log does not know."""
    head = evidence.checkpoint(chain, mine_id)
    with (
        chain.read(Actor.installer(mine_id)) as work,
        pytest.raises(NotFound, match="no sealed entry"),
    ):
        evidence.prove(work, head, UUID(int=7))


def test_empty_ledger_has_nothing_to_prove(chain: Chain) -> None:
    """A mine that nobody opened has no checkpoint."""
    with pytest.raises(NotFound, match="nothing to prove"):
        evidence.checkpoint(chain, UUID(int=7))
