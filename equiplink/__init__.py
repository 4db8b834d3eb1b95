"""equiplink: one piece of mine equipment from a purchase plan to the scrap yard.

    采购计划 → 招标 → 合同 → 验收 → 台账 → 检修 → 隐患 → 入井 → 使用 → 整治 → 审计

A file is grammar, a directory is a stage of the chain, and the order of the
chain is the order of the imports. ``Chain`` opens transactions, ``Work`` is one,
and an ``Actor`` acts in it; a stage's verbs live in its ``actions``.
"""

from equiplink.chain import Chain
from equiplink.work import Actor, Work

__all__ = ["Actor", "Chain", "Work"]
