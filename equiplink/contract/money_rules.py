"""Money leaves when its event has happened, and no more than that; bonds stay within the law."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from equiplink.contract.delivery_rules import Line
from equiplink.contract.states import BondKind, Event, Means
from equiplink.law import BIDDING_ORDINANCE, EXPLOSIVES, HOUSE, Broken, Severity, broken, plain
from equiplink.rules import RuleSet, rule


@dataclass(frozen=True, slots=True)
class Release:
    """A milestone is to be released: since when its event is in the record, if it is."""

    today: date
    event: Event
    happened_on: date | None


@dataclass(frozen=True, slots=True)
class Paying:
    """A payment in CNY beside what was released, what is owed in penalties and what was paid."""

    today: date
    amount: Decimal
    released: Decimal
    penalties: Decimal
    paid: Decimal
    means: Means
    explosives: bool
    payer: UUID
    released_by: frozenset[UUID]

    @property
    def open(self) -> Decimal:
        return max(self.released - self.penalties - self.paid, Decimal(0))


@dataclass(frozen=True, slots=True)
class Bonded:
    """A bond is received; ``held`` is what is held of its kind with it. Amounts in CNY."""

    today: date
    kind: BondKind
    held: Decimal
    amount: Decimal
    percent: int


@dataclass(frozen=True, slots=True)
class Lateness:
    """What is owed in CNY for being late, and what of it was asserted before."""

    today: date
    agreed: bool
    owed: Decimal
    asserted: Decimal


@dataclass(frozen=True, slots=True)
class Rest:
    """A line whose remainder is to be cancelled, in its unit."""

    today: date
    goods: str
    outstanding: Decimal


@dataclass(frozen=True, slots=True)
class Ending:
    """A contract that is to be terminated, with what hangs on it. Amounts in CNY."""

    today: date
    waiting: tuple[str, ...]
    unjudged: tuple[Line, ...]
    bonds: tuple[str, ...]
    paid: Decimal
    accepted: Decimal


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim under warranty: until when it runs, and how many of the line were accepted."""

    today: date
    warranty_until: date | None
    quantity: Decimal
    accepted: Decimal


@rule(
    "C20",
    HOUSE("第七十三条", "约定的事件未发生的，该节点不得付款"),
    zh="付款节点“{event}”的条件尚未发生，不能确认；请等待台账中出现该记录",
    en="the event '{event}' of this milestone is not in the record; wait until it is",
)
def event_has_happened(c: Release) -> Broken | None:
    """A milestone is released by its event."""
    if c.happened_on is None or c.happened_on > c.today:
        return broken(event=c.event)
    return None


@rule(
    "C21",
    HOUSE("第七十四条", "累计付款不得超过已到付款条件的金额，未免除的违约金应当扣除"),
    zh="付款 {amount} 元超过可付金额 {open} 元（已到条件 {released}，违约金 {penalties}，"
    "已付 {paid}）；请减少金额或先确认付款节点",
    en="CNY {amount} are more than the CNY {open} that may be paid (released {released}, "
    "penalties {penalties}, paid {paid}); pay less, or release a milestone first",
)
def payment_stays_within_what_is_released(c: Paying) -> Broken | None:
    """All payments stay within what was released, less the penalties that stand."""
    if c.amount > c.open:
        return broken(
            amount=c.amount, open=c.open, released=c.released, penalties=c.penalties, paid=c.paid
        )
    return None


@rule(
    "C22",
    HOUSE("第七十四条", "确认付款条件的人员，不得办理同一合同的付款"),
    zh="付款节点由您本人确认，不能由您付款；请由其他人员办理付款",
    en="you released a milestone of this contract yourself; let somebody else pay",
)
def payer_released_nothing(c: Paying) -> Broken | None:
    """Who released a milestone of the contract does not pay."""
    return broken() if c.payer in c.released_by else None


@rule(
    "P02",
    EXPLOSIVES("第二十三条", "应当通过银行账户进行交易，不得使用现金或者实物进行交易"),
    zh="民用爆炸物品不得用“{means}”付款；请通过银行账户转账",
    en="civil explosives may not be paid by '{means}'; transfer from the bank account",
)
def explosives_are_paid_by_bank(c: Paying) -> Broken | None:
    """Civil explosives are paid through the bank account only."""
    return broken(means=c.means) if c.explosives and c.means is not Means.BANK else None


@rule(
    "T40B",
    BIDDING_ORDINANCE("第五十八条", "履约保证金不得超过中标合同金额的10%"),
    zh="已收履约保证金合计 {held} 元，超过合同金额 {amount} 元的 {percent}%；请只收取差额",
    en="CNY {held} would be held as performance bond, more than {percent} % of CNY {amount}; "
    "take less",
)
def bonds_held_are_within_a_tenth(c: Bonded) -> Broken | None:
    """All performance bonds that are held make at most a tenth of the amount."""
    over = c.held * 100 > c.amount * c.percent
    if c.kind is BondKind.PERFORMANCE and over:
        return broken(held=c.held, amount=c.amount, percent=c.percent)
    return None


@rule(
    "C23",
    HOUSE("第七十七条", "未约定的，不得主张"),
    zh="合同没有约定逾期违约金，不能主张；请按实际损失协商或者诉讼",
    en="the contract agrees no penalty for late delivery; settle the actual loss otherwise",
)
def penalty_was_agreed(c: Lateness) -> Broken | None:
    """A penalty is asserted only when the contract agrees one."""
    return None if c.agreed else broken()


@rule(
    "C24",
    HOUSE("第七十七条", "按合同约定的比例和实际逾期天数计算"),
    zh="按台账计算的违约金为 {owed} 元，已主张 {asserted} 元，没有可再主张的金额",
    en="by the record CNY {owed} are owed and CNY {asserted} asserted: nothing is left to assert",
)
def something_more_is_owed(c: Lateness) -> Broken | None:
    """What is asserted is owed by the record and was not asserted before."""
    if c.agreed and c.owed <= c.asserted:
        return broken(owed=c.owed, asserted=c.asserted)
    return None


@rule(
    "C36",
    HOUSE("第七十八条", "取消合同余量应当说明原因，由审批人办理"),
    zh="{goods} 已没有未到货的余量，无需取消",
    en="nothing of {goods} is outstanding, there is no remainder to cancel",
)
def something_is_outstanding(c: Rest) -> Broken | None:
    """Only what is still to come is cancelled."""
    return broken(goods=c.goods) if c.outstanding <= 0 else None


@rule(
    "C37",
    HOUSE("第七十八条", "到货尚未办结的，不得终止合同"),
    zh="以下到货尚未办结：{deliveries}（未验收：{lines}）；请先验收关闭或整批退回",
    en="these deliveries wait: {deliveries} (without a verdict: {lines}); close them or send them "
    "back first",
)
def no_delivery_waits(c: Ending) -> Broken | None:
    """A contract is not terminated while what arrived for it waits."""
    if not c.waiting:
        return None
    left = [f"{each.goods} {plain(each.unjudged)}" for each in c.unjudged if each.unjudged > 0]
    return broken(deliveries="、".join(c.waiting), lines="；".join(left) or "—")


@rule(
    "C38",
    HOUSE("第七十八条", "终止时应当一并清理保证金和付款"),
    zh="终止后请清理：未退保证金 {bonds}；已付 {paid} 元，已验收 {accepted} 元",
    en="to be settled after the termination: bonds held {bonds}; CNY {paid} paid, goods for "
    "CNY {accepted} accepted",
    severity=Severity.WARN,
)
def nothing_is_left_to_settle(c: Ending) -> Broken | None:
    """No bond is held, and what was paid is what was accepted."""
    if c.bonds or c.paid != c.accepted:
        return broken(bonds="、".join(c.bonds) or "—", paid=c.paid, accepted=c.accepted)
    return None


@rule(
    "C39",
    HOUSE("第七十九条", "质保期内的索赔由供应商免费更换"),
    zh="质保期至 {until}，今天不在期内；请另行采购或维修",
    en="the warranty runs until {until}, today is outside of it; buy or repair it otherwise",
)
def warranty_runs(c: Claim) -> Broken | None:
    """A claim is made while the warranty runs."""
    if c.warranty_until is None or c.today > c.warranty_until:
        return broken(until=c.warranty_until)
    return None


@rule(
    "C39Q",
    HOUSE("第七十九条", "更换的数量不得超过已验收的数量"),
    zh="索赔数量 {quantity} 超过已验收的数量 {accepted}；请改正数量",
    en="{quantity} are claimed, {accepted} were accepted; correct the quantity",
)
def claim_covers_what_was_accepted(c: Claim) -> Broken | None:
    """No more is claimed than was accepted."""
    return broken(quantity=c.quantity, accepted=c.accepted) if c.quantity > c.accepted else None


RELEASE = RuleSet("release of a milestone", (event_has_happened,), zh="付款节点不能确认")
PAYMENT = RuleSet(
    "payment",
    (payment_stays_within_what_is_released, payer_released_nothing, explosives_are_paid_by_bank),
    zh="不能付款",
)
BOND = RuleSet("bond", (bonds_held_are_within_a_tenth,), zh="保证金不能收取")
LATENESS = RuleSet(
    "penalty for late delivery", (penalty_was_agreed, something_more_is_owed), zh="违约金不能主张"
)
SHORT_CLOSE = RuleSet("cancelled remainder", (something_is_outstanding,), zh="余量不能取消")
ENDING = RuleSet("termination", (no_delivery_waits, nothing_is_left_to_settle), zh="合同不能终止")
CLAIM = RuleSet("warranty claim", (warranty_runs, claim_covers_what_was_accepted), zh="不能索赔")
