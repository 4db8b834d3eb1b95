"""When two records of the register are one firm."""

from dataclasses import replace
from datetime import date

import pytest

from equiplink.supplier.facts import SupplierFacts
from equiplink.supplier.merge_rules import MERGING, Listed, Merger
from equiplink.supplier.rules import ELIGIBLE, INVITABLE
from equiplink.supplier.states import ListName, Standing

TODAY = date(2026, 11, 2)
OLD = Listed("91140000713630037E", "甲公司", Standing.ACTIVE)
NEW = Listed("91410100170033534A", "甲公司", Standing.ACTIVE)
GOOD = Merger(TODAY, OLD, NEW, "登记机关变更证明 1 号")


def told(facts: Merger) -> list[str]:
    """Return the codes of what speaks against it."""
    return [each.code for each in MERGING.judge(facts)]


def test_one_firm_keeps_one_record() -> None:
    """A documented change of code passes, and so does one code without any paper."""
    same = replace(GOOD, closes=replace(OLD, uscc=NEW.uscc), document="")

    assert (told(GOOD), told(same)) == ([], [])


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (replace(GOOD, document=""), "S38"),
        (replace(GOOD, remains=replace(NEW, standing=Standing.MERGED)), "S39"),
        (replace(GOOD, closes=replace(OLD, standing=Standing.SUSPENDED)), "S40"),
        (
            replace(
                GOOD,
                closes=replace(OLD, standing=Standing.STRUCK_OFF),
                remains=replace(NEW, standing=Standing.SUSPENDED),
            ),
            "S40",
        ),
        (replace(GOOD, remains=replace(NEW, name="乙公司")), "S41"),
    ],
)
def test_each_claim_is_asked(facts: Merger, expected: str) -> None:
    """No paper, a record that was merged itself, a way out of a suspension, another name."""
    assert told(facts) == [expected]


@pytest.mark.parametrize("standing", [Standing.ACTIVE, Standing.SUSPENDED, Standing.STRUCK_OFF])
def test_stricter_or_equal_standing_remains(standing: Standing) -> None:
    """Who was suspended stays suspended: the record that remains is as strict, or stricter."""
    facts = replace(GOOD, closes=replace(OLD, standing=standing))
    strict = replace(facts, remains=replace(NEW, standing=Standing.STRUCK_OFF))
    equal = replace(facts, remains=replace(NEW, standing=standing))

    assert (told(strict), told(equal)) == ([], [])


def test_merged_record_is_not_invited() -> None:
    """An invitation names the record that remains; a bid under way is not stopped by it."""
    looks = dict.fromkeys(ListName, (TODAY, False))
    merged = SupplierFacts(TODAY, "甲公司", Standing.ACTIVE, looks=looks, merged_into="甲 9114")

    assert [each.code for each in INVITABLE.judge(merged)] == ["S42"]
    assert INVITABLE.judge(replace(merged, merged_into="")) == ()
    assert ELIGIBLE.judge(merged) == ()
