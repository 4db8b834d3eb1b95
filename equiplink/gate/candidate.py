"""One thing at the shaft mouth, as the rules of the gate read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from equiplink.law import Broken, broken
from equiplink.register.hold_states import HoldKind
from equiplink.register.states import ItemState, Plate


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing at the shaft mouth. Quantities in its unit; a unit counts 1."""

    today: date
    state: ItemState
    unit: str
    quantity: Decimal
    stock: Decimal
    underground: Decimal
    inspected_at: datetime | None = None
    inspection_passed: bool = False
    inspection_until: date | None = None
    inspected_by_scanner: bool = False
    unfit_since: datetime | None = None
    """In the mine's time zone, as a person there reads it."""
    repairing: bool = False
    """Whether that repair or modification is still open; asked of what is underground."""
    belt_test: bool = False
    """Whether its class needs a third party's test before entry."""
    belt_test_passed: bool = False
    dated: bool = False
    """Whether its class has a shelf life."""
    expires_on: date | None = None
    next_due_on: date | None = None
    lost: tuple[Plate, ...] = ()
    """Plates without which it counts as 失爆, and that whoever looked last did not find on it."""
    installed: bool = False
    """Whether it stands inside a machine."""
    holds: tuple[tuple[HoldKind, str], ...] = field(default=())
    """The open holds that reach it, each with its reason."""
    doubts: tuple[str, ...] = ()
    """Why its supplier is debarred today, where that puts goods in doubt that are here."""

    def held(self, kind: HoldKind) -> Broken | None:
        """Return what is broken when a hold of *kind* reaches the thing."""
        reasons = [reason for each, reason in self.holds if each is kind]
        return broken(reason="；".join(reasons)) if reasons else None
