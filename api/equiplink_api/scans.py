"""The gate: the scanner names the scan and puts it; the answer is a record, admitted or refused.

    PUT /scans/{id}     200 with the decision; sent again, the stored decision
    POST /scans/judge   what the decision would be; nothing is stored

A refusal is an answer, not an error: 200 with ``admitted: false`` and every
reason. Only what cannot be judged at all is a problem: a tag that is no code
(422), a gate that is unknown (404), an id that was used for something else (409).
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

from equiplink.gate import actions as gate
from equiplink.gate.scan import decision
from equiplink_api.bodies import ExactRoute, arguments, body_of
from equiplink_api.deps import Signed
from equiplink_api.problems import PROBLEMS, FindingOut
from equiplink_api.routes import Id

router = APIRouter(prefix="/scans", tags=["gate"], route_class=ExactRoute, responses=PROBLEMS)


class Decision(BaseModel):
    """What the gate says. ``findings`` names every broken rule, the denying ones first."""

    scan: str
    admitted: bool
    tag: str
    direction: str
    quantity: str
    at: str
    item: Any
    findings: list[FindingOut]
    hazards: list[str]
    """Hazards that the refusal opened or found open."""


def put(caller: Signed, id: Id, body: Any) -> dict[str, Any]:  # noqa: A002  the name in the path
    """Scan: judge, store and answer."""
    with caller.work() as work:
        return decision(gate.scan(work, id, **arguments(body)), caller.lang)


def judge(caller: Signed, body: Any) -> dict[str, Any]:
    """Judge and store nothing."""
    with caller.read() as work:
        return decision(gate.judge(work, **arguments(body)), caller.lang)


put.__annotations__["body"] = body_of(gate.scan, "ScanPut", skip=2)
judge.__annotations__["body"] = body_of(gate.judge, "ScanJudge", skip=1)
router.add_api_route(
    "/{id}",
    put,
    methods=["PUT"],
    response_model=Decision,
    summary="扫码入井、升井 / scan",
    description=gate.scan.__doc__ or "",
    operation_id="scans_put",
)
router.add_api_route(
    "/judge",
    judge,
    methods=["POST"],
    response_model=Decision,
    summary="试判 / what would the gate say",
    description=gate.judge.__doc__ or "",
    operation_id="scans_judge",
)
