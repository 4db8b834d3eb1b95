"""Chain: the engine, the clock and the key; where transactions come from.

Leaving a transaction with an exception rolls back everything, the ledger too;
nobody else commits.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from uuid import UUID

from sqlalchemy import Engine, make_url, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from equiplink import ledger, verifying
from equiplink.db import engine_for
from equiplink.errors import Stale, meaning
from equiplink.notes import Key
from equiplink.work import Actor, Mine, Work

DEFAULT_URL = "sqlite:///equiplink.db"


class Chain:
    """The engine, the clock and the key. ``with chain.work(actor) as work`` is a transaction.

    *url* is a SQLAlchemy URL, or an engine that ``engine_for`` made. *clock*
    returns the moment, with its zone. *key* is the file of the sealing key: by
    default ``<database>.key`` beside a SQLite file, else what ``EQUIPLINK_KEY``
    names, else ``equiplink.key``. *files* is the folder of attachments, found the
    same way: ``<database>.files`` or ``EQUIPLINK_FILES``.
    """

    def __init__(
        self,
        url: str | Engine = DEFAULT_URL,
        *,
        clock: Callable[[], datetime] | None = None,
        key: Path | None = None,
        files: Path | None = None,
    ) -> None:
        self.engine = url if isinstance(url, Engine) else engine_for(url)
        self.url = self.engine.url.render_as_string(hide_password=False)
        self.clock = clock or partial(datetime.now, UTC)
        self.key_path = key or default_path(self.url, "key")
        self.files_path = files or default_path(self.url, "files")
        self._writer = threading.Lock()
        self._writing = 0

    @cached_property
    def key(self) -> Key:
        """The key that signs checkpoints; made at its first use."""
        return Key.at(self.key_path)

    @contextmanager
    def work(self, actor: Actor) -> Iterator[Work]:
        """Open one transaction; it commits at the end and rolls back on any exception.

        SQLite has one writer at a time, so writers of one process queue here
        instead of polling for the file's lock.
        """
        with self._turn(), Session(self.engine, expire_on_commit=False) as session:
            try:
                yield self._work(session, actor)
                session.commit()
            except StaleDataError as error:
                raise Stale from error
            except (IntegrityError, OverflowError) as error:
                raise meaning(error) from error

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if self.engine.dialect.name != "sqlite":
            yield
            return
        if self._writing == threading.get_ident():
            raise TypeError("this thread has a transaction open; end it before the next one")
        with self._writer:
            self._writing = threading.get_ident()
            try:
                yield
            finally:
                self._writing = 0

    @contextmanager
    def read(self, actor: Actor) -> Iterator[Work]:
        """Open a transaction that only reads and never waits for a writer."""
        with self.engine.connect() as plain:
            connection = plain.execution_options(equiplink_read_only=True)
            with Session(connection, expire_on_commit=False) as session:
                yield self._work(session, actor, reads_only=True)

    def _work(self, session: Session, actor: Actor, *, reads_only: bool = False) -> Work:
        return Work(
            session,
            actor,
            self.clock(),
            key=self.key,
            files=self.files_path,
            reads_only=reads_only,
        )

    def seal(self, mine_id: UUID) -> ledger.Checkpoint | None:
        """Seal what was committed and return the newest checkpoint."""
        with self.work(Actor.installer(mine_id)) as work:
            return ledger.seal(work.session, mine_id, now=work.now, signer=self.key)

    def verify(self, mine_id: UUID, known: Mapping[int, str] | None = None) -> verifying.Verdict:
        """Seal, then read the mine's whole log and name everything that does not fit."""
        self.seal(mine_id)
        with self.read(Actor.installer(mine_id)) as work:
            return verifying.verify(work.session, mine_id, signer=self.key, known=known)

    def mines(self) -> Sequence[Mine]:
        """Return all mines of this database."""
        with Session(self.engine, expire_on_commit=False) as session:
            return session.scalars(select(Mine).order_by(Mine.code)).all()

    def init(self) -> None:
        """Create or upgrade the schema; as often as you like."""
        from alembic import command  # noqa: PLC0415  only this verb needs it, and importing is slow
        from alembic.config import Config  # noqa: PLC0415

        config = Config()
        config.set_main_option("script_location", "equiplink_migrations:.")
        config.set_main_option("path_separator", "os")
        config.attributes["engine"] = self.engine
        command.upgrade(config, "head")

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def default_path(url: str, kind: str) -> Path:
    """Return where the ``key`` or the ``files`` of the database *url* lie."""
    named = os.environ.get(f"EQUIPLINK_{kind.upper()}")
    if named:
        return Path(named)
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database not in {None, "", ":memory:"}:
        return Path(f"{parsed.database}.{kind}")
    return Path(f"equiplink.{kind}")
