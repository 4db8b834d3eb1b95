"""The columns of a 设备台账, as one mine or another keeps it."""

from __future__ import annotations

from collections.abc import Mapping

from equiplink.exchange.columns import Columns

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "number": ("设备编号", "设备编码", "现场编号", "自编号", "管理编号", "批号", "物资编号"),
    "old_number": ("原编号", "旧编号", "老编号", "资产编号", "固定资产编号"),
    "name": ("设备名称", "名称", "物资名称", "材料名称", "产品名称"),
    "model": ("规格型号", "型号", "型号规格", "规格", "设备型号"),
    "maker": ("生产厂家", "厂家", "制造厂家", "生产单位", "制造商", "生产厂商"),
    "serial": ("出厂编号", "出厂号", "产品编号", "出厂编码", "机号"),
    "batch": ("批次号", "批次编号", "生产批号"),
    "quantity": ("数量", "库存数量", "台数", "长度"),
    "unit": ("单位", "计量单位"),
    "place": ("使用地点", "存放地点", "安装地点", "存放位置", "安装位置", "地点", "功能位置"),
    "shelf": ("货位", "库位", "架位"),
    "state": ("设备状态", "状态", "使用状态", "运行状态"),
    "importance": ("重要等级", "设备等级", "重要程度"),
    "mark_number": (
        "煤安标志号", "煤安标志", "煤安标志证号", "安标编号", "安标证书编号", "安全标志编号",
        "煤安证号", "MA编号",
    ),
    "ex_mark": ("防爆标志", "防爆型式"),
    "ex_certificate": ("防爆合格证", "防爆合格证号", "防爆证号", "防爆证书编号"),
    "product_certificate": ("合格证", "产品合格证", "合格证号", "合格证编号"),
    "third_party_test": ("第三方试验报告", "阻燃抗静电试验报告", "第三方检验报告"),
    "factory_report": ("出厂检验报告", "出厂报告"),
    "manual": ("说明书", "使用说明书"),
    "purchase": ("购置凭证", "合同编号", "合同号", "采购合同", "发票号"),
    "arrived_on": ("到货时间", "到货日期", "入库日期", "购入日期", "购置日期"),
    "made_on": ("生产日期", "出厂日期", "制造日期"),
    "expires_on": ("失效日期", "有效期至", "到期日期"),
    "ignored": (
        "序号", "备注", "投运时间", "责任队组", "使用单位", "使用部门", "所属组织", "使用组织",
        "包机人", "功率", "电机型号", "设备类别", "重量", "尺寸", "折旧年限",
    ),
}  # fmt: skip
"""Every column with its name, and what else it is called."""
UNITS = Columns(COLUMNS, needed=("number", "model"))
