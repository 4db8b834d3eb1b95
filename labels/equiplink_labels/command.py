"""The command ``equiplink labels``: print the labels of the mine's live tags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from equiplink.cli.context import Context
from equiplink_labels.job import Job, explain, job, make, read, record, save
from equiplink_labels.layout import Label
from equiplink_labels.printer import connected
from equiplink_labels.stocks import SHEETS, STOCKS


def labels(
    ctx: typer.Context,
    tags: Annotated[
        list[str] | None, typer.Argument(help="标签码，省略则为全部有效标签 / tag codes")
    ] = None,
    *,
    form: Annotated[
        str, typer.Option("--format", help="png、svg、pdf（A4 整张）、zpl、tspl")
    ] = "pdf",
    out: Annotated[Path, typer.Option(help="输出目录或文件 / directory or file")] = Path("labels"),
    size: Annotated[str, typer.Option(help="规格 / size: " + "、".join(STOCKS))] = "70x37",
    dpi: Annotated[int, typer.Option(help="打印机分辨率 / of the printer, for png and svg")] = 300,
    sheet: Annotated[str, typer.Option(help="整张 / sheet: " + "、".join(SHEETS))] = "",
    skip: Annotated[int, typer.Option(help="首张跳过枚数 / labels of the sheet used up")] = 0,
    first: Annotated[str, typer.Option("--from", help="起始设备编号 / first item's number")] = "",
    last: Annotated[str, typer.Option("--to", help="截止设备编号 / last item's number")] = "",
    printer: Annotated[str, typer.Option(help="直接打印到网口打印机 / print on, host:9100")] = "",
    distance: Annotated[float | None, typer.Option(help="扫读距离（厘米） / to be read at")] = None,
    explained: Annotated[
        bool, typer.Option("--explain", help="只说明码元、静区和扫读距离 / say how it reads")
    ] = False,
) -> None:
    """打印标签 / print labels of all live tags, or of those given."""
    lang, asked = ctx.obj.lang, job(
        form=form, size=size, dpi=dpi, sheet=sheet, skip=skip, distance=distance
    )  # fmt: skip
    with ctx.obj.chain.read(ctx.obj.actor) as work:
        found = read(work, tags or (), first=first, last=last)
    if explained:
        typer.echo(explain(found[0], asked, lang))
        return
    files = make(found, asked)
    if printer:
        _send(ctx.obj, found, files, printer, asked)
        return
    with ctx.obj.chain.work(ctx.obj.actor) as work:
        record(work, found, files, str(out), asked)
    written = save(files, out, asked)
    where = written[0] if len(written) == 1 else out
    typer.echo(
        f"{len(found)} labels in {where}"
        if lang == "en"
        else f"已生成 {len(found)} 枚标签：{where}"
    )


def _send(
    context: Context, found: Sequence[Label], files: Mapping[str, bytes], address: str, asked: Job
) -> None:
    """Print *files* on the printer at *address*; one that is not ready gets and tells nothing."""
    with connected(address, asked.form) as printer:
        with context.chain.work(context.actor) as work:
            record(work, found, files, address, asked)
        named = list(zip([each.number for each in found], files.values(), strict=True))
        with typer.progressbar(length=len(named), label=address) as bar:
            printer.send(named, bar.update)
    context.say(
        f"已在 {address} 打印 {len(named)} 枚标签", f"{len(named)} labels printed on {address}"
    )
