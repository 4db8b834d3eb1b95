"""Work: one transaction, one actor, one reading of the clock.

It is the only writer of states and of the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Any, ClassVar, TypeVar, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import (
    Connection,
    Executable,
    FromClause,
    Table,
    bindparam,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from equiplink import ledger
from equiplink.db import Base, Json, Shared, Stateful, choice, new_id
from equiplink.errors import Forbidden, NotFound, Stale
from equiplink.law import Finding
from equiplink.notes import Key
from equiplink.settings import Setting
from equiplink.states import START, Machine
from equiplink.words import joined

R = TypeVar("R", bound=Base)
S = TypeVar("S", bound=StrEnum)


class GasClass(StrEnum):
    """瓦斯等级, by which equipment is chosen."""

    LOW = "低瓦斯"
    HIGH = "高瓦斯"
    OUTBURST = "突出"


class Mine(Shared):
    """煤矿, the owner of every record. It stands here because each key begins with it."""

    __tablename__ = "mine"
    zh: ClassVar[str] = "煤矿"

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    gas_class: Mapped[GasClass] = choice(GasClass)
    time_zone: Mapped[str]
    synthetic: Mapped[bool]
    """True for an example: such a mine is never shown as a real one."""
    policy: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """What the mine set for itself: settings, and severities of rules that are only believed."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. ``roles`` are the words of ``equiplink.mine.states.Role``."""

    id: UUID
    name: str
    mine_id: UUID
    roles: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def installer(cls, mine_id: UUID | None = None) -> Actor:
        """Return the actor who opens a mine and enters its first people."""
        return cls(UUID(int=0), "安装程序", mine_id or new_id(), frozenset({"administrator"}))

    @classmethod
    def clock(cls, mine_id: UUID) -> Actor:
        """Return the actor who writes down what time has decided."""
        return cls(UUID(int=1), "定时", mine_id, frozenset({"clock"}))

    @classmethod
    def anonymous(cls, mine_id: UUID) -> Actor:
        """Return the actor of whoever reports from a tag's page: nobody in particular."""
        return cls(UUID(int=2), "匿名", mine_id)


class Work:
    """One transaction by one actor at one moment, inside one mine."""

    def __init__(
        self,
        session: Session,
        actor: Actor,
        now: datetime,
        *,
        key: Key,
        files: Path,
        reads_only: bool = False,
    ) -> None:
        self.session, self.actor, self.now = session, actor, now
        self.key, self.files = key, files
        self.mine_id = actor.mine_id
        self._reads_only = reads_only

    @cached_property
    def mine(self) -> Mine:
        """The mine whose records these are."""
        mine = self.session.get(Mine, self.mine_id)
        if mine is None:
            raise NotFound("there is no such mine", zh="没有这座煤矿", field="mine")
        return mine

    @cached_property
    def connection(self) -> Connection:
        """The connection of this transaction, for the hot path's own statements."""
        return self.session.connection()

    @property
    def today(self) -> date:
        """Today in the mine's own time zone."""
        return self.day_of(self.now)

    def day_of(self, moment: datetime) -> date:
        """Return the day on which *moment* falls in the mine's time zone."""
        return moment.astimezone(ZoneInfo(self.mine.time_zone)).date()

    @property
    def policy(self) -> Mapping[str, object]:
        """What the mine set for itself."""
        return self.mine.policy

    def setting(self, setting: Setting) -> int:
        """Return the mine's number for *setting*."""
        return setting.of(self.policy)

    def allow(self, *roles: StrEnum) -> None:
        """Raise ``Forbidden`` unless the actor holds one of *roles*."""
        if self.actor.roles.isdisjoint(map(str, roles)):
            needed = joined(roles)
            raise Forbidden(
                f"{self.actor.name} needs one of the roles: {needed}",
                zh=f"{self.actor.name} 无此权限，需要岗位：{needed.zh}",
                field="actor",
            )

    def get(self, model: type[R], record_id: UUID) -> R:
        """Return the record and, in a writing transaction, lock its row; raise ``NotFound``."""
        key = record_id if issubclass(model, Shared) else (self.mine_id, record_id)
        found = self.session.get(model, key, with_for_update=not self._reads_only or None)
        if found is None:
            raise NotFound(
                f"no {model.__tablename__} {record_id} in this mine; check the number",
                zh=f"本矿没有编号为 {record_id} 的{model.zh}，请核对",
                field=f"{model.__tablename__}_id",
            )
        return found

    def all(self, model: type[R], /, *order: Any, **where: object) -> Sequence[R]:
        """Return the mine's records that match *where*, in *order* (by default as they came)."""
        if not issubclass(model, Shared):
            where["mine_id"] = self.mine_id
        query = select(model).filter_by(**where)
        return self.session.scalars(query.order_by(*(order or (model.id,)))).all()  # type: ignore[attr-defined]

    def first(self, model: type[R], /, **where: object) -> R | None:
        """Return the oldest of the mine's records that match *where*."""
        found = self.all(model, **where)
        return found[0] if found else None

    def step(
        self,
        machine: Machine[Any],
        record: Stateful,
        action: str,
        *,
        warnings: Sequence[Finding] = (),
        **details: object,
    ) -> None:
        """Take *action*: check role and table, set the state, write the ledger.

        Comes last in an action: after it nothing may refuse. *warnings* are the
        findings that let the act pass and are recorded with it.
        """
        before = record.state or START
        after = machine.next(before, action)
        if not machine.may(action, self.actor.roles):
            self.allow(*machine.roles_of(action))
        record.state = after
        self._write(record, action, before=before, after=after, warnings=warnings, details=details)

    def step_row(
        self,
        machine: Machine[Any],
        table: FromClause,
        record_id: UUID,
        before: str,
        action: str,
        *,
        values: Mapping[str, object],
        **details: object,
    ) -> None:
        """Take *action* on a row that the caller has read and locked: ``step`` for the hot path.

        Sets *values* in the same statement. Raises as ``step`` does, and ``Stale``
        when the row is not in state *before*.
        """
        after = machine.next(before, action)
        if not machine.may(action, self.actor.roles):
            self.allow(*machine.roles_of(action))
        rows = cast("Table", table)  # SQLAlchemy types ``__table__`` by its base
        changed = self.connection.execute(
            _step_of(rows, tuple(values)),
            {
                **values,
                "state": after,
                "of_mine": self.mine_id,
                "of_row": record_id,
                "was": before,
            },
        )
        if changed.first() is None:
            raise Stale
        self.log(rows.name, record_id, action, before, after, details)

    def record(
        self,
        record: Base,
        action: str,
        *,
        warnings: Sequence[Finding] = (),
        **details: object,
    ) -> None:
        """Store a record without a state and write *action* to the ledger."""
        self._write(record, action, before="", after="", warnings=warnings, details=details)

    def steps(
        self,
        machine: Machine[Any],
        records: Sequence[Stateful],
        action: str,
        details: Sequence[Mapping[str, object]],
    ) -> None:
        """Take *action* on many records, each with its *details*.

        New records take as many statements as one; a change is one update each, for its version.
        """
        if records and not machine.may(action, self.actor.roles):
            self.allow(*machine.roles_of(action))
        before = [record.state or START for record in records]
        after = [machine.next(state, action) for state in before]
        for record, state in zip(records, after, strict=True):
            record.state = state
        self._write_all(records, action, list(zip(before, after, details, strict=True)))

    def records(
        self, records: Sequence[Base], action: str, details: Sequence[Mapping[str, object]]
    ) -> None:
        """Store many records without a state, each with its *details*: ``record`` for tables."""
        self._write_all(records, action, [("", "", each) for each in details])

    def _write_all(
        self,
        records: Sequence[Base],
        action: str,
        told: Sequence[tuple[str, str, Mapping[str, object]]],
    ) -> None:
        self._may_write(action)
        for record in records:
            record.id = record.id or new_id()  # type: ignore[attr-defined]
            record.mine_id = self.mine_id  # type: ignore[attr-defined]
        self.session.add_all(records)
        self.session.flush()
        about = {
            "mine_id": self.mine_id, "at": self.now, "actor_id": self.actor.id,
            "actor_name": self.actor.name, "action": action,
        }  # fmt: skip
        ledger.append_all(
            self.connection,
            [
                {
                    **about,
                    "subject": record.__tablename__,
                    "subject_id": record.id,  # type: ignore[attr-defined]
                    "before": before,
                    "after": after,
                    "details": details,
                }
                for record, (before, after, details) in zip(records, told, strict=True)
            ],
        )

    def _write(
        self,
        record: Base,
        action: str,
        *,
        before: str,
        after: str,
        warnings: Sequence[Finding],
        details: Mapping[str, object],
    ) -> None:
        if record.id is None:  # type: ignore[attr-defined]
            record.id = new_id()  # type: ignore[attr-defined]
        if not isinstance(record, Shared):
            record.mine_id = self.mine_id  # type: ignore[attr-defined]
        self.session.add(record)
        self.session.flush()
        said = dict(details)
        if warnings:
            said["warnings"] = [{"code": w.code, "params": dict(w.params)} for w in warnings]
        self.log(record.__tablename__, record.id, action, before, after, said)  # type: ignore[attr-defined]

    def _may_write(self, action: str) -> None:
        if self._reads_only:
            raise TypeError(f"'{action}' writes, this transaction reads; open it with Chain.work")

    def log(
        self,
        subject: str,
        subject_id: UUID,
        action: str,
        before: str,
        after: str,
        details: Mapping[str, object],
    ) -> None:
        """Append to the ledger; for the hot path, which writes its rows itself."""
        self._may_write(action)
        ledger.append(
            self.connection,
            mine_id=self.mine_id,
            at=self.now,
            actor_id=self.actor.id,
            actor_name=self.actor.name,
            subject=subject,
            subject_id=subject_id,
            action=action,
            before=before,
            after=after,
            details=details,
        )


@cache
def _step_of(rows: Table, names: tuple[str, ...]) -> Executable:
    """Build the statement of ``step_row`` once; building costs more than running it."""
    columns = rows.c
    return (
        update(rows)
        .where(columns.mine_id == bindparam("of_mine"), columns.id == bindparam("of_row"))
        .where(columns.state == bindparam("was"))
        .values(
            {name: bindparam(name) for name in (*names, "state")} | {"version": columns.version + 1}
        )
        .returning(columns.id)
    )
