"""The templates that are shipped: what is looked at on arrival, by family of goods.

Each point says where it comes from. No number stands here that was not read or
seen; one that could only be believed is left for the mine to fill in. A mine
adopts a family for a class and may ask for more in an edition of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from equiplink.acceptance.check_states import Family, PointKind
from equiplink.mine.states import Permit

EDITION = "2026-11-27"
"""The day on which the table was drawn up."""


@dataclass(frozen=True, slots=True)
class Point:
    """One check. What has a ``unit`` is measured: ``low`` ≤ reading ≤ ``high``, or < ``below``.

    ``permit`` is the certificate that whoever looks must hold; ``source`` says
    what asks for the check.
    """

    code: str
    kind: PointKind
    name: str
    source: str
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    below: Decimal | None = None
    photo: bool = False
    permit: Permit = Permit.ACCEPTANCE

    @property
    def document(self) -> dict[str, Any]:
        """The point as a template stores it."""
        limits = {
            key: str(value)
            for key in ("low", "high", "below")
            if (value := getattr(self, key)) is not None
        }
        return {
            "code": self.code, "kind": self.kind.value, "name": self.name, "source": self.source,
            "unit": self.unit, "photo": self.photo, "permit": self.permit.value, **limits,
        }  # fmt: skip


def point(stored: dict[str, Any]) -> Point:
    """Return the point that a template stored."""
    low, high, below = (
        Decimal(stored[key]) if key in stored else None for key in ("low", "high", "below")
    )
    return Point(
        code=stored["code"],
        kind=PointKind(stored["kind"]),
        name=stored["name"],
        source=stored["source"],
        unit=stored["unit"],
        low=low,
        high=high,
        below=below,
        photo=stored["photo"],
        permit=Permit(stored["permit"]),
    )


KIND = PointKind
LABEL = "产品质量法 第二十七条"
ARRIVAL = "阳应急发〔2024〕280号 三（三）2"
EX = "煤矿安全规程 第四百四十八条（条号未核）"
GUIDE = "锚杆支护材料使用管理（公开的厂矿做法）"
ROPE = "煤矿安全规程 钢丝绳（条号未核）"
INSPECTOR = Permit.EX_INSPECTION

_ALWAYS = (
    Point("documents", KIND.DOCUMENT, "随货文件齐全、与实物相符", ARRIVAL),
    Point("count", KIND.COUNT, "清点数量与到货单一致", ARRIVAL),
    Point("label", KIND.NAMEPLATE, "中文标明品名、厂名、厂址", LABEL, photo=True),
    Point("appearance", KIND.APPEARANCE, "外观无变形、锈蚀、破损", ARRIVAL),
)
SPACING, EACH = "mark_spacing", "mark_each"
"""The points by which the marks along goods sold by length are judged (M09)."""
_MARKED = (
    Point(SPACING, KIND.NAMEPLATE, "安全标志间距", "M09 安全标志标识",
          unit="m", low=Decimal(0), high=Decimal(5), photo=True),
    Point(EACH, KIND.NAMEPLATE, "每卷（根、段）至少一处安全标志", "M09 安全标志标识"),
)  # fmt: skip


def _rope(below: int) -> tuple[Point, ...]:
    return (
        *_ALWAYS,
        Point("rope_report", KIND.DOCUMENT, "出厂合格证和悬挂前试验报告（拉断、弯曲、扭转）", ROPE),
        Point("bad_wires", KIND.PHYSICAL, "不合格钢丝断面积占比", ROPE,
              unit="%", low=Decimal(0), below=Decimal(below)),
        Point("diameter", KIND.DIMENSION, "直径实测", ROPE, unit="mm"),
    )  # fmt: skip


TEMPLATES: dict[Family, tuple[Point, ...]] = {
    Family.GENERAL: (*_ALWAYS, Point("run", KIND.RUN, "空载试运转正常", ARRIVAL)),
    Family.EXPLOSION_PROOF: (
        *_ALWAYS,
        Point("consistency", KIND.CONSISTENCY, "与安全标志审核的图纸、受控件一致", EX, photo=True),
        Point("ex", KIND.EXPLOSION, "隔爆面、引入装置、紧固件、警示牌完好", EX, permit=INSPECTOR),
        Point("online", KIND.DOCUMENT, "安全标志网上查询与证书一致", EX),
        Point("gap", KIND.EXPLOSION, "隔爆接合面间隙", EX, unit="mm", permit=INSPECTOR),
        Point("insulation", KIND.ELECTRICAL, "绝缘电阻", EX, unit="MΩ"),
        Point("run", KIND.RUN, "通电试验、闭锁和保护动作正常", EX),
    ),
    Family.CABLE: (
        *_ALWAYS, *_MARKED,
        Point("length", KIND.DIMENSION, "长度实测", ARRIVAL, unit="m"),
        Point("flame_report", KIND.DOCUMENT, "第三方阻燃试验报告合格", "G09 企业制度"),
        Point("insulation", KIND.ELECTRICAL, "绝缘电阻", EX, unit="MΩ"),
    ),
    Family.BELT: (
        *_ALWAYS, *_MARKED,
        Point("length", KIND.DIMENSION, "长度实测", ARRIVAL, unit="m"),
        Point("width", KIND.DIMENSION, "宽度偏差（公称宽度 1000 mm 及以下）", "P10 MT/T 914",
              unit="mm", low=Decimal(-10), high=Decimal(10)),
        Point("flame_report", KIND.DOCUMENT, "第三方阻燃、抗静电试验报告合格",
              "煤矿重大事故隐患判定标准 第十八条（八）"),
    ),
    Family.ROPE_PEOPLE: _rope(6),
    Family.ROPE_MATERIAL: _rope(10),
    Family.RESCUER: (
        *_ALWAYS,
        Point("seal", KIND.APPEARANCE, "封印完好、未开启", "P13 企业制度", photo=True),
        Point("weight", KIND.PHYSICAL, "称重", "P13 企业制度", unit="g"),
        Point("tightness", KIND.PHYSICAL, "气密性", "P13 企业制度", unit="Pa"),
    ),
    Family.RESIN: (
        *_ALWAYS,
        Point("dates", KIND.NAMEPLATE, "生产日期和有效期标注清楚", LABEL, photo=True),
        Point("storage", KIND.PHYSICAL, "库房温度", GUIDE,
              unit="℃", low=Decimal(4), high=Decimal(25)),
    ),
    Family.BOLT: (
        *_ALWAYS,
        Point("length", KIND.DIMENSION, "长度", GUIDE, unit="mm"),
        Point("yield", KIND.PHYSICAL, "屈服强度", GUIDE, unit="MPa", low=Decimal(320)),
        Point("tensile", KIND.PHYSICAL, "抗拉强度", GUIDE, unit="MPa", low=Decimal(500)),
        Point("elongation", KIND.PHYSICAL, "断后伸长率", GUIDE, unit="%", low=Decimal(16)),
    ),
}  # fmt: skip
