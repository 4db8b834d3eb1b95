"""What a plan asks of somebody by a day: the signatures that it waits for."""

from __future__ import annotations

from collections.abc import Iterator

from equiplink.due import Due
from equiplink.plan.approval_due import signatures
from equiplink.work import Work


def due(work: Work) -> Iterator[Due]:
    """List what is outstanding of every plan."""
    yield from signatures(work)
