"""The lines of a plan: one or thousands are entered, judged and told by the same few statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NotRequired, TypedDict, cast
from uuid import UUID

from sqlalchemy import func, select

from equiplink.catalogue.amounts import pieces
from equiplink.catalogue.models import DeviceClass, Product
from equiplink.catalogue.states import Paper
from equiplink.db import PENNIES, exact, new_id, one_of, plain
from equiplink.errors import EquiplinkError, NotFound, Unreadable
from equiplink.mine.models import Place
from equiplink.plan import queries
from equiplink.plan.models import Plan, PlanLine, Requisition
from equiplink.plan.revisions import revise
from equiplink.plan.rules import LINE, Needs
from equiplink.plan.states import PLAN, REQUISITION, Supply
from equiplink.supplier.models import Supplier
from equiplink.work import Work


class Line(TypedDict):
    """What a line says; *estimate* is the price of one unit in CNY.

    *papers* are words of ``Paper``, by default those that the class requires;
    *supply* is a word of ``Supply``, *suppliers* the ids of those recommended.
    """

    product_id: UUID
    quantity: Decimal
    estimate: Decimal
    need_by: date
    place_id: UUID
    purpose: str
    papers: NotRequired[Sequence[str] | None]
    code: NotRequired[str]
    supply: NotRequired[str]
    suppliers: NotRequired[Sequence[UUID]]
    spare: NotRequired[bool]
    remark: NotRequired[str]


WORDS = tuple(Line.__annotations__)
"""What can be changed of a line, and what the ledger tells of it."""


@dataclass(frozen=True, slots=True)
class Known:
    """What lines name, read once: the goods with their class, the places, the suppliers."""

    goods: Mapping[UUID, tuple[Product, DeviceClass]]
    places: Mapping[UUID, Place]
    suppliers: frozenset[UUID]


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
    papers: Sequence[str] | None = None,
    code: str = "",
    supply: str = Supply.OWN,
    suppliers: Sequence[UUID] = (),
    spare: bool = False,
    remark: str = "",
) -> PlanLine:
    """Add a line; what it says is told at ``Line``.

    The papers that the class of the goods requires must be among them. Raises
    ``Unreadable`` for part of a piece, ``Refused`` for what may not be planned.
    """
    given = Line(
        product_id=product_id, quantity=quantity, estimate=estimate, need_by=need_by,
        place_id=place_id, purpose=purpose, papers=papers, code=code, supply=supply,
        suppliers=suppliers, spare=spare, remark=remark,
    )  # fmt: skip
    plan = work.get(Plan, plan_id)
    known = read(work, [given])
    line = fresh(work, plan)
    fill(line, given, known)
    put(work, plan, [line], known, what="add_line")
    return line


def add_lines(work: Work, plan_id: UUID, *, lines: Sequence[Line]) -> Plan:
    """Add many lines at once, all or none; an error names the line, counted from 1.

    Takes as many statements for five thousand lines as for five.
    """
    plan = work.get(Plan, plan_id)
    if not lines:
        raise Unreadable("lines is empty; name at least one", zh="没有明细行，请至少填写一行",
                         field="lines")  # fmt: skip
    known = read(work, lines)
    made = filled(plan, lines, known, first=fresh(work, plan).no)
    put(work, plan, made, known, what="add_lines")
    return plan


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
    code: str | None = None,
    supply: str | None = None,
    suppliers: Sequence[UUID] | None = None,
    spare: bool | None = None,
    remark: str | None = None,
) -> PlanLine:
    """Change what is given of a line; the plan gets a new revision and needs a new approval."""
    changes: dict[str, object] = {
        "quantity": quantity, "estimate": estimate, "need_by": need_by, "place_id": place_id,
        "purpose": purpose, "papers": papers, "code": code, "supply": supply,
        "suppliers": suppliers, "spare": spare, "remark": remark,
    }  # fmt: skip
    line = standing(work, plan_line_id)
    plan = work.get(Plan, line.plan_id)
    before = {name: getattr(line, name) for name in WORDS}
    given = before | {name: value for name, value in changes.items() if value is not None}
    known = read(work, [cast("Line", given)])
    fill(line, cast("Line", given), known)
    put(work, plan, [line], known, what="change_line")
    return line


def remove_line(work: Work, plan_line_id: UUID) -> PlanLine:
    """Take a line out of the plan; the row stays as the origin of what was tendered from it.

    The needs behind it wait again.
    """
    line = standing(work, plan_line_id)
    plan = work.get(Plan, line.plan_id)
    line.removed = True
    revise(work, plan, line)
    work.step(
        PLAN, plan, "change", what="remove_line", line=line.no, line_id=line.id,
        revision=plan.revision,
    )  # fmt: skip
    for asked in work.all(Requisition, plan_line_id=line.id):
        asked.plan_line_id = None
        work.step(REQUISITION, asked, "release", plan=plan.number, line=line.no)
    return line


def read(work: Work, given: Iterable[Line]) -> Known:
    """Return what *given* names, in a statement for each kind."""
    lines = list(given)
    asked = {UUID(str(each)) for line in lines for each in line.get("suppliers", ())}
    places = select(Place).filter_by(mine_id=work.mine_id)
    suppliers = select(Supplier.id).filter_by(mine_id=work.mine_id)
    return Known(
        goods=queries.goods(work, {line["product_id"] for line in lines}),
        places={
            place.id: place
            for place in work.session.scalars(
                places.where(Place.id.in_({line["place_id"] for line in lines}))
            )
        },
        suppliers=frozenset(
            work.session.scalars(suppliers.where(Supplier.id.in_(asked))) if asked else ()
        ),
    )


def fill(line: PlanLine, given: Line, known: Known) -> None:
    """Write into *line* what is *given*; raise ``Unreadable`` or ``NotFound`` with its field."""
    found = known.goods.get(given["product_id"])
    if found is None:
        raise _unknown("product", "产品目录中没有编号", given["product_id"], "product_id")
    if given["place_id"] not in known.places:
        raise _unknown("place", "本矿没有地点", given["place_id"], "place_id")
    kind = found[1]
    papers = given.get("papers")
    line.product_id, line.place_id, line.unit = given["product_id"], given["place_id"], kind.unit
    line.quantity = pieces(given["quantity"], tracking=kind.tracking, unit=kind.unit)
    line.estimate = at_least(0, given["estimate"], "estimate")
    line.need_by, line.purpose = given["need_by"], given["purpose"]
    wanted = kind.papers if papers is None else papers
    line.papers = sorted({one_of(Paper, paper, field="papers").value for paper in wanted})
    line.code, line.remark = given.get("code", "").strip(), given.get("remark", "")
    line.supply = one_of(Supply, given.get("supply", Supply.OWN), field="supply")
    line.spare = given.get("spare", False)
    line.suppliers = [str(each) for each in dict.fromkeys(given.get("suppliers", ()))]
    for each in line.suppliers:
        if UUID(each) not in known.suppliers:
            raise _unknown("supplier", "本矿没有供应商", each, "suppliers")


def filled(plan: Plan, lines: Sequence[Line], known: Known, *, first: int) -> list[PlanLine]:
    """Return new lines numbered from *first*; an error names the line, counted from 1."""
    made = []
    for position, given in enumerate(lines):
        line = blank(plan, first + position)
        try:
            fill(line, given, known)
        except EquiplinkError as error:
            raise type(error)(
                f"line {position + 1}: {error.en}",
                zh=f"第 {position + 1} 行：{error.text_zh}",
                field=f"lines.{position + 1}.{error.field}",
            ) from None
        made.append(line)
    return made


def put(
    work: Work, plan: Plan, lines: Sequence[PlanLine], known: Known, *, what: str, **details: object
) -> None:
    """Judge *lines*, store them as a new revision and tell what each of them says now."""
    sought = [
        queries.Sought(line, *known.goods[line.product_id], known.places[line.place_id])
        for line in lines
    ]
    asked = Needs(work.today, tuple(each.need for each in sought))
    warnings = LINE.require(
        asked,
        work.policy,
        also=queries.banned(work, [(each.product, each.place) for each in sought]),
    )
    revise(work, plan, *lines)
    work.session.add_all(lines)
    told = [_told(each) for each in sought]
    said: dict[str, Any] = told[0] if len(told) == 1 else {"lines": told}
    work.step(
        PLAN, plan, "change", warnings=warnings, what=what, revision=plan.revision, **said,
        **details,
    )  # fmt: skip


def standing(work: Work, plan_line_id: UUID) -> PlanLine:
    """Return a line that stands in its plan; raise ``NotFound`` for one that was taken out."""
    line = work.get(PlanLine, plan_line_id)
    if line.removed:
        raise NotFound(
            f"line {line.no} was taken out of the plan",
            zh=f"第 {line.no} 行已从计划中删除",
            field="plan_line_id",
        )
    return line


def at_least(least: int, value: Decimal, field: str) -> Decimal:
    """Return *value*; raise ``Unreadable`` for an amount below *least* fen (CNY 0.01)."""
    if exact(value, PENNIES, field=field) < least:
        raise Unreadable(
            f"{field} {value} is less than {least * PENNIES}; correct it",
            zh=f"{field} {value} 小于 {least * PENNIES}，请改正",
            field=field,
        )
    return value


def fresh(work: Work, plan: Plan) -> PlanLine:
    """Return an empty line under the next number that is free."""
    last = select(func.max(PlanLine.no)).filter_by(mine_id=work.mine_id, plan_id=plan.id)
    return blank(plan, (work.session.scalar(last) or 0) + 1)


def blank(plan: Plan, no: int) -> PlanLine:
    """Return an empty line under the number *no*."""
    return PlanLine(id=new_id(), mine_id=plan.mine_id, plan_id=plan.id, no=no, removed=False)


def _told(sought: queries.Sought) -> dict[str, Any]:
    line, product = sought.line, sought.product
    return {
        "line": line.no,
        "line_id": line.id,
        "product": f"{product.name} {product.model}",
        "maker": product.maker,
        "unit": line.unit,
        **{name: _plain(getattr(line, name)) for name in WORDS},
    }


def _plain(value: object) -> object:
    # 2 and 2.000 are told alike, so that no revision differs from the last by its noughts.
    return plain(value) if isinstance(value, Decimal) else value


def _unknown(en: str, zh: str, record_id: object, field: str) -> NotFound:
    return NotFound(
        f"no {en} {record_id}; check the number or add it first",
        zh=f"{zh} {record_id}，请核对或先登记",
        field=field,
    )
