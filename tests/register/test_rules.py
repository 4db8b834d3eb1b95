"""What may be taken in, tagged and used up."""

from datetime import date
from decimal import Decimal

import pytest

from equiplink.acceptance.states import AcceptanceState
from equiplink.register.rules import CONSUMPTION, INTAKE, LABELLING, Consumption, Intake, Labelling
from equiplink.register.states import ItemState

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize("verdict", AcceptanceState)
def test_only_what_was_accepted_is_taken_in(verdict: AcceptanceState) -> None:
    """Pending, rejected and sent back goods stay off the register."""
    found = [each.code for each in INTAKE.judge(Intake(TODAY, verdict))]

    assert found == ([] if verdict is AcceptanceState.ACCEPTED else ["L01A"])


@pytest.mark.parametrize("state", ItemState)
def test_scrapped_item_gets_no_tag(state: ItemState) -> None:
    """Every item that serves may be labelled, wherever it is."""
    found = [each.code for each in LABELLING.judge(Labelling(TODAY, state))]

    assert found == (["L01T"] if state is ItemState.SCRAPPED else [])


@pytest.mark.parametrize(("quantity", "found"), [(Decimal(10), []), (Decimal("10.001"), ["L01C"])])
def test_no_more_is_used_up_than_is_underground(quantity: Decimal, found: list[str]) -> None:
    """All that is underground may be used up, and no thousandth more."""
    facts = Consumption(TODAY, quantity, Decimal(10), "根")

    assert [each.code for each in CONSUMPTION.judge(facts)] == found
