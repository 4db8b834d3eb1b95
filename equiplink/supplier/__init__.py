"""供应商: who may sell to the mine, who may not at present, and how they did.

    登记 → 在册 ⇄ 暂停 → 除名 · 限制投标(起止日) · 信誉记录 → 评级

The county asks for 信誉良好的供应商 (阳应急发〔2024〕280号 三(三)2); who is debarred
and for how long stands in 招标投标法 第五十三、五十四、六十条.
"""
