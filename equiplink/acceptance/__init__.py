"""验收: every thing that arrived is held against its papers, its order and the issuer's register.

    提交 → 合格 → 入库
         ↘ 不合格 → 退货、换货或者让步接收      退回的不算到货，可以补交

What is looked at stands in a template of the class (``floor``), measured with
instruments that are in calibration (``instruments``); a lot is sampled by a plan
that anybody computes (``sampling``); what fails in looks, size or count may be
conceded within limits, and a lot may be parted (``concessions``). Explosives have a
lane of their own (``explosives``).

Four things must say the same: nameplate, certificate, contract and the register
of safety marks; each mismatch has a rule of its own, so one refusal names them
all. What must be on the goods: 产品质量法 第二十七条; the period to object:
民法典 第六百二十、六百二十一条. Who books or buys the goods does not sign for them.
"""
