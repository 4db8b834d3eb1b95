"""Safety marks, banned lists, explosion protection: what may be bought, accepted, let in.

Three sets of rules over three sets of facts; those of the mark stand in
``mark_rules``. Findings carry plain words only, so a refusal of last year still
prints when its list has changed.
"""

from __future__ import annotations

from equiplink.catalogue.facts import BannedFacts, ExFacts, MarkFacts
from equiplink.catalogue.mark_rules import MARK_NUMBER, MARK_REGISTER, SAFETY_MARK
from equiplink.catalogue.naming import plain
from equiplink.catalogue.selection import Need
from equiplink.catalogue.states import Device
from equiplink.law import (
    COAL_MINE_CODE,
    EX_GENERAL,
    HOUSE,
    MINE_SAFETY_ORDINANCE,
    SHANXI_SPECIAL,
    UNNUMBERED,
    WORK_SAFETY,
    Broken,
    Reading,
    Severity,
    broken,
)
from equiplink.mine.states import Zone
from equiplink.rules import RuleSet, rule

__all__ = [
    "BANNED", "EXPLOSION", "EX_MARK", "MARK_NUMBER", "MARK_REGISTER", "SAFETY_MARK",
    "SELECTION",
    "BannedFacts", "ExFacts", "MarkFacts",
]  # fmt: skip


@rule(
    "L02",
    MINE_SAFETY_ORDINANCE("第二十五条", "不得使用应当淘汰的危及生产安全的设备、工艺"),
    zh="属于禁止使用的设备：{lines}，不得采购、验收和入井，请更换型号或补充条件所需的参数",
    en="this is banned: {lines}; choose another model, or give the facts that the "
    "condition asks for",
)
def is_not_banned(c: BannedFacts) -> Broken | None:
    """No line of a national banned list that is in force applies to the goods at this place."""
    return c.banned(national=True)


@rule(
    "L02P",
    WORK_SAFETY("第三十八条", "不得使用应当淘汰的危及生产安全的工艺、设备"),
    zh="属于地方淘汰目录的设备：{lines}，不得采购、验收和入井，请更换型号或补充条件所需的参数",
    en="a provincial list bans this: {lines}; choose another model, or give the facts that the "
    "condition asks for",
)
def is_not_banned_here(c: BannedFacts) -> Broken | None:
    """No line of a provincial list that is in force applies to the goods at this place."""
    return c.banned(national=False)


@rule(
    "L11",
    SHANXI_SPECIAL("第8项", "一律依法停产整顿"),
    zh="在山西省，矿井使用国家明令禁止或淘汰的设备、工艺、材料的（{lines}），一律依法停产整顿；"
    "请立即停用、升井并报告",
    en="in Shanxi a mine that uses what is banned ({lines}) is stopped until it is put right; "
    "stop its use, bring it up and report",
    severity=Severity.WARN,
)
def nothing_banned_is_in_use(c: BannedFacts) -> Broken | None:
    """Nothing that a national list bans is in use; a mine in Shanxi would be stopped for it."""
    return c.banned(national=True) if c.in_use else None


BANNED = RuleSet(
    "banned list", (is_not_banned, is_not_banned_here, nothing_banned_is_in_use), zh="禁用目录"
)


@rule(
    "X01",
    EX_GENERAL(UNNUMBERED, "Ⅰ类设备指煤矿井下（甲烷）设备"),
    zh="防爆标志“{mark}”为 {group} 类，煤矿井下只能用 I 类，请更换",
    en="ex mark '{mark}' is of group {group}; an underground coal mine needs group I",
)
def group_is_mining(c: ExFacts) -> Broken | None:
    """The ex mark is of group I."""
    if c.mark is None or c.mark.group == "I" or c.zone == Zone.SURFACE:
        return None
    return broken(mark=c.ex_mark, group=c.mark.group)


@rule(
    "X02",
    EX_GENERAL(UNNUMBERED, "Ex db I Mb"),
    zh="防爆标志“{mark}”无法识别，应如 Ex db I Mb 或 ExdI，请对照铭牌重新输入",
    en="'{mark}' is no ex mark such as Ex db I Mb or ExdI; copy it from the nameplate",
)
def ex_mark_is_readable(c: ExFacts) -> Broken | None:
    """An ex mark that is given can be read."""
    return broken(mark=c.ex_mark) if c.ex_mark.strip() and c.mark is None else None


@rule(
    "X02E",
    EX_GENERAL(UNNUMBERED, "EPL"),
    zh="防爆标志“{mark}”未注明设备保护级别（旧式标志，相当于 {normal}），"
    "请对照防爆合格证核实为 Mb 或 Ma",
    en="ex mark '{mark}' states no protection level (an old form of {normal}); see in the "
    "certificate that it is Mb or Ma",
    severity=Severity.WARN,
)
def protection_level_is_stated(c: ExFacts) -> Broken | None:
    """The ex mark states its protection level."""
    if c.mark is None or not c.mark.types or c.mark.epl:
        return None
    return broken(mark=c.ex_mark, normal=c.mark.normal)


@rule(
    "X03",
    EX_GENERAL(UNNUMBERED, "db隔爆外壳（对应于EPL Gb或Mb）"),
    zh="防爆标志“{mark}”的设备保护级别 {epl} 与煤矿用防爆型式不符，应为 Mb 或 Ma，请核对铭牌",
    en="the protection level {epl} of '{mark}' does not go with its type in a coal mine (Mb or "
    "Ma); check the nameplate",
)
def protection_level_fits(c: ExFacts) -> Broken | None:
    """The protection level is Ma or Mb, and not higher than the type gives."""
    if c.mark is None or c.mark.group != "I" or not c.mark.epl:
        return None
    levels = {each[1] for each in c.mark.types if len(each) == 2}  # noqa: PLR2004  letter and level
    fits = c.mark.epl in {"Ma", "Mb"} and not levels & {"c"}
    if fits and not (c.mark.epl == "Ma" and "b" in levels):
        return None
    return broken(mark=c.ex_mark, epl=c.mark.epl)


HOT, HOT_WITHOUT_DUST = 150, 450


@rule(
    "X04",
    EX_GENERAL(UNNUMBERED, "150 °C"),
    zh="表面温度 {celsius}℃ 高于该处允许的 {limit}℃，请更换设备",
    en="its surface reaches {celsius} °C, {limit} °C are allowed there; use another one",
)
def surface_is_cool_enough(c: ExFacts) -> Broken | None:
    """Its surface stays below 150 °C where coal dust can settle, and below 450 °C elsewhere."""
    stated = c.mark.celsius if c.mark is not None else None
    celsius, limit = stated or c.celsius, HOT if c.dusty else HOT_WITHOUT_DUST
    return broken(celsius=celsius, limit=limit) if celsius and celsius > limit else None


@rule(
    "X05",
    EX_GENERAL(UNNUMBERED, "U"),
    zh="防爆合格证 {certificate} 带后缀 U，是不能单独使用的元件，请提供整机证书",
    en="ex certificate {certificate} ends in U: a component that may not be used alone; ask for "
    "the certificate of the whole",
)
def certificate_is_of_a_whole(c: ExFacts) -> Broken | None:
    """The ex certificate is not that of a component."""
    whole = not plain(c.certificate).endswith("U")
    return None if whole else broken(certificate=c.certificate)


@rule(
    "X05X",
    EX_GENERAL(UNNUMBERED, "X"),
    zh="防爆合格证 {certificate} 带后缀 X，必须写明安全使用的特殊条件，请补录",
    en="ex certificate {certificate} ends in X: enter its special conditions of use",
)
def special_conditions_are_known(c: ExFacts) -> Broken | None:
    """The special conditions of a certificate with X are on record."""
    known = not plain(c.certificate).endswith("X") or c.conditions.strip()
    return None if known else broken(certificate=c.certificate)


@rule(
    "X05S",
    EX_GENERAL(UNNUMBERED, "X"),
    zh="防爆合格证 {certificate} 带安全使用的特殊条件：{conditions}；使用地点应当满足，请逐条核对",
    en="ex certificate {certificate} has special conditions of use: {conditions}; see that the "
    "place meets each of them",
    severity=Severity.WARN,
)
def has_no_special_conditions(c: ExFacts) -> Broken | None:
    """No special conditions of use bind it; those that do are shown at every step."""
    if not plain(c.certificate).endswith("X") or not c.conditions.strip():
        return None
    return broken(certificate=c.certificate, conditions=c.conditions.strip())


@rule(
    "X05A",
    HOUSE("第一百零四条", "使用前由本矿人员阅读并确认", reading=Reading.BELIEVED),
    zh="防爆合格证 {certificate} 的特殊条件尚未确认，请机电或安全管理人员阅读后确认",
    en="nobody has acknowledged the special conditions of ex certificate {certificate}; read "
    "them and acknowledge",
)
def special_conditions_are_acknowledged(c: ExFacts) -> Broken | None:
    """Somebody of the mine has read the special conditions of a certificate with X."""
    asked = plain(c.certificate).endswith("X") and c.acknowledged is False
    return broken(certificate=c.certificate) if asked else None


@rule(
    "X07",
    HOUSE("第二十五条", "无防爆标志或者无安全标志的，按失爆处理，不得入井"),
    zh="使用地点要求{need}，而设备没有防爆标志，按失爆处理，不得入井，请提供防爆合格证和标志",
    en="the place asks for {need} and the thing shows no ex mark, which counts as 失爆; "
    "ask for its certificate and mark",
)
def carries_ex_mark(c: ExFacts) -> Broken | None:
    """A thing that has to be explosion-protected at its place carries an ex mark."""
    if c.ex_mark.strip() or c.need in {None, Need.GENERAL}:
        return None
    return broken(need=c.need)


_CHOOSE_ZH = "{gas}矿井 {zone} 处应选用{need}（{edition}），现为“{mark}”，请更换设备或改变使用地点"
_CHOOSE_EN = (
    "in a mine of class {gas}, place {zone} asks for {need} ({edition}), and this is '{mark}'; "
    "use another kind or another place"
)


def _misplaced(c: ExFacts) -> Broken | None:
    if c.need is None or not c.ex_mark.strip() or c.need.met_by(c.mark):
        return None
    return broken(
        gas=c.gas_class, zone=c.zone and Zone(c.zone), need=c.need, mark=c.ex_mark,
        edition=c.choice and c.choice.edition,
    )  # fmt: skip


@rule(
    "X10",
    COAL_MINE_CODE("井下电气设备选型表", "矿用防爆 (增安除外)", reading=Reading.SEEN),
    zh=_CHOOSE_ZH,
    en=_CHOOSE_EN,
)
def machine_fits_its_place(c: ExFacts) -> Broken | None:
    """Motors and switchgear are of the kind that gas class and place ask for."""
    return None if c.device in {Device.LAMP, Device.INSTRUMENT} else _misplaced(c)


@rule(
    "X11",
    COAL_MINE_CODE("井下电气设备选型表", "防爆 (增安除外)"),
    zh=_CHOOSE_ZH,
    en=_CHOOSE_EN,
)
def lamp_or_instrument_fits_its_place(c: ExFacts) -> Broken | None:
    """Lamps and instruments are of the kind that gas class and place ask for."""
    return _misplaced(c) if c.device in {Device.LAMP, Device.INSTRUMENT} else None


EX_MARK = RuleSet(
    "ex mark",
    (group_is_mining, ex_mark_is_readable, protection_level_is_stated, protection_level_fits),
    zh="防爆标志",
)
"""What a mark alone can be judged by."""

SELECTION = RuleSet(
    "selection by place",
    (carries_ex_mark, machine_fits_its_place, lamp_or_instrument_fits_its_place),
    zh="按地点选型",
)
"""What gas class and place ask for: judged again at every move and whenever either changes."""

EXPLOSION = RuleSet(
    "explosion protection",
    (
        *EX_MARK.rules,
        surface_is_cool_enough,
        certificate_is_of_a_whole,
        special_conditions_are_known,
        has_no_special_conditions,
        special_conditions_are_acknowledged,
        *SELECTION.rules,
    ),
    zh="防爆及选型",
)
"""Judged for goods whose class is chosen by the table or needs an ex mark."""
