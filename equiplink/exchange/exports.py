"""What leaves the system as a file is told in the ledger: who took what, and its SHA-256.

Written before the file is handed over, so that no file is out which the ledger
does not know. The calendar feed is left out: a telephone asks for it all day.
"""

from __future__ import annotations

import io
from hashlib import sha256
from typing import IO
from uuid import UUID

from equiplink.work import Work

PIECE = 1 << 16
"""Bytes of a file that are read at once."""


def exported(
    work: Work, what: str, content: bytes | IO[bytes], *, record_id: UUID | None = None
) -> None:
    """Tell the ledger that the actor takes *content* out; *what* says what it is.

    Of a file, which is left at its beginning, nothing is held in memory.

    Told of the mine and not of the record, so that a file which prints the
    record's history is the same however often it was taken.
    """
    file = io.BytesIO(content) if isinstance(content, bytes) else content
    size, digest = file.seek(0, io.SEEK_END), sha256()
    file.seek(0)
    while piece := file.read(PIECE):
        digest.update(piece)
    file.seek(0)
    said = {"what": what, "sha256": digest.hexdigest(), "bytes": size}
    if record_id is not None:
        said["record_id"] = str(record_id)
    work.log("mine", work.mine_id, "export", "", "", said)
