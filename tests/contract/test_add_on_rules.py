"""A contract that adds to an earlier one: held against it, by policy or by the ordinance."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from equiplink.contract.add_on_rules import ADDING, AddOn, Earlier
from equiplink.contract.states import ContractState
from equiplink.law import Basis
from equiplink.rules import RULES

FEN = Decimal("0.01")
OLD = Earlier(
    "HT-1", ContractState.FULFILLED, same_supplier=True, adds_itself=False,
    first_amount=Decimal(100_000),
)  # fmt: skip
GOOD = AddOn(
    date(2026, 11, 2), statutory=False, original_winner=True, earlier=OLD,
    amount=Decimal(4_000), added=Decimal(6_000),
)  # fmt: skip


def told(facts: AddOn) -> list[tuple[str, str]]:
    """Return code and severity of what speaks against it."""
    return [(each.code, each.severity.value) for each in ADDING.judge(facts)]


def test_a_tenth_of_the_original_passes() -> None:
    """The tenth itself is included, and an ordinary direct purchase names nothing."""
    ordinary = replace(GOOD, original_winner=False, earlier=None, amount=Decimal(90_000))

    assert (told(GOOD), told(ordinary)) == ([], [])


def test_basis_is_told_apart() -> None:
    """By policy a fen more is refused; where the ordinance allows the winner it is a warning."""
    more = replace(GOOD, amount=GOOD.amount + FEN)

    assert told(more) == [("T09A", "deny")]
    assert told(replace(more, statutory=True)) == [("T09W", "warn")]
    assert told(replace(GOOD, statutory=True)) == []
    assert RULES["T09A"].source.basis is Basis.COMPANY
    assert RULES["T09E"].source.basis is Basis.LAW


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        (replace(GOOD, earlier=None), ["T09E"]),
        (replace(GOOD, original_winner=False, consistency=True, earlier=None), ["T09K"]),
        (replace(GOOD, original_winner=False, consistency=True), []),
        (replace(GOOD, earlier=replace(OLD, same_supplier=False)), ["T09E", "T09B"]),
        (
            replace(GOOD, original_winner=False, earlier=replace(OLD, same_supplier=False)),
            ["T09B"],
        ),
        (replace(GOOD, earlier=replace(OLD, adds_itself=True)), ["T09F"]),
        (replace(GOOD, earlier=replace(OLD, state=ContractState.TERMINATED)), ["T09F"]),
        (replace(GOOD, earlier=replace(OLD, state=ContractState.DRAFT)), ["T09F"]),
        (replace(GOOD, earlier=replace(OLD, state=ContractState.SIGNED)), []),
    ],
)
def test_each_claim_is_asked(facts: AddOn, codes: list[str]) -> None:
    """No earlier contract, another supplier, an addition to an addition, one that is over."""
    assert [code for code, _ in told(facts)] == codes
