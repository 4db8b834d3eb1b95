"""添购: a direct purchase that adds to an earlier contract, held against that contract.

Where a tender is compulsory, the ordinance lets the original winner supply what
must fit, without a ceiling; the tenth of 政府采购法 is then a warning. Elsewhere
it is the mine's own policy, after that model, and refuses.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from equiplink.contract.states import ContractState
from equiplink.law import BIDDING_ORDINANCE, HOUSE, PROCUREMENT, Broken, Reading, Severity, broken
from equiplink.rules import RuleSet, rule


@dataclass(frozen=True, slots=True)
class Earlier:
    """The contract that is added to. ``first_amount`` in CNY, as it was drafted."""

    number: str
    state: ContractState
    same_supplier: bool
    adds_itself: bool
    first_amount: Decimal


@dataclass(frozen=True, slots=True)
class AddOn:
    """A contract out of a direct purchase. Amounts in CNY.

    ``original_winner`` and ``consistency`` say that the purchase rests on the ground of
    that name, of the ordinance and of the model of public procurement. ``added`` is
    what was added to the earlier contract before, by changes and by contracts.
    """

    today: date
    statutory: bool
    original_winner: bool
    earlier: Earlier | None
    amount: Decimal
    consistency: bool = False
    added: Decimal = Decimal(0)
    percent: int = 10

    @property
    def total(self) -> Decimal:
        """Everything that is added with this contract."""
        return self.added + self.amount

    @property
    def shown(self) -> bool:
        """An earlier contract with this supplier is named."""
        return self.earlier is not None and self.earlier.same_supplier

    def over(self) -> Broken | None:
        """Answer when all that is added is more than its share of the earlier contract."""
        old = self.earlier
        if old is None or self.total * 100 <= old.first_amount * self.percent:
            return None
        return broken(
            number=old.number, total=self.total, first=old.first_amount, percent=self.percent
        )


@rule(
    "T09A",
    PROCUREMENT("第三十一条", "添购资金总额不超过原合同采购金额百分之十的"),
    zh="本单位制度（参照政府采购法）：向原供应商累计添购 {total} 元，"
    "超过原合同 {number} 金额 {first} 元的 {percent}%；请另行招标或者询价",
    en="policy of the mine, after the model of public procurement: CNY {total} are added in all, "
    "more than {percent} % of the CNY {first} of contract {number}; tender or inquire",
)
def additions_are_a_tenth(c: AddOn) -> Broken | None:
    """What is added directly to a contract stays within a tenth of it, by the mine's policy."""
    return None if c.statutory else c.over()


@rule(
    "T09W",
    PROCUREMENT("第三十一条", "添购资金总额不超过原合同采购金额百分之十的"),
    zh="向原中标人累计添购 {total} 元，超过原合同 {number} 金额 {first} 元的 {percent}%；"
    "依法必须招标的，实施条例第九条未设上限，请留存必须配套的证明",
    en="CNY {total} are added in all, more than {percent} % of the CNY {first} of contract "
    "{number}; the ordinance sets no ceiling for a compulsory project: keep the proof of the need",
    severity=Severity.WARN,
)
def statutory_additions_are_noted(c: AddOn) -> Broken | None:
    """What is added beyond a tenth under a compulsory project is noted."""
    return c.over() if c.statutory else None


@rule(
    "T09E",
    BIDDING_ORDINANCE("第九条", "需要向原中标人采购工程、货物或者服务"),
    zh="采购理由为向原中标人采购，合同没有写明原合同，或者供应商不是原中标人；请写明原合同（adds_to）",
    en="it is bought from the original winner, but the contract names no earlier one with him; "
    "name it in adds_to",
)
def original_winner_is_shown(c: AddOn) -> Broken | None:
    """Who buys from the original winner names the contract that shows him to be it."""
    return broken() if c.original_winner and not c.shown else None


@rule(
    "T09K",
    PROCUREMENT("第三十一条", "必须保证原有采购项目一致性或者服务配套的要求"),
    zh="本单位制度（参照政府采购法）：采购理由为原供应商处添购，合同没有写明与该供应商的原合同；请写明原合同（adds_to）",
    en="policy of the mine, after the model of public procurement: it adds to what this supplier "
    "sold, but no earlier contract with him is named; name it in adds_to",
)
def continuation_is_shown(c: AddOn) -> Broken | None:
    """Who buys more from a supplier for the sake of consistency names the contract with him."""
    return broken() if c.consistency and not c.shown else None


@rule(
    "T09B",
    PROCUREMENT("第三十一条", "需要继续从原供应商处添购"),
    zh="原合同 {number} 的供应商不是本次供应商，不是添购；请删去原合同，或者向原供应商采购",
    en="contract {number} is with another supplier, this adds nothing to it; leave it out, or buy "
    "from that supplier",
)
def supplier_is_the_same(c: AddOn) -> Broken | None:
    """What is added to a contract comes from its supplier."""
    old = c.earlier
    return broken(number=old.number) if old is not None and not old.same_supplier else None


@rule(
    "T09F",
    HOUSE("第九十三条", "添购合同应当写明最初的合同", reading=Reading.BELIEVED),
    zh="原合同 {number} 为“{state}”，或者本身就是添购合同；请写明最初的、已签订的合同",
    en="contract {number} is '{state}', or itself an addition; name the first, signed one",
)
def first_contract_is_named(c: AddOn) -> Broken | None:
    """The contract that is named was signed and is no addition itself."""
    old = c.earlier
    kept = {ContractState.SIGNED, ContractState.FULFILLED}
    if old is None or (old.state in kept and not old.adds_itself):
        return None
    return broken(number=old.number, state=old.state)


ADDING = RuleSet(
    "addition to a contract",
    (
        additions_are_a_tenth,
        statutory_additions_are_noted,
        original_winner_is_shown,
        continuation_is_shown,
        supplier_is_the_same,
        first_contract_is_named,
    ),
    zh="添购合同不能起草",
)
