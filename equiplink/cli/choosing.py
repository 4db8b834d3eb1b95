"""Commands about choosing by place: selection, unsuitable."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from equiplink.catalogue.selection import table
from equiplink.cli.ask import REFUSED, Listing
from equiplink.cli.context import Context, print_json
from equiplink.db import one_of
from equiplink.mine.states import Zone
from equiplink.rules import describe, say
from equiplink.usage.selection import unsuitable as unsuitable_of

Gas = Annotated[str | None, typer.Option(help="低瓦斯、高瓦斯、突出 / gas class")]
Form = Annotated[Listing, typer.Option("--format", help="输出格式 / format")]


def selection(ctx: typer.Context, gas: Gas = None, form: Form = Listing.TABLE) -> None:
    """打印井下电气设备选型表 / Print which kind of equipment may stand where."""
    context: Context = ctx.obj
    today = context.given.clock().date()
    rows = [row for row in table(today) if gas in {None, row["gas"]}]
    if form is Listing.JSON:
        print_json(rows)
        return
    for row in rows:
        place = row["zone"] if context.lang == "en" else row["place"]
        typer.echo(f"{row['gas']:　<4}{place:　<8}{row['device']:<11}{row['need']} {row['levels']}")
    typer.echo(f"{rows[0]['edition']} {rows[0]['article']}" if rows else "")


def unsuitable(ctx: typer.Context, gas: Gas = None, form: Form = Listing.TABLE) -> None:
    """列出与使用地点不符的在井设备 / List what may not stand where it does; 1 when there is any."""
    context: Context = ctx.obj
    with context.chain.read(context.actor) as work:
        found = list(unsuitable_of(work, gas_class=gas))
    if form is Listing.JSON:
        print_json(
            [
                asdict(each) | {"findings": [describe(why, context.lang) for why in each.findings]}
                for each in found
            ]
        )
    for each in found if form is Listing.TABLE else ():
        zone = each.zone and one_of(Zone, each.zone, field="zone").zh
        typer.echo(f"{each.number} {each.name} {each.model}  {each.place or '—'}（{zone or '—'}）")
        for why in each.findings:
            typer.echo(f"  [{why.code}] {say(why, context.lang)}")
    if found:
        raise typer.Exit(REFUSED)
    if form is Listing.TABLE:
        context.say("在井设备与使用地点相符", "everything underground suits its place")
