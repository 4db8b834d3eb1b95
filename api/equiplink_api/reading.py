"""Answers that are more than a record: passports, due checks, what speaks against goods, rules."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from equiplink.acceptance import actions as acceptance
from equiplink.audit.passport import passport
from equiplink.audit.plan_actual import plan_actual
from equiplink.audit.procurement import procurement
from equiplink.audit.reach import reach
from equiplink.audit.rulebook import rulebook
from equiplink.audit.sealed_bids import sealed_bids
from equiplink.campaign import actions as campaign
from equiplink.contract.checks import check_tender
from equiplink.exchange.html import html
from equiplink.exchange.report import report as document_of
from equiplink.exchange.word import docx
from equiplink.plan.queries import difference, revision
from equiplink.rules import describe
from equiplink.supplier import queries as suppliers
from equiplink.tender import signs, standing
from equiplink.tender.retention import kept_until
from equiplink.upkeep import schedule
from equiplink_api.deps import Caller, Signed
from equiplink_api.problems import PROBLEMS, FindingOut
from equiplink_api.routes import Id

router = APIRouter(responses=PROBLEMS)
law = APIRouter()

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PRINTED = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
"""A report runs nothing and fetches nothing, whatever a bidder wrote into it."""

Code = Annotated[str, Path(description="the tag: 13 characters / 标签码", max_length=200)]
By = Annotated[date, Query(description="the last day that counts / 截止日")]


@router.get(
    "/items/{code}/passport", tags=["audit"], summary="一物一档 / passport", operation_id="passport"
)
def item_passport(caller: Signed, code: Code) -> dict[str, Any]:
    """Return the chain of an item by its tag: links, events, the nine words, what is missing."""
    with caller.read() as work:
        return passport(work, code)


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
    "/plans/{id}/actual",
    tags=["audit"],
    summary="采购计划：计划与执行 / plan against actual",
    operation_id="plans_actual",
)
def actual(caller: Signed, id: Id) -> dict[str, Any]:  # noqa: A002  the name in the path
    """Return what became of every line: tenders, orders, deliveries, tags, deviations with sums."""
    with caller.read() as work:
        return plan_actual(work, id)


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


@router.get(
    "/acceptances/{id}/findings",
    tags=["acceptance"],
    summary="验收：试判 / what speaks against it",
    operation_id="acceptances_judge",
    response_model=list[FindingOut],
)
def against(caller: Signed, id: Id) -> list[dict[str, Any]]:  # noqa: A002  the name in the path
    """Return everything that speaks against the goods today, and write nothing."""
    with caller.read() as work:
        return [describe(each, caller.lang) for each in acceptance.judge(work, id)]


@router.get(
    "/tenders/{id}/signs",
    tags=["tender"],
    summary="招标：串通投标线索 / signs of collusion",
    operation_id="tenders_signs",
    response_model=list[FindingOut],
)
def suspicions(caller: Signed, id: Id) -> list[dict[str, Any]]:  # noqa: A002  the name in the path
    """Return the signs of collusion among the opened bids, with their evidence; no verdict."""
    with caller.read() as work:
        return [describe(each, caller.lang) for each in signs.signs(work, id)]


@router.get(
    "/tenders/{id}/proof",
    tags=["tender"],
    summary="招标：密封投标的证明 / proof of sealed bids",
    operation_id="tenders_proof",
)
def proof(caller: Signed, id: Id) -> dict[str, Any]:  # noqa: A002  the name in the path
    """Return what a stranger needs to check that no bid was read early or changed."""
    with caller.read() as work:
        return sealed_bids(work, id)


@router.get(
    "/tenders/{id}/kept_until",
    tags=["tender"],
    summary="招标：文件保存至 / keep the files until",
    operation_id="tenders_kept_until",
)
def kept(caller: Signed, id: Id) -> date:  # noqa: A002  the name in the path
    """Return the first day on which the files of a tender need not be kept any more."""
    with caller.read() as work:
        return kept_until(work, id)


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
        judged = check_tender(content, work.today, policy=work.policy)
    return {
        "admitted": not any(each.denies for each in judged.findings),
        "findings": [describe(each, caller.lang) for each in judged.findings],
        "computed": judged.computed,
    }


@router.get(
    "/tenders/{id}/reputations",
    tags=["tender"],
    summary="招标：参与者信誉 / reputations",
    operation_id="tenders_reputations",
)
def reputations(caller: Signed, id: Id) -> list[dict[str, Any]]:  # noqa: A002  the name in the path
    """Return the reputation of who was invited or whose bid is open, with all its parts."""
    with caller.read() as work:
        return standing.reputations(work, id, caller.lang)


@router.get(
    "/suppliers/{id}/reputation",
    tags=["supplier"],
    summary="供应商：信誉 / reputation",
    operation_id="suppliers_reputation",
)
def reputation(caller: Signed, id: Id) -> dict[str, Any]:  # noqa: A002  the name in the path
    """Return score and grade with the marks that they come from, and what speaks against him."""
    with caller.read() as work:
        return suppliers.explained(work, id, caller.lang)


@router.get(
    "/suppliers/{id}/reach",
    tags=["audit"],
    summary="供应商：牵涉范围 / reach",
    operation_id="suppliers_reach",
)
def touched(caller: Signed, id: Id) -> dict[str, Any]:  # noqa: A002  the name in the path
    """Return his open bids, contracts and arrivals, and his goods in stock and underground."""
    with caller.read() as work:
        return reach(work, id)


@router.get(
    "/tenders/{id}/report",
    tags=["tender"],
    summary="招标：评标档案 / file of the tender",
    operation_id="tenders_report",
)
def tender_report(caller: Signed, id: Id) -> dict[str, Any]:  # noqa: A002  the name in the path
    """Return everything on file about a tender, with all numbers that its ranks follow from."""
    with caller.read() as work:
        return procurement(work, str(id))


@router.get(
    "/tenders/{id}/report.html",
    tags=["tender"],
    summary="招标：评标报告 HTML / report to print",
    operation_id="tenders_report_html",
    response_class=HTMLResponse,
)
def tender_report_html(caller: Signed, id: Id) -> HTMLResponse:  # noqa: A002  the name in the path
    """Return the same as one page that fetches nothing and prints on A4."""
    with caller.read() as work:
        return HTMLResponse(html(document_of(procurement(work, str(id)))), headers=PRINTED)


@router.get(
    "/tenders/{id}/report.docx",
    tags=["tender"],
    summary="招标：评标报告 DOCX / report to edit",
    operation_id="tenders_report_docx",
    response_class=Response,
    responses={200: {"content": {WORD: {"schema": {"type": "string", "format": "binary"}}}}},
)
def tender_report_docx(caller: Signed, id: Id) -> Response:  # noqa: A002  the name in the path
    """Return the same as a file for a word processor."""
    with caller.read() as work:
        content = docx(document_of(procurement(work, str(id))))
    named = {"Content-Disposition": f'attachment; filename="{id}.docx"'}
    return Response(content, headers=named, media_type=WORD)


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
