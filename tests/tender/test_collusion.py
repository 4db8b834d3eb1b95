"""Signs of collusion: what is alike, what is too regular, what honest bidders do as well."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from equiplink.errors import Conflict, Forbidden, Refused, Unreadable
from equiplink.ledger import Entry
from equiplink.mine.models import Person
from equiplink.rules import say
from equiplink.supplier.models import Supplier
from equiplink.tender import collusion, patterns, signs
from equiplink.tender.collusion import Bidder, Particulars
from equiplink.work import Mine
from tests.tender import steps
from tests.tender.collusion import measure
from tests.tender.steps import opened, published, sealed
from tests.world import World

MILLION = 100_000_000
ACCOUNT = "6222 0000 1111 2222"


def chance(pattern: patterns.Pattern | None) -> float:
    """Return how likely a pattern is an accident."""
    return pattern.chance if pattern else 1.0


def test_detectors_on_the_labelled_set() -> None:
    """What can be looked up is found without error; what is statistics, as well as it says."""
    found = measure()
    weak = {"K08": (0.85, 0.75), "K09": (0.7, 0.55), "K10": (0.6, 0.6), "K13": (0.6, 0.1)}

    for code, each in found.items():
        precision, recall = weak.get(code, (0.9, 1.0))
        assert each.precision >= precision, code
        assert each.recall >= recall, code


@pytest.mark.parametrize(
    ("prices", "rare"),
    [
        ((98_000_000, 98_500_000, 99_000_000), False),
        ((98_123_400, 98_623_400, 99_123_400), True),
        ((98_123_400, 99_104_634, 100_095_680), True),
        ((98_123_400, 98_631_000, 99_123_400), False),
        ((98_123_400, 98_623_400), False),
        ((MILLION, MILLION, MILLION), False),
    ],
)
def test_three_round_prices_are_easily_regular(prices: tuple[int, ...], *, rare: bool) -> None:
    """Equal steps to the yuan are rare, steps of 5,000 from a round price are not."""
    assert (chance(patterns.steps(prices)) < 0.002) is rare


def test_more_bidders_take_more() -> None:
    """Three in a row say much among three, and nothing among ten."""
    three = [98_123_400, 98_623_437, 99_123_400]
    others = [97_004_312, 97_391_127, 97_700_081, 98_240_903, 99_417_266, 99_890_138, 100_731_459]

    assert chance(patterns.steps(three)) < 0.002 < chance(patterns.steps(three + others))


def test_steps_name_their_kind() -> None:
    """The evidence says by which amount or ratio they step, and who is in the row."""
    sums = patterns.steps([99_123_400, 98_123_400, 98_623_400])
    ratios = patterns.steps([98_123_400, 103_029_570, 108_181_049, 113_590_101])

    assert sums is not None
    assert (sums.step, sums.members) == ("+5000.00", (1, 2, 0))
    assert ratios is not None
    assert ratios.step == "×1.05000"


@pytest.mark.parametrize(
    ("second", "step"),
    [((110_000_011, 2_200_022, 440_044), "×1.10000"), ((101_234_567, 1_970_313, 410_009), "")],
)
def test_lines_that_differ_by_one_ratio(second: tuple[int, ...], step: str) -> None:
    """Ten per cent on every line is a sign; three prices that move by themselves are none."""
    found = patterns.parallel([(100_000_010, 2_000_020, 400_040), second], 0.03)

    assert (chance(found) < 0.002) is bool(step)
    assert not step or (found is not None and found.step == step)


def test_lines_that_differ_by_one_amount() -> None:
    """The same amount on lines of very different price is a sign."""
    found = patterns.parallel([(1_000_013, 250_017), (1_002_013, 252_017)], 0.03)

    assert found is not None
    assert (found.step, found.chance < 0.002) == ("+20.00", True)


def test_one_line_has_no_ratio_to_hold() -> None:
    """A single line is no pattern."""
    assert patterns.parallel([(1_000_013,), (1_002_013,)], 0.03) is None


@pytest.mark.parametrize(
    ("first", "second"),
    [("BH001", "BH002"), ("工BH20240001", "农BH20240002"), ("BH20240001", "BH20240003"), ("", "")],
)
def test_numbers_that_do_not_follow(first: str, second: str) -> None:
    """Ordinals, other banks and gaps are no series."""
    bidders = [
        Bidder(name, 1, particulars={"bond_number": number})
        for name, number in (("甲", first), ("乙", second))
    ]

    assert collusion.consecutive(bidders, 1) == []


def test_default_author_is_nobody() -> None:
    """What a program writes by itself connects nobody."""
    bidders = [Bidder(name, 1, particulars={"file_author": "Administrator"}) for name in "甲乙"]

    assert collusion.shared(bidders, collusion.authors) == []


def test_sisters_are_not_owner_and_owned() -> None:
    """Under one parent is a sign; one owning the other is 第三十四条's, and told there only."""
    parent = Bidder("母", 1, uscc="A", controller="集团")
    one, two = (Bidder(name, 1, uscc=name, parent="A", controller="集团") for name in "乙丙")

    assert [each.bidders for each in collusion.sisters([parent, one, two])] == [("乙", "丙")]
    assert [str(each) for each in collusion.related([parent, one])] == ["母、乙 [母 → 乙]"]
    assert collusion.related([replace(one, head=" "), replace(two, head=" ")]) == []


def collude(world: World, **how: Any) -> steps.Tendered:
    """Open three bids, two of whose bonds came from one account."""
    made = published(world, **how)
    accounts = (ACCOUNT, "6222000011112222", "6217 9999")
    given = zip(made.suppliers, steps.PRICES, accounts, strict=True)
    for supplier_id, price, account in given:
        particulars: Particulars = {
            "bond_account": account,
            "bond_paid_at": world.clock.now,
            "managers": [account],
        }
        made.bids.append(steps.bid(world, made, supplier_id, price, particulars=particulars))
        world.clock.forward(minutes=37)
    world.clock.forward(days=how.get("days", 20))
    steps.open_and_seat(world, made)
    return made


def test_signs_are_told_and_recorded(world: World) -> None:
    """After the opening they are read with their evidence; the evaluation keeps them."""
    made = collude(world)
    with world.read("evaluator1") as work:
        found = signs.signs(work, made.tender_id)
    steps.rank(world, made.tender_id)
    with world.read() as work:
        kept = work.all(Entry, subject_id=made.tender_id, action="evaluate")[0].data["warnings"]

    assert [each.code for each in found] == ["K05", "K11"]
    assert "合成供应商1、合成供应商2 [6222 0000 1111 2222]" in say(found[1])
    assert "线索，不是结论" in say(found[1])
    assert [each["code"] for each in kept] == ["K05", "K11"]


def test_rejected_bid_stays_on_the_table(world: World) -> None:
    """What the others share with a rejected bid is a sign still."""
    made = collude(world)
    steps.reject(world, made.bids[0], "unlawful")
    with world.read("buyer") as work:
        assert "K11" in {each.code for each in signs.signs(work, made.tender_id)}


def test_inquiry_has_its_signs_as_policy(world: World) -> None:
    """Where the law on tenders does not bind, the mine's own policy says the same."""
    made = collude(world, method="inquiry", reason="零星采购", days=3)
    with world.read("inspector") as work:
        found = signs.signs(work, made.tender_id)

    assert [each.code for each in found] == ["K05H", "K11H"]


def test_mine_may_make_a_sign_stop_the_evaluation(world: World) -> None:
    """A warning may be tightened by the mine, as any rule."""
    made = collude(world)
    with world.work() as work:
        mine = work.get(Mine, work.mine_id)
        mine.policy = {**mine.policy, "rule.K11": "deny"}
    with pytest.raises(Refused) as caught:
        steps.rank(world, made.tender_id)

    assert [each.code for each in caught.value.findings] == ["K11", "K05"]


def test_buyers_people_and_sisters_are_told(world: World) -> None:
    """A bidder led by somebody of the committee's name, and two under one controller."""
    made = opened(world)
    with world.work() as work:
        member = work.get(Person, world.people["evaluator1"].id)
        first, second, third = (work.get(Supplier, each) for each in made.suppliers)
        first.controller = second.controller = "同一控制人"
        third.legal_representative = member.name
    with world.read("buyer") as work:
        found = signs.signs(work, made.tender_id)

    assert [each.code for each in found] == ["K14", "K15"]


def test_nothing_is_told_before_the_opening(world: World) -> None:
    """Sealed is sealed, for signs too; and they are not for everybody."""
    made = sealed(world)
    with pytest.raises(Conflict), world.read("buyer") as work:
        signs.signs(work, made.tender_id)
    with pytest.raises(Forbidden), world.read("keeper") as work:
        signs.signs(work, made.tender_id)


@pytest.mark.parametrize(
    "bad",
    [
        {"bond_paid_at": datetime(2024, 11, 1)},  # noqa: DTZ001  the test is about its absence
        {"managers": "张三"},
        {"managers": [1]},
        {"agent": None},
        {"telephone": "1"},
    ],
)
def test_bad_particulars_are_unreadable(world: World, bad: Any) -> None:
    """A word that is not known, or a time without zone, is refused while it can be corrected."""
    made = published(world)
    with pytest.raises(Unreadable) as caught:
        steps.bid(world, made, made.suppliers[0], Decimal(1), particulars=bad)

    assert caught.value.field == "particulars"
