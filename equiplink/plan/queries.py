"""What the verbs of a plan read: its lines with what they name, and its revisions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from equiplink.catalogue import queries as catalogue
from equiplink.catalogue.models import DeviceClass, Product
from equiplink.catalogue.rules import BANNED
from equiplink.catalogue.states import Paper
from equiplink.errors import NotFound
from equiplink.law import Finding
from equiplink.ledger import Entry
from equiplink.mine.models import Place
from equiplink.plan.later_rules import REGULARISE_DAYS, Urgent
from equiplink.plan.models import Plan, PlanLine
from equiplink.plan.rules import Need
from equiplink.plan.states import Period, Supply
from equiplink.work import Work


@dataclass(frozen=True, slots=True)
class Sought:
    """A line with the goods, their class and the place that it names."""

    line: PlanLine
    product: Product
    kind: DeviceClass
    place: Place

    @property
    def need(self) -> Need:
        """The line as it is judged."""
        line = self.line
        return Need(
            no=line.no,
            name=self.product.name,
            model=self.product.model,
            amount=line.quantity * line.estimate,
            need_by=line.need_by,
            purpose=line.purpose,
            papers=frozenset(map(Paper, line.papers)),
            required=frozenset(map(Paper, self.kind.papers)),
            joint=line.supply is Supply.JOINT,
            suppliers=len(line.suppliers),
        )


def by_number(work: Work, number: str) -> Plan:
    """Return the plan that people call so; raise ``NotFound``."""
    found = work.first(Plan, number=number.strip())
    if found is None:
        raise NotFound(
            f"there is no plan {number}; check the number",
            zh=f"没有编号为 {number} 的采购计划，请核对",
            field="number",
        )
    return found


def lines(work: Work, plan_id: UUID) -> Sequence[PlanLine]:
    """Return the lines that stand in the plan, in their order."""
    return work.all(PlanLine, PlanLine.no, plan_id=plan_id, removed=False)


def sought(work: Work, plan_id: UUID, *, removed: bool = False) -> list[Sought]:
    """Return the lines of the plan with what they name, in one statement.

    *removed* adds those that were taken out.
    """
    query = (
        select(PlanLine, Product, DeviceClass, Place)
        .where(PlanLine.mine_id == work.mine_id, PlanLine.plan_id == plan_id)
        .where(PlanLine.removed.in_({False, removed}))
        .join(Product, Product.id == PlanLine.product_id)
        .join(DeviceClass, DeviceClass.id == Product.class_id)
        .join(Place, (Place.mine_id == PlanLine.mine_id) & (Place.id == PlanLine.place_id))
        .order_by(PlanLine.no)
    )
    return [Sought(*row) for row in work.session.execute(query)]


def goods(work: Work, product_ids: Collection[UUID]) -> Mapping[UUID, tuple[Product, DeviceClass]]:
    """Return the products that there are among *product_ids*, with their classes."""
    query = (
        select(Product, DeviceClass)
        .join(DeviceClass, DeviceClass.id == Product.class_id)
        .where(Product.id.in_(product_ids))
    )
    return {product.id: (product, kind) for product, kind in work.session.execute(query)}


def banned(work: Work, found: Iterable[tuple[Product, Place]]) -> tuple[Finding, ...]:
    """Judge goods by the banned lists, each once for every zone it is meant for."""
    pairs = {(product.id, place.zone): product for product, place in found}
    return tuple(
        finding
        for (_, zone), product in pairs.items()
        for finding in BANNED.judge(catalogue.banned_facts(work, product, zone=zone), work.policy)
    )


def approved_at(work: Work, plan_ids: Collection[UUID]) -> Mapping[UUID, datetime]:
    """Return when each of the plans was last approved, as the ledger tells, in one statement."""
    query = (
        select(Entry.subject_id, func.max(Entry.at))
        .where(Entry.mine_id == work.mine_id, Entry.action == "approve")
        .where(Entry.subject_id.in_(plan_ids))
        .group_by(Entry.subject_id)
    )
    return {row[0]: row[1] for row in work.session.execute(query)}


def regularise_by(work: Work, approved: datetime) -> date:
    """Return the last day for the papers of an urgent plan that was approved then."""
    return work.day_of(approved) + timedelta(days=work.setting(REGULARISE_DAYS))


def urgent_facts(work: Work, plan: Plan) -> Urgent:
    """Return what an urgent plan is judged by when its papers are made up for, or it is closed."""
    approved = approved_at(work, [plan.id]).get(plan.id)
    return Urgent(
        today=work.today,
        urgent=plan.period is Period.URGENT,
        regularise_by=approved and regularise_by(work, approved),
        regularised_on=plan.regularised_on,
    )


@dataclass(frozen=True, slots=True)
class Revision:
    """A plan as it once stood. ``lines`` maps the number of a line to what the ledger told of it.

    ``what``, ``at`` and ``by`` tell of the change that began the revision.
    """

    number: str
    revision: int
    what: str
    at: datetime
    by: str
    title: str
    project: str
    reason: str
    budget: Decimal
    lines: Mapping[int, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Change:
    """One word that differs between two revisions; ``line`` is None for one of the plan itself.

    A line that came or went differs in ``line``: nothing, or its goods.
    """

    line: int | None
    word: str
    before: Any
    after: Any


def revision(work: Work, plan_id: UUID, number: int) -> Revision:
    """Return the plan as it stood in that revision, read from the ledger; raise ``NotFound``."""
    query = select(Entry).where(
        Entry.mine_id == work.mine_id,
        Entry.subject_id == plan_id,
        Entry.action.in_(("draft", "change")),
    )
    told = {entry.data.get("revision", 1): entry for entry in work.session.scalars(query)}
    if number not in told:
        raise NotFound(
            f"the plan has no revision {number}; the last is {max(told, default=0)}",
            zh=f"该计划没有第 {number} 版，最新为第 {max(told, default=0)} 版",
            field="revision",
        )
    header = {name: told[1].data[name] for name in ("number", "budget", *_CORRECTED)}
    standing: dict[int, dict[str, Any]] = {}
    for _, entry in sorted(told.items())[:number]:
        header |= entry.data.get("now", {})
        header["budget"] = entry.data.get("budget", header["budget"])
        _apply(standing, entry.data)
    return Revision(
        number=header["number"],
        revision=number,
        what=told[number].data.get("what", "draft"),
        at=told[number].at,
        by=told[number].actor_name,
        title=header["title"],
        project=header["project"],
        reason=header["reason"],
        budget=Decimal(header["budget"]),
        lines=dict(sorted(standing.items())),
    )


def _apply(standing: dict[int, dict[str, Any]], told: dict[str, Any]) -> None:
    """Bring the lines to where a change took them."""
    for line in told.get("lines", [told] if "line" in told else []):
        if told["what"] == "remove_line":
            standing.pop(line["line"])
        else:
            standing[line["line"]] = {
                name: value for name, value in line.items() if name not in _OF_THE_CHANGE
            }


_CORRECTED = ("title", "project", "reason")
"""What may be corrected of the plan's head."""
_OF_THE_CHANGE = frozenset({"what", "revision", "warnings", "line"})


def difference(before: Revision, after: Revision) -> list[Change]:
    """Return every word in which two revisions of a plan differ, in the order of the lines."""
    found = [
        Change(None, word, getattr(before, word), getattr(after, word))
        for word in ("budget", *_CORRECTED)
        if getattr(before, word) != getattr(after, word)
    ]
    for no in sorted({*before.lines, *after.lines}):
        old, new = before.lines.get(no), after.lines.get(no)
        if old is None or new is None:
            found.append(Change(no, "line", old and old["product"], new and new["product"]))
        else:
            found += [
                Change(no, word, old.get(word), new.get(word))
                for word in new
                if old.get(word) != new.get(word)
            ]
    return found
