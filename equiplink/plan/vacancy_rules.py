"""When a frozen seat may be given to another person: its holder is gone, and the other may sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from equiplink.law import HOUSE, Broken, Reading, broken
from equiplink.rules import RuleSet, rule
from equiplink.words import Word, joined


@dataclass(frozen=True, slots=True)
class Successor:
    """Who is to take the seat: whether he works here, and the roles that he holds."""

    id: UUID
    name: str
    works: bool
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A seat that is to be given to another person. ``roles``: one of them is asked, if any."""

    today: date
    officer: UUID
    holder: str
    vacant: bool
    roles: tuple[Word, ...]
    successor: Successor
    writers: frozenset[UUID]
    seated: frozenset[UUID]
    """Everybody who has a seat in the same step."""


@rule(
    "N40",
    HOUSE("第九十条", "签署人仍在岗的，由本人签署或者指定代签", reading=Reading.BELIEVED),
    zh="{holder} 仍在岗，席位不得改派；请由本人签署，或者指定代签人",
    en="{holder} still works here in that role; let him sign, or name a delegate",
)
def holder_is_gone(c: Vacancy) -> Broken | None:
    """A seat is given to another only when its holder has left, or lost the role for it."""
    return None if c.vacant else broken(holder=c.holder)


@rule(
    "N41",
    HOUSE("第九十条", "接任的签署人应当在岗，并担任该环节要求的岗位", reading=Reading.BELIEVED),
    zh="{name} 已离岗，或者未担任该环节要求的岗位（{roles}）；请改选",
    en="{name} has left, or holds none of the roles that the step asks ({roles}); name another",
)
def successor_is_able(c: Vacancy) -> Broken | None:
    """The successor works here and holds a role that the step asks."""
    asked = not c.roles or not c.successor.roles.isdisjoint(map(str, c.roles))
    if c.successor.works and asked:
        return None
    return broken(name=c.successor.name, roles=joined(c.roles) or "—")


@rule(
    "N42",
    HOUSE("第九十条", "经手本计划的人和同一环节的签署人不得接任", reading=Reading.BELIEVED),
    zh="{name} 经手过本计划，或者已是同一环节的签署人；请改选",
    en="{name} had a hand in the plan, or has a seat in the same step; name another",
)
def successor_is_free(c: Vacancy) -> Broken | None:
    """The successor had no hand in the plan and has no other voice in the step."""
    taken = c.writers | c.seated
    return broken(name=c.successor.name) if c.successor.id in taken else None


@rule(
    "N43",
    HOUSE("第九十条", "改派人不得指定本人", reading=Reading.BELIEVED),
    zh="不能把席位改派给您本人；请指定其他人员",
    en="you cannot give the seat to yourself; name somebody else",
)
def officer_names_another(c: Vacancy) -> Broken | None:
    """Who gives the seat to another does not take it himself."""
    return broken() if c.successor.id == c.officer else None


REASSIGNING = RuleSet(
    "reassignment of a seat",
    (holder_is_gone, successor_is_able, successor_is_free, officer_names_another),
    zh="席位不能改派",
)
