"""The command ``equiplink labels``: print the labels of the mine's live tags."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from equiplink.cli.context import Context
from equiplink_labels.choice import read
from equiplink_labels.job import Job, explain, job, make, record, save
from equiplink_labels.layout import Label
from equiplink_labels.office import OFFICE, reached
from equiplink_labels.printer import connected
from equiplink_labels.sheet import pages
from equiplink_labels.stocks import SHEETS, STOCKS, sheet_of

MANY = 500
"""Labels whose making takes more than a moment."""


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
    kind: Annotated[str, typer.Option("--class", help="只打此类物资 / of this class")] = "",
    team: Annotated[str, typer.Option(help="只打此队组使用或领用的 / with this team")] = "",
    place: Annotated[
        str, typer.Option(help="只打此地点（含下级）的 / at or below this place")
    ] = "",
    generation: Annotated[int | None, typer.Option(help="只打第几版 / of this print")] = None,
    unprinted: Annotated[
        bool, typer.Option("--unprinted", help="只打还没有打印过的 / never printed")
    ] = False,
    printer: Annotated[str, typer.Option(help="直接打印 / print on, host:9100 or ipp://host")] = "",
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
        found = read(
            work, tags or (), first=first, last=last, kind=kind, team=team, place=place,
            generation=generation, unprinted=unprinted,
        )  # fmt: skip
    if explained:
        typer.echo(explain(found[0], asked, lang))
        return
    files = _made(found, asked, lang)
    if printer:
        _send(ctx.obj, found, files, printer, asked)
        return
    _tell(ctx.obj, found, files, str(out), asked)
    written = save(files, out, asked)
    where = written[0] if len(written) == 1 else out
    typer.echo(
        f"{len(found)} labels in {where}"
        if lang == "en"
        else f"已生成 {len(found)} 枚标签：{where}"
    )


def _made(found: Sequence[Label], asked: Job, lang: str) -> dict[str, bytes]:
    """Make the files; where that takes more than a moment, show how far it is."""
    if len(found) < MANY:
        return make(found, asked)
    said = f"{len(found)} labels" if lang == "en" else f"{len(found)} 枚标签"
    with typer.progressbar(length=len(found), label=said, file=sys.stderr) as bar:
        return make(found, asked, bar.update)


def _send(
    context: Context, found: Sequence[Label], files: Mapping[str, bytes], address: str, asked: Job
) -> None:
    """Print *files* on the printer at *address*; one that is not ready gets and tells nothing."""
    names = [each.number for each in found]
    if address.startswith(OFFICE):
        office = reached(address, asked.form)
        sheets = list(pages(names, sheet_of(asked.size), skip=asked.skip))
        _tell(context, found, files, address, asked)
        with typer.progressbar(length=len(names), label=address) as bar:
            office.send(files["labels.pdf"], sheets, bar.update)
    else:
        with connected(address, asked.form) as printer:
            _tell(context, found, files, address, asked)
            named = list(zip(names, files.values(), strict=True))
            with typer.progressbar(length=len(named), label=address) as bar:
                printer.send(named, bar.update)
    context.say(
        f"已在 {address} 打印 {len(names)} 枚标签", f"{len(names)} labels printed on {address}"
    )


def _tell(
    context: Context, found: Sequence[Label], files: Mapping[str, bytes], target: str, asked: Job
) -> None:
    """Record that the labels go to *target*, before anything does."""
    with context.chain.work(context.actor) as work:
        record(work, found, files, target, asked)
