"""The words of the national catalogues: how goods are tracked, marked, banned."""

from enum import StrEnum

from equiplink.words import Word


class Tracking(Word):
    """A unit has a serial number of its own; a lot is a quantity of one batch."""

    UNIT = "unit", "逐件"
    LOT = "lot", "按批"


class Device(Word):
    """The row of the selection table in 煤矿安全规程; ``OTHER`` is not chosen by it."""

    ELECTRICAL = "electrical", "电气设备"
    LAMP = "lamp", "矿灯"
    INSTRUMENT = "instrument", "仪表"
    OTHER = "other", "其他"


class MarkStatus(StrEnum):
    """The status that the issuer's register shows (M06). Expired is computed, never a status."""

    VALID = "有效"
    SUSPENDED = "暂停"
    CANCELLED = "注销"
    REVOKED = "撤销"


class Paper(Word):
    """A paper that goods must arrive with."""

    PRODUCT_CERTIFICATE = "product_certificate", "产品合格证"
    SAFETY_MARK = "safety_mark", "安全标志证书"
    EX_CERTIFICATE = "ex_certificate", "防爆合格证"
    MANUAL = "manual", "说明书"
    FACTORY_REPORT = "factory_report", "出厂检验报告"
    THIRD_PARTY_TEST = "third_party_test", "第三方试验报告"


class Seat(Word):
    """Who signs that goods may pass while their safety mark is being renewed (M11)."""

    GENERAL_MANAGER = "general_manager", "总经理"
    SAFETY_DEPUTY = "safety_deputy", "分管安全副总"
    SUPPLY_HEAD = "supply_head", "物资供应部长"


MEASURES = frozenset(
    {"m", "米", "km", "kg", "千克", "公斤", "t", "吨", "L", "升", "m²", "平方米", "m³"}
)
"""Units of which a part is a sensible quantity."""


def counted(unit: str) -> bool:
    """Say whether *unit* counts pieces, of which there is no half."""
    return unit not in MEASURES
