"""Count what is sent to the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from equiplink.chain import Chain


@contextmanager
def counted(chain: Chain) -> Iterator[list[str]]:
    """Collect every statement; one for many rows counts once."""
    sent: list[str] = []

    def keep(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(chain.engine, "before_cursor_execute", keep)
    try:
        yield sent
    finally:
        event.remove(chain.engine, "before_cursor_execute", keep)
