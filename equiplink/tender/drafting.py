"""Draw up a tender: its lines, divided into lots, and what the draft is judged by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, NotRequired, TypedDict
from uuid import UUID

from equiplink.catalogue.amounts import pieces
from equiplink.db import PENNIES, exact, new_id
from equiplink.errors import Unreadable, said
from equiplink.law import Finding
from equiplink.plan.models import Plan, PlanLine
from equiplink.tender import documents, methods, queries, splitting, unused
from equiplink.tender.method_rules import CHOICE, WORDS, Texts
from equiplink.tender.models import Lot, Tender, TenderLine
from equiplink.tender.rules import BONDS, DRAFTING, POLICY_AMOUNT, Drafting
from equiplink.tender.splitting_rules import SPLITTING
from equiplink.tender.states import LOT, TENDER, Kind
from equiplink.tender.term_rules import TIES
from equiplink.tender.terms import agreed
from equiplink.work import Work

ONLY = "1"
"""What the lot of a tender that is not divided is called."""


class Wanted(TypedDict):
    """How much of one plan line is tendered, in the line's unit, and in which lot."""

    plan_line_id: UUID
    quantity: Decimal
    lot: NotRequired[str]


class Division(TypedDict):
    """A lot as the notice states it; money in CNY."""

    no: str
    title: NotRequired[str]
    max_price: NotRequired[Decimal]
    bid_bond: NotRequired[Decimal]


def divide(stated: Sequence[Division], wanted: Iterable[Wanted], whole: Division) -> list[Lot]:
    """Return the lots in the order of the notice: as *stated*, or as the lines name them.

    *whole* is what the draft says of a tender that is one lot.
    """
    named = dict.fromkeys(each.get("lot", ONLY) for each in wanted)
    divisions = list(stated) or [Division(no=no) for no in named] or [whole]
    if len(divisions) == 1:
        divisions = [{**whole, **divisions[0]}]
    elif "max_price" in whole or whole.get("bid_bond"):
        raise Unreadable(
            "the tender has several lots; state max_price and bid_bond of each in lots",
            zh="招标分为多个标段，请在 lots 中逐个标段写明最高限价和投标保证金",
            field="lots",
        )
    numbers = [said(each["no"], "标段编号", field="lots") for each in divisions]
    if len(set(numbers)) < len(numbers) or set(numbers) != set(named or {ONLY}):
        raise Unreadable(
            f"lots are {numbers} and the lines name {list(named)}; every lot stands once "
            "and has a line",
            zh=f"标段为 {'、'.join(numbers)}，招标行所写标段为 {'、'.join(named)}；"
            "每个标段只写一次，且至少有一行",
            field="lots",
        )
    return [
        _lot(each, no, place)
        for place, (each, no) in enumerate(zip(divisions, numbers, strict=True), 1)
    ]


def _lot(stated: Division, no: str, position: int) -> Lot:
    limit, bond = stated.get("max_price"), stated.get("bid_bond", Decimal(0))
    for field, value in (("max_price", limit), ("bid_bond", bond)):
        if value is not None and exact(value, PENNIES, field=field) < 0:
            raise Unreadable(
                f"{field} {value} is negative; correct it",
                zh=f"{field} {value} 不能为负，请改正",
                field=field,
            )
    title = stated.get("title", "")
    return Lot(no=no, position=position, title=title, max_price=limit, bid_bond=bond, attempt=1)


def begin(work: Work, tender: Tender, lots: Sequence[Lot], wanted: Sequence[Wanted]) -> Tender:
    """Judge the draft and store it with its lots and lines."""
    tender.id, tender.drafted_at, tender.media = new_id(), work.now, []
    if not wanted:
        raise Unreadable(
            "lines is empty; name the plan lines to buy",
            zh="招标内容为空，请填写要采购的计划行",
            field="lines",
        )
    by_no = {lot.no: lot for lot in lots}
    for lot in lots:
        lot.id, lot.tender_id = new_id(), tender.id
    lines = [_line(work, by_no[each.get("lot", ONLY)], each) for each in wanted]
    if len({line.plan_line_id for line in lines}) < len(lines):
        raise Unreadable(
            "a plan line stands twice in lines; add the quantities",
            zh="同一计划行出现两次，请合并数量",
            field="lines",
        )
    behind = queries.sources(work, lines)
    for source in behind:
        pieces(source.line.quantity, tracking=source.kind.tracking, unit=source.need.unit)
    for lot in lots:
        lot.estimate = queries.estimate([each for each in behind if each.line.lot_id == lot.id])
    facts = facts_of(work, tender, lots, behind)
    warnings = DRAFTING.require(facts, work.policy, also=also(work, tender, facts, lots, behind))
    tender.estimate, tender.statutory = facts.estimate, facts.statutory
    _store(work, tender, lots, lines, warnings)
    return tender


def _store(
    work: Work,
    tender: Tender,
    lots: Sequence[Lot],
    lines: Sequence[TenderLine],
    warnings: Sequence[Finding],
) -> None:
    work.step(
        TENDER, tender, "draft", warnings=warnings, number=tender.number, round=tender.round,
        title=tender.title, method=tender.method, reason=tender.reason, ground=tender.ground,
        estimate=tender.estimate, statutory=tender.statutory, evaluation=tender.evaluation,
        lines=[{"plan_line_id": x.plan_line_id, "quantity": x.quantity} for x in lines],
    )  # fmt: skip
    for lot in lots:
        work.step(LOT, lot, "divide", tender_id=tender.id, **terms_of(lot))
    work.session.add_all(lines)


def terms_of(lot: Lot) -> dict[str, Any]:
    """Return what the notice says of a lot."""
    return {
        "no": lot.no, "title": lot.title, "estimate": lot.estimate, "max_price": lot.max_price,
        "bid_bond": lot.bid_bond, "attempt": lot.attempt,
    }  # fmt: skip


def also(
    work: Work,
    tender: Tender,
    facts: Drafting,
    lots: Sequence[Lot],
    behind: Sequence[queries.Source],
) -> tuple[Finding, ...]:
    """Return what else stands against the draft: method, splitting, texts, bonds, ties, bans."""
    found = [
        finding
        for lot in lots
        for finding in BONDS.judge(
            replace(facts, estimate=lot.estimate, bid_bond=lot.bid_bond), work.policy
        )
    ]
    texts = documents.texts(tender, lots, behind)
    return (
        *CHOICE.judge(facts, work.policy),
        *SPLITTING.judge(facts, work.policy),
        *WORDS.judge(Texts(work.today, tuple(texts.values())), work.policy),
        *TIES.judge(agreed(work, tender), work.policy),
        *documents.judge(work, tender, texts, statutory=facts.statutory),
        *unused.lying(work, {source.plan.id for source in behind}),
        *found,
        *queries.banned(work, behind),
    )


def facts_of(
    work: Work, tender: Tender, lots: Sequence[Lot], behind: Sequence[queries.Source]
) -> Drafting:
    """Gather what the draft is judged by, and the notice again: plans and purchases move on."""
    near = splitting.near(work, tender.id, behind)
    estimate = queries.estimate(behind)
    limits = methods.limits(work, Kind.GOODS, work.today)
    return Drafting(
        today=work.today,
        method=tender.method,
        works_related=tender.works_related,
        state_funds=tender.state_funds,
        estimate=estimate,
        others=near.others,
        alike=near.alike,
        reason=tender.reason,
        ground=tender.ground,
        evaluation=tender.evaluation,
        criteria=tuple(tender.criteria),
        portions=queries.portions(work, tender.id, behind),
        policy_amount=work.setting(POLICY_AMOUNT),
        combined=near.combined,
        waived=near.waived,
        infrastructure_project=tender.infrastructure_project,
        most=limits.get(tender.method),
        instead=methods.instead(limits, estimate),
        **methods.history(work, tender, lots),
    )  # fmt: skip


def _line(work: Work, lot: Lot, wanted: Wanted) -> TenderLine:
    need = work.get(PlanLine, wanted["plan_line_id"])
    return TenderLine(
        id=new_id(),
        mine_id=work.mine_id,
        tender_id=lot.tender_id,
        lot_id=lot.id,
        plan_line_id=need.id,
        plan_revision=work.get(Plan, need.plan_id).revision,
        quantity=wanted["quantity"],
    )
