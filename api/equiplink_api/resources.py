"""What a row of the table of resources says: one kind of record, with the verbs that it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from equiplink.db import Base
from equiplink.mine.states import Role
from equiplink.states import START, Machine

Verb: TypeAlias = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that are shown inside their record, such as the lines of a plan."""

    name: str
    model: type[Base]
    key: str
    """The column that names the record."""


@dataclass(frozen=True, slots=True)
class Resource:
    """One kind of record under ``/path``.

    ``create`` makes one, ``act`` changes one that exists; both map the last
    word of the route to the verb. ``steps`` gives the state table's action for a
    route of another name. ``elsewhere`` names the route of every action that is
    no route of its own: an item enters by a scan.
    """

    path: str
    model: type[Base]
    machine: Machine[Any] | None = None
    create: Mapping[str, Verb] = field(default_factory=dict)
    act: Mapping[str, Verb] = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    readers: frozenset[Role] = frozenset()
    """Who may read it; everybody of the mine when empty."""
    secret: Mapping[str, frozenset[Role]] = field(default_factory=dict)
    """States in which only these roles may know that the record exists."""
    filters: tuple[str, ...] = ()
    """Columns to filter a list by, beside states, other words and references."""

    @property
    def stage(self) -> str:
        """The stage that the record belongs to."""
        return self.model.__module__.split(".")[1]

    def actions(self, state: str, roles: frozenset[str]) -> list[str]:
        """Return the routes that the state table allows to somebody with *roles*."""
        assert self.machine is not None  # noqa: S101  asked of records with states only
        allowed = self.machine.allowed(state, roles)
        return [name for name in self.act if self.steps.get(name, name) in allowed]

    @property
    def root(self) -> str | None:
        """The verb behind ``POST /path``; None when a record may begin in several ways."""
        steps = self.machine.steps if self.machine else ()
        starts = {action for before, action in steps if before == START}
        ways = [name for name in self.create if self.steps.get(name, name) in starts]
        return next(iter(self.create), None) if len(ways) <= 1 else None

    def unseen(self, roles: frozenset[str]) -> list[str]:
        """Return the states whose records are kept from somebody with *roles*."""
        return [state for state, who in self.secret.items() if roles.isdisjoint(map(str, who))]
