"""The commands, and what their exit codes mean."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import EntryPoint, entry_points
from itertools import pairwise
from typing import Annotated, cast

import typer
from sqlalchemy.exc import DatabaseError

from equiplink.chain import DEFAULT_URL
from equiplink.cli import (
    agenda,
    approval,
    ask,
    campaign,
    choosing,
    gate,
    imports,
    ledger,
    plan,
    records,
)
from equiplink.cli import mine as mines
from equiplink.cli import tender as tenders
from equiplink.cli.context import Context
from equiplink.cli.export import export
from equiplink.cli.kpi import kpi
from equiplink.cli.nine_words import nine_words
from equiplink.cli.recall import recall
from equiplink.cli.supplier import supplier
from equiplink.cli.trace import trace
from equiplink.errors import EquiplinkError, Refused, Unreadable
from equiplink.rules import describe

REFUSED, WRONG = 1, 2
EVERYWHERE = ("--db", "--lang", "--mine", "--as")
"""Options that may stand before or after the command."""

app = typer.Typer(
    name="equiplink",
    help="矿用设备材料从采购计划到报废的全链条 / mine equipment from plan to scrap yard",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("init")(records.init)
app.command("demo")(records.demo)
app.command("rules")(ask.rules)
app.command("scan")(records.scan)
app.command("passport")(ask.passport)
app.command("check")(ask.check)
app.command("export")(export)
app.command("supplier")(supplier)
app.command("selection")(choosing.selection)
app.command("recall")(recall)
app.command("sweep")(gate.sweep)
app.command("manifest")(gate.manifest)
app.command("due")(agenda.due)
app.command("kpi")(kpi)
app.command("trace")(trace)
app.command("nine-words")(nine_words)
app.command("report")(campaign.report)
app.command("tick")(agenda.tick)
app.command("holidays")(agenda.holidays)
plan.app.command("route")(approval.route)
plan.app.command("lead-times")(approval.lead_times)
app.add_typer(plan.app, name="plan")
app.add_typer(imports.app, name="import")
app.add_typer(ledger.app, name="ledger")
app.add_typer(gate.app, name="gate")
app.add_typer(campaign.app, name="campaign")
app.add_typer(mines.app, name="mine")
tender = typer.Typer(help="招标 / tenders", no_args_is_help=True)
tender.command("report")(tenders.report)
app.add_typer(tender, name="tender")


@tender.callback()
def _tender() -> None:
    """招标 / tenders."""


@app.callback()
def begin(
    ctx: typer.Context,
    db: Annotated[
        str, typer.Option(envvar="EQUIPLINK_DB", help="数据库地址 / database URL")
    ] = DEFAULT_URL,
    lang: Annotated[
        str, typer.Option(envvar="EQUIPLINK_LANG", help="语言 zh 或 en / language")
    ] = "zh",
    mine: Annotated[str | None, typer.Option(help="煤矿编码 / code of the mine")] = None,
    person: Annotated[
        str | None, typer.Option("--as", help="办理人工号 / number of the acting person")
    ] = None,
) -> None:
    """Keep what every command shares."""
    if lang not in {"zh", "en"}:
        raise typer.BadParameter("zh / en", param_hint="--lang")
    ctx.obj = Context(db, lang, mine, person)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    given = hoist(list(sys.argv[1:] if arguments is None else arguments))
    own = {each.name for each in app.registered_commands}
    own |= {each.name for each in app.registered_groups}
    if own.isdisjoint(given):  # loading the others costs FastAPI and Pillow
        for each in entry_points(group="equiplink.commands"):
            app.command(each.name)(_load(each))
    try:
        app(given)
    except EquiplinkError as error:
        complain(error, given)
    except DatabaseError as error:
        complain(_unreachable(error), given)
    except OSError as error:
        complain(_unwritable(error), given)


def _load(command: EntryPoint) -> Callable[..., None]:
    try:
        return cast("Callable[..., None]", command.load())
    except ModuleNotFoundError as error:
        reason, package = str(error), command.value.partition(".")[0].removeprefix("equiplink_")

    def missing() -> None:
        raise Unreadable(
            f"this command needs more: pip install 'equiplink[{package}]' ({reason})",
            zh=f"此命令需要安装附加组件：pip install 'equiplink[{package}]'（{reason}）",
            field="command",
        )

    return missing


def hoist(arguments: list[str]) -> list[str]:
    """Move the options of ``EVERYWHERE`` to the front, where the parser wants them."""
    front: list[str] = []
    rest: list[str] = []
    left = iter(arguments)
    for word in left:
        name, equals, _ = word.partition("=")
        if name not in EVERYWHERE:
            rest.append(word)
        elif equals:
            front.append(word)
        else:
            front += [word, *([value] if (value := next(left, None)) is not None else [])]
    return front + rest


def language(given: Sequence[str]) -> str:
    """Return the language that the command line or the environment asks for."""
    named = [value for name, value in pairwise(given) if name == "--lang"]
    return (named or [os.environ.get("EQUIPLINK_LANG", "zh")])[0]


def complain(error: EquiplinkError, given: Sequence[str]) -> None:
    """Tell what was wrong with the question, or why it is refused, and exit."""
    lang = language(given)
    findings = error.findings if isinstance(error, Refused) else ()
    if "json" in given:
        document = {
            "error": error.code,
            "field": error.field,
            "message": error.message(lang),
            "findings": [describe(finding, lang) for finding in findings],
        }
        typer.echo(json.dumps(document, ensure_ascii=False, indent=2))
    typer.echo(error.message(lang), err=True)
    sys.exit(REFUSED if findings else WRONG)


def _unreachable(error: DatabaseError) -> EquiplinkError:
    reason = str(error.orig).strip().splitlines()[0]
    return EquiplinkError(
        f"the database cannot be used ({reason}); check --db and run `equiplink init` first",
        zh=f"数据库无法使用（{reason}）；请核对 --db，并先运行 equiplink init",
        field="db",
    )


def _unwritable(error: OSError) -> EquiplinkError:
    return Unreadable(
        f"{error.filename}: {error.strerror}; choose another place or free this one",
        zh=f"{error.filename}：{error.strerror}；请换一个位置或检查权限",
        field="path",
    )
