"""``tender report``; and a tender's file for ``check tender``, with its answer as lines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from equiplink.audit.procurement import procurement
from equiplink.cli import documents
from equiplink.cli.context import Context
from equiplink.errors import Unreadable
from equiplink.exchange.report import report as document_of

NAMES = {
    "mandatory": "依法必须招标",
    "basis": "依据类别",
    "source": "依据",
    "total": "合并估算价（元）",
    "sale_to_not_before": "发售截止不早于",
    "deadline_not_before": "投标截止不早于",
    "clarification_not_after": "澄清修改不晚于",
    "objection_not_after": "对招标文件的异议不晚于",
    "publicity_from_not_after": "公示开始不晚于",
    "publicity_to_not_before": "公示结束不早于",
    "award_not_before": "定标不早于",
    "contract_not_after": "签订合同不晚于",
    "supervision_report_not_after": "向监督部门书面报告不晚于",
    "bid_bond_return_not_after": "退还投标保证金不晚于",
}
_WORDS = {True: ("是", "yes"), False: ("否", "no")}


def content(path: str) -> bytes:
    """Return what stands in the file, or on standard input for ``-``."""
    try:
        return typer.get_binary_stream("stdin").read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise Unreadable(
            f"the file {path} cannot be read ({error.strerror}); name a JSON file, or - for input",
            zh=f"文件 {path} 无法读取（{error.strerror}）；请给出 JSON 文件，或用 - 表示标准输入",
            field="value",
        ) from None


def computed_lines(computed: dict[str, Any], lang: str = "zh") -> list[str]:
    """Return what follows from the file, a line each; what does not follow is left out."""
    english = lang == "en"
    return [
        f"  {key.replace('_', ' ') if english else NAMES[key]}"
        f"{': ' if english else '：'}{_WORDS[value][english] if value in _WORDS else value}"
        for key, value in computed.items()
        if value is not None
    ]


def report(
    ctx: typer.Context,
    named: Annotated[str, typer.Argument(metavar="NUMBER|ID", help="招标编号 / number or id")],
    out: Annotated[Path, typer.Option(help="report.html、.docx 或 .xlsx / file to write")],
) -> None:
    """打印一次招标的评标报告 / Write the evaluation report, from notice to contract."""
    context: Context = ctx.obj
    documents.writer(out)
    with context.chain.read(context.actor) as work:
        document = document_of(procurement(work, named))
    documents.write(context, document, out)
