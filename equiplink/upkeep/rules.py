"""What a job needs before it begins and before it is closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from equiplink.acceptance.seen import Gauge
from equiplink.law import (
    COAL_MINE_CODE,
    HOUSE,
    UNNUMBERED,
    WORK_SAFETY,
    Broken,
    Reading,
    broken,
)
from equiplink.rules import RuleSet, rule
from equiplink.settings import Setting, Stricter
from equiplink.upkeep.states import VOIDS_FITNESS, JobKind, Measure

SIGNED = WORK_SAFETY("第三十六条", "维护、保养、检测应当作好记录，并由有关人员签字")
STANDARD = WORK_SAFETY("第三十六条", "检测、维修、改造和报废，应当符合国家标准或者行业标准")
RESCUER_LIFE = HOUSE("第三十四条", "地面存放超过五年或者井下携带超过三年的报废")
RESCUER_GAIN = HOUSE("第三十三条", "增重超过10克的报废")
ROPE_IN_USE = COAL_MINE_CODE(
    UNNUMBERED, "不合格钢丝的断面积与钢丝总断面积之比达到25%时", reading=Reading.SEEN
)

STORED_YEARS = Setting(
    "upkeep.rescuer_stored_years", 5, "年", Stricter.LOWER,
    zh="自救器自出厂起的最长年限", en="years from its making after which a self-rescuer is over",
    source=RESCUER_LIFE,
)  # fmt: skip
CARRIED_YEARS = Setting(
    "upkeep.rescuer_carried_years", 3, "年", Stricter.LOWER,
    zh="自救器携带使用的最长年限", en="years that a self-rescuer may be carried underground",
    source=RESCUER_LIFE,
)  # fmt: skip
GAIN_G = Setting(
    "upkeep.rescuer_gain_g", 10, "g", Stricter.LOWER,
    zh="自救器允许的增重", en="weight that a self-rescuer may gain, in g",
    source=RESCUER_GAIN,
)  # fmt: skip
WORN_PERCENT = Setting(
    "upkeep.rope_worn_percent", 25, "%", Stricter.LOWER,
    zh="在用钢丝绳不合格钢丝断面积比", en="bad wire area at which a rope in use is replaced, in %",
    source=ROPE_IN_USE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Start:
    """What is to be worked on."""

    today: date
    kind: JobKind
    scrapped: bool
    repairing: bool
    """Whether a repair or modification of it is open."""


@rule(
    "J01",
    HOUSE("第三十七条", "已报废的物资不得再检修和使用"),
    zh="已报废的物品统一存放待销毁，不能再检修；请核对编号",
    en="it is scrapped and waits for destruction; check the number",
)
def is_not_scrapped(s: Start) -> Broken | None:
    """What is scrapped is not worked on."""
    return broken() if s.scrapped else None


@rule(
    "J02",
    SIGNED,
    zh="该物品已有未办结的维修或改造；请先办结原记录",
    en="a repair or modification of it is open already; close that one first",
)
def one_repair_at_a_time(s: Start) -> Broken | None:
    """One repair or modification of an item is open at a time."""
    return broken() if s.repairing and s.kind in VOIDS_FITNESS else None


START = RuleSet("starting a job", (is_not_scrapped, one_repair_at_a_time), zh="不能开工")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done, by whom, who signs, and what was measured."""

    today: date
    kind: JobKind
    passed: bool
    ex: bool
    """Whether its class needs explosion protection."""
    done_by: UUID
    signed_by: UUID | None
    certified: bool
    """Whether the signer holds a certificate that is valid today."""
    ex_certified: bool
    """Whether he is a certified ex inspector today."""
    record: str
    report: str
    rescuer: bool = False
    made_on: date | None = None
    carried_since: date | None = None
    measured: Mapping[Measure, Decimal] = field(default_factory=dict)
    measures: bool = False
    """Whether its check is read off an instrument, or numbers were given."""
    gauge: Gauge | None = None
    """The instrument that was used, as it stands today."""
    report_bound: bool = False
    """Whether the report's file is kept with the job."""
    unrepaired: bool = False
    """Whether it lost its explosion protection and was not repaired since."""
    away: bool = False
    """Whether it is outside the mine for repair."""
    stored_years: int = STORED_YEARS.default
    carried_years: int = CARRIED_YEARS.default
    gain_g: int = GAIN_G.default
    worn_percent: int = WORN_PERCENT.default


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


@rule(
    "L03",
    SIGNED,
    zh="没有检修记录；请填写做了什么、结果如何",
    en="there is no record of the work; write down what was done and found",
)
def work_is_recorded(o: Outcome) -> Broken | None:
    """What was done is written down."""
    return None if o.record.strip() or o.report.strip() else broken()


@rule(
    "L03S",
    SIGNED,
    zh="没有人员签字；请由有关人员签字",
    en="nobody signed; let the person in charge sign",
)
def work_is_signed(o: Outcome) -> Broken | None:
    """Somebody signs for it."""
    return None if o.signed_by is not None else broken()


@rule(
    "L03C",
    WORK_SAFETY("第三十条", "取得相应资格，方可上岗作业"),
    zh="签字人今天没有有效的资格证；请由持证人员签字",
    en="the signer holds no certificate that is valid today; let somebody sign who does",
)
def signer_is_certified(o: Outcome) -> Broken | None:
    """The signer holds a certificate that is valid on the day."""
    return None if o.signed_by is None or o.certified else broken()


@rule(
    "G06R",
    HOUSE("第二十九条", "由防爆检查员签字并签发新的合格证"),
    zh="防爆设备维修、改造后须由持证防爆检查员签字验收；请由防爆检查员签字",
    en="a repaired or modified ex device is signed for by a certified ex inspector; ask one",
)
def ex_repair_is_signed_by_inspector(o: Outcome) -> Broken | None:
    """A certified ex inspector signs for the repair or modification of an ex device."""
    if not o.passed or not o.ex or o.kind not in VOIDS_FITNESS:
        return None
    return None if o.ex_certified else broken()


@rule(
    "G06S",
    HOUSE("第三十条", "维修、改造的施工人不得验收本人的工作"),
    zh="维修、改造的签字人不能是施工人本人；请由他人验收签字",
    en="whoever repaired or modified it may not sign for it; let somebody else sign",
)
def signer_did_not_do_it(o: Outcome) -> Broken | None:
    """Nobody signs for his own repair or modification."""
    return broken() if o.kind in VOIDS_FITNESS and o.signed_by == o.done_by else None


@rule(
    "G07",
    STANDARD,
    zh="改造没有检验报告；请附有资质机构的检验报告编号",
    en="the modification has no report; attach that of a test body authorised for it",
)
def modification_has_report(o: Outcome) -> Broken | None:
    """A modification passes only with a test report."""
    if o.kind is JobKind.MODIFICATION and o.passed and not o.report.strip():
        return broken()
    return None


@rule(
    "P13",
    RESCUER_LIFE,
    zh="自救器出厂 {made_on}、{carried_since} 起携带：存放满 {stored_years} 年或携带满 "
    "{carried_years} 年即报废，不能判合格；请办理报废",
    en="the self-rescuer was made on {made_on} and carried since {carried_since}: over after "
    "{stored_years} years stored or {carried_years} carried; scrap it",
)
def rescuer_is_within_its_life(o: Outcome) -> Broken | None:
    """A self-rescuer passes only within five years of its making and three of being carried."""
    if not o.rescuer or not o.passed:
        return None
    stored_over = o.made_on is None or o.today > _years_on(o.made_on, o.stored_years)
    carried = o.carried_since
    if stored_over or (carried is not None and o.today > _years_on(carried, o.carried_years)):
        return broken(
            made_on=o.made_on, carried_since=carried,
            stored_years=o.stored_years, carried_years=o.carried_years,
        )  # fmt: skip
    return None


@rule(
    "P13G",
    RESCUER_GAIN,
    zh="自救器增重 {gain} g，超过 {limit} g（或未称重），不能判合格；请称重，超限的报废",
    en="the self-rescuer gained {gain} g, more than {limit} g, or was not weighed; "
    "weigh it, scrap it when it is heavier",
)
def rescuer_has_not_gained(o: Outcome) -> Broken | None:
    """A self-rescuer that passes a test was weighed and gained no more than 10 g."""
    if not o.rescuer or not o.passed or o.kind is not JobKind.TEST:
        return None
    gain = o.measured.get(Measure.GAIN_G)
    return broken(gain=gain, limit=o.gain_g) if gain is None or gain > o.gain_g else None


@rule(
    "I15W",
    ROPE_IN_USE,
    zh="不合格钢丝断面积 {worn}%，达到 {limit}%，不能判合格；请更换钢丝绳",
    en="the bad wires are {worn}% of the area, {limit}% or more; replace the rope",
)
def rope_is_not_worn(o: Outcome) -> Broken | None:
    """A rope in use with a quarter or more of its wire area bad does not pass."""
    worn = o.measured.get(Measure.WORN_PERCENT)
    if o.passed and worn is not None and worn >= o.worn_percent:
        return broken(worn=worn, limit=o.worn_percent)
    return None


@rule(
    "U35",
    HOUSE("第一百四十四条", "返回并登记后方可办结维修", reading=Reading.BELIEVED),
    zh="外委维修尚未返回；请先登记返回，验收后再办结",
    en="it is still outside the mine; take it back first, then look at it and close the job",
)
def is_back(o: Outcome) -> Broken | None:
    """A repair outside is closed after the thing came back."""
    return broken() if o.away else None


@rule(
    "U64",
    HOUSE("第一百五十二条", "检测应当写明所用器具", reading=Reading.BELIEVED),
    zh="检测没有写明所用器具；请写明器具，由外部机构检测的附上报告文件",
    en="the test does not say what it was measured with; name the instrument, or attach the "
    "report of the body outside that tested it",
)
def test_names_its_instrument(o: Outcome) -> Broken | None:
    """A test that is measured names its instrument, or is told by an outside body's report."""
    if o.kind is not JobKind.TEST or not o.measures:
        return None
    return broken() if o.gauge is None and not o.report_bound else None


@rule(
    "U65",
    HOUSE("第一百五十二条", "器具当日检定有效的结果方可采用", reading=Reading.BELIEVED),
    zh="器具 {number}（{state}）检定有效期至 {until}，检测结果不予采用；请用检定有效的器具重新检测",
    en="instrument {number} ({state}) is calibrated until {until}, so the result does not count; "
    "test again with one in calibration",
)
def instrument_reads_right(o: Outcome) -> Broken | None:
    """The instrument of a job is in use and in calibration on that day; the last day counts."""
    gauge = o.gauge
    if gauge is None or gauge.reads_right(o.today):
        return None
    return broken(number=gauge.number, state=gauge.state, until=gauge.calibrated_until)


@rule(
    "U66",
    HOUSE("第一百五十二条", "改造的检验报告应当随检修记录保存", reading=Reading.BELIEVED),
    zh="改造的检验报告没有附文件；请把报告附在本检修记录上再办结",
    en="the report of the modification has no file; attach it to this job, then close it",
)
def modification_report_is_kept(o: Outcome) -> Broken | None:
    """The report of a modification that passes is kept with its job, bound by its hash."""
    if o.kind is not JobKind.MODIFICATION or not o.passed or not o.report.strip():
        return None
    return None if o.report_bound else broken()


@rule(
    "U67",
    HOUSE("第一百五十三条", "失爆的设备经维修合格后方可再次检查", reading=Reading.BELIEVED),
    zh="该设备上次检查失爆，之后没有合格的维修；请先维修，再做防爆性能检查",
    en="it lost its explosion protection and was not repaired since; repair it, then look again",
)
def lost_protection_was_repaired(o: Outcome) -> Broken | None:
    """What lost its explosion protection passes its check again only after a repair."""
    return broken() if o.passed and o.unrepaired else None


OUTCOME = RuleSet(
    "closing a job",
    (
        work_is_recorded,
        work_is_signed,
        signer_is_certified,
        ex_repair_is_signed_by_inspector,
        signer_did_not_do_it,
        modification_has_report,
        rescuer_is_within_its_life,
        rescuer_has_not_gained,
        rope_is_not_worn,
        is_back,
        test_names_its_instrument,
        instrument_reads_right,
        modification_report_is_kept,
        lost_protection_was_repaired,
    ),
    zh="检修不能办结",
)
