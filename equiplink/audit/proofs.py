"""What proves the file: the sealed bids as they can be opened again, and the ledger's own root."""

from __future__ import annotations

from typing import Any

from equiplink import ledger
from equiplink.audit import log
from equiplink.audit.case import Case
from equiplink.db import canonical
from equiplink.ledger import Entry

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
    head = ledger.newest(case.work.session, case.work.mine_id)
    size = head.size if head else 0
    told = [each for each in case.entries if each.subject in {"tender", "lot"}]
    places = log.places(case.work, [each.id for each in told])
    secret = set() if case.named else {each.person_id for each in case.members}
    return {
        "size": size,
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
                "proof": log.path(case.work, places[each.id], size)
                if each.id in places and _is_proven(each)
                else [],
            }
            for each in told
        ],
    }


def _is_proven(entry: Entry) -> bool:
    return entry.subject == "tender" and entry.action in PROVEN
