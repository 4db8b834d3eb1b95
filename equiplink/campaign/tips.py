"""匿名举报: told from a tag's page by anybody, taken up as a hazard or dismissed with a reason.

No name, no address and no moment of the day beside the ledger's own is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import func, select

from equiplink.campaign.violation_models import Tip
from equiplink.campaign.violation_rules import TELLING, Told
from equiplink.campaign.violation_states import TIP, TipState
from equiplink.due import Due
from equiplink.errors import NotFound, Unreadable, said
from equiplink.hazard import actions as hazards
from equiplink.hazard.models import Hazard
from equiplink.hazard.states import Channel
from equiplink.mine.states import Role
from equiplink.register.models import Item, Tag
from equiplink.work import Work

LONGEST = 1000
"""Characters of a report."""


def tell(work: Work, *, code: str, text: str) -> Tip:
    """Keep what was told about the thing of a tag; a day takes five about one thing (C69)."""
    text = said(text, "举报内容", field="text")
    if len(text) > LONGEST:
        raise Unreadable(
            f"the report has {len(text)} characters, {LONGEST} are allowed; shorten it",
            zh=f"举报内容 {len(text)} 字，不能超过 {LONGEST} 字，请精简", field="text",
        )  # fmt: skip
    tag = work.first(Tag, code=code)
    if tag is None:
        raise NotFound(
            f"tag {code} is not on this mine's register", field="code",
            zh=f"标签 {code} 不在本矿台账中，请核对",
        )  # fmt: skip
    query = select(func.count()).select_from(Tip).where(
        Tip.mine_id == work.mine_id, Tip.item_id == tag.item_id, Tip.told_on == work.today
    )  # fmt: skip
    TELLING.require(Told(work.today, work.session.scalars(query).one()), work.policy)
    made = Tip(item_id=tag.item_id, text=text, told_on=work.today)
    work.step(TIP, made, "tell", item_id=tag.item_id, text=text)
    return made


def take_up(work: Work, tip_id: UUID, *, level: str, basis: str, criterion: str = "") -> Hazard:
    """Turn a report into a hazard of its thing, found by a tip."""
    tip = work.get(Tip, tip_id)
    TIP.next(tip.state, "take_up")
    number = work.get(Item, tip.item_id).number
    made = hazards.find(
        work, title=f"{number}：{tip.text}"[:200], level=level, basis=basis,
        criterion=criterion, channel=Channel.TIP, item_id=tip.item_id,
        cause=f"tip:{tip.id}",
    )  # fmt: skip
    tip.hazard_id = made.id
    work.step(TIP, tip, "take_up", hazard_id=made.id)
    return made


def dismiss(work: Work, tip_id: UUID, *, reason: str) -> Tip:
    """Write down that nothing came of a report, and why."""
    tip = work.get(Tip, tip_id)
    tip.reason = said(reason, "办结理由", field="reason")
    work.step(TIP, tip, "dismiss", reason=reason)
    return tip


def due(work: Work) -> Iterator[Due]:
    """List the reports that nobody looked into yet (C69)."""
    for tip in work.all(Tip, state=TipState.TOLD):
        yield Due(
            code="C69", on=tip.told_on, subject="tip", subject_id=tip.id,
            number=work.get(Item, tip.item_id).number, role=Role.SAFETY_OFFICER,
            zh=f"核实匿名举报：{tip.text[:40]}", en=f"look into a report: {tip.text[:40]}",
        )  # fmt: skip
