"""供应商: who may sell to the mine, who may not at present, and how they did.

    登记 → 在册 ⇄ 暂停 → 除名 · 厂家授权 · 名单查询 · 限制投标(起止日)
    立案 → 告知 → 陈述 → 决定 → 复核        (the only way onto the mine's own list)
    到货、验收、入井、失效、评价 → 信誉记录 → 信誉分、评级

The county asks for 信誉良好的供应商 (阳应急发〔2024〕280号 三(三)2); who is debarred
and for how long stands in 招标投标法 第五十三、五十四、六十条.
"""
