"""What makes a hazard a major one: the items of 煤矿安全生产条例 第三十六条 and of 4号令, as data.

The ordinance was read; of 煤矿重大事故隐患判定标准（应急管理部令第4号） only the items that concern
equipment were seen on secondary pages, so they say so. The texts are short forms.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from equiplink.errors import Unreadable
from equiplink.law import MAJOR_HAZARDS, MINE_SAFETY_ORDINANCE, Statute


@dataclass(frozen=True, slots=True)
class Criterion:
    """One item: what is so when the hazard is major. ``code`` is how people cite it."""

    code: str
    statute: Statute
    article: str
    text: str

    def told(self) -> dict[str, Any]:
        """Return the item as a document."""
        return {
            "code": self.code, "statute": self.statute.title, "edition": self.statute.edition,
            "article": self.article, "text": self.text, "reading": self.statute.reading.value,
            "since": self.statute.since and self.statute.since.isoformat(),
        }  # fmt: skip

    def holds_on(self, day: date) -> bool:
        """Say whether the text was in force on *day*."""
        return self.statute.since is None or self.statute.since <= day

    @property
    def basis(self) -> str:
        """The statute and the article, as a hazard cites them."""
        return f"{self.statute.title} {self.article}"


_ORDINANCE = (
    "超能力、超强度或者超定员组织生产",
    "瓦斯超限作业",
    "突出矿井未按规定实施防突措施",
    "突出、高瓦斯矿井未建立瓦斯抽采系统或者不能正常运行",
    "通风系统不完善、不可靠",
    "超层、越界开采",
    "有严重水患，未采取有效措施",
    "有冲击地压危险，未采取有效措施",
    "自然发火严重，未采取有效措施",
    "使用应当淘汰的危及生产安全的设备、工艺",
    "未按规定建立监控与通讯系统或者不能正常运行",
    "露天煤矿边坡角过大或者严重变形，未采取有效措施",
    "未按规定采用双回路供电系统",
    "新建、改扩建期间违规组织生产",
    "整体承包、转包、外包不合规定",
    "改制、合并、分立期间责任不明或者未换证",
    "其他重大事故隐患",
)
_ORDER_4 = {
    "13(一)": "使用列入禁止目录的产品或者工艺",
    "13(二)": "井下电气设备、电缆未取得安全标志",
    "13(三)": "电气选型与瓦斯等级不符、采区内失爆、非防爆无轨胶轮车",
    "13(四)": "炸药雷管与瓦斯等级不符、未用专用发爆器、裸露爆破",
    "14(一)": "单回路供电",
    "14(二)": "两回路取自同一区域变电所同一母线段",
    "18(二)": "未足额提取或者未按规定使用安全生产费用",
    "18(五)": "图纸作假、隐瞒工作面或者下井人数、伪造记录",
    "18(六)": "监控、人员位置监测系统未装、失常或者数据被改",
    "18(七)": "提人提升机保护装置未装、失效或者超员",
    "18(八)": "输送带未经第三方试验入井，或者保护、监测失效",
}
_NUMBERS = "一二三四五六七八九"


def _number(no: int) -> str:
    tens, ones = divmod(no, 10)
    return ("十" if tens else "") + (_NUMBERS[ones - 1] if ones else "")


CRITERIA: dict[str, Criterion] = {
    each.code: each
    for each in (
        *(
            Criterion(
                f"条例36({_number(no)})",
                MINE_SAFETY_ORDINANCE,
                f"第三十六条（{_number(no)}）",
                text,
            )
            for no, text in enumerate(_ORDINANCE, 1)
        ),
        *(
            Criterion(
                code,
                MAJOR_HAZARDS,
                f"第十{_NUMBERS[int(code[1]) - 1]}条（{code[3:-1]}）",
                text,
            )
            for code, text in _ORDER_4.items()
        ),
    )
}
"""By the code that a hazard names."""

MAJOR: Mapping[str, str] = {
    "L02": "13(一)",
    "L05": "13(二)",
    "M01": "13(二)",
    "X07": "13(三)",
    "X07L": "13(三)",
    "X10": "13(三)",
    "X11": "13(三)",
    "X09": "13(三)",
    "G09": "18(八)",
}
"""Rules whose breach underground is a major hazard by 煤矿重大事故隐患判定标准, with its item."""


def criterion(code: str) -> Criterion:
    """Return the item *code*; raise ``Unreadable`` naming some that there are."""
    if code in CRITERIA:
        return CRITERIA[code]
    some = "、".join(list(_ORDER_4)[:4])
    raise Unreadable(
        f"criterion '{code[:40]}' is no item of the lists; such are 条例36(十), {some}",
        zh=f"判定标准中没有“{code[:40]}”，请填写例如 条例36(十)、{some}",
        field="criterion",
    )
