"""Devices that go on without the network: invited, given a manifest, heard afterwards.

POST /devices/invite        a device and its one-time code, shown this once
POST /gates/{id}/manifest   the gate's next manifest, signed; with ``base`` what changed since
POST /devices/{id}/events   what the device did; a verdict for each event
GET  /devices/{id}/gaps     the numbers that are missing: scans that were held back
POST /gates/{id}/judge      while there is a network: what the gate would say, and of which thing

All but the first and the gaps are also for the device itself; see ``stations``.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from equiplink.gate import actions as gate
from equiplink.gate import devices, manifest, uploads
from equiplink.gate.models import Gate, Scan
from equiplink.gate.offline_models import Device
from equiplink.gate.scan import decision
from equiplink.gate.states import Direction
from equiplink.work import Work
from equiplink_api import records
from equiplink_api.bodies import ExactRoute, arguments, body_of
from equiplink_api.deps import Signed
from equiplink_api.problems import PROBLEMS
from equiplink_api.routes import Id
from equiplink_api.scans import Decision
from equiplink_api.stations import Heard

router = APIRouter(tags=["gate"], route_class=ExactRoute, responses=PROBLEMS)
_BYTES = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}


class Invited(BaseModel):
    """A device and its one-time code. ``server_key`` is the key that signs manifests, in hex."""

    id: UUID
    code: str
    server_key: str


class Verdict(BaseModel):
    """What became of one event; what is not ``kept`` has to be sent again, or looked at."""

    seq: int
    kept: bool
    verdict: str


def _judged(
    work: Work,
    gate_id: UUID,
    *,
    tag: str,
    direction: str = Direction.IN,
    quantity: Decimal | int = 1,
) -> Scan:
    """Answer as this gate would; nothing is supposed and nothing stored."""
    there: Any = records.find(work, Gate, gate_id)
    return gate.judge(work, tag=tag, gate=there.name, direction=direction, quantity=quantity)


def judge(caller: Heard, id: Id, body: Any) -> dict[str, Any]:  # noqa: A002  in the path
    """Judge at this gate and store nothing: what a station shows beside its own decision."""
    with caller.read() as work:
        return decision(_judged(work, id, **arguments(body)), caller.lang)


def invite(caller: Signed, body: Any) -> Invited:
    """Name a device for a gate."""
    with caller.work() as work:
        device, code = devices.invite_device(work, **arguments(body))
        return Invited(id=device.id, code=code, server_key=work.key.public.hex())


def upload(caller: Heard, id: Id, body: Any) -> list[dict[str, Any]]:  # noqa: A002  in the path
    """Take a device's events, in any order and as often as it likes."""
    with caller.work() as work:
        records.find(work, Device, id)
        return uploads.upload(work, id, **arguments(body))


judge.__annotations__["body"] = body_of(_judged, "GateJudge", skip=2)
invite.__annotations__["body"] = body_of(devices.invite_device, "DeviceInvite", skip=1)
upload.__annotations__["body"] = body_of(uploads.upload, "DeviceUpload", skip=2)
router.add_api_route(
    "/devices/invite",
    invite,
    methods=["POST"],
    status_code=201,
    response_model=Invited,
    summary="扫码设备：发放登记码 / invite a device",
    operation_id="devices_invite",
)
router.add_api_route(
    "/devices/{id}/events",
    upload,
    methods=["POST"],
    response_model=list[Verdict],
    summary="扫码设备：上传离线记录 / upload",
    operation_id="devices_upload",
)
router.add_api_route(
    "/gates/{id}/judge",
    judge,
    methods=["POST"],
    response_model=Decision,
    summary="井口：试判 / what would this gate say",
    operation_id="gates_judge",
)


@router.post(
    "/gates/{id}/manifest",
    summary="井口：离线清单 / offline manifest",
    operation_id="gates_manifest",
    response_class=Response,
    responses={200: {"content": _BYTES}},
)
def issue(
    caller: Heard,
    id: Id,  # noqa: A002  the name in the path
    base: Annotated[
        int | None, Query(description="the seq that the device holds / 现有版次")
    ] = None,
) -> Response:
    """Make the gate's next manifest; with *base* only what changed since."""
    with caller.work() as work:
        records.find(work, Gate, id)
        content = manifest.issue_manifest(work, id, base=base)
    return Response(content, media_type="application/octet-stream")


@router.get(
    "/devices/{id}/gaps",
    summary="扫码设备：缺号 / missing numbers",
    operation_id="devices_gaps",
)
def missing(caller: Signed, id: Id) -> list[int]:  # noqa: A002  the name in the path
    """Return the numbers that are missing below the highest one."""
    with caller.read() as work:
        records.find(work, Device, id)
        return uploads.gaps(work, id)
