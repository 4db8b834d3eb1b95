"""Commands that only ask: rules, passport, check."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from equiplink.audit.passport import passport as passport_of
from equiplink.audit.rulebook import rulebook
from equiplink.catalogue.checks import check_ex, check_mark, check_model, consider_model
from equiplink.catalogue.matching import Match
from equiplink.cli import documents
from equiplink.cli.context import Context, print_json
from equiplink.cli.tender import computed_lines, content
from equiplink.contract.checks import check_tender
from equiplink.db import one_of
from equiplink.errors import Unreadable
from equiplink.exchange.passport_report import moment, passport_report
from equiplink.mine.states import Zone
from equiplink.rules import describe
from equiplink.supplier.checks import check_uscc
from equiplink.work import GasClass

REFUSED = 1


class Format(StrEnum):
    """How a command prints."""

    TEXT = "text"
    JSON = "json"


class Listing(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    JSON = "json"


def rules(
    ctx: typer.Context,
    form: Annotated[Listing, typer.Option("--format", help="输出格式 / format")] = Listing.TABLE,
) -> None:
    """列出全部规则及依据 / List every rule with its clause."""
    rows = rulebook()
    if form is Listing.JSON:
        print_json(rows)
        return
    context: Context = ctx.obj
    for row in rows:
        source = f"《{row['statute']}》({row['edition']}) {row['article']}「{row['quote']}」"
        typer.echo(f"{row['code']:<6}{row['stage']:<12}{row['severity']:<6}{row['title']}")
        typer.echo(f"      {source} [{row['basis']}/{row['reading']}]")
        typer.echo(f"      {row['en' if context.lang == 'en' else 'zh']}")
    context.say(f"共 {len(rows)} 条规则", f"{len(rows)} rules")


def passport(
    ctx: typer.Context,
    tag: Annotated[str, typer.Argument(help="标签码 / tag code")],
    as_of: Annotated[
        str, typer.Option(help="当时所知：2026-07-01 或 2026-07-01T08:00 / as known then")
    ] = "",
    form: Annotated[Format, typer.Option("--format", help="输出格式 / format")] = Format.TEXT,
    out: Annotated[
        Path | None, typer.Option(help="写入 .html、.docx 或 .xlsx 文件 / file to write")
    ] = None,
) -> None:
    """打印一件物品的全链条档案 / Print the passport of one item."""
    context: Context = ctx.obj
    then = _moment(as_of, ZoneInfo(context.mine.time_zone)) if as_of else None
    with context.chain.read(context.actor) as work:
        document = passport_of(work, tag, as_of=then)
    if out is not None:
        documents.write(context, passport_report(document), out)
        return
    if form is Format.JSON:
        print_json(document)
        return
    for line in passport_lines(document, context.lang):
        typer.echo(line)


def _moment(text: str, zone: ZoneInfo) -> datetime:
    """Return a moment on the mine's clocks; a day means its end."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise Unreadable(
            f"--as-of '{text}' is no moment; write 2026-07-01 or 2026-07-01T08:00",
            zh=f"--as-of “{text}”不是时间，请写成 2026-07-01 或者 2026-07-01T08:00",
            field="as_of",
        ) from None
    if len(text) == len("2026-07-01"):
        found = datetime.combine(found, time.max)
    return found if found.tzinfo else found.replace(tzinfo=zone)


def passport_lines(document: dict[str, Any], lang: str = "zh") -> list[str]:
    """Return a passport as lines for people."""
    item, mine = document["item"], document["mine"]
    title, later, lack, complete = (
        ("Passport", "Cannot apply yet", "Missing of the nine words", "nothing")
        if lang == "en"
        else ("全链条档案", "尚不适用", "第二十五条九个环节中尚缺", "无")
    )
    zone = ZoneInfo(mine["time_zone"])
    then = f"  {'as of' if lang == 'en' else '截至'} {moment(document['as_of'], zone)}"
    synthetic = "（样例 synthetic）" if mine["synthetic"] else ""
    named = f"{item['number']} {item['name']} {item['model']}  {item['maker']}"
    lines = [
        f"{title} {document['tag']}  {mine['name']}{synthetic}{then if document['as_of'] else ''}",
        f"{named}  {item['serial'] or item['batch']}  [{item['state']}]",
        "",
    ]
    for link in document["links"]:
        at = moment(link["at"], zone, none="")
        lines.append(f"  {link['zh']:　<5}{link['number']} {link['state']} {at}".rstrip())
    lines += [""] + [
        f"  {moment(event['at'], zone)} {event['actor']}  {event['subject']}.{event['action']}"
        for event in document["events"]
    ]
    lines += ["", "  " + "、".join(document["words"])]
    lines.append(f"  {later}：{'、'.join(document['not_yet']) or complete}")
    lines.append(f"  {lack}：{'、'.join(document['missing']) or complete}")
    return lines


def decision_lines(document: dict[str, Any], lang: str = "zh") -> list[str]:
    """Return a decision as lines for people: the verdict, then every reason with its clause."""
    words = {
        ("zh", True): "准予通行",
        ("zh", False): "禁止通行",
        ("en", True): "ADMITTED",
        ("en", False): "REFUSED",
    }
    if "subject" in document:  # what is checked passes no gate, and only what it says was judged
        words = {
            ("zh", True): "未见违规",
            ("zh", False): "不符合规定",
            ("en", True): "NOTHING AGAINST IT",
            ("en", False): "NOT IN ORDER",
        }
    item = document.get("item") or {}
    lines = [
        f"{words[lang, document['admitted']]}  {document.get('tag') or document.get('value')}  "
        f"{item.get('number', '')} {item.get('name', '')} {item.get('model', '')}".rstrip()
    ]
    for finding in document["findings"]:
        source = finding["source"]
        lines.append(f"  [{finding['code']}] {finding['severity']}  {finding['message']}")
        if source:
            lines.append(
                f"    《{source['statute']}》({source['edition']}) {source['article']}"
                f"「{source['quote']}」"
            )
    return lines


class Subject(StrEnum):
    """What can be checked without a database."""

    USCC = "uscc"
    MARK = "mark"
    EX = "ex"
    MODEL = "model"
    TENDER = "tender"


def check(
    ctx: typer.Context,
    subject: Annotated[Subject, typer.Argument(help="uscc、mark、ex、model、tender")],
    value: Annotated[
        str,
        typer.Argument(
            help="代码、编号、型号，或招标过程的 JSON 文件（- 为标准输入） / what to check"
        ),
    ],
    gas: Annotated[str | None, typer.Option(help="低瓦斯、高瓦斯、突出 / gas class")] = None,
    place: Annotated[str | None, typer.Option(help="地点类别 / zone, such as return")] = None,
    given: Annotated[
        list[str] | None, typer.Option("--with", help="参数 motor_kw=40 / a rating")
    ] = None,
    why: Annotated[  # noqa: FBT002  an option of the command line
        bool, typer.Option("--why", help="禁用目录：命中或未命中的原因 / why a line hits or not")
    ] = False,
    form: Annotated[Format, typer.Option("--format", help="输出格式 / format")] = Format.TEXT,
) -> None:
    """按同样的规则核查，不作记录 / Ask the same rules, record nothing; 1 when they say no."""
    context: Context = ctx.obj
    today = context.given.clock().astimezone(ZoneInfo("Asia/Shanghai")).date()
    if gas is not None:
        one_of(GasClass, gas, field="gas")
    zone = None if place is None else one_of(Zone, place, field="place")
    computed: dict[str, Any] = {}
    match subject:
        case Subject.USCC:
            found = check_uscc(value, today)
        case Subject.MARK:
            found = check_mark(value, today)
        case Subject.EX:
            found = check_ex(value, gas=gas, zone=zone, today=today)
        case Subject.MODEL:
            facts = ratings(given or [])
            found = check_model(value, gas=gas, zone=zone, ratings=facts, today=today)
            near = consider_model(value, gas=gas, zone=zone, ratings=facts, today=today)
            computed = {"considered": considered_lines(near, context.lang)} if why else {}
        case Subject.TENDER:
            judged = check_tender(content(value), today)
            found, computed = judged.findings, {"computed": judged.computed}
    document = {
        "subject": subject,
        "value": value,
        "admitted": not any(finding.denies for finding in found),
        "findings": [describe(finding, context.lang) for finding in found],
        **computed,
    }
    if form is Format.JSON:
        print_json(document)
    else:
        lines = decision_lines(document, context.lang)
        lines += computed_lines(document.get("computed", {}), context.lang)
        for line in lines + document.get("considered", []):
            typer.echo(line)
    if not document["admitted"]:
        raise typer.Exit(REFUSED)


def considered_lines(found: list[Match], lang: str) -> list[str]:
    """Return the lines of banned lists that were considered, each with its reasons."""
    words = {
        "zh": {(True, True): "禁止", (True, False): "提到但不禁止", (False, False): "未命中"},
        "en": {(True, True): "forbids", (True, False): "names it only", (False, False): "misses"},
    }[lang]
    return [
        f"  {each.line} 「{each.item}」 {words[each.names, each.forbids]}："
        + "；".join(reason if lang == "en" else reason.zh for reason in each.reasons)
        for each in found
    ]


def ratings(given: list[str]) -> dict[str, Decimal | str]:
    """Return ``motor_kw=40`` and its like as facts; numbers become Decimal."""
    found: dict[str, Decimal | str] = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not (name and equals and value):
            raise Unreadable(
                f"--with {each} is not NAME=VALUE, such as motor_kw=40",
                zh=f"--with {each} 不是“名称=数值”的形式，例如 motor_kw=40",
                field="with",
            )
        try:
            found[name] = Decimal(value)
        except InvalidOperation:
            found[name] = value
    return found
