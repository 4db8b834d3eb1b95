"""Types, keys and engines: what goes in comes out, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, Table, insert, select, text
from sqlalchemy.exc import StatementError
from sqlalchemy.types import TypeEngine

from equiplink.chain import Chain
from equiplink.db import (
    LARGEST,
    PENNIES,
    Choice,
    Day,
    Flag,
    Id,
    Json,
    Money,
    Quantity,
    UTCDateTime,
    canonical,
    exact,
    new_id,
    one_of,
    utc,
)
from equiplink.errors import Unreadable

CHINA = timezone(timedelta(hours=8))


class Colour(StrEnum):
    """Two colours."""

    RED = "red"
    BLUE = "blue"


def through(chain: Chain, kind: TypeEngine[Any], value: object) -> object:
    """Store *value* in a column of *kind* and return what is read back."""
    table = Table("probe", MetaData(), Column("x", kind), sqlite_strict=True)
    with chain.engine.begin() as connection:
        table.create(connection)
        connection.execute(insert(table).values(x=value))
        found = connection.execute(select(table.c.x)).scalar_one()
        table.drop(connection)
    return found


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Id(), UUID("01890000-0000-7000-8000-000000000001")),
        (UTCDateTime(), datetime(2026, 11, 2, 1, 0, 0, 123456, UTC)),
        (Day(), date(2026, 11, 2)),
        (Flag(), True),
        (Flag(), False),
        (Money(), Decimal("12345678901234567.89")),
        (Money(), Decimal("-0.01")),
        (Quantity(), Decimal("1.500")),
        (Json(), {"型号": "KBZ-400", "n": [1, None, True]}),
        (Choice(Colour), Colour.BLUE),
    ],
)
def test_value_comes_back_as_it_went_in(chain: Chain, kind: TypeEngine[Any], value: object) -> None:
    """Exact, with its type, on SQLite's STRICT tables and on PostgreSQL; nothing stays nothing."""
    found = through(chain, kind, value)

    assert (found, type(found)) == (value, type(value))
    assert through(chain, kind, None) is None


def test_time_of_any_zone_is_one_moment(chain: Chain) -> None:
    """Eight in the morning in China comes back as midnight UTC."""
    found = through(chain, UTCDateTime(), datetime(2026, 11, 2, 8, 0, tzinfo=CHINA))

    assert found == datetime(2026, 11, 2, 0, 0, tzinfo=UTC)
    assert isinstance(found, datetime)
    assert found.tzinfo is UTC


def test_id_may_be_given_as_text(chain: Chain) -> None:
    """An id from a URL is text; it is stored as the same id."""
    key = new_id()

    assert through(chain, Id(), str(key)) == key


def test_whole_amount_needs_no_decimal(chain: Chain) -> None:
    """A whole number of yuan is an amount."""
    assert through(chain, Money(), 5) == Decimal("5.00")


def test_naive_time_is_unreadable() -> None:
    """Nobody can say which midnight a time without zone means."""
    with pytest.raises(Unreadable) as caught:
        utc(datetime(2026, 11, 2))  # noqa: DTZ001  the very thing

    assert "+08:00" in caught.value.message("zh")


@pytest.mark.parametrize(
    "value",
    [
        Decimal("0.001"),
        Decimal("NaN"),
        Decimal("Infinity"),
        Decimal(10) ** 30,
        -(Decimal(10) ** 40),
    ],
)
def test_amount_that_is_no_number_of_fen_is_unreadable(value: Decimal) -> None:
    """A part of a fen, no number, or more than a column holds: named, never rounded."""
    with pytest.raises(Unreadable) as caught:
        exact(value, PENNIES, field="price")

    assert caught.value.field == "price"


def test_float_is_a_mistake_of_the_programmer() -> None:
    """A float has lost what the invoice says before it arrives."""
    with pytest.raises(TypeError, match="price is a float"):
        exact(1.1, PENNIES, field="price")  # type: ignore[arg-type]


@given(st.integers(-LARGEST, LARGEST))
def test_every_amount_that_fits_is_exact(fen: int) -> None:
    """From the smallest to the largest whole number of fen nothing is lost."""
    amount = Decimal(fen).scaleb(-2)

    assert exact(amount, PENNIES, field="price") == fen


def test_word_that_is_none_never_reaches_the_table(chain: Chain) -> None:
    """A word outside of the enumeration is refused before the database sees it."""
    with pytest.raises(StatementError, match="green"):
        through(chain, Choice(Colour), "green")


def test_word_is_found_or_named() -> None:
    """The answer to a wrong word names the field and all right words."""
    assert one_of(Colour, "red", field="colour") is Colour.RED

    with pytest.raises(Unreadable) as caught:
        one_of(Colour, "green", field="colour")
    assert caught.value.field == "colour"
    assert "red、blue" in caught.value.message("en")


def test_canonical_text_is_one_text() -> None:
    """Order of keys does not count; dates, decimals, ids and words become text, NaN nothing."""
    one = canonical({"b": Decimal("1.50"), "a": date(2026, 11, 2)})
    two = canonical({"a": "2026-11-02", "b": "1.50"})

    assert one == two == '{"a":"2026-11-02","b":"1.50"}'
    with pytest.raises(ValueError, match="JSON"):
        canonical({"x": float("nan")})


def test_new_ids_sort_by_time() -> None:
    """UUIDv7: later ones sort later, and no two are alike."""
    made = [new_id() for _ in range(1000)]

    assert made == sorted(made)
    assert {(each.version, each.variant) for each in made} == {(7, "specified in RFC 4122")}
    assert len(set(made)) == 1000


def test_choice_is_text_in_a_revision() -> None:
    """A migration does not carry the words."""
    assert repr(Choice(Colour)) == "Choice()"


@pytest.fixture
def settings(chain: Chain) -> Iterator[dict[str, object]]:
    """What SQLite is set to."""
    names = ("journal_mode", "synchronous", "foreign_keys")
    with chain.engine.connect() as connection:
        yield {name: connection.execute(text(f"pragma {name}")).scalar_one() for name in names}


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_sqlite_keeps_what_it_acknowledged(settings: dict[str, object]) -> None:
    """WAL, FULL and foreign keys: an acknowledged scan outlives a power cut."""
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
