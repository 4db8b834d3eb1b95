"""The numbers that people say: one series per mine, prefix and year, such as ``CG-2026-0007``.

A number is taken in the transaction of the record that bears it, so one that
rolls back leaves no gap, and who takes the next one waits until it is decided.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from equiplink.db import Base, new_id
from equiplink.mine.models import Series
from equiplink.work import Work

_INSERT: dict[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def next_number(work: Work, prefix: str, model: type[Base]) -> str:
    """Return the next number of *prefix* in this year; one that *model* has by hand is skipped."""
    number = _taken(work, prefix)
    while work.first(model, number=number) is not None:
        number = _taken(work, prefix)
    return number


def _taken(work: Work, prefix: str) -> str:
    year = work.today.year
    first = _INSERT[work.connection.dialect.name](Series).values(
        mine_id=work.mine_id, id=new_id(), prefix=prefix, year=year, last=1
    )
    counted = first.on_conflict_do_update(
        index_elements=["mine_id", "prefix", "year"], set_={"last": Series.last + 1}
    )
    last = work.session.execute(counted.returning(Series.last)).scalar_one()
    return f"{prefix}-{year}-{last:04d}"
