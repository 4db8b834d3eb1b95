"""Run migrations on the engine that ``Chain.init`` hands over, in one transaction."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from equiplink.db import Choice
from equiplink.schema import metadata


def render_item(kind: str, item: object, autogen_context: AutogenContext) -> str | Literal[False]:
    """Write our own types into a revision by their short names."""
    if kind == "type" and isinstance(item, Choice):
        return "sa.Text()"
    if kind == "type" and type(item).__module__ == "equiplink.db":
        autogen_context.imports.add(f"from equiplink.db import {type(item).__name__}")
        return f"{type(item).__name__}()"
    return False


def run(connection: Connection) -> None:
    """Upgrade over one connection; SQLite changes tables by copying them."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_item=render_item,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


with context.config.attributes["engine"].begin() as connection:
    run(connection)
