"""Obey a stop-use notice: find what it reaches, hold it, and write down what takes its place.

A recall may be run again as often as one likes. Things that came since are held too,
and a machine whose stopped part was taken out is free again. How far it is, place by
place, is read in ``equiplink.audit.recall``.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from equiplink.catalogue.models import StopUseNotice
from equiplink.catalogue.notices import Target, meant, named
from equiplink.db import plain
from equiplink.errors import Conflict, NotFound
from equiplink.hazard import reached
from equiplink.hazard.actions import find
from equiplink.hazard.holding import hold
from equiplink.hazard.models import Hazard
from equiplink.hazard.recall_models import Recall, Substitution
from equiplink.hazard.recall_rules import SUBSTITUTION, Substitute
from equiplink.hazard.states import Channel, Level
from equiplink.mine.states import Role
from equiplink.register.hold_models import Hold
from equiplink.register.hold_states import HoldKind, HoldSubject
from equiplink.register.models import Item
from equiplink.work import Work


def recall(work: Work, notice_id: UUID, *, level: str = Level.GENERAL) -> Recall:
    """Obey a stop-use notice in this mine, or go through it again (M13).

    Holds the mark, or the products when the notice names none, and each machine that
    has one inside; opens one hazard, which cannot be closed before none of it is
    underground. Of orders nothing can be accepted from the notice on.
    """
    work.allow(Role.SAFETY_OFFICER, Role.INSPECTOR)
    notice = work.session.get(StopUseNotice, notice_id)
    if notice is None:
        raise NotFound(
            "there is no such stop-use notice",
            zh="没有这份停用通知，请核对文号",
            field="notice_id",
        )
    if notice.withdrawn_on is not None:
        raise Conflict(
            f"notice {notice.number} was withdrawn on {notice.withdrawn_on}; nothing is to be held",
            zh=f"通知 {notice.number} 已于 {notice.withdrawn_on} 撤销，无需停用",
            field="notice_id",
        )
    found = reached.things(work, notice)
    known = work.first(Recall, notice_id=notice_id)
    hazard = _hazard(work, notice, found, level) if known is None else None
    made = known or Recall(
        notice_id=notice_id, hazard_id=hazard.id if hazard else None, started_at=work.now, found={}
    )
    new = {str(f.item.id): _as_found(work, f) for f in found if str(f.item.id) not in made.found}
    made.found = {**made.found, **new}
    held, freed = _hold(work, notice, made, found), _free(work, made, found)
    work.record(
        made, "recall", notice=notice.number, found=sorted(new), held=held, freed=freed,
        orders=[str(each.line.id) for each in reached.orders(work, notice)],
    )  # fmt: skip
    return made


def stop_use(work: Work, notice_id: UUID, *, level: str = Level.GENERAL) -> Hazard:
    """Obey a stop-use notice as ``recall`` does, and return its hazard."""
    return work.get(Hazard, recall(work, notice_id, level=level).hazard_id)


def replace(work: Work, recall_id: UUID, *, item_id: UUID, replacement_id: UUID) -> Substitution:
    """Write down what took the place of a recalled thing; it may not be recalled itself (CT9)."""
    work.allow(Role.SAFETY_OFFICER, Role.MECHANIC, Role.KEEPER)
    made = work.get(Recall, recall_id)
    work.get(Item, item_id)
    replacement = work.get(Item, replacement_id)
    again = work.first(Substitution, recall_id=recall_id, replacement_id=replacement_id)
    SUBSTITUTION.require(
        Substitute(
            today=work.today,
            recalled=str(item_id) in made.found,
            replacement=replacement.number,
            reached=str(replacement_id) in made.found,
            state=replacement.state,
            used=again is not None and again.item_id != item_id,
        ),
        work.policy,
    )
    put = work.first(Substitution, recall_id=recall_id, item_id=item_id) or Substitution(
        recall_id=recall_id, item_id=item_id
    )
    put.replacement_id, put.at = replacement_id, work.now
    work.record(put, "replace", item_id=item_id, replacement_id=replacement_id)
    return put


def _hazard(
    work: Work, notice: StopUseNotice, found: Iterable[reached.Found], level: str
) -> Hazard:
    things = [each.item for each in found if not each.machine]
    below = sum((item.underground for item in things), Decimal(0))
    stock = sum((item.stock + item.issued for item in things), Decimal(0))
    number = notice.mark_number or notice.certificate or "、".join(notice.models) or "—"
    return find(
        work,
        title=f"{notice.maker}“{notice.product}”（{number}）被通知停止使用："
        f"井下 {plain(below)} 件，库存 {plain(stock)} 件",
        level=level,
        channel=Channel.RECALL,
        basis="M13",
        cause=f"notice:{notice.number}",
    )


def _as_found(work: Work, each: reached.Found) -> dict[str, Any]:
    item = each.item
    return {
        "at": work.now.isoformat(),
        "machine": each.machine,
        "why": str(each.why),
        "why_zh": each.why.zh,
        "underground": plain(item.underground),
        "stock": plain(item.stock + item.issued),
        "state": item.state.value,
    }


def _hold(
    work: Work, notice: StopUseNotice, made: Recall, found: Iterable[reached.Found]
) -> list[str]:
    """Place the holds that are not there yet; return their keys."""
    wanted = {}
    if notice.mark_number:
        wanted[notice.mark_number] = HoldSubject.MARK
    for each in found:
        whole = _whole_product(notice, each)
        if each.machine or not (whole or each.item.mark_number == notice.mark_number):
            wanted[str(each.item.id)] = HoldSubject.ITEM
        elif whole:
            wanted[str(each.product.id)] = HoldSubject.PRODUCT
    there = {each.key for each in _open(work, made)}
    placed = []
    for key, subject in wanted.items():
        if key not in there:
            hold(
                work, kind=HoldKind.STOP_USE, subject=subject, key=key,
                reason=f"{notice.issuer} {notice.number}", hazard_id=made.hazard_id,
            )  # fmt: skip
            placed.append(key)
    return placed


def _whole_product(notice: StopUseNotice, each: reached.Found) -> bool:
    """Say whether every thing of the product is meant, whatever number it carries."""
    product = each.product
    target = Target(product.maker, product.name, product.model)
    return meant(named(notice), target) is not None


def _free(work: Work, made: Recall, found: Iterable[reached.Found]) -> list[str]:
    """Release the machines that have none inside any more; return their ids."""
    inside = {str(each.item.id) for each in found if each.machine}
    freed = []
    for each in _open(work, made):
        if made.found.get(each.key, {}).get("machine") and each.key not in inside:
            each.released_at = work.now
            work.record(each, "release", reason="所装的停用部件已拆下")
            freed.append(each.key)
    return freed


def _open(work: Work, made: Recall) -> list[Hold]:
    return [
        each
        for each in work.all(Hold, hazard_id=made.hazard_id, released_at=None)
        if each.kind is HoldKind.STOP_USE
    ]
