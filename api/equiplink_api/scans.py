"""The gate: the scanner names the scan and puts it; the answer is a record, admitted or refused.

    PUT /scans/{id}     200 with the decision; sent again, the stored decision
    PUT /trips/{id}     many things at once, each by itself or all or none
    POST /scans/judge   what the decision would be, also if something were otherwise
    POST /scans/explain the same with every rule and its evidence
    POST /scans/list    what the decisions would be on a day, such as tomorrow
    GET /scans/{id}/again   the stored decision, judged again

A refusal is an answer, not an error: 200 with ``admitted: false`` and every
reason. Only what cannot be judged at all is a problem: a tag that is no code
(422), a gate that is unknown (404), an id that was used for something else (409).
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel

from equiplink.gate import actions as gate
from equiplink.gate.again import judge_again
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
    rule_set: str
    edition: str
    """The fingerprint of the rules that judged."""
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


def explain(caller: Signed, body: Any) -> dict[str, Any]:
    """Judge, and tell what each rule read and said; store nothing."""
    with caller.read() as work:
        return gate.explained(work, caller.lang, **arguments(body))


def judge_list(caller: Signed, body: Any) -> list[dict[str, Any]]:
    """Judge each thing on the list; store nothing."""
    with caller.read() as work:
        answers = gate.judge_list(work, **arguments(body))
        return [decision(each, caller.lang) for each in answers]


def trip(caller: Signed, id: Id, body: Any) -> list[dict[str, Any]]:  # noqa: A002  the same
    """Scan everything on a trip in one act."""
    with caller.work() as work:
        answers = gate.scan_trip(work, id, **arguments(body))
        return [decision(each, caller.lang) for each in answers]


@router.get("/{id}/again", summary="复判 / judge again", operation_id="scans_again")
def again(caller: Signed, id: Id) -> dict[str, Any]:  # noqa: A002  the same
    """Judge a stored scan again: by what was known then, and by what is known now."""
    with caller.read() as work:
        return judge_again(work, id, caller.lang)


put.__annotations__["body"] = body_of(gate.scan, "ScanPut", skip=2)
judge.__annotations__["body"] = body_of(gate.judge, "ScanJudge", skip=1)
explain.__annotations__["body"] = body_of(gate.explained, "ScanExplain", skip=2)
judge_list.__annotations__["body"] = body_of(gate.judge_list, "ScanList", skip=1)
trip.__annotations__["body"] = body_of(gate.scan_trip, "TripPut", skip=2)
trips = APIRouter(prefix="/trips", tags=["gate"], route_class=ExactRoute, responses=PROBLEMS)
trips.add_api_route(
    "/{id}",
    trip,
    methods=["PUT"],
    response_model=list[Decision],
    summary="一车多件 / scan a trip",
    description=gate.scan_trip.__doc__ or "",
    operation_id="trips_put",
)
router.add_api_route(
    "/explain",
    explain,
    methods=["POST"],
    summary="逐条说明 / explain every rule",
    description=gate.explained.__doc__ or "",
    operation_id="scans_explain",
)
router.add_api_route(
    "/list",
    judge_list,
    methods=["POST"],
    response_model=list[Decision],
    summary="次日入井清单试判 / judge a list",
    description=gate.judge_list.__doc__ or "",
    operation_id="scans_list_judge",
)
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
