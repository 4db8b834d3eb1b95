"""需求单: teams say what they need, the planner gathers it into the lines of a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NotRequired, TypedDict, cast
from uuid import UUID

from sqlalchemy import select

from equiplink.catalogue.amounts import pieces, positive
from equiplink.db import one_of
from equiplink.errors import Forbidden, NotFound, Unreadable, said
from equiplink.mine.models import Person, Place, Team
from equiplink.mine.numbering import next_number
from equiplink.plan import queries
from equiplink.plan.later_rules import FILING, Asked
from equiplink.plan.lines import WORDS, Line, at_least, blank, fill, fresh, put, read
from equiplink.plan.models import Plan, PlanLine, Requisition
from equiplink.plan.states import PLAN, REQUISITION, Urgency
from equiplink.work import Work

SERIES = "XQ"
"""需求, the prefix of numbers that are given out."""


class Gathered(TypedDict):
    """A requisition to gather; *product_id* and *estimate* (CNY) where the team gave none."""

    requisition_id: UUID
    product_id: NotRequired[UUID]
    estimate: NotRequired[Decimal]


def file(
    work: Work,
    *,
    number: str | None = None,
    product_id: UUID | None = None,
    description: str = "",
    quantity: Decimal,
    unit: str = "",
    estimate: Decimal | None = None,
    purpose: str,
    place_id: UUID,
    need_by: date,
    urgency: str = Urgency.NORMAL,
    equipment: str = "",
    team_id: UUID | None = None,
) -> Requisition:
    """File what a team needs, by default the actor's own; without a *number* it takes the next.

    Name the product, or describe the goods and give their unit. *urgency* is a
    word of ``Urgency``, *equipment* the machine that it is for.
    """
    asked = Requisition(
        requester_id=work.actor.id,
        team_id=_team(work, team_id),
        product_id=product_id,
        description=description.strip(),
        quantity=quantity,
        unit=unit.strip(),
        estimate=estimate,
        purpose=purpose,
        place_id=place_id,
        need_by=need_by,
        urgency=one_of(Urgency, urgency, field="urgency"),
        equipment=equipment.strip(),
    )
    asked.number = (
        next_number(work, SERIES, Requisition)
        if number is None
        else said(number, "需求单号", field="number")
    )
    _judged(work, asked, "file")
    return asked


def correct(
    work: Work,
    requisition_id: UUID,
    *,
    product_id: UUID | None = None,
    description: str | None = None,
    quantity: Decimal | None = None,
    unit: str | None = None,
    estimate: Decimal | None = None,
    purpose: str | None = None,
    place_id: UUID | None = None,
    need_by: date | None = None,
    urgency: str | None = None,
    equipment: str | None = None,
) -> Requisition:
    """Change what is given of a requisition that was returned, and file it again."""
    asked = _own(work, requisition_id)
    changes: dict[str, Any] = {
        "product_id": product_id, "description": description, "quantity": quantity,
        "unit": unit, "estimate": estimate, "purpose": purpose, "place_id": place_id,
        "need_by": need_by, "equipment": equipment,
        "urgency": urgency and one_of(Urgency, urgency, field="urgency"),
    }  # fmt: skip
    for name, value in changes.items():
        if value is not None:
            setattr(asked, name, value)
    _judged(work, asked, "correct")
    return asked


def withdraw(work: Work, requisition_id: UUID, *, reason: str = "") -> Requisition:
    """Take back what is not needed any more."""
    asked = _own(work, requisition_id)
    work.step(REQUISITION, asked, "withdraw", reason=reason)
    return asked


def send_back(work: Work, requisition_id: UUID, *, note: str) -> Requisition:
    """Return a requisition to its team (the table's ``return``) and say what is wrong with it."""
    note = said(note, "退回意见", field="note")
    asked = work.get(Requisition, requisition_id)
    work.step(REQUISITION, asked, "return", note=note)
    return asked


def gather(work: Work, plan_id: UUID, *, requisitions: Sequence[Gathered]) -> Plan:
    """Gather needs into the lines of a plan, like to like: one product, place and month.

    What the plan has already grows; a line is needed by the earliest day of its
    needs, at the highest of their estimates.
    """
    plan = work.get(Plan, plan_id)
    PLAN.next(plan.state, "change")
    wanted = {each["requisition_id"]: each for each in requisitions}
    found = _filed(work, wanted)
    merged = _merge(work, plan, [_as_line(each, wanted[each.id]) for each in found])
    known = read(work, [given for _, given, _ in merged])
    for line, given, members in merged:
        fill(line, given, known)
        _same_unit(line, [found[n] for n in members])
    lines = [line for line, _, _ in merged]
    put(work, plan, lines, known, what="gather", requisitions=[each.number for each in found])
    for line, _, members in merged:
        for asked in (found[n] for n in members):
            asked.plan_line_id, asked.product_id = line.id, line.product_id
            work.step(REQUISITION, asked, "gather", plan=plan.number, line=line.no, line_id=line.id)
    return plan


def _merge(work: Work, plan: Plan, asked: Sequence[Line]) -> list[tuple[PlanLine, Line, list[int]]]:
    """Return the lines to write, what each is to say, and which of *asked* it carries."""
    standing = {_like(_said(line)): line for line in queries.lines(work, plan.id)}
    first = fresh(work, plan).no
    made: dict[tuple[Any, ...], tuple[PlanLine, Line, list[int]]] = {}
    for position, given in enumerate(asked):
        key = _like(given)
        if key in made:
            line, before, members = made[key]
        elif key in standing:
            line, before, members = standing[key], _said(standing[key]), []
        else:
            line, before, members = blank(plan, first), None, []
            first += 1
        made[key] = (line, _sum(before, given) if before else given, [*members, position])
    return list(made.values())


def _like(line: Line) -> tuple[Any, ...]:
    day = line["need_by"]
    return line["product_id"], line["place_id"], day.year, day.month


def _said(line: PlanLine) -> Line:
    return cast("Line", {name: getattr(line, name) for name in WORDS})


def _sum(line: Line, more: Line) -> Line:
    purposes = dict.fromkeys([*line["purpose"].split("；"), more["purpose"]])
    return Line(
        **{
            **line,
            "quantity": line["quantity"] + more["quantity"],
            "estimate": max(line["estimate"], more["estimate"]),
            "need_by": min(line["need_by"], more["need_by"]),
            "purpose": "；".join(purposes),
        }
    )


def _as_line(asked: Requisition, given: Gathered) -> Line:
    product_id = given.get("product_id") or asked.product_id
    estimate = given.get("estimate", asked.estimate)
    if product_id is None or estimate is None:
        lacking = "product_id" if product_id is None else "estimate"
        raise Unreadable(
            f"requisition {asked.number} has no {lacking}; give it with the requisition",
            zh=f"需求单 {asked.number} 未写明{'产品' if product_id is None else '预计单价'}，"
            "请在汇总时补充",
            field=lacking,
        )
    purpose = f"{asked.purpose}（{asked.equipment}）" if asked.equipment else asked.purpose
    return Line(
        product_id=product_id, quantity=asked.quantity, estimate=estimate,
        need_by=asked.need_by, place_id=asked.place_id, purpose=purpose,
    )  # fmt: skip


def _same_unit(line: PlanLine, asked: Sequence[Requisition]) -> None:
    for each in asked:
        if each.unit != line.unit:
            raise Unreadable(
                f"requisition {each.number} is in {each.unit}, the product in {line.unit}; "
                "return it to be converted",
                zh=f"需求单 {each.number} 的单位为“{each.unit}”，产品的单位为“{line.unit}”；"
                "请退回换算",
                field="unit",
            )


def _filed(work: Work, wanted: Mapping[UUID, Gathered]) -> list[Requisition]:
    """Return the requisitions, locked, in their order; each can be gathered."""
    query = select(Requisition).filter_by(mine_id=work.mine_id).order_by(Requisition.number)
    found = list(work.session.scalars(query.where(Requisition.id.in_(wanted)).with_for_update()))
    if not found or len(found) < len(wanted):
        raise NotFound(
            "requisitions names one that is not there, or none; check the ids",
            zh="所列需求单为空，或者有的不存在，请核对",
            field="requisitions",
        )
    for each in found:
        REQUISITION.next(each.state, "gather")
    return found


def _judged(work: Work, asked: Requisition, action: str) -> None:
    """Check what the requisition says, and store it."""
    asked.purpose = said(asked.purpose, "用途", field="purpose")
    place = work.get(Place, asked.place_id)
    banned: tuple[Any, ...] = ()
    if asked.product_id is None:
        asked.description = said(asked.description, "物资描述", field="description")
        asked.unit = said(asked.unit, "单位", field="unit")
        asked.quantity = positive(asked.quantity)
    else:
        goods = queries.goods(work, [asked.product_id])
        if asked.product_id not in goods:
            raise NotFound(
                f"no product {asked.product_id} in the catalogue; describe the goods instead",
                zh=f"产品目录中没有编号 {asked.product_id}；请改为描述物资",
                field="product_id",
            )
        product, kind = goods[asked.product_id]
        asked.unit = asked.unit or kind.unit
        asked.quantity = pieces(asked.quantity, tracking=kind.tracking, unit=asked.unit)
        banned = queries.banned(work, [(product, place)])
    if asked.estimate is not None:
        at_least(0, asked.estimate, "estimate")
    warnings = FILING.require(Asked(work.today, asked.need_by), work.policy, also=banned)
    work.step(
        REQUISITION, asked, action, warnings=warnings, number=asked.number,
        team_id=asked.team_id, product_id=asked.product_id, description=asked.description,
        quantity=asked.quantity, unit=asked.unit, estimate=asked.estimate,
        purpose=asked.purpose, place_id=asked.place_id, need_by=asked.need_by,
        urgency=asked.urgency, equipment=asked.equipment,
    )  # fmt: skip


def _team(work: Work, team_id: UUID | None) -> UUID:
    person = work.session.get(Person, (work.mine_id, work.actor.id))
    own = person and person.team_id
    if team_id is None and own is None:
        raise Unreadable(
            "the actor belongs to no team; name the team that needs it",
            zh="经办人不属于任何队组，请写明提出需求的队组",
            field="team_id",
        )
    return own if team_id is None else work.get(Team, team_id).id  # type: ignore[return-value]


def _own(work: Work, requisition_id: UUID) -> Requisition:
    """Return the requisition of the actor, or of his team; raise ``Forbidden`` for another's."""
    asked = work.get(Requisition, requisition_id)
    person = work.session.get(Person, (work.mine_id, work.actor.id))
    if work.actor.id != asked.requester_id and (person is None or person.team_id != asked.team_id):
        raise Forbidden(
            f"requisition {asked.number} belongs to another team; ask somebody of it",
            zh=f"需求单 {asked.number} 属于其他队组，请由该队组的人员办理",
            field="actor",
        )
    return asked
