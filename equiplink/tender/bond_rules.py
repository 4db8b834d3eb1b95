"""What must hold of bid bonds: whose account, given back in time with interest, kept by law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equiplink.law import BIDDING_ORDINANCE, HOUSE, Broken, Reading, Severity, broken
from equiplink.rules import RuleSet, rule
from equiplink.tender.rules import both, compulsory
from equiplink.tender.states import BondPaid, Forfeit

FROM_BASIC_ACCOUNT = frozenset({BondPaid.CASH, BondPaid.CHEQUE})
RETURN_DAYS = 5
"""After the contract, and after a withdrawal (实施条例 第五十七条, 第三十五条)."""


@dataclass(frozen=True, slots=True)
class Payment:
    """A bond that comes in."""

    today: date
    statutory: bool
    form: BondPaid
    basic_account: bool
    payer: str
    bidder: str
    valid_until: date | None = None
    """The last day of a guarantee."""
    bids_until: date | None = None
    """The last day on which bids bind."""


@rule(
    "T26V",
    BIDDING_ORDINANCE("第二十六条", "投标保证金有效期应当与投标有效期一致"),
    zh="保函有效至 {until}，投标有效期至 {bids}；请投标人换开有效期不短于投标有效期的保函",
    en="the guarantee holds until {until} and bids until {bids}; have it made out for as long",
)
def bond_holds_as_long_as_the_bid(c: Payment) -> Broken | None:
    """A guarantee holds as long as the bids do."""
    if c.form is not BondPaid.GUARANTEE or c.bids_until is None:
        return None
    if c.valid_until is None or c.valid_until < c.bids_until:
        return broken(until=c.valid_until, bids=c.bids_until)
    return None


@both(
    "T26A",
    BIDDING_ORDINANCE("第二十六条", "投标保证金应当从其基本账户转出"),
    zh="现金或支票形式的投标保证金未从投标人基本账户转出；请退回并要求从基本账户转出",
    en="a bond in cash or by cheque did not come from the bidder's basic account; send it back and "
    "ask for that",
    binds=compulsory,
)
def bond_is_from_the_basic_account(c: Payment) -> Broken | None:
    """A bond in cash or by cheque comes from the bidder's basic account."""
    return broken() if c.form in FROM_BASIC_ACCOUNT and not c.basic_account else None


@rule(
    "T26P",
    HOUSE("第六十四条", "投标保证金由投标人以本单位名义交纳", reading=Reading.BELIEVED),
    zh="交款人 {payer} 不是投标人 {bidder}；请核实，并留意串通投标线索",
    en="{payer} paid, not the bidder {bidder}; find out why, it may be a sign of collusion",
    severity=Severity.WARN,
)
def bidder_pays_himself(c: Payment) -> Broken | None:
    """The bidder himself pays his bond."""
    return broken(payer=c.payer, bidder=c.bidder) if c.payer != c.bidder else None


@dataclass(frozen=True, slots=True)
class Keeping:
    """A bond that is to be kept."""

    today: date
    reason: Forfeit
    passed: bool
    """The deadline for bids has passed."""
    won: bool
    """The payer's bid won, also when the award was set aside."""


@rule(
    "T39W",
    BIDDING_ORDINANCE("第三十五条", "投标截止后投标人撤销投标文件的，招标人可以不退还投标保证金"),
    zh="投标截止前撤回投标的，投标保证金应当退还；请办理退还",
    en="a bid may be withdrawn before the deadline, and the bond goes back; give it back",
)
def revocation_is_after_the_deadline(c: Keeping) -> Broken | None:
    """For revoking his bid a bidder loses the bond after the deadline only."""
    return broken() if c.reason is Forfeit.REVOKED and not c.passed else None


@rule(
    "T39F",
    BIDDING_ORDINANCE("第七十四条", "取消其中标资格，投标保证金不予退还"),
    zh="该投标人没有中标，不能以“{reason}”不退还投标保证金；请办理退还",
    en="this bidder has not won, so his bond is not kept for '{reason}'; give it back",
)
def only_a_winner_refuses_the_contract(c: Keeping) -> Broken | None:
    """Only who won loses the bond over the contract."""
    return broken(reason=c.reason) if c.reason is not Forfeit.REVOKED and not c.won else None


@dataclass(frozen=True, slots=True)
class Return:
    """A bond that goes back. ``last`` is the last day, None while no period runs."""

    today: date
    last: date | None
    interest_owed: bool
    interest: bool


@rule(
    "T39",
    BIDDING_ORDINANCE("第五十七条", "书面合同签订后5日内"),
    zh="退还投标保证金最迟 {last}，今天已逾期；请说明原因",
    en="the bond was to go back by {last}; say why it is late",
    severity=Severity.WARN,
)
def bond_goes_back_in_time(c: Return) -> Broken | None:
    """Bonds go back within five days of the contract, or of a withdrawal."""
    return broken(last=c.last) if c.last is not None and c.today > c.last else None


@rule(
    "T39I",
    BIDDING_ORDINANCE("第五十七条", "退还投标保证金及银行同期存款利息"),
    zh="未填写利息；退还投标保证金应当同时退还银行同期存款利息，确无利息的请说明",
    en="no interest is given; the bank's interest goes back with the bond, say so if there is none",
    severity=Severity.WARN,
)
def bond_goes_back_with_interest(c: Return) -> Broken | None:
    """A bond goes back with the bank's interest."""
    return broken() if c.interest_owed and not c.interest else None


PAYMENT = RuleSet(
    "bid bond",
    (bond_holds_as_long_as_the_bid, *bond_is_from_the_basic_account, bidder_pays_himself),
    zh="不能收取投标保证金",
)
KEEPING = RuleSet(
    "keeping of a bid bond",
    (revocation_is_after_the_deadline, only_a_winner_refuses_the_contract),
    zh="不能不退还投标保证金",
)
RETURN = RuleSet(
    "return of a bid bond",
    (bond_goes_back_in_time, bond_goes_back_with_interest),
    zh="退还投标保证金",
)
