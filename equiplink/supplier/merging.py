"""合并: a firm that stands twice on the register keeps one record; the other points to it.

Nothing is rewritten. Bids, contracts, goods, marks and debarments keep the record
under which they were made; whoever asks about either record is told of both.
"""

from __future__ import annotations

from uuid import UUID

from equiplink.errors import Unreadable, said
from equiplink.supplier.merge_rules import MERGING, Listed, Merger
from equiplink.supplier.models import Supplier
from equiplink.supplier.states import SUPPLIER
from equiplink.work import Work


def merge(
    work: Work, supplier_id: UUID, *, into_id: UUID, reason: str, document: str = ""
) -> Supplier:
    """Close a record in favour of *into_id*, because both are one firm; its code is an alias.

    *document* is the number of the registry's paper that shows the change of code.
    What was merged into the closed record earlier stands under the same firm.
    """
    reason = said(reason, "合并理由", field="reason")
    if supplier_id == into_id:
        raise Unreadable(
            "a record cannot be merged into itself; name the other one",
            zh="不能并入自身，请写明保留的另一条记录",
            field="into_id",
        )
    # In one order, so that two who merge the same records wait and do not deadlock.
    found = {each: work.get(Supplier, each) for each in sorted((supplier_id, into_id))}
    closes, remains = found[supplier_id], found[into_id]
    SUPPLIER.next(closes.state, "merge")
    facts = Merger(work.today, _listed(closes), _listed(remains), document.strip())
    warnings = MERGING.require(facts, work.policy)
    for record in work.all(Supplier, firm_id=closes.id):
        record.firm_id = remains.id
    work.step(
        SUPPLIER, closes, "merge", warnings=warnings, into_id=remains.id, into=remains.uscc,
        uscc=closes.uscc, name=closes.name, reason=reason, document=facts.document,
    )  # fmt: skip
    return closes


def _listed(record: Supplier) -> Listed:
    return Listed(record.uscc, record.name, record.state)
