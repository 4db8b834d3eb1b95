"""``equiplink mine open``: the first mine, its first administrator and his account."""

from __future__ import annotations

from typing import Annotated

import typer

from equiplink.cli.context import Context
from equiplink.mine import actions as mine
from equiplink.mine.states import Role
from equiplink.work import Actor

app = typer.Typer(help="煤矿 / mines", no_args_is_help=True)


@app.callback()
def _mine() -> None:
    """煤矿 / mines."""


@app.command("open")
def open_mine(
    ctx: typer.Context,
    code: Annotated[str, typer.Argument(help="煤矿编码 / code of the mine")],
    name: Annotated[str, typer.Argument(help="煤矿名称 / its name")],
    gas: Annotated[str, typer.Option(help="低瓦斯、高瓦斯、突出 / gas class")],
    number: Annotated[str, typer.Option(help="管理员工号 / the administrator's number")],
    person: Annotated[str, typer.Option(help="管理员姓名 / the administrator's name")],
    username: Annotated[str, typer.Option(help="登录名 / user name")],
    password: Annotated[
        str,
        typer.Option(
            envvar="EQUIPLINK_PASSWORD",
            prompt="口令 / password",
            hide_input=True,
            confirmation_prompt="再输一遍 / again",
            help="口令；不写则提示输入 / asked for when left out",
        ),
    ],
    synthetic: Annotated[  # noqa: FBT002  an option of the command line
        bool, typer.Option("--synthetic", help="样例数据 / made-up data")
    ] = False,
) -> None:
    """登记一座煤矿、第一名管理员及其账号；其余人员由他登记 / Open a mine with its administrator."""
    context: Context = ctx.obj
    with context.chain.work(Actor.installer()) as work:
        mine.open_mine(work, code=code, name=name, gas_class=gas, synthetic=synthetic)
        administrator = mine.add_person(
            work, number=number, name=person, roles=[Role.ADMINISTRATOR]
        )
        mine.create_account(work, administrator.id, username=username, password=password)
    context.say(
        f"已登记 {name}（{code}），管理员 {person} 的登录名为 {username}",
        f"{name} ({code}) is open; its administrator {person} signs in as {username}",
    )
