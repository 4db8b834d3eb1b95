"""``equiplink plan``: a plan against what became of it, and its way from and to a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from equiplink.audit.plan_actual import Deviation, plan_actual
from equiplink.cli import documents
from equiplink.cli.ask import Format
from equiplink.cli.context import Context, print_json
from equiplink.exchange.plan_form import form as plan_form
from equiplink.exchange.plan_report import plan_report
from equiplink.exchange.plan_sheet import import_lines
from equiplink.plan.queries import by_number
from equiplink.plan.states import PlanState

app = typer.Typer(help="采购计划 / purchase plans", no_args_is_help=True)
WRONG = 2
Number = Annotated[str, typer.Argument(help="计划编号 / number of the plan")]


@app.command("actual")
def actual(
    ctx: typer.Context,
    number: Number,
    form: Annotated[Format, typer.Option("--format", help="输出格式 / format")] = Format.TEXT,
    out: Annotated[
        Path | None, typer.Option(help="写成 .html、.docx 或 .xlsx 文件 / file to write")
    ] = None,
) -> None:
    """计划与执行对照：招标、合同、到货、验收、标签、入井 / A plan against what became of it."""
    context: Context = ctx.obj
    with context.chain.read(context.actor) as work:
        document = plan_actual(work, by_number(work, number).id)
    if out is not None:
        documents.write(context, plan_report(document), out)
        return
    if form is Format.JSON:
        print_json(document)
        return
    for line in actual_lines(document, context.lang):
        typer.echo(line)


@app.command("import")
def import_(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="采购计划表 .xlsx 或 .csv / the table")],
    number: Annotated[str, typer.Option("--plan", help="计划编号 / number of the plan")],
    dry_run: Annotated[  # noqa: FBT002  an option is named when it is given
        bool, typer.Option("--dry-run", help="只检查，不写入 / check, write nothing")
    ] = False,
    form: Annotated[Format, typer.Option("--format", help="输出格式 / format")] = Format.TEXT,
) -> None:
    """从表格导入计划行，有一行不对就都不导入 / Import lines from a table, all or none."""
    context: Context = ctx.obj
    content = file.read_bytes()
    begin = context.chain.read if dry_run else context.chain.work
    with begin(context.actor) as work:
        found = import_lines(work, by_number(work, number), content, file.name, dry_run=dry_run)
    if form is Format.JSON:
        counts = {"rows": found.rows, "new": found.new, "changed": found.changed,
                  "same": found.same, "dry_run": dry_run}  # fmt: skip
        told = {
            name: [each.shown(context.lang) for each in rows]
            for name, rows in (("faults", found.faults), ("notices", found.notices))
        }
        print_json(counts | told)
    else:
        for each in (*found.faults, *found.notices):
            shown = each.shown(context.lang)
            context.say(f"第 {each.row} 行 [{shown['column']}] {each.zh}",
                        f"row {each.row} [{shown['column']}] {each.en}")  # fmt: skip
        idle = dry_run or bool(found.faults)
        context.say(
            f"{found.rows} 行：新增 {found.new}，修改 {found.changed}，未变 {found.same}，"
            f"有误 {len(found.faults)}" + ("；未写入" if idle else ""),
            f"{found.rows} rows: {found.new} new, {found.changed} changed, {found.same} same, "
            f"{len(found.faults)} at fault" + ("; nothing written" if idle else ""),
        )
    if found.faults:
        raise typer.Exit(WRONG)


@app.command("export")
def export(
    ctx: typer.Context,
    number: Number,
    out: Annotated[Path, typer.Option(help="输出文件 .xlsx / file to write")],
) -> None:
    """导出可打印的采购计划表 / Write the plan as a form that prints."""
    context: Context = ctx.obj
    with context.chain.read(context.actor) as work:
        content = plan_form(work, by_number(work, number))
    documents.leave(context, f"plan {number}", content, out)
    context.say(f"已写入 {out}", f"written: {out}")


def actual_lines(document: dict[str, Any], lang: str = "zh") -> Iterator[str]:
    """Yield plan against actual as lines for people."""
    english = lang == "en"
    synthetic = "（样例 synthetic）" if document["mine"]["synthetic"] else ""
    state = PlanState(document["state"])
    yield (
        f"{document['number']} {document['title']}  [{state if english else state.zh}]  "
        f"{document['mine']['name']}{synthetic}  {document['on']}"
    )
    for line in document["lines"]:
        yield from _line(line, english=english)
    totals = document["totals"]
    names = ("budget", "planned", "ordered", "accepted")
    said = dict(zip(names, names if english else ("预算", "计划", "合同", "验收"), strict=True))
    yield "  ".join(f"{said[name]} {totals[name]}" for name in names)
    yield "  ".join(
        f"{kind if english else kind.zh} {totals['deviations'][kind]}" for kind in Deviation
    )
    for finding in document["findings"]:
        yield f"[{finding['code']}] {finding['severity']}  {finding['message']}"


def _line(line: dict[str, Any], *, english: bool) -> Iterator[str]:
    planned, unit = line["planned"], line["unit"]
    yield ""
    yield (
        f"{line['no']:>3} {line['name']} {line['model']}  {planned['quantity']} {unit} × "
        f"{planned['price']} = {planned['amount']}  {line['need_by']}  {line['place']}"
    )
    steps = (
        ("需求", "needs", " ".join(line["requisitions"])),
        ("招标", "tendered", _parts(line["tendered"], "tenders")),
        ("合同", "ordered", _parts(line["ordered"], "contracts", "price", "supplier")),
        ("到货", "delivered", _parts(line["delivered"], "deliveries", "on")),
        ("验收", "accepted", line["accepted"]["quantity"]),
        ("标签", "tagged", " ".join([line["tagged"]["quantity"], *line["tagged"]["tags"]])),
        ("入井", "entered", _text(line["entered"]["quantity"], line["entered"]["first_on"])),
    )
    yield from (f"    {en if english else zh}  {text}" for zh, en, text in steps if text)
    for each in line["deviations"]:
        name = each["kind"] if english else each["zh"]
        days = f"  {each['days']} {'days' if english else '天'}" if each["days"] else ""
        yield f"    ! {name}  {each['quantity']} {unit}{days}  {each['amount']}"


def _parts(link: dict[str, Any], name: str, *more: str) -> str:
    parts = [_text(each["number"], each["quantity"], *(each[key] for key in more))
             for each in link[name]]  # fmt: skip
    return f"{link['quantity']}  " + "；".join(parts) if parts else link["quantity"]


def _text(*words: str | None) -> str:
    return " ".join(word for word in words if word)
