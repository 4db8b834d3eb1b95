"""合同: what the winner and the mine signed, and what arrived for it.

    中标 → 起草 → 签订 → 到货(分批) → 履行完毕
                   ↘ 终止    ↘ 整批退回

A contract says what the bid said (招标投标法实施条例 第五十七条), within thirty
days of the award (招标投标法 第四十六条); its performance bond stays within a
tenth (实施条例 第五十八条). What arrives beyond the order is not received, and
what acceptance sends back counts as not delivered.
"""
