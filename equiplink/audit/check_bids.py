"""核对密封投标的证明 Check a proof of sealed bids; needs Python and `cryptography`, nothing else.

Usage: python3 check_bids.py [proof.json]. Exit code 0 when everything fits, 1 when
something does not.
"""

from __future__ import annotations

import hashlib
import json
import sys
from base64 import b64decode
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

COLUMNS = (
    "mine_id", "id", "at", "actor_id", "actor_name",
    "subject", "subject_id", "action", "before", "after", "details",
)  # fmt: skip
"""Of a ledger entry, in the order in which they are hashed."""
HPKE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def opens(bid: dict[str, Any], key: str) -> bool:
    """Say whether the key opens the envelope to the content that the commitment is of."""
    private = X25519PrivateKey.from_private_bytes(bytes.fromhex(key))
    try:
        blob = HPKE.decrypt(b64decode(bid["envelope"]), private, info=bid["label"].encode())
    except (InvalidTag, ValueError):
        return False
    content = blob.rstrip(b" ")
    same = content == str(bid["content"]).encode()
    return same and hashlib.sha256(content).hexdigest() == bid["commitment"]


def was_told(bid: dict[str, Any]) -> bool:
    """Say whether the ledger's entry names this commitment and this envelope."""
    details = json.loads(bid["entry"]["details"])
    envelope = hashlib.sha256(bid["envelope"].encode()).hexdigest()
    return details["commitment"] == bid["commitment"] and (
        not bid["envelope"] or details["envelope"] == envelope
    )


def leaf(entry: dict[str, str]) -> bytes:
    """Return the hash of an entry: each column with its length before it."""
    raw = [entry[name].encode() for name in COLUMNS]
    data = b"".join(len(each).to_bytes(4, "big") + each for each in raw)
    return hashlib.sha256(b"\x00" + data).digest()


def climb(start: bytes, index: int, size: int, path: list[str]) -> bytes:
    """Return the root to which the path leads (RFC 9162, 2.1.3.2)."""
    node, last, result = index, size - 1, start
    for sister in map(bytes.fromhex, path):
        if node % 2 or node == last:
            result = hashlib.sha256(b"\x01" + sister + result).digest()
            while node % 2 == 0 and node:
                node, last = node >> 1, last >> 1
        else:
            result = hashlib.sha256(b"\x01" + result + sister).digest()
        node, last = node >> 1, last >> 1
    return result if last == 0 else b""


def is_sealed(bid: dict[str, Any], verifier: str) -> bool:
    """Say whether the entry stands in a log that the mine signed."""
    seal = bid["inclusion"] or {"checkpoint": "\n\n"}
    body, _, lines = seal["checkpoint"].rpartition("\n\n")
    if not body:
        return False
    _, size, root = body.split("\n")[:3]
    public = Ed25519PublicKey.from_public_bytes(b64decode(verifier.split("+", 2)[2])[1:])
    try:
        public.verify(b64decode(lines.split()[-1])[4:], (body + "\n").encode())
    except InvalidSignature:
        return False
    reached = climb(leaf(bid["entry"]), seal["position"], int(size), seal["path"])
    return reached == b64decode(root)


def judge(proof: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    """Yield what was looked at, and whether it fits."""
    tender = proof["tender"]
    for bid in proof["bids"]:
        name = f"{bid['supplier']} {bid['commitment'][:12]} {bid['state']}"
        yield f"{name} 台账所记一致 told in the ledger", was_told(bid)
        yield f"{name} 已封存并签名 sealed and signed", is_sealed(bid, proof["verifier"])
        if bid["content"]:
            early = bid["inclusion"] and datetime.fromisoformat(bid["inclusion"]["sealed_at"])
            in_time = bool(early) and early < datetime.fromisoformat(tender["deadline"])
            yield f"{name} 截止前已封存 sealed before the deadline", in_time
            yield f"{name} 信封打开即此内容 opens to it", opens(bid, tender["opening_key"])


def main(arguments: list[str]) -> int:
    """Print a line for each finding; return the exit code."""
    path = Path(arguments[0]) if arguments else Path(__file__).with_name("proof.json")
    found = list(judge(json.loads(path.read_text("utf-8"))))
    for what, good in found:
        print("✓" if good else "✗", what)  # noqa: T201  a script speaks
    return 0 if found and all(good for _, good in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
