"""What is known of a thing when a catalogue rule is asked: plain values, no records.

The plan, the tender, acceptance and the gate each gather them in their own way;
the gate in one statement. None means not known, and what is not known denies.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from equiplink.catalogue.bans import applies, in_force, missing, named, tell
from equiplink.catalogue.explosion import ExMark, parse
from equiplink.catalogue.naming import MARK, plain
from equiplink.catalogue.selection import Choice, Need, choose
from equiplink.law import Broken, broken
from equiplink.mine.states import Zone
from equiplink.words import Both, joined

NATIONAL = "国家"
"""The jurisdiction of the national lists; any other is a province or a mine's group."""


@dataclass(frozen=True, slots=True)
class MarkFacts:
    """A safety mark as the goods show it and as the issuer's register shows it.

    ``known`` says that the register view has the number; ``holder``,
    ``certificate_model`` and ``certificate_product`` are what it says there,
    ``maker``, ``model`` and ``product`` what the goods are. ``made_on`` is the day
    of production when it counts instead of today (M06); leave it out to ask for
    a certificate that is in date today. ``notices`` name the mark,
    ``maker_notices`` another product of the same maker. ``covers`` are further models
    of the certificate. ``checked_on`` is the day of the last query of the register, that
    is to be repeated after ``check_days``. ``renewed_until`` is the last day of a
    renewal that all have signed (M11), ``trial_until`` that of an approved trial (G08).
    """

    today: date
    required: bool
    number: str
    known: bool
    status: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    batch: bool = False
    holder: str = ""
    maker: str = ""
    certificate_model: str = ""
    model: str = ""
    certificate_product: str = ""
    product: str = ""
    made_on: date | None = None
    notices: tuple[str, ...] = ()
    maker_notices: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    checked_on: date | None = None
    check_days: int = 90
    renewed_until: date | None = None
    trial_until: date | None = None

    @property
    def well_formed(self) -> bool:
        """Whether the number has the form of a safety mark."""
        return MARK.fullmatch(plain(self.number)) is not None

    @property
    def counted(self) -> date:
        """The day on which the certificate has to be in date."""
        return self.made_on or self.today

    @property
    def in_date(self) -> bool:
        """Whether the certificate is in date on the day that counts; both its days count."""
        early = self.valid_from is not None and self.counted < self.valid_from
        late = self.valid_until is not None and self.valid_until < self.counted
        return not early and not late

    @property
    def renewing(self) -> bool:
        """Whether it ran out and a renewal that all have signed carries it today."""
        late = self.valid_until is not None and self.valid_until < self.counted
        return late and self.renewed_until is not None and self.today <= self.renewed_until

    @property
    def on_trial(self) -> bool:
        """Whether the goods, without a mark yet, are under an approved trial today."""
        return self.trial_until is not None and self.today <= self.trial_until


@dataclass(frozen=True, slots=True)
class BannedFacts:
    """The lines that name a product (``Product.bans``), its ratings, and where it is to stand."""

    today: date
    bans: Sequence[Mapping[str, Any]]
    ratings: Mapping[str, object] = field(default_factory=dict)
    zone: str | None = None
    gas_class: str | None = None
    in_use: bool = False
    """Whether it is underground already."""

    def banned(self, *, national: bool) -> Broken | None:
        """Answer every line in force that applies."""
        facts = {**self.ratings, "zone": self.zone, "gas_class": self.gas_class}
        lines = [
            _line(ban, facts)
            for ban in self.bans
            if (ban["jurisdiction"] == NATIONAL) is national
            and in_force(ban, self.today)
            and applies(ban["condition"], facts)
        ]
        return broken(lines=joined(lines)) if lines else None


def _line(ban: Mapping[str, Any], facts: Mapping[str, object]) -> Both:
    said = f"{ban['jurisdiction']}第{ban['batch']}批第{ban['no']}项「{ban['item']}」"
    condition = tell(ban["condition"])
    unknown = joined(map(named, missing(ban["condition"], facts)))
    return Both(
        f"{said}{condition}" + (f" [not given: {unknown}]" if unknown else ""),
        f"{said}{condition.zh}" + (f"［未提供：{unknown.zh}］" if unknown else ""),
    )


@dataclass(frozen=True, slots=True)
class ExFacts:
    """What an electrical thing is, its ex mark and certificate, and where it is to stand.

    ``required`` is the class's ``requires_ex``. ``certificate`` is the number of
    the 防爆合格证, whose suffix X or U counts (X05); ``conditions`` are its
    special conditions of use. ``celsius`` is its surface temperature where the mark
    does not state it, ``dusty`` whether coal dust can settle there.
    """

    today: date
    device: str
    required: bool
    ex_mark: str
    gas_class: str | None
    zone: str | None
    certificate: str = ""
    conditions: str = ""
    celsius: int | None = None
    dusty: bool = True
    acknowledged: bool | None = None
    """Whether somebody of the mine read the conditions; None where nobody is asked to."""

    @property
    def mark(self) -> ExMark | None:
        """The ex mark, read."""
        return parse(self.ex_mark)

    @property
    def choice(self) -> Choice | None:
        """What the table of the day says of a thing that it chooses."""
        return choose(self.gas_class, self.zone, self.device, self.today)

    @property
    def need(self) -> Need | None:
        """What the place asks for; None for a thing that may be of any kind there."""
        if self.choice is not None:
            return self.choice.need
        return Need.EX if self.required and self.zone != Zone.SURFACE else None
