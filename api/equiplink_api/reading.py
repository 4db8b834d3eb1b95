"""Answers that take more than a record's id: passports, due checks, revisions, a procedure."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from enum import StrEnum
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from pydantic import AwareDatetime, BaseModel

from equiplink.audit.passport import passport
from equiplink.audit.rulebook import rulebook
from equiplink.campaign import actions as campaign
from equiplink.contract.checks import check_tender
from equiplink.exchange import mtt1201
from equiplink.exchange.exports import exported
from equiplink.exchange.passport_report import passport_report
from equiplink.exchange.word import docx
from equiplink.plan.queries import difference, revision
from equiplink.rules import describe
from equiplink.tender import methods
from equiplink.tender.states import Kind
from equiplink.upkeep import schedule
from equiplink_api.deps import Caller, Signed
from equiplink_api.problems import PROBLEMS, FindingOut
from equiplink_api.readings import WORD
from equiplink_api.routes import Id

router = APIRouter(responses=PROBLEMS)
law = APIRouter()

Code = Annotated[str, Path(description="the tag: 13 characters / 标签码", max_length=200)]
AsOf = Annotated[
    AwareDatetime | None, Query(description="what was known at this moment / 当时所知")
]
By = Annotated[date, Query(description="the last day that counts / 截止日")]


@router.get(
    "/items/{code}/passport", tags=["audit"], summary="一物一档 / passport", operation_id="passport"
)
def item_passport(caller: Signed, code: Code, as_of: AsOf = None) -> dict[str, Any]:
    """Return the chain of an item by its tag: links, events, the nine words, what is missing."""
    with caller.read() as work:
        return passport(work, code, as_of=as_of)


class Standard(StrEnum):
    """The files of MT/T 1201.2."""

    JBSJ = "JBSJ"
    ABSJ = "ABSJ"


@router.get(
    "/exports/mtt1201/{kind}", tags=["exchange"], summary="MT/T 1201.2 文件 / file",
    operation_id="exports_mtt1201", response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)  # fmt: skip
def standard_file(caller: Signed, kind: Standard) -> Response:
    """Return 设备基本信息 or 设备安标信息 as a county's platform reads it; the ledger tells who."""
    which = mtt1201.Kind[kind]
    with caller.read() as work:
        text = mtt1201.jbsj(work) if kind is Standard.JBSJ else mtt1201.absj(work)
        name = quote(mtt1201.file_name(work, which))
    return _taken(caller, f"MT/T 1201.2 {which}", text.encode(), name, "text/plain")


def _taken(caller: Caller, what: str, content: bytes, name: str, media: str) -> Response:
    with caller.work() as work:
        exported(work, what, content)
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(content, media_type=media, headers=headers)


@router.get(
    "/items/{code}/passport.docx", tags=["audit"], summary="一物一档 DOCX / passport to print",
    operation_id="passport_docx", response_class=Response,
    responses={200: {"content": {WORD: {"schema": {"type": "string", "format": "binary"}}}}},
)  # fmt: skip
def printed_passport(caller: Signed, code: Code, as_of: AsOf = None) -> Response:
    """Return the passport of an item as a file for a word processor; the ledger tells who."""
    with caller.read() as work:
        told = passport(work, code, as_of=as_of)
    content = docx(passport_report(told))
    return _taken(caller, f"passport {told['tag']}", content, f"{told['tag']}.docx", WORD)


@router.get("/jobs/due", tags=["upkeep"], summary="到期检修 / due", operation_id="jobs_due")
def checks_due(caller: Signed, by: By) -> list[dict[str, Any]]:
    """Return the checks that are due on or before a day, the most urgent first."""
    with caller.read() as work:
        return [
            {
                "item_id": each.item.id,
                "number": each.item.number,
                "interval_id": each.interval.id,
                "name": each.interval.name,
                "kind": each.interval.kind,
                "due_on": each.due_on,
                "overdue": each.overdue,
            }
            for each in schedule.due(work, by)
        ]


@router.get(
    "/plans/{id}/revisions/{number}",
    tags=["plan"],
    summary="采购计划：某一版 / one revision",
    operation_id="plans_revision",
)
def one_revision(caller: Signed, id: Id, number: int) -> dict[str, Any]:  # noqa: A002  the same
    """Return the plan as it stood in one revision, as the ledger tells."""
    with caller.read() as work:
        return asdict(revision(work, id, number))


@router.get(
    "/plans/{id}/difference",
    tags=["plan"],
    summary="采购计划：两版之差 / what differs",
    operation_id="plans_difference",
)
def differs(caller: Signed, id: Id, before: int, after: int) -> list[dict[str, Any]]:  # noqa: A002  the same
    """Return every word in which two revisions differ."""
    with caller.read() as work:
        found = difference(revision(work, id, before), revision(work, id, after))
        return [asdict(each) for each in found]


class Judged(BaseModel):
    """What is wrong with a procedure, and which days follow from it."""

    admitted: bool
    findings: list[FindingOut]
    computed: dict[str, Any]


@router.post(
    "/checks/tender",
    tags=["tender"],
    summary="招标：核查时间表 / judge a procedure",
    operation_id="checks_tender",
    response_model=Judged,
)
async def judge_procedure(caller: Signed, request: Request) -> dict[str, Any]:
    """Judge a timetable or a whole procedure by the mine's policy, and record nothing."""
    content = await request.body()
    return await run_in_threadpool(_judged, caller, content)


def _judged(caller: Caller, content: bytes) -> dict[str, Any]:
    with caller.read() as work:
        limits = {kind: methods.limits(work, kind, work.today) for kind in Kind}
        judged = check_tender(content, work.today, policy=work.policy, limits=limits)
    return {
        "admitted": not any(each.denies for each in judged.findings),
        "findings": [describe(each, caller.lang) for each in judged.findings],
        "computed": judged.computed,
    }


@router.get(
    "/campaigns/{id}/missed_rounds",
    tags=["campaign"],
    summary="专项整治：缺查 / missed rounds",
    operation_id="campaigns_missed_rounds",
)
def missed(caller: Signed, id: Id, by: By) -> list[dict[str, Any]]:  # noqa: A002  the name in the path
    """Return the periods that were over before a day without a round or an explanation."""
    with caller.read() as work:
        return [asdict(each) for each in campaign.missed_rounds(work, id, by)]


@law.get("/rules", tags=["service"], summary="全部规则 / rules", operation_id="rules")
def rules() -> list[dict[str, Any]]:
    """Return every rule with its clause and the days between which it holds."""
    return rulebook()
