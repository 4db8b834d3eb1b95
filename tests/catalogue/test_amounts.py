"""Quantities: above nothing, exact, and no part of a piece."""

from decimal import Decimal

import pytest

from equiplink.catalogue.amounts import pieces, positive
from equiplink.catalogue.states import Tracking
from equiplink.errors import Unreadable


@pytest.mark.parametrize(
    ("quantity", "tracking", "unit"),
    [
        (Decimal(2), Tracking.UNIT, "台"),
        (Decimal(500), Tracking.LOT, "根"),
        (Decimal("30.5"), Tracking.LOT, "m"),
        (Decimal("0.001"), Tracking.LOT, "t"),
        (3, Tracking.LOT, "支"),
    ],
)
def test_whole_pieces_and_parts_of_a_measure_are_taken(
    quantity: Decimal | int, tracking: Tracking, unit: str
) -> None:
    """Of metres and tons there are parts, of what is counted there are none."""
    assert pieces(quantity, tracking=tracking, unit=unit) == quantity


@pytest.mark.parametrize(
    ("quantity", "tracking", "unit"),
    [
        (Decimal("1.5"), Tracking.UNIT, "台"),
        (Decimal("1.5"), Tracking.UNIT, "m"),
        (Decimal("1.5"), Tracking.LOT, "根"),
        (Decimal(0), Tracking.LOT, "m"),
        (Decimal(-1), Tracking.LOT, "根"),
        (Decimal("0.0001"), Tracking.LOT, "m"),
    ],
)
def test_part_of_a_piece_and_nothing_are_refused(
    quantity: Decimal, tracking: Tracking, unit: str
) -> None:
    """Half a bolt, nothing and less than nothing are no quantities; the field is named."""
    with pytest.raises(Unreadable) as caught:
        pieces(quantity, tracking=tracking, unit=unit)

    assert caught.value.field == "quantity"


def test_float_is_no_quantity() -> None:
    """A float would be wrong by a little, so it is a mistake of the program."""
    with pytest.raises(TypeError):
        positive(1.5)  # type: ignore[arg-type]
