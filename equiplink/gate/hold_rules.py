"""What holds a thing, or the place that it goes to: one rule for each kind of hold."""

from __future__ import annotations

from equiplink.gate.candidate import Candidate
from equiplink.law import (
    HOUSE,
    MINE_SAFETY_ORDINANCE,
    STOP_USE_ORDER,
    Broken,
    Reading,
    Severity,
    broken,
)
from equiplink.register.hold_states import HoldKind
from equiplink.rules import rule


@rule(
    "M13H",
    STOP_USE_ORDER("通知", "停止使用"),
    zh="该产品已被通知停止使用：{reason}；请隔离存放并更换",
    en="the product was ordered out of use: {reason}; keep it apart and replace it",
)
def no_stop_use_order(c: Candidate) -> Broken | None:
    """No stop-use notice reaches it."""
    return c.held(HoldKind.STOP_USE)


@rule(
    "G40",
    MINE_SAFETY_ORDINANCE("第三十六条", "应当立即停止受影响区域生产、建设"),
    zh="有未销号隐患，停止使用：{reason}；请先整改验收",
    en="an open hazard stops its use: {reason}; rectify and verify it first",
)
def no_hazard_holds_it(c: Candidate) -> Broken | None:
    """No open hazard stops its use."""
    return c.held(HoldKind.HAZARD)


@rule(
    "G41",
    MINE_SAFETY_ORDINANCE("第四十四条", "设施、设备、器材予以查封或者扣押"),
    zh="已被监管部门查封、扣押：{reason}；未经其解除不得使用",
    en="a department sealed it: {reason}; it may not be used before the department lifts that",
)
def is_not_sealed(c: Candidate) -> Broken | None:
    """No department sealed it."""
    return c.held(HoldKind.SEALED)


@rule(
    "G42",
    HOUSE("第四十一条", "隔离的物资未经安全管理部门解除，不得入井和使用", reading=Reading.BELIEVED),
    zh="处于隔离状态：{reason}；请由安监部门解除后再用",
    en="it is quarantined: {reason}; ask the safety department to release it",
)
def is_not_quarantined(c: Candidate) -> Broken | None:
    """The mine itself does not keep it in quarantine."""
    return c.held(HoldKind.QUARANTINE)


@rule(
    "G43",
    MINE_SAFETY_ORDINANCE("第三十六条", "应当立即停止受影响区域生产、建设"),
    zh="拟用地点已停产：{reason}；抢险、整改所需的按应急入井办理",
    en="the place that it goes to is stopped: {reason}; for rescue and repair ask for an emergency",
)
def place_is_not_stopped(c: Candidate) -> Broken | None:
    """Nothing goes to an area that is stopped, but for rescue and for putting it right."""
    return c.held(HoldKind.STOPPED)


@rule(
    "G44",
    MINE_SAFETY_ORDINANCE("第四十四条", "责令暂时停产或者停止使用相关设施、设备"),
    zh="检查人员要求停用待复：{reason}；答复并经其解除后再用",
    en="an inspector asked that it be kept: {reason}; answer, and let the inspector release it",
)
def no_inspector_keeps_it(c: Candidate) -> Broken | None:
    """No inspector asked that it be kept as it is."""
    return c.held(HoldKind.INSPECTION)


@rule(
    "S36",
    HOUSE("第五十五条", "其在库和井下的物资应当逐件复核", reading=Reading.BELIEVED),
    zh="供应商因弄虚作假、虚假证件被限制：{reason}；请逐件复核证件和铭牌，存疑的先隔离",
    en="its supplier is debarred for fraud or false papers: {reason}; check papers and plate of "
    "each piece, and quarantine what is in doubt",
    severity=Severity.WARN,
)
def supplier_is_not_in_doubt(c: Candidate) -> Broken | None:
    """Its supplier is not debarred for fraud, false papers or fake goods."""
    return broken(reason="；".join(c.doubts)) if c.doubts else None
