"""The columns of a 采购计划表: what each is called in one mine or another."""

from __future__ import annotations

from collections.abc import Mapping

from equiplink.exchange.columns import Columns

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
PLAN = Columns(COLUMNS, NEEDED)
title, header = PLAN.title, PLAN.header
