"""入井 升井: the shaft mouth, where every link of the chain is asked for at once.

    入井前检查 → 扫码入井 → 井下 → 扫码升井

A scan answers one question: may this go down now? It reads every rule, reports
every broken one with its source, and is stored whatever the answer is. A
refusal is a record, not an exception. 煤矿安全生产条例 第二十五条 (records),
安全生产法 第三十六至三十八条 (tests, safety marks, elimination),
煤矿重大事故隐患判定标准 第十三、十八条 (what makes an entry a major hazard).
"""
