"""Who is debarred, how a supplier did, and the facts that eligibility is judged by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from equiplink.law import Finding
from equiplink.ledger import Entry
from equiplink.rules import describe
from equiplink.settings import Setting, Stricter
from equiplink.supplier.facts import Bar, SupplierFacts
from equiplink.supplier.models import Authorisation, Debarment, ListCheck, Mark, Supplier
from equiplink.supplier.proof_rules import OFFERED, Offering, Proof
from equiplink.supplier.reputation import (
    Reputation,
    Scale,
    Seen,
    document,
    recompute,
    weigh,
)
from equiplink.supplier.rules import ELIGIBLE
from equiplink.supplier.states import ListName
from equiplink.work import Work

LEAST_SCORE = Setting(
    "supplier.least_score", 0, "分", Stricter.HIGHER,
    zh="低于此分的供应商不得邀请（0 为不设）", en="below this score nobody is invited (0: off)",
)  # fmt: skip
BAD_LIMIT = Setting(
    "supplier.bad_marks", 3, "次", Stricter.LOWER,
    zh="不良记录达到多少次应当复评", en="bad marks that ask for another evaluation",
)  # fmt: skip
LOOK_DAYS = Setting(
    "supplier.list_days", 30, "天", Stricter.LOWER,
    zh="失信名单查询结果的有效天数", en="days that a look at the public lists holds",
)  # fmt: skip


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
    return reputations(work, [supplier_id])[supplier_id]


def reputations(work: Work, supplier_ids: Iterable[UUID]) -> dict[UUID, Reputation]:
    """Return the reputation of each supplier as of today, in one statement."""
    marks: dict[UUID, list[Seen]] = {each: [] for each in supplier_ids}
    query = (
        select(Mark)
        .filter_by(mine_id=work.mine_id, annulled_on=None)
        .where(Mark.supplier_id.in_(list(marks)))
    )
    for mark in work.session.scalars(query):
        marks[mark.supplier_id].append(_seen(mark))
    scale = Scale.of(work.policy)
    return {each: weigh(seen, work.today, scale) for each, seen in marks.items()}


def recomputed(work: Work, supplier_id: UUID) -> Reputation:
    """Return the reputation that follows from the ledger alone, to be held against the tables."""
    query = (
        select(Entry)
        .filter_by(mine_id=work.mine_id)
        .where(Entry.subject == Mark.__tablename__, Entry.action.in_(("mark", "annul")))
        .order_by(Entry.id)
    )
    entries = work.session.scalars(query)
    return recompute(entries, supplier_id, today=work.today, scale=Scale.of(work.policy))


def explained(work: Work, supplier_id: UUID, lang: str = "zh") -> dict[str, Any]:
    """Return everything that the mine knows of a supplier's reputation, as a JSON document.

    ``from_ledger`` says whether the ledger alone gives the same.
    """
    supplier = work.get(Supplier, supplier_id)
    found = reputation(work, supplier_id)
    against = ELIGIBLE.judge(facts(work, [supplier_id])[supplier_id], work.policy)
    return {
        "supplier_id": supplier_id,
        "name": supplier.name,
        "uscc": supplier.uscc,
        "state": supplier.state,
        "today": work.today,
        **document(found, lang),
        "from_ledger": recomputed(work, supplier_id) == found,
        "findings": [describe(each, lang) for each in against],
    }


def unknown(work: Work, records: Iterable[tuple[str, UUID]]) -> list[str]:
    """Name those of *records*, pairs of table and id, of which the ledger tells nothing."""
    asked = list(records)
    query = select(Entry.subject, Entry.subject_id).where(
        Entry.mine_id == work.mine_id, Entry.subject_id.in_([each for _, each in asked])
    )
    known = {(subject, each) for subject, each in work.session.execute(query)}
    return [f"{subject} {each}" for subject, each in asked if (subject, each) not in known]


def facts(work: Work, supplier_ids: Iterable[UUID]) -> dict[UUID, SupplierFacts]:
    """Return today's facts for ``ELIGIBLE`` of each supplier, in four statements."""
    ids = list(supplier_ids)
    bars = defaultdict(list)
    for each in debarred(work, ids, work.today):
        bars[each.supplier_id].append(Bar(each.cause, each.source, each.starts_on, each.ends_on))
    found, looks = reputations(work, ids), _looks(work, ids)
    query = select(Supplier).filter_by(mine_id=work.mine_id).where(Supplier.id.in_(ids))
    return {
        supplier.id: SupplierFacts(
            today=work.today,
            name=supplier.name,
            standing=supplier.state,
            licence_until=supplier.licence_until,
            bars=tuple(bars[supplier.id]),
            grade=found[supplier.id].grade,
            score=found[supplier.id].score,
            worst=found[supplier.id].worst(),
            least_score=work.setting(LEAST_SCORE),
            bad_marks=found[supplier.id].bad_since(supplier.re_evaluated_on),
            bad_limit=max(1, work.setting(BAD_LIMIT)),
            looks=looks[supplier.id],
            look_days=work.setting(LOOK_DAYS),
        )
        for supplier in work.session.scalars(query)
    }


def unproven(
    work: Work, supplier_id: UUID, goods: Iterable[tuple[str, str]]
) -> tuple[Finding, ...]:
    """Return what speaks against a supplier selling *goods*, pairs of maker and model (S09)."""
    supplier = work.session.get_one(Supplier, (work.mine_id, supplier_id))
    proofs = work.all(Authorisation, supplier_id=supplier_id, withdrawn_on=None)
    offering = Offering(
        today=work.today,
        name=supplier.name,
        goods=tuple(goods),
        proofs=tuple(Proof(each.maker, tuple(each.models), each.valid_until) for each in proofs),
    )
    return OFFERED.judge(offering, work.policy)


def _looks(work: Work, ids: Sequence[UUID]) -> dict[UUID, dict[ListName, tuple[date, bool]]]:
    query = (
        select(ListCheck.supplier_id, ListCheck.list, ListCheck.checked_on, ListCheck.listed)
        .where(ListCheck.mine_id == work.mine_id, ListCheck.supplier_id.in_(ids))
        .order_by(ListCheck.checked_on, ListCheck.id)
    )
    looks: dict[UUID, dict[ListName, tuple[date, bool]]] = {each: {} for each in ids}
    for supplier_id, name, day, listed in work.session.execute(query):
        looks[supplier_id][name] = day, listed
    return looks


def _seen(mark: Mark) -> Seen:
    return Seen(
        mark.id, mark.kind, mark.happened_on, mark.subject, mark.subject_id, mark.note, mark.amount
    )
