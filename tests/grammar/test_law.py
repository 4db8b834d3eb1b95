"""Sources, findings and what a broken rule carries."""

from datetime import date
from decimal import Decimal

import pytest

from equiplink.law import (
    BIDDING,
    COAL_MINE_CODE,
    Basis,
    Broken,
    Finding,
    Reading,
    Severity,
    Source,
    broken,
)


def test_statute_is_cited_by_article_and_quote() -> None:
    """A cited clause prints as people cite it, and knows what stands behind it."""
    source = BIDDING("第二十四条", "最短不得少于二十日")

    assert str(source) == "《招标投标法》(2017-12-27) 第二十四条「最短不得少于二十日」"
    assert (source.basis, source.reading) == (Basis.LAW, Reading.READ)


def test_reading_of_one_article_may_differ() -> None:
    """Of a text that was read, one article may only have been seen."""
    assert BIDDING("第一条", "为了", reading=Reading.SEEN).reading is Reading.SEEN
    assert COAL_MINE_CODE("第四条", "防爆").reading is Reading.BELIEVED


@pytest.mark.parametrize("missing", range(4))
def test_source_without_a_part_does_not_load(missing: int) -> None:
    """Statute, edition, article and quote: none may be empty."""
    parts = ["招标投标法", "2017-12-27", "第二十四条", "最短不得少于二十日"]
    parts[missing] = ""
    statute, edition, article, quote = parts

    with pytest.raises(TypeError, match="names statute, edition, article and quote"):
        Source(statute, edition, article, quote)


def test_quote_stays_short() -> None:
    """Forty characters are too many, thirty-nine are not."""
    BIDDING("第一条", "字" * 39)

    with pytest.raises(TypeError, match="under 40"):
        BIDDING("第一条", "字" * 40)


def test_broken_carries_plain_values() -> None:
    """Dates, decimals, enums and truths become text as people write it; whole numbers stay."""
    params = broken(
        day=date(2026, 1, 2), price=Decimal("1.50"), who=Severity.DENY, ok=True, n=3, gone=None
    ).params

    assert params == {
        "day": "2026-01-02", "price": "1.5", "who": "deny", "ok": "True", "n": 3, "gone": None,
    }  # fmt: skip


def test_only_a_denial_denies() -> None:
    """A warning lets the act pass."""
    assert [Finding("X", severity).denies for severity in Severity] == [True, False]
    assert Broken().params == {}
