"""What a station asks for beside its scans: a wrong one taken back, and what a person looks at.

POST /devices/{id}/corrections   take back one of its scans by a record of its own
POST /devices/{id}/conflicts     what does not fit, of its own scans, until somebody resolved it

Both are for the device itself, by its own signature; see ``stations``.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from equiplink.errors import NotFound
from equiplink.gate.models import ScanCorrection
from equiplink.gate.offline_models import Conflict, Device, DeviceEvent
from equiplink.register.models import Item
from equiplink.usage.correcting import correct_scan
from equiplink.work import Work
from equiplink_api import records
from equiplink_api.auth import Short
from equiplink_api.bodies import ExactRoute
from equiplink_api.problems import PROBLEMS
from equiplink_api.routes import Id
from equiplink_api.stations import Heard

MOST = 50
"""Conflicts that are told at once, the oldest first."""

router = APIRouter(tags=["gate"], route_class=ExactRoute, responses=PROBLEMS)


class Undo(BaseModel):
    """The number of the device's scan that was wrong, why, and the operator's own number."""

    model_config = ConfigDict(extra="forbid")

    seq: Annotated[int, Field(ge=1)]
    reason: Short
    operator: Short


class Undone(BaseModel):
    """That it was taken back, and when; told again for a scan that was taken back before."""

    seq: int
    corrected_at: datetime


class Odd(BaseModel):
    """What does not fit: the scan's number at the device, and the thing by its number."""

    kind: str
    zh: str
    seq: str
    number: str | None
    found_at: datetime


@router.post(
    "/devices/{id}/corrections",
    summary="扫码设备：更正误扫 / take back a wrong scan",
    operation_id="devices_correct",
)
def correct(caller: Heard, id: Id, body: Undo) -> Undone:  # noqa: A002  the name in the path
    """Take back a scan of this device; asked twice, it is taken back once."""
    with caller.work() as work:
        records.find(work, Device, id)
        event = work.first(DeviceEvent, device_id=id, seq=body.seq)
        if event is None or event.scan_id is None:
            raise NotFound(
                f"scan {body.seq} of this device is not here yet; upload it first",
                zh=f"本设备第 {body.seq} 次扫码尚未上传，请先上传",
                field="seq",
            )
        made = work.first(ScanCorrection, scan_id=event.scan_id)
        if made is None:
            why = f"{body.reason}（操作人 {body.operator}）"
            made = correct_scan(work, event.scan_id, reason=why)
        return Undone(seq=body.seq, corrected_at=made.corrected_at)


@router.post(
    "/devices/{id}/conflicts",
    summary="扫码设备：待人处理 / what a person has to look at",
    operation_id="devices_conflicts",
)
def conflicts(caller: Heard, id: Id) -> list[Odd]:  # noqa: A002  the name in the path
    """Return what stands open of this device's scans, the oldest first."""
    with caller.read() as work:
        records.find(work, Device, id)
        return [
            Odd(
                kind=each.kind.value,
                zh=each.kind.zh,
                seq=each.key,
                number=number,
                found_at=each.found_at,
            )
            for each, number in _open(work, id)
        ]


def _open(work: Work, device_id: Id) -> list[tuple[Conflict, str | None]]:
    query = (
        select(Conflict, Item.number)
        .outerjoin(Item, (Item.mine_id == Conflict.mine_id) & (Item.id == Conflict.item_id))
        .where(
            Conflict.mine_id == work.mine_id,
            Conflict.device_id == device_id,
            Conflict.resolved_at.is_(None),
        )
        .order_by(Conflict.found_at, Conflict.key)
        .limit(MOST)
    )
    return [(each, number) for each, number in work.session.execute(query)]
