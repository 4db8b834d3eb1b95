"""Commands that write: init, demo, scan."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from equiplink.cli.ask import REFUSED, Format, decision_lines
from equiplink.cli.context import Context, print_json
from equiplink.db import new_id
from equiplink.errors import Conflict, Unreadable
from equiplink.example import story as chain
from equiplink.example.campaign import story as campaign
from equiplink.example.physical import story as physical
from equiplink.example.procurement import story as procurement
from equiplink.gate import actions as gate_actions
from equiplink.gate.scan import decision
from equiplink.gate.states import Direction


def init(ctx: typer.Context) -> None:
    """建立或升级数据库，可重复执行 / Create or upgrade the schema, as often as you like."""
    from alembic.util import CommandError  # noqa: PLC0415  only this command needs it

    context: Context = ctx.obj
    try:
        context.given.init()
    except CommandError as error:
        raise Conflict(
            f"the schema is not one of this version ({error}); install the newer equiplink",
            zh=f"数据库结构不属于此版本（{error}）；请安装更新的 equiplink",
            field="db",
        ) from None
    context.say(f"数据库已就绪：{context.shown}", f"the database is ready: {context.shown}")


class Story(StrEnum):
    """What the demonstration tells."""

    CHAIN = "chain"
    PROCUREMENT = "procurement"
    PHYSICAL = "physical"
    CAMPAIGN = "campaign"


TELLS = {
    Story.CHAIN: chain.tell,
    Story.PROCUREMENT: procurement.tell,
    Story.PHYSICAL: physical.tell,
    Story.CAMPAIGN: campaign.tell,
}


def demo(
    out: Annotated[Path, typer.Option(help="输出目录 / directory to write to")],
    story: Annotated[
        Story,
        typer.Option(
            help="chain 全链条，procurement 四次采购，physical 实物，campaign 百日整治 / which"
        ),
    ] = Story.CHAIN,
) -> None:
    """在样例煤矿上走完全链条、四次采购、实物的一生或百日整治 / Tell one of the stories."""
    for line in TELLS[story](out):
        typer.echo(line)


def scan(
    ctx: typer.Context,
    tag: Annotated[str, typer.Argument(help="标签码或二维码内容 / tag code or QR content")],
    gate: Annotated[str, typer.Option(help="井口名称 / name of the gate")],
    direction: Annotated[
        Direction, typer.Option(help="in 入井、out 升井 / which way")
    ] = Direction.IN,
    quantity: Annotated[str, typer.Option(help="数量 / quantity")] = "1",
    dry_run: Annotated[  # noqa: FBT002  an option is named when it is given
        bool, typer.Option("--dry-run", help="只判定，不记录 / judge, record nothing")
    ] = False,
    form: Annotated[Format, typer.Option("--format", help="输出格式 / format")] = Format.TEXT,
) -> None:
    """扫码入井或升井 / Scan a tag in or out; exit code 1 when refused."""
    context: Context = ctx.obj
    asked: Any = {"tag": tag, "gate": gate, "direction": direction, "quantity": _number(quantity)}
    if dry_run:
        with context.chain.read(context.actor) as work:
            answer = gate_actions.judge(work, **asked)
    else:
        with context.chain.work(context.actor) as work:
            answer = gate_actions.scan(work, new_id(), device="cli", **asked)
    document = decision(answer, context.lang)
    if form is Format.JSON:
        print_json(document)
    else:
        for line in decision_lines(document, context.lang):
            typer.echo(line)
    if not answer.admitted:
        raise typer.Exit(REFUSED)


def _number(text: str) -> Decimal:
    try:
        return Decimal(text.replace("_", "?"))  # Python reads 1_0 as ten, people read a slip
    except InvalidOperation:
        raise Unreadable(
            f"quantity '{text}' is no number",
            zh=f"数量“{text}”不是数字，请改正",
            field="quantity",
        ) from None
