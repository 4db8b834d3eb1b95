"""A synthetic mine with its places and people, for every test that needs one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from equiplink.chain import Chain
from equiplink.mine import actions as mine
from equiplink.work import Actor, Work

if TYPE_CHECKING:
    from tests.templates import Templates

MORNING = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
"""09:00 in China on Monday 2026-11-02: the day on which tests begin."""


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    now: datetime = MORNING

    def __call__(self) -> datetime:
        return self.now

    def forward(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> None:
        """Move on."""
        self.now += timedelta(days=days, hours=hours, minutes=minutes)


PLACES = (
    ("地面库房", "surface"),
    ("副井井口", "shaft"),
    ("井底车场", "pit_bottom"),
    ("一采区进风巷", "district_intake"),
    ("3101回风巷", "return"),
    ("3101综采工作面", "face"),
)
PEOPLE = (
    ("administrator", "administrator"),
    ("planner", "planner"),
    ("approver", "approver"),
    ("buyer", "buyer"),
    ("evaluator1", "evaluator"),
    ("evaluator2", "evaluator"),
    ("evaluator3", "evaluator"),
    ("evaluator4", "evaluator"),
    ("evaluator5", "evaluator"),
    ("acceptor", "acceptor"),
    ("ex_inspector", "ex_inspector"),
    ("keeper", "keeper"),
    ("mechanic", "mechanic"),
    ("mechanic2", "mechanic"),
    ("safety_officer", "safety_officer"),
    ("inspector", "inspector"),
)
PERMITS = {
    "ex_inspector": "ex_inspection",
    "acceptor": "acceptance",
    "safety_officer": "safety_management",
    "mechanic": "electrician",
    "mechanic2": "electrician",
    **{f"evaluator{n}": "evaluation" for n in range(1, 6)},
}


@dataclass
class World:
    """The mine under test. ``work("buyer")`` is a transaction by the person of that name."""

    chain: Chain
    clock: Clock
    mine_id: UUID
    team_id: UUID
    places: dict[str, UUID] = field(default_factory=dict)
    people: dict[str, Actor] = field(default_factory=dict)
    templates: Templates | None = field(default=None, repr=False)
    """Where ``remembered`` steps are kept; None makes every step run."""

    @property
    def url(self) -> str:
        """The database, there for another process too."""
        self.chain.mines()
        return self.chain.url

    @contextmanager
    def work(self, name: str = "administrator") -> Iterator[Work]:
        """Open a transaction by one of ``PEOPLE``."""
        with self.chain.work(self.people[name]) as work:
            yield work

    @contextmanager
    def read(self, name: str = "administrator") -> Iterator[Work]:
        """Open a transaction that only reads."""
        with self.chain.read(self.people[name]) as work:
            yield work


def make(chain: Chain, clock: Clock, *, code: str = "TEST", gas_class: str = "高瓦斯") -> World:
    """Open a synthetic mine with ``PLACES`` and ``PEOPLE``."""
    with chain.work(Actor.installer()) as work:
        mine.open_mine(work, code=code, name="合成测试煤矿", gas_class=gas_class, synthetic=True)
        team = mine.add_team(work, name="综采一队")
        world = World(chain, clock, work.mine_id, team.id)
        parent: UUID | None = None
        for name, zone in PLACES:
            parent = mine.add_place(work, name=name, zone=zone, parent_id=parent).id
            world.places[name] = parent
        for number, (name, role) in enumerate(PEOPLE, 1):
            person = mine.add_person(
                work, number=f"{number:04d}", name=name, roles=[role], team_id=team.id
            )
            world.people[name] = mine.actor(work, person.id)
            if name in PERMITS:
                mine.certify(
                    work, person.id, permit=PERMITS[name], number=f"ZJ-{number:04d}",
                    issuer="合成发证机关",
                    valid_from=date(2025, 1, 1), valid_until=date(2027, 12, 31),
                )  # fmt: skip
    return world
