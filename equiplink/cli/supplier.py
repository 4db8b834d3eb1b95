"""What the mine knows of a supplier: score, the marks behind it, what speaks against him."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any

import typer

from equiplink.cli.ask import Format
from equiplink.cli.context import Context, print_json
from equiplink.errors import NotFound, Unreadable
from equiplink.supplier.models import Supplier
from equiplink.supplier.queries import explained
from equiplink.supplier.reputation import about
from equiplink.supplier.uscc import normalise
from equiplink.work import Work


def supplier(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(help="供应商名称或统一社会信用代码 / name or credit code")],
    form: Annotated[Format, typer.Option("--format", help="输出格式 / format")] = Format.TEXT,
) -> None:
    """说明供应商信誉分的由来 / Explain a supplier's score, mark by mark."""
    context: Context = ctx.obj
    with context.chain.read(context.actor) as work:
        document = explained(work, _named(work, name).id, context.lang)
    if form is Format.JSON:
        print_json(document)
        return
    for line in lines(document, context.lang):
        typer.echo(line)


def lines(document: dict[str, Any], lang: str = "zh") -> list[str]:
    """Return the explanation as lines for people: the sum first, then its parts."""
    score, english = document["score"], lang == "en"
    standing = document["state"] if english else document["state"].zh
    head = f"{document['name']}  {document['uscc']}  [{standing}]"
    if score is None:
        return [head, "  no marks yet" if english else "  尚无信誉记录", *_against(document)]
    total = f"{score['about']}（{score['exact']}）  {document['grade']}"
    same = document["from_ledger"]
    checked = (
        ("the ledger alone gives the same" if same else "THE LEDGER GIVES ANOTHER SCORE")
        if english
        else ("与台账复算一致" if same else "与台账复算不一致")
    )
    name, weight, value, months = (
        ("score", "weight", "value", "months ago")
        if english
        else ("信誉分", "权重", "得分", "个月前")
    )
    rows = [
        f"  {part['contribution']['about']:>7}  = {weight} {part['weight']['about']}"
        f" × {value} {part['value']['about']} ÷ {_weights(document)}  {part['said']}"
        f"（{part['months']} {months}）  {part['subject']} {part['subject_id']}"
        for part in document["parts"]
    ]
    return [head, f"  {name} {total}  {checked}", *rows, *_against(document)]


def _weights(document: dict[str, Any]) -> str:
    return about(
        sum((Fraction(part["weight"]["exact"]) for part in document["parts"]), Fraction(0))
    )


def _against(document: dict[str, Any]) -> list[str]:
    return [
        f"  [{each['code']}] {each['severity']}  {each['message']}" for each in document["findings"]
    ]


def _named(work: Work, given: str) -> Supplier:
    found = [*work.all(Supplier, uscc=normalise(given)), *work.all(Supplier, name=given.strip())]
    if len({each.firm_id for each in found}) > 1:
        codes = "、".join(each.uscc for each in found)
        raise Unreadable(
            f"several suppliers are called {given}; give the credit code: {codes}",
            zh=f"有多家供应商名为“{given}”，请用信用代码：{codes}",
            field="name",
        )
    if not found:
        raise NotFound(
            f"no supplier {given[:80]} in this mine; give its full name or credit code",
            zh=f"本矿没有供应商“{given[:80]}”，请用全称或统一社会信用代码",
            field="name",
        )
    return found[0]
