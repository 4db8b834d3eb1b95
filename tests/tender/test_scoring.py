"""The arithmetic of evaluation is exact, and compared before it is rounded."""

from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from equiplink.tender.scoring import (
    Candidate,
    by_lowest_price,
    by_total_score,
    nominees,
    rounded,
    score_of,
    total,
)

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
    score = score_of(bid(A, "100", "50", "51", "52"), CRITERIA, Decimal(90))

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
    places = by_lowest_price([bid(A, "2"), bid(B, "2"), bid(C, "1")], [A, B, C])

    assert [(place.bid_id, place.rank) for place in places] == [(C, 1), (A, 2), (B, 3)]


def test_total_is_rounded_once() -> None:
    """0.5 × 0.01 + 0.5 × 0.01 is one fen, not two roundings of half a fen."""
    half, fen = Decimal("0.5"), Decimal("0.01")

    assert total([(half, fen), (half, fen)]) == fen


def test_rounding_is_half_up() -> None:
    """A printed score is rounded half up."""
    assert rounded(Fraction(12345, 1000)) == Decimal("12.35")
    assert rounded(Fraction(1, 3)) == Decimal("0.33")
