"""The committee's own paper: statements, checklists, who leaves, who signs the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict
from uuid import UUID

from equiplink.db import new_id, one_of
from equiplink.errors import Conflict, Duplicate, Unreadable, said
from equiplink.mine.models import Person
from equiplink.mine.states import Role
from equiplink.tender import panel
from equiplink.tender.models import Bid, Member, Tender
from equiplink.tender.panel_models import Adjustment, Check, Sheet, Signature
from equiplink.tender.panel_rules import REVIEW
from equiplink.tender.panel_states import SCORE_SHEET, Leaving, Opinion, SheetState
from equiplink.tender.states import BID, TENDER
from equiplink.work import Work


class Answer(TypedDict):
    """One item of a checklist: a word of ``CheckItem``, or a qualification of the notice."""

    item: str
    passes: bool
    evidence: str


def declare_interest(work: Work, tender_id: UUID, *, interest: str = "") -> Member:
    """State, as a member, whether you have an interest in a bidder; empty means none.

    After the opening, when the bidders are known, and before you score. Who has
    one is replaced.
    """
    tender = work.get(Tender, tender_id)
    member = panel.own_seat(work, tender_id)
    if tender.opened_at is None:
        raise Conflict(
            "nobody knows the bidders before the opening; state your interests then",
            zh="开标前不知道投标人，请在开标后声明",
            field="tender_id",
        )
    member.interest, member.declared_at = interest.strip(), work.now
    work.record(member, "declare_interest", tender_id=tender_id, interest=member.interest)
    return member


def release_member(work: Work, member_id: UUID, *, reason: str, note: str) -> Member:
    """Let a member go who cannot go on; *reason* is a word of ``Leaving``.

    What he marked and found is void (实施条例 第四十八条); who takes his seat does it again.
    """
    why = one_of(Leaving, reason, field="reason")
    note = said(note, "说明", field="note")
    member = work.get(Member, member_id)
    tender = work.get(Tender, member.tender_id)
    if member.left_at is not None:
        raise Conflict("this member has left", zh="该委员已退出", field="member_id")
    TENDER.next(tender.state, "release")
    work.allow(Role.BUYER)
    member.left_at, member.leaving, member.left_note = work.now, why, note
    for sheet in work.all(Sheet, member_id=member_id):
        if sheet.state is not SheetState.VOID:
            sheet.reason = f"{why.zh}：{note}"
            work.step(SCORE_SHEET, sheet, "annul", reason=sheet.reason)
    for check in work.all(Check, member_id=member_id, replaced_at=None):
        check.replaced_at = work.now
    for adjustment in work.all(Adjustment, member_id=member_id, replaced_at=None):
        adjustment.replaced_at = work.now
    work.step(TENDER, tender, "release", member_id=member_id, reason=why, note=note)
    return member


def check_bid(work: Work, bid_id: UUID, *, answers: Sequence[Answer], reason: str = "") -> Bid:
    """Answer items of a bid's checklist, as a member, each with its evidence.

    No item has an answer of itself. Who answers an item again says the *reason*;
    the former answer is kept.
    """
    bid = work.get(Bid, bid_id)
    tender = work.get(Tender, bid.tender_id)
    TENDER.next(tender.state, "evaluate")
    member = panel.own_seat(work, tender.id)
    REVIEW.require(panel.marking(work, tender, member), work.policy)
    current = panel.checklists(work, tender, [bid])[bid_id].answers
    given = {each["item"]: each for each in answers}
    _check_items(panel.items(tender), given)
    if not current.keys().isdisjoint(given):
        reason = said(reason, "更改初步评审意见的理由", field="reason")
        for former in work.all(Check, bid_id=bid_id, replaced_at=None):
            if former.item in given:
                former.replaced_at = work.now
        work.session.flush()
    made = [
        Check(
            id=new_id(), mine_id=work.mine_id, bid_id=bid_id, member_id=member.id, item=item,
            passes=each["passes"], evidence=said(each["evidence"], "依据", field="evidence"),
            answered_at=work.now,
        )
        for item, each in given.items()
    ]  # fmt: skip
    work.step(
        BID, bid, "check", tender_id=tender.id, reason=reason,
        answers=[{"item": x.item, "passes": x.passes, "evidence": x.evidence} for x in made],
    )  # fmt: skip
    work.session.add_all(made)
    return bid


def sign_report(work: Work, tender_id: UUID, *, dissent: str = "") -> Signature:
    """Sign the evaluation report, as a member; *dissent* is what you do not agree with and why."""
    member = panel.own_seat(work, tender_id)
    opinion = Opinion.DISSENTS if dissent.strip() else Opinion.AGREES
    return _sign(work, tender_id, member, "sign_report", opinion, dissent.strip())


def note_silence(work: Work, tender_id: UUID, *, member_id: UUID, note: str) -> Signature:
    """Note that a member neither signs nor says why in writing: that is agreement (第五十三条)."""
    note = said(note, "说明", field="note")
    member = work.get(Member, member_id)
    if member.tender_id != tender_id or member.left_at is not None:
        raise Conflict(
            "he does not sit on this committee", zh="该人员不在本次评标委员会", field="member_id"
        )
    return _sign(work, tender_id, member, "note_silence", Opinion.SILENT, note)


def _sign(
    work: Work, tender_id: UUID, member: Member, action: str, opinion: Opinion, text: str
) -> Signature:
    tender = work.get(Tender, tender_id)
    TENDER.next(tender.state, action)
    if work.first(Signature, member_id=member.id) is not None:
        raise Duplicate("this member has signed", zh="该委员已签署", field="member_id")
    name = work.get(Person, member.person_id).name
    signature = Signature(
        id=new_id(), mine_id=work.mine_id, tender_id=tender_id, member_id=member.id,
        opinion=opinion, text=text, signed_at=work.now,
    )  # fmt: skip
    work.step(TENDER, tender, action, member_id=member.id, name=name, opinion=opinion, text=text)
    work.session.add(signature)
    return signature


def _check_items(known: Sequence[str], given: dict[str, Answer]) -> None:
    unknown = [item for item in given if item not in known]
    if unknown or not given:
        listed = "、".join(known)
        raise Unreadable(
            f"no such items: {', '.join(unknown) or 'none given'}; possible: {listed}",
            zh=f"没有这些评审项：{'、'.join(unknown) or '未填写'}；可填：{listed}",
            field="answers",
        )
