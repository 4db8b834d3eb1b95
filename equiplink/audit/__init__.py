"""审计: read the whole chain of one item, and hold the ledger against the tables.

    采购计划 → 招标 → 合同 → 到货 → 验收 → 标签 → 入井 → 使用 → 检修 → 报废

煤矿安全生产条例 第二十五条 asks for a record of nine words, 购置、入库、使用、维护、
保养、检测、维修、改造、报废; a passport says which of them an item has and which are
missing. It only reads.
"""
