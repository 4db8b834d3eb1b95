"""使用、跟踪: where a thing is, who answers for it, how long it ran.

    入井 → 安装 → 移动 · 移交 · 运行时间 → 交回 → 升井

The third of the nine words of 煤矿安全生产条例 第二十五条. Only what the gate let in
can be placed, and every move to another zone asks again whether this kind of
equipment may stand there. Placing a thing starts the clock of its checks.
"""
