"""What their issuers show of the papers that a thing came with, and who read the conditions.

Each paper is read as one text, so that the gate has it in the statement that asks
what else speaks against a thing, and stores it with its answer as it was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Any, Self

from sqlalchemy import (
    ColumnElement,
    Text,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
)
from sqlalchemy import type_coerce as as_type

from equiplink.catalogue.naming import plain
from equiplink.catalogue.paper_models import Acknowledgement, ProductPaper
from equiplink.catalogue.paper_rules import CHECK_DAYS, OF_PRODUCTION, PaperFacts
from equiplink.catalogue.papers import numbers
from equiplink.catalogue.states import MarkStatus, Paper
from equiplink.db import Id

_PAPER, _READ = ProductPaper.__table__.c, Acknowledgement.__table__.c
_BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Shown:
    """One paper as its issuer showed it; ``read`` says whether its conditions were acknowledged."""

    kind: Paper
    number: str
    status: str
    valid_from: date | None
    valid_until: date | None
    checked_on: date | None
    read: bool
    conditions: str

    @classmethod
    def of(cls, text: str) -> Self:
        """Return it from the text that was read, or stored with a scan."""
        kind, number, status, since, until, checked, read, conditions = text.split(_BREAK, 7)
        since_on, until_on, checked_on = (
            date.fromisoformat(each) if each else None for each in (since, until, checked)
        )
        return cls(
            Paper(kind), number, status, since_on, until_on, checked_on, read == "1", conditions
        )

    @property
    def acknowledged(self) -> bool | None:
        """Whether somebody read its special conditions; None when it has none."""
        return self.read if plain(self.number).endswith("X") and self.conditions else None

    def facts(self, row: Any, today: date) -> PaperFacts:
        """Return what is judged of it for the thing of *row*."""
        made_on = row.made_on if self.kind in OF_PRODUCTION else None
        return PaperFacts(
            today=today,
            kind=self.kind,
            number=self.number,
            known=True,
            day=made_on or today,
            status=self.status,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            checked_on=self.checked_on,
            check_days=CHECK_DAYS.of(row.policy),
        )


def by_paper(texts: Iterable[str]) -> dict[tuple[str, str], str]:
    """Return the texts by kind and number; of several issuers the strictest answer counts."""
    found: dict[tuple[str, str], str] = {}
    for text in texts:
        shown = Shown.of(text)
        key = shown.kind.value, shown.number
        if key not in found or shown.status != MarkStatus.VALID:
            found[key] = text
    return found


def of(papers: Mapping[str, Mapping[str, Any]], known: Mapping[tuple[str, str], str]) -> Any:
    """Return the texts of those *known* that a thing came with."""
    return tuple(known[key] for key in numbers(papers).items() if key in known)


def _text() -> Any:
    mine = bindparam("of_mine", type_=Id())
    same = (_READ.paper_id == _PAPER.id) & (_READ.conditions == _PAPER.conditions)
    days = (_PAPER.valid_from, _PAPER.valid_until, _PAPER.checked_on)
    parts = (
        _PAPER.kind,
        _PAPER.number,
        _PAPER.status,
        *(func.coalesce(cast(each, Text), literal("", Text())) for each in days),
        case((exists().where(_READ.mine_id == mine, same), literal("1")), else_=literal("0")),
        _PAPER.conditions,
    )
    texts: list[ColumnElement[str]] = [as_type(each, Text()) for each in parts]
    return reduce(lambda one, other: one.concat(literal(_BREAK, Text())).concat(other), texts)


TEXT = _text()
NUMBERED = _PAPER.number.in_(bindparam("papers", expanding=True))
