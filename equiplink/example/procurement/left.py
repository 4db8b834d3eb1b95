"""What the story leaves in its folder, for who wants to look again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from equiplink.agenda.queries import due, shown
from equiplink.audit.plan_actual import plan_actual
from equiplink.audit.procurement import procurement
from equiplink.audit.sealed_bids import leave, sealed_bids
from equiplink.example.cast import Cast, query_again
from equiplink.example.procurement.approving import measuring
from equiplink.exchange.html import html
from equiplink.exchange.plan_report import plan_report
from equiplink.exchange.report import report
from equiplink.exchange.word import docx
from equiplink.exchange.workbook import workbook
from equiplink.plan.queries import by_number
from equiplink.supplier.models import Supplier
from equiplink.supplier.queries import reputations
from equiplink.supplier.reputation import document
from equiplink.tender.models import Tender

YEAR = timedelta(days=365)
"""How far ahead the list of duties looks: a calibration of later years is none yet."""


def leaving(cast: Cast) -> Iterator[str]:
    """Write the proofs and reports."""
    yield "\n六、留下的材料"
    cast.seal()
    yield from _proof(cast)
    yield from _reports(cast)
    yield from _actual(cast)
    yield from measuring(cast)
    yield from _reputations(cast)
    yield f"  安标重新查询 {query_again(cast)} 个，记明查询时间和查询人"
    yield from _due(cast)


def _proof(cast: Cast) -> Iterator[str]:
    folder = cast.folder / "sealed-bids"
    with cast.by("inspector") as work:
        last = work.all(Tender, Tender.round.desc(), number="ZB-2026-01")[0]
        leave(sealed_bids(work, last.id), folder)
    yield f"  密封投标的证明：{folder}/，外人用 sha256sum 和 check_bids.py 自行核对，不必信任本矿"


def _reports(cast: Cast) -> Iterator[str]:
    """Write the report of the last round of every purchase, to read and to edit."""
    folder = cast.folder / "reports"
    folder.mkdir(exist_ok=True)
    with cast.by("inspector") as work:
        numbers = dict.fromkeys(each.number for each in work.all(Tender))
        for number in numbers:
            told = report(procurement(work, number))
            (folder / f"{number}.html").write_text(html(told), encoding="utf-8")
            (folder / f"{number}.docx").write_bytes(docx(told))
    yield f"  评标报告：{folder}/ 共 {len(numbers)} 份（.html 和 .docx），拿着报告就能重算排名"


def _actual(cast: Cast) -> Iterator[str]:
    """Write what became of every line of the great plan."""
    with cast.by("planner") as work:
        document = plan_actual(work, by_number(work, "JH-2026-01").id)
    totals, told = document["totals"], plan_report(document)
    (cast.folder / "plan-actual.html").write_text(html(told), encoding="utf-8")
    (cast.folder / "plan-actual.xlsx").write_bytes(workbook(told))
    yield (
        f"  计划与实际：{_left(cast, 'plan-actual.json', document)}（另有 .html 和 .xlsx），"
        f"计划 {totals['planned']} 元，"
        f"合同 {totals['ordered']} 元，逐行对到合同、到货、标签和入井"
    )


def _reputations(cast: Cast) -> Iterator[str]:
    with cast.by("inspector") as work:
        firms = work.all(Supplier)
        found = reputations(work, [firm.id for firm in firms])
    rows = [{"supplier": firm.name, **document(found[firm.id])} for firm in firms]
    yield f"  供应商信誉：{_left(cast, 'suppliers.json', rows)}，每一分都指出是哪件事、权重和时效"


def _due(cast: Cast) -> Iterator[str]:
    with cast.by("inspector") as work:
        rows = [shown(work, each, "zh") for each in due(work, until=work.today + YEAR)]
        today = work.today
    path = _left(cast, "due.json", rows)
    yield f"  到期事项：{path}，截至 {today} 共 {len(rows)} 项未办"
    for row in rows:
        yield f"      {row['on']} {row['message']}"


def _left(cast: Cast, name: str, content: object) -> Path:
    """Write *content* as JSON that a person can read, and return where."""
    path = cast.folder / name
    text = json.dumps(content, ensure_ascii=False, indent=2, default=str)
    path.write_text(text + "\n", encoding="utf-8")
    return path
