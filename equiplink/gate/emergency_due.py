"""The emergency entries that are not regular yet."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from equiplink.due import Due
from equiplink.gate.models import EmergencyEntry
from equiplink.gate.states import EmergencyState
from equiplink.hazard.models import Hazard
from equiplink.hazard.states import HazardState
from equiplink.mine.states import Role
from equiplink.register.models import Item
from equiplink.work import Work


def due(work: Work) -> Iterator[Due]:
    """List each emergency entry whose hazard is open; past its end it is the approver's (G62)."""
    query = (
        select(EmergencyEntry, Item.number)
        .join(Item, (Item.mine_id == EmergencyEntry.mine_id) & (Item.id == EmergencyEntry.item_id))
        .join(
            Hazard, (Hazard.mine_id == EmergencyEntry.mine_id)
            & (Hazard.id == EmergencyEntry.hazard_id),
        )
        .where(EmergencyEntry.mine_id == work.mine_id, EmergencyEntry.state == EmergencyState.USED)
        .where(Hazard.state != HazardState.CLOSED)
        .order_by(EmergencyEntry.id)
    )  # fmt: skip
    for each, number in work.session.execute(query):
        late = each.until < work.now
        yield Due(
            code="G62",
            on=work.day_of(each.until),
            subject="emergency_entry",
            subject_id=each.id,
            number=number,
            role=Role.APPROVER if late else Role.SAFETY_OFFICER,
            zh=f"{number} 应急入井后补办手续：{each.reason}"
            + ("（已逾期，升级报告）" if late else ""),
            en=f"{number}: make its emergency entry regular" + (" (escalated)" if late else ""),
        )
