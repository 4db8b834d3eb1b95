"""Keepers that other threads and processes run against one lot."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from equiplink import schema
from equiplink.chain import Chain
from equiplink.errors import Refused
from equiplink.register import actions as register
from equiplink.work import Actor
from tests.world import Clock, World

_ = schema  # a process that writes knows every table


def take_many(world: World, item_id: UUID, times: int, quantity: Decimal) -> int:
    """Hand out *quantity* so many times, each in a transaction of its own; count the successes."""
    receiver = world.people["mechanic"].id
    return _take(world.chain, world.people["keeper"], world.team_id, receiver, item_id, times,
                 quantity)  # fmt: skip


def take_in_process(
    url: str,
    key: str,
    keeper: Actor,
    team_id: UUID,
    receiver_id: UUID,
    item_id: UUID,
    times: int,
    quantity: Decimal,
) -> int:
    """Do the same in a process of its own, with an engine of its own."""
    chain = Chain(url, clock=Clock(), key=Path(key))
    done = _take(chain, keeper, team_id, receiver_id, item_id, times, quantity)
    chain.close()
    return done


def _take(
    chain: Chain,
    keeper: Actor,
    team_id: UUID,
    receiver_id: UUID,
    item_id: UUID,
    times: int,
    quantity: Decimal,
) -> int:
    done = 0
    for _ in range(times):
        with suppress(Refused), chain.work(keeper) as work:
            register.issue(
                work, item_id, quantity=quantity, team_id=team_id, receiver_id=receiver_id,
                purpose="支护",
            )  # fmt: skip
            done += 1
    return done
