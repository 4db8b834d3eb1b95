"""日程: what everybody has to do by a day, and what only time has decided.

    各环节到期事项 → 日程（逾期在前） → 定时办理：失败 · 登记隐患

A date moves no state. ``due`` collects what the stages list; ``tick`` applies
what nobody is left to decide, as the actor 定时, may run as often as one likes,
and says in the ledger that it was the clock.
"""
