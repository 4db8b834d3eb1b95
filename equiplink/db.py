"""Tables, keys, types and engines: one schema for SQLite and PostgreSQL.

Every table is either *of a mine* (``Record``: primary key ``(mine_id, id)``) or
*shared* by all mines (``Shared``). ``ref`` declares a reference inside a mine;
the base turns it into a foreign key and an index that both begin with
``mine_id``, so that partitions, row-level security and distribution by mine
need no other schema. All types have a storage class that SQLite's STRICT
tables know.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Dialect,
    Engine,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Text,
    create_engine,
    event,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine
from uuid_utils.compat import uuid7

from equiplink.errors import Unreadable
from equiplink.law import plain

__all__ = [
    "Base",
    "Choice",
    "Day",
    "Flag",
    "Id",
    "Json",
    "Money",
    "Quantity",
    "Record",
    "Shared",
    "Stateful",
    "UTCDateTime",
    "choice",
    "engine_for",
    "new_id",
    "one_of",
    "plain",
    "ref",
]

PENNIES = Decimal("0.01")
THOUSANDTHS = Decimal("0.001")
LARGEST = 2**63 - 1


def new_id() -> UUID:
    """Return a new UUIDv7: unique anywhere, and sorted by the time it was made."""
    return UUID(int=uuid7().int)


class Id(TypeDecorator[UUID]):
    """A UUID; text of 36 characters on SQLite, so that a person can read it in a dump."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.UUID(as_uuid=True))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: UUID | str | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        known = value if isinstance(value, UUID) else UUID(value)
        return known if dialect.name == "postgresql" else str(known)

    def process_result_value(self, value: Any, dialect: Dialect) -> UUID | None:
        return value if value is None or isinstance(value, UUID) else UUID(value)


class UTCDateTime(TypeDecorator[datetime]):
    """A moment. Naive values are refused: nobody could say which midnight they mean."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.TIMESTAMP(timezone=True))
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        moment = utc(value)
        return moment if dialect.name == "postgresql" else moment.isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        return moment.astimezone(UTC)


def utc(value: datetime) -> datetime:
    """Return *value* in UTC; raise ``Unreadable`` when it names no time zone."""
    if value.tzinfo is None:
        raise Unreadable(
            f"the time {value.isoformat()} names no zone; add one, such as +08:00",
            zh=f"时间 {value.isoformat()} 未注明时区，请补充，例如 +08:00",
            field="time",
        )
    return value.astimezone(UTC)


class Day(TypeDecorator[date]):
    """A calendar day in the mine's zone."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.DATE())
        return dialect.type_descriptor(Text())

    def process_bind_param(self, value: date | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return value if value is None or isinstance(value, date) else date.fromisoformat(value)


class Flag(TypeDecorator[bool]):
    """True or false; 1 or 0 on SQLite, whose STRICT tables know no BOOLEAN."""

    impl = Integer
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(postgresql.BOOLEAN())
        return dialect.type_descriptor(Integer())

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:
        return value if value is None or dialect.name == "postgresql" else int(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class _Fixed(TypeDecorator[Decimal]):
    """A decimal with a fixed number of places, stored as a whole number."""

    impl = BigInteger
    step: ClassVar[Decimal]
    field: ClassVar[str]

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        plain: TypeEngine[Any] = BigInteger() if dialect.name == "postgresql" else Integer()
        return dialect.type_descriptor(plain)

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:
        return None if value is None else exact(value, self.step, field=self.field)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value) * self.step


class Money(_Fixed):
    """An amount in CNY, exact to the fen (0.01)."""

    cache_ok = True
    step = PENNIES
    field = "amount"


class Quantity(_Fixed):
    """A quantity in its unit, exact to a thousandth."""

    cache_ok = True
    step = THOUSANDTHS
    field = "quantity"


def exact(value: Decimal | int, step: Decimal, *, field: str) -> int:
    """Return how many *steps* make *value*; raise ``Unreadable`` when it does not divide."""
    if isinstance(value, float):
        raise TypeError(f"{field} is a float; use Decimal")
    number = Decimal(value)
    # The size is asked first, because the remainder of a huge decimal cannot be computed.
    if not number.is_finite() or abs(number) > LARGEST * step:
        raise Unreadable(
            f"{field} {value} is no number that can be stored; correct it",
            zh=f"{field} {value} 不是数字或过大，请改正",
            field=field,
        )
    if number % step:
        raise Unreadable(
            f"{field} {value} is not a whole number of {step}; round it and say so",
            zh=f"{field} {value} 的精度超过 {step}，请先按规定取整",
            field=field,
        )
    return int(number / step)


class Json(TypeDecorator[Any]):
    """A small document, kept as text so that both databases store the same bytes."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else canonical(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def canonical(value: object) -> str:
    """Return *value* as JSON with sorted keys; dates, decimals, ids and enums become text."""
    return json.dumps(
        value,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        default=str,
        allow_nan=False,
    )


class Choice(TypeDecorator[Any]):
    """One word of an enumeration, stored by value and guarded by a CHECK."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else self.words(value)

    def __repr__(self) -> str:
        return "Choice()"


E = TypeVar("E", bound=StrEnum)


def choice(words: type[StrEnum], **options: Any) -> MappedColumn[Any]:
    """Declare a column that holds one word of *words*."""
    return mapped_column(Choice(words), **options)


def ref(target: str, **options: Any) -> MappedColumn[Any]:
    """Declare a reference to table *target* inside the same mine."""
    return mapped_column(Id, info={"ref": target}, **options)


def one_of(words: type[E], value: str, *, field: str) -> E:
    """Return the word of *words* that *value* names; raise ``Unreadable`` with all of them."""
    try:
        return words(value)
    except ValueError:
        known = "、".join(words)
        raise Unreadable(
            f"{field} '{value}' is not one of: {known}",
            zh=f"{field}“{value}”不在允许的取值之中：{known}",
            field=field,
        ) from None


class Base(DeclarativeBase):
    """The metadata of every table. ``zh`` is what a person calls one row."""

    zh: ClassVar[str] = "记录"

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: Id,
        datetime: UTCDateTime,
        date: Day,
        bool: Flag,
        str: Text,
        int: BigInteger().with_variant(Integer, "sqlite"),
    }

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        table = cls.__dict__.get("__table__")
        if table is None:
            return
        table.dialect_options["sqlite"]["strict"] = True
        for column in list(table.columns):
            if isinstance(column.type, Choice):
                table.append_constraint(
                    CheckConstraint(column.in_([w.value for w in column.type.words]), column.name)
                )
            target = column.info.get("ref")
            if target:
                table.append_constraint(
                    ForeignKeyConstraint(
                        ["mine_id", column.name], [f"{target}.mine_id", f"{target}.id"]
                    )
                )
                Index(None, table.c.mine_id, column)


class Shared(Base):
    """A table that all mines share: the mines, the national catalogues."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-10)


class Record(Base):
    """A table of a mine. ``mine_id`` comes first in every key."""

    __abstract__ = True

    mine_id: Mapped[UUID] = mapped_column(ForeignKey("mine.id"), primary_key=True, sort_order=-11)
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id, sort_order=-10)


class Stateful(Record):
    """A record with a state, which only ``Work.step`` assigns, and a version for If-Match.

    A class declares its column as ``state: Mapped[S] = choice(S)``.
    """

    __abstract__ = True

    version: Mapped[int] = mapped_column(default=1, sort_order=90)

    if TYPE_CHECKING:
        state: Mapped[Any]

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


def engine_for(url: str) -> Engine:
    """Return an engine for *url*, set up so that an acknowledged commit is on the disk.

    SQLite: WAL, ``synchronous=FULL``, foreign keys on, and transactions that
    begin with ``BEGIN IMMEDIATE``, because Python's default lets two scanners
    both admit one tag. PostgreSQL: READ COMMITTED with row locks.
    """
    if not url.startswith("sqlite"):
        return create_engine(url, pool_size=8, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": 30})
    event.listen(engine, "connect", _sqlite_connect)
    event.listen(engine, "begin", _sqlite_begin)
    return engine


def _sqlite_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _sqlite_begin(connection: Connection) -> None:
    deferred = connection.get_execution_options().get("equiplink_read_only")
    connection.exec_driver_sql("BEGIN" if deferred else "BEGIN IMMEDIATE")
