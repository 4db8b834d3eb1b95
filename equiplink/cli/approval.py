"""``plan route`` and ``plan lead-times``: who would have to sign, and how long signing takes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from equiplink.cli.ask import Format
from equiplink.cli.context import Context, print_json
from equiplink.errors import NotFound
from equiplink.plan import approval
from equiplink.plan.lead_times import lead_times as measure
from equiplink.plan.models import Plan


def route(
    ctx: typer.Context,
    number: Annotated[str, typer.Argument(help="计划编号 / number of the plan")],
    form: Annotated[Format, typer.Option("--format", help="输出格式 / format")] = Format.TEXT,
) -> None:
    """试算审批：由谁、按什么顺序、因为什么签署，不作记录 / Who would sign, in order, and why."""
    context: Context = ctx.obj
    with context.chain.read(context.actor) as work:
        found = work.first(Plan, number=number)
        if found is None:
            raise NotFound(
                f"no plan {number} in this mine; check the number",
                zh=f"本矿没有编号为 {number} 的采购计划，请核对",
                field="number",
            )
        steps = approval.preview(work, found.id).shown(context.lang)
    if form is Format.JSON:
        print_json(steps)
        return
    for each in steps:
        names = "、".join(person["name"] for person in each["people"]) or "—"
        typer.echo(f"{each['no']} {each['name']} [{each['quorum']}] {names}")
        typer.echo(f"    {each['why']}")


def lead_times(
    ctx: typer.Context,
    since: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="起始日 / first day")],
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="截止日 / last day")],
    form: Annotated[Format, typer.Option("--format", help="输出格式 / format")] = Format.TEXT,
) -> None:
    """各审批环节用时，指出最慢的 / How long each step took, and the slow one."""
    context: Context = ctx.obj
    with context.chain.read(context.actor) as work:
        found = measure(work, since.date(), until.date()).shown()
    if form is Format.JSON:
        print_json(found)
        return
    for each in found["steps"]:
        times = (each["median_hours"], each["ninetieth_hours"], each["longest_hours"])
        half, most, longest = (time or "—" for time in times)
        context.say(
            f"{each['name']}：{each['count']} 次，中位 {half} 小时，九成 {most} 小时内，"
            f"最长 {longest} 小时；在办 {each['waiting']}，逾期 {each['overdue']}",
            f"{each['name']}: {each['count']} times, median {half} h, nine of ten within {most} h, "
            f"longest {longest} h; waiting {each['waiting']}, overdue {each['overdue']}",
        )
    context.say(
        f"最慢环节：{found['bottleneck'] or '无'}（占全部用时 {found['share_percent']}%）",
        f"slowest: {found['bottleneck'] or 'none'} ({found['share_percent']} % of all hours)",
    )
