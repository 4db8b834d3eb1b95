"""招标: how it is bought: notice, sealed bids, opening, evaluation, publicity, award.

    草稿 → 发布 → 开标 → 评标 → 公示 → 定标
             ↓ 少于三家 · 全部否决 → 失败 → 下一轮

A tender has at least one lot (标段). Each lot has its own bids and winner, or
fails and is tendered again; the tender is awarded with the last of them. An
award may be set aside until a contract is signed: the next candidate follows.

招标投标法 and its 实施条例 bind in two circles. Some articles speak of every
tender (发售期, 拒收, 三家, 保证金, 否决); others only of 依法必须进行招标的项目
(二十日, 评标委员会, 公示, 排名第一), which goods for normal production usually
are not. Outside its circle such a rule stands a second time, under its code
with an ``H``, as policy of the mine: a tender that the law does not ask for,
and every inquiry, negotiation and direct purchase. That twin never says that
the law demands it, and the mine may soften it. 政府采购法 is cited as the model of
buying without a tender; it does not bind.
"""
