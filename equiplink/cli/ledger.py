"""Commands of the ledger: verify, checkpoint, prove, export."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from equiplink.audit.replay import verify as verify_all
from equiplink.cli.context import Context, print_json
from equiplink.errors import Unreadable
from equiplink.exchange import evidence

NOT_INTACT = 1

app = typer.Typer(help="台账 / the append-only ledger", no_args_is_help=True)


@app.command()
def verify(
    ctx: typer.Context,
    known: Annotated[
        list[Path] | None, typer.Option(help="外部保存的检查点文件 / checkpoints kept outside")
    ] = None,
) -> None:
    """校验台账：封存、逐条核对、重放 / Seal, verify and replay the ledger."""
    context: Context = ctx.obj
    kept = dict(map(_root_of, known or []))
    intact = True
    # A kept checkpoint is of one mine.
    mines = [context.mine] if context.mine_code or kept else context.chain.mines()
    for mine in mines:
        verdict = verify_all(context.chain, mine.id, kept)
        intact = intact and verdict.intact
        context.say(
            f"{mine.code} {mine.name}：{verdict.entries} 条记录，已封存 {verdict.sealed} 条，"
            f"{'校验通过' if verdict.intact else '校验不通过'}，根 {verdict.root}",
            f"{mine.code} {mine.name}: {verdict.entries} entries, {verdict.sealed} sealed, "
            f"{'intact' if verdict.intact else 'NOT INTACT'}, root {verdict.root}",
        )
        for problem in verdict.problems:
            typer.echo(f"  {problem}")
    if not mines:
        context.say("没有煤矿", "no mine")
    if not intact:
        raise typer.Exit(NOT_INTACT)


def _root_of(path: Path) -> tuple[int, str]:
    """Return the size and the root, in hex, of the checkpoint in the file at *path*."""
    try:
        _, size, root, *_ = path.read_text("utf-8").splitlines()
        return int(size), b64decode(root, validate=True).hex()
    except ValueError:
        raise Unreadable(
            f"{path} is no checkpoint; give what `equiplink ledger checkpoint` wrote",
            zh=f"{path} 不是检查点文件，请使用 equiplink ledger checkpoint 写出的文件",
            field="known",
        ) from None


@app.command()
def checkpoint(
    ctx: typer.Context,
    out: Annotated[Path | None, typer.Option(help="写入文件 / file to write to")] = None,
) -> None:
    """封存并打印签名检查点，交外部保存 / Seal, and print the checkpoint for an outsider to keep."""
    context: Context = ctx.obj
    note = evidence.checkpoint(context.chain, context.mine.id).note
    if out is None:
        typer.echo(note, nl=False)
    else:
        out.write_text(note, "utf-8")
        context.say(f"检查点：{out}", f"checkpoint: {out}")
    key = context.chain.key.verifier
    typer.echo(f"公钥 {key}" if context.lang == "zh" else f"key {key}", err=True)


@app.command()
def prove(
    ctx: typer.Context,
    record: Annotated[str, typer.Argument(help="台账记录或者业务记录的编号 / id")],
) -> None:
    """打印一条或者一件的收据，可独立核验 / Print receipts that can be verified without us."""
    context: Context = ctx.obj
    try:
        record_id = UUID(record)
    except ValueError:
        raise Unreadable(
            f"'{record}' is no id; copy it from the passport or the ledger",
            zh=f"“{record}”不是编号，请从档案或者台账中复制",
            field="record",
        ) from None
    head = evidence.checkpoint(context.chain, context.mine.id)
    with context.chain.read(context.actor) as work:
        print_json(evidence.prove(work, head, record_id))


@app.command()
def export(
    ctx: typer.Context,
    out: Annotated[Path, typer.Option(help="证据包 .zip / bundle to write")],
    reason: Annotated[str, typer.Option(help="导出事由，记入台账 / why, for the ledger")],
) -> None:
    """导出证据包：全部记录、附件和独立核验程序 / Write everything that an outsider verifies."""
    context: Context = ctx.obj
    head = evidence.export(context.chain, context.actor, out, reason=reason)
    context.say(
        f"证据包：{out}，{head.size} 条记录，根 {head.root}；核验："
        f'python verify_evidence.py {out} --key "{context.chain.key.verifier}"',
        f"bundle: {out}, {head.size} entries, root {head.root}; verify with "
        f'python verify_evidence.py {out} --key "{context.chain.key.verifier}"',
    )
