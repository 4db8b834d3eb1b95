"""What people type into cells is read as they mean it."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from equiplink.exchange.cells import Cell, day, lost_digits, number, text

DAY = date(2024, 10, 28)


@pytest.mark.parametrize(
    "value",
    [
        DAY,
        datetime(2024, 10, 28),  # noqa: DTZ001  Excel knows no zones
        45593,
        45593.0,
        "45593",
        "2024.10.28",
        "2024-10-28",
        "2024/10/28 00:00:00",
        "2024年10月28日",
        " ２０２４年１０月２８日　",
        "20241028",
    ],
)
def test_day_is_read_in_every_dress(value: Cell) -> None:
    """A date, Excel's number, points, slashes, characters, full-width digits."""
    assert day(value) == DAY


@pytest.mark.parametrize(
    "value", ["2024.2.30", "10月底", "2024年10月", "", None, 12, "12台", "明年"]
)
def test_no_day_is_guessed(value: Cell) -> None:
    """A month alone, a day that does not exist, a small number: nobody makes them up."""
    assert day(value) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (2.0, (Decimal(2), "")),
        (0.1 + 0.2, (Decimal("0.3"), "")),
        ("１２台", (Decimal(12), "台")),
        ("¥1,234.50", (Decimal("1234.50"), "")),
        ("100 米", (Decimal(100), "米")),
        ("约三台", None),
        ("1.5.2", None),
        ("", None),
        (True, None),
    ],
)
def test_number_is_read_with_its_unit(value: Cell, expected: tuple[Decimal, str] | None) -> None:
    """Thousands, currency, full width and a unit in the same cell."""
    assert number(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("  甲\u3000乙 ", "甲 乙"), (7.0, "7"), (None, ""), ("Ｋ１", "K1")],
)
def test_text_is_put_right(value: Cell, expected: str) -> None:
    """Half-width, without blanks around it, a whole number without its point."""
    assert text(value) == expected


def test_long_number_has_lost_its_digits() -> None:
    """Excel keeps fifteen digits; a code that was typed as text keeps all."""
    assert lost_digits(1.2345678901234568e17)
    assert not lost_digits("123456789012345678")
