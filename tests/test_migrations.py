"""The migrated schema: equal to the models, reversible, and guarded, on both databases."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, inspect, text
from sqlalchemy.exc import DatabaseError

from equiplink import ledger
from equiplink.chain import Chain
from equiplink.db import new_id
from equiplink.schema import metadata
from equiplink.tree import STEP
from equiplink_migrations import guards
from tests.grammar.log import opened, sealed, write

APPEND_ONLY = ("ledger_entry", "ledger_leaf", "ledger_node", "ledger_checkpoint")


@pytest.fixture
def mine_id(chain: Chain) -> UUID:
    """A mine with a sealed ledger: at least one row in each of its tables."""
    mine_id = opened(chain)
    write(chain, mine_id, *map(str, range(2**STEP)))
    sealed(chain, mine_id)
    return mine_id


def config(chain: Chain) -> Config:
    """Return what alembic needs to run our migrations on *chain*."""
    made = Config()
    made.set_main_option("script_location", "equiplink_migrations:.")
    made.set_main_option("path_separator", "os")
    made.attributes["engine"] = chain.engine
    return made


def test_models_equal_migrations(chain: Chain) -> None:
    """Alembic finds no difference between the migrated schema and the models."""
    with chain.engine.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), metadata)

    assert difference == []


def test_checks_equal_migrations(chain: Chain) -> None:
    """Alembic does not compare CHECK constraints; each is there under its name."""
    found = {
        (table, check["name"])
        for table in metadata.tables
        for check in inspect(chain.engine).get_check_constraints(table)
    }

    assert found == set(checks(chain))


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_words_equal_migrations(chain: Chain) -> None:
    """Each CHECK has the words of the models; SQLite gives them back as they were written."""
    found = {
        (table, check["name"]): re.sub(r"\s+", "", check["sqltext"])
        for table in metadata.tables
        for check in inspect(chain.engine).get_check_constraints(table)
    }

    assert found == checks(chain)


def checks(chain: Chain) -> dict[tuple[str, str], str]:
    """Return the text of each CHECK constraint of the models, without white space."""
    return {
        (table.name, str(constraint.name)): re.sub(
            r"\s+", "",
            str(constraint.sqltext.compile(
                chain.engine, compile_kwargs={"literal_binds": True, "include_table": False}
            )),
        )
        for table in metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }  # fmt: skip


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_every_table_is_strict(chain: Chain) -> None:
    """SQLite takes no text for a number in any of our tables."""
    with chain.engine.connect() as connection:
        rows = connection.execute(text("select name, strict from pragma_table_list")).all()

    assert [name for name, strict in rows if name in metadata.tables and not strict] == []


def test_schema_goes_down_and_up_again(chain: Chain) -> None:
    """Down to nothing and up again leaves the same schema and a working chain."""
    command.downgrade(config(chain), "base")
    left = set(inspect(chain.engine).get_table_names()) - {"alembic_version"}
    chain.init()
    chain.init()

    assert left == set()
    assert set(inspect(chain.engine).get_table_names()) >= set(metadata.tables)
    assert chain.verify(opened(chain)).intact


def test_guards_know_every_append_only_table() -> None:
    """The guards list each table of the ledger with all its unique keys."""
    assert set(guards.TABLES) == set(ledger.TABLES) == set(APPEND_ONLY)


def same_row(table: str) -> str:
    """Return a SELECT of one row of *table*."""
    return f"select * from {table} where true limit 1"


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_append_only_refuses_update_and_delete(chain: Chain, mine_id: UUID, table: str) -> None:
    """Neither a change nor a removal passes, and the rows stay."""
    with chain.engine.connect() as connection:
        before = connection.execute(text(f"select * from {table}")).all()
    for statement in (
        f"update {table} set mine_id = mine_id",
        f"delete from {table} where mine_id is not null",
    ):
        with pytest.raises(DatabaseError, match="append-only"), chain.engine.begin() as connection:
            connection.execute(text(statement))

    with chain.engine.connect() as connection:
        assert connection.execute(text(f"select * from {table}")).all() == before
    assert chain.verify(mine_id).intact


@pytest.mark.usefixtures("mine_id")
@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "insert", ["insert or replace into", "replace into", "insert or ignore into", "insert into"]
)
def test_sqlite_refuses_to_replace(chain: Chain, table: str, insert: str) -> None:
    """``INSERT OR REPLACE`` deletes without a DELETE trigger; a guard of its own stops it."""
    with pytest.raises(DatabaseError, match="append-only"), chain.engine.begin() as connection:
        connection.execute(text(f"{insert} {table} {same_row(table)}"))


@pytest.mark.usefixtures("mine_id")
@pytest.mark.parametrize(("table", "keys"), guards.TABLES.items())
@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_sqlite_refuses_to_replace_by_any_key(
    chain: Chain, table: str, keys: tuple[str, ...]
) -> None:
    """A row under a new id that takes another unique key would replace too."""
    with chain.engine.connect() as connection:
        row = dict(connection.execute(text(same_row(table))).mappings().one())
    names, values = ", ".join(row), ", ".join(f":{name}" for name in row)
    statement = text(f"insert or replace into {table} ({names}) values ({values})")
    for key in keys[1:]:
        other = {name: str(new_id()) if name == "id" else row[name] for name in row}
        for free in set(keys[1:]) - {key}:
            other[free] = 99 if free == "position" else row[free]
        with pytest.raises(DatabaseError, match="append-only"), chain.engine.begin() as connection:
            connection.execute(statement, other)


@pytest.mark.usefixtures("mine_id")
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_upsert_is_refused(chain: Chain, table: str) -> None:
    """``ON CONFLICT DO UPDATE`` is an update by another name."""
    upsert = (
        f"insert into {table} {same_row(table)}"
        " on conflict (mine_id, id) do update set mine_id = excluded.mine_id"
    )
    with pytest.raises(DatabaseError, match="append-only"), chain.engine.begin() as connection:
        connection.execute(text(upsert))


@pytest.mark.usefixtures("mine_id")
@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
@pytest.mark.parametrize("role", ["origin", "replica"])
def test_postgresql_refuses_to_truncate(chain: Chain, table: str, role: str) -> None:
    """TRUNCATE fires no row trigger; a guard of its own stops it, for replication too."""
    with pytest.raises(DatabaseError, match="append-only"), chain.engine.begin() as connection:
        connection.execute(text(f"set local session_replication_role = {role}"))
        connection.execute(text(f"truncate {table} cascade"))
