"""Whether a supplier may sell what he offers: his maker's authorisation (S09)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from equiplink.law import HOUSE, Broken, Reading, Severity, broken
from equiplink.rules import RuleSet, rule
from equiplink.supplier.uscc import normalise

ANY = "*"


@dataclass(frozen=True, slots=True)
class Proof:
    """One authorisation. ``models`` as on the record; None is without end."""

    maker: str
    models: tuple[str, ...]
    valid_until: date | None = None

    def covers(self, maker: str, model: str, day: date) -> bool:
        """Say whether it is for goods of this maker and model on *day*; the last day counts."""
        return (
            normalise(self.maker) == normalise(maker)
            and (self.valid_until is None or day <= self.valid_until)
            and (not self.models or any(_fits(each, model) for each in self.models))
        )


def _fits(pattern: str, model: str) -> bool:
    wanted, given = normalise(pattern), normalise(model)
    return given.startswith(wanted[:-1]) if wanted.endswith(ANY) else given == wanted


@dataclass(frozen=True, slots=True)
class Offering:
    """What a supplier offers, as pairs of maker and model, and what he has proven."""

    today: date
    name: str
    goods: tuple[tuple[str, str], ...]
    proofs: tuple[Proof, ...] = ()

    def unproven(self) -> Iterable[str]:
        """Name the goods that are neither his own make nor covered by a proof."""
        for maker, model in dict.fromkeys(self.goods):
            own = normalise(maker) == normalise(self.name)
            if not own and not any(each.covers(maker, model, self.today) for each in self.proofs):
                yield f"{maker} {model}"


@rule(
    "S09",
    HOUSE("第五十二条", "经销商应当提交生产厂家在有效期内的授权", reading=Reading.BELIEVED),
    zh="{name} 没有在有效期内且包括该型号的厂家授权：{goods}；请提交授权书并登记，或换生产厂家投标",
    en="{name} has no authorisation in date that covers: {goods}; hand it in and enter it, "
    "or buy from the maker",
    severity=Severity.WARN,
)
def may_sell_these_goods(c: Offering) -> Broken | None:
    """A supplier sells his own make, or what its maker authorised him to sell."""
    unproven = "、".join(c.unproven())
    return broken(name=c.name, goods=unproven) if unproven else None


OFFERED = RuleSet("supplier's authorisation", (may_sell_these_goods,), zh="供应商授权")
