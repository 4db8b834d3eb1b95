"""A contract at each point of its way, for tests of this stage and of those that follow it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

from equiplink.contract import actions as contract
from equiplink.contract import queries
from tests.templates import remembered
from tests.tender import steps as tenders
from tests.tender.steps import Tendered
from tests.world import World

_numbers = count(1)


@dataclass
class Contracted:
    """A contract with the tender behind it; ``lines`` by the name of what they buy."""

    contract_id: UUID
    tender: Tendered
    lines: dict[str, UUID] = field(default_factory=dict)
    quantities: dict[str, Decimal] = field(default_factory=dict)


@dataclass
class Delivered:
    """An arrival with the contract behind it; ``lines`` by the name of what they brought."""

    delivery_id: UUID
    contract: Contracted
    lines: dict[str, UUID] = field(default_factory=dict)


@remembered
def drafted(
    world: World,
    lines: Mapping[str, int | Decimal] | None = None,
    *,
    tender: Tendered | None = None,
    bid_id: UUID | None = None,
    adds_to: UUID | None = None,
    **how: Any,
) -> Contracted:
    """Draft the contract of an awarded tender; *how* goes to ``tenders.awarded``."""
    made = tender or tenders.awarded(world, lines, **how)
    with world.work("buyer") as work:
        drawn = contract.draft(
            work,
            made.tender_id,
            number=f"HT-{next(_numbers):04d}",
            deliver_by=work.today + timedelta(days=30),
            bid_id=bid_id,
            adds_to=adds_to,
        )
    with world.read() as work:
        by_tender = {line_id: name for name, line_id in made.lines.items()}
        order = queries.lines(work, drawn.id)
    return Contracted(
        drawn.id,
        made,
        {by_tender[line.tender_line_id]: line.id for line in order},
        {by_tender[line.tender_line_id]: line.quantity for line in order},
    )


@remembered
def signed(
    world: World, lines: Mapping[str, int | Decimal] | None = None, **how: Any
) -> Contracted:
    """Draft and sign a contract on the day after the publicity."""
    made = drafted(world, lines, **how)
    with world.work("approver") as work:
        contract.sign(work, made.contract_id)
    return made


@remembered
def delivered(
    world: World,
    lines: Mapping[str, int | Decimal] | None = None,
    *,
    made: Contracted | None = None,
    brings: Mapping[str, int | Decimal] | None = None,
    **how: Any,
) -> Delivered:
    """Let an arrival come for a signed contract; by default everything at once."""
    made = made or signed(world, lines, **how)
    loads = {name: Decimal(much) for name, much in (brings or made.quantities).items()}
    with world.work("keeper") as work:
        arrived = contract.deliver(
            work,
            made.contract_id,
            number=f"DH-{next(_numbers):04d}",
            lines=[
                {"contract_line_id": made.lines[name], "quantity": much}
                for name, much in loads.items()
            ],
        )
    with world.read() as work:
        by_order = {line_id: name for name, line_id in made.lines.items()}
        parts = queries.delivery_lines(work, arrived.id)
    return Delivered(arrived.id, made, {by_order[part.contract_line_id]: part.id for part in parts})
