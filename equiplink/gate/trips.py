"""一车多件: many things at once, let in each by itself or all or none; and tomorrow's list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NotRequired, TypedDict
from uuid import UUID, uuid5

from equiplink.db import one_of
from equiplink.errors import Unreadable
from equiplink.gate.models import Scan
from equiplink.gate.scan import ask, judged, settle
from equiplink.gate.states import Direction, Together
from equiplink.gate.supposing import Supposed
from equiplink.gate.trip_rules import COMPANY, Company
from equiplink.mine.states import Role
from equiplink.register.aliases import tag_of
from equiplink.work import Work


class Load(TypedDict):
    """One thing on a trip. ``quantity`` is in its unit; 1 when it is left out."""

    tag: str
    quantity: NotRequired[Decimal]


def scan_trip(
    work: Work,
    trip_id: UUID,
    *,
    gate: str,
    loads: Sequence[Load],
    direction: str = Direction.IN,
    together: str = Together.EACH,
) -> list[Scan]:
    """Scan everything on a trip in one act, and return one scan for each thing.

    *together* ``each`` lets in what may go; ``all`` lets in everything or nothing,
    and what is refused for another's sake says so (G52). The same trip sent again
    returns the first answers. Raises ``Unreadable`` for a tag that stands twice.
    """
    work.allow(Role.KEEPER)
    rule = one_of(Together, together, field="together")
    asked = _asked(work, loads, gate, direction)
    if rule is Together.EACH:
        return [settle(work, *ask(work, uuid5(trip_id, code), trip_id=trip_id, **each))
                for code, each in asked]  # fmt: skip
    answers = [ask(work, uuid5(trip_id, code), trip_id=trip_id, **each) for code, each in asked]
    refused = tuple(answer.code for answer, _ in answers if not answer.admitted)
    for answer, _ in answers:
        if answer.admitted:
            judged(answer, COMPANY.judge(Company(work.today, refused), work.policy))
    return [settle(work, *each) for each in answers]


def judge_list(
    work: Work,
    *,
    gate: str,
    loads: Sequence[Load],
    direction: str = Direction.IN,
    day: date | None = None,
) -> list[Scan]:
    """Answer for each thing as the gate would on *day*, such as tomorrow; store nothing."""
    supposed = Supposed(day=day)
    return [
        ask(work, uuid5(work.mine_id, code), supposed=supposed, **each)[0]
        for code, each in _asked(work, loads, gate, direction)
    ]


def _asked(
    work: Work, loads: Sequence[Load], gate: str, direction: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    codes = [tag_of(work, each["tag"]) for each in loads]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice or not codes:
        named = "、".join(twice) or "—"
        raise Unreadable(
            f"the list is empty, or a tag stands on it twice: {named}; name each once",
            zh=f"清单为空，或者同一标签重复：{named}；请每件只列一次",
            field="loads",
        )
    return iter(
        [
            (code, {"tag": each["tag"], "gate": gate, "direction": direction,
                    "quantity": each.get("quantity", 1)})
            for code, each in zip(codes, loads, strict=True)
        ]
    )  # fmt: skip
