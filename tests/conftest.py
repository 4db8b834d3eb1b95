"""Databases, the clock and the mine that tests share.

Every test that takes ``chain`` runs twice, on SQLite and on PostgreSQL, each
time on its own copy of a migrated schema.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from equiplink.example.story import tell
from equiplink.work import Chain
from tests import world as worlds
from tests.postgres import Cluster
from tests.world import Clock, World

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


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, copied for every test."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    chain = Chain(f"sqlite:///{path}")
    chain.init()
    chain.close()
    return path


@cache
def _administrate() -> Callable[[str], None]:
    url = os.environ[SERVER].format(database="postgres")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")

    def run(statement: str) -> None:
        with engine.connect() as connection:
            connection.execute(text(statement))

    return run


@pytest.fixture(scope="session")
def postgresql_template() -> Iterator[str]:
    """A migrated PostgreSQL database, the template of every test's own."""
    name = f"template_{uuid4().hex}"
    _administrate()(f"create database {name}")
    chain = Chain(os.environ[SERVER].format(database=name))
    chain.init()
    chain.close()
    yield name
    _administrate()(f"drop database {name}")


@pytest.fixture(params=["sqlite", "postgresql"])
def dialect(request: pytest.FixtureRequest) -> str:
    """Name the database; a test that takes it, or ``chain``, runs on both."""
    return str(request.param)


@pytest.fixture
def chain(
    request: pytest.FixtureRequest, dialect: str, tmp_path: Path, clock: Clock
) -> Iterator[Chain]:
    """A chain on an empty migrated database of its own."""
    if dialect == "sqlite":
        path = tmp_path / "chain.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        url, drop = f"sqlite:///{path}", None
    else:
        name = f"test_{uuid4().hex}"
        template = request.getfixturevalue("postgresql_template")
        _administrate()(f"create database {name} template {template} strategy file_copy")
        url, drop = os.environ[SERVER].format(database=name), f"drop database {name} with (force)"
    made = Chain(url, clock=clock, key=tmp_path / "seal.key")
    yield made
    made.close()
    if drop:
        _administrate()(drop)


@pytest.fixture
def world(chain: Chain, clock: Clock) -> World:
    """A synthetic mine with places and people."""
    return worlds.make(chain, clock)


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The shipped example, told once: its folder, to be read only, and its lines."""
    folder = tmp_path_factory.mktemp("story")
    return folder, list(tell(folder))
