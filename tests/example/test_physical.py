"""The shipped story of things underground is told in its order, and leaves what it says."""

import json
from pathlib import Path

import pytest

from equiplink.audit.replay import verify
from equiplink.chain import Chain
from equiplink.example.physical.story import tell

IN_ORDER = (
    "入井 200",
    "断网的一班",
    "再传一次",
    "停用通知",
    "外修合格",
    "5 年以后",
    "标签作废",
    "SB-bolt-01：200 − 0 − 20 − 180 − 0 = 0 根",
    "回撤销号",
)


@pytest.fixture(scope="module")
def things(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The story, told once: its folder and its text."""
    folder = tmp_path_factory.mktemp("physical")
    return folder, "\n".join(tell(folder))


def test_things_are_told_in_their_order(things: tuple[Path, str]) -> None:
    """Every turn of the story comes, each after the one before."""
    at = [things[1].index(turn) for turn in IN_ORDER]

    assert at == sorted(at)


def test_lists_are_left_and_say_something(things: tuple[Path, str]) -> None:
    """Passports, unfit list, recall board, manifest and conflicts are there and not empty."""
    names = ("passport-switch", "passport-bolt", "unfit", "recall", "manifest", "conflicts")
    found = {name: json.loads((things[0] / f"{name}.json").read_text("utf-8")) for name in names}

    assert [name for name, document in found.items() if not document] == []
    assert "报废" in found["passport-switch"]["words"]
    assert (things[0] / "manifest.bin").stat().st_size > 0


def test_nothing_is_left_below_of_what_was_recalled(things: tuple[Path, str]) -> None:
    """The recall stands at zero."""
    boards = json.loads((things[0] / "recall.json").read_text("utf-8"))

    assert {each["progress"]["left"] for each in boards} == {0}


def test_ledger_replays_after_five_years(things: tuple[Path, str]) -> None:
    """All that was told stands in a ledger that replays."""
    chain = Chain(f"sqlite:///{things[0]}/demo.db")
    verdict = verify(chain, chain.mines()[0].id)
    chain.close()

    assert verdict.intact, verdict.problems
