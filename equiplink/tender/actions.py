"""Draft a tender from approved plans, invite to it, publish, clarify and cancel it.

How it fails, in part or whole, and what follows then is in ``rounds``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NotRequired, TypedDict
from uuid import UUID

from equiplink.db import new_id, one_of
from equiplink.errors import Unreadable, said
from equiplink.mine.calendar import calendar
from equiplink.supplier.models import Supplier
from equiplink.supplier.queries import facts as standing
from equiplink.supplier.rules import INVITABLE
from equiplink.tender import (
    auctions,
    documents,
    keys,
    methods,
    notices,
    pauses,
    prequalification,
    queries,
    rounds,
)
from equiplink.tender.auctions import AuctionTerms
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
from equiplink.tender.drafting import (
    ONLY,
    Division,
    Wanted,
    also,
    begin,
    divide,
    facts_of,
    terms_of,
)
from equiplink.tender.method_rules import ENDING, WORDS, Ending, Texts
from equiplink.tender.method_states import Cancellation
from equiplink.tender.models import Invitation, Tender
from equiplink.tender.rules import DRAFTING
from equiplink.tender.states import (
    TENDER,
    TENDERS,
    Evaluation,
    Extension,
    Formula,
    Ground,
    Method,
)
from equiplink.tender.terms import Terms, fix
from equiplink.work import Work


class Criterion(TypedDict):
    """What bids are compared by. The one with a ``formula`` (a word of ``Formula``) is the price.

    ``weight`` is in whole points; all weights sum to 100. A formula that holds
    prices against a mean takes off ``above`` points for each per cent above it
    and ``below`` for each per cent below.
    """

    name: str
    weight: int
    formula: NotRequired[str]
    above: NotRequired[Decimal]
    below: NotRequired[Decimal]


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
    infrastructure_project: bool = False,
    reason: str = "",
    ground: str = "",
    max_price: Decimal | None = None,
    bid_bond: Decimal = Decimal(0),
    lots: Sequence[Division] = (),
    most_lots: int | None = None,
    trim_scores: bool = False,
    qualifications: Sequence[str] = (),
    review_factors: Sequence[str] = (),
    terms: Terms | None = None,
) -> Tender:
    """Draft a tender for lines of approved plans; money in CNY.

    A line may name its lot (标段); lines that name none make up lot ``1``. *lots*
    says more of each, in the order of the notice; *max_price* and *bid_bond* are
    those of a tender that is one lot. *most_lots* is how many a bidder may win.

    *works_related*: the goods are part of a works project (实施条例 第二条);
    *state_funds*: state money pays or controls; *infrastructure_project*: it is of
    the list that must be tendered whoever pays. From these and the amount follows
    ``statutory``. *qualifications* join the checklist of every bid, *review_factors*
    are by what prices are reviewed where the lowest reviewed price wins, and
    *trim_scores* leaves out the highest and the lowest member. *reason* says why it
    is not an open tender; *ground* (a word of ``Ground``) names the clause that
    allows that, and a file of the tender proves it before the notice. *terms* say
    what else the documents fix.
    """
    whole = Division(no=ONLY, bid_bond=bid_bond)
    if max_price is not None:
        whole["max_price"] = max_price
    divided = divide(lots, lines, whole)
    if most_lots is not None and not 0 < most_lots <= len(divided):
        raise Unreadable(
            f"most_lots {most_lots} is not between 1 and the number of lots, {len(divided)}",
            zh=f"每家最多中标标段数 {most_lots} 应在 1 至标段总数 {len(divided)} 之间",
            field="most_lots",
        )
    tender = Tender(
        number=said(number, "招标编号", field="number"),
        round=1,
        title=said(title, "招标名称", field="title"),
        method=one_of(Method, method, field="method"),
        reason=reason,
        ground=one_of(Ground, ground, field="ground") if ground else None,
        works_related=works_related,
        state_funds=state_funds,
        infrastructure_project=infrastructure_project,
        evaluation=one_of(Evaluation, evaluation, field="evaluation"),
        criteria=[_criterion(each) for each in criteria],
        most_lots=most_lots,
        trim_scores=trim_scores,
        qualifications=_listed(qualifications, "资格条件", field="qualifications"),
        review_factors=_listed(review_factors, "价格评审因素", field="review_factors"),
    )
    fix(tender, terms or {})
    return begin(work, tender, divided, lines)


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
    auction: AuctionTerms | None = None,
) -> Tender:
    """Publish the notice and take bids until *deadline*, a moment with its zone.

    *sale_from* and *sale_until* are the days on which the documents are to be
    had; a tender needs both, an inquiry neither. *media* are the addresses of
    the notice. Days are counted in the mine's zone, the first day not counted.
    *officers* are the people among whom the key to the bids is split, each of
    whom has become a keyholder; without them the chain's key file opens the bids.
    *auction* is that of a reverse auction: *deadline* then closes the first offers.
    """
    closing = _moment(work, deadline)
    tender = work.get(Tender, tender_id)
    behind = queries.sources(work, queries.lines(work, tender_id))
    lots = queries.lots(work, tender_id)
    drafted = facts_of(work, tender, lots, behind)
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
        calendar=calendar(work),
    )
    again = (*DRAFTING.judge(drafted, work.policy), *also(work, tender, drafted, lots, behind))
    again += (*prequalification.against_publishing(work, tender_id), *pauses.paused(work, tender))
    again += methods.proof(work, tender, statutory=drafted.statutory)
    warnings = PUBLICATION[tender.method].require(facts, work.policy, also=again)
    tender.statutory = drafted.statutory
    tender.issued_at, tender.deadline = work.now, closing
    tender.sale_from, tender.sale_until = sale_from, sale_until
    tender.media = list(media)
    keys.make(work, tender, officers)
    auctions.announce(work, tender, lots, auction)
    work.step(
        TENDER, tender, "publish", warnings=warnings, deadline=closing, sale_from=sale_from,
        sale_until=sale_until, media=tender.media, statutory=tender.statutory,
        criteria=tender.criteria, lots=[terms_of(lot) for lot in lots], most_lots=tender.most_lots,
        ties=tender.ties, price_basis=tender.price_basis, short_bond=tender.short_bond,
        validity_days=tender.validity_days, requirements=tender.requirements,
        seal=tender.seal, public_key=tender.public_key, threshold=tender.threshold,
        officers=list(officers),
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
        calendar(work),
    )
    rules = CLARIFICATION if tender.method in TENDERS else EXTENSION
    linted = WORDS.judge(Texts(work.today, (text,)), work.policy)
    linted += documents.judge(work, tender, {"澄清": text}, statutory=tender.statutory)
    warnings = rules.require(facts, work.policy, also=linted)
    tender.deadline = after
    auctions.postpone(work, tender, after - before)
    notice, told = notices.tell(work, tender, text)
    work.step(
        TENDER, tender, "clarify", warnings=warnings, text=text, was=before, deadline=after,
        notice=notice.fingerprint, told=len(told) - 1,
    )  # fmt: skip
    work.session.add_all(told)
    return tender


def cancel(
    work: Work, tender_id: UUID, *, reason: str, cause: str = "", evidence: str = ""
) -> Tender:
    """End a tender before its bids are opened; who took part is told (实施条例 第三十一条).

    *cause* is a word of ``Cancellation`` and *evidence* names the paper that proves
    it; once the notice is out both are needed. *reason* says more.
    """
    reason = said(reason, "终止原因", field="reason")
    why = one_of(Cancellation, cause, field="cause") if cause else None
    tender = work.get(Tender, tender_id)
    TENDER.next(tender.state, "cancel")
    facts = Ending(work.today, tender.issued_at is not None, why, evidence)
    warnings = ENDING.require(facts, work.policy)
    rounds.call_off(work, tender_id, reason)
    tender.cancelled_on = work.today
    work.step(
        TENDER, tender, "cancel", warnings=warnings, reason=reason, cause=why, evidence=evidence
    )  # fmt: skip
    return tender


def _criterion(given: Criterion) -> dict[str, Any]:
    kept: dict[str, Any] = {"name": given["name"], "weight": given["weight"]}
    if not given.get("formula"):
        return kept
    formula = one_of(Formula, given["formula"], field="criteria")
    if formula is Formula.LOWEST_OVER_PRICE:
        return kept | {"formula": formula}
    above, below = given.get("above"), given.get("below")
    if above is None or below is None or min(above, below) < 0:
        raise Unreadable(
            f"the formula {formula} needs above and below: points for each per cent off the mean",
            zh=f"价格公式“{formula.zh}”须写明每高、每低 1% 扣几分（above、below），不得为负",
            field="criteria",
        )
    return kept | {"formula": formula, "above": f"{above:f}", "below": f"{below:f}"}


def _listed(given: Sequence[str], zh: str, *, field: str) -> list[str]:
    kept = [said(each, zh, field=field) for each in given]
    if len(set(kept)) < len(kept):
        raise Unreadable(
            f"{field} says the same twice; strike one", zh=f"{zh}有重复，请删去一项", field=field
        )
    return kept


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
