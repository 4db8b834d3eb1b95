"""百日整治: a campaign with its phases, its rounds of checks and its audits.

    计划 → 开展 → 总结关闭
            ├ 四级排查: 集团季查 · 企业月查 · 科队周查 · 班组日查
            └ 督导检查 → 问题 → 隐患

Asked for by 阳应急发〔2024〕280号 (三（二）3, 四). Findings are hazards of their own
stage: a campaign counts them and does not close over them (安全生产法 第四十一条).
"""
