"""The guards of the append-only tables, on both databases.

Three are needed on SQLite, because ``INSERT OR REPLACE`` walks past triggers on
UPDATE and DELETE; on PostgreSQL they fire for everybody, replication included,
and TRUNCATE has one of its own. SQLite's batch mode drops triggers when it
rebuilds a table: call ``install`` again after each.
"""

from alembic import op

TABLES = {
    "ledger_entry": ("id",),
    "ledger_leaf": ("id", "position", "entry_id"),
    "ledger_node": ("id", "size, level"),
    "ledger_checkpoint": ("id", "size"),
}
"""Each append-only table with its unique keys inside a mine."""

MESSAGE = "the ledger is append-only"


def install() -> None:
    """Create every guard."""
    dialect = op.get_context().dialect.name
    if dialect == "postgresql":
        op.execute(
            "create or replace function equiplink_append_only() returns trigger language plpgsql"
            f" as $$ begin raise exception '{MESSAGE}'; end $$"
        )
    for table, keys in TABLES.items():
        for statement in _postgresql(table) if dialect == "postgresql" else _sqlite(table, keys):
            op.execute(statement)


def remove() -> None:
    """Drop every guard, before the tables go."""
    dialect = op.get_context().dialect.name
    for table in TABLES:
        if dialect == "postgresql":
            op.execute(f"drop trigger {table}_no_change on {table}")
            op.execute(f"drop trigger {table}_no_truncate on {table}")
        else:
            for act in ("update", "delete", "replace"):
                op.execute(f"drop trigger {table}_no_{act}")
    if dialect == "postgresql":
        op.execute("drop function equiplink_append_only()")


def _postgresql(table: str) -> list[str]:
    refuse = "execute function equiplink_append_only()"
    return [
        f"create trigger {table}_no_change before update or delete on {table} for row {refuse}",
        f"create trigger {table}_no_truncate before truncate on {table} for statement {refuse}",
        f"alter table {table} enable always trigger {table}_no_change",
        f"alter table {table} enable always trigger {table}_no_truncate",
    ]


def _sqlite(table: str, keys: tuple[str, ...]) -> list[str]:
    refuse = f"begin select raise(abort, '{MESSAGE}'); end"
    taken = " or ".join(
        f"exists (select 1 from {table} where mine_id = new.mine_id and {_same(key)})"  # noqa: S608  our own names
        for key in keys
    )
    return [
        f"create trigger {table}_no_update before update on {table} {refuse}",
        f"create trigger {table}_no_delete before delete on {table} {refuse}",
        f"create trigger {table}_no_replace before insert on {table} when {taken} {refuse}",
    ]


def _same(key: str) -> str:
    return " and ".join(f"{name} = new.{name}" for name in key.split(", "))
