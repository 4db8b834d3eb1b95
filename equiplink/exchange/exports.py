"""What leaves the system as a file is told in the ledger: who took what, and its SHA-256.

Written before the file is handed over, so that no file is out which the ledger
does not know. The calendar feed is left out: a telephone asks for it all day.
"""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

from equiplink.work import Work


def exported(work: Work, what: str, content: bytes, *, record_id: UUID | None = None) -> None:
    """Tell the ledger that the actor takes *content* out; *what* says what it is.

    Told of the mine and not of the record, so that a file which prints the
    record's history is the same however often it was taken.
    """
    said = {"what": what, "sha256": sha256(content).hexdigest(), "bytes": len(content)}
    if record_id is not None:
        said["record_id"] = str(record_id)
    work.log("mine", work.mine_id, "export", "", "", said)
