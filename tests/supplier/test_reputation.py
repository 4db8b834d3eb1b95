"""A reputation explains itself: exact parts, an age that only lightens, the ledger's own sum."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from equiplink.errors import Forbidden, Refused, Unreadable
from equiplink.supplier import actions as suppliers
from equiplink.supplier import proofs, queries
from equiplink.supplier.reputation import (
    Reputation,
    Scale,
    Seen,
    about,
    document,
    full_months,
    weigh,
)
from equiplink.supplier.states import Grade, MarkKind
from tests.supplier.steps import supplier
from tests.world import World

TODAY = date(2026, 11, 2)
SCALE = Scale.of({})
NOBODY = UUID(int=0)


def seen(kind: MarkKind, on: date = TODAY, amount: int | None = None, number: int = 0) -> Seen:
    """Return a mark."""
    return Seen(UUID(int=number), kind, on, "delivery", NOBODY, amount=amount)


marks = st.builds(
    seen,
    st.sampled_from(MarkKind),
    st.dates(date(2022, 1, 1), TODAY),
    st.integers(1, 5),
    st.integers(1, 2**64),
)


@given(st.lists(marks, max_size=12))
def test_parts_sum_to_the_score(given_marks: list[Seen]) -> None:
    """Exactly, not nearly; and the score is between 0 and 100."""
    found = weigh(given_marks, TODAY, SCALE)

    assert sum((part.contribution for part in found.parts), Fraction(0)) == (found.score or 0)
    assert 0 <= (found.score or 0) <= 100


@given(marks, st.integers(0, 2000))
def test_older_never_weighs_more(mark: Seen, days: int) -> None:
    """The same mark on a later day of looking weighs as much or less."""
    now = weigh([mark], TODAY, SCALE).parts
    later = weigh([mark], TODAY + timedelta(days=days), SCALE).parts

    assert (later[0].weight if later else 0) <= (now[0].weight if now else 0)


@given(st.lists(marks, max_size=8))
def test_order_of_marks_does_not_matter(given_marks: list[Seen]) -> None:
    """The same marks in another order give the same score."""
    one, other = (weigh(each, TODAY, SCALE) for each in (given_marks, given_marks[::-1]))

    assert one.score == other.score


@pytest.mark.parametrize(
    ("kind", "amount", "value"),
    [
        (MarkKind.DELIVERED_ON_TIME, 0, Fraction(100)),
        (MarkKind.ACCEPTED, None, Fraction(100)),
        (MarkKind.DELIVERED_LATE, 10, Fraction(200, 3)),
        (MarkKind.DELIVERED_LATE, 31, Fraction(0)),
        (MarkKind.DELIVERED_LATE, None, Fraction(0)),
        (MarkKind.REJECTED, None, Fraction(0)),
        (MarkKind.FAILED_UNDERGROUND, 1250, Fraction(25)),
        (MarkKind.FAILED_UNDERGROUND, 9000, Fraction(100)),
        (MarkKind.FAILED_UNDERGROUND, None, Fraction(0)),
        (MarkKind.RATED, 1, Fraction(0)),
        (MarkKind.RATED, 4, Fraction(75)),
    ],
)
def test_each_kind_has_its_value(kind: MarkKind, amount: int | None, value: Fraction) -> None:
    """Punctual and accepted is best; lateness, early failure and few stars cost by degrees."""
    assert seen(kind, amount=amount).value(SCALE) == value


@pytest.mark.parametrize(
    ("since", "today", "months"),
    [
        (date(2026, 10, 2), date(2026, 11, 2), 1),
        (date(2026, 10, 3), date(2026, 11, 2), 0),
        (date(2026, 1, 31), date(2026, 2, 28), 0),
        (date(2025, 12, 31), date(2026, 12, 31), 12),
        (date(2026, 11, 3), date(2026, 11, 2), 0),
    ],
)
def test_months_are_full(since: date, today: date, months: int) -> None:
    """A month counts when its day has come again."""
    assert full_months(since, today) == months


def test_mark_fades_in_three_years() -> None:
    """After a year and a half half of the weight is left, after three years nothing."""
    half = weigh([seen(MarkKind.ACCEPTED, date(2025, 5, 2))], TODAY, SCALE)
    gone = weigh([seen(MarkKind.ACCEPTED, date(2023, 11, 2))], TODAY, SCALE)

    assert [part.weight for part in half.parts] == [Fraction(3, 2)]
    assert gone == Reputation()


def test_worst_marks_are_named_first() -> None:
    """What cost most comes first, with its number, its rate and its day; what cost nothing not."""
    found = weigh(
        [
            seen(MarkKind.DELIVERED_LATE, amount=15, number=1),
            seen(MarkKind.FAILED_UNDERGROUND, amount=250, number=2),
            seen(MarkKind.RATED, amount=2, number=3),
            seen(MarkKind.ACCEPTED, number=4),
        ],
        TODAY,
        SCALE,
    )

    assert found.worst().zh == (
        "2026-11-02 井下失效（250 小时，每千小时 4.00 次）、2026-11-02 逾期到货 15 天、"
        "2026-11-02 使用评价 2 分（满分 5）"
    )
    assert found.worst(1) == "failed underground (250 h, 4.00 per 1000 h) on 2026-11-02"
    assert found.bad_since(None) == 2
    assert found.bad_since(TODAY) == 0


def test_document_has_exact_numbers() -> None:
    """The document gives each number as a fraction, and with two places for people."""
    told = document(weigh([seen(MarkKind.DELIVERED_LATE, amount=10)], TODAY, SCALE), "en")

    assert told["score"] == {"exact": "200/3", "about": "66.67"}
    assert told["grade"] is Grade.C
    assert told["parts"][0]["said"] == "delivered late by 10 days on 2026-11-02"
    assert document(Reputation())["score"] is None
    assert about(Fraction(1, 200)) == "0.01"


def test_ledger_gives_the_same(world: World) -> None:
    """What the entries alone add up to is what the tables say, also after an annulment."""
    who, other = supplier(world), supplier(world)
    with world.work("keeper") as work:
        for kind, amount in ((MarkKind.DELIVERED_LATE, 3), (MarkKind.REJECTED, None)):
            made = suppliers.mark(
                work, who, kind=kind, subject="delivery", subject_id=who, amount=amount
            )
        suppliers.mark(work, other, kind=MarkKind.ACCEPTED, subject="delivery", subject_id=who)
    world.clock.forward(days=100)
    with world.work("approver") as work:
        before = queries.reputation(work, who)
        suppliers.annul(work, made.id, reason="记错供应商")
        after, again = queries.reputation(work, who), queries.recomputed(work, who)

    assert before.score is not None
    assert after.score == Fraction(90)
    assert again == after
    assert [part.seen.kind for part in after.parts] == [MarkKind.DELIVERED_LATE]


def test_annulment_is_guarded(world: World) -> None:
    """Only an approver, only once, only with a reason."""
    who = supplier(world)
    with world.work("keeper") as work:
        made = suppliers.mark(work, who, kind="rejected", subject="delivery", subject_id=who)
    with pytest.raises(Forbidden), world.work("keeper") as work:
        suppliers.annul(work, made.id, reason="记错")
    with pytest.raises(Unreadable), world.work("approver") as work:
        suppliers.annul(work, made.id, reason=" ")
    with world.work("approver") as work:
        suppliers.annul(work, made.id, reason="记错")
    with pytest.raises(Unreadable) as caught, world.work("approver") as work:
        suppliers.annul(work, made.id, reason="再次")

    assert caught.value.field == "mark_id"


def test_rating_counts_when_another_confirms_it(world: World) -> None:
    """Given, confirmed by somebody else, and then a mark with its stars."""
    who = supplier(world)
    with world.work("buyer") as work:
        rating = proofs.rate(
            work, who, category="cooperation", stars=2, subject="supplier", subject_id=who,
            remark="多次推诿",
        )  # fmt: skip
        before = queries.reputation(work, who)
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        proofs.confirm_rating(work, rating.id)
    with world.work("approver") as work:
        proofs.confirm_rating(work, rating.id)
        after = queries.reputation(work, who)

    assert [each.code for each in caught.value.findings] == ["S37"]
    assert before.parts == ()
    assert after.score == Fraction(25)
    assert after.parts[0].seen.note == "配合度　多次推诿"


def test_rating_may_be_refused(world: World) -> None:
    """A refused rating never counts; stars out of range are no rating."""
    who = supplier(world)
    asked = {"category": "quality", "subject": "supplier", "subject_id": who}
    with world.work("keeper") as work:
        rating = proofs.rate(work, who, stars=1, **asked)  # type: ignore[arg-type]
    with world.work("buyer") as work:
        proofs.refuse_rating(work, rating.id, reason="没有事实")
        found = queries.reputation(work, who)
    fields = []
    for stars, subject_id in ((6, who), (0, who), (3, NOBODY)):
        with pytest.raises(Unreadable) as caught, world.work("keeper") as work:
            proofs.rate(work, who, stars=stars, **(asked | {"subject_id": subject_id}))  # type: ignore[arg-type]
        fields.append(caught.value.field)

    assert found.parts == ()
    assert fields == ["stars", "stars", "subject_id"]


def test_re_evaluation_counts_anew(world: World) -> None:
    """Three bad marks ask for another evaluation, until it is made."""
    who = supplier(world)
    with world.work("keeper") as work:
        for _ in range(3):
            suppliers.mark(work, who, kind="rejected", subject="delivery", subject_id=who)
    with world.work("approver") as work:
        before = queries.facts(work, [who])[who].bad_marks
        suppliers.re_evaluate(work, who, conclusion="已整改，继续合作")
        after = queries.facts(work, [who])[who].bad_marks

    assert (before, after) == (3, 0)
