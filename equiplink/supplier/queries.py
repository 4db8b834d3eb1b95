"""Who is debarred, how a supplier did, and the facts that eligibility is judged by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select

from equiplink.settings import Setting, Stricter
from equiplink.supplier.facts import Bar, SupplierFacts
from equiplink.supplier.models import Debarment, Mark, Supplier
from equiplink.supplier.states import Grade, MarkKind
from equiplink.work import Work

GRADE_A = Setting(
    "supplier.grade_a", 90, "%", Stricter.HIGHER,
    zh="信誉 A 级的最低良好率", en="least share of good marks for grade A",
)  # fmt: skip
GRADE_B = Setting(
    "supplier.grade_b", 70, "%", Stricter.HIGHER,
    zh="信誉 B 级的最低良好率", en="least share of good marks for grade B",
)  # fmt: skip
GOOD = frozenset({MarkKind.DELIVERED_ON_TIME, MarkKind.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Reputation:
    """How often each thing happened, and the grade it gives; no grade before the first mark."""

    counts: Mapping[MarkKind, int]
    grade: Grade | None


def debarred(work: Work, supplier_ids: Iterable[UUID], on: date) -> Sequence[Debarment]:
    """Return the debarments of these suppliers that are live *on* that day."""
    query = (
        select(Debarment)
        .filter_by(mine_id=work.mine_id)
        .where(
            Debarment.supplier_id.in_(list(supplier_ids)),
            Debarment.starts_on <= on,
            Debarment.ends_on >= on,
            or_(Debarment.lifted_on.is_(None), Debarment.lifted_on > on),
        )
        .order_by(Debarment.starts_on, Debarment.id)
    )
    return work.session.scalars(query).all()


def reputation(work: Work, supplier_id: UUID) -> Reputation:
    """Return what was seen of the supplier; computed from its marks, stored nowhere."""
    return _reputations(work, [supplier_id])[supplier_id]


def facts(work: Work, supplier_ids: Iterable[UUID]) -> dict[UUID, SupplierFacts]:
    """Return today's facts for ``ELIGIBLE`` of each supplier, in three statements."""
    ids = list(supplier_ids)
    bars = defaultdict(list)
    for each in debarred(work, ids, work.today):
        bars[each.supplier_id].append(Bar(each.cause, each.source, each.starts_on, each.ends_on))
    marks = _reputations(work, ids)
    query = select(Supplier).filter_by(mine_id=work.mine_id).where(Supplier.id.in_(ids))
    return {
        supplier.id: SupplierFacts(
            today=work.today,
            name=supplier.name,
            standing=supplier.state,
            licence_until=supplier.licence_until,
            bars=tuple(bars[supplier.id]),
            grade=marks[supplier.id].grade,
        )
        for supplier in work.session.scalars(query)
    }


def _reputations(work: Work, ids: Sequence[UUID]) -> dict[UUID, Reputation]:
    query = (
        select(Mark.supplier_id, Mark.kind, func.count())
        .where(Mark.mine_id == work.mine_id, Mark.supplier_id.in_(ids))
        .group_by(Mark.supplier_id, Mark.kind)
    )
    counts: dict[UUID, Counter[MarkKind]] = {each: Counter() for each in ids}
    for supplier_id, kind, number in work.session.execute(query):
        counts[supplier_id][kind] = number
    return {each: Reputation(seen, _grade(work, seen)) for each, seen in counts.items()}


def _grade(work: Work, seen: Counter[MarkKind]) -> Grade | None:
    if not seen:
        return None
    # Percentages are compared as whole numbers, so that no rounding moves a grade.
    good = 100 * sum(seen[kind] for kind in GOOD)
    if good >= work.setting(GRADE_A) * seen.total():
        return Grade.A
    return Grade.B if good >= work.setting(GRADE_B) * seen.total() else Grade.C
