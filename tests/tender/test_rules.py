"""Every rule of a tender refuses one row and passes another; the law's boundaries are exact."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.days import Calendar
from equiplink.law import Basis, Reading
from equiplink.rules import RULES, say
from equiplink.tender import (
    award_rules,
    clock_rules,
    collusion_rules,
    committee_rules,
    opening_rules,
    rules,
)
from equiplink.tender.award_rules import Decision, Publicity
from equiplink.tender.clock_rules import Clarification, Publication
from equiplink.tender.collusion import Bidder, Particulars
from equiplink.tender.collusion_rules import Table
from equiplink.tender.committee_rules import Assessment, Denial
from equiplink.tender.lint import Hit
from equiplink.tender.notice_rules import (
    Answer,
    Copy,
    Handling,
    Lodging,
    Pause,
    Protest,
    Taking,
)
from equiplink.tender.opening_rules import (
    Failure,
    Opening,
    Submission,
    Withdrawal,
)
from equiplink.tender.qualification_rules import Bidding, Call, Change, Passed, Review
from equiplink.tender.rules import Drafting, Portion
from equiplink.tender.seat_rules import Seat
from equiplink.tender.splitting_rules import Waiver
from equiplink.tender.states import Against, Evaluation, Ground, Method, Qualified, Rejection
from equiplink.tender.term_rules import Agreed, Bonded, Taxed
from equiplink.tender.term_states import TieRule
from equiplink.tender.wording_rules import Worded
from tests.tender import test_bonds as bonds
from tests.tender.test_auctions import ROWS as AUCTIONS
from tests.tender.test_method_rules import ROWS as METHODS
from tests.tender.test_panel_rules import ROWS as PANEL

TODAY = date(2024, 11, 1)
NOON = datetime(2024, 11, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=2)
OPEN, INVITED, INQUIRY = Method.OPEN_TENDER, Method.INVITED_TENDER, Method.INQUIRY
PRICE = {"name": "价格", "weight": 40, "formula": "lowest_over_price"}
SKILL = {"name": "技术", "weight": 60}
DRAFT = Drafting(
    today=TODAY, method=OPEN, works_related=True, state_funds=True, estimate=Decimal(3_000_000),
    others=Decimal(0), reason="", ground=None, evaluation=Evaluation.COMPREHENSIVE,
    criteria=(PRICE, SKILL), bid_bond=Decimal(60_000),
    portions=(Portion(1, Decimal(2), Decimal(2), approved=True),),
)  # fmt: skip
SMALL = replace(
    DRAFT, method=INQUIRY, reason="零星", estimate=Decimal("1999999.99"), criteria=(),
    evaluation=Evaluation.LOWEST_EVALUATED_PRICE,
)  # fmt: skip
NOTICE = Publication(
    today=TODAY, method=OPEN, statutory=True, deadline=date(2024, 11, 21), sale_from=TODAY,
    sale_until=date(2024, 11, 6), invited=3, media=("https://example.invalid",), officers=2,
)  # fmt: skip
HIT = Hit("德国原装", "招标文件")
WORDED = Worded(TODAY, OPEN, statutory=True)
CHANGE = Clarification(TODAY, OPEN, date(2024, 11, 16), earlier=False)
REST = Calendar(
    {
        date(2024, 11, 16),
        date(2024, 11, 17),
        date(2024, 11, 21),
        date(2024, 12, 2),
        date(2024, 12, 6),
        date(2024, 12, 7),
    }
)
"""Rest days that end the periods of the rows below."""
OPENING = Opening(TODAY, OPEN, "", passed=True, bids=3)
ASSESSED = Assessment(TODAY, OPEN, statutory=True, members=5, experts=4, live=3, candidates=3)
SHOWN = Publicity(
    today=date(2024, 12, 3), statutory=True, report_on=date(2024, 12, 2),
    starts_on=date(2024, 12, 3), ends_on=date(2024, 12, 6),
)  # fmt: skip
CHOICE = Decision(
    today=date(2024, 12, 7), method=OPEN, statutory=True, publicity_until=date(2024, 12, 6),
    rank=1, tied=False, reason="", unanswered=0, price=Decimal(1), sealed_price=Decimal(1),
)  # fmt: skip
BONDED = Bonded(TODAY, rejects=False, short=())
AGREED = Agreed(TODAY, (TieRule.HIGHER_MARKS, TieRule.DRAW), marked=True)
COPY = Copy(TODAY, statutory=True, same=True, fee=Decimal(0))
TAKING = Taking(TODAY, OPEN, TODAY, date(2024, 11, 6), Decimal(0))
PAUSE = Pause(TODAY, OPEN, 0, ())
CALL = Call(TODAY, statutory=True, sale_until=date(2024, 11, 6), closes_on=date(2024, 11, 11))
APPLYING = Change(TODAY, date(2024, 11, 4), earlier=False)
REVIEW = Review(TODAY, controlled=True, over=True, members=5, experts=4, missing=0)
SEAT = Seat(TODAY, OPEN, True, certificate_until=TODAY, interest="", requester=False)  # noqa: FBT003
DENIAL = Denial(TODAY, OPEN, True, Rejection.ABOVE_MAX_PRICE, Decimal(2), Decimal(1))  # noqa: FBT003
BIDDERS = tuple(
    Bidder(name, sum(prices), prices, head=f"{name}负责人")
    for name, prices in (
        ("甲", (98_312_337, 105_053, 20_119)),
        ("乙", (101_170_205, 98_713, 20_701)),
        ("丙", (104_623_621, 109_507, 19_433)),
    )
)
TABLE = Table(TODAY, OPEN, BIDDERS, people=("采购员",))


def told(*given: Particulars) -> dict[str, Any]:
    """Return the change that lets the bidders bring these particulars."""
    pairs = zip(BIDDERS, given, strict=False)
    return {"bidders": tuple(replace(bidder, particulars=each) for bidder, each in pairs)}


def among(**change: Any) -> dict[str, Any]:
    """Return the change of the first bidder alone."""
    return {"bidders": (replace(BIDDERS[0], **change), *BIDDERS[1:])}


ROWS: list[tuple[str, Any, dict[str, Any]]] = [
    ("T01", SMALL, {"estimate": Decimal(2_000_000)}),
    ("T01", replace(DRAFT, method=INQUIRY, ground=Ground.PATENT), {"ground": None}),
    ("T03", SMALL, {"others": Decimal("0.01")}),
    ("T03H", replace(SMALL, works_related=False), {"others": Decimal("0.01")}),
    ("T02", SMALL, {"combined": Decimal("0.01")}),
    ("T03W", SMALL, {"waived": ("机电副矿长", "纪检")}),
    ("N27", Waiver(TODAY, UUID(int=1), frozenset({UUID(int=2)})), {"officer": UUID(int=2)}),
    ("T04", replace(DRAFT, method=INVITED, ground=Ground.COST_SHARE), {"ground": None}),
    ("T44", SMALL, {"reason": " "}),
    ("T08", replace(SMALL, works_related=False), {"estimate": Decimal(2_000_000)}),
    ("T26", DRAFT, {"bid_bond": Decimal("60000.01")}),
    ("T27", replace(DRAFT, bid_bond=Decimal(800_000)), {"bid_bond": Decimal("800000.01")}),
    ("T28", DRAFT, {"criteria": (PRICE, {"name": "最低限价", "weight": 60})}),
    ("T07", DRAFT, {"criteria": (PRICE, {"name": "本省业绩", "weight": 60})}),
    ("T07", replace(DRAFT, criteria=(PRICE, {"name": "基本地质适应性", "weight": 60})),
     {"criteria": (PRICE, {"name": "当地服务", "weight": 60})}),
    ("T07B", WORDED, {"named": (HIT,)}),
    ("T07D", WORDED, {"designated": (HIT,)}),
    ("T07O", WORDED, {"owners": (HIT,)}),
    ("T07L", WORDED, {"local": (HIT,)}),
    ("T03", replace(SMALL, alike=Decimal(1_000_000), others=Decimal(900_000)),
     {"others": Decimal(1_000_000)}),
    ("T32", DRAFT, {"criteria": (PRICE, {"name": "技术", "weight": 59})}),
    ("T32", DRAFT, {"criteria": (SKILL, {"name": "商务", "weight": 40})}),
    ("T32", DRAFT, {"criteria": ({**PRICE, "weight": 0}, {"name": "技术", "weight": 100})}),
    ("T32", SMALL, {"criteria": (PRICE, SKILL)}),
    ("N07", DRAFT, {"portions": (Portion(1, Decimal(2), Decimal(2), approved=False),)}),
    ("N07", DRAFT, {"portions": ()}),
    ("N08", DRAFT, {"portions": (Portion(1, Decimal("2.001"), Decimal(2), approved=True),)}),
    ("T05", NOTICE, {"invited": 2}),
    ("T09", NOTICE, {"invited": 2}),
    ("T09D", replace(NOTICE, invited=1), {"invited": 2}),
    ("T20", NOTICE, {"media": ()}),
    ("T21", replace(NOTICE, sale_until=date(2024, 11, 5)), {"sale_until": date(2024, 11, 4)}),
    ("T21", NOTICE, {"sale_from": None}),
    ("T21", NOTICE, {"sale_from": date(2024, 10, 31)}),
    ("T21W", NOTICE, {"sale_until": date(2024, 11, 5)}),
    ("T22", NOTICE, {"deadline": date(2024, 11, 20)}),
    ("T22", replace(NOTICE, deadline=date(2024, 11, 22), calendar=REST),
     {"deadline": date(2024, 11, 21)}),
    ("T23", CHANGE, {"deadline": date(2024, 11, 15)}),
    ("T23", replace(CHANGE, deadline=date(2024, 11, 18), calendar=REST),
     {"deadline": date(2024, 11, 17)}),
    ("T35", replace(SHOWN, report_on=date(2024, 11, 29), calendar=REST), {"calendar": Calendar()}),
    ("T35D", replace(SHOWN, ends_on=date(2024, 12, 8), calendar=REST),
     {"ends_on": date(2024, 12, 6)}),
    ("T23E", CHANGE, {"earlier": True}),
    ("T05B", Submission(TODAY, INVITED, invited=True), {"invited": False}),
    ("T29W", Withdrawal(TODAY, OPEN, "", passed=False), {"passed": True}),
    ("T30T", OPENING, {"passed": False}),
    ("T30", OPENING, {"bids": 2}),
    ("T09O", replace(OPENING, method=Method.DIRECT, bids=1), {"bids": 0}),
    ("T24", OPENING, {"unanswered": 1}),
    ("T29S", NOTICE, {"officers": 0}),
    ("T29O", OPENING, {"shares": 1, "needed": 2}),
    ("T29O", replace(OPENING, shares=2, needed=2), {"shares": 1}),
    ("T30F", Failure(TODAY, OPEN, passed=False, live=3, key_lost=True), {"key_lost": False}),
    ("T24L", Protest(TODAY, TODAY), {"last": date(2024, 10, 31)}),
    ("T24L", Protest(TODAY, TODAY), {"last": None}),
    ("T24P", Protest(TODAY, TODAY, Against.PREQUALIFICATION), {"last": date(2024, 10, 31)}),
    ("T24S", Protest(TODAY, TODAY, Against.OPENING), {"last": date(2024, 10, 31)}),
    ("T24C", Protest(TODAY, TODAY, Against.CANDIDATES), {"last": date(2024, 10, 31)}),
    ("T24O", Answer(TODAY, TODAY, Against.OPENING), {"received_on": date(2024, 10, 31)}),
    ("T20S", COPY, {"same": False}),
    ("T20F", COPY, {"fee": Decimal("0.01")}),
    ("T60", TAKING, {"sale_from": date(2024, 11, 2)}),
    ("T60", replace(TAKING, sale_from=None), {"sale_from": TODAY, "sale_until": NOON.date()
                                              - timedelta(days=1)}),
    ("T61", TAKING, {"fee": Decimal("0.01")}),
    ("T24G", PAUSE, {"unanswered": 1}),
    ("T43S", PAUSE, {"orders": ("合成监督部门",)}),
    ("T43", Lodging(TODAY, date(2024, 10, 22), TODAY), {"known_on": date(2024, 10, 21)}),
    ("T43A", Handling(TODAY, TODAY, TODAY), {"last": date(2024, 10, 31)}),
    ("T43D", Handling(TODAY, TODAY, TODAY), {"last": date(2024, 10, 31)}),
    ("T25", CALL, {"closes_on": date(2024, 11, 10)}),
    ("T23P", APPLYING, {"closes_on": date(2024, 11, 3)}),
    ("T23Q", APPLYING, {"earlier": True}),
    ("T25E", REVIEW, {"over": False}),
    ("T25M", REVIEW, {"missing": 1}),
    ("T25M", REVIEW, {"members": 0}),
    ("T25C", REVIEW, {"members": 4}),
    ("T25C", REVIEW, {"experts": 3}),
    ("T25C", replace(REVIEW, members=3, controlled=False), {"controlled": True}),
    ("T25P", Passed(TODAY, concluded=True, qualified=3), {"concluded": False}),
    ("T25Q", Passed(TODAY, concluded=True, qualified=3), {"qualified": 2}),
    ("T25Q", Passed(TODAY, concluded=False, qualified=2), {"concluded": True}),
    ("T29P", Bidding(TODAY, Qualified.PASSED), {"result": Qualified.FAILED}),
    ("T29P", Bidding(TODAY, Qualified.PASSED), {"result": None}),
    ("T24A", Answer(TODAY, date(2024, 10, 29)), {"received_on": date(2024, 10, 28)}),
    ("T30F", Failure(TODAY, OPEN, passed=True, live=2), {"live": 3}),
    ("T30F", Failure(TODAY, OPEN, passed=True, live=2), {"passed": False}),
    ("T30F", Failure(TODAY, OPEN, passed=True, live=3, able=0), {"able": 1}),
    ("T30F", Failure(TODAY, OPEN, passed=True, live=3, able=0), {"able": None}),
    ("T56", BONDED, {"short": ("甲 1/2",)}),
    ("T56", replace(BONDED, short=("甲 1/2",), rejects=True), {"rejects": False}),
    ("T57", replace(BONDED, rejects=True), {"short": ("甲 1/2",)}),
    ("T57", replace(BONDED, short=("甲 1/2",)), {"rejects": True}),
    ("T58", AGREED, {"marked": False}),
    ("T58", AGREED, {"ties": (TieRule.DRAW, TieRule.COMMITTEE_VOTE)}),
    ("T58", replace(AGREED, marked=False, ties=(TieRule.LOWER_PRICE, TieRule.DRAW)),
     {"ties": (TieRule.HIGHER_MARKS,)}),
    ("T59", Taxed(TODAY, exclusive=True, bare=0), {"bare": 1}),
    ("T59", Taxed(TODAY, exclusive=False, bare=1), {"exclusive": True}),
    ("T31C", SEAT, {"certificate_until": date(2024, 10, 31)}),
    ("T31C", SEAT, {"certificate_until": None}),
    ("T31I", SEAT, {"interest": "亲属"}),
    ("T31R", SEAT, {"requester": True}),
    ("T33S", DENIAL, {"seated": False}),
    ("T33P", DENIAL, {"price": Decimal(1)}),
    ("T33P", replace(DENIAL, reason=Rejection.UNSIGNED, max_price=None),
     {"reason": Rejection.ABOVE_MAX_PRICE}),
    ("T31", ASSESSED, {"experts": 3}),
    ("T31", ASSESSED, {"members": 4}),
    ("T31", ASSESSED, {"members": 3, "experts": 3}),
    ("T31", replace(ASSESSED, members=7, experts=5), {"experts": 4}),
    ("T31", replace(ASSESSED, members=9, experts=6), {"experts": 5}),
    ("T09G", replace(ASSESSED, members=3, experts=2), {"experts": 1}),
    ("T33", ASSESSED, {"too_dear": ("甲",)}),
    ("T33R", ASSESSED, {"related": ("甲", "乙")}),
    ("T42", ASSESSED, {"live": 0}),
    ("T32S", ASSESSED, {"unscored": 1}),
    ("T34", ASSESSED, {"candidates": 4}),
    ("T35", replace(SHOWN, starts_on=date(2024, 12, 5)), {"starts_on": date(2024, 12, 6)}),
    ("T35", SHOWN, {"starts_on": date(2024, 12, 1)}),
    ("T35", SHOWN, {"report_on": None}),
    ("T35D", SHOWN, {"ends_on": date(2024, 12, 5)}),
    ("T34S", SHOWN, {"unsigned": 1}),
    ("T35A", CHOICE, {"today": date(2024, 12, 6)}),
    ("T35A", CHOICE, {"publicity_until": None}),
    ("T35O", CHOICE, {"unanswered": 1}),
    ("T36", CHOICE, {"ahead": 1}),
    ("T36", replace(CHOICE, rank=2, ahead=1, reason="gave_up"), {"reason": ""}),
    ("T36", CHOICE, {"tied": True}),
    ("T09P", CHOICE, {"rank": None}),
    ("T37", CHOICE, {"price": Decimal(2)}),
    ("T37", CHOICE, {"price": None}),
    ("T50", CHOICE, {"full": True, "most_lots": 1}),
    ("T51", CHOICE, {"earlier": ("1",)}),
    ("N09", CHOICE, {"changed_lines": (1,)}),
    ("N10", CHOICE, {"unknown": ("甲 乙",)}),
    ("K01", TABLE, told({"file_author": "王 强"}, {"file_author": "王强"})),
    ("K02", TABLE, told({"file_machine": "00-1A-2B"}, {"file_machine": "00:1a:2b"})),
    ("K03", TABLE, told({"agent": "李四"}, {"agent": "李四"})),
    ("K04", TABLE, told({"contact": "+86 138-0000-0000"}, {"contact": "13800000000"})),
    ("K05", TABLE, told({"managers": ["张三", "李四"]}, {"managers": ["李四"]})),
    ("K06", TABLE, told({"agent": "乙负责人"}, {})),
    ("K07", TABLE, told({"file_hash": "ab12"}, {"file_hash": "AB12"})),
    ("K08", TABLE, among(total=BIDDERS[1].total)),
    ("K09", TABLE, among(total=2 * BIDDERS[1].total - BIDDERS[2].total)),
    ("K10", TABLE, among(prices=(101_170_205, 98_713, 20_701))),
    ("K11", TABLE, told({"bond_account": "6222 0001"}, {"bond_account": "62220001"})),
    ("K12", TABLE, told({"bond_number": "BH0099"}, {"bond_number": "BH0100"})),
    ("K13", replace(TABLE, **told({"bond_paid_at": NOON}, {"bond_paid_at": LATER})),
     told({"bond_paid_at": NOON}, {"bond_paid_at": NOON + timedelta(seconds=27)})),
    ("K14", replace(TABLE, **among(controller="集团")),
     {"bidders": tuple(replace(each, controller="集团") for each in BIDDERS)}),
    ("K15", TABLE, told({"agent": "采购员"})),
    *AUCTIONS,
    *bonds.ROWS,
    *METHODS,
    *PANEL,
]  # fmt: skip


@pytest.mark.parametrize(("code", "good", "change"), ROWS)
def test_rule_passes_and_refuses(code: str, good: Any, change: dict[str, Any]) -> None:
    """A rule passes the good row and refuses the changed one, in both languages."""
    finding = RULES[code].judge(replace(good, **change))

    assert RULES[code].judge(good) is None
    assert finding is not None
    assert "failed" not in finding.params
    assert "{" not in say(finding) + say(finding, "en")


def test_every_rule_has_a_row() -> None:
    """No rule of the stage is without a row above; twins share that of the law."""
    known = {code for code, rule in RULES.items() if rule.stage == "tender"}
    rows = {code for code, _, _ in ROWS}

    assert known == rows | {f"{code}H" for code in rows} & known


TWINS = [code for code, rule in RULES.items() if rule.stage == "tender" and f"{code}H" in RULES]
FREE = {"statutory": False, "method": INQUIRY, "works_related": False}


@pytest.mark.parametrize(
    ("code", "facts"),
    [(code, replace(good, **change)) for code, good, change in ROWS if code in TWINS],
)
def test_law_and_policy_never_both_speak(code: str, facts: Any) -> None:
    """Where the law does not bind, its twin says the same as policy of the mine."""
    if code == "T03":
        return
    names = set(type(facts).__dataclass_fields__)
    free = replace(facts, **{name: value for name, value in FREE.items() if name in names})
    if code == "T07":
        free = replace(free, estimate=Decimal(1))

    assert RULES[f"{code}H"].judge(facts) is None
    assert RULES[code].judge(free) is None
    assert RULES[f"{code}H"].judge(free) is not None


@pytest.mark.parametrize("code", TWINS)
def test_twin_is_policy_that_a_mine_may_soften(code: str) -> None:
    """The twin cites no law, and says so; a mine may turn it to a warning."""
    twin = RULES[f"{code}H"]

    assert twin.source.basis is Basis.COMPANY
    assert twin.source.reading is Reading.BELIEVED
    assert RULES[code].source.basis is Basis.LAW


@pytest.mark.parametrize(
    ("change", "statutory"),
    [
        ({}, True),
        ({"estimate": Decimal(2_000_000)}, True),
        ({"estimate": Decimal("1999999.99")}, False),
        ({"estimate": Decimal(1_100_000), "others": Decimal(1_200_000)}, True),
        ({"works_related": False}, False),
        ({"state_funds": False}, False),
    ],
)
def test_tender_is_compulsory_by_project_funds_and_amount(
    change: dict[str, Any], *, statutory: bool
) -> None:
    """以上 includes the number, what can be combined is added up, all three must hold."""
    assert replace(DRAFT, **change).statutory is statutory


def test_every_fault_of_a_notice_is_told() -> None:
    """Too few invited, too short a sale, too early a deadline: one answer."""
    facts = replace(NOTICE, method=INVITED, invited=1, sale_until=TODAY, deadline=date(2024, 11, 2))

    found = clock_rules.PUBLICATION[INVITED].judge(facts)
    assert [each.code for each in found] == ["T05", "T21", "T22"]


def test_every_method_has_its_rules() -> None:
    """No method is published, evaluated or awarded without rules."""
    tables: list[dict[Method, Any]] = [
        clock_rules.PUBLICATION, committee_rules.ASSESSMENT, award_rules.AWARD,
    ]  # fmt: skip

    assert all(set(table) == set(Method) for table in tables)
    assert rules.DRAFTING.rules
    assert opening_rules.OPENING.rules


def test_empty_table_has_no_signs() -> None:
    """Without bids nothing is alike, and nothing fails."""
    assert collusion_rules.SIGNS.judge(replace(TABLE, bidders=())) == ()
