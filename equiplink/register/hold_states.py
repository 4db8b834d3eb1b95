"""停用: what a hold stops, why, what it still allows, and who may end it. All of it is data."""

from collections.abc import Mapping

from equiplink.mine.states import Role
from equiplink.words import Word


class HoldSubject(Word):
    """What a hold stops."""

    ITEM = "item", "单件"
    PRODUCT = "product", "型号"
    MARK = "mark", "安标"
    SUPPLIER = "supplier", "供应商"
    PLACE = "place", "地点"


class HoldKind(Word):
    """Why it is held."""

    HAZARD = "hazard", "隐患"
    STOP_USE = "stop_use", "停用通知"
    SEALED = "sealed", "查封"
    QUARANTINE = "quarantine", "隔离"
    INSPECTION = "inspection", "检查待复"
    STOPPED = "stopped", "停产区域"


class Act(Word):
    """What one may want to do with a thing that is held. Bringing it up is always allowed."""

    ENTER = "enter", "入井"
    ISSUE = "issue", "发放"
    USE = "use", "使用"
    SCRAP = "scrap", "报废"


ALLOWS: Mapping[HoldKind, frozenset[Act]] = {
    HoldKind.HAZARD: frozenset({Act.SCRAP}),
    HoldKind.STOP_USE: frozenset({Act.SCRAP}),
    HoldKind.SEALED: frozenset(),
    HoldKind.QUARANTINE: frozenset({Act.SCRAP}),
    HoldKind.INSPECTION: frozenset(),
    HoldKind.STOPPED: frozenset({Act.ISSUE, Act.SCRAP}),
}
"""What each kind still allows. What a department sealed or asked to be kept stays as it is."""

RELEASERS: Mapping[HoldKind, frozenset[Role]] = {
    each: frozenset({Role.INSPECTOR})
    if each in {HoldKind.SEALED, HoldKind.INSPECTION}
    else frozenset({Role.SAFETY_OFFICER, Role.INSPECTOR})
    for each in HoldKind
}
"""Who may place and end a hold of each kind."""
