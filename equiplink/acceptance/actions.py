"""Present what arrived, judge it, accept it or send it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict
from uuid import UUID

from equiplink.acceptance import floor_facts, queries
from equiplink.acceptance.models import Acceptance
from equiplink.acceptance.queries import Dossier
from equiplink.acceptance.rules import GOODS, ORIGIN, PRESENTING, SIGNATURE, Presented
from equiplink.acceptance.states import ACCEPTANCE, Check
from equiplink.acceptance.verdict_rules import HANDS, Hands
from equiplink.acceptance.verdict_states import Disposal, Duty
from equiplink.catalogue.amounts import pieces
from equiplink.catalogue.papers import judge_papers
from equiplink.catalogue.part_rules import STRIP
from equiplink.catalogue.rules import BANNED, EXPLOSION, SAFETY_MARK
from equiplink.catalogue.states import Paper, Tracking
from equiplink.contract.deliveries import count_accepted, give_back
from equiplink.contract.models import DeliveryLine
from equiplink.db import new_id, one_of
from equiplink.errors import Unreadable, said
from equiplink.law import Finding
from equiplink.rules import say
from equiplink.supplier import actions as suppliers
from equiplink.supplier.states import MarkKind
from equiplink.work import Work

PAPERS = frozenset({"L13", "G13", "G13D"})
"""Rules whose breach says that papers are missing or out of date: the supplier owes them."""


class NamePlate(TypedDict, total=False):
    """What the nameplate says; ``ratings`` in the units that their names tell."""

    name: str
    model: str
    maker: str
    mark_number: str
    serial: str
    ex_mark: str
    ratings: dict[str, Any]


class PaperText(TypedDict, total=False):
    """What a paper says; ``valid_until`` is its last day, ``conditions`` those of its use.

    ``ex_mark`` is that of an ex certificate, ``standard`` the one that the goods are made
    or tested by, such as MT/T 914-2019.
    """

    number: str
    issuer: str
    valid_until: date | None
    model: str
    maker: str
    passed: bool | None
    conditions: str
    ex_mark: str
    standard: str


def present(
    work: Work,
    delivery_line_id: UUID,
    *,
    quantity: Decimal,
    serial: str = "",
    batch: str = "",
    plate: NamePlate,
    papers: Mapping[str, PaperText],
    checks: Mapping[str, bool] | None = None,
    made_on: date | None = None,
    expires_on: date | None = None,
) -> Acceptance:
    """Present one unit, or one batch of a lot, as it stands on the floor.

    *papers* maps words of ``Paper`` to what each says, *checks* words of
    ``Check`` to whether it passed. What is wrong with the goods is no reason to
    refuse here: it is written down and judged. Refuses more than arrived.
    """
    d = queries.dossier(work, delivery_line_id)
    pieces(quantity, tracking=d.kind.tracking, unit=d.order.unit)
    if d.kind.tracking is Tracking.UNIT and quantity != 1:
        raise Unreadable(
            f"quantity {quantity}: units are presented one by one, each with its serial number",
            zh=f"数量 {quantity}：逐件管理的设备须一台一台提交，并填写各自的出厂编号",
            field="quantity",
        )
    _in_order(made_on, expires_on, work.today)
    acceptance = Acceptance(
        id=new_id(),
        delivery_line_id=delivery_line_id,
        quantity=quantity,
        serial=serial.strip(),
        batch=batch.strip(),
        plate=_known(plate, NamePlate, "plate"),
        papers={
            one_of(Paper, name, field="papers").value: _paper(text) for name, text in papers.items()
        },
        checks={
            one_of(Check, name, field="checks").value: passed
            for name, passed in (checks or {}).items()
        },
        made_on=made_on,
        expires_on=expires_on,
        template_id=floor_facts.template_id(work, d.kind.id),
        findings=[],
        note="",
    )
    facts = Presented(work.today, quantity, d.part.quantity - d.part.presented)
    unfounded = ORIGIN.judge(queries.origin(work, d), work.policy)
    warnings = PRESENTING.require(facts, work.policy, also=unfounded)
    d.part.presented += quantity
    work.step(
        ACCEPTANCE, acceptance, "present", warnings=warnings, delivery_line_id=delivery_line_id,
        quantity=quantity, serial=acceptance.serial, batch=acceptance.batch,
        plate=acceptance.plate, papers=acceptance.papers, checks=acceptance.checks,
        made_on=made_on, expires_on=expires_on, template_id=acceptance.template_id,
    )  # fmt: skip
    return acceptance


def judge(work: Work, acceptance_id: UUID) -> tuple[Finding, ...]:
    """Return everything that speaks against the goods today, and write nothing."""
    acceptance = work.get(Acceptance, acceptance_id)
    return judged(work, acceptance, queries.dossier(work, acceptance.delivery_line_id))


def accept(work: Work, acceptance_id: UUID, *, note: str = "") -> Acceptance:
    """Accept the goods; raises ``Refused`` with all findings when any rule denies."""
    acceptance = work.get(Acceptance, acceptance_id)
    d = queries.dossier(work, acceptance.delivery_line_id)
    warnings = _signing(work, acceptance, d, also=judged(work, acceptance, d))
    count_accepted(work, d.part, acceptance.quantity)
    _sign(work, acceptance, warnings, note)
    work.step(ACCEPTANCE, acceptance, "accept", warnings=warnings, note=note)
    _mark(work, d, acceptance, MarkKind.ACCEPTED, note)
    return acceptance


def reject(work: Work, acceptance_id: UUID, *, reason: str) -> Acceptance:
    """Reject the goods and keep every finding; *reason* says what a person saw."""
    reason = said(reason, "拒收原因", field="reason")
    acceptance = work.get(Acceptance, acceptance_id)
    d = queries.dossier(work, acceptance.delivery_line_id)
    found = judged(work, acceptance, d)
    warnings = _signing(work, acceptance, d)
    d.part.rejected += acceptance.quantity
    _sign(work, acceptance, found, reason)
    work.step(
        ACCEPTANCE, acceptance, "reject", warnings=warnings, reason=reason,
        findings=acceptance.findings,
    )  # fmt: skip
    _mark(work, d, acceptance, MarkKind.REJECTED, reason)
    lacking = [say(each) for each in found if each.code in PAPERS]
    if lacking:
        _mark(work, d, acceptance, MarkKind.LATE_PAPERS, "；".join(lacking))
    return acceptance


def send_back(work: Work, acceptance_id: UUID, *, disposal: str = Disposal.RETURN) -> Acceptance:
    """Send rejected goods back, to *return* or *replace* them (a word of ``Disposal``).

    They count as not received, so a replacement may come.
    """
    wanted = one_of(Disposal, disposal, field="disposal")
    acceptance = work.get(Acceptance, acceptance_id)
    part = work.get(DeliveryLine, acceptance.delivery_line_id)
    give_back(work, part, acceptance.quantity, serial=acceptance.serial)
    acceptance.disposal = wanted
    work.step(
        ACCEPTANCE, acceptance, "send_back", quantity=acceptance.quantity,
        serial=acceptance.serial, disposal=wanted,
    )  # fmt: skip
    return acceptance


def _signing(
    work: Work, acceptance: Acceptance, d: Dossier, also: Sequence[Finding] = ()
) -> tuple[Finding, ...]:
    """Require that the actor may sign; return the warnings, *also* those about the goods."""
    hands = queries.hands(work, d, acceptance)
    apart = HANDS.judge(Hands(work.today, Duty.ACCEPT, work.actor.id, _planned(hands)), work.policy)
    facts = queries.signature(work, hands)
    return SIGNATURE.require(facts, work.policy, also=(*apart, *also))


def _planned(hands: Mapping[Duty, frozenset[UUID]]) -> Mapping[Duty, frozenset[UUID]]:
    """Leave out the two duties of which ``G05P`` and ``G05B`` tell."""
    told = {Duty.RECEIVE, Duty.BUY}
    return {duty: who for duty, who in hands.items() if duty not in told}


def judged(work: Work, acceptance: Acceptance, d: Dossier) -> tuple[Finding, ...]:
    """Return every finding: origin, what was seen, mark, ban, protection, papers at issuers."""
    mark, policy = queries.mark_facts(work, acceptance, d), work.policy
    return (
        *ORIGIN.judge(queries.origin(work, d), policy),
        *GOODS.judge(queries.goods(work, acceptance, d, mark), policy),
        *SAFETY_MARK.judge(mark, policy),
        *BANNED.judge(queries.ban_facts(work, acceptance, d), policy),
        *EXPLOSION.judge(queries.ex_facts(work, acceptance, d), policy),
        *STRIP.judge(queries.strip_facts(work, acceptance, d), policy),
        *judge_papers(
            work,
            d.product,
            {kind: each.number for kind, each in queries.papers(acceptance).items()},
            made_on=acceptance.made_on,
        ),
    )


def _sign(work: Work, acceptance: Acceptance, found: Sequence[Finding], note: str) -> None:
    acceptance.signed_by, acceptance.signed_at = work.actor.id, work.now
    acceptance.note = note
    acceptance.findings = [
        {"code": each.code, "severity": each.severity.value, "params": dict(each.params)}
        for each in found
    ]


def _mark(work: Work, d: Dossier, acceptance: Acceptance, kind: MarkKind, note: str) -> None:
    suppliers.mark(
        work, d.contract.supplier_id, kind=kind, subject="acceptance", subject_id=acceptance.id,
        note=note,
    )  # fmt: skip


def _known(text: Mapping[str, Any], form: type, field: str) -> dict[str, Any]:
    unknown = sorted(set(text) - set(form.__annotations__))
    if unknown:
        words = "、".join(form.__annotations__)
        raise Unreadable(
            f"{field} has no entry {'、'.join(unknown)}; possible: {words}",
            zh=f"{field} 没有 {'、'.join(unknown)} 这一项；可填：{words}",
            field=field,
        )
    return dict(text)


def _paper(text: PaperText) -> dict[str, Any]:
    known = _known(text, PaperText, "papers")
    until = known.get("valid_until")
    try:
        known["valid_until"] = until and date.fromisoformat(str(until)).isoformat()
    except ValueError:
        raise Unreadable(
            f"papers: valid_until '{until}' is no day; write it as 2027-02-28",
            zh=f"文件有效期“{until}”不是日期，请写成 2027-02-28 的形式",
            field="papers",
        ) from None
    return known


def _in_order(made_on: date | None, expires_on: date | None, today: date) -> None:
    if made_on is not None and (made_on > today or (expires_on or made_on) < made_on):
        raise Unreadable(
            f"made_on {made_on} lies after today or after expires_on {expires_on}; correct it",
            zh=f"生产日期 {made_on} 晚于今天或晚于失效日期 {expires_on}，请核对",
            field="made_on",
        )
