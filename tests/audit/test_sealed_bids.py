"""A stranger checks the sealed bids with the folder that is left to him."""

import json
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from equiplink.audit.sealed_bids import leave, sealed_bids
from equiplink.errors import Forbidden
from equiplink.tender import bids
from tests.grammar.log import sealed
from tests.tender import steps
from tests.tender.steps import OFFICERS, PRICES, Tendered
from tests.world import World


@pytest.fixture
def made(world: World) -> Tendered:
    """An opened tender whose key was split, sealed before the deadline; one bid came late."""
    made = steps.sealed(world, officers=OFFICERS, prices=PRICES[:2])
    with world.work("buyer") as work:
        bids.withdraw_bid(work, made.bids[1])
    made.bids[1] = steps.bid(world, made, made.suppliers[1], PRICES[1])
    made.bids.append(steps.bid(world, made, made.suppliers[2], PRICES[2]))
    sealed(world.chain, world.mine_id)
    world.clock.forward(days=20)
    late = steps.bidders(world, 4)[3]
    steps.bid(world, made, late, PRICES[0])
    steps.hand_in(world, made.tender_id, *OFFICERS[:2])
    with world.work("buyer") as work:
        bids.open_bids(work, made.tender_id)
    sealed(world.chain, world.mine_id)
    return made


def left(world: World, made: Tendered, folder: Path) -> Path:
    """Leave the proof in a folder."""
    with world.read("inspector") as work:
        leave(sealed_bids(work, made.tender_id), folder)
    return folder


def check(folder: Path) -> tuple[int, str]:
    """Run the script as a stranger does; return its exit code and what it says."""
    script = [sys.executable, "check_bids.py"]
    ran = subprocess.run(script, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    return ran.returncode, ran.stdout + ran.stderr


def test_stranger_checks_the_folder(world: World, made: Tendered, tmp_path: Path) -> None:
    """The sums are those of the contents, and the script finds nothing wrong."""
    folder = left(world, made, tmp_path / "proof")
    sums = [line.split() for line in (folder / "SHA256SUMS").read_text("ascii").splitlines()]
    code, said = check(folder)

    assert len(sums) == 3
    assert [sha256((folder / name).read_bytes()).hexdigest() for _, name in sums] == [
        commitment for commitment, _ in sums
    ]
    assert (code, said.count("✓"), said.count("✗")) == (0, 3 * 4 + 2 * 2, 0), said


def test_unopened_proof_shows_no_price(world: World) -> None:
    """Before the opening there are commitments and envelopes, no key and no content."""
    made = steps.sealed(world, officers=OFFICERS)
    with world.read("buyer") as work:
        document = sealed_bids(work, made.tender_id)

    assert document["tender"]["opening_key"] == ""
    assert [bid["content"] for bid in document["bids"]] == ["", "", ""]
    assert all(bid["envelope"] and bid["commitment"] for bid in document["bids"])
    assert "9500" not in json.dumps(document, default=str)


def _flip(text: str) -> str:
    """Return *text* with its last letter or digit changed."""
    return text[:-1] + ("0" if text[-1] != "0" else "1")


CHANGES: dict[str, Callable[[Any], None]] = {
    "another commitment": lambda proof: proof["bids"][0].update(
        commitment=_flip(proof["bids"][0]["commitment"])
    ),
    "another price": lambda proof: proof["bids"][0].update(
        content=proof["bids"][0]["content"].replace("9500", "9400")
    ),
    "another envelope": lambda proof: proof["bids"][0].update(
        envelope=proof["bids"][2]["envelope"]
    ),
    "another entry": lambda proof: proof["bids"][0]["entry"].update(actor_name="某人"),
    "another signature": lambda proof: proof["bids"][0]["inclusion"].update(
        checkpoint=proof["bids"][0]["inclusion"]["checkpoint"].replace("\n\n", "x\n\n", 1)
    ),
    "another place": lambda proof: proof["bids"][0]["inclusion"].update(position=0),
    "sealed afterwards": lambda proof: proof["bids"][0]["inclusion"].update(
        sealed_at=proof["tender"]["opened_at"]
    ),
    "never sealed": lambda proof: proof["bids"][0].update(inclusion=None),
}


def test_any_change_is_found(world: World, made: Tendered, tmp_path: Path) -> None:
    """Whoever touches the proof, and wherever, the script says that something does not fit."""
    folder = left(world, made, tmp_path / "proof")
    whole = (folder / "proof.json").read_text("utf-8")
    codes = {}
    for name, change in CHANGES.items():
        proof = json.loads(whole)
        change(proof)
        (folder / "proof.json").write_text(json.dumps(proof, ensure_ascii=False), encoding="utf-8")
        codes[name] = check(folder)[0]

    assert codes == dict.fromkeys(CHANGES, 1)


def test_proof_is_for_who_tenders_and_inspects(world: World, made: Tendered) -> None:
    """A mechanic asks for no bids."""
    with pytest.raises(Forbidden), world.read("mechanic") as work:
        sealed_bids(work, made.tender_id)
