"""``equiplink nine-words``: which of the nine words have their record, by class and team."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from equiplink.audit.nine_words import nine_words as tally
from equiplink.audit.words import NINE_WORDS
from equiplink.cli import documents
from equiplink.cli.ask import Format
from equiplink.cli.context import Context, print_json
from equiplink.exchange.nine_words_sheet import nine_words_document


def nine_words(
    ctx: typer.Context,
    form: Annotated[Format, typer.Option("--format", help="输出格式 / format")] = Format.TEXT,
    out: Annotated[
        Path | None, typer.Option(help="写成 .docx、.xlsx、.html / write a document")
    ] = None,
) -> None:
    """统计九个环节的记录，按类别和队组 / Count the nine words of 条例 25 over the mine."""
    context: Context = ctx.obj
    with context.chain.read(context.actor) as work:
        found = tally(work)
        synthetic, today = work.mine.synthetic, str(work.today)
    if out is not None:
        documents.write(context, nine_words_document(found, synthetic=synthetic, on=today), out)
        return
    if form is Format.JSON:
        print_json(asdict(found))
        return
    context.say("有记录/尚不适用/缺", "on record / cannot apply yet / missing")
    for row in (found.mine, *found.classes, *found.teams):
        cells = "  ".join(
            f"{word} {row.told[word]}/{row.not_yet[word]}/{row.missing[word]}"
            for word in NINE_WORDS
        )
        typer.echo(f"{row.name}（{row.things}）  {cells}")
