"""What if: a thing is judged as though something else were so. Nothing of it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any, Self

from equiplink.catalogue import naming
from equiplink.catalogue.states import MarkStatus
from equiplink.db import one_of
from equiplink.errors import Unreadable
from equiplink.gate.facts import columns
from equiplink.mine.states import Zone
from equiplink.work import GasClass


@dataclass(frozen=True, slots=True)
class Supposed:
    """What is supposed; None for what is as it is.

    ``mark_status`` is that of the certificate ``mark``, or of whatever is asked
    about when no certificate is named. ``day`` is the day whose law and dates count.
    """

    gas_class: GasClass | None = None
    zone: Zone | None = None
    mark: str | None = None
    mark_status: MarkStatus | None = None
    day: date | None = None

    @classmethod
    def of(
        cls,
        *,
        gas_class: str | None = None,
        zone: str | None = None,
        mark: str | None = None,
        mark_status: str | None = None,
        day: date | None = None,
    ) -> Self:
        """Return it from what a person wrote; raise ``Unreadable`` for what is no such word.

        A *mark* alone is supposed to be 暂停.
        """
        number = mark and naming.plain(mark)
        if number and not naming.MARK.fullmatch(number):
            raise Unreadable(
                f"mark '{number[:40]}' is no safety mark number such as MAH160130",
                zh=f"安标编号“{number[:40]}”不是 MAH160130 的形式，请对照证书",
                field="mark",
            )
        status = mark_status or (MarkStatus.SUSPENDED if number else None)
        return cls(
            one_of(GasClass, gas_class, field="gas_class") if gas_class else None,
            one_of(Zone, zone, field="zone") if zone else None,
            number,
            one_of(MarkStatus, status, field="mark_status") if status else None,
            day,
        )

    def apply(self, row: Any) -> Any:
        """Return the row of a thing as it would be."""
        told: dict[str, str | None] = {"gas_class": self.gas_class, "zone": self.zone}
        if self.mark in {None, row.mark_number}:
            told["mark_status"] = self.mark_status
        changed = {name: value for name, value in told.items() if value is not None}
        return SimpleNamespace(**{**columns(row), **changed}) if changed else row


SUPPOSE_NOTHING = Supposed()
