"""A device that speaks for itself: with its one-time code once, with its own key from then on.

    POST /stations   take the one-time code; the answer is what the device pins

Afterwards it asks for its gate's manifest and uploads its scans without anybody
signed in, so that no scan waits in it for a password. It sends
``Authorization: Device <mine>.<device>.<signature>``: the ids, and in hex its
Ed25519 signature of ``words`` below. A request that is heard twice does no harm:
events are numbered, and a manifest only says what is so. What is sent is readable
all the same, so a mine serves this by HTTPS like the rest.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Security
from fastapi.security import APIKeyHeader, HTTPAuthorizationCredentials
from pydantic import BaseModel, ConfigDict

from equiplink.errors import Forbidden, NotFound
from equiplink.gate import devices
from equiplink.gate.models import Gate
from equiplink.mine.states import Role
from equiplink.work import Actor
from equiplink_api.auth import Attempts, Short
from equiplink_api.bodies import ExactRoute
from equiplink_api.deps import Caller, Served, bearer, caller_of, chain_of, stranger
from equiplink_api.problems import PROBLEMS, Unauthenticated, language

SCHEME = "Device "
PURPOSE = "equiplink device request 1"
"""The first of the words that are signed, so that a signed event never passes for a request."""

router = APIRouter(tags=["gate"], route_class=ExactRoute, responses=PROBLEMS)
_device = APIKeyHeader(
    name="Authorization",
    scheme_name="Device",
    auto_error=False,
    description="已登记设备的签名 / Device <mine>.<device>.<signature of an enrolled device>",
)


class Enrolment(BaseModel):
    """Code of the mine, the device, its one-time code, and the public key it made, in hex."""

    model_config = ConfigDict(extra="forbid")

    mine: Short
    device_id: UUID
    code: Short
    public_key: Short


class Station(BaseModel):
    """What the device pins: who it is, and the key that signs its manifests, in hex."""

    mine_id: UUID
    mine: str
    time_zone: str
    device_id: UUID
    device: str
    gate_id: UUID
    gate: str
    server_key: str


@router.post(
    "/stations",
    status_code=201,
    summary="扫码设备：凭登记码登记 / enrol",
    operation_id="stations_enrol",
)
def enrol(chain: Served, request: Request, body: Enrolment) -> Station:
    """Enrol a device by its one-time code alone: the code is the permission, for this only."""
    attempts: Attempts = request.app.state.attempts
    key = (request.client.host if request.client else "", "device", str(body.device_id))
    attempts.check(key, chain.clock())
    found = next((each for each in chain.mines() if each.code == body.mine), None)
    mine_id = found.id if found else UUID(int=0)
    itself = Actor(body.device_id, "扫码设备", mine_id, frozenset({Role.KEEPER}))
    try:
        with chain.work(itself) as work:
            device = devices.enrol_device(
                work, body.device_id, code=body.code, public_key=body.public_key
            )
            return Station(
                mine_id=mine_id,
                mine=work.mine.name,
                time_zone=work.mine.time_zone,
                device_id=device.id,
                device=device.name,
                gate_id=device.gate_id,
                gate=work.get(Gate, device.gate_id).name,
                server_key=work.key.public.hex(),
            )
    except (Forbidden, NotFound):
        attempts.fail(key, chain.clock())
        raise


def words(method: str, target: str, body: bytes) -> bytes:
    """Return what a device signs of a request; *target* is its path with its query."""
    return "\n".join([PURPOSE, method, target, sha256(body).hexdigest()]).encode()


async def _raw(request: Request) -> bytes:
    return await request.body()


def _heard(
    request: Request,
    raw: Annotated[bytes, Depends(_raw)],
    token: Annotated[HTTPAuthorizationCredentials | None, Security(bearer)],
    sent: Annotated[str | None, Security(_device)],
) -> Caller:
    if sent is None or not sent.startswith(SCHEME):
        return caller_of(request, token)
    query = f"?{request.url.query}" if request.url.query else ""
    said = words(request.method, request.url.path + query, raw)
    try:
        mine, device, signature = sent.removeprefix(SCHEME).split(".")
        mine_id, device_id = UUID(mine), UUID(device)
        about = UUID(request.path_params["id"])
    except ValueError:
        raise Unauthenticated from None
    chain = chain_of(request)
    try:
        with chain.read(stranger(mine_id)) as work:
            actor = devices.speaking(work, device_id, about=about, said=said, signature=signature)
    except Forbidden as error:
        raise Unauthenticated(error.en, zh=error.text_zh, field=error.field) from None
    return Caller(chain, actor, language(request), "")


Heard = Annotated[Caller, Depends(_heard)]
"""A parameter of this type asks for a valid token, or for the device's own signature."""
