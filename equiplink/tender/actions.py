"""Draft a tender from approved plans, publish and clarify it, end it, begin another round."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NotRequired, TypedDict
from uuid import UUID

from equiplink.catalogue.amounts import pieces
from equiplink.db import PENNIES, exact, new_id, one_of
from equiplink.errors import Unreadable, said
from equiplink.law import Finding
from equiplink.plan.models import Plan, PlanLine
from equiplink.supplier.models import Supplier
from equiplink.supplier.queries import facts as standing
from equiplink.supplier.rules import INVITABLE
from equiplink.tender import keys, notices, pauses, prequalification, queries, splitting
from equiplink.tender.clock_rules import (
    BIDDING_DAYS,
    CLARIFICATION,
    CLARIFICATION_DAYS,
    EXTENSION,
    PUBLICATION,
    SALE_DAYS,
    Clarification,
    Publication,
)
from equiplink.tender.models import Invitation, Tender, TenderLine
from equiplink.tender.opening_rules import FAILURE, Failure
from equiplink.tender.rules import DRAFTING, POLICY_AMOUNT, Drafting
from equiplink.tender.splitting_rules import SPLITTING
from equiplink.tender.states import (
    TENDER,
    TENDERS,
    Evaluation,
    Extension,
    Formula,
    Ground,
    Method,
)
from equiplink.work import Work


class Wanted(TypedDict):
    """How much of one plan line is tendered, in the line's unit."""

    plan_line_id: UUID
    quantity: Decimal


class Criterion(TypedDict):
    """What bids are compared by. The one with a ``formula`` (a word of ``Formula``) is the price.

    ``weight`` is in whole points; all weights sum to 100.
    """

    name: str
    weight: int
    formula: NotRequired[str]


def draft(
    work: Work,
    *,
    number: str,
    title: str,
    method: str,
    lines: Sequence[Wanted],
    evaluation: str,
    criteria: Sequence[Criterion] = (),
    works_related: bool,
    state_funds: bool,
    reason: str = "",
    ground: str = "",
    max_price: Decimal | None = None,
    bid_bond: Decimal = Decimal(0),
) -> Tender:
    """Draft a tender for lines of approved plans; money in CNY.

    *works_related*: the goods are part of a works project (实施条例 第二条);
    *state_funds*: state money pays or controls. From both and the amount follows
    ``statutory``. *reason* says why it is not an open tender; *ground* (a word of
    ``Ground``) names the clause that allows that for a compulsory one.
    """
    _amount(max_price, "max_price")
    _amount(bid_bond, "bid_bond")
    tender = Tender(
        number=said(number, "招标编号", field="number"),
        round=1,
        title=said(title, "招标名称", field="title"),
        method=one_of(Method, method, field="method"),
        reason=reason,
        ground=one_of(Ground, ground, field="ground") if ground else None,
        works_related=works_related,
        state_funds=state_funds,
        evaluation=one_of(Evaluation, evaluation, field="evaluation"),
        criteria=[_criterion(each) for each in criteria],
        max_price=max_price,
        bid_bond=bid_bond,
    )
    return _begin(work, tender, lines)


def invite(work: Work, tender_id: UUID, *, supplier_id: UUID) -> Invitation:
    """Invite a supplier who may sell, before the tender is published."""
    tender = work.get(Tender, tender_id)
    supplier = work.get(Supplier, supplier_id)
    facts = standing(work, [supplier_id])[supplier_id]
    warnings = INVITABLE.require(facts, work.policy)
    work.step(
        TENDER, tender, "invite", warnings=warnings, supplier_id=supplier_id,
        supplier=supplier.name,
    )  # fmt: skip
    invitation = Invitation(
        id=new_id(), mine_id=work.mine_id, tender_id=tender_id, supplier_id=supplier_id
    )
    work.session.add(invitation)
    return invitation


def publish(
    work: Work,
    tender_id: UUID,
    *,
    deadline: datetime,
    sale_from: date | None = None,
    sale_until: date | None = None,
    media: Sequence[str] = (),
    officers: Sequence[UUID] = (),
) -> Tender:
    """Publish the notice and take bids until *deadline*, a moment with its zone.

    *sale_from* and *sale_until* are the days on which the documents are to be
    had; a tender needs both, an inquiry neither. *media* are the addresses of
    the notice. Days are counted in the mine's zone, the first day not counted.
    *officers* are the people among whom the key to the bids is split, each of
    whom has become a keyholder; without them the chain's key file opens the bids.
    """
    closing = _moment(work, deadline)
    tender = work.get(Tender, tender_id)
    behind = queries.sources(work, queries.lines(work, tender_id))
    drafted = _facts(work, tender, behind)
    facts = Publication(
        today=work.today,
        method=tender.method,
        statutory=drafted.statutory,
        deadline=work.day_of(closing),
        sale_from=sale_from,
        sale_until=sale_until,
        invited=queries.invited(work, tender_id),
        media=tuple(media),
        sale_days=work.setting(SALE_DAYS),
        bidding_days=work.setting(BIDDING_DAYS),
        officers=len(officers),
    )
    again = (*DRAFTING.judge(drafted, work.policy), *_also(work, drafted, behind))
    again += (*prequalification.against_publishing(work, tender_id), *pauses.paused(work, tender))
    warnings = PUBLICATION[tender.method].require(facts, work.policy, also=again)
    tender.statutory = drafted.statutory
    tender.issued_at, tender.deadline = work.now, closing
    tender.sale_from, tender.sale_until = sale_from, sale_until
    tender.media = list(media)
    keys.make(work, tender, officers)
    work.step(
        TENDER, tender, "publish", warnings=warnings, deadline=closing, sale_from=sale_from,
        sale_until=sale_until, media=tender.media, statutory=tender.statutory,
        criteria=tender.criteria, max_price=tender.max_price, seal=tender.seal,
        public_key=tender.public_key, threshold=tender.threshold, officers=list(officers),
    )  # fmt: skip
    return tender


def clarify(
    work: Work,
    tender_id: UUID,
    *,
    text: str,
    deadline: datetime | None = None,
    extend: str = Extension.NONE,
) -> Tender:
    """Clarify or change the documents; fifteen days must be left, or *deadline* extends them.

    *extend* ``as_needed`` moves the deadline to the earliest lawful day, at the same
    hour. Whoever took the documents or was invited is told in writing.
    """
    text = said(text, "澄清内容", field="text")
    tender = work.get(Tender, tender_id)
    before = tender.deadline or work.now
    after = before if deadline is None else _moment(work, deadline)
    if one_of(Extension, extend, field="extend") is Extension.AS_NEEDED:
        after = prequalification.extended(work, after, work.setting(CLARIFICATION_DAYS))
    facts = Clarification(
        work.today,
        tender.method,
        work.day_of(after),
        after < before,
        work.setting(CLARIFICATION_DAYS),
    )
    rules = CLARIFICATION if tender.method in TENDERS else EXTENSION
    warnings = rules.require(facts, work.policy)
    tender.deadline = after
    notice, told = notices.tell(work, tender, text)
    work.step(
        TENDER, tender, "clarify", warnings=warnings, text=text, was=before, deadline=after,
        notice=notice.fingerprint, told=len(told) - 1,
    )  # fmt: skip
    work.session.add_all(told)
    return tender


def fail(work: Work, tender_id: UUID, *, reason: str) -> Tender:
    """Declare the tender failed: too few valid bids after the deadline, or too few shares."""
    reason = said(reason, "失败原因", field="reason")
    tender = work.get(Tender, tender_id)
    live = queries.live_bids(work, tender_id)
    facts = Failure(
        today=work.today,
        method=tender.method,
        passed=queries.passed(work, tender),
        live=len(live),
        key_lost=queries.key_is_lost(work, tender),
    )
    warnings = FAILURE.require(facts, work.policy)
    work.step(
        TENDER, tender, "fail", warnings=warnings, reason=reason, bids=len(live),
        key_lost=facts.key_lost,
    )  # fmt: skip
    return tender


def cancel(work: Work, tender_id: UUID, *, reason: str) -> Tender:
    """End a tender before its bids are opened; who took part is told (实施条例 第三十一条)."""
    reason = said(reason, "终止原因", field="reason")
    tender = work.get(Tender, tender_id)
    work.step(TENDER, tender, "cancel", reason=reason)
    return tender


def next_round(work: Work, tender_id: UUID) -> Tender:
    """Draft the next round of a failed tender, with the same lines and measures."""
    last = work.get(Tender, tender_id)
    TENDER.next(last.state, "next_round")
    tender = Tender(
        number=last.number,
        round=last.round + 1,
        previous_id=last.id,
        title=last.title,
        method=last.method,
        reason=last.reason,
        ground=last.ground,
        works_related=last.works_related,
        state_funds=last.state_funds,
        evaluation=last.evaluation,
        criteria=last.criteria,
        max_price=last.max_price,
        bid_bond=last.bid_bond,
    )
    lines = [
        Wanted(plan_line_id=line.plan_line_id, quantity=line.quantity)
        for line in queries.lines(work, tender_id)
    ]
    made = _begin(work, tender, lines)
    work.step(TENDER, last, "next_round", tender_id=made.id, round=made.round)
    return made


def _begin(work: Work, tender: Tender, wanted: Sequence[Wanted]) -> Tender:
    tender.id, tender.drafted_at, tender.media = new_id(), work.now, []
    if not wanted:
        raise Unreadable(
            "lines is empty; name the plan lines to buy",
            zh="招标内容为空，请填写要采购的计划行",
            field="lines",
        )
    lines = [_line(work, tender, each) for each in wanted]
    if len({line.plan_line_id for line in lines}) < len(lines):
        raise Unreadable(
            "a plan line stands twice in lines; add the quantities",
            zh="同一计划行出现两次，请合并数量",
            field="lines",
        )
    behind = queries.sources(work, lines)
    for source in behind:
        pieces(source.line.quantity, tracking=source.kind.tracking, unit=source.need.unit)
    facts = _facts(work, tender, behind)
    warnings = DRAFTING.require(facts, work.policy, also=_also(work, facts, behind))
    tender.estimate, tender.statutory = facts.estimate, facts.statutory
    work.step(
        TENDER, tender, "draft", warnings=warnings, number=tender.number, round=tender.round,
        title=tender.title, method=tender.method, reason=tender.reason, ground=tender.ground,
        estimate=tender.estimate, statutory=tender.statutory, evaluation=tender.evaluation,
        lines=[{"plan_line_id": x.plan_line_id, "quantity": x.quantity} for x in lines],
    )  # fmt: skip
    work.session.add_all(lines)
    return tender


def _line(work: Work, tender: Tender, wanted: Wanted) -> TenderLine:
    need = work.get(PlanLine, wanted["plan_line_id"])
    return TenderLine(
        id=new_id(),
        mine_id=work.mine_id,
        tender_id=tender.id,
        plan_line_id=need.id,
        plan_revision=work.get(Plan, need.plan_id).revision,
        quantity=wanted["quantity"],
    )


def _also(work: Work, facts: Drafting, behind: Sequence[queries.Source]) -> tuple[Finding, ...]:
    """Return what splitting and the banned lists say of the same draft."""
    return (*SPLITTING.judge(facts, work.policy), *queries.banned(work, behind))


def _facts(work: Work, tender: Tender, behind: Sequence[queries.Source]) -> Drafting:
    """Gather what the draft is judged by, and the notice again: plans and purchases move on."""
    near = splitting.near(work, tender.id, behind)
    return Drafting(
        today=work.today,
        method=tender.method,
        works_related=tender.works_related,
        state_funds=tender.state_funds,
        estimate=queries.estimate(behind),
        others=near.others,
        reason=tender.reason,
        ground=tender.ground,
        evaluation=tender.evaluation,
        criteria=tuple(tender.criteria),
        bid_bond=tender.bid_bond,
        portions=queries.portions(work, tender.id, behind),
        policy_amount=work.setting(POLICY_AMOUNT),
        combined=near.combined,
        waived=near.waived,
    )


def _criterion(given: Criterion) -> dict[str, Any]:
    kept: dict[str, Any] = {"name": given["name"], "weight": given["weight"]}
    formula = given.get("formula")
    return kept | {"formula": one_of(Formula, formula, field="criteria")} if formula else kept


def _amount(value: Decimal | None, field: str) -> None:
    if value is not None and exact(value, PENNIES, field=field) < 0:
        raise Unreadable(
            f"{field} {value} is negative; correct it",
            zh=f"{field} {value} 不能为负，请改正",
            field=field,
        )


def _moment(work: Work, deadline: datetime) -> datetime:
    if deadline.tzinfo is None or deadline <= work.now:
        raise Unreadable(
            f"deadline {deadline.isoformat()} names no zone or has passed; "
            "give a later moment with its zone, such as +08:00",
            zh=f"截止时间 {deadline.isoformat()} 未注明时区或已过；请给出以后的时间并注明时区，"
            "例如 +08:00",
            field="deadline",
        )
    return deadline
