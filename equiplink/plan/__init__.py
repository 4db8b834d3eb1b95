"""采购计划: what is needed, for how much, by when, where it goes and with which papers.

    需求 → 汇总 ↴
         草稿 → 提交 → 批准 → 关闭
           ↑ 退回 · 修改 ↲      every change is a new revision and voids the approval

The first word of the nine: 购置 (煤矿安全生产条例 第二十五条). What must be
eliminated may not even be planned (the same article, 安全生产法 第三十八条), and
who asks is not who approves (企业内部控制应用指引第7号).
"""
