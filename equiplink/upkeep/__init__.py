"""检测 维护 保养 维修 改造 报废: what is due, what was done, and the end.

    周期 → 到期 → 开工 → 合格 ──→ 下次到期
                     ↘ 不合格 → 维修 → 重新入井检查
    申请报废 → 技术鉴定 → 批准 → 销毁
                 ↘ 可用 → 退回使用

Six of the nine words of 煤矿安全生产条例 第二十五条. 安全生产法 第三十六条 asks
that maintenance, care and tests are recorded and signed. A repair, a
modification or a failed test voids every earlier pre-entry inspection.
"""
