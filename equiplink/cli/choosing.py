"""Commands about choosing by place: selection."""

from __future__ import annotations

from typing import Annotated

import typer

from equiplink.catalogue.selection import table
from equiplink.cli.ask import Listing
from equiplink.cli.context import Context, print_json

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
