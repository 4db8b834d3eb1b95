"""Lists in pages: a UUIDv7 is the cursor, so no row is missed or shown twice while others write."""

from __future__ import annotations

from functools import cache
from typing import Any, Generic, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, create_model
from sqlalchemy import select

from equiplink.db import Base
from equiplink.work import Work
from equiplink_api.records import hint, schema_of, show, visible
from equiplink_api.table import BY_MODEL

LARGEST_PAGE = 200

T = TypeVar("T")


class Page(BaseModel, Generic[T]):
    """Some records in the order in which they came to be; ``next`` is the cursor of the rest."""

    items: list[T]
    next: UUID | None


def page_of(model: type[Base]) -> Any:
    """Return the schema of a page of *model*."""
    return Page.__class_getitem__(schema_of(model))


class Query(BaseModel):
    """Which page: records after the id ``after``, at most ``limit``."""

    model_config = ConfigDict(extra="forbid")

    after: UUID | None = None
    limit: int = Field(50, ge=1, le=LARGEST_PAGE)


@cache
def query_of(model: type[Base]) -> type[Query]:
    """Return the query parameters of a list: the page, every word, every reference, and more."""
    resource = BY_MODEL.get(model)
    wanted = resource.filters if resource else ()
    members: dict[str, Any] = {}
    for column in model.__table__.columns:
        words = getattr(column.type, "words", None)
        if words is not None:
            members[column.key] = (words | None, None)
        elif "ref" in column.info or (column.foreign_keys and column.key not in {"id", "mine_id"}):
            members[column.key] = (UUID | None, None)
        elif column.key in wanted:
            members[column.key] = (hint(model, column.key) | None, None)
    return _asking(tuple(members.items()))


@cache
def _asking(members: tuple[tuple[str, Any], ...]) -> type[Query]:
    """Return the query of these members, one for all lists that have the same.

    FastAPI remembers the fields of 128 query models and writes no OpenAPI document
    of more, so lists that ask alike share theirs.
    """
    if not members:
        return Query
    made: type[Query] = create_model("Query", __base__=Query, **dict(members))
    return made


def page(work: Work, model: type[Base], query: Query) -> dict[str, Any]:
    """Return the items of one page and the cursor of the next."""
    filters = query.model_dump(exclude={"after", "limit"}, exclude_none=True)
    key: Any = model.__mapper__.columns["id"]
    wanted = visible(work, model, select(model).filter_by(**filters))
    wanted = wanted.order_by(key).limit(query.limit + 1)
    if query.after is not None:
        wanted = wanted.where(key > query.after)
    found = work.session.scalars(wanted).all()
    items = [show(work, row, whole=False) for row in found[: query.limit]]
    more = len(found) > query.limit
    return {"items": items, "next": found[query.limit - 1].id if more else None}
