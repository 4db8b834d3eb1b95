"""Commands about time: due, tick, holidays."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from equiplink.agenda.actions import tick as apply
from equiplink.agenda.queries import due as outstanding
from equiplink.agenda.queries import shown
from equiplink.cli import documents
from equiplink.cli.ask import Format
from equiplink.cli.context import Context, print_json
from equiplink.exchange.ical import feed
from equiplink.mine import calendar
from equiplink.work import Actor

AHEAD = 30
"""Days that are shown when nobody says how far."""


def due(
    ctx: typer.Context,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="截止日，默认 30 天内 / last day")
    ] = None,
    role: Annotated[str, typer.Option(help="岗位，例如 buyer / whose duties")] = "",
    team: Annotated[str, typer.Option(help="队组名称 / of which team")] = "",
    person: Annotated[str, typer.Option(help="工号 / of which person")] = "",
    ics: Annotated[Path | None, typer.Option(help="写成日历文件 / write a calendar file")] = None,
    form: Annotated[Format, typer.Option("--format", help="输出格式 / format")] = Format.TEXT,
) -> None:
    """列出到期事项，逾期在前 / List what is to be done by a day, the overdue first."""
    context: Context = ctx.obj
    with context.chain.read(context.actor) as work:
        last = until.date() if until else work.today + timedelta(days=AHEAD)
        found = outstanding(work, until=last, role=role, team=team, person=person)
        rows = [shown(work, each, context.lang) for each in found]
        calendar = feed(work, found, lang=context.lang) if ics is not None else b""
    if ics is not None:
        documents.leave(context, "due", calendar, ics)
    if form is Format.JSON:
        print_json(rows)
        return
    late = "OVERDUE" if context.lang == "en" else "逾期"
    for row in rows:
        mark = late if row["overdue"] else ""
        typer.echo(f"{row['on']} {mark:　<3}[{row['code']}] {row['role']}  {row['message']}")
    context.say(f"共 {len(rows)} 项，截至 {last}", f"{len(rows)} until {last}")


def tick(
    ctx: typer.Context,
    form: Annotated[Format, typer.Option("--format", help="输出格式 / format")] = Format.TEXT,
) -> None:
    """办理时间已经决定的事项，可重复执行 / Apply what time has decided, as often as you like."""
    context: Context = ctx.obj
    mines = [context.mine] if context.mine_code else context.chain.mines()
    rows: list[dict[str, str]] = []
    for mine in mines:
        with context.chain.work(Actor.clock(mine.id)) as work:
            rows += [{"mine": mine.code, **each.shown(context.lang)} for each in apply(work)]
    if form is Format.JSON:
        print_json(rows)
        return
    for row in rows:
        typer.echo(f"{row['mine']} [{row['code']}] {row['number']}  {row['message']}")
    context.say(f"办理 {len(rows)} 项", f"{len(rows)} done")


def holidays(
    ctx: typer.Context,
    year: Annotated[int, typer.Argument(help="年份；请先与放假通知核对 / compare with the notice")],
) -> None:
    """采用系统所附的放假安排（未见原文） / Take over the shipped rest days of a year."""
    context: Context = ctx.obj
    with context.chain.work(context.actor) as work:
        days = calendar.adopt(work, year=year)
    for day in days:
        rest = ("休息", "rest") if day.rest else ("上班", "worked")
        context.say(f"{day.day} {rest[0]}", f"{day.day} {rest[1]}")
    context.say(
        f"已登记 {len(days)} 日（{days[0].document}），请与通知原文核对",
        f"{len(days)} days of {days[0].document}; compare them with the notice",
    )
