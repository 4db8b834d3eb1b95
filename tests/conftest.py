"""Databases, the clock and the mine that tests share.

Every test that takes ``chain`` runs twice, on SQLite and on PostgreSQL, each
time on its own copy of a migrated schema.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings
from sqlalchemy import create_engine, text

from equiplink.chain import Chain
from equiplink.example.procurement.story import tell as tell_purchases
from equiplink.example.story import tell
from tests import world as worlds
from tests.postgres import Cluster
from tests.world import Clock, World

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")  # a busy machine is no failure

SERVER = "EQUIPLINK_TEST_POSTGRESQL"
"""A URL with ``{database}`` in it, of a server to use instead of our own."""


def pytest_configure(config: pytest.Config) -> None:
    """Start one cluster for all workers; they inherit where it is."""
    if SERVER not in os.environ and not hasattr(config, "workerinput"):
        cluster = Cluster()
        os.environ[SERVER] = cluster.url("{database}")
        config.add_cleanup(cluster.stop)
        config.add_cleanup(lambda: os.environ.__delitem__(SERVER))


@pytest.fixture
def clock() -> Clock:
    """The clock of the test's chain."""
    return Clock()


@cache
def _administrate() -> Callable[[str], None]:
    url = os.environ[SERVER].format(database="postgres")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")

    def run(statement: str) -> None:
        with engine.connect() as connection:
            connection.execute(text(statement))

    return run


class Templates:
    """Migrated databases, empty or with the synthetic mine, each made once and then copied."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.worlds: dict[str, World] = {}
        self.databases: dict[tuple[str, bool], str] = {}

    def copy(self, dialect: str, *, inhabited: bool, to: Path) -> str:
        """Return the URL of a fresh copy, on PostgreSQL or as the file *to*."""
        key = dialect, inhabited
        if key not in self.databases:
            self.databases[key] = self._make(dialect, inhabited=inhabited)
        if dialect == "sqlite":
            shutil.copy(self.databases[key], to)
            return f"sqlite:///{to}"
        name = f"test_{uuid4().hex}"
        template = self.databases[key]
        _administrate()(f"create database {name} template {template} strategy file_copy")
        return os.environ[SERVER].format(database=name)

    def _make(self, dialect: str, *, inhabited: bool) -> str:
        name = f"template_{uuid4().hex}"
        if dialect == "sqlite":
            name = str(self.folder / name)
            url = f"sqlite:///{name}"
        else:
            _administrate()(f"create database {name}")
            url = os.environ[SERVER].format(database=name)
        clock = Clock()
        chain = Chain(url, clock=clock, key=self.folder / "seal.key")
        chain.init()
        if inhabited:
            self.worlds[dialect] = worlds.make(chain, clock)
        chain.close()
        return name


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Templates]:
    """The databases that tests copy."""
    made = Templates(tmp_path_factory.mktemp("templates"))
    yield made
    for (dialect, _), name in made.databases.items():
        if dialect == "postgresql":
            _administrate()(f"drop database {name}")


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> str:
    """Name the database; a test that takes it, or ``chain``, runs on both."""
    return str(request.param)


@pytest.fixture
def chain(
    request: pytest.FixtureRequest,
    dialect: str,
    tmp_path: Path,
    clock: Clock,
    templates: Templates,
) -> Iterator[Chain]:
    """A chain on a migrated database of its own; with the mine in it when the test asks for it."""
    inhabited = "world" in request.fixturenames
    url = templates.copy(dialect, inhabited=inhabited, to=tmp_path / "chain.db")
    made = Chain(url, clock=clock, key=tmp_path / "seal.key", files=tmp_path / "files")
    yield made
    name = made.engine.url.database
    made.close()
    if dialect == "postgresql":
        _administrate()(f"drop database {name} with (force)")


@pytest.fixture
def world(chain: Chain, clock: Clock, dialect: str, templates: Templates) -> World:
    """A synthetic mine with places and people."""
    made = templates.worlds[dialect]
    return replace(made, chain=chain, clock=clock, people=dict(made.people))


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The shipped example, told once: its folder, to be read only, and its lines."""
    folder = tmp_path_factory.mktemp("story")
    return folder, list(tell(folder))


@pytest.fixture(scope="session")
def purchases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The four purchases, told once: their folder, to be read only, and their lines."""
    folder = tmp_path_factory.mktemp("purchases")
    return folder, list(tell_purchases(folder))
