"""``equiplink import``: bring in what was here before the register, from a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from equiplink.cli.ask import Format
from equiplink.cli.context import Context, print_json
from equiplink.exchange.unit_sheet import Outcome, import_units

app = typer.Typer(help="导入 / bring in from spreadsheets", no_args_is_help=True)
WRONG = 2


@app.callback()
def _import() -> None:
    """导入 / bring in from spreadsheets."""


@app.command("units")
def units(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="设备台账 .xlsx 或 .csv / the table")],
    dry_run: Annotated[  # noqa: FBT002  an option is named when it is given
        bool, typer.Option("--dry-run", help="只检查，不写入 / check, write nothing")
    ] = False,
    form: Annotated[Format, typer.Option("--format", help="输出格式 / format")] = Format.TEXT,
) -> None:
    """存量补录：已有的设备、物资入临时台账 / Enter what is here already, provisionally."""
    context: Context = ctx.obj
    content = file.read_bytes()
    begin = context.chain.read if dry_run else context.chain.work
    with begin(context.actor) as work:
        found = import_units(work, content, file.name, dry_run=dry_run)
    if form is Format.JSON:
        print_json(_document(found, context.lang, dry_run=dry_run))
    else:
        _say(context, found, dry_run=dry_run)
    if found.faults:
        raise typer.Exit(WRONG)


def _document(found: Outcome, lang: str, *, dry_run: bool) -> dict[str, object]:
    return {
        "rows": found.rows, "new": found.new, "changed": found.changed, "same": found.same,
        "dry_run": dry_run,
        "risks": {risk.value: count for risk, count in found.risks.items()},
        "missing": {each.value: count for each, count in found.missing.items()},
        "faults": [each.shown(lang) for each in found.faults],
        "notices": [each.shown(lang) for each in found.notices],
    }  # fmt: skip


def _say(context: Context, found: Outcome, *, dry_run: bool) -> None:
    for each in (*found.faults, *found.notices):
        column = each.shown(context.lang)["column"]
        context.say(
            f"第 {each.row} 行 [{column}] {each.zh}", f"row {each.row} [{column}] {each.en}"
        )
    idle = dry_run or bool(found.faults)
    context.say(
        f"{found.rows} 行：新增 {found.new}，补充 {found.changed}，"
        f"已有 {found.same}，有误 {len(found.faults)}" + ("；未写入" if idle else ""),
        f"{found.rows} rows: {found.new} new, {found.changed} with more, {found.same} "
        f"standing, {len(found.faults)} at fault" + ("; nothing written" if idle else ""),
    )
    if found.new:
        zh = "，".join(f"{risk.zh} {count}" for risk, count in found.risks.items())
        en = ", ".join(f"{risk} {count}" for risk, count in found.risks.items())
        context.say(f"风险：{zh}", f"risk: {en}")
        zh = "，".join(f"{each.zh} {count}" for each, count in found.missing.items())
        en = ", ".join(f"{each} {count}" for each, count in found.missing.items())
        context.say(f"缺少：{zh or '无'}", f"missing: {en or 'nothing'}")
