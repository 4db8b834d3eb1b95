"""The proof of sealed bids: what a stranger needs to see that none was read early or changed.

It holds, of every bid, the commitment, the envelope and what the ledger said when
it was handed in, with the path to a signed checkpoint; and, once the bids are
open, the opening key and the contents. ``leave`` puts all of it in a folder in
which ``sha256sum`` and a script that needs nothing of ours do the rest.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from equiplink.audit import check_bids, log
from equiplink.db import canonical
from equiplink.ledger import HASHED, Checkpoint, Entry
from equiplink.mine.states import Role
from equiplink.tender import bids
from equiplink.tender.models import Bid, Tender
from equiplink.tender.queries import bidding
from equiplink.work import Work

READERS = (Role.BUYER, Role.EVALUATOR, Role.APPROVER, Role.INSPECTOR)
TEXT = """密封投标的证明 Proof of sealed bids: {number}，第 {round} 轮 round {round}

不必相信开标的单位，也不必安装 equiplink。任何人可以自己核对：
You need to trust nobody, and none of our software. Anybody can check:

1. 内容与递交时的指纹一致：在本目录执行
   Each content has the hash that was recorded when it was handed in; run here

       sha256sum -c SHA256SUMS

2. 信封用公布的开标密钥打开，正是这些内容；递交的记录在截止前已封入台账，由台账密钥签名：
   The published key opens the envelopes to these contents, and the ledger had sealed and
   signed each handing in before the deadline; with Python and `pip install cryptography`:

       python3 check_bids.py

   信封是 HPKE（RFC 9180：X25519、HKDF-SHA256、ChaCha20-Poly1305，label 即 info），
   台账是 RFC 6962 的树和 C2SP 签名笔记，也可以用别家的软件核对 proof.json。
   Envelopes are HPKE (RFC 9180), the ledger is a tree after RFC 6962 with C2SP signed notes;
   other software can check proof.json as well.

3. 台账公钥 verifier 应当与本矿平时公布的一致。
   The ledger's public key, `verifier`, must be the one that the mine has published.
"""


def sealed_bids(work: Work, tender_id: UUID) -> dict[str, Any]:
    """Return the proof of a tender's bids; before the opening it has no key and no content.

    For those who tender, evaluate, award and inspect; afterwards it may be shown to anybody.
    """
    work.allow(*READERS)
    tender = work.get(Tender, tender_id)
    handed = work.all(Bid, Bid.received_at, Bid.id, tender_id=tender_id)
    told = {each.subject_id: each for each in _entries(work, handed)}
    names = bidding(work, handed)
    paths = _paths(work, [each.id for each in told.values()])
    return {
        "tender": {
            "number": tender.number,
            "round": tender.round,
            "title": tender.title,
            "deadline": tender.deadline,
            "opened_at": tender.opened_at,
            "public_key": tender.public_key,
            "opening_key": tender.opening_key,
        },
        "verifier": work.key.verifier,
        "bids": [
            {"supplier": names[bid.supplier_id].name}
            | _bid(work, tender, bid, told[bid.id])
            | {"inclusion": paths.get(told[bid.id].id)}
            for bid in handed
        ],
    }


def leave(document: Mapping[str, Any], folder: Path) -> None:
    """Write the proof into *folder*: JSON, contents, ``SHA256SUMS``, a text and the script."""
    folder.mkdir(parents=True, exist_ok=True)
    opened = [bid for bid in document["bids"] if bid["content"]]
    sums = []
    for number, bid in enumerate(opened, 1):
        name = f"bid-{number}.json"
        (folder / name).write_text(bid["content"], encoding="utf-8", newline="")
        sums.append(f"{bid['commitment']}  {name}\n")
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="ascii", newline="\n")
    whole = json.dumps(document, ensure_ascii=False, indent=2, default=str)
    (folder / "proof.json").write_text(whole, encoding="utf-8")
    (folder / "README.txt").write_text(TEXT.format(**document["tender"]), encoding="utf-8")
    shutil.copy(check_bids.__file__, folder / "check_bids.py")


def _entries(work: Work, handed: Sequence[Bid]) -> Sequence[Entry]:
    """Return the first entry of each bid: that it was handed in, or came late."""
    query = (
        select(Entry)
        .filter_by(mine_id=work.mine_id, before="")
        .where(Entry.subject_id.in_([bid.id for bid in handed]))
    )
    return work.session.scalars(query).all()


def _bid(work: Work, tender: Tender, bid: Bid, entry: Entry) -> dict[str, Any]:
    opened = bool(bid.sealed and tender.opening_key)
    return {
        "received_at": bid.received_at,
        "state": bid.state,
        "commitment": bid.commitment,
        "label": bids.label(bid),
        "envelope": bid.sealed,
        "content": canonical(bids.read(work, bid)) if opened else "",
        "entry": {name: _text(getattr(entry, name)) for name in HASHED},
    }


def _text(value: object) -> str:
    """Return a column as it is hashed: of a moment its UTC text."""
    return value.isoformat(timespec="microseconds") if hasattr(value, "isoformat") else str(value)


def _paths(work: Work, entry_ids: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
    """Return, of each sealed entry, the path to the first checkpoint that covers it."""
    places = log.places(work, entry_ids)
    heads = work.all(Checkpoint, Checkpoint.size)
    found: dict[UUID, dict[str, Any]] = {}
    for entry_id in entry_ids:
        position = places.get(entry_id, heads[-1].size if heads else 0)
        head = next((each for each in heads if each.size > position), None)
        if head is not None:
            found[entry_id] = {
                "position": position,
                "path": log.path(work, position, head.size),
                "checkpoint": head.note,
                "sealed_at": head.at,
            }
    return found
