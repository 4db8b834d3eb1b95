"""Commands about the gate and what is underground: sweep."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer

from equiplink.cli.ask import REFUSED, Format
from equiplink.cli.context import Context, print_json
from equiplink.gate.supposing import Supposed
from equiplink.mine.states import Zone
from equiplink.usage.sweep import Swept
from equiplink.usage.sweep import sweep as sweep_all
from equiplink.usage.unfit import SUPPOSE_NOTHING, shown, unfit

Form = Annotated[Format, typer.Option("--format", help="输出格式 / format")]
Gas = Annotated[str | None, typer.Option(help="假如瓦斯等级为 / as if the gas class were")]
Mark = Annotated[str | None, typer.Option(help="假如该安标被暂停 / as if this mark were suspended")]
On = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="按某日判定 / as of a day")
]


def sweep(
    ctx: typer.Context,
    gas: Gas = None,
    mark: Mark = None,
    day: On = None,
    form: Form = Format.TEXT,
) -> None:
    """在井复查：列出不合格并开立隐患；带假设时只列出 / List what is unfit below; 1 when any."""
    context: Context = ctx.obj
    supposed = Supposed.of(gas_class=gas, mark=mark, day=day and day.date())
    with context.chain.read(context.actor) as work:
        rows = [shown(each, context.lang) for each in unfit(work, supposed)]
    swept = None
    if supposed == SUPPOSE_NOTHING:
        with context.chain.work(context.actor) as work:
            swept = sweep_all(work)
    if form is Format.JSON:
        print_json(rows)
    else:
        for row in rows:
            typer.echo("\n".join(_lines(row, context.lang)))
        _sum_up(context, len(rows), swept)
    if rows:
        raise typer.Exit(REFUSED)


def _lines(row: dict[str, Any], lang: str) -> list[str]:
    zone = Zone(row["zone"]) if row["zone"] else None
    place = f"{row['place'] or '—'}（{(zone and (zone if lang == 'en' else zone.zh)) or '—'}）"
    who = row["keeper"] or ("nobody yet" if lang == "en" else "未落实责任人")
    act = f"{who}，{row['act_by']} 前" if lang != "en" else f"{who}, by {row['act_by']}"
    head = f"{row['number']} {row['name']} {row['model']}  {place}  {act}"
    return [head, *(f"  [{each['code']}] {each['message']}" for each in row["findings"])]


def _sum_up(context: Context, listed: int, swept: Swept | None) -> None:
    if swept is None:
        context.say(f"假设条件下不合格 {listed} 项，未作记录", f"{listed} unfit, nothing recorded")
        return
    context.say(
        f"在井不合格 {listed} 项；新开隐患 {swept.opened} 条，再次发现 {swept.again} 条，"
        f"原因消失待验收 {swept.gone} 条",
        f"{listed} unfit; hazards: {swept.opened} opened, {swept.again} found again, "
        f"{swept.gone} gone and to be verified",
    )
