"""The state table."""

from enum import StrEnum
from typing import Any

import pytest

from equiplink.errors import IllegalStep
from equiplink.states import START, Machine


class Door(StrEnum):
    """A door."""

    OPEN = "open"
    SHUT = "shut"


class Role(StrEnum):
    """Who may pass."""

    PORTER = "porter"
    GUEST = "guest"


SAYS = {"hang": "装上", "unlock": "开锁", "push": "推"}
STEPS: dict[tuple[str, str], Door] = {
    (START, "hang"): Door.SHUT,
    (Door.SHUT, "unlock"): Door.OPEN,
    (Door.OPEN, "push"): Door.SHUT,
    (Door.SHUT, "push"): Door.OPEN,
}


@pytest.fixture
def door() -> Machine[Door]:
    """A door that only a porter unlocks."""
    return Machine(
        "door", Door, STEPS, zh="门", says=SAYS,
        roles={"unlock": {Role.PORTER}, "push": {Role.PORTER, Role.GUEST}},
    )  # fmt: skip


def test_table_answers_what_comes_next(door: Machine[Door]) -> None:
    """Every pair of the table leads where it says."""
    assert {pair: door.next(*pair) for pair in STEPS} == STEPS


def test_what_is_not_in_the_table_is_illegal(door: Machine[Door]) -> None:
    """Any other pair is refused, and the error names the legal actions."""
    with pytest.raises(IllegalStep) as caught:
        door.next(Door.OPEN, "unlock")

    assert caught.value.allowed == ("push",)
    assert caught.value.message("zh") == "门处于“open”状态，不能“开锁”；可执行：推"


def test_allowed_depends_on_state_and_role(door: Machine[Door]) -> None:
    """Without roles everything possible is listed, with roles what the person may do."""
    assert door.allowed(Door.SHUT) == ("unlock", "push")
    assert door.allowed(Door.SHUT, [Role.GUEST]) == ("push",)
    assert door.allowed(START, []) == ("hang",)


def test_roles_have_a_fixed_order(door: Machine[Door]) -> None:
    """The docs list roles alike every time; an open action lists none."""
    assert door.roles_of("push") == (Role.GUEST, Role.PORTER)
    assert door.roles_of("hang") == ()


def test_actions_are_listed_once_each(door: Machine[Door]) -> None:
    """An action of two states is one action."""
    assert door.actions == ("hang", "unlock", "push")


def test_diagram_draws_every_step(door: Machine[Door]) -> None:
    """The Mermaid diagram has one line per step and begins at the star."""
    assert door.diagram().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> shut: hang",
        "    shut --> open: unlock",
        "    open --> shut: push",
        "    shut --> open: push",
    ]


@pytest.mark.parametrize(
    ("steps", "says", "roles", "why"),
    [
        (STEPS, SAYS, {"paint": {Role.PORTER}}, "roles for actions that no step has"),
        ({(START, "hang"): Door.SHUT}, {"hang": "装上"}, {}, "no step leads to"),
        (STEPS, {"hang": "装上"}, {}, "actions without their Chinese"),
    ],
)
def test_broken_table_does_not_load(steps: Any, says: Any, roles: Any, why: str) -> None:
    """Roles without a step, unreached states and actions without Chinese are mistakes."""
    with pytest.raises(TypeError, match=why):
        Machine("door", Door, steps, zh="门", says=says, roles=roles)
