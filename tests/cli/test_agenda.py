"""``due``, ``tick`` and ``holidays``."""

from __future__ import annotations

import json

from equiplink.chain import Chain
from equiplink.upkeep.schedule import adopt_intervals
from equiplink.work import Actor
from tests.cli.conftest import Run


def test_due_lists_the_checks_of_the_example(run: Run, db: str) -> None:
    """JSON and text tell of the same rows."""
    chain = Chain(db)
    with chain.work(Actor.installer(chain.mines()[0].id)) as work:
        adopt_intervals(work)
    chain.close()
    code, out, _ = run("due", "--db", db, "--until", "2099-12-31", "--format", "json")
    rows = json.loads(out)
    text = run("due", "--db", db, "--until", "2099-12-31")
    none = run("due", "--db", db, "--until", "2000-01-01", "--lang", "en")

    assert (code, text[0]) == (0, 0)
    assert rows
    assert all(row["message"] in text[1] for row in rows)
    assert none[1] == "0 until 2000-01-01\n"


def test_wrong_role_is_a_wrong_question(run: Run, db: str) -> None:
    """Exit code 2, and the roles there are."""
    code, _, error = run("due", "--db", db, "--role", "boss")

    assert code == 2
    assert "buyer" in error


def test_second_tick_does_nothing(run: Run, db: str) -> None:
    """Whatever the first found."""
    first = run("tick", "--db", db)
    again = run("tick", "--db", db, "--format", "json")

    assert first[0] == 0
    assert "办理" in first[1]
    assert (again[0], json.loads(again[1])) == (0, [])


def test_holidays_of_a_shipped_year(run: Run, db: str) -> None:
    """They are named with their document; a year that is not shipped is a wrong question."""
    code, out, _ = run("holidays", "2026", "--db", db)

    assert code == 0
    assert "国办发明电〔2025〕7号" in out
    assert run("holidays", "2031", "--db", db)[0] == 2
