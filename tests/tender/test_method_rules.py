"""Which method may be chosen: every rule refuses one row and passes another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from equiplink.law import Basis
from equiplink.rules import RULES, say
from equiplink.tender.method_rules import CHOICE, WORDS, Ending, Proof, Texts
from equiplink.tender.method_states import GROUNDS, OPENNESS, Cancellation
from equiplink.tender.rules import DRAFTING, Drafting, Portion
from equiplink.tender.states import EXEMPTING, INVITING, TENDERS, Evaluation, Ground, Kind, Method

TODAY = date(2024, 11, 1)
OPEN, INVITED = Method.OPEN_TENDER, Method.INVITED_TENDER
DRAFT = Drafting(
    today=TODAY, method=OPEN, works_related=True, state_funds=True, estimate=Decimal(3_000_000),
    others=Decimal(0), reason="合成原因", ground=None,
    evaluation=Evaluation.LOWEST_EVALUATED_PRICE, criteria=(),
    portions=(Portion(1, Decimal(2), Decimal(2), approved=True),),
)  # fmt: skip
PRIVATE = replace(
    DRAFT, method=Method.INQUIRY, ground=Ground.STANDARD_GOODS, state_funds=False,
    infrastructure_project=True, estimate=Decimal("1999999.99"),
)  # fmt: skip
SMALL = replace(DRAFT, estimate=Decimal(50_000), most=Decimal(50_000), instead="询价")
NEGOTIATED = replace(SMALL, method=Method.NEGOTIATION, ground=Ground.COMPLEX)
DIRECT = replace(SMALL, method=Method.DIRECT, ground=Ground.SOLE_SUPPLIER)
INQUIRY = replace(SMALL, method=Method.INQUIRY, ground=Ground.STANDARD_GOODS)
AGAIN = replace(
    DRAFT, method=Method.NEGOTIATION, ground=Ground.FAILED_TENDER, previous=OPEN, failed=2,
    approved=True,
)  # fmt: skip
TEXTS = Texts(TODAY, ("本次采购不设最低限价", "投标报价不得低于成本"))
PROOF = Proof(TODAY, INVITED, statutory=True, files=1)
ENDED = Ending(TODAY, issued=True, cause=Cancellation.NO_FUNDS, evidence="合成会议纪要")

ROWS: list[tuple[str, Any, dict[str, Any]]] = [
    ("T10", PRIVATE, {"estimate": Decimal(2_000_000)}),
    ("T10", replace(PRIVATE, estimate=Decimal(9_000_000), ground=Ground.PATENT),
     {"ground": Ground.STANDARD_GOODS}),
    ("T52", NEGOTIATED, {"ground": Ground.STANDARD_GOODS}),
    ("T52", DIRECT, {"ground": Ground.COST_SHARE}),
    ("T09N", NEGOTIATED, {"ground": None}),
    ("T09S", DIRECT, {"ground": None}),
    ("T09I", INQUIRY, {"ground": None}),
    ("T53", DIRECT, {"estimate": Decimal("50000.01")}),
    ("T54", AGAIN, {"failed": 1}),
    ("T54", AGAIN, {"approved": False}),
    ("T28N", TEXTS, {"texts": ("最低投标限价为 100 万元",)}),
    ("T04E", PROOF, {"files": 0}),
    ("T06", replace(PROOF, method=Method.DIRECT), {"files": 0}),
    ("T55", ENDED, {"cause": None}),
    ("T55", ENDED, {"evidence": " "}),
    ("T55", replace(ENDED, issued=False, cause=None), {"issued": True}),
]  # fmt: skip
"""For ``test_rules``, which sees that each refuses and passes."""


def test_every_method_that_is_not_open_has_its_grounds() -> None:
    """No ground is without a method, and no method but the open tender without grounds."""
    assert set(GROUNDS) == set(Method) - {OPEN}
    assert set().union(*GROUNDS.values()) == set(Ground)
    assert set(OPENNESS) == set(Method)
    assert not INVITING & EXEMPTING


def test_six_grounds_free_from_a_tender_by_law() -> None:
    """Those of 第九条 and 第六十六条; the model of public procurement frees from none."""
    compelled = replace(DRAFT, method=Method.DIRECT)
    free = {
        ground
        for ground in Ground
        if not any(f.code == "T01" for f in DRAFTING.judge(replace(compelled, ground=ground)))
    }

    assert free == EXEMPTING
    assert len(free) == 6


def test_two_failed_rounds_and_an_approval_free_a_compelled_tender() -> None:
    """Then T01 and T08 pass; after one, or without the approval, they do not."""
    for change in ({"failed": 1}, {"approved": False}, {"ground": Ground.COMPLEX}):
        found = {each.code for each in DRAFTING.judge(replace(AGAIN, **change))}

        assert "T01" in found
    assert [f.code for f in (*DRAFTING.judge(AGAIN), *CHOICE.judge(AGAIN))] == []
    free = replace(AGAIN, works_related=False)
    assert [f.code for f in CHOICE.judge(free)] == []
    assert [f.code for f in CHOICE.judge(replace(free, failed=1))] == ["T08", "T54H"]


def test_more_open_method_needs_no_approval() -> None:
    """From an inquiry to a tender anybody may go at once."""
    facts = replace(DRAFT, previous=Method.INQUIRY, failed=1)

    assert CHOICE.judge(facts) == ()


def test_limit_of_the_mine_warns_until_the_mine_refuses() -> None:
    """A mine may set its own table to deny, and it never says that the law demands it."""
    facts = replace(DIRECT, estimate=Decimal(60_000))
    (warning,) = CHOICE.judge(facts)
    (refusal,) = CHOICE.judge(facts, {"rule.T53": "deny"})

    assert (warning.denies, refusal.denies) == (False, True)
    assert RULES["T53"].source.basis is Basis.COMPANY
    assert "直接采购的限额 50000 元" in say(warning)


@pytest.mark.parametrize(
    ("kind", "least"),
    [(Kind.GOODS, 2_000_000), (Kind.WORKS, 4_000_000), (Kind.SERVICES, 1_000_000)],
)
def test_private_infrastructure_is_compelled_by_the_same_amounts(kind: Kind, least: int) -> None:
    """The list of 2018 asks whoever pays; who is not on it is free."""
    facts = replace(PRIVATE, kind=kind, estimate=Decimal(least))

    assert facts.statutory
    assert [f.code for f in CHOICE.judge(facts) if f.denies] == ["T10"]
    assert not replace(facts, infrastructure_project=False).statutory


def test_private_infrastructure_may_be_tendered_by_invitation() -> None:
    """第八条 speaks of state money only."""
    invited = replace(PRIVATE, method=INVITED, ground=None, estimate=Decimal(3_000_000))

    assert "T04" not in {f.code for f in DRAFTING.judge(invited)}


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("设最低限价", True),
        ("本项目最低投标价限制：80万元", True),
        ("投标报价不得低于 100 万元的按无效处理", True),
        ("总价不低于最高限价的90%", True),
        ("Minimum price: CNY 5", True),
        ("不设最低投标限价", False),
        ("There is no minimum price", False),
        ("本次招标没有规定最低限价", False),
        ("投标报价不得低于成本", False),
        ("最高投标限价 100 万元", False),
        ("数量不低于 3 台", False),
        ("不得转包。最低限价 10 元", True),
    ],
)
def test_minimum_price_is_found_in_free_words(text: str, *, refused: bool) -> None:
    """A minimum is found, a denial of one and a bound by cost are not."""
    assert bool(WORDS.judge(Texts(TODAY, (text,)))) is refused


def test_methods_are_told_apart() -> None:
    """Only two methods are tenders, and they are the most open."""
    assert {m for m in Method if OPENNESS[m] >= OPENNESS[INVITED]} == TENDERS
