"""煤矿: the mine, its places, teams, people, what they may sign, and their accounts.

    煤矿 → 地点(树) · 队组 → 人员 → 资格证 · 账号

Every record of every later stage belongs to one mine. A person acts through an
``Actor`` that carries his roles; a certificate is asked for on the day of the
signature (安全生产法 第三十条: 特种作业人员 need their training and papers).
"""
