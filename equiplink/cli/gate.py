"""Commands about the gate: sweep, manifest, gate dry-run, gate again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Annotated, Any
from uuid import UUID

import typer

from equiplink.cli.ask import REFUSED, Format, decision_lines
from equiplink.cli.context import Context, print_json
from equiplink.errors import Unreadable
from equiplink.exchange.exports import exported
from equiplink.exchange.unfit_list import write_json, write_workbook
from equiplink.gate.again import judge_again
from equiplink.gate.manifest import issue_manifest
from equiplink.gate.packing import unpack
from equiplink.gate.queries import gate_named
from equiplink.gate.scan import explained
from equiplink.gate.supposing import SUPPOSE_NOTHING, Supposed
from equiplink.mine.states import Zone
from equiplink.usage.sweep import Swept
from equiplink.usage.sweep import sweep as sweep_all
from equiplink.usage.unfit import shown, unfit
from equiplink.work import Work

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
    out: Annotated[
        Path | None, typer.Option("--out", help="写成工作簿 .xlsx / write a workbook")
    ] = None,
) -> None:
    """在井复查：列出不合格并开立隐患；带假设时只列出 / List what is unfit below; 1 when any."""
    context: Context = ctx.obj
    supposed = Supposed.of(gas_class=gas, mark=mark, day=day and day.date())
    with context.chain.read(context.actor) as work:
        rows = (shown(each, context.lang) for each in unfit(work, supposed))
        listed = _leave(context, work, rows, out) if out else _print(rows, form, context.lang)
    swept = None
    if supposed == SUPPOSE_NOTHING:
        with context.chain.work(context.actor) as work:
            swept = sweep_all(work)
    if out or form is Format.TEXT:
        _sum_up(context, listed, swept)
    if listed:
        raise typer.Exit(REFUSED)


def _print(rows: Iterable[dict[str, Any]], form: Format, lang: str) -> int:
    """Print the rows as they come; return how many there were."""
    if form is Format.JSON:
        return write_json(rows, typer.get_binary_stream("stdout"))
    listed = 0
    for listed, row in enumerate(rows, 1):  # noqa: B007  the last number counts them
        typer.echo("\n".join(_lines(row, lang)))
    return listed


def _leave(context: Context, work: Work, rows: Iterable[dict[str, Any]], out: Path) -> int:
    """Write the rows to a workbook once the ledger knows of it; return how many there were."""
    with TemporaryFile() as file:
        listed = write_workbook(work.mine.name, work.today, rows, file)
        with context.chain.work(context.actor) as telling:
            exported(telling, "unfit.xlsx", file)
        with out.open("wb") as written:
            copyfileobj(file, written)
    return listed


def manifest(
    ctx: typer.Context,
    gate: Annotated[str, typer.Option("--gate", help="井口名称 / the gate's name")],
    out: Annotated[Path, typer.Option("--out", help="写入文件 / file to write")],
    base: Annotated[
        int | None, typer.Option("--base", help="只写与该版次的差别 / what changed since")
    ] = None,
) -> None:
    """生成井口离线清单，带签名 / Write a gate's signed offline manifest."""
    context: Context = ctx.obj
    with context.chain.work(context.actor) as work:
        content = issue_manifest(work, gate_named(work, gate).id, base=base)
        told = unpack(content, work.key.public)
    out.write_bytes(content)
    head = told.head
    context.say(
        f"第 {head.seq} 版，{len(told.lines)} 条，{len(content)} 字节，"
        f"有效至 {head.not_after}：{out}",
        f"number {head.seq}, {len(told.lines)} tags, {len(content)} bytes, "
        f"until {head.not_after}: {out}",
    )


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


app = typer.Typer(help="井口 / the gate", no_args_is_help=True)


@app.command("dry-run")
def dry_run(
    ctx: typer.Context,
    tags: Annotated[list[str], typer.Argument(help="标签码，可多个 / tag codes")],
    at: Annotated[str, typer.Option("--gate", help="井口名称 / name of the gate")],
    day: On = None,
    gas: Gas = None,
    zone: Annotated[str | None, typer.Option("--place", help="假如地点类别为 / zone")] = None,
    mark_status: Annotated[
        str | None, typer.Option(help="假如安标状态为，例如 暂停 / as if its mark were")
    ] = None,
    why: Annotated[  # noqa: FBT002  an option of the command line
        bool, typer.Option("--why", help="列出每条规则 / every rule with its evidence")
    ] = False,
    form: Form = Format.TEXT,
) -> None:
    """试判入井，可带假设，不作记录 / What would the gate say, if …; 1 when anything is refused."""
    context: Context = ctx.obj
    asked: dict[str, Any] = {"gas_class": gas, "zone": zone, "mark_status": mark_status}
    with context.chain.read(context.actor) as work:
        rows = [
            explained(
                work, context.lang, tag=tag, gate=at, day=day.date() if day else None, **asked
            )
            for tag in tags
        ]
    if form is Format.JSON:
        print_json(rows)
    else:
        for row in rows:
            told = decision_lines(row, context.lang) + (_reasons(row, context.lang) if why else [])
            typer.echo("\n".join(told))
    if not all(row["admitted"] for row in rows):
        raise typer.Exit(REFUSED)


def _reasons(document: dict[str, Any], lang: str) -> list[str]:
    return [
        f"  {row['code']:<5} {row['verdict'] if lang == 'en' else row['verdict_zh']}  "
        f"{row['rule']}  {row['evidence'] or ''}".rstrip()
        for row in document["rules"]
    ]


@app.command("again")
def again(
    ctx: typer.Context,
    scan: Annotated[str, typer.Argument(help="扫码编号 / id of the scan")],
    form: Form = Format.TEXT,
) -> None:
    """复判一次扫码，并列出现在已知的 / Judge an old scan again; 1 when it differs."""
    context: Context = ctx.obj
    with context.chain.read(context.actor) as work:
        told = judge_again(work, _id(scan), context.lang)
    if form is Format.JSON:
        print_json(told)
    else:
        same = told["same"]
        context.say(
            f"{told['at']} 规则版本 {told['edition']}：复判结果{'一致' if same else '不一致'}",
            f"{told['at']} edition {told['edition']}: {'the same' if same else 'NOT the same'}",
        )
        for name, each in told["learnt"].items():
            context.say(
                f"  现已知 {name}：当时 {each['then']}，现在 {each['now']}",
                f"  learnt since: {name} was {each['then']}, is {each['now']}",
            )
        for each in told["hindsight"]:
            typer.echo(f"  [{each['code']}] {each['message']}")
    if not told["same"]:
        raise typer.Exit(REFUSED)


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Unreadable(
            f"'{text[:40]}' is no id of a scan; copy it from the record",
            zh=f"“{text[:40]}”不是扫码编号，请从记录复制",
            field="scan",
        ) from None
