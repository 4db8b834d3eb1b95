"""What must hold before something goes down, and before it comes up.

Safety mark, ban and explosion protection are rules of the catalogue and are
judged beside these. The tag comes first: of a tag that nobody knows there is
nothing else to ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equiplink.gate.candidate import Candidate
from equiplink.gate.hold_rules import (
    is_not_quarantined,
    is_not_sealed,
    no_hazard_holds_it,
    no_inspector_keeps_it,
    no_stop_use_order,
    place_is_not_stopped,
    supplier_is_not_in_doubt,
)
from equiplink.law import (
    COAL_MINE_CODE,
    EVER,
    HOUSE,
    MAJOR_HAZARDS,
    MINE_SAFETY_ORDINANCE,
    PRODUCT_QUALITY,
    WORK_SAFETY,
    Broken,
    Reading,
    broken,
)
from equiplink.register.states import ItemState
from equiplink.rules import RuleSet, rule
from equiplink.words import joined

TRACED = MINE_SAFETY_ORDINANCE("第二十五条", "安全设备台账和追溯、管理制度")
RECORDED = MINE_SAFETY_ORDINANCE("第二十五条", "进行全流程记录并存档")
SIGNED_IN = COAL_MINE_CODE("第四百四十八条", "准入井", reading=Reading.SEEN)


@dataclass(frozen=True, slots=True)
class Scanned:
    """What the register knows of the code that was read."""

    today: date
    code: str
    known: bool
    voided_on: date | None = None
    generation: int = 0


@rule(
    "G30",
    TRACED,
    zh="标签 {code} 不在本矿台账中；请先办理验收、登记并贴签",
    en="tag {code} is not on this mine's register; accept, register and tag the thing first",
    since=EVER,
)
def tag_is_known(s: Scanned) -> Broken | None:
    """The tag stands on the mine's register."""
    return None if s.known else broken(code=s.code)


@rule(
    "G31",
    TRACED,
    zh="标签 {code}（第 {generation} 版）已于 {voided_on} 作废；请换贴新标签",
    en="tag {code} (generation {generation}) was voided on {voided_on}; put the new label on",
    since=EVER,
)
def tag_is_live(s: Scanned) -> Broken | None:
    """The label was not replaced by a newer one."""
    if s.voided_on is None:
        return None
    return broken(code=s.code, generation=s.generation, voided_on=s.voided_on)


TAG = RuleSet("the tag", (tag_is_known, tag_is_live), zh="标签")


@rule(
    "G32",
    RECORDED,
    zh="台账显示已在井下，不能重复入井；若实物在地面，请先扫码升井并查明原因",
    en="the register says it is underground already; scan it out first and find out why",
    since=EVER,
)
def is_not_inside(c: Candidate) -> Broken | None:
    """It is not underground already."""
    return broken() if c.state is ItemState.UNDERGROUND else None


@rule(
    "G33",
    RECORDED,
    zh="在修物品不能入井；请先办结维修并重新做入井检查",
    en="it is in repair; finish the repair and inspect it again before it enters",
    since=EVER,
)
def is_not_in_repair(c: Candidate) -> Broken | None:
    """It is not in repair."""
    return broken() if c.state is ItemState.IN_REPAIR else None


@rule(
    "G34",
    WORK_SAFETY("第三十六条", "改造和报废，应当符合国家标准或者行业标准"),
    zh="已报废，禁止入井；请送报废存放点",
    en="it is scrapped and may not enter; take it to the scrap yard",
)
def is_not_scrapped(c: Candidate) -> Broken | None:
    """It is not scrapped."""
    return broken() if c.state is ItemState.SCRAPPED else None


@rule(
    "G35",
    RECORDED,
    zh="入井数量 {quantity}{unit} 大于库存 {stock}{unit}；请核对数量",
    en="{quantity} {unit} are more than the stock of {stock} {unit}; check the quantity",
    since=EVER,
)
def is_in_stock(c: Candidate) -> Broken | None:
    """As much as goes down is in stock."""
    if c.state is ItemState.IN_STOCK and c.quantity > c.stock:
        return broken(quantity=c.quantity, unit=c.unit, stock=c.stock)
    return None


@rule(
    "G02",
    SIGNED_IN,
    zh="没有合格的入井前检查；请检查员检查并签发合格证",
    en="no pre-entry inspection was passed; have an inspector examine it and sign",
)
def is_inspected(c: Candidate) -> Broken | None:
    """Its newest pre-entry inspection was passed and signed."""
    return None if c.inspected_at is not None and c.inspection_passed else broken()


@rule(
    "G02D",
    SIGNED_IN,
    zh="入井检查合格证有效至 {until}，今天 {today} 已过期；请重新检查",
    en="the pre-entry inspection held until {until}, today is {today}; inspect it again",
)
def inspection_is_in_date(c: Candidate) -> Broken | None:
    """Its pre-entry inspection is in date; the last day counts."""
    if c.inspected_at is None:
        return None
    if c.inspection_until is None or c.inspection_until < c.today:
        return broken(until=c.inspection_until, today=c.today)
    return None


@rule(
    "G06",
    WORK_SAFETY("第三十六条", "维修、改造和报废，应当符合国家标准或者行业标准"),
    zh="{since} 的维修、改造、不合格检测或升井使此前的入井检查失效；请重新检查",
    en="a repair, modification, failed test or exit at {since} voids the inspection; repeat it",
)
def inspection_is_newer_than_repair(c: Candidate) -> Broken | None:
    """Nothing voided its fitness since it was inspected: each entry has its own inspection."""
    if c.unfit_since is None or c.inspected_at is None or c.inspected_at > c.unfit_since:
        return None
    return broken(since=f"{c.unfit_since:%Y-%m-%d %H:%M}")


@rule(
    "G03A",
    HOUSE("第二十三条", "检查人员不得与申请入井或者放行的人员为同一人"),
    zh="入井检查由扫码人本人签发，不能自检自放；请换人扫码或由他人重新检查",
    en="whoever scans signed the inspection himself; let somebody else scan or inspect",
)
def inspector_is_not_the_keeper(c: Candidate) -> Broken | None:
    """Whoever scans it in did not sign its inspection himself."""
    return broken() if c.inspected_by_scanner else None


@rule(
    "G09",
    MAJOR_HAZARDS("第十八条（八）", "输送带入井前未经过第三方阻燃和抗静电性能试验"),
    zh="输送带没有合格的第三方阻燃、抗静电试验报告；请送检合格后再入井",
    en="no passed third-party flame and static test of the belt; have it tested first",
)
def belt_is_tested(c: Candidate) -> Broken | None:
    """A conveyor belt passed a third party's flame-retardant and anti-static test."""
    return broken() if c.belt_test and not c.belt_test_passed else None


@rule(
    "G16",
    PRODUCT_QUALITY("第二十七条", "生产日期和安全使用期或者失效日期"),
    zh="限期使用物资有效至 {expires_on}（今天 {today}）；过期或未注明期限的不得入井",
    en="shelf life until {expires_on} (today {today}); expired or undated goods may not enter",
)
def is_not_expired(c: Candidate) -> Broken | None:
    """Goods with a shelf life carry their date, and it has not passed."""
    if c.dated and (c.expires_on is None or c.expires_on < c.today):
        return broken(expires_on=c.expires_on, today=c.today)
    return None


@rule(
    "G36",
    WORK_SAFETY("第三十六条", "经常性维护、保养，并定期检测"),
    zh="检测或维护应于 {due} 前完成，已逾期；请先检测合格",
    en="a test or maintenance was due on {due}; pass it first",
)
def nothing_is_overdue(c: Candidate) -> Broken | None:
    """No test or maintenance of it is overdue."""
    if c.next_due_on is not None and c.next_due_on < c.today:
        return broken(due=c.next_due_on)
    return None


@rule(
    "G51",
    WORK_SAFETY("第三十六条", "并定期检测，保证正常运转"),
    zh="井下设备于 {since} 检测不合格或者维修、改造，此后未检查合格；请停用，检查合格后再用",
    en="it failed a test or was repaired underground at {since} and no inspection passed since; "
    "stop it and inspect it",
)
def is_fit_again(c: Candidate) -> Broken | None:
    """What failed a test or was repaired underground passed an inspection after that."""
    if c.unfit_since is None or c.repairing:
        return None
    if c.inspection_passed and c.inspected_at is not None and c.inspected_at > c.unfit_since:
        return None
    return broken(since=f"{c.unfit_since:%Y-%m-%d %H:%M}")


@rule(
    "X07L",
    HOUSE("第二十五条", "无防爆标志或者无安全标志的，按失爆处理，不得入井"),
    zh="上次核对时缺：{plates}，按失爆处理；请补齐并重新核对",
    en="when somebody looked last it lacked: {plates}, which counts as 失爆; put them on and look "
    "again",
)
def carries_its_plates(c: Candidate) -> Broken | None:
    """Nobody found it without the plate of its ex mark or of its safety mark."""
    return broken(plates=joined(c.lost)) if c.lost else None


@rule(
    "G71",
    HOUSE("第一百一十三条", "已安装的部件随主机入井、升井", reading=Reading.BELIEVED),
    zh="它装在别的设备内，随主机入井、升井；请扫主机的标签，或先登记拆下",
    en="it stands inside a machine and goes with it; scan the machine, or take the part out first",
)
def goes_with_its_machine(c: Candidate) -> Broken | None:
    """What stands inside a machine goes down and comes up with it."""
    return broken() if c.installed else None


ENTRY = RuleSet(
    "entry",
    (
        goes_with_its_machine,
        is_not_inside,
        is_not_in_repair,
        is_not_scrapped,
        is_in_stock,
        is_inspected,
        inspection_is_in_date,
        inspection_is_newer_than_repair,
        inspector_is_not_the_keeper,
        belt_is_tested,
        carries_its_plates,
        is_not_expired,
        nothing_is_overdue,
        no_stop_use_order,
        no_hazard_holds_it,
        is_not_sealed,
        is_not_quarantined,
        place_is_not_stopped,
        no_inspector_keeps_it,
        supplier_is_not_in_doubt,
    ),
    zh="入井",
)

STAY = RuleSet(
    "staying underground",
    (
        is_fit_again,
        belt_is_tested,
        carries_its_plates,
        is_not_expired,
        nothing_is_overdue,
        no_stop_use_order,
        no_hazard_holds_it,
        is_not_sealed,
        is_not_quarantined,
        no_inspector_keeps_it,
        supplier_is_not_in_doubt,
    ),
    zh="在井",
)
"""What is asked again of everything that is underground."""


@rule(
    "G37",
    RECORDED,
    zh="台账显示井下只有 {underground}{unit}，不能升井 {quantity}{unit}；请核对实物和标签",
    en="the register has {underground} {unit} underground, not {quantity}; check thing and tag",
    since=EVER,
)
def is_inside(c: Candidate) -> Broken | None:
    """As much as comes up is underground."""
    if c.quantity > c.underground:
        return broken(quantity=c.quantity, unit=c.unit, underground=c.underground)
    return None


EXIT = RuleSet("exit", (is_inside, goes_with_its_machine), zh="升井")
