"""What the service offers: one row per kind of record, with the verbs that it takes.

The routes, their bodies, the documents and the ``actions`` of a record all
follow from this table; a test holds it against every state table, so that no
action is forgotten. An action that only another verb takes (an item enters by a
scan) is named with the route that takes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from equiplink.db import Base
from equiplink.hazard import actions as hazard
from equiplink.hazard.models import Hazard, Hold
from equiplink.hazard.states import HAZARD
from equiplink.mine import actions as mine
from equiplink.mine.models import Account, Certificate, Person, Place, Team, Token
from equiplink.mine.states import Role
from equiplink.plan import actions as plan
from equiplink.plan.models import Approval, Plan, PlanLine
from equiplink.plan.states import PLAN
from equiplink.states import Machine

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
    word of the route to the verb, and the first of ``create`` is ``POST /path``.
    ``steps`` gives the table's action for a route of another name.
    ``elsewhere`` names the route of every action that is no route of its own.
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

    @property
    def stage(self) -> str:
        """The stage that the record belongs to."""
        return self.model.__module__.split(".")[1]

    def actions(self, state: str, roles: frozenset[str]) -> list[str]:
        """Return the routes that the state table allows to somebody with *roles*."""
        assert self.machine is not None  # noqa: S101  asked of records with states only
        allowed = self.machine.allowed(state, roles)
        return [name for name in self.act if self.steps.get(name, name) in allowed]


ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})

RESOURCES: tuple[Resource, ...] = (
    Resource("places", Place, create={"add_place": mine.add_place}),
    Resource("teams", Team, create={"add_team": mine.add_team}),
    Resource(
        "people",
        Person,
        create={"add_person": mine.add_person},
        act={"change_roles": mine.change_roles},
    ),
    Resource("certificates", Certificate, create={"certify": mine.certify}),
    Resource(
        "accounts",
        Account,
        create={"create_account": mine.create_account},
        readers=ADMINISTRATORS,
    ),
    Resource("tokens", Token, act={"revoke": mine.revoke_token}, readers=ADMINISTRATORS),
    Resource(
        "plans",
        Plan,
        PLAN,
        create={"draft": plan.draft},
        act={
            "add_line": plan.add_line,
            "submit": plan.submit,
            "approve": plan.approve,
            "return": plan.send_back,
            "close": plan.close,
        },
        steps={"add_line": "change"},
        parts=(Part("lines", PlanLine, "plan_id"), Part("approvals", Approval, "plan_id")),
    ),
    Resource(
        "plan-lines",
        PlanLine,
        act={"change": plan.change_line, "remove": plan.remove_line},
    ),
    Resource(
        "hazards",
        Hazard,
        HAZARD,
        create={"find": hazard.find, "stop_use": hazard.stop_use},
        act={
            "assign": hazard.assign,
            "rectify": hazard.rectify,
            "verify": hazard.verify,
            "send_back": hazard.send_back,
        },
        parts=(Part("holds", Hold, "hazard_id"),),
    ),
    Resource("holds", Hold, create={"hold": hazard.hold}, act={"release": hazard.release}),
)

BY_MODEL: dict[type[Base], Resource] = {each.model: each for each in RESOURCES}
