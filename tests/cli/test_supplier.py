"""``equiplink supplier``: the score with its parts, in Chinese, English and JSON."""

from __future__ import annotations

import json
from fractions import Fraction

from equiplink.chain import Chain
from equiplink.cli.supplier import lines
from equiplink.supplier import actions as suppliers
from equiplink.work import Actor
from tests.cli.conftest import Run
from tests.supplier.steps import code

NAME = "样例机电贸易甲公司"


def test_score_is_explained(run: Run, db: str) -> None:
    """The head has score and grade; each part names its event and the ledger agrees."""
    exit_code, out, _ = run("--db", db, "supplier", NAME)
    head, total, *parts = out.splitlines()

    assert exit_code == 0
    assert head.startswith(NAME)
    assert "与台账复算一致" in total
    assert any("按期到货" in each and "delivery" in each for each in parts)


def test_parts_sum_to_the_score_in_json(run: Run, db: str) -> None:
    """By name or by credit code the document is the same, and adds up."""
    document = json.loads(run("--db", db, "supplier", NAME, "--format", "json")[1])
    again = json.loads(run("--db", db, "supplier", document["uscc"], "--format", "json")[1])

    assert sum(Fraction(each["contribution"]["exact"]) for each in document["parts"]) == Fraction(
        document["score"]["exact"]
    )
    assert again == document


def test_english_is_spoken(run: Run, db: str) -> None:
    """The other language has the same numbers."""
    out = run("--db", db, "supplier", NAME, "--lang", "en")[1]

    assert "the ledger alone gives the same" in out
    assert "delivered on time on" in out


def test_unknown_and_ambiguous_names_are_told(run: Run, db: str) -> None:
    """Nobody of that name, or several: the remedy is the credit code."""
    chain = Chain(db)
    (mine,) = chain.mines()
    buyer = Actor(mine.id, "采购员", mine.id, frozenset({"buyer"}))
    with chain.work(buyer) as work:
        for number in (901, 902):
            suppliers.register(work, uscc=code(number), name="样例同名公司", synthetic=True)
    chain.close()
    unknown, twice = (
        run("--db", db, "supplier", "没有的公司"),
        run("--db", db, "supplier", "样例同名公司"),
    )

    assert (unknown[0], twice[0]) == (2, 2)
    assert code(901) in twice[2]


def test_newcomer_has_no_score(run: Run, db: str) -> None:
    """Without a mark there is no number to explain, in either language."""
    chain = Chain(db)
    (mine,) = chain.mines()
    buyer = Actor(mine.id, "采购员", mine.id, frozenset({"buyer"}))
    with chain.work(buyer) as work:
        suppliers.register(work, uscc=code(903), name="样例新公司", synthetic=True)
    chain.close()

    assert "尚无信誉记录" in run("--db", db, "supplier", "样例新公司")[1]
    assert "no marks yet" in run("--db", db, "supplier", "样例新公司", "--lang", "en")[1]


def test_difference_from_the_ledger_is_shouted(run: Run, db: str) -> None:
    """What the ledger does not give is told on the line of the score."""
    document = json.loads(run("--db", db, "supplier", NAME, "--format", "json", "--lang", "en")[1])
    told = lines(document | {"from_ledger": False}, "en")

    assert "THE LEDGER GIVES ANOTHER SCORE" in told[1]
