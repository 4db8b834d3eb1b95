"""验收项目: every point answered by who may, measured with what reads right."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from equiplink.acceptance.check_states import PointKind
from equiplink.acceptance.seen import Gauge, Goods
from equiplink.acceptance.template_table import Point
from equiplink.catalogue.states import Paper
from equiplink.law import COAL_MINE_CODE, HOUSE, Broken, Reading, Severity, broken
from equiplink.rules import Rule, RuleSet, rule
from equiplink.settings import Setting, Stricter
from equiplink.words import Both, joined

ALIKE = Setting(
    "acceptance.alike", 3, "次", Stricter.LOWER,
    "同一项目连续相同读数达到几次时提示", "how many equal readings in a row are told of",
)  # fmt: skip

TEMPLATES = HOUSE("第一百二十条", "缺项的不得判定合格", reading=Reading.BELIEVED)
READINGS = HOUSE("第一百二十一条", "应当填写读数、单位和所用器具", reading=Reading.BELIEVED)
INSTRUMENTS = HOUSE("第一百二十二条", "凭有效期内的检定或者校准证书使用", reading=Reading.SEEN)
LOOKED_AGAIN = HOUSE("第一百二十一条", "应当提示复核", reading=Reading.BELIEVED)


@dataclass(frozen=True, slots=True)
class Checking:
    """One answer to one point. ``alike`` counts the equal readings before it, in a row."""

    today: date
    point: Point
    passed: bool
    certified: bool
    reading: Decimal | None = None
    unit: str = ""
    gauge: Gauge | None = None
    photos: int = 0
    used_photos: int = 0
    alike: int = 0
    most_alike: int = 3

    @property
    def measured(self) -> bool:
        """Whether the point is one that is read off an instrument."""
        return bool(self.point.unit)


@rule(
    "A40",
    READINGS,
    zh="“{name}”缺少：{lacking}；请填写读数、单位（{unit}）和所用器具",
    en="'{name}' lacks: {lacking}; give the reading, its unit ({unit}) and the instrument",
)
def reading_has_number_unit_and_instrument(c: Checking) -> Broken | None:
    """What is measured has a reading in the template's unit and names its instrument."""
    if not c.measured:
        return None
    there = {
        Both("reading", "读数"): c.reading is not None,
        Both("unit", "单位"): c.unit == c.point.unit,
        Both("instrument", "器具"): c.gauge is not None,
    }
    lacking = [name for name, given in there.items() if not given]
    return (
        broken(name=c.point.name, lacking=joined(lacking), unit=c.point.unit) if lacking else None
    )


@rule(
    "A41",
    INSTRUMENTS,
    zh="器具 {number}（{state}）检定有效期至 {until}，读数不予采用；请换用检定有效的器具",
    en="instrument {number} ({state}) is calibrated until {until}, so its reading does not count; "
    "take one in calibration",
)
def instrument_reads_right(c: Checking) -> Broken | None:
    """The instrument is in use and in calibration; the last day counts."""
    gauge = c.gauge
    if gauge is None or gauge.reads_right(c.today):
        return None
    return broken(number=gauge.number, state=gauge.state, until=gauge.calibrated_until)


@rule(
    "A42",
    HOUSE("第一百二十一条", "读数超出限值的不得判为合格", reading=Reading.BELIEVED),
    zh="“{name}”读数 {reading} {unit} 超出限值（{limits}），不能判为合格；请判不合格或重新测量",
    en="'{name}' reads {reading} {unit}, outside {limits}, so it did not pass; "
    "say so or measure again",
)
def verdict_is_that_of_the_reading(c: Checking) -> Broken | None:
    """A reading outside the limits does not pass."""
    if not c.passed or c.reading is None or within(c.point, c.reading):
        return None
    return broken(name=c.point.name, reading=c.reading, unit=c.point.unit, limits=limits(c.point))


def within(point: Point, reading: Decimal) -> bool:
    """Say whether *reading* keeps the limits of *point*; ``below`` itself does not."""
    return (
        (point.low is None or point.low <= reading)
        and (point.high is None or reading <= point.high)
        and (point.below is None or reading < point.below)
    )


def limits(point: Point) -> str:
    """Return the limits of *point* as people write them."""
    signs = (("≥", point.low), ("≤", point.high), ("<", point.below))
    return " ".join(f"{sign} {value}" for sign, value in signs if value is not None)


@rule(
    "A43",
    HOUSE("第一百二十条", "所需资格和是否拍照", reading=Reading.BELIEVED),
    zh="“{name}”应当附照片；请先把照片附在本验收单上再填写",
    en="'{name}' asks for a photo; attach one to this acceptance first",
)
def photo_is_bound(c: Checking) -> Broken | None:
    """A point that asks for a photo has one, bound by its hash."""
    return broken(name=c.point.name) if c.point.photo and not c.photos else None


@rule(
    "A44",
    HOUSE("第一百二十条", "所需资格和是否拍照", reading=Reading.BELIEVED),
    zh="“{name}”须由持有效“{permit}”资格证的人员检查；请由持证人员办理",
    en="'{name}' is for somebody with a valid certificate of {permit}; let one of them look",
)
def who_looks_is_certified(c: Checking) -> Broken | None:
    """Who answers holds the certificate that the point asks for, valid on that day."""
    return None if c.certified else broken(name=c.point.name, permit=c.point.permit)


@rule(
    "A45",
    LOOKED_AGAIN,
    zh="“{name}”连续 {times} 次读数都是 {reading} {unit}；请复核是否逐件测量",
    en="'{name}' reads {reading} {unit} for the {times}th time in a row; "
    "make sure that each was measured",
    severity=Severity.WARN,
)
def readings_differ(c: Checking) -> Broken | None:
    """Readings of one delivery line are not the same several times in a row."""
    times = c.alike + 1
    if c.reading is None or times < c.most_alike:
        return None
    return broken(name=c.point.name, times=times, reading=c.reading, unit=c.point.unit)


@rule(
    "A49",
    LOOKED_AGAIN,
    zh="“{name}”所附照片中有 {count} 张已用于其他验收项目；请核对是否现场拍摄",
    en="{count} of the photos of '{name}' stand at another check already; "
    "make sure that they were taken here",
    severity=Severity.WARN,
)
def photos_are_its_own(c: Checking) -> Broken | None:
    """A photo serves one acceptance."""
    return broken(name=c.point.name, count=c.used_photos) if c.used_photos else None


@rule(
    "A46",
    TEMPLATES,
    zh="验收项目没有结论：{points}；请逐项检查并填写",
    en="these points have no answer: {points}; look at each and say what you found",
)
def every_point_is_answered(c: Goods) -> Broken | None:
    """Every point of the template has an answer; there is none by default."""
    left = [each.name for each in c.points if each.code not in c.answers]
    return broken(points=joined(left)) if left else None


@rule(
    "A48",
    HOUSE("第一百二十条", "每项由检查人逐项作出结论", reading=Reading.BELIEVED),
    zh="验收项目不合格：{points}；请拒收，退货、换货或者申请让步接收",
    en="these points failed: {points}; reject, then send back, replace or ask for a concession",
)
def no_point_failed(c: Goods) -> Broken | None:
    """No point of the template failed."""
    failed = [each.name for each in c.points if c.answers.get(each.code) is False]
    return broken(points=joined(failed)) if failed else None


@rule(
    "A47",
    HOUSE("第一百二十条", "验收项目按物资类别制定", reading=Reading.BELIEVED),
    zh="“{kind}”没有验收项目表；请为该类别制定",
    en="there is no template of checks for '{kind}'; draw one up",
    severity=Severity.WARN,
)
def class_has_a_template(c: Goods) -> Broken | None:
    """A mine that keeps templates has one for every class that arrives."""
    return broken(kind=c.kind) if c.keeps_templates and not c.points else None


@rule(
    "A51",
    HOUSE("第一百二十二条", "用其验收的物资列为存疑", reading=Reading.BELIEVED),
    zh="读数所用器具已判为失准：{instruments}；请用合格器具复测并解除存疑",
    en="readings stand on instruments that were found faulty: {instruments}; "
    "measure again with a good one and clear the doubt",
)
def no_reading_is_in_doubt(c: Goods) -> Broken | None:
    """No reading was taken with an instrument that was found faulty afterwards."""
    return broken(instruments=joined(c.suspect)) if c.suspect else None


@dataclass(frozen=True, slots=True)
class Keeping:
    """Accepted goods that are to be taken into stock."""

    today: date
    suspect: tuple[str, ...]


@rule(
    "A51K",
    HOUSE("第一百二十二条", "用其验收的物资列为存疑，隔离存放", reading=Reading.BELIEVED),
    zh="验收读数所用器具已判为失准：{instruments}，不能入库；请隔离存放，用合格器具复测并解除存疑",
    en="it was accepted by readings of instruments found faulty: {instruments}; "
    "keep it apart, measure it again and clear the doubt",
)
def acceptance_is_not_in_doubt(c: Keeping) -> Broken | None:
    """What was accepted by a faulty instrument is not taken into stock."""
    return broken(instruments=joined(c.suspect)) if c.suspect else None


@rule(
    "G01",
    COAL_MINE_CODE("第四百四十八条", "核查与安全标志审核的一致性"),
    zh="防爆设备到货核查缺少合格结论：{lacking}；请查验产品合格证、煤矿矿用产品安全标志和一致性",
    en="the arrival check of explosion-protected equipment lacks: {lacking}; look at the product "
    "certificate, the safety mark and whether the goods are what the mark's audit approved",
)
def three_results_of_arrival(c: Goods) -> Broken | None:
    """Explosion-protected goods have certificate, safety mark and a passed check of consistency."""
    if not (c.requires_ex and c.points):
        return None
    consistent = any(
        each.kind is PointKind.CONSISTENCY and c.answers.get(each.code) for each in c.points
    )
    there = {
        Paper.PRODUCT_CERTIFICATE: Paper.PRODUCT_CERTIFICATE in c.papers,
        Paper.SAFETY_MARK: Paper.SAFETY_MARK in c.papers,
        PointKind.CONSISTENCY: consistent,
    }
    lacking = [name for name, found in there.items() if not found]
    return broken(lacking=joined(lacking)) if lacking else None


@dataclass(frozen=True, slots=True)
class Clearing:
    """What was measured again of an acceptance in doubt."""

    today: date
    unmeasured: tuple[str, ...]
    failed: tuple[str, ...]


@rule(
    "A53",
    HOUSE("第一百二十二条", "用合格器具复测合格后解除", reading=Reading.BELIEVED),
    zh="存疑项目未复测：{unmeasured}；复测不合格：{wrong}；请用合格器具复测，不合格的处置后再解除",
    en="points in doubt were not measured again: {unmeasured}; or failed: {wrong}; "
    "measure them with a good instrument before the doubt is cleared",
)
def doubtful_points_were_measured_again(c: Clearing) -> Broken | None:
    """Every point in doubt was measured again, with another instrument or a later calibration."""
    if not c.unmeasured and not c.failed:
        return None
    return broken(unmeasured=joined(c.unmeasured) or None, wrong=joined(c.failed) or None)


CHECKING = RuleSet(
    "check on the floor",
    (
        reading_has_number_unit_and_instrument,
        instrument_reads_right,
        verdict_is_that_of_the_reading,
        photo_is_bound,
        who_looks_is_certified,
        readings_differ,
        photos_are_its_own,
    ),
    zh="验收项目不能登记",
)
KEEPING = RuleSet("keeping", (acceptance_is_not_in_doubt,), zh="不能入库")
CLEARING = RuleSet("clearing a doubt", (doubtful_points_were_measured_again,), zh="不能解除存疑")
FLOOR: tuple[Rule[Goods], ...] = (
    every_point_is_answered,
    no_point_failed,
    class_has_a_template,
    no_reading_is_in_doubt,
    three_results_of_arrival,
)
