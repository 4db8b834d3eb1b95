"""What every command shares: the database, the language, the mine, who acts."""

from __future__ import annotations

import getpass
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import typer
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from equiplink.chain import Chain
from equiplink.errors import NotFound, Unreadable
from equiplink.mine.actions import actor
from equiplink.mine.models import Person
from equiplink.mine.states import PEOPLE
from equiplink.work import Actor, Mine


@dataclass
class Context:
    """The options before the command. ``typer.Context.obj`` of every command."""

    db: str
    lang: str
    mine_code: str | None
    person: str | None

    @cached_property
    def chain(self) -> Chain:
        """The chain on the chosen database; an SQLite file that is not there is not made."""
        url = make_url(self.given.url)
        if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
            raise NotFound(
                f"there is no database {self.shown}; check --db or run `equiplink init` first",
                zh=f"没有数据库 {self.shown}；请核对 --db，或先运行 equiplink init",
                field="db",
            )
        return self.given

    @cached_property
    def given(self) -> Chain:
        """The chain on the chosen database, be it there or not."""
        try:
            return Chain(self.db)
        except (ArgumentError, ModuleNotFoundError):
            raise Unreadable(
                "--db is no database URL that can be served, such as sqlite:///mine.db",
                zh="--db 不是可用的数据库地址，例如 sqlite:///mine.db",
                field="db",
            ) from None

    @property
    def shown(self) -> str:
        """The address of the database without its password."""
        return make_url(self.db).render_as_string()

    @cached_property
    def mine(self) -> Mine:
        """The mine that was named, or the only one there is."""
        mines = self.chain.mines()
        chosen = [mine for mine in mines if self.mine_code in (None, mine.code)]
        if len(chosen) == 1:
            return chosen[0]
        codes = "、".join(mine.code for mine in mines) or "—"
        if chosen:
            raise Unreadable(
                f"several mines; choose one with --mine: {codes}",
                zh=f"有多座煤矿，请用 --mine 选择：{codes}",
                field="mine",
            )
        raise NotFound(
            f"no mine {self.mine_code or ''} in {self.shown}; known: {codes}",
            zh=f"数据库 {self.shown} 中没有煤矿 {self.mine_code or ''}，现有：{codes}",
            field="mine",
        )

    @cached_property
    def actor(self) -> Actor:
        """The person with that number; else whoever sits at this machine, by his system name.

        Who can open the database file can do everything to it anyway, so the
        command line asks for no password; the ledger says how it was done.
        """
        mine_id = self.mine.id
        if self.person is None:
            named = Actor.installer(mine_id)
            roles = frozenset(map(str, PEOPLE))
            return Actor(named.id, f"命令行：{getpass.getuser()}", mine_id, roles)
        with self.chain.read(Actor.installer(mine_id)) as work:
            person = work.first(Person, number=self.person)
            if person is None:
                raise NotFound(
                    f"no person with number {self.person}; check --as",
                    zh=f"没有工号为 {self.person} 的人员，请核对 --as",
                    field="as",
                )
            return actor(work, person.id)

    def say(self, zh: str, en: str) -> None:
        """Print a sentence in the chosen language."""
        typer.echo(en if self.lang == "en" else zh)


def print_json(document: Any) -> None:
    """Print one JSON document."""
    typer.echo(json.dumps(document, ensure_ascii=False, indent=2, default=str))
