"""Who is debarred, how a supplier did, and the facts that eligibility is judged by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import SelectBase, Text, cast, or_, select
from sqlalchemy.orm import aliased

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


def kin(mine_id: Any, supplier_id: Any) -> SelectBase:
    """Select the ids of every record of the firm of which *supplier_id* is one."""
    asked, record = aliased(Supplier), aliased(Supplier)
    return (
        select(record.id)
        .join(asked, (asked.mine_id == record.mine_id) & (asked.firm_id == record.firm_id))
        .where(asked.mine_id == mine_id, asked.id == supplier_id)
    )


def keys_of(mine_id: Any, supplier_id: Any) -> SelectBase:
    """Select the same ids as the text by which a hold names a supplier."""
    ids = Supplier.id.in_(kin(mine_id, supplier_id))
    return select(cast(Supplier.id, Text)).where(Supplier.mine_id == mine_id, ids)


def _of_firms(
    work: Work, model: type[Debarment | ListCheck | Mark], ids: Iterable[UUID]
) -> Any:  # a select; its type differs between versions of SQLAlchemy
    """Select the rows of all records of these firms, each beside the id that was asked for."""
    asked, record = aliased(Supplier), aliased(Supplier)
    return (
        select(asked.id, model)
        .join(record, (record.mine_id == asked.mine_id) & (record.firm_id == asked.firm_id))
        .join(model, (model.mine_id == record.mine_id) & (model.supplier_id == record.id))
        .where(asked.mine_id == work.mine_id, asked.id.in_(list(ids)))
    )


def debarred(work: Work, supplier_ids: Iterable[UUID], on: date) -> Sequence[Debarment]:
    """Return the debarments of these firms that are live *on* that day."""
    return list({each.id: each for _, each in _barred(work, supplier_ids, on)}.values())


def _barred(work: Work, supplier_ids: Iterable[UUID], on: date) -> list[tuple[UUID, Debarment]]:
    query = (
        _of_firms(work, Debarment, supplier_ids)
        .where(
            Debarment.starts_on <= on,
            Debarment.ends_on >= on,
            or_(Debarment.lifted_on.is_(None), Debarment.lifted_on > on),
        )
        .order_by(Debarment.starts_on, Debarment.id)
    )
    return [(asked_id, each) for asked_id, each in work.session.execute(query)]


def reputation(work: Work, supplier_id: UUID) -> Reputation:
    """Return what was seen of the supplier; computed from its marks, stored nowhere."""
    return reputations(work, [supplier_id])[supplier_id]


def reputations(work: Work, supplier_ids: Iterable[UUID]) -> dict[UUID, Reputation]:
    """Return the reputation of each firm as of today, in one statement."""
    marks: dict[UUID, list[Seen]] = {each: [] for each in supplier_ids}
    query = _of_firms(work, Mark, marks).where(Mark.annulled_on.is_(None))
    for asked_id, mark in work.session.execute(query):
        marks[asked_id].append(_seen(mark))
    scale = Scale.of(work.policy)
    return {each: weigh(seen, work.today, scale) for each, seen in marks.items()}


def recomputed(work: Work, supplier_id: UUID) -> Reputation:
    """Return the reputation that follows from the ledger alone, to be held against the tables."""
    query = (
        select(Entry)
        .filter_by(mine_id=work.mine_id)
        .where(
            Entry.subject.in_((Mark.__tablename__, Supplier.__tablename__)),
            Entry.action.in_(("mark", "annul", "merge")),
        )
        .order_by(Entry.id)
    )
    entries = work.session.scalars(query)
    return recompute(entries, supplier_id, today=work.today, scale=Scale.of(work.policy))


def explained(work: Work, supplier_id: UUID, lang: str = "zh") -> dict[str, Any]:
    """Return everything that the mine knows of a supplier's reputation, as a JSON document.

    ``from_ledger`` says whether the ledger alone gives the same; ``aliases`` are
    the codes of the records that were merged into this one. A merged record is
    answered by the one that remains.
    """
    supplier = work.get(Supplier, work.get(Supplier, supplier_id).firm_id)
    supplier_id = supplier.id
    firm = work.all(Supplier, firm_id=supplier_id)
    found = reputation(work, supplier_id)
    against = ELIGIBLE.judge(facts(work, [supplier_id])[supplier_id], work.policy)
    return {
        "supplier_id": supplier_id,
        "name": supplier.name,
        "uscc": supplier.uscc,
        "aliases": [each.uscc for each in firm if each is not supplier],
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
    for asked_id, each in _barred(work, ids, work.today):
        bars[asked_id].append(Bar(each.cause, each.source, each.starts_on, each.ends_on))
    found, looks, firm = reputations(work, ids), _looks(work, ids), aliased(Supplier)
    query = (
        select(Supplier, firm)
        .join(firm, (firm.mine_id == Supplier.mine_id) & (firm.id == Supplier.firm_id))
        .where(Supplier.mine_id == work.mine_id, Supplier.id.in_(ids))
    )
    return {
        supplier.id: SupplierFacts(
            today=work.today,
            name=supplier.name,
            standing=remains.state,
            licence_until=remains.licence_until,
            bars=tuple(bars[supplier.id]),
            grade=found[supplier.id].grade,
            score=found[supplier.id].score,
            worst=found[supplier.id].worst(),
            least_score=work.setting(LEAST_SCORE),
            bad_marks=found[supplier.id].bad_since(remains.re_evaluated_on),
            bad_limit=max(1, work.setting(BAD_LIMIT)),
            looks=looks[supplier.id],
            look_days=work.setting(LOOK_DAYS),
            merged_into="" if remains is supplier else f"{remains.name} {remains.uscc}",
        )
        for supplier, remains in work.session.execute(query)
    }


def unproven(
    work: Work, supplier_id: UUID, goods: Iterable[tuple[str, str]]
) -> tuple[Finding, ...]:
    """Return what speaks against a supplier selling *goods*, pairs of maker and model (S09)."""
    supplier = work.session.get_one(Supplier, (work.mine_id, supplier_id))
    query = select(Authorisation).filter_by(mine_id=work.mine_id, withdrawn_on=None)
    of_firm = Authorisation.supplier_id.in_(kin(work.mine_id, supplier_id))
    proofs = work.session.scalars(query.where(of_firm).order_by(Authorisation.id))
    offering = Offering(
        today=work.today,
        name=supplier.name,
        goods=tuple(goods),
        proofs=tuple(Proof(each.maker, tuple(each.models), each.valid_until) for each in proofs),
    )
    return OFFERED.judge(offering, work.policy)


def _looks(work: Work, ids: Sequence[UUID]) -> dict[UUID, dict[ListName, tuple[date, bool]]]:
    query = _of_firms(work, ListCheck, ids).order_by(ListCheck.checked_on, ListCheck.id)
    looks: dict[UUID, dict[ListName, tuple[date, bool]]] = {each: {} for each in ids}
    for asked_id, each in work.session.execute(query):
        looks[asked_id][each.list] = each.checked_on, each.listed
    return looks


def _seen(mark: Mark) -> Seen:
    return Seen(
        mark.id, mark.kind, mark.happened_on, mark.subject, mark.subject_id, mark.note, mark.amount
    )
