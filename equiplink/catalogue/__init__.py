"""型号: what goods there are, what each must carry, what may not be used at all.

    类别 → 产品型号 ← 安全标志(查询结果) · 禁用目录 · 停用通知

Shared by all mines. 安全生产法 第三十七条 asks for the safety mark, 第三十八条 and
煤矿安全生产条例 第二十五条 forbid what is to be eliminated; 煤矿安全规程 chooses the
kind of explosion protection by gas class and place.
"""
