"""``equiplink recall``: what a stop-use notice reaches, place by place, down to zero."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from equiplink.audit.recall import board, boards
from equiplink.catalogue.models import StopUseNotice
from equiplink.cli.ask import REFUSED, Format
from equiplink.cli.context import Context, print_json
from equiplink.hazard.recalls import recall as obey
from equiplink.work import Work

STATUS = {
    "underground": ("井下", "underground"),
    "in_stock": ("在库停用", "held in stock"),
    "in_repair": ("在修", "in repair"),
    "out": ("已升井", "out"),
    "scrapped": ("已报废", "scrapped"),
    "freed": ("部件已拆下", "part taken out"),
}


def recall(
    ctx: typer.Context,
    number: Annotated[
        str | None, typer.Argument(help="停用通知文号；不写时列出全部 / number of the notice")
    ] = None,
    hold: Annotated[  # noqa: FBT002  an option of the command line
        bool, typer.Option("--hold", help="先排查并停用 / find and hold first")
    ] = False,
    form: Annotated[Format, typer.Option("--format", help="输出格式 / format")] = Format.TEXT,
) -> None:
    """停用通知的排查看板，井下仍有时退出码 1 / Show how far a recall is; 1 while any is below."""
    context: Context = ctx.obj
    if number is None:
        with context.chain.read(context.actor) as work:
            found = boards(work)
        left = sum(each["progress"]["left"] for each in found)
        _print(found, [line for each in found for line in head(each, context.lang)], form)
    else:
        if hold:
            with context.chain.work(context.actor) as work:
                obey(work, _notice_id(work, number))
        with context.chain.read(context.actor) as work:
            document = board(work, number)
        left = document["progress"]["left"]
        _print(document, list(lines(document, context.lang)), form)
    if left:
        raise typer.Exit(REFUSED)


def _notice_id(work: Work, number: str) -> Any:
    board(work, number)  # says which notices there are when there is none of this number
    notice = work.first(StopUseNotice, number=number.strip())
    return notice and notice.id


def _print(document: Any, told: list[str], form: Format) -> None:
    if form is Format.JSON:
        print_json(document)
    for line in told if form is Format.TEXT else ():
        typer.echo(line)


def head(document: dict[str, Any], lang: str) -> list[str]:
    """Return the notice and its count as two lines."""
    count, english = document["progress"], lang == "en"
    named = document["mark_number"] or document["certificate"] or "、".join(document["models"])
    title = f"{document['number']}  {document['maker']} {document['product']} {named}".rstrip()
    if english:
        done = "" if count["obeyed"] else "  NOT OBEYED YET: run with --hold"
        told = (
            f"  found {count['found']}, underground {count['left']}, out {count['out']}, "
            f"replaced {count['replaced']}, in stock {count['in_stock']}, in repair "
            f"{count['in_repair']}, scrapped {count['scrapped']}, held {count['held']}"
        )
    else:
        done = "" if count["obeyed"] else "  尚未排查停用：请加 --hold"
        told = (
            f"  排查 {count['found']}，井下 {count['left']}，已升井 {count['out']}，"
            f"已更换 {count['replaced']}，在库 {count['in_stock']}，在修 {count['in_repair']}，"
            f"已报废 {count['scrapped']}，已停用 {count['held']}"
        )
    return [title, told + done]


def lines(document: dict[str, Any], lang: str) -> Iterator[str]:
    """Return the board as lines: the count, each place, each thing, orders, what to look at."""
    english = lang == "en"
    yield from head(document, lang)
    for place in document["places"]:
        was, now = ("was", "now") if english else ("原有", "现有")
        out, put = ("out", "replaced") if english else ("已升井", "已更换")
        yield (
            f"  {place['place']}  {was} {place['was']} {now} {place['is']} {out} {place['out']} "
            f"{put} {place['replaced']}"
        )
    why = "why" if english else "why_zh"
    for row in document["things"]:
        status = STATUS[row["status"]][english]
        put = f"  → {row['replaced_by']}" if row["replaced_by"] else ""
        where = "、".join(row["is_at"]) or "—"
        yield f"  {row['number']} {row['name']} {row['model']}  {status}  {where}  {row[why]}{put}"
    for order in document["orders"]:
        told = (
            f"on order {order['outstanding']}, arrived {order['arrived']}: cannot be accepted"
            if english
            else f"在途 {order['outstanding']}、到货待验 {order['arrived']}：不得验收"
        )
        yield f"  {order['contract']} {order['model']} {told}"
    for each in document["suspects"]:
        look = "look at" if english else "待查"
        yield f"  {look} {each['number']} {each['name']} {each['model']}  {each[why]}"
