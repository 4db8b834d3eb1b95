"""招标: how it is bought: notice, sealed bids, opening, evaluation, publicity, award.

    草稿 → 发布 → 开标 → 评标 → 公示 → 定标
             ↓ 少于三家 · 全部否决 → 失败 → 下一轮

招标投标法 and its 实施条例 bind in two circles. Some articles speak of every
tender (发售期, 澄清, 拒收, 三家, 保证金); others only of 依法必须进行招标的项目
(二十日, 评标委员会, 公示, 排名第一), which goods for normal production usually
are not. A rule of the second kind therefore exists twice: under its own code
with the article, for a compulsory tender, and under the code with ``H`` as
policy of the mine, for any other. The second never says that the law demands
it, and the mine may switch it to a warning. Inquiry, negotiation and direct
purchase are policy throughout (政府采购法 is their model, it does not bind).
"""
