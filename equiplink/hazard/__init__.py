"""隐患: found, assigned, rectified, verified; and the holds that keep a thing from use.

    find → assign → rectify → verify
               ↖ send_back ↙            hold → release

安全生产法 第四十一条 asks for a record of finding and removing; 煤矿安全生产条例
第三十六条 stops the affected area for a major one. Whoever put it right does not
verify it, and what a department found only the department closes.
Later stages open hazards and ask for holds; closing one tells nobody.
"""
