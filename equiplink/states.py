"""The state table: (state, action) -> state, and who may take the step.

One table gives the guard, the API's list of actions, the page's buttons, the
diagram in the docs and the replay of the ledger. Only decisions are states;
dates are facts, so "expired" and "overdue" never stand in a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Generic, TypeVar

from equiplink.errors import IllegalStep
from equiplink.words import Both

START = ""
"""The state of a record that does not exist yet."""


S = TypeVar("S", bound=StrEnum)


class Machine(Generic[S]):
    """The state table of one kind of record.

    ``steps`` maps ``(state, action)`` to the next state; ``(START, action)`` is
    how a record comes to be. ``roles`` says who may take an action; an action
    without roles is open to everybody who is signed in. ``says`` gives each
    action its Chinese.
    """

    def __init__(
        self,
        name: str,
        states: type[S],
        steps: Mapping[tuple[str, str], S],
        *,
        zh: str,
        says: Mapping[str, str],
        roles: Mapping[str, Iterable[StrEnum]] | None = None,
    ) -> None:
        self.name, self.zh, self.states, self.steps = name, zh, states, dict(steps)
        self.roles = {action: frozenset(who) for action, who in (roles or {}).items()}
        self.says = dict(says)
        if set(self.says) != set(self.actions):
            wrong = sorted(set(self.says) ^ set(self.actions))
            raise TypeError(f"{name}: actions without their Chinese, or the reverse: {wrong}")
        unknown = set(self.roles) - {action for _, action in self.steps}
        if unknown:
            raise TypeError(f"{name}: roles for actions that no step has: {sorted(unknown)}")
        unreached = set(states) - set(self.steps.values())
        if unreached:
            raise TypeError(f"{name}: no step leads to {sorted(unreached)}")

    @property
    def actions(self) -> tuple[str, ...]:
        """Every action of the table, in the table's order."""
        return tuple(dict.fromkeys(action for _, action in self.steps))

    def allowed(self, state: str, roles: Iterable[str] | None = None) -> tuple[str, ...]:
        """Return the actions possible in *state*, for a person with *roles* if given."""
        held = None if roles is None else frozenset(map(str, roles))
        return tuple(
            action
            for (before, action) in self.steps
            if before == state and (held is None or self.may(action, held))
        )

    def may(self, action: str, held: frozenset[str]) -> bool:
        """Say whether somebody who holds the roles *held* may take *action*."""
        needed = self.roles.get(action)
        return needed is None or not held.isdisjoint(map(str, needed))

    def roles_of(self, action: str) -> tuple[StrEnum, ...]:
        """Return who may take *action*, in a fixed order; nobody in particular when empty."""
        return tuple(sorted(self.roles.get(action, ())))

    def next(self, state: str, action: str) -> S:
        """Return the state after *action*; raise ``IllegalStep`` naming what is allowed."""
        try:
            return self.steps[state, action]
        except KeyError:
            word = next((each for each in self.states if each == state), state)
            named = Both(self.name, self.zh)
            allowed = [Both(each, self.says[each]) for each in self.allowed(state)]
            asked = Both(action, self.says.get(action, action))
            raise IllegalStep(named, word, asked, allowed) from None

    def diagram(self) -> str:
        """Return the table as a Mermaid state diagram."""
        lines = ["stateDiagram-v2"]
        for (before, action), after in self.steps.items():
            lines.append(f"    {before or '[*]'} --> {after}: {action}")
        return "\n".join(lines)
