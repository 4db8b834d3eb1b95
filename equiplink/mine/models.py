"""Places, teams, people, their certificates and accounts. ``Mine`` itself is grammar."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.db import Json, Record, choice, ref
from equiplink.mine.states import Permit, Zone
from equiplink.work import GasClass, Mine

__all__ = [
    "Account",
    "CalendarDay",
    "Certificate",
    "GasClass",
    "Mine",
    "Person",
    "Place",
    "Series",
    "ShiftWindow",
    "Team",
    "Token",
]


class Place(Record):
    """A place of the mine, in a tree: 井口 → 大巷 → 采区 → 工作面."""

    __tablename__ = "place"
    __table_args__ = (UniqueConstraint("mine_id", "name"),)
    zh: ClassVar[str] = "地点"

    name: Mapped[str]
    zone: Mapped[Zone] = choice(Zone)
    parent_id: Mapped[UUID | None] = ref("place")


class Team(Record):
    """A team or section: 综采一队, 机电科."""

    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("mine_id", "name"),)
    zh: ClassVar[str] = "队组"

    name: Mapped[str]


class Person(Record):
    """Somebody who acts and signs. ``roles`` are words of ``Role``."""

    __tablename__ = "person"
    __table_args__ = (UniqueConstraint("mine_id", "number"),)
    zh: ClassVar[str] = "人员"

    number: Mapped[str]
    name: Mapped[str]
    team_id: Mapped[UUID | None] = ref("team")
    roles: Mapped[list[str]] = mapped_column(Json, default=list)
    left_on: Mapped[date | None]

    def works_on(self, day: date) -> bool:
        """Say whether he belongs to the mine on *day*; not any more from ``left_on`` on."""
        return self.left_on is None or day < self.left_on


class Certificate(Record):
    """A person's certificate; whether it is in date is asked on the day of the signature."""

    __tablename__ = "certificate"
    zh: ClassVar[str] = "资格证"

    person_id: Mapped[UUID] = ref("person")
    permit: Mapped[Permit] = choice(Permit)
    number: Mapped[str]
    issuer: Mapped[str]
    valid_from: Mapped[date]
    valid_until: Mapped[date]


class CalendarDay(Record):
    """A rest day (法定休假日), or a weekend day that is worked, as a document announced it."""

    __tablename__ = "calendar_day"
    __table_args__ = (UniqueConstraint("mine_id", "day"),)
    zh: ClassVar[str] = "日历"

    day: Mapped[date]
    rest: Mapped[bool]
    document: Mapped[str]
    """The notice that says so, such as 国办发明电〔2023〕7号."""


class Account(Record):
    """A local user. Only the argon2 hash of the password is stored."""

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("mine_id", "username"),)
    zh: ClassVar[str] = "账号"

    username: Mapped[str]
    person_id: Mapped[UUID] = ref("person")
    password_hash: Mapped[str]


class Token(Record):
    """A bearer token, 256 random bits of which only the SHA-256 is stored."""

    __tablename__ = "token"
    __table_args__ = (UniqueConstraint("mine_id", "digest"),)
    zh: ClassVar[str] = "令牌"

    digest: Mapped[str]
    person_id: Mapped[UUID] = ref("person")
    label: Mapped[str]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Series(Record):
    """The numbers that were given out under one prefix in one year."""

    __tablename__ = "number_series"
    __table_args__ = (UniqueConstraint("mine_id", "prefix", "year"),)
    zh: ClassVar[str] = "编号序列"

    prefix: Mapped[str]
    year: Mapped[int]
    last: Mapped[int]


class ShiftWindow(Record):
    """Hours of the day in which rules are stricter, for as long as a document says. Days count."""

    __tablename__ = "shift_window"
    __table_args__ = (UniqueConstraint("mine_id", "name", "starts_on"),)
    zh: ClassVar[str] = "管控时段"

    name: Mapped[str]
    document: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    terms: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """``name``, ``from`` and ``to`` (minutes of the day), ``works``, ``tightens`` (rule codes)."""
