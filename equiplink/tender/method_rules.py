"""Which method may be chosen: grounds and their evidence, the mine's limits, a change of method.

政府采购法 第三十条 to 第三十二条 do not bind a coal mine; they are the written model.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from equiplink.law import (
    BIDDING,
    BIDDING_ORDINANCE,
    HOUSE,
    INFRASTRUCTURE,
    PROCUREMENT,
    STATE_BUYING,
    Broken,
    Reading,
    Severity,
    broken,
)
from equiplink.rules import RuleSet, rule
from equiplink.tender.method_states import GROUNDS, OPENNESS, Cancellation
from equiplink.tender.rules import (
    ENOUGH_ROUNDS,
    Drafting,
    both,
    compulsory,
    evades,
)
from equiplink.tender.states import TENDERS, Ground, Method


@rule(
    "T44",
    PROCUREMENT("第四十二条", "采用公开招标以外的采购方式的，应当载明原因"),
    zh="采购方式不是公开招标而未写原因；请写明原因以备查",
    en="it is not an open tender and no reason is given; state it for the file",
)
def other_method_has_a_reason(c: Drafting) -> Broken | None:
    """Whatever is not an open tender says why."""
    return broken() if c.method is not Method.OPEN_TENDER and not c.reason.strip() else None


@rule(
    "T08",
    STATE_BUYING("条号未核", "询比采购、竞价采购、谈判采购、直接采购", reading=Reading.BELIEVED),
    zh="估算价 {estimate} 元达到本单位招标限额 {limit} 元（非法定）；请改用招标方式",
    en="CNY {estimate} reaches the mine's own limit of {limit} (not the law's); use a tender",
)
def large_purchase_is_tendered(c: Drafting) -> Broken | None:
    """From the mine's own limit on it is bought by tender, even if the law leaves it open."""
    if c.statutory or c.method in TENDERS or c.retried or c.estimate < c.policy_amount:
        return None
    return broken(estimate=c.estimate, limit=c.policy_amount)


@rule(
    "T10",
    INFRASTRUCTURE("第二条", "煤炭…能源基础设施"),
    zh="煤炭基础设施项目不论资金来源均应招标：估算价 {estimate} 元，达到 {limit} 元；请招标，"
    "或注明实施条例第九条、招标投标法第六十六条的法定情形",
    en="coal infrastructure is tendered whoever pays: CNY {estimate} reaches {limit}; hold a "
    "tender, or name the statutory exemption",
)
def infrastructure_is_tendered(c: Drafting) -> Broken | None:
    """Coal infrastructure that private money pays is tendered as well."""
    listed = c.works_related and c.infrastructure_project and not c.state_funds
    if listed and c.estimate >= c.threshold and evades(c):
        return broken(estimate=c.estimate, limit=c.threshold)
    return None


@rule(
    "T52",
    HOUSE("第八十二条", "情形应当与采购方式相符", reading=Reading.BELIEVED),
    zh="“{ground}”不是采用{method}的情形；请改为：{possible}，或改用相应的采购方式",
    en="'{ground}' is no ground for {method}; name one of: {possible}, or choose another method",
)
def ground_fits_the_method(c: Drafting) -> Broken | None:
    """The ground that is named is one of those of the method."""
    known = GROUNDS.get(c.method)
    if c.ground is None or known is None or c.ground in known:
        return None
    words = "、".join(each.zh for each in Ground if each in known)
    return broken(ground=c.ground, method=c.method, possible=words)


def _bare(c: Drafting, method: Method) -> Broken | None:
    return broken() if c.method is method and c.ground is None else None


@rule(
    "T09N",
    PROCUREMENT("第三十条", "可以依照本法采用竞争性谈判方式采购"),
    zh="竞争性谈判未写明情形（ground）；参照政府采购法第三十条，请写明：招标未能成立、技术复杂或性质特殊、"
    "招标时间不能满足紧急需要、不能事先计算价格总额",
    en="the negotiation names no ground; after the model of public procurement name failed_tender, "
    "complex, urgent or no_total",
    severity=Severity.WARN,
)
def negotiation_has_a_ground(c: Drafting) -> Broken | None:
    """A negotiation names one of the four grounds of the model."""
    return _bare(c, Method.NEGOTIATION)


@rule(
    "T09S",
    PROCUREMENT("第三十一条", "可以依照本法采用单一来源方式采购"),
    zh="直接采购未写明情形（ground）；参照政府采购法第三十一条，请写明：唯一供应商、不可预见的紧急情况、"
    "原供应商处添购",
    en="the direct purchase names no ground; after the model of public procurement name "
    "sole_supplier, unforeseen or consistency",
    severity=Severity.WARN,
)
def direct_purchase_has_a_ground(c: Drafting) -> Broken | None:
    """A direct purchase names one of the three grounds of the model."""
    return _bare(c, Method.DIRECT)


@rule(
    "T09I",
    PROCUREMENT("第三十二条", "规格、标准统一、现货货源充足且价格变化幅度小"),
    zh="询价未写明情形（ground）；参照政府采购法第三十二条，规格统一、货源充足且价格稳定的"
    "写 standard_goods，否则请改用其他采购方式",
    en="the inquiry names no ground; after the model of public procurement it is for "
    "standard_goods, otherwise choose another method",
    severity=Severity.WARN,
)
def inquiry_has_a_ground(c: Drafting) -> Broken | None:
    """An inquiry says that the goods are standard, plentiful and stable in price."""
    return _bare(c, Method.INQUIRY)


@rule(
    "T53",
    HOUSE("第八十一条", "超过限额的，应当采用竞争程度更高的采购方式", reading=Reading.BELIEVED),
    zh="本单位制度（非法定）：估算价 {estimate} 元超过{method}的限额 {most} 元；"
    "可以采用：{instead}",
    en="policy of the mine (not the law): CNY {estimate} is more than {method} may spend, {most}; "
    "possible: {instead}",
    severity=Severity.WARN,
)
def method_is_within_its_limit(c: Drafting) -> Broken | None:
    """No more is bought by a method than the mine's own table allows."""
    if c.most is not None and c.estimate > c.most:
        return broken(estimate=c.estimate, method=c.method, most=c.most, instead=c.instead)
    return None


@both(
    "T54",
    BIDDING("第二十八条", "投标人少于三个的，招标人应当依照本法重新招标"),
    zh="已失败 {rounds} 轮，由{was}改为{method}：须失败 {enough} 轮并经批准；请重新招标，"
    "或由审批人先办理采购方式变更批准",
    en="{rounds} rounds have failed, and {was} is to become {method}: that takes {enough} failed "
    "rounds and an approval; tender again, or let the approver approve the change first",
    binds=compulsory,
    otherwise=Severity.WARN,
)
def method_changes_after_two_rounds(c: Drafting) -> Broken | None:
    """A less open method follows two failed rounds, and somebody approved it."""
    if c.previous is None or OPENNESS[c.method] >= OPENNESS[c.previous] or c.retried:
        return None
    return broken(rounds=c.failed, was=c.previous, method=c.method, enough=ENOUGH_ROUNDS)


MINIMUM = re.compile(
    r"最低(?:投标)?(?:限价|价限制|报价限制|控制价)|minimum price"
    r"|(?:报价|投标价|价格|总价|单价)[^，。；\n]{0,8}不得?(?:低于|少于)[^，。；\n]{0,12}?"
    r"(?:[0-9０-９]|限价|控制价|标底|估算价|预算)",
    re.IGNORECASE,
)
"""What says that a bid may not be lower than something."""
DENIAL = re.compile(r"(?:不|未|无|没有)[^，。；\n]{0,6}$|\bno $", re.IGNORECASE)
"""Before it: that there is none."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Free words of the documents or of their change."""

    today: date
    texts: tuple[str, ...]


@rule(
    "T28N",
    BIDDING_ORDINANCE("第二十七条", "招标人不得规定最低投标限价"),
    zh="文件写有最低限价：“{found}”；请删除，可以改设最高限价",
    en="the documents state a minimum price: '{found}'; strike it, a maximum may be set instead",
)
def no_text_sets_a_minimum_price(c: Texts) -> Broken | None:
    """No sentence of the documents sets a minimum price."""
    found = [
        each[0]
        for text in c.texts
        for each in MINIMUM.finditer(text)
        if not DENIAL.search(text[: each.start()])
    ]
    return broken(found="、".join(found)) if found else None


@dataclass(frozen=True, slots=True)
class Proof:
    """What stands behind the ground when the notice goes out."""

    today: date
    method: Method
    statutory: bool
    files: int
    """Attachments of the tender that are evidence."""


@rule(
    "T04E",
    BIDDING_ORDINANCE("第八条", "应当公开招标；但有下列情形之一的，可以邀请招标"),
    zh="邀请招标的情形没有证明材料；请先上传附件（证明材料），费用占比过大的附有关部门的认定文件",
    en="nothing proves the ground for an invited tender; attach the evidence first, for the cost "
    "of an open one the finding of the authority",
)
def invitation_is_proved(c: Proof) -> Broken | None:
    """The ground for inviting to a compulsory tender is proved before the notice."""
    return broken() if c.statutory and c.method is Method.INVITED_TENDER and not c.files else None


@both(
    "T06",
    BIDDING_ORDINANCE("第九条", "有下列情形之一的，可以不进行招标"),
    zh="不公开招标的情形没有证明材料；请先上传附件（证明材料）再发出",
    en="nothing proves the ground for not tendering openly; attach the evidence first",
    binds=compulsory,
    otherwise=Severity.WARN,
)
def exemption_is_proved(c: Proof) -> Broken | None:
    """The ground for not tendering is proved by a paper before anybody is asked."""
    proved = c.files or c.method is Method.OPEN_TENDER
    return None if proved or (c.statutory and c.method in TENDERS) else broken()


@dataclass(frozen=True, slots=True)
class Ending:
    """A procedure that is ended before its bids are opened."""

    today: date
    issued: bool
    cause: Cancellation | None
    evidence: str


@rule(
    "T55",
    HOUSE("第八十三条", "应当写明终止原因的类别和依据", reading=Reading.BELIEVED),
    zh="公告已发出，终止未写明原因类别（cause）或依据（evidence）；请补充，例如批准文件、责令通知的名称和编号",
    en="the notice is out, and the end names no cause or no evidence; add them, such as the "
    "number of the decision or order",
)
def ending_is_explained(c: Ending) -> Broken | None:
    """Once the notice is out, an end names its cause and what proves it."""
    return broken() if c.issued and (c.cause is None or not c.evidence.strip()) else None


CHOICE = RuleSet(
    "method",
    (
        other_method_has_a_reason,
        large_purchase_is_tendered,
        infrastructure_is_tendered,
        ground_fits_the_method,
        negotiation_has_a_ground,
        direct_purchase_has_a_ground,
        inquiry_has_a_ground,
        method_is_within_its_limit,
        *method_changes_after_two_rounds,
    ),
    zh="不能采用此采购方式",
)
WORDS = RuleSet("free text", (no_text_sets_a_minimum_price,), zh="文件内容不合规")
PROOF = RuleSet("evidence", (invitation_is_proved, *exemption_is_proved), zh="缺少证明材料")
ENDING = RuleSet("end", (ending_is_explained,), zh="不能终止")
