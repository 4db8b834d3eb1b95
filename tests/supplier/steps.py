"""Registered suppliers for the tests of later stages."""

from __future__ import annotations

from itertools import count
from uuid import UUID

from equiplink.supplier import actions as supplier_
from equiplink.supplier.uscc import check_character, organisation_character
from tests.world import World

_NUMBERS = count(1)


def code(number: int) -> str:
    """Return the synthetic credit code of that number; both its checks are right."""
    body = f"91999999{number:08d}"
    body += organisation_character(body)
    return body + check_character(body)


def supplier(world: World, name: str = "合成供应商甲", uscc: str | None = None) -> UUID:
    """Register a synthetic supplier and return its id; without *uscc* it gets a fresh code."""
    with world.work("buyer") as work:
        return supplier_.register(
            work, uscc=uscc or code(next(_NUMBERS)), name=name, synthetic=True
        ).id
