"""Write a plan, let somebody else approve it, and void that approval when it changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select, update

from equiplink.catalogue import queries as catalogue
from equiplink.catalogue.amounts import pieces
from equiplink.catalogue.models import DeviceClass, Product
from equiplink.catalogue.rules import BANNED
from equiplink.catalogue.states import Paper
from equiplink.db import PENNIES, exact, new_id, one_of
from equiplink.errors import NotFound, Unreadable, said
from equiplink.law import Finding
from equiplink.ledger import Entry
from equiplink.mine.models import Place
from equiplink.plan.models import Approval, Plan, PlanLine
from equiplink.plan.rules import APPROVAL, LINE, SUBMISSION, Need, Needs
from equiplink.plan.states import PLAN, Period
from equiplink.work import Work


def draft(
    work: Work, *, number: str, title: str, period: str, budget: Decimal, project: str = ""
) -> Plan:
    """Begin a plan under its number, with its budget in CNY; ``period`` is a word of ``Period``.

    *project* names the works project that the goods belong to; empty for normal
    production. It decides whether a tender is compulsory by law.
    """
    _at_least(1, budget, "budget")
    number, title = said(number, "计划编号", field="number"), said(title, "计划名称", field="title")
    plan = Plan(
        number=number,
        title=title,
        period=one_of(Period, period, field="period"),
        budget=budget,
        project=project,
        requester_id=work.actor.id,
        revision=1,
    )
    work.step(
        PLAN, plan, "draft", number=number, title=title, period=period, budget=budget,
        project=project,
    )  # fmt: skip
    return plan


def add_line(
    work: Work,
    plan_id: UUID,
    *,
    product_id: UUID,
    quantity: Decimal,
    estimate: Decimal,
    need_by: date,
    place_id: UUID,
    purpose: str,
    papers: Iterable[str] = (),
) -> PlanLine:
    """Add a line; *estimate* is the price of one unit in CNY, *papers* are words of ``Paper``.

    The papers that the class of the goods requires must be among them. Raises
    ``Unreadable`` for part of a piece, ``Refused`` for what may not be planned.
    """
    plan = work.get(Plan, plan_id)
    product, kind = catalogue.product(work, product_id)
    last = work.session.scalar(
        select(func.max(PlanLine.no)).filter_by(mine_id=work.mine_id, plan_id=plan_id)
    )
    line = PlanLine(
        id=new_id(),
        mine_id=work.mine_id,
        plan_id=plan_id,
        no=(last or 0) + 1,
        product_id=product_id,
        unit=kind.unit,
        removed=False,
    )
    _fill(
        work, line, kind, quantity=quantity, estimate=estimate, need_by=need_by,
        place_id=place_id, purpose=purpose, papers=papers,
    )  # fmt: skip
    return _changed(work, plan, line, product, kind, what="add_line")


def change_line(
    work: Work,
    plan_line_id: UUID,
    *,
    quantity: Decimal | None = None,
    estimate: Decimal | None = None,
    need_by: date | None = None,
    place_id: UUID | None = None,
    purpose: str | None = None,
    papers: Sequence[str] | None = None,
) -> PlanLine:
    """Change what is given of a line; the plan gets a new revision and needs a new approval."""
    line = _line(work, plan_line_id)
    plan = work.get(Plan, line.plan_id)
    product, kind = catalogue.product(work, line.product_id)
    _fill(
        work,
        line,
        kind,
        quantity=line.quantity if quantity is None else quantity,
        estimate=line.estimate if estimate is None else estimate,
        need_by=need_by or line.need_by,
        place_id=place_id or line.place_id,
        purpose=line.purpose if purpose is None else purpose,
        papers=line.papers if papers is None else papers,
    )
    return _changed(work, plan, line, product, kind, what="change_line")


def remove_line(work: Work, plan_line_id: UUID) -> PlanLine:
    """Take a line out of the plan; the row stays as the origin of what was tendered from it."""
    line = _line(work, plan_line_id)
    plan = work.get(Plan, line.plan_id)
    line.removed = True
    _revise(work, plan, line)
    work.step(PLAN, plan, "change", what="remove_line", line=line.no, revision=plan.revision)
    return line


def submit(work: Work, plan_id: UUID) -> Plan:
    """Ask for approval of the plan as it stands."""
    plan = work.get(Plan, plan_id)
    needs, banned = _needs(work, plan)
    asked = Needs(work.today, needs, plan.budget)
    warnings = SUBMISSION.require(asked, work.policy, also=banned)
    work.step(
        PLAN, plan, "submit", warnings=warnings, revision=plan.revision,
        total=sum(need.amount for need in needs),
    )  # fmt: skip
    return plan


def approve(work: Work, plan_id: UUID, *, note: str = "") -> Plan:
    """Approve this revision of the plan; nobody approves what he had a hand in.

    Everything is judged again: since it was submitted a day may have passed or
    a product may have been banned.
    """
    plan = work.get(Plan, plan_id)
    needs, banned = _needs(work, plan)
    asked = Needs(work.today, needs, plan.budget, _writers(work, plan), work.actor.id)
    warnings = APPROVAL.require(asked, work.policy, also=banned)
    _sign(work, plan, approved=True, note=note)
    work.step(PLAN, plan, "approve", warnings=warnings, revision=plan.revision, note=note)
    return plan


def send_back(work: Work, plan_id: UUID, *, note: str) -> Plan:
    """Return the plan to its writer (the table's ``return``) and say what is wrong with it."""
    note = said(note, "退回意见", field="note")
    plan = work.get(Plan, plan_id)
    _sign(work, plan, approved=False, note=note)
    work.step(PLAN, plan, "return", revision=plan.revision, note=note)
    return plan


def close(work: Work, plan_id: UUID) -> Plan:
    """Close a plan from which nothing more is bought."""
    plan = work.get(Plan, plan_id)
    work.step(PLAN, plan, "close", revision=plan.revision)
    return plan


def lines(work: Work, plan_id: UUID) -> Sequence[PlanLine]:
    """Return the lines that stand in the plan, in their order."""
    return work.all(PlanLine, PlanLine.no, plan_id=plan_id, removed=False)


def _fill(
    work: Work,
    line: PlanLine,
    kind: DeviceClass,
    *,
    quantity: Decimal,
    estimate: Decimal,
    need_by: date,
    place_id: UUID,
    purpose: str,
    papers: Iterable[str],
) -> None:
    line.quantity = pieces(quantity, tracking=kind.tracking, unit=kind.unit)
    _at_least(0, estimate, "estimate")
    line.estimate = estimate
    line.need_by, line.purpose = need_by, purpose
    line.place_id = work.get(Place, place_id).id
    line.papers = sorted({one_of(Paper, paper, field="papers").value for paper in papers})


def _at_least(least: int, value: Decimal, field: str) -> None:
    """Raise ``Unreadable`` for an amount below *least* fen (CNY 0.01)."""
    if exact(value, PENNIES, field=field) < least:
        raise Unreadable(
            f"{field} {value} is less than {least * PENNIES}; correct it",
            zh=f"{field} {value} 小于 {least * PENNIES}，请改正",
            field=field,
        )


def _changed(
    work: Work, plan: Plan, line: PlanLine, product: Product, kind: DeviceClass, *, what: str
) -> PlanLine:
    needs = Needs(work.today, (_need(line, product, kind),))
    banned = _banned(work, product, work.get(Place, line.place_id))
    warnings = LINE.require(needs, work.policy, also=banned)
    _revise(work, plan, line)
    work.session.add(line)
    work.step(
        PLAN, plan, "change", warnings=warnings, what=what, line=line.no, line_id=line.id,
        revision=plan.revision, product=f"{product.name} {product.model}", maker=product.maker,
        quantity=line.quantity, unit=line.unit, estimate=line.estimate, need_by=line.need_by,
        place_id=line.place_id, purpose=line.purpose, papers=line.papers,
    )  # fmt: skip
    return line


def _revise(work: Work, plan: Plan, line: PlanLine) -> None:
    """Begin a new revision, in which *line* changed, and void the signatures on the last one."""
    plan.revision += 1
    line.revision = plan.revision
    work.session.execute(
        update(Approval)
        .where(Approval.mine_id == work.mine_id, Approval.plan_id == plan.id)
        .where(Approval.voided_at.is_(None))
        .values(voided_at=work.now)
    )


def _sign(work: Work, plan: Plan, *, approved: bool, note: str) -> None:
    signature = Approval(
        mine_id=work.mine_id,
        plan_id=plan.id,
        revision=plan.revision,
        person_id=work.actor.id,
        approved=approved,
        note=note,
        at=work.now,
    )
    work.session.add(signature)


def _line(work: Work, plan_line_id: UUID) -> PlanLine:
    line = work.get(PlanLine, plan_line_id)
    if line.removed:
        raise NotFound(
            f"line {line.no} was taken out of the plan",
            zh=f"第 {line.no} 行已从计划中删除",
            field="plan_line_id",
        )
    return line


def _needs(work: Work, plan: Plan) -> tuple[tuple[Need, ...], tuple[Finding, ...]]:
    """Return the lines as they are judged, and what the banned lists say of their goods."""
    query = (
        select(PlanLine, Product, DeviceClass, Place)
        .where(PlanLine.mine_id == work.mine_id, PlanLine.plan_id == plan.id)
        .where(PlanLine.removed.in_((False,)))
        .join(Product, Product.id == PlanLine.product_id)
        .join(DeviceClass, DeviceClass.id == Product.class_id)
        .join(Place, (Place.mine_id == PlanLine.mine_id) & (Place.id == PlanLine.place_id))
        .order_by(PlanLine.no)
    )
    needs: list[Need] = []
    banned: list[Finding] = []
    for line, product, kind, place in work.session.execute(query):
        needs.append(_need(line, product, kind))
        banned += _banned(work, product, place)
    return tuple(needs), tuple(banned)


def _banned(work: Work, product: Product, place: Place) -> tuple[Finding, ...]:
    """Judge the goods by the banned lists, with the conditions of the place of use."""
    return BANNED.judge(catalogue.banned_facts(work, product, zone=place.zone), work.policy)


def _need(line: PlanLine, product: Product, kind: DeviceClass) -> Need:
    return Need(
        no=line.no,
        name=product.name,
        model=product.model,
        amount=line.quantity * line.estimate,
        need_by=line.need_by,
        purpose=line.purpose,
        papers=frozenset(map(Paper, line.papers)),
        required=frozenset(map(Paper, kind.papers)),
    )


def _writers(work: Work, plan: Plan) -> frozenset[UUID]:
    """Return everybody who wrote, changed or submitted the plan, as the ledger tells."""
    query = select(Entry.actor_id).where(
        Entry.mine_id == work.mine_id,
        Entry.subject_id == plan.id,
        Entry.action.in_(("draft", "change", "submit")),
    )
    return frozenset(work.session.scalars(query))
