"""``equiplink trace``: from a hazard back to the plan and to everybody who signed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo

import typer

from equiplink.audit.trace import trace as of_hazard
from equiplink.cli.ask import Format
from equiplink.cli.context import Context, print_json
from equiplink.errors import Unreadable


def trace(
    ctx: typer.Context,
    hazard: Annotated[str, typer.Argument(help="隐患编号 / id of a hazard")],
    form: Annotated[Format, typer.Option("--format", help="输出格式 / format")] = Format.TEXT,
) -> None:
    """倒查一条设备隐患：来源、同类、各环节签字人 / Trace a hazard back to plan and signers."""
    context: Context = ctx.obj
    try:
        hazard_id = UUID(hazard)
    except ValueError:
        raise Unreadable(
            f"'{hazard}' is no id; copy it from the list of hazards",
            zh=f"“{hazard}”不是编号，请从隐患清单中复制",
            field="hazard",
        ) from None
    with context.chain.read(context.actor) as work:
        document = of_hazard(work, hazard_id)
    if form is Format.JSON:
        print_json(document)
        return
    for line in trace_lines(document, context.lang):
        typer.echo(line)


def trace_lines(document: dict[str, Any], lang: str = "zh") -> list[str]:
    """Return a trace as lines for people."""
    item, zone = document["item"], ZoneInfo(document["mine"]["time_zone"])
    came, like, who, held = (
        ("Came from", "Siblings", "Who acted", "held")
        if lang == "en"
        else ("来源", "同类", "各环节办理人", "已停用")
    )
    lines = [
        f"{document['hazard']['title']}  {document['hazard']['basis']}",
        f"{item['number']} {item['name']} {item['model']}  {item['maker']}  {item['batch']}",
        f"{came}：" + " → ".join(f"{each['zh']} {each['number']}" for each in document["links"]),
    ]
    lines += [
        f"  {each['paper']} {each['number'] or '—'} {each['status'] or ''}".rstrip()
        for each in document["certificates"]
    ]
    lines.append(f"{like}：" + "，".join(
        f"{each['zh']} {each['count']}（{held} {each['held']}）" for each in document["siblings"]
    ))  # fmt: skip
    lines.append(f"{who}：")
    lines += [
        f"  {each['word']}  {_day(each['at'], zone)} {each['actor']}  "
        f"{each['subject']}.{each['action']}"
        for each in document["signers"]
    ]
    return lines


def _day(at: str, zone: ZoneInfo) -> str:
    return datetime.fromisoformat(at).astimezone(zone).strftime("%Y-%m-%d %H:%M")
