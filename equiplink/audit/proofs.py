"""What proves the file: the sealed bids as they can be opened again, and the ledger's own root."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from equiplink import ledger
from equiplink.audit.case import Case
from equiplink.db import canonical
from equiplink.ledger import Leaf
from equiplink.merkle import inclusion_proof

PROVEN = frozenset({"publish", "open", "evaluate", "award"})
"""The acts of the tender whose place in the log is proven."""


def proofs(case: Case) -> dict[str, Any]:
    """Return the proof of the sealed bids and of the ledger."""
    return {"sealed_bids": _sealed_bids(case), "ledger": _ledger(case)}


def _sealed_bids(case: Case) -> dict[str, Any]:
    handed, opened = case.told("submit"), case.told("unseal")
    tender = case.tender
    return {
        "public_key": tender.public_key,
        "opening_key": tender.opening_key,
        "seal": tender.seal.zh if tender.seal else "",
        "threshold": tender.threshold,
        "bids": [
            {
                "bid_id": str(bid.id),
                "supplier": case.bidder(bid.id),
                "commitment": handed[bid.id]["commitment"],
                "envelope": handed[bid.id]["envelope"],
                "content": canonical(
                    {name: opened[bid.id][name] for name in ("salt", "lines", "particulars")}
                ),
            }
            for bid in case.opened
            if bid.id in handed and bid.id in opened
        ],
    }


def _ledger(case: Case) -> dict[str, Any]:
    session, mine_id = case.work.session, case.work.mine_id
    head = ledger.newest(session, mine_id)
    shown = [each for each in case.entries if each.subject in {"tender", "lot"}]
    query = select(Leaf.entry_id, Leaf.position).filter_by(mine_id=mine_id)
    rows = session.execute(query.where(Leaf.entry_id.in_([each.id for each in shown])))
    places = {row.entry_id: row.position for row in rows}
    proven = {
        each.id: places[each.id] for each in shown
        if each.id in places and each.subject == "tender" and each.action in PROVEN
    }  # fmt: skip
    leaves: list[bytes] = []
    if head is not None and proven:
        ordered = select(Leaf.leaf).filter_by(mine_id=mine_id).where(Leaf.position < head.size)
        leaves = [bytes.fromhex(x) for x in session.scalars(ordered.order_by(Leaf.position))]
    secret = set() if case.named else {each.person_id for each in case.members}
    return {
        "size": head.size if head else 0,
        "root": head.root if head else "",
        "note": head.note if head else "",
        "entries": [
            {
                "at": each.at.isoformat(),
                "actor": "评标委员" if each.actor_id in secret else each.actor_name,
                "subject": each.subject,
                "action": each.action,
                "leaf": each.leaf,
                "position": places.get(each.id),
                "proof": [x.hex() for x in inclusion_proof(leaves, proven[each.id])]
                if leaves and each.id in proven and proven[each.id] < len(leaves)
                else [],
            }
            for each in shown
        ],
    }  # fmt: skip
