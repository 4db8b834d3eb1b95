"""The columns of a 采购计划表: what each is called in one mine or another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from equiplink.errors import Unreadable
from equiplink.exchange.cells import text
from equiplink.exchange.sheets import Row

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "no": ("序号", "编号", "行号"),
    "code": ("物资编码", "编码", "物料编码", "物料号", "材料编码", "物资代码"),
    "name": ("物资名称", "名称", "材料名称", "设备名称", "物料名称", "品名", "材料设备名称"),
    "model": ("规格型号", "型号规格", "型号", "规格", "技术规格", "规格及型号", "型号及规格"),
    "maker": ("生产厂家", "厂家", "制造厂家", "生产厂商", "制造商", "品牌"),
    "unit": ("单位", "计量单位"),
    "quantity": ("数量", "计划数量", "需求数量", "申请数量", "采购数量"),
    "estimate": ("预计单价", "单价", "估算单价", "计划单价", "预估单价", "参考单价"),
    "amount": ("总金额", "金额", "总价", "预计金额", "合计金额", "估算金额"),
    "purpose": ("用途", "使用原因", "使用原因及所用设备或地点", "使用用途", "用途说明"),
    "place": ("使用地点", "地点", "使用场所", "安装地点", "使用位置"),
    "need_by": (
        "需求时间", "需用日期", "需用时间", "实际需求时间", "交货期限", "需求日期", "到货日期",
        "可能使用的大致日期", "要求到货时间",
    ),
    "papers": ("随货文件", "随带文件", "随机资料", "附带资料"),
    "supply": ("供应方式", "采购类别", "统购/自购", "采购形式"),
    "suppliers": ("推荐供应商", "推荐供应厂商", "推荐厂家", "推荐供应厂商及联系方式"),
    "spare": ("备品备件", "备件", "备品备件标记"),
    "remark": ("备注", "说明"),
    "ignored": ("采购方式", "负责人", "联系人", "申请人"),
}  # fmt: skip
"""Every column with its name, and what else it is called."""
NEEDED = ("model", "quantity", "estimate", "place", "need_by", "purpose")
_KNOWN = {word: key for key, words in COLUMNS.items() for word in words}
_FEWEST = 4
"""So many known names make a row the header."""


def title(key: str) -> str:
    """Return what a column is called on our own form."""
    return COLUMNS[key][0] if key in COLUMNS else key


def header(table: Sequence[Row]) -> tuple[int, dict[str, int], list[str]]:
    """Return the position of the header row, the column of each key, and names nobody knows."""
    for position, row in enumerate(table[:30]):
        names = [_name(text(cell)) for cell in row.cells]
        keys = [_KNOWN.get(name) for name in names]
        if len({key for key in keys if key}) >= _FEWEST:
            unknown = [name for name, key in zip(names, keys, strict=True) if name and not key]
            return position, _columns(keys), list(dict.fromkeys(unknown))
    raise Unreadable(
        f"no header row; name the columns {'、'.join(map(title, NEEDED))}",
        zh=f"没有找到表头；表头应有：{'、'.join(map(title, NEEDED))}",
        field="header",
    )


def _columns(keys: Sequence[str | None]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, key in enumerate(keys):
        if key in found and key != "ignored":
            raise Unreadable(
                f"two columns mean {title(key)}; leave one",
                zh=f"有两列都是“{title(key)}”；请只保留一列",
                field=key,
            )
        if key:
            found[key] = column
    lacking = [key for key in NEEDED if key not in found]
    if lacking:
        names = "、".join(map(title, lacking))
        raise Unreadable(
            f"the table lacks the columns {names}; add them",
            zh=f"表格缺少列：{names}；请补充",
            field=lacking[0],
        )
    return found


def _name(said: str) -> str:
    bare = re.sub(r"\s|\*", "", said)
    return bare if bare in _KNOWN else re.sub(r"[(（\[].*", "", bare)
