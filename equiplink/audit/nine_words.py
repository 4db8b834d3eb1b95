"""九个环节: of each word, how many things of the mine have its record, lack it, or cannot yet.

By class and by team, as the tables stand now, in one statement for the things and one for
each kind of record. The passport tells the same of one thing, from the ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, select

from equiplink.audit.words import NINE_WORDS, Life, missing, waiting
from equiplink.catalogue.models import DeviceClass, Product
from equiplink.catalogue.states import Tracking
from equiplink.gate.models import EntryInspection
from equiplink.mine.models import Team
from equiplink.register.models import Item
from equiplink.register.states import ItemState
from equiplink.upkeep.models import Job
from equiplink.upkeep.states import JobKind, JobState
from equiplink.upkeep.trouble_models import Fault
from equiplink.usage.models import Placement
from equiplink.work import Work

NOBODY = "—"
"""The team of what stands in nobody's charge."""
OF_JOBS = {
    JobKind.TEST: "检测", JobKind.MAINTENANCE: "维护", JobKind.CARE: "保养",
    JobKind.REPAIR: "维修", JobKind.MODIFICATION: "改造",
}  # fmt: skip


@dataclass(slots=True)
class Row:
    """The things of one class or team: of each word, how many have it, cannot yet, lack it."""

    name: str
    things: int = 0
    told: dict[str, int] = field(default_factory=lambda: dict.fromkeys(NINE_WORDS, 0))
    not_yet: dict[str, int] = field(default_factory=lambda: dict.fromkeys(NINE_WORDS, 0))
    missing: dict[str, int] = field(default_factory=lambda: dict.fromkeys(NINE_WORDS, 0))
    lacking: list[str] = field(default_factory=list)
    """The numbers of the things that lack a word."""

    def count(self, number: str, words: set[str], life: Life) -> None:
        """Count one thing."""
        self.things += 1
        lacks = missing(words, life)
        later = waiting(life)
        for word in NINE_WORDS:
            if word in words:
                self.told[word] += 1
            elif word in later:
                self.not_yet[word] += 1
        for word in lacks:
            self.missing[word] += 1
        if lacks:
            self.lacking.append(number)


@dataclass(frozen=True, slots=True)
class Tally:
    """The figure of the mine, then by class and by team, each in order of its name."""

    mine: Row
    classes: tuple[Row, ...]
    teams: tuple[Row, ...]


def nine_words(work: Work) -> Tally:
    """Count the nine words over everything on the register."""
    words, lives = _words(work), _troubled(work)
    whole = Row(work.mine.name)
    classes: dict[str, Row] = {}
    teams: dict[str, Row] = {}
    for thing in _things(work):
        told = words[thing.id] | ({"购置", "入库"} if thing.acceptance_id else set())
        told |= {"报废"} if thing.state is ItemState.SCRAPPED else set()
        life = Life(
            lot=thing.kind is Tracking.LOT,
            used="使用" in told, troubled=thing.id in lives,
            ended=thing.state is ItemState.SCRAPPED,
        )  # fmt: skip
        for row in (
            whole,
            classes.setdefault(thing.klass, Row(thing.klass)),
            teams.setdefault(thing.team or NOBODY, Row(thing.team or NOBODY)),
        ):
            row.count(thing.number, told, life)
    return Tally(
        whole,
        tuple(classes[name] for name in sorted(classes)),
        tuple(teams[name] for name in sorted(teams)),
    )


def _things(work: Work) -> Iterator[Any]:
    """Yield every item once, with its class and the team that has it in charge now."""
    query = (
        select(
            Item.id, Item.number, Item.kind, Item.state, Item.acceptance_id,
            DeviceClass.name.label("klass"),
            Team.name.label("team"),
        )
        .join(Product, Product.id == Item.product_id)
        .join(DeviceClass, DeviceClass.id == Product.class_id)
        .outerjoin(
            Placement,
            and_(
                Placement.mine_id == Item.mine_id,
                Placement.item_id == Item.id,
                Placement.ended_at.is_(None),
            ),
        )
        .outerjoin(Team, and_(Team.mine_id == Item.mine_id, Team.id == Placement.team_id))
        .where(Item.mine_id == work.mine_id)
        .order_by(Item.number, Placement.since)
    )  # fmt: skip
    seen: set[UUID] = set()
    for row in work.session.execute(query):
        if row.id not in seen:  # a lot stands at many places; the first counts
            seen.add(row.id)
            yield row


def _words(work: Work) -> dict[UUID, set[str]]:
    """Return the words that jobs, inspections and places tell of each item."""
    found: dict[UUID, set[str]] = defaultdict(set)
    jobs = select(Job.item_id, Job.kind).where(Job.mine_id == work.mine_id).distinct()
    for item_id, kind in work.session.execute(jobs):
        found[item_id].add(OF_JOBS[kind])
    for item_id in work.session.scalars(_items(EntryInspection, work)):
        found[item_id].add("检测")
    for item_id in work.session.scalars(_items(Placement, work)):
        found[item_id].add("使用")
    been = select(Item.id).where(
        Item.mine_id == work.mine_id, (Item.underground > 0) | (Item.consumed > 0)
    )
    for item_id in work.session.scalars(been):
        found[item_id].add("使用")
    return found


def _items(model: Any, work: Work) -> Select[Any]:
    return select(model.item_id).where(model.mine_id == work.mine_id).distinct()


def _troubled(work: Work) -> set[UUID]:
    failed = select(Job.item_id).where(Job.mine_id == work.mine_id, Job.state == JobState.FAILED)
    return {*work.session.scalars(failed), *work.session.scalars(_items(Fault, work))}
