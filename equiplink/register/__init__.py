"""台账: one row for each unit or lot, one live tag each, from acceptance to the scrap yard.

    验收合格 → 入库 → 贴签 → 井下 ⇄ 库存 → 报废
    启用前已有 → 补录（临时）→ 转正 · 清出
                        批量：拆分 · 裁切 · 发料 → 部分入井 · 消耗 → 余料退库

The register that 煤矿安全生产条例 第二十五条 asks for (安全设备台账和追溯). A lot
stays in stock while parts of it go down; its quantities always sum to what was
taken in, and the database checks it. A reprinted label voids the old one. Units
stand inside units, and ``find`` knows a thing by any of its names.
"""
