"""Enter a regulator's stop-use notice, and its withdrawal (M13)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from equiplink.catalogue.facts import MarkFacts
from equiplink.catalogue.mark_rules import MARK_NUMBER
from equiplink.catalogue.models import StopUseNotice
from equiplink.catalogue.naming import plain
from equiplink.errors import Conflict, Unreadable, said
from equiplink.mine.states import Role
from equiplink.work import Work


def notice(
    work: Work,
    *,
    number: str,
    maker: str,
    product: str,
    mark_number: str = "",
    certificate: str = "",
    models: Sequence[str] = (),
    issuer: str,
    issued_on: date,
    reason: str,
    source: str,
) -> StopUseNotice:
    """Enter a regulator's notice to stop using what a maker sold (M13).

    It means what carries the safety mark or the *certificate*, and the maker's
    *models*, exact or with a trailing ``*`` as a series; without any of these, his
    goods that are called *product*. *issued_on* is today or an earlier day: from its
    entry on it is obeyed at the tender, at acceptance and at the gate.
    """
    work.allow(Role.ADMINISTRATOR, Role.SAFETY_OFFICER)
    code = plain(mark_number)
    if code:
        MARK_NUMBER.require(
            MarkFacts(work.today, required=True, number=code, known=False), work.policy
        )
    if issued_on > work.today:
        raise Unreadable(
            f"issued_on {issued_on} lies ahead; enter the notice when it is issued",
            zh=f"通知日期 {issued_on} 在今天之后，请在发出后登记",
            field="issued_on",
        )
    made = StopUseNotice(
        number=said(number, "通知文号", field="number").strip(),
        mark_number=code or None,
        certificate=certificate.strip(),
        models=list(models),
        maker=said(maker, "生产单位", field="maker").strip(),
        product=said(product, "产品名称", field="product").strip(),
        issuer=issuer,
        issued_on=issued_on,
        reason=reason,
        source=source,
    )
    work.record(
        made, "notice", number=made.number, mark_number=code, certificate=made.certificate,
        models=made.models, maker=made.maker, product=made.product, reason=reason,
    )  # fmt: skip
    return made


def add_notice(
    work: Work,
    *,
    number: str,
    mark_number: str,
    maker: str,
    product: str,
    issuer: str,
    issued_on: date,
    reason: str,
    source: str,
) -> StopUseNotice:
    """Enter a notice that names a safety mark, as ``notice`` does."""
    MARK_NUMBER.require(
        MarkFacts(work.today, required=True, number=plain(mark_number) or "?", known=False),
        work.policy,
    )
    return notice(
        work, number=number, mark_number=mark_number, maker=maker, product=product,
        issuer=issuer, issued_on=issued_on, reason=reason, source=source,
    )  # fmt: skip


def withdraw(work: Work, notice_id: UUID, *, withdrawn_on: date, reason: str) -> StopUseNotice:
    """Note that the regulator withdrew a notice; the holds of a recall are released one by one."""
    work.allow(Role.ADMINISTRATOR, Role.SAFETY_OFFICER)
    reason = said(reason, "撤销依据", field="reason")
    made = work.get(StopUseNotice, notice_id)
    if made.withdrawn_on is not None:
        raise Conflict(
            f"notice {made.number} was withdrawn on {made.withdrawn_on} already",
            zh=f"通知 {made.number} 已于 {made.withdrawn_on} 撤销",
            field="notice_id",
        )
    if not made.issued_on <= withdrawn_on <= work.today:
        raise Unreadable(
            f"withdrawn_on {withdrawn_on} is not between {made.issued_on}, the day of the notice, "
            "and today",
            zh=f"撤销日期 {withdrawn_on} 应在通知日期 {made.issued_on} 与今天之间",
            field="withdrawn_on",
        )
    made.withdrawn_on = withdrawn_on
    work.record(made, "withdraw", withdrawn_on=withdrawn_on, reason=reason)
    return made
