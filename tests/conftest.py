"""Databases, the clock and the mine that tests share.

Every test that takes ``chain`` runs twice, on SQLite and on PostgreSQL, each
time on its own copy of a migrated schema.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings

from equiplink.chain import Chain
from equiplink.example.procurement.story import tell as tell_purchases
from equiplink.example.story import tell
from tests.postgres import Cluster
from tests.templates import SERVER, Templates
from tests.world import Clock, World

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")  # a busy machine is no failure


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
def templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Templates]:
    """The databases that tests copy."""
    made = Templates(tmp_path_factory.mktemp("templates"))
    yield made
    made.drop()


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
    engine = templates.copy(dialect, inhabited=inhabited)
    shutil.copy(templates.key, tmp_path / "seal.key")
    yield Chain(engine, clock=clock, key=tmp_path / "seal.key", files=tmp_path / "files")
    engine.dispose()


@pytest.fixture
def world(chain: Chain, clock: Clock, dialect: str, templates: Templates) -> World:
    """A synthetic mine with places and people."""
    made = templates.worlds[dialect]
    return replace(
        made,
        chain=chain,
        clock=clock,
        people=dict(made.people),
        places=dict(made.places),
        templates=templates,
    )


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
