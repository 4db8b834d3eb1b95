"""Safety marks: what the number, the register and the notices say about goods."""

from __future__ import annotations

from equiplink.catalogue.facts import MarkFacts
from equiplink.catalogue.naming import names, plain, same_model
from equiplink.catalogue.states import MarkStatus
from equiplink.law import (
    COAL_MINE_CODE,
    HOUSE,
    MARK_CERTIFICATES,
    MARK_EXPLAINED,
    MARK_ISSUE,
    SAFETY_MARK_RULES,
    STOP_USE_ORDER,
    UNNUMBERED,
    WORK_SAFETY,
    Broken,
    Reading,
    Severity,
    broken,
)
from equiplink.rules import RuleSet, rule

NAMED = MARK_ISSUE("第八条", "产品名称、规格型号、安全标志编号、生产单位、生产地址")


@rule(
    "L05",
    WORK_SAFETY("第三十七条", "取得安全使用证或者安全标志，方可投入使用"),
    zh="该产品必须取得矿用产品安全标志，现无安标编号，请供应商提供安标证书，否则退货",
    en="these goods need a safety mark and show none; ask the supplier for the certificate or "
    "send them back",
)
def carries_safety_mark(c: MarkFacts) -> Broken | None:
    """Goods of a class that needs one carry a safety mark."""
    return broken() if c.required and not c.number.strip() and not c.on_trial else None


@rule(
    "G08",
    COAL_MINE_CODE("第十条", "工业性试验安全标志", reading=Reading.SEEN),
    zh="没有安标，按工业性试验使用至 {until}；只准在批准的地点按安全措施使用，到期升井或取得安标",
    en="it has no mark and is on trial until {until}; use it at the approved place under its "
    "measures only, and bring it up or get a mark by then",
    severity=Severity.WARN,
)
def is_no_trial(c: MarkFacts) -> Broken | None:
    """The goods are not there by way of an industrial trial."""
    trial = c.required and not c.number.strip() and c.on_trial
    return broken(until=c.trial_until) if trial else None


@rule(
    "M01",
    SAFETY_MARK_RULES(
        "第二条", "不得出售、采购和使用纳入安全标志管理目录但未取得安全标志的矿用产品"
    ),
    zh="安标编号 {number} 在本系统的查询结果中不存在，"
    "请到安标国家中心查询并录入结果；查不到的不得采购和使用",
    en="safety mark {number} is not among the register views; query the issuer and enter the "
    "answer; without one do not buy or use it",
)
def mark_is_registered(c: MarkFacts) -> Broken | None:
    """The safety mark is known to the issuer's register."""
    return broken(number=c.number) if c.well_formed and not c.known else None


@rule(
    "M03",
    MARK_EXPLAINED(UNNUMBERED, r"^[MK][A-Z]{2}\d{2}\d{4}$"),
    zh="安标编号“{number}”格式不对，应为 9 位："
    "M 或 K、两位字母、首次发证年份两位、序号四位，请对照证书",
    en="'{number}' is no safety mark number (M or K, two letters, two digits of the first year, "
    "four digits of serial); copy it from the certificate",
)
def mark_is_well_formed(c: MarkFacts) -> Broken | None:
    """A safety mark number has nine characters in their order."""
    return None if c.well_formed or not c.number.strip() else broken(number=c.number[:40])


@rule(
    "M04",
    MARK_EXPLAINED(UNNUMBERED, "MA、KA"),
    zh="{number} 是金属非金属矿山安标（KA），不得用于煤矿，请换用煤安（MA）产品",
    en="{number} is a mark for metal and non-metal mines; a coal mine needs an MA mark",
)
def mark_is_for_coal(c: MarkFacts) -> Broken | None:
    """The safety mark is one for coal mines."""
    return broken(number=c.number) if c.well_formed and plain(c.number)[0] != "M" else None


@rule(
    "M05",
    MARK_EXPLAINED(UNNUMBERED, "批量"),
    zh="安标 {number} 未登记有效期，只有批量证书可以没有，请补录查询结果",
    en="safety mark {number} has no validity on record, which only a batch certificate may lack; "
    "enter the register's answer",
)
def validity_is_known(c: MarkFacts) -> Broken | None:
    """A certificate states its validity, unless it is for one batch."""
    missing = c.known and c.valid_until is None and not c.batch
    return broken(number=c.number) if missing else None


@rule(
    "M05M",
    NAMED,
    zh="安标 {number} 的型号是“{certified}”，产品型号是“{model}”，两者不符，请核对证书或退货",
    en="safety mark {number} is for model '{certified}', the goods are '{model}'; check the "
    "certificate or send them back",
)
def mark_is_for_this_model(c: MarkFacts) -> Broken | None:
    """The certificate is for this model."""
    if not c.known or (c.model and same_model(c.certificate_model, c.model)):
        return None
    if c.model and names(c.covers, (), of=c.model, text=""):
        return None
    return broken(number=c.number, certified=c.certificate_model or None, model=c.model or None)


@rule(
    "M05H",
    MARK_EXPLAINED(UNNUMBERED, "持证人"),
    zh="安标 {number} 的持证人是“{holder}”，产品生产单位是“{maker}”，两者不符，请核对证书或退货",
    en="safety mark {number} belongs to '{holder}', the goods are by '{maker}'; check the "
    "certificate or send them back",
)
def mark_belongs_to_maker(c: MarkFacts) -> Broken | None:
    """The holder of the certificate is the maker of the goods."""
    if not c.known or (c.maker and plain(c.holder) == plain(c.maker)):
        return None
    return broken(number=c.number, holder=c.holder or None, maker=c.maker or None)


@rule(
    "M05P",
    NAMED,
    zh="安标 {number} 的产品名称是“{certified}”，登记名称是“{product}”，请核对是否同一产品",
    en="safety mark {number} is for '{certified}', the goods are called '{product}'; see that "
    "they are the same",
    severity=Severity.WARN,
)
def mark_is_for_this_product(c: MarkFacts) -> Broken | None:
    """The certificate is for goods of this name; names are written freely, so this only warns."""
    if not c.known or plain(c.certificate_product) == plain(c.product):
        return None
    return broken(number=c.number, certified=c.certificate_product, product=c.product)


@rule(
    "M06",
    MARK_EXPLAINED(UNNUMBERED, "1 有效, 2 暂停, 3 注销, 4 撤销"),
    zh="安标 {number} 的状态为“{status}”，只有“有效”的方可采购、入井，请停用并重新查询",
    en="safety mark {number} is '{status}' in the register; only 有效 passes: stop and query again",
)
def mark_is_valid(c: MarkFacts) -> Broken | None:
    """The issuer's register shows the mark as 有效."""
    if not c.known or c.status == MarkStatus.VALID:
        return None
    return broken(number=c.number, status=c.status)


@rule(
    "M07",
    MARK_CERTIFICATES(
        "第五条", "在安全标志证书的有效期内，按规定加施安全标志标识后，方可出售和使用"
    ),
    zh="安标 {number} 的有效期为 {since} 至 {until}，{day} 不在期内，请提供有效证书",
    en="safety mark {number} is valid from {since} to {until}, which leaves out {day}; "
    "ask for a certificate in date",
)
def mark_is_in_date(c: MarkFacts) -> Broken | None:
    """The certificate is in date; both its days count."""
    if c.in_date or c.renewing:
        return None
    return broken(number=c.number, since=c.valid_from, until=c.valid_until, day=c.counted)


@rule(
    "M11",
    HOUSE("第一百零二条", "由总经理、分管安全副总和物资供应部长签字"),
    zh="安标 {number} 已于 {until} 到期，凭延续证明和三人签字使用至 {renewed}，"
    "届时未换证的停止采购和入井",
    en="safety mark {number} ran out on {until} and passes on proof of its renewal and three "
    "signatures until {renewed}; get the new certificate by then",
    severity=Severity.WARN,
)
def mark_needs_no_renewal(c: MarkFacts) -> Broken | None:
    """The certificate does not pass on a renewal alone."""
    if not c.renewing:
        return None
    return broken(number=c.number, until=c.valid_until, renewed=c.renewed_until)


@rule(
    "M08",
    HOUSE("第一百零一条", "超过规定天数的重新查询", reading=Reading.BELIEVED),
    zh="安标 {number} 的状态查询于 {checked}，已超过 {days} 天，请重新查询并录入结果",
    en="the register was asked about safety mark {number} on {checked}, more than {days} days "
    "ago; ask again and enter the answer",
    severity=Severity.WARN,
)
def mark_was_checked_lately(c: MarkFacts) -> Broken | None:
    """The register was asked about the mark lately; a mine may make this refuse."""
    fresh = c.checked_on is not None and (c.today - c.checked_on).days <= c.check_days
    if not c.known or fresh:
        return None
    return broken(number=c.number, checked=c.checked_on, days=c.check_days)


@rule(
    "M13",
    STOP_USE_ORDER("通知", "通知停止使用并排查该厂产品"),
    zh="安标 {number} 被通知停止使用（{notices}），请立即停用、更换并排查同厂产品",
    en="a regulator's notice stops the use of safety mark {number} ({notices}); stop, replace, "
    "and look for the maker's other products",
)
def mark_is_not_stopped(c: MarkFacts) -> Broken | None:
    """No regulator's notice stops the use of what carries the mark."""
    return broken(number=c.number, notices="；".join(c.notices)) if c.notices else None


@rule(
    "M13W",
    STOP_USE_ORDER("通知", "排查该厂产品"),
    zh="{maker} 的其他产品被通知停止使用（{notices}），请逐台排查后再用",
    en="a notice stops another product of {maker} ({notices}); check each piece before use",
    severity=Severity.WARN,
)
def maker_has_no_stopped_product(c: MarkFacts) -> Broken | None:
    """No notice stops another product of the same maker."""
    if not c.maker_notices:
        return None
    return broken(maker=c.maker, notices="；".join(c.maker_notices))


MARK_NUMBER = RuleSet("safety mark number", (mark_is_well_formed,), zh="安标编号")
"""Required before a register view is stored."""

_REGISTER = (
    mark_is_well_formed,
    mark_is_for_coal,
    mark_is_registered,
    validity_is_known,
    mark_is_valid,
    mark_is_in_date,
    mark_needs_no_renewal,
    mark_was_checked_lately,
    mark_is_not_stopped,
)
MARK_REGISTER = RuleSet("safety mark in the register", _REGISTER, zh="安标查询")
"""What a number alone can be judged by."""

SAFETY_MARK = RuleSet(
    "safety mark",
    (
        carries_safety_mark,
        is_no_trial,
        *_REGISTER,
        mark_is_for_this_model,
        mark_belongs_to_maker,
        mark_is_for_this_product,
        maker_has_no_stopped_product,
    ),
    zh="安全标志",
)
"""Judged when goods are planned, won, accepted and let in."""
