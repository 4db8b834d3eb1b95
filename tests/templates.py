"""Databases that tests copy instead of making them: migrated, inhabited, and as steps left them.

Each worker has one engine a dialect, so that a statement is compiled once in a
run and not once in each test. The copy is made at the first connection. Until
then nothing happened in the test's world, and a ``remembered`` step may put
another template in its place.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property, wraps
from pathlib import Path
from threading import Lock
from typing import Any, TypeAlias, TypeVar, cast
from uuid import UUID, uuid4

from sqlalchemy import Engine, create_engine, event, text

from equiplink.chain import Chain
from equiplink.db import engine_for
from equiplink.notes import Key
from equiplink.work import Actor
from tests import world as worlds
from tests.world import Clock, World

SERVER = "EQUIPLINK_TEST_POSTGRESQL"
"""A URL with ``{database}`` in it, of a server to use instead of our own."""

Step = TypeVar("Step", bound=Callable[..., Any])


@cache
def _administrate() -> Callable[[str], None]:
    engine = create_engine(_url("postgresql", "postgres"), isolation_level="AUTOCOMMIT")

    def run(statement: str) -> None:
        with engine.connect() as connection:
            connection.execute(text(statement))

    return run


def _url(dialect: str, name: str) -> str:
    if dialect == "sqlite":
        return f"sqlite:///{name}"
    return os.environ[SERVER].format(database=name)


@dataclass
class Copied:
    """The worker's engine of one dialect, and the template it will copy when it connects."""

    engine: Engine
    template: str = ""
    untouched: bool = False
    turn: Any = field(default_factory=Lock)

    def materialise(self, *_event: object) -> None:
        """Put the copy in place, if that was not done yet; threads that connect at once wait."""
        with self.turn:
            if self.untouched:
                _copy(self.template, self.name)
                self.untouched = False

    @property
    def name(self) -> str:
        """The database, or the path of its file."""
        return str(self.engine.url.database)

    def put(self, template: str) -> None:
        """Forget the last copy; the next connection finds *template*."""
        self.engine.dispose()
        _drop(self.name)
        self.template, self.untouched = template, True

    def keep(self) -> str:
        """Make a template of what is there, and return its name."""
        self.materialise()
        self.engine.dispose()
        name = _new(Path(self.name).parent if Path(self.name).is_absolute() else None)
        _copy(self.name, name)
        return name


@dataclass
class Kept:
    """What a step left: the template, what it returned, and where the world stood."""

    template: str
    files: Path | None
    returned: object
    now: datetime
    people: dict[str, Actor]
    places: dict[str, UUID]


Asked: TypeAlias = tuple[str, datetime, str, str]
"""The template, the moment, the step and its arguments."""


@dataclass
class Templates:
    """The templates of one worker; each is made once."""

    folder: Path
    copies: dict[str, Copied] = field(default_factory=dict)
    made: dict[tuple[str, bool], str] = field(default_factory=dict)
    worlds: dict[str, World] = field(default_factory=dict)
    asked: Counter[Asked] = field(default_factory=Counter)
    kept: dict[Asked, Kept] = field(default_factory=dict)

    @cached_property
    def key(self) -> Path:
        """The sealing key of all copies: what one sealed, another may open."""
        Key.at(self.folder / "seal.key")
        return self.folder / "seal.key"

    def copy(self, dialect: str, *, inhabited: bool) -> Engine:
        """Return the engine of *dialect* on a fresh copy."""
        if dialect not in self.copies:
            engine = engine_for(_url(dialect, _new(self.folder if dialect == "sqlite" else None)))
            self.copies[dialect] = Copied(engine)
            event.listen(engine, "do_connect", self.copies[dialect].materialise)
        if (dialect, inhabited) not in self.made:
            self.made[dialect, inhabited] = self._make(dialect, inhabited=inhabited)
        self.copies[dialect].put(self.made[dialect, inhabited])
        if not inhabited:
            self.copies[dialect].materialise()
        return self.copies[dialect].engine

    def _make(self, dialect: str, *, inhabited: bool) -> str:
        name = _new(self.folder if dialect == "sqlite" else None)
        if dialect == "postgresql":
            _administrate()(f"create database {name}")
        clock = Clock()
        chain = Chain(_url(dialect, name), clock=clock, key=self.key)
        chain.init()
        if inhabited:
            self.worlds[dialect] = worlds.make(chain, clock)
        chain.close()
        return name

    def keep(self, asked: Asked, world: World, returned: object) -> None:
        """Keep what a step left in *world*."""
        template = self.copies[world.chain.engine.dialect.name].keep()
        files = None
        if world.chain.files_path.exists():
            files = self.folder / uuid4().hex
            shutil.copytree(world.chain.files_path, files)
        self.kept[asked] = Kept(
            template,
            files,
            deepcopy(returned),
            world.clock.now,
            dict(world.people),
            dict(world.places),
        )

    def recall(self, asked: Asked, world: World) -> object:
        """Put what the step left under *world*, and return what it returned."""
        kept = self.kept[asked]
        self.copies[world.chain.engine.dialect.name].template = kept.template
        if kept.files:
            shutil.copytree(kept.files, world.chain.files_path)
        world.clock.now = kept.now
        world.people.update(kept.people)
        world.places.update(kept.places)
        return deepcopy(kept.returned)

    def drop(self) -> None:
        """Remove all databases."""
        for copied in self.copies.values():
            copied.put("")
        for name in [*self.made.values(), *(kept.template for kept in self.kept.values())]:
            _drop(name)


def _new(folder: Path | None) -> str:
    name = f"test_{uuid4().hex}"
    return str(folder / name) if folder else name


def _copy(template: str, name: str) -> None:
    if Path(template).is_absolute():
        shutil.copy(template, name)
    else:
        _administrate()(f"create database {name} template {template} strategy file_copy")


def _drop(name: str) -> None:
    if not Path(name).is_absolute():
        _administrate()(f"drop database if exists {name} with (force)")
        return
    for path in (name, f"{name}-wal", f"{name}-shm"):
        Path(path).unlink(missing_ok=True)


def remembered(step: Step) -> Step:
    """Run *step* twice in a run, as the first thing in a world; after that copy what it left."""

    @wraps(step)
    def recalled(world: World, *args: object, **how: object) -> object:
        templates = world.templates
        copied = templates.copies[world.chain.engine.dialect.name] if templates else None
        if templates is None or copied is None or not copied.untouched:
            return step(world, *args, **how)
        name = f"{step.__module__}.{step.__name__}"
        asked = copied.template, world.clock.now, name, repr((args, how))
        if asked in templates.kept:
            return templates.recall(asked, world)
        returned = step(world, *args, **how)
        templates.asked[asked] += 1
        if templates.asked[asked] == 2:
            templates.keep(asked, world, returned)
        return returned

    return cast("Step", recalled)
