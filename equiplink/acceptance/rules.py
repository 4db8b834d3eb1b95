"""What goods must show before they are accepted, and who may sign for it.

Safety mark, ban and explosion protection at the place of use are rules of the
catalogue and are judged beside these. The match of the four stands in ``match_rules``, the papers
in ``paper_rules``, the points of a template in ``floor_rules``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from equiplink.acceptance.floor_rules import FLOOR
from equiplink.acceptance.match_rules import MATCH
from equiplink.acceptance.paper_rules import PAPERS
from equiplink.acceptance.sample_rules import SAMPLED
from equiplink.acceptance.seen import Goods
from equiplink.acceptance.states import Check
from equiplink.catalogue.states import Tracking
from equiplink.law import (
    CAMPAIGN,
    CIVIL_CODE,
    HOUSE,
    INTERNAL_CONTROL,
    PRODUCT_QUALITY,
    Broken,
    Severity,
    broken,
)
from equiplink.rules import RuleSet, rule
from equiplink.settings import Setting, Stricter
from equiplink.words import Both, joined

RESCUER_STORED = Setting(
    "acceptance.rescuer_years", 5, "年", Stricter.LOWER,
    "自救器出厂后地面存放的最长年限", "years that a self-rescuer may have been stored at arrival",
)  # fmt: skip

LABEL = "第二十七条"
DUTIES = INTERNAL_CONTROL(
    "第四条", "明确请购、审批、购买、验收、付款、采购后评估等环节的职责和审批权限"
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the goods come from. Quantities in their unit; days as 民法典 counts them."""

    today: date
    plan_approved: bool
    contract_in_force: bool
    delivery_open: bool
    arrived_on: date
    inspection_days: int


@dataclass(frozen=True, slots=True)
class Presented:
    """How much is presented, of how much that has not been presented yet."""

    today: date
    quantity: Decimal
    left: Decimal


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs the verdict, and whose hands the goods went through before."""

    today: date
    signer: UUID
    certified: bool
    bookers: frozenset[UUID]
    buyers: frozenset[UUID]


@rule(
    "G14",
    HOUSE("第十二条", "无计划合同的物资不准验收入库"),
    zh="物资来源不全：{lacking}；请先补齐计划、合同和到货登记",
    en="the goods lack their origin: {lacking}; plan, contract and delivery come first",
)
def bought_by_plan_and_contract(c: Origin) -> Broken | None:
    """Plan, contract and delivery of the goods are in force."""
    stands = {
        Both("approved plan", "已批准的计划"): c.plan_approved,
        Both("contract in force", "有效合同"): c.contract_in_force,
        Both("open delivery", "未关闭的到货单"): c.delivery_open,
    }
    lacking = [name for name, there in stands.items() if not there]
    return broken(lacking=joined(lacking)) if lacking else None


@rule(
    "L12",
    CIVIL_CODE("第六百二十一条", "视为标的物的数量或者质量符合约定"),
    zh="到货 {arrived_on} 已过 {days} 天，超过约定的 {limit} 天检验期限；"
    "请立即通知供应商并尽快验收",
    en="{days} days since the arrival on {arrived_on}, the inspection period is {limit} days; "
    "notify the supplier and finish",
    severity=Severity.WARN,
)
def inspected_within_the_period(c: Origin) -> Broken | None:
    """The verdict falls within the agreed inspection period."""
    days = (c.today - c.arrived_on).days
    if days > c.inspection_days:
        return broken(arrived_on=c.arrived_on, days=days, limit=c.inspection_days)
    return None


@rule(
    "G14Q",
    HOUSE("第十二条", "提交验收的数量不得超过到货数量"),
    zh="提交数量 {quantity} 超过该到货行尚未提交的 {left}；请核对到货数量",
    en="{quantity} is presented, but only {left} of the delivery line is left; count again",
)
def presented_is_what_arrived(c: Presented) -> Broken | None:
    """No more is presented than arrived."""
    if c.quantity > c.left:
        return broken(quantity=f"{c.quantity.normalize():f}", left=f"{c.left.normalize():f}")
    return None


@rule(
    "L13N",
    PRODUCT_QUALITY(LABEL, "有中文标明的产品名称、生产厂厂名和厂址"),
    zh="铭牌未用中文标明产品名称和厂名（名称：{name}；厂名：{maker}）；请拒收退回",
    en="the plate does not give name and maker in Chinese (name: {name}; maker: {maker}); "
    "reject and send back",
)
def plate_names_product_and_maker(c: Goods) -> Broken | None:
    """The plate gives the product's name and its maker in Chinese."""
    if CHINESE.search(c.plate.name) and CHINESE.search(c.plate.maker):
        return None
    return broken(name=c.plate.name or None, maker=c.plate.maker or None)


@rule(
    "L13S",
    PRODUCT_QUALITY(LABEL, "限期使用的产品，应当在显著位置清晰地标明生产日期"),
    zh="限期使用的物资未标明生产日期或失效日期（生产 {made_on}，失效 {expires_on}）；请拒收退回",
    en="goods of limited life lack their date of production or expiry "
    "({made_on}, {expires_on}); reject and send back",
)
def shelf_life_is_stated(c: Goods) -> Broken | None:
    """Goods of limited life state their dates of production and expiry."""
    if c.requires_shelf_life and (c.made_on is None or c.expires_on is None):
        return broken(made_on=c.made_on, expires_on=c.expires_on)
    return None


@rule(
    "P16",
    PRODUCT_QUALITY("第三十五条", "失效、变质的产品"),
    zh="物资已于 {expires_on} 失效；请拒收退回",
    en="the goods expired on {expires_on}; reject and send back",
)
def not_expired(c: Goods) -> Broken | None:
    """The goods have not expired; the last day counts."""
    if c.expires_on is not None and c.expires_on < c.today:
        return broken(expires_on=c.expires_on)
    return None


@rule(
    "G13S",
    HOUSE("第十七条", "成台设备应当有出厂编号"),
    zh="没有出厂编号；请查铭牌，没有编号的拒收",
    en="there is no serial number; read the nameplate, reject what has none",
)
def unit_has_a_serial_number(c: Goods) -> Broken | None:
    """A unit has the maker's serial number."""
    return broken() if c.tracking is Tracking.UNIT and not c.serial.strip() else None


@rule(
    "G13U",
    HOUSE("第十七条", "同一厂家同一型号的出厂编号不得重复"),
    zh="同厂家同型号的出厂编号 {serial} 已经验收过；请核对铭牌真伪",
    en="serial number {serial} of this maker and model was presented before; "
    "find out which plate is genuine",
)
def serial_number_is_new(c: Goods) -> Broken | None:
    """No other unit of this maker and model has the serial number."""
    return broken(serial=c.serial) if c.serial_taken else None


@rule(
    "G13B",
    HOUSE("第十八条", "批量物资入库应当登记批次号、质量证明编号"),
    zh="批量物资没有批次号；请查包装，没有批次号的拒收",
    en="the lot has no batch number; read the package, reject what has none",
)
def lot_has_a_batch_number(c: Goods) -> Broken | None:
    """A lot has the maker's batch number."""
    return broken() if c.tracking is Tracking.LOT and not c.batch.strip() else None


@rule(
    "P13A",
    HOUSE("第二十条", "地面存放超过五年的拒收"),
    zh="自救器出厂日期为 {made_on}，存放超过 {years} 年或日期不明；请拒收退回",
    en="the self-rescuer was made on {made_on}: more than {years} years ago, or nobody knows; "
    "reject and send back",
)
def rescuer_is_young(c: Goods) -> Broken | None:
    """A self-rescuer was made no more than five years ago."""
    if not c.rescuer:
        return None
    if c.made_on is None or _age(c.made_on, c.today) > (c.stored_years, 0, 0):
        return broken(made_on=c.made_on, years=c.stored_years)
    return None


def _age(made_on: date, today: date) -> tuple[int, int, int]:
    """Return years, months and days as a calendar counts them; only their order is used."""
    return (
        today.year - made_on.year, today.month - made_on.month, today.day - made_on.day
    )  # fmt: skip


@rule(
    "P13B",
    HOUSE("第二十一条", "自救器到货抽检应当全部合格，封印应当完好"),
    zh="自救器到货抽检或封印检查缺项、不合格：{checks}；请抽检，不合格的整批拒收",
    en="the self-rescuer's arrival sample or seal was not checked or failed: {checks}; "
    "check it, reject the batch when it fails",
)
def rescuer_passed_its_arrival_checks(c: Goods) -> Broken | None:
    """A self-rescuer's arrival sample passed and its seal is whole."""
    if not c.rescuer:
        return None
    lacking = [check for check in (Check.SAMPLE, Check.SEAL) if c.checks.get(check) is not True]
    return broken(checks=joined(lacking)) if lacking else None


@rule(
    "G13C",
    CAMPAIGN("三（三）2", "实施严格的验收程序"),
    zh="现场检查不合格：{checks}；请拒收退回",
    en="checks on the floor failed: {checks}; reject and send back",
)
def nothing_failed_on_the_floor(c: Goods) -> Broken | None:
    """No check on the floor failed."""
    failed = sorted(check for check, passed in c.checks.items() if not passed)
    return broken(checks=joined(failed)) if failed else None


@rule(
    "P15",
    HOUSE("第一百二十八条", "同一矿井不得混用不同厂家的锚固剂和锚杆"),
    zh="本矿在用其他厂家的“{kind}”：{makers}；请先用完或者书面说明混用理由",
    en="the mine has '{kind}' of other makers: {makers}; use it up first or say why both are used",
    severity=Severity.WARN,
)
def one_maker_in_the_mine(c: Goods) -> Broken | None:
    """Resin and bolts in one mine are of one maker."""
    return broken(kind=c.kind, makers=joined(sorted(c.other_makers))) if c.other_makers else None


@rule(
    "G05C",
    CAMPAIGN("三（三）2", "实施严格的验收程序"),
    zh="签字人当日没有有效的验收资格证；请由持证人员签字",
    en="the signer holds no acceptance certificate that is valid today; "
    "somebody who holds one must sign",
)
def signer_is_certified(c: Signature) -> Broken | None:
    """Who signs holds an acceptance certificate that is valid on that day."""
    return None if c.certified else broken()


@rule(
    "G05P",
    DUTIES,
    zh="签字人登记或提交过这批物资；请由未经手的人员签字",
    en="the signer booked or presented these goods; somebody else must sign",
)
def signer_did_not_book_the_goods(c: Signature) -> Broken | None:
    """Who signs neither booked the goods in nor presented them."""
    return broken() if not c.bookers or c.signer in c.bookers else None


@rule(
    "G05B",
    DUTIES,
    zh="签字人起草过本合同；请由未参与采购的人员签字",
    en="the signer drafted the contract; somebody who did not buy must sign",
)
def signer_did_not_buy(c: Signature) -> Broken | None:
    """Who signs did not draft the contract."""
    return broken() if not c.buyers or c.signer in c.buyers else None


ORIGIN = RuleSet(
    "origin of the goods", (bought_by_plan_and_contract, inspected_within_the_period), zh="验收"
)
PRESENTING = RuleSet("presentation", (presented_is_what_arrived,), zh="不能提交验收")
GOODS = RuleSet(
    "goods",
    (
        *MATCH,
        *PAPERS,
        plate_names_product_and_maker,
        shelf_life_is_stated,
        not_expired,
        unit_has_a_serial_number,
        serial_number_is_new,
        lot_has_a_batch_number,
        rescuer_is_young,
        rescuer_passed_its_arrival_checks,
        nothing_failed_on_the_floor,
        *FLOOR,
        *SAMPLED,
        one_maker_in_the_mine,
    ),
    zh="验收不合格",
)
SIGNATURE = RuleSet(
    "signature of a verdict",
    (signer_is_certified, signer_did_not_book_the_goods, signer_did_not_buy),
    zh="验收结论不能签署",
)
