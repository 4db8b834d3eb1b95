"""交换: what other systems and people outside read.

    register → MT/T 1201.2 files → the supervisor's platform
    tender   → the evaluation report → auditors, bidders, whoever doubts

Reading only. 煤矿安全生产条例 第五十七条 asks for the data; the standard's own text was
not read, so each format stays behind a module of its own.
"""
