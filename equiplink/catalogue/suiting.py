"""Does a product suit a place: what the selection table and the banned lists say of the pair."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from equiplink.catalogue import queries
from equiplink.catalogue.rules import BANNED, EXPLOSION
from equiplink.catalogue.selection import Choice
from equiplink.law import Finding
from equiplink.mine.models import Place
from equiplink.work import Work


@dataclass(frozen=True, slots=True)
class Suiting:
    """The verdict on a product at a place. ``choice`` is None for what the table does not choose.

    ``findings`` are told the denying ones first.
    """

    place: str
    zone: str
    gas_class: str
    choice: Choice | None
    findings: tuple[Finding, ...]

    @property
    def suits(self) -> bool:
        """Whether nothing denies."""
        return not any(finding.denies for finding in self.findings)


def suits(
    work: Work,
    product_id: UUID,
    *,
    place_id: UUID,
    ex_mark: str = "",
    certificate: str = "",
    conditions: str = "",
) -> Suiting:
    """Judge whether a product with that ex mark may stand at a place today; records nothing.

    *certificate* is the number of its 防爆合格证, *conditions* are the special ones of a
    number that ends in X.
    """
    place = work.get(Place, place_id)
    goods, kind = queries.product(work, product_id)
    facts = queries.ex_facts(
        work,
        kind,
        ex_mark=ex_mark,
        zone=place.zone,
        certificate=certificate,
        conditions=conditions,
    )
    found = (
        *EXPLOSION.judge(facts, work.policy),
        *BANNED.judge(queries.banned_facts(work, goods, zone=place.zone), work.policy),
    )
    return Suiting(
        place=place.name,
        zone=place.zone,
        gas_class=work.mine.gas_class,
        choice=facts.choice,
        findings=tuple(sorted(found, key=lambda finding: not finding.denies)),
    )
