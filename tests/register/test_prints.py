"""What was printed is told: tag, generation, size, form, target, hash, who and when."""

from __future__ import annotations

import pytest

from equiplink.errors import Forbidden, NotFound, Unreadable
from equiplink.ledger import Entry
from equiplink.register import actions as register
from equiplink.register.models import Print
from tests.register import steps
from tests.world import World

DIGEST = "ab" * 32


def test_print_is_told_with_its_generation(world: World) -> None:
    """The row and its entry in the ledger say the same, for the second generation as well."""
    item, old = steps.tagged(world)
    with world.work("keeper") as work:
        register.record_prints(
            work, hashes={old: DIGEST}, size="50x30", form="png", target="old.png"
        )
        new = register.reprint(work, item, reason="磨损").code
        register.record_prints(
            work, hashes={new.lower(): DIGEST}, size="50x30", form="zpl", target="10.0.0.9:9100"
        )
    with world.read() as work:
        found = work.all(Print)
        told = work.all(Entry, action="record_print")

    assert [(each.code, each.generation, each.form) for each in found] == [
        (old, 1, "png"),
        (new, 2, "zpl"),
    ]
    assert {each.printed_by for each in found} == {world.people["keeper"].id}
    assert told[1].data == {
        "tag_id": str(found[1].tag_id), "code": new, "generation": 2, "size": "50x30",
        "form": "zpl", "target": "10.0.0.9:9100", "sha256": DIGEST,
    }  # fmt: skip


def test_void_tag_was_not_printed(world: World) -> None:
    """Of a replaced tag, or of none, no print is told; nothing is stored."""
    item, old = steps.tagged(world)
    with world.work("keeper") as work:
        new = register.reprint(work, item, reason="磨损").code
    for hashes in ({old: DIGEST, new: DIGEST}, {}):
        with pytest.raises(NotFound), world.work("keeper") as work:
            register.record_prints(work, hashes=hashes, size="50x30", form="png", target="x")
    with world.read() as work:
        assert work.all(Print) == []


@pytest.mark.parametrize(
    ("wish", "field"),
    [({"size": " "}, "size"), ({"form": ""}, "form"), ({"target": ""}, "target")],
)
def test_print_says_on_what_and_where(world: World, wish: dict[str, str], field: str) -> None:
    """Size, form and target are said."""
    _, code = steps.tagged(world)
    given = {"size": "50x30", "form": "png", "target": "x.png"} | wish
    with pytest.raises(Unreadable) as caught, world.work("keeper") as work:
        register.record_prints(work, hashes={code: DIGEST}, **given)

    assert caught.value.field == field


def test_hash_is_a_sha_256_and_the_keeper_prints(world: World) -> None:
    """A cut hash names itself; a mechanic is refused."""
    _, code = steps.tagged(world)
    with pytest.raises(Unreadable) as caught, world.work("keeper") as work:
        register.record_prints(work, hashes={code: "ab"}, size="50x30", form="png", target="x")
    with pytest.raises(Forbidden), world.work("mechanic") as work:
        register.record_prints(work, hashes={code: DIGEST}, size="50x30", form="png", target="x")

    assert caught.value.field == "hashes"
