"""Who takes a thing over: the receiver himself, one offer at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from equiplink.law import HOUSE, Broken, Reading, broken
from equiplink.rules import RuleSet, rule

HANDED = HOUSE("第一百四十条", "移交由接收人本人确认", reading=Reading.BELIEVED)


@dataclass(frozen=True, slots=True)
class Offer:
    """A placement that is offered to another keeper."""

    today: date
    keeper_id: UUID
    receiver_id: UUID
    waiting: bool
    """Whether an offer of the same placement waits for an answer."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Who answers an offer."""

    today: date
    receiver_id: UUID
    actor_id: UUID


@rule(
    "U20",
    HANDED,
    zh="移交须由接收人本人确认或拒收；请接收人登录办理",
    en="only the receiver himself accepts or declines; let him sign in and do it",
)
def receiver_answers_himself(r: Receipt) -> Broken | None:
    """The receiver himself accepts or declines a thing."""
    return None if r.actor_id == r.receiver_id else broken()


@rule(
    "U21",
    HOUSE("第一百四十条", "同时只有一份待确认的移交", reading=Reading.BELIEVED),
    zh="该物品已有待确认的移交；请先由接收人答复，或者撤回原移交",
    en="it is offered to somebody already; let him answer, or withdraw that offer first",
)
def is_offered_once(o: Offer) -> Broken | None:
    """A thing waits for the answer of one receiver at a time."""
    return broken() if o.waiting else None


@rule(
    "U22",
    HANDED,
    zh="接收人就是现任包机人；请指定另一人",
    en="the receiver is its keeper already; name somebody else",
)
def receiver_is_another(o: Offer) -> Broken | None:
    """A thing is handed to somebody else than its keeper."""
    return broken() if o.receiver_id == o.keeper_id else None


OFFER = RuleSet("offering", (is_offered_once, receiver_is_another), zh="不能移交")
RECEIPT = RuleSet("receipt", (receiver_answers_himself,), zh="不能接收")
