"""台账: one row for each unit or lot, one live tag each, from acceptance to the scrap yard.

    验收合格 → 入库 → 贴签 → 井下 ⇄ 库存 → 报废
                        批量：部分入井 · 消耗

The register that 煤矿安全生产条例 第二十五条 asks for (安全设备台账和追溯). A lot
stays in stock while parts of it go down; its four quantities always sum to what
was taken in, and the database checks it. A reprinted label voids the old one.
"""
