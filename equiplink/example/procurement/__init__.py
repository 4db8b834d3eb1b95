"""采购样例: four purchases of one synthetic mine, each refused at least once and led on.

    计划 → 询价 · 公开招标 · 单一来源 · 紧急采购 → 计划与实际

They are told in the order in which they happen, on one clock; everything that
an auditor would ask for is left in the folder.
"""
