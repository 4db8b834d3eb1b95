"""视频监控自查自改: picture, network and blind spots of each camera; what is wrong is a hazard.

A point that is good again reports its hazard gone, for somebody else to verify.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from sqlalchemy import and_, func, select

from equiplink.catalogue.models import DeviceClass, Product
from equiplink.due import Due
from equiplink.errors import Unreadable
from equiplink.hazard.actions import find, find_again, open_for, report_gone
from equiplink.hazard.states import HAZARD, Level
from equiplink.mine.models import Place
from equiplink.mine.states import Role
from equiplink.register.models import Item
from equiplink.settings import Setting, Stricter
from equiplink.usage.camera_rules import CAMERA, WATCHING, Watched
from equiplink.usage.models import CameraCheck, Placement
from equiplink.work import Work

CAMERA_DAYS = Setting(
    "usage.camera_days",
    7,
    "天",
    Stricter.LOWER,
    zh="摄像仪自查周期",
    en="days between two checks of a camera",
)
POINTS = {"picture": "画面不清", "network": "网络中断", "coverage": "存在盲区"}
"""What is looked at, and what is wrong when it is not good."""


def check_camera(
    work: Work, item_id: UUID, *, picture: bool, network: bool, coverage: bool, note: str = ""
) -> CameraCheck:
    """Write down whether picture, network and coverage of a camera are good.

    What is not opens a hazard, one for each point however often it is seen; a *note* then
    says what was seen. Raises ``Refused`` for what is no camera in use (U68).
    """
    work.allow(Role.MECHANIC, Role.SAFETY_OFFICER)
    item = work.get(Item, item_id)
    kind = work.get(DeviceClass, work.get(Product, item.product_id).class_id).name
    stands = work.first(Placement, item_id=item_id, ended_at=None)
    WATCHING.require(Watched(work.today, item.number, kind, stands is not None), work.policy)
    good = {"picture": picture, "network": network, "coverage": coverage}
    note = note.strip()
    if not all(good.values()) and not note:
        raise Unreadable(
            "note is empty; say what is wrong with the camera",
            zh="有不合格项，请写明看到的情况", field="note",
        )  # fmt: skip
    made = CameraCheck(item_id=item_id, note=note, at=work.now, checked_by=work.actor.id, **good)
    work.record(
        made, "check_camera", item_id=item_id, picture=picture, network=network,
        coverage=coverage, note=note,
    )  # fmt: skip
    for point, holds in good.items():
        _told(work, item, stands.place_id if stands else None, point, holds=holds, note=note)
    return made


def _told(
    work: Work, item: Item, place_id: UUID | None, point: str, *, holds: bool, note: str
) -> None:
    cause = f"camera:{point}:{item.id}"
    known = open_for(work, cause)
    takes = HAZARD.allowed(known.state) if known is not None else ()
    if holds and known is not None and "report_gone" in takes:
        report_gone(work, known.id, evidence=note or "自查合格")
    elif not holds and known is not None and "find_again" in takes:
        find_again(work, known.id)
    elif not holds and known is None:
        find(
            work, title=f"摄像仪 {item.number} {POINTS[point]}：{note}", level=Level.GENERAL,
            basis="U68", cause=cause, item_id=item.id, place_id=place_id,
        )  # fmt: skip


def due(work: Work) -> Iterator[Due]:
    """List each camera in use by the day of its next check (U68), in one statement."""
    newest = (
        select(func.max(CameraCheck.at))
        .where(CameraCheck.mine_id == Item.mine_id, CameraCheck.item_id == Item.id)
        .scalar_subquery()
    )
    query = (
        select(Item.id, Item.number, Place.name, Placement.since, newest)
        .join(Placement, and_(Placement.mine_id == Item.mine_id, Placement.item_id == Item.id))
        .join(Place, and_(Place.mine_id == Placement.mine_id, Place.id == Placement.place_id))
        .join(Product, Product.id == Item.product_id)
        .join(DeviceClass, DeviceClass.id == Product.class_id)
        .where(Item.mine_id == work.mine_id, Placement.ended_at.is_(None))
        .where(DeviceClass.name.contains(CAMERA))
        .order_by(Item.number)
    )
    days = timedelta(days=work.setting(CAMERA_DAYS))
    for item_id, number, place, since, checked in work.session.execute(query):
        yield Due(
            code="U68", on=work.day_of(checked or since) + days, subject=Item.__tablename__,
            subject_id=item_id, number=number, role=Role.MECHANIC,
            zh=f"{number}（{place}）摄像仪自查：画面、网络、盲区",
            en=f"check the camera {number} at {place}: picture, network, blind spots",
        )  # fmt: skip
