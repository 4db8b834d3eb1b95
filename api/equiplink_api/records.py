"""A record as JSON: its columns, its parts, and what may be done with it next.

Secrets never leave: ``HIDDEN`` lists the columns that no answer ever holds.
Amounts and quantities are text with all their places, so that no client reads
them into a float; times are UTC.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any, get_args, get_type_hints
from uuid import UUID

from pydantic import BaseModel, create_model
from sqlalchemy import select

from equiplink.db import Base, Shared, Stateful
from equiplink.errors import NotFound
from equiplink.files.models import Attachment
from equiplink.gate.offline_models import Device
from equiplink.mine.models import Account, Token
from equiplink.tender.models import Bid, Keyholder, KeyShare, Tender
from equiplink.tender.panel_models import ExpertDraw
from equiplink.work import Work
from equiplink_api.resources import Part, Resource
from equiplink_api.table import BY_MODEL

HIDDEN: dict[type[Base], frozenset[str]] = {
    Account: frozenset({"password_hash"}),
    Token: frozenset({"digest"}),
    Bid: frozenset({"sealed"}),
    Tender: frozenset({"kept_key"}),
    Keyholder: frozenset({"salt"}),
    KeyShare: frozenset({"sealed", "handed_in"}),
    ExpertDraw: frozenset({"kept_seed"}),
    Device: frozenset({"invitation_hash"}),
}
"""Columns that no answer holds: what unlocks a door or opens an envelope."""


@cache
def schema_of(model: type[Base]) -> type[BaseModel]:
    """Return the model of one row: columns, parts and, for a record with states, ``actions``."""
    resource = BY_MODEL.get(model)
    members: dict[str, Any] = {name: (hint(model, name), ...) for name in columns(model)}
    if resource is not None and resource.machine is not None:
        members["actions"] = (list[str], ...)
    for part in _parts(resource):
        members[part.name] = (list[schema_of(part.model)] | None, None)  # type: ignore[misc]  # built at run time
    made: type[BaseModel] = create_model(model.__name__, __doc__=model.__doc__, **members)
    return made


@cache
def columns(model: type[Base]) -> tuple[str, ...]:
    """Return the columns that may be shown; the mine's own id is known to the caller."""
    hidden = HIDDEN.get(model, frozenset()) | {"mine_id"}
    return tuple(each.key for each in model.__mapper__.column_attrs if each.key not in hidden)


def show(work: Work, record: Base, *, whole: bool = True) -> BaseModel:
    """Return *record* as its schema; *whole* adds its parts."""
    model = type(record)
    resource = BY_MODEL.get(model)
    values = {name: _plain(model, name, getattr(record, name)) for name in columns(model)}
    if resource is not None and resource.machine is not None:
        values["actions"] = resource.actions(values["state"], work.actor.roles)
    for part in _parts(resource) if whole else ():
        rows = work.all(part.model, **{part.key: values["id"]})
        values[part.name] = [show(work, row, whole=False) for row in rows]
    return schema_of(model)(**values)


def find(work: Work, model: type[Base], record_id: UUID) -> Base:
    """Return the record without locking it; raise ``NotFound``."""
    query = select(model).filter_by(id=record_id)
    found: Base | None = work.session.scalar(visible(work, model, query))
    if found is None:
        raise NotFound(
            f"no {model.__tablename__} {record_id} in this mine; check the number",
            zh=f"本矿没有编号为 {record_id} 的{model.zh}，请核对",
            field="id",
        )
    return found


def visible(work: Work, model: type[Base], query: Any) -> Any:
    """Narrow *query* to the rows of this mine that the actor may know of."""
    resource = BY_MODEL.get(model)
    if not issubclass(model, Shared):
        query = query.filter_by(mine_id=work.mine_id)
    if resource is not None and resource.secret:
        query = query.where(
            model.__mapper__.columns["state"].not_in(resource.unseen(work.actor.roles))
        )
    if model is Attachment:
        query = query.where(Attachment.subject.not_in(_kept_from(work.actor.roles)))
    return query


def _kept_from(roles: frozenset[str]) -> list[str]:
    """Return the tables of which somebody with *roles* may not know every record."""
    return [
        each.model.__tablename__
        for each in BY_MODEL.values()
        if each.unseen(roles) or (each.readers and roles.isdisjoint(map(str, each.readers)))
    ]


def etag(record: object) -> dict[str, str]:
    """Return the header that names the record's version, if it has one."""
    return {"ETag": f'"{record.version}"'} if isinstance(record, Stateful) else {}


def _parts(resource: Resource | None) -> tuple[Part, ...]:
    return resource.parts if resource is not None else ()


@cache
def _hints(model: type[Base]) -> dict[str, Any]:
    return get_type_hints(model)


def hint(model: type[Base], name: str) -> Any:
    """Return the Python type of a column."""
    return get_args(_hints(model)[name])[0]


def _plain(model: type[Base], name: str, value: Any) -> Any:
    # A row that was just made still holds what the verb was given; say it as the database will.
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if isinstance(value, Decimal | int):
        step = getattr(model.__mapper__.columns[name].type, "step", None)
        return value if step is None else Decimal(value).quantize(step)
    return value
