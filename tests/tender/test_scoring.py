"""The arithmetic of evaluation is exact, and compared before it is rounded."""

from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from equiplink.tender.scoring import (
    BY_DEFAULT,
    Candidate,
    Ties,
    benchmark,
    by_lowest_price,
    by_total_score,
    members_mean,
    nominees,
    price_points,
    rounded,
    score_of,
    total,
    untaxed,
)
from equiplink.tender.states import Formula
from equiplink.tender.term_states import TieRule

A, B, C, D = (UUID(int=number) for number in range(1, 5))
CRITERIA = (
    {"name": "价格", "weight": 40, "formula": "lowest_over_price"},
    {"name": "技术", "weight": 60},
)


def bid(bid_id: UUID, price: str, *points: str) -> Candidate:
    """Return a bid with the points that members gave for 技术."""
    return Candidate(bid_id, Decimal(price), {"技术": [Decimal(each) for each in points]})


def test_lowest_price_is_first() -> None:
    """By the lowest reviewed price the cheapest wins, by one fen if need be."""
    places = by_lowest_price([bid(A, "100.01"), bid(B, "100.00"), bid(C, "99.99")])

    assert [(place.bid_id, place.rank) for place in places] == [(C, 1), (B, 2), (A, 3)]


def test_score_is_price_share_and_mean_of_members() -> None:
    """40 × 90/100 and the mean of 50, 51, 52 make exactly 87."""
    score = score_of(bid(A, "100", "50", "51", "52"), CRITERIA, [Decimal(90), Decimal(100)])

    assert score == Fraction(87)


def test_scores_that_print_alike_are_ranked_apart() -> None:
    """A third of a thousandth of a point decides, although both print the same."""
    places = by_total_score(
        [bid(A, "100", "50.000", "50.000", "50.000"), bid(B, "100", "50.001", "50.000", "50.000")],
        CRITERIA,
    )

    assert [place.bid_id for place in places] == [B, A]
    assert places[0].printed == places[1].printed == "90.00"
    assert places[0].score is not None
    assert places[0].score - Fraction(90) == Fraction(1, 3000)


def test_equal_scores_are_ranked_by_price() -> None:
    """Of equal sums the lower price comes first: here 40 + 50 and 36 + 54."""
    places = by_total_score([bid(A, "100", "54"), bid(B, "90", "50")], CRITERIA)

    assert [(place.bid_id, place.rank) for place in places] == [(B, 1), (A, 2)]


def test_tie_shares_a_rank_and_leaves_the_next_out() -> None:
    """Two that are equal in everything are both second, and nobody is third."""
    places = by_lowest_price([bid(A, "2"), bid(B, "2"), bid(C, "1"), bid(D, "3")])

    assert [place.rank for place in places] == [1, 2, 2, 4]
    assert {place.bid_id for place in nominees(places)} == {A, B, C}


def test_vote_breaks_a_tie() -> None:
    """The committee's order decides between equals and between nobody else."""
    places = by_lowest_price([bid(A, "2"), bid(B, "2"), bid(C, "1")], Ties(votes=[A, B, C]))

    assert [(place.bid_id, place.rank) for place in places] == [(C, 1), (A, 2), (B, 3)]


def test_rules_for_ties_are_asked_in_their_order() -> None:
    """Equal sums: marks put the dearer first, the price the cheaper, a draw whom it drew."""
    equal = [bid(A, "100", "54"), bid(B, "90", "50")]

    def first(*rules: TieRule) -> UUID:
        return by_total_score(equal, CRITERIA, Ties(rules, drawn=[A, B]))[0].bid_id

    assert first(TieRule.HIGHER_MARKS, TieRule.LOWER_PRICE) == A
    assert first(TieRule.LOWER_PRICE, TieRule.HIGHER_MARKS) == B
    assert first(TieRule.COMMITTEE_VOTE, TieRule.DRAW) == A


def test_equal_bids_share_a_rank_when_no_rule_tells_them_apart() -> None:
    """A notice that lets only the committee decide leaves prices out."""
    ties = Ties((TieRule.COMMITTEE_VOTE,))
    one, other = by_total_score([bid(A, "100", "54"), bid(B, "90", "50")], CRITERIA, ties)

    assert (one.rank, other.rank) == (1, 1)
    assert ties.apart(one, other) is None
    assert BY_DEFAULT.apart(*by_total_score(
        [bid(A, "100", "54"), bid(B, "90", "50")], CRITERIA)) is TieRule.LOWER_PRICE  # fmt: skip


def test_rules_for_ties_never_put_a_better_bid_behind() -> None:
    """Whatever the draw says, a fen decides before it."""
    ties = Ties((TieRule.DRAW,), drawn=[A, B])
    places = by_lowest_price([bid(A, "100.01"), bid(B, "100.00")], ties)

    assert [place.bid_id for place in places] == [B, A]


def test_prices_without_tax_are_compared_exactly() -> None:
    """113 with 13 % is exactly 100; a price that is a third of a fen less is ahead."""
    assert untaxed(Decimal(2), Decimal("56.5"), Decimal(13)) == 100
    places = by_lowest_price(
        [Candidate(A, Fraction(100)), Candidate(B, Fraction(100) - Fraction(1, 300))]
    )

    assert [place.bid_id for place in places] == [B, A]
    assert {rounded(Fraction(place.price)) for place in places} == {Decimal(100)}


def test_total_is_rounded_once() -> None:
    """0.5 × 0.01 + 0.5 × 0.01 is one fen, not two roundings of half a fen."""
    half, fen = Decimal("0.5"), Decimal("0.01")

    assert total([(half, fen), (half, fen)]) == fen


def test_rounding_is_half_up() -> None:
    """A printed score is rounded half up."""
    assert rounded(Fraction(12345, 1000)) == Decimal("12.35")
    assert rounded(Fraction(1, 3)) == Decimal("0.33")


PRICES = [Decimal(each) for each in (80, 90, 100, 110, 170)]
DEVIATION = {"name": "价格", "weight": 40, "above": "1", "below": "0.5"}


def test_benchmark_is_the_mean_with_or_without_extremes() -> None:
    """110 is the mean of all five; without 80 and 170 it is 100; four are never trimmed."""
    assert benchmark(Formula.MEAN_DEVIATION, PRICES) == 110
    assert benchmark(Formula.TRIMMED_DEVIATION, PRICES) == 100
    assert benchmark(Formula.TRIMMED_DEVIATION, PRICES[:4]) == 95
    assert benchmark(Formula.LOWEST_OVER_PRICE, PRICES) == 80


def test_deviation_costs_more_above_than_below() -> None:
    """Ten per cent above costs ten points, ten below five; far above nothing is left."""
    criterion = DEVIATION | {"formula": "trimmed_deviation"}

    assert [price_points(criterion, PRICES, each) for each in PRICES] == [30, 35, 40, 30, 0]


def test_deviation_is_exact() -> None:
    """A third of a per cent stays a third."""
    prices = [Decimal(100), Decimal(100), Decimal(101)]
    points = price_points(DEVIATION | {"formula": "mean_deviation"}, prices, Decimal(101))

    assert points == 40 - Fraction(200, 301)


def test_trimming_leaves_out_one_highest_and_one_lowest_member() -> None:
    """Of five members the extremes go; of four nobody does."""
    sums = [Fraction(each) for each in (1, 10, 11, 12, 50)]

    assert members_mean(sums, trim=True) == 11
    assert members_mean(sums, trim=False) == Fraction(84, 5)
    assert members_mean(sums[:4], trim=True) == Fraction(34, 4)


def test_bids_a_thousandth_apart_are_ranked_apart() -> None:
    """Where others score in float and round to two places first, ours keep the thousandth."""
    places = by_total_score(
        [bid(A, "100", *["55.004"] * 9), bid(B, "100", *["55.004"] * 8, "55.005")], CRITERIA
    )

    assert [(place.bid_id, place.rank) for place in places] == [(B, 1), (A, 2)]
    assert places[0].printed == places[1].printed


def points() -> st.SearchStrategy[Decimal]:
    """Return marks with three decimals from nothing to sixty."""
    return st.integers(0, 60_000).map(lambda n: Decimal(n) / 1000)


@given(
    st.lists(
        st.tuples(st.integers(1, 10**9), st.lists(points(), min_size=5, max_size=5)),
        min_size=1, max_size=8,
    ),
    st.sampled_from([None, "mean_deviation", "trimmed_deviation"]),
    st.booleans(),
)  # fmt: skip
def test_ranks_follow_the_exact_scores(
    given_bids: list[tuple[int, list[Decimal]]],
    formula: str | None,
    trim: bool,  # noqa: FBT001
) -> None:
    """Whatever is bid and marked: a higher sum is never behind, an equal one only by its price."""
    criteria = (
        DEVIATION | {"formula": formula} if formula else CRITERIA[0],
        CRITERIA[1],
    )
    candidates = [
        Candidate(UUID(int=n), Decimal(fen) / 100, {"技术": marks})
        for n, (fen, marks) in enumerate(given_bids, 1)
    ]
    prices = [each.price for each in candidates]
    exact = {c.bid_id: score_of(c, criteria, prices, trim=trim) for c in candidates}
    places = by_total_score(candidates, criteria, trim=trim)

    assert all(isinstance(each, Fraction) for each in exact.values())
    for place in places:
        better = [
            other for other in places
            if (exact[other.bid_id], -other.price) > (exact[place.bid_id], -place.price)
        ]  # fmt: skip
        assert place.rank == len(better) + 1


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=9))
def test_price_points_stay_between_nothing_and_the_weight(fens: list[int]) -> None:
    """No formula gives more than the weight or less than nothing; the lowest price has all."""
    prices = [Decimal(fen) / 100 for fen in fens]
    for formula in Formula:
        criterion = DEVIATION | {"formula": formula}
        assert all(0 <= price_points(criterion, prices, each) <= 40 for each in prices)

    lowest = DEVIATION | {"formula": Formula.LOWEST_OVER_PRICE}
    assert price_points(lowest, prices, min(prices)) == 40
