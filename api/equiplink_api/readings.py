"""Questions about one record, each a row of one table: GET /{path}/{id}/{name}.

What is asked is a verb that reads. What leaves as a file, and a tender's file and the
proof of its sealed bids in any form, is told in the ledger with who took it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from functools import wraps
from inspect import cleandoc
from typing import Any, TypeAlias
from uuid import UUID

from fastapi import APIRouter, Response
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse

from equiplink.acceptance import actions as acceptance
from equiplink.acceptance import instruments, sampling
from equiplink.audit.plan_actual import plan_actual
from equiplink.audit.procurement import procurement
from equiplink.audit.reach import reach
from equiplink.audit.sealed_bids import sealed_bids
from equiplink.audit.trace import trace
from equiplink.campaign import people, points, rechecks
from equiplink.contract import awaited, inspection
from equiplink.contract.inspection import Conformity
from equiplink.exchange.exports import exported
from equiplink.exchange.html import html
from equiplink.exchange.plan_report import plan_report
from equiplink.exchange.report import report as document_of
from equiplink.exchange.word import docx
from equiplink.exchange.workbook import workbook
from equiplink.rules import describe
from equiplink.supplier import queries as suppliers
from equiplink.tender import auctions, signs, standing
from equiplink.tender.retention import kept_until
from equiplink.upkeep import faults
from equiplink.upkeep.spoiled import spoiled
from equiplink.usage import clearing, stocktakes
from equiplink.work import Work
from equiplink_api import records
from equiplink_api.deps import Signed
from equiplink_api.problems import PROBLEMS, FindingOut
from equiplink_api.routes import Id

JSON, PAGE = "application/json", "text/html"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PRINTED = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
"""A report runs nothing and fetches nothing, whatever a bidder wrote into it."""

Answer: TypeAlias = Callable[[Work, UUID, str], Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """One question: ``GET /path/{id}/name``. ``answer`` takes the record's id and the language."""

    path: str
    name: str
    tag: str
    summary: str
    answer: Answer
    returns: Any = dict[str, Any]
    media: str = JSON
    operation: str = ""
    file: bool = False
    """Whether it is a whole file to be kept, though it is JSON."""

    def headers(self, record_id: UUID) -> dict[str, str]:
        """Return what a browser is to be told about a page or a file."""
        if self.media == PAGE:
            return PRINTED
        ending = self.name.rpartition(".")[2]
        return {"Content-Disposition": f'attachment; filename="{record_id}.{ending}"'}


def plainly(verb: Callable[[Work, UUID], Any]) -> Answer:
    """Return what a verb answers, the same in every language."""

    @wraps(verb)
    def answer(work: Work, record_id: UUID, _: str) -> Any:
        return verb(work, record_id)

    return answer


def rows(verb: Callable[[Work, UUID], Iterable[Any]]) -> Answer:
    """Return the rows that a verb answers, as JSON."""

    @wraps(verb)
    def answer(work: Work, record_id: UUID, _: str) -> list[dict[str, Any]]:
        return [asdict(each) for each in verb(work, record_id)]

    return answer


def findings(verb: Callable[[Work, UUID], Iterable[Any]]) -> Answer:
    """Return the findings of a verb in the caller's language."""

    @wraps(verb)
    def answer(work: Work, record_id: UUID, lang: str) -> list[dict[str, object]]:
        return [describe(each, lang) for each in verb(work, record_id)]

    return answer


def _report(work: Work, tender_id: UUID, _: str) -> dict[str, Any]:
    """Return everything on file about a tender, with all numbers that its ranks follow from."""
    return procurement(work, str(tender_id))


def _page(work: Work, tender_id: UUID, _: str) -> str:
    """Return the same as one page that fetches nothing and prints on A4."""
    return html(document_of(procurement(work, str(tender_id))))


def _file(work: Work, tender_id: UUID, _: str) -> bytes:
    """Return the same as a file for a word processor."""
    return docx(document_of(procurement(work, str(tender_id))))


def _actual_page(work: Work, plan_id: UUID, _: str) -> str:
    """Return the plan against actual as one page that fetches nothing and prints on A4."""
    return html(plan_report(plan_actual(work, plan_id)))


def _actual_sheet(work: Work, plan_id: UUID, _: str) -> bytes:
    """Return the plan against actual as a workbook without formulas."""
    return workbook(plan_report(plan_actual(work, plan_id)))


def _conformity(work: Work, delivery_id: UUID, _: str) -> dict[str, Any]:
    found: Conformity = inspection.conformity(work, delivery_id)
    told = [records.show(work, each).model_dump(mode="json") for each in found.notices]
    return {
        "inspect_by": found.inspect_by, "hidden_by": found.hidden_by, "agreed": found.agreed,
        "presumed": found.presumed, "notices": told,
    }  # fmt: skip


_conformity.__doc__ = inspection.conformity.__doc__


def _suspects(work: Work, instrument_id: UUID, _: str) -> list[dict[str, Any]]:
    """Return the acceptances that stand on readings of the instrument and are still in doubt."""
    found = instruments.suspects(work, instrument_id)
    return [records.show(work, each).model_dump(mode="json") for each in found]


def _spoiled(work: Work, instrument_id: UUID, _: str) -> list[dict[str, Any]]:
    """Return the tests that passed by readings of a faulty instrument and were not made again."""
    found = spoiled(work, instrument_id)
    return [records.show(work, each).model_dump(mode="json") for each in found]


def _recomputed(work: Work, sample_id: UUID, _: str) -> dict[str, Any]:
    return asdict(sampling.recompute(work, sample_id))


def _to_recheck(work: Work, campaign_id: UUID, _: str) -> list[dict[str, Any]]:
    found = rechecks.to_recheck(work, campaign_id)
    return [records.show(work, each).model_dump(mode="json") for each in found]


_to_recheck.__doc__ = rechecks.to_recheck.__doc__


_recomputed.__doc__ = sampling.recompute.__doc__


def _downtime(work: Work, item_id: UUID, _: str) -> dict[str, Any]:
    return asdict(faults.downtime(work, item_id))


_downtime.__doc__ = faults.downtime.__doc__


READINGS: tuple[Reading, ...] = (
    Reading(
        "items", "downtime", "upkeep", "物品：故障停机时间 / downtime", _downtime,
    ),
    Reading(
        "places", "flows", "usage", "地点：进出和现有 / what came, left and stands",
        rows(clearing.flows), list[dict[str, Any]],
    ),
    Reading(
        "stocktakes", "compared", "usage", "盘点：账实对照 / counted against the register",
        rows(stocktakes.compare), list[dict[str, Any]],
    ),
    Reading(
        "instruments", "suspects", "acceptance", "计量器具：存疑的验收 / in doubt",
        _suspects, list[dict[str, Any]],
    ),
    Reading(
        "instruments", "spoiled", "upkeep", "计量器具：应当重做的检测 / tests to be made again",
        _spoiled, list[dict[str, Any]],
    ),
    Reading(
        "samples", "recomputed", "acceptance", "抽样：重新计算 / recomputed",
        _recomputed, dict[str, bool],
    ),
    Reading(
        "campaigns", "coverage", "campaign", "整治：培训教育覆盖 / who was trained",
        rows(people.coverage), list[dict[str, Any]],
    ),
    Reading(
        "campaigns", "seen", "campaign", "整治：排查点覆盖 / which points were checked",
        rows(points.seen), list[dict[str, Any]],
    ),
    Reading(
        "campaigns", "to_recheck", "campaign", "整治：待逐个核查 / to be checked again",
        _to_recheck, list[dict[str, Any]],
    ),
    Reading(
        "plans", "actual", "audit", "采购计划：计划与执行 / plan against actual",
        plainly(plan_actual),
    ),
    Reading(
        "plans", "actual.html", "audit", "采购计划：计划与执行 HTML / the same to print",
        _actual_page, media=PAGE,
    ),
    Reading(
        "plans", "actual.xlsx", "audit", "采购计划：计划与执行 XLSX / the same to add up",
        _actual_sheet, media=SHEET,
    ),
    Reading(
        "acceptances", "findings", "acceptance", "验收：试判 / what speaks against it",
        findings(acceptance.judge), list[FindingOut], operation="acceptances_judge",
    ),
    Reading(
        "contracts", "difference", "contract", "合同：与中标内容之差 / what differs from the bid",
        rows(awaited.difference), list[dict[str, Any]],
    ),
    Reading(
        "deliveries", "conformity", "contract",
        "到货：检验期限和推定 / inspection period, and what is presumed", _conformity,
    ),
    Reading(
        "hazards", "trace", "audit", "隐患：倒查来源、同类、办理人 / traced back", plainly(trace),
    ),
    Reading(
        "suppliers", "reach", "audit", "供应商：牵涉范围 / reach", plainly(reach),
    ),
    Reading(
        "suppliers", "reputation", "supplier", "供应商：信誉 / reputation", suppliers.explained,
    ),
    Reading(
        "auctions", "board", "tender", "竞价：最低价和名次 / lowest price and ranks",
        plainly(auctions.board),
    ),
    Reading(
        "tenders", "signs", "tender", "招标：串通投标线索 / signs of collusion",
        findings(signs.signs), list[FindingOut],
    ),
    Reading(
        "tenders", "proof", "tender", "招标：密封投标的证明 / proof of sealed bids",
        plainly(sealed_bids), file=True,
    ),
    Reading(
        "tenders", "kept_until", "tender", "招标：文件保存至 / keep the files until",
        plainly(kept_until), date,
    ),
    Reading(
        "tenders", "reputations", "tender", "招标：参与者信誉 / reputations",
        standing.reputations, list[dict[str, Any]],
    ),
    Reading(
        "tenders", "report", "tender", "招标：评标档案 / file of the tender", _report, file=True,
    ),
    Reading(
        "tenders", "report.html", "tender", "招标：评标报告 HTML / report to print", _page,
        media=PAGE,
    ),
    Reading(
        "tenders", "report.docx", "tender", "招标：评标报告 DOCX / report to edit", _file,
        media=WORD,
    ),
)  # fmt: skip


def _route(router: APIRouter, row: Reading) -> None:
    def read(caller: Signed, id: Id) -> Any:  # noqa: A002  the name in the path
        with caller.read() as work:
            answer = row.answer(work, id, caller.lang)
        if row.media == JSON and not row.file:
            return answer
        response = (
            JSONResponse(jsonable_encoder(answer))
            if row.file
            else Response(answer, headers=row.headers(id), media_type=row.media)
        )
        with caller.work() as work:
            exported(work, f"{row.path} {row.name}", bytes(response.body), record_id=id)
        return response

    about: dict[str, Any] = {"response_model": row.returns}
    if row.media != JSON:
        content = {row.media: {"schema": {"type": "string", "format": "binary"}}}
        about = {"response_class": Response, "responses": {200: {"content": content}}}
    named = f"{row.path}_{row.name}".replace(".", "_")
    router.add_api_route(
        f"/{row.path}/{{id}}/{row.name}", read, methods=["GET"], tags=[row.tag],
        summary=row.summary, description=cleandoc(row.answer.__doc__ or ""),
        operation_id=row.operation or named, **about,
    )  # fmt: skip


router = APIRouter(responses=PROBLEMS)
for each in READINGS:
    _route(router, each)
