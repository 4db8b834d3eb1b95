"""Files on a disk, each under the SHA-256 of its content: written once, the same for ever.

A file is on the disk before the transaction that names it commits. When that
fails the file stays and nobody names it, which harms nothing.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from equiplink.errors import NotFound, Tampered


def put(folder: Path, content: bytes) -> str:
    """Keep *content* and return its digest; twice the same is once."""
    digest = sha256(content).hexdigest()
    place = path(folder, digest)
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=place.parent, delete=False) as part:
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
        Path(part.name).replace(place)
    return digest


def get(folder: Path, digest: str) -> bytes:
    """Return the content; raise ``NotFound`` when it is gone, ``Tampered`` when it changed."""
    try:
        content = path(folder, digest).read_bytes()
    except FileNotFoundError:
        raise NotFound(
            f"the file {digest[:12]}… is not in the store; bring it back from the backup",
            zh=f"附件文件 {digest[:12]}… 已不在存储目录中，请从备份恢复",
            field="digest",
        ) from None
    if sha256(content).hexdigest() != digest:
        raise Tampered(
            f"the file {digest[:12]}… is not what was stored; keep it and call the auditor",
            zh=f"附件文件 {digest[:12]}… 与保存时不一致，请保留现场并通知审计人员",
        )
    return content


def path(folder: Path, digest: str) -> Path:
    """Return where the file of *digest* lies."""
    return folder / digest[:2] / digest
