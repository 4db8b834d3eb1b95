"""A product at a place: one question, answered with the cell of the table."""

from __future__ import annotations

import pytest

from equiplink.catalogue.suiting import suits
from tests.catalogue.steps import national
from tests.world import World


@pytest.mark.parametrize(
    ("place", "mark", "codes"),
    [
        ("3101综采工作面", "Ex db I Mb", []),
        ("3101综采工作面", "Ex eb I Mb", ["X10"]),
        ("一采区进风巷", "Ex eb I Mb", []),
        ("井底车场", "KY", []),
        ("一采区进风巷", "", ["X07"]),
    ],
)
def test_product_suits_a_place(world: World, place: str, mark: str, codes: list[str]) -> None:
    """In a 高瓦斯 mine 增安 stands in the district intake and not at the face."""
    ids = national(world)
    with world.read() as work:
        told = suits(work, ids["switch"], place_id=world.places[place], ex_mark=mark)

    assert [finding.code for finding in told.findings] == codes
    assert told.suits is (not codes)
    assert told.choice is not None
    assert told.choice.edition == "煤矿安全规程（2022）"
