"""``equiplink kpi``: the rates of electromechanical equipment as of a day."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from equiplink.audit.kpi import kpi as rates
from equiplink.cli.ask import Format
from equiplink.cli.context import Context, print_json

MANY = 5
"""Numbers of things that a line names; JSON has them all."""


def kpi(
    ctx: typer.Context,
    on: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="截至日期，默认今天 / as of this day"),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="输出格式 / format")] = Format.TEXT,
) -> None:
    """打印机电指标：完好率、待修率等 / Print the rates of equipment in good order and the like."""
    context: Context = ctx.obj
    with context.chain.read(context.actor) as work:
        rows = [each.told(context.lang) for each in rates(work, on=on.date() if on else None)]
    if form is Format.JSON:
        print_json(rows)
        return
    for each in rates_text(rows, context.lang):
        typer.echo(each)


def rates_text(rows: list[dict[str, object]], lang: str) -> list[str]:
    """Return a line for each rate: the figure, the target, what counts against it."""
    none, short = ("no data", "MISSED") if lang == "en" else ("无数据", "未达标")
    lines = []
    for row in rows:
        figure = none if row["percent"] is None else f"{row['percent']}%"
        sign = "≥" if row["least"] else "≤"
        against = row["against"] if isinstance(row["against"], list) else []
        names = "、".join(against[:MANY]) + ("…" if len(against) > MANY else "")
        mark = short if row["met"] is False else ""
        lines.append(
            f"{row['code']} {row['name']}：{figure}（{sign}{row['target']}%）{mark}　{names}"
        )
    return [line.rstrip() for line in lines]
