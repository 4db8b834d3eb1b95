"""``equiplink export``: the register as the files of MT/T 1201.2 that a county's platform reads."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from equiplink.cli import documents
from equiplink.cli.context import Context
from equiplink.exchange import mtt1201


class What(StrEnum):
    """Which file."""

    JBSJ = "jbsj"
    ABSJ = "absj"


FILES = {What.JBSJ: mtt1201.jbsj, What.ABSJ: mtt1201.absj}


def export(
    ctx: typer.Context,
    what: Annotated[What, typer.Argument(help="jbsj 设备基本信息，absj 设备安标信息")],
    out: Annotated[Path, typer.Option(help="写入的目录 / directory to write to")] = Path(),
) -> None:
    """写出 MT/T 1201.2 联网接入文件，记入台账 / Write a file of MT/T 1201.2; the ledger tells."""
    context: Context = ctx.obj
    kind = mtt1201.Kind[what.name]
    with context.chain.read(context.actor) as work:
        content = FILES[what](work).encode()
        name = mtt1201.file_name(work, kind)
    out.mkdir(parents=True, exist_ok=True)
    documents.leave(context, f"MT/T 1201.2 {kind}", content, out / name)
    context.say(
        f"{kind}：{out / name}（{len(content)} 字节）", f"{out / name} ({len(content)} bytes)"
    )
