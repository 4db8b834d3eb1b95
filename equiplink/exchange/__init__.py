"""交换: what other systems read from the register.

    register → MT/T 1201.2 files → the supervisor's platform

Reading only. 煤矿安全生产条例 第五十七条 asks for the data; the standard's own text was
not read, so each format stays behind a module of its own.
"""
