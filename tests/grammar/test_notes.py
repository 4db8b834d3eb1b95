"""Signed notes and sealed secrets."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from equiplink.errors import Tampered
from equiplink.notes import Key

BODY = "equiplink.local/mine/1\n8\nabc=\n"


@pytest.fixture
def key() -> Key:
    """A key with a known seed."""
    return Key(bytes(32))


def test_key_file_is_its_owners_alone(tmp_path: Path) -> None:
    """Nobody else may read the file; read again it is the same key."""
    path = tmp_path / "keys" / "seal.key"
    made = Key.at(path)

    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IRUSR | stat.S_IWUSR
    assert Key.at(path).public == made.public
    assert list(path.parent.iterdir()) == [path]


def test_those_who_start_together_agree_on_one_key(tmp_path: Path) -> None:
    """Eight that ask for the first key at once all get the same."""
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(Key.at, [tmp_path / "seal.key"] * 8))

    assert len({key.public for key in keys}) == 1


def test_note_has_the_form_of_c2sp(key: Key) -> None:
    """Text, an empty line, a dash with the key's name; the verifier names the same key."""
    note = key.sign(BODY)
    text, _, signature = note.partition("\n\n")

    assert text + "\n" == BODY
    assert signature.startswith("— equiplink.local ")
    assert key.verifier.startswith("equiplink.local+")
    assert key.verifies(note)


@pytest.mark.parametrize(
    "change",
    [
        lambda note: note.replace("\n8\n", "\n9\n"),
        lambda note: note.replace("\n\n", "\n"),
        lambda note: note.replace("— equiplink.local ", "— other.local "),
        lambda note: note.replace("— equiplink.local ", "— equiplink.local !"),
        lambda note: note.replace("— equiplink.local ", "— equiplink.local AAAA"),
        lambda _: Key(bytes([1] * 32)).sign(BODY),
    ],
    ids=["text", "no gap", "another name", "no base64", "cut", "another key"],
)
def test_changed_note_does_not_verify(key: Key, change: object) -> None:
    """Another text, name, key or a broken signature: none verifies, and none raises."""
    assert callable(change)

    assert not key.verifies(change(key.sign(BODY)))


def test_a_second_signature_does_no_harm(key: Key) -> None:
    """A witness may add its line; ours still counts."""
    note = key.sign(BODY) + "— witness.example AAAA\n"

    assert key.verifies(note)


def test_sealed_text_opens_for_its_purpose_only(key: Key) -> None:
    """A sealed bid opens with the same key for the same purpose, and nothing else opens it."""
    sealed = key.seal("报价 100.00".encode(), purpose="bid")

    assert "100" not in sealed
    assert key.unseal(sealed, purpose="bid").decode() == "报价 100.00"
    with pytest.raises(Tampered):
        key.unseal(sealed, purpose="other")
    with pytest.raises(Tampered):
        key.unseal(sealed[:-8] + "AAAAAAA=", purpose="bid")
