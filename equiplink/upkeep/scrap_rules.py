"""What a scrapping needs at each of its steps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from equiplink.law import HOUSE, MINE_SAFETY_ORDINANCE, Broken, Reading, broken
from equiplink.rules import RuleSet, rule
from equiplink.settings import Setting, Stricter
from equiplink.upkeep.states import Ground

FILED = MINE_SAFETY_ORDINANCE("第二十五条", "报废等进行全流程记录并存档")

REPAIR_PERCENT = Setting(
    "upkeep.scrap_repair_percent", 80, "%", Stricter.HIGHER,
    zh="一次修复费占重置值的比例", en="repair cost above which a thing is scrapped, % of its value",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scrap:
    """What is to be scrapped. Quantities in the item's unit, costs in CNY."""

    today: date
    quantity: Decimal
    stock: Decimal
    requested_by: UUID
    appraisal: str = ""
    ground: Ground = Ground.WORN_OUT
    repair_cost: Decimal | None = None
    value: Decimal | None = None
    repair_percent: int = REPAIR_PERCENT.default
    appraiser: UUID | None = None
    approver: UUID | None = None
    proof: str = ""
    seals: tuple[str, ...] = ()
    """The reasons of the departments' seals that reach it."""


@rule(
    "W01",
    HOUSE("第三十五条", "先由机电部门初步鉴定"),
    zh="没有初步鉴定意见；请填写谁鉴定、为何报废",
    en="there is no first appraisal; write down who looked at it and why it must go",
)
def is_appraised(s: Scrap) -> Broken | None:
    """Somebody appraised it before it is scrapped."""
    return None if s.appraisal.strip() else broken()


@rule(
    "W02",
    HOUSE("第三十六条", "报废物资送库统一存放，在井下的应当先升井回库"),
    zh="报废数量 {quantity} 超过在库数量 {stock}；在井下的请先升井回库",
    en="{quantity} are to be scrapped, {stock} are in stock; bring up what is underground first",
)
def is_in_stock(s: Scrap) -> Broken | None:
    """What is scrapped is in the store, never underground."""
    return broken(quantity=s.quantity, stock=s.stock) if s.quantity > s.stock else None


@rule(
    "W03",
    HOUSE("第三十八条", "一次修复费用超过重置价值80%的"),
    zh="以无修复价值报废，修复费 {cost} 元须超过价值 {value} 元的 {percent}%；请补充两项金额或改修",
    en="beyond repair means that repair (CNY {cost}) costs more than {percent}% of the value "
    "(CNY {value}); give both amounts, or repair it",
)
def repair_would_cost_too_much(s: Scrap) -> Broken | None:
    """Beyond repair is what would cost more than 80 % of its value to repair."""
    if s.ground is not Ground.BEYOND_REPAIR:
        return None
    if s.repair_cost is None or s.value is None:
        return broken(cost=s.repair_cost, value=s.value, percent=s.repair_percent)
    if s.repair_cost * 100 <= s.value * s.repair_percent:
        return broken(cost=s.repair_cost, value=s.value, percent=s.repair_percent)
    return None


@rule(
    "W04",
    HOUSE("第三十九条", "申请人不得批准本人的申请"),
    zh="报废申请人不能批准本人的申请；请由他人审批",
    en="whoever asked for the scrapping may not approve it; let somebody else decide",
)
def approver_did_not_request(s: Scrap) -> Broken | None:
    """Who approves did not request."""
    return broken() if s.approver is None or s.approver == s.requested_by else None


@rule(
    "U62",
    HOUSE("第一百五十一条", "申请人不得鉴定本人的申请", reading=Reading.BELIEVED),
    zh="报废申请人不能作技术鉴定；请由他人鉴定",
    en="whoever asked for the scrapping may not appraise it; let somebody else look at it",
)
def appraiser_did_not_request(s: Scrap) -> Broken | None:
    """Who appraises did not request."""
    return broken() if s.appraiser is None or s.appraiser == s.requested_by else None


@rule(
    "U63",
    HOUSE("第一百五十一条", "鉴定人不得审批本人鉴定的报废", reading=Reading.BELIEVED),
    zh="报废鉴定人不能审批本人的鉴定；请由他人审批",
    en="whoever appraised it may not approve the scrapping; let somebody else decide",
)
def approver_did_not_appraise(s: Scrap) -> Broken | None:
    """Who approves did not appraise."""
    return broken() if s.appraiser is None or s.approver == s.appraiser else None


@rule(
    "W05",
    FILED,
    zh="没有销毁凭据；请附照片、回收单或监销记录的编号",
    en="there is no proof of destruction; name the photo, receipt or witness's record",
)
def destruction_is_proven(s: Scrap) -> Broken | None:
    """The destruction left proof behind."""
    return None if s.proof.strip() else broken()


@rule(
    "L10S",
    MINE_SAFETY_ORDINANCE("第六十六条", "擅自启封或者使用被查封、扣押的设施、设备、器材的"),
    zh="已被监管部门查封、扣押：{reasons}；解除之前不得报废，请联系原查封部门",
    en="a department sealed it: {reasons}; it is not scrapped before the department lifts that",
)
def is_not_sealed(s: Scrap) -> Broken | None:
    """What a department sealed is not scrapped."""
    return broken(reasons="；".join(s.seals)) if s.seals else None


REQUEST = RuleSet(
    "request to scrap",
    (is_appraised, is_in_stock, is_not_sealed, repair_would_cost_too_much),
    zh="不能申请报废",
)
APPRAISAL = RuleSet(
    "technical appraisal", (appraiser_did_not_request, is_in_stock), zh="不能作技术鉴定"
)
SCRAP_APPROVAL = RuleSet(
    "approval to scrap",
    (approver_did_not_request, approver_did_not_appraise, is_in_stock, is_not_sealed),
    zh="不能批准报废",
)
DESTRUCTION = RuleSet(
    "destruction", (destruction_is_proven, is_in_stock, is_not_sealed), zh="不能销毁"
)
