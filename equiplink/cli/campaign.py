"""``equiplink report`` writes a campaign's reports and lists; ``campaign load`` plans one."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from equiplink.audit.campaign_record import campaign_record, find_campaign
from equiplink.campaign import document
from equiplink.campaign.actions import load as load_campaign
from equiplink.cli import documents
from equiplink.cli.context import Context, print_json
from equiplink.errors import Unreadable
from equiplink.exchange.campaign_report import Report, campaign_report, month_of


class Form(StrEnum):
    """What a report is written as."""

    DOCX = "docx"
    XLSX = "xlsx"
    HTML = "html"
    JSON = "json"


def report(
    ctx: typer.Context,
    kind: Annotated[Report, typer.Argument(help="种类 / which report")],
    month: Annotated[
        str | None, typer.Argument(help="月报的月份，如 2024-11 / month of the progress report")
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="输出格式 / format")] = Form.DOCX,
    out: Annotated[Path | None, typer.Option(help="写入文件 / file to write")] = None,
    on: Annotated[
        datetime | None,
        typer.Option(
            "--on", formats=["%Y-%m-%d"], help="截至日期，默认今天，不晚于整治结束 / as of this day"
        ),
    ] = None,
    campaign: Annotated[
        str | None, typer.Option(help="整治文件文号 / number of the campaign's document")
    ] = None,
) -> None:
    """专项整治的方案、月报、总结和清单，按台账填写 / A campaign's reports, from the ledger."""
    context: Context = ctx.obj
    if (kind is Report.MONTH) != (month is not None):
        raise Unreadable(
            "a month stands with the monthly report, and only there: report month 2024-11",
            zh="月报应当写明月份，其他报告不写：equiplink report month 2024-11",
            field="month",
        )
    context.chain.seal(context.mine.id)
    with context.chain.read(context.actor) as work:
        found = find_campaign(work, campaign)
        record = campaign_record(
            work,
            found.id,
            on=on.date() if on else min(work.today, found.ends_on),
            month=month_of(month) if month else None,
        )
    if form is Form.JSON and out is None:
        print_json(record)
        return
    name = "-".join(filter(None, (kind.zh, month)))
    documents.write(context, campaign_report(record, kind), out or Path(f"{name}.{form}"))


app = typer.Typer(help="专项整治 / campaigns", no_args_is_help=True)


@app.command()
def load(
    ctx: typer.Context,
    file: Annotated[
        Path | None, typer.Argument(help="整治文件 .json，默认 2024 年百日整治 / file to load")
    ] = None,
) -> None:
    """按文件登记一次专项整治：阶段、报送、问责、时段 / Plan the campaign that a file states."""
    context: Context = ctx.obj
    stated = document.shipped() if file is None else document.read(_bytes(file))
    with context.chain.work(context.actor) as work:
        made = load_campaign(work, campaign=stated)
    context.say(
        f"已登记：{made.name} {made.document}，{made.starts_on} 至 {made.ends_on}",
        f"planned: {made.name} {made.document}, {made.starts_on} to {made.ends_on}",
    )


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Unreadable(
            f"{file} cannot be read: {error.strerror}", zh=f"无法读取 {file}：{error.strerror}",
            field="file",
        ) from None  # fmt: skip
