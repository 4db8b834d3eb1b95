"""在井不合格清单: everything underground, judged again by what is known today.

A certificate that is suspended, a list that grows, a mine that is re-classified,
a test that nobody made and a shelf life that ends tell nobody. This reads what
stands below anew, in one streamed statement; ``sweep`` makes hazards of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, exists, func, select
from sqlalchemy.orm import aliased

from equiplink.catalogue.paper_rules import PAPER_STATUS
from equiplink.catalogue.rules import BANNED, EXPLOSION, SAFETY_MARK
from equiplink.db import plain
from equiplink.gate.against import Everything, everything_against
from equiplink.gate.alike import ITSELF, KIND, Alike, Part, Raw
from equiplink.gate.facts import Against, Question, Seen
from equiplink.gate.known import KNOWN, around
from equiplink.gate.models import EntryInspection
from equiplink.gate.rules import STAY
from equiplink.gate.supposing import SUPPOSE_NOTHING, Supposed
from equiplink.hazard.criteria import MAJOR
from equiplink.law import Finding
from equiplink.mine.models import Person, Place, Team
from equiplink.register.enrol_rules import PROVISIONAL
from equiplink.register.models import Item
from equiplink.rules import describe
from equiplink.settings import Setting, Stricter
from equiplink.upkeep.models import Job
from equiplink.upkeep.states import VOIDS_FITNESS, JobState
from equiplink.usage.models import Placement
from equiplink.work import Work

BATCH = 1000
SWEPT = frozenset(
    each.code
    for rules in (STAY, PROVISIONAL, SAFETY_MARK, BANNED, EXPLOSION, PAPER_STATUS)
    for each in rules.rules
)
"""The rules that what is underground is judged by."""

Judge: TypeAlias = Callable[[Any, Against], tuple[Finding, ...]]

UNFIT_DAYS = Setting(
    "usage.unfit_days", 3, "天", Stricter.LOWER,
    zh="在井不合格设备（非重大隐患）的处理天数",
    en="days within which what is unfit underground is put right, unless it is a major hazard",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unfit:
    """A thing underground that something speaks against, at one place. Quantity in its unit.

    ``place`` is where it was put or, if nobody put it anywhere, for which it was
    inspected; None when neither is known, and then the strictest kind is asked for.
    ``keeper`` has to act, the last day for it is ``act_by``; None when nobody answers for it yet.
    """

    item_id: UUID
    number: str
    name: str
    model: str
    maker: str
    place_id: UUID | None
    place: str | None
    zone: str | None
    team: str | None
    keeper_id: UUID | None
    keeper: str | None
    quantity: Decimal
    unit: str
    act_by: date
    findings: tuple[Finding, ...]

    @property
    def denying(self) -> tuple[Finding, ...]:
        """The findings for which it may not stay."""
        return tuple(each for each in self.findings if each.denies)


def unfit(work: Work, supposed: Supposed = SUPPOSE_NOTHING) -> Iterator[Unfit]:
    """Yield what may not stay underground as it is, in the order of the register.

    *supposed* asks what would not fit if something were otherwise. Four statements;
    what is read is let go again, so that the length of the list costs no memory.
    """
    day = supposed.day or work.today
    speaking = everything_against(work, day)
    for row, found in judge_below(work, Item.underground > 0, speaking, supposed):
        if any(finding.denies for finding in found):
            yield _unfit(work, row, found, day)


def judge_below(
    work: Work,
    which: ColumnElement[bool],
    speaking: Everything,
    supposed: Supposed = SUPPOSE_NOTHING,
) -> Iterator[tuple[Any, tuple[Finding, ...]]]:
    """Yield those of the chosen items that something is found of, judged as if they were below."""

    def judging(ask: Callable[[Seen], Iterable[Question]]) -> Judge:
        def judge(row: Any, told: Against) -> tuple[Finding, ...]:
            zone = work.mine.time_zone
            seen = Seen("", work.mine_id, work.now, row, told, zone, supposed.day)
            return seen.judged(ask(seen))

        return judge

    raw = Raw(work, below(work, which))
    itself = Part((*ITSELF, "repairing"), judging(Seen.staying), fitness=True)
    kind = Part(KIND, judging(lambda it: replace(it, row=supposed.apply(it.row)).kind(in_use=True)))
    alike = Alike(raw, speaking, (itself, kind))
    for row in raw:
        found = [each for part in alike.judge(row) for each in part]
        if found:
            yield raw.read(row), tuple(sorted(found, key=lambda finding: not finding.denies))


def below(work: Work, which: ColumnElement[bool]) -> Any:
    """Select what the gate knows of the chosen items, and where and in whose charge they are."""
    meant, inspection = aliased(Place), EntryInspection
    repairing = exists().where(
        Job.mine_id == Item.mine_id,
        Job.item_id == Item.id,
        Job.state == JobState.OPEN,
        Job.kind.in_(VOIDS_FITNESS),
    )
    tables = (
        around(Item.__table__)
        .outerjoin(
            Placement,
            and_(
                Placement.mine_id == Item.mine_id,
                Placement.item_id == Item.id,
                Placement.ended_at.is_(None),
            ),
        )
        .outerjoin(Place, and_(Place.mine_id == Item.mine_id, Place.id == Placement.place_id))
        .outerjoin(meant, and_(meant.mine_id == Item.mine_id, meant.id == inspection.place_id))
        .outerjoin(Team, and_(Team.mine_id == Item.mine_id, Team.id == Placement.team_id))
        .outerjoin(Person, and_(Person.mine_id == Item.mine_id, Person.id == Placement.keeper_id))
    )
    return (
        select(
            *KNOWN,
            case((Item.unfit_since.is_not(None), repairing), else_=False).label("repairing"),
            func.coalesce(Place.id, meant.id).label("place_id"),
            func.coalesce(Place.name, meant.name).label("place"),
            func.coalesce(Place.zone, meant.zone).label("zone"),
            func.coalesce(Placement.quantity, Item.underground).label("quantity"),
            Team.name.label("team"),
            Placement.keeper_id,
            Person.name.label("keeper"),
        )
        .select_from(tables)
        .where(Item.mine_id == work.mine_id, which)
        .order_by(Item.id)
        .execution_options(yield_per=BATCH)
    )


def shown(each: Unfit, lang: str) -> dict[str, Any]:
    """Return a row as the JSON that the API and the command line share."""
    return asdict(each) | {
        "item_id": str(each.item_id),
        "place_id": each.place_id and str(each.place_id),
        "keeper_id": each.keeper_id and str(each.keeper_id),
        "quantity": plain(each.quantity),
        "act_by": each.act_by.isoformat(),
        "findings": [describe(finding, lang) for finding in each.findings],
    }


def _unfit(work: Work, row: Any, found: tuple[Finding, ...], day: date) -> Unfit:
    major = any(each.denies and each.code in MAJOR for each in found)
    wait = 0 if major else work.setting(UNFIT_DAYS)
    return Unfit(
        row.id, row.number, row.name, row.model, row.maker, row.place_id, row.place, row.zone,
        row.team, row.keeper_id, row.keeper, row.quantity, row.unit,
        day + timedelta(days=wait), found,
    )  # fmt: skip
