"""What must hold of notices, of who takes the documents, of objections, complaints and pauses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from equiplink.law import BIDDING_ORDINANCE, Broken, Severity, broken
from equiplink.rules import RuleSet, rule
from equiplink.tender.rules import both, compulsory, tendered
from equiplink.tender.states import Against, Method

ANSWER_DAYS = 3
COMPLAINT_DAYS = 10
TAKE_UP_DAYS, DECISION_DAYS = 3, 30
"""Working days of the authority (实施条例 第六十一条)."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A notice as it was found at one medium."""

    today: date
    statutory: bool
    same: bool
    """The text found there has the hash of the notice."""
    fee: Decimal


@both(
    "T20S",
    BIDDING_ORDINANCE("第十五条", "资格预审公告或者招标公告的内容应当一致"),
    zh="该媒介上的文本与公告原文不一致；请先更正媒介上的文本，再登记",
    en="the text at this medium is not the notice; have it corrected there, then record it",
    binds=compulsory,
)
def copy_says_the_same(c: Copy) -> Broken | None:
    """Every medium shows the same text."""
    return None if c.same else broken()


@both(
    "T20F",
    BIDDING_ORDINANCE("第十五条", "不得收取费用"),
    zh="该媒介发布收费 {fee} 元；指定媒介发布不得收费，请换用或要求退还",
    en="the medium charged CNY {fee}; a designated one is free of charge: use another",
    binds=compulsory,
)
def copy_is_free_of_charge(c: Copy) -> Broken | None:
    """A designated medium takes no money for a notice."""
    return broken(fee=c.fee) if c.fee else None


@dataclass(frozen=True, slots=True)
class Taking:
    """Somebody takes the documents."""

    today: date
    method: Method
    sale_from: date | None
    sale_until: date | None
    fee: Decimal


@both(
    "T60",
    BIDDING_ORDINANCE("第十六条", "招标公告或者投标邀请书规定的时间、地点发售"),
    zh="今天不在招标文件发售期内（{first} 至 {last}）；请在发售期内领取",
    en="the documents are on sale from {first} to {last}; take them then",
    binds=tendered,
)
def documents_are_on_sale(c: Taking) -> Broken | None:
    """Documents are taken while they are on sale."""
    if c.sale_from is None or c.sale_until is None or c.sale_from <= c.today <= c.sale_until:
        return None
    return broken(first=c.sale_from, last=c.sale_until)


@rule(
    "T61",
    BIDDING_ORDINANCE("第十六条", "收取的费用应当限于补偿印刷、邮寄的成本支出"),
    zh="收取工本费 {fee} 元；请确认只补偿印刷、邮寄的成本",
    en="CNY {fee} was charged; make sure that it only covers printing and post",
    severity=Severity.WARN,
)
def documents_cost_no_more_than_their_print(c: Taking) -> Broken | None:
    """Documents cost no more than printing and post."""
    return broken(fee=c.fee) if c.fee else None


@dataclass(frozen=True, slots=True)
class Pause:
    """What a tender waits for."""

    today: date
    method: Method
    unanswered: int
    orders: tuple[str, ...]
    """Authorities whose order to stop is in force."""


@both(
    "T24G",
    BIDDING_ORDINANCE("第二十二条", "作出答复前，应当暂停招标投标活动"),
    zh="还有 {unanswered} 项异议未答复，招标投标活动暂停；请先答复",
    en="{unanswered} objections wait for an answer and everything with them; answer them first",
    binds=tendered,
)
def nothing_goes_on_before_the_answer(c: Pause) -> Broken | None:
    """Nothing goes on while an objection waits for its answer."""
    return broken(unanswered=c.unanswered) if c.unanswered else None


@rule(
    "T43S",
    BIDDING_ORDINANCE("第六十二条", "行政监督部门可以责令暂停招标投标活动"),
    zh="{authorities} 已责令暂停招标投标活动；恢复后再办理",
    en="{authorities} ordered a stop; go on when it is lifted",
)
def no_order_stops_it(c: Pause) -> Broken | None:
    """Nothing goes on against the order of an authority."""
    return broken(authorities="、".join(c.orders)) if c.orders else None


@dataclass(frozen=True, slots=True)
class Lodging:
    """A complaint: known and filed on these days."""

    today: date
    known_on: date
    filed_on: date


@rule(
    "T43",
    BIDDING_ORDINANCE("第六十条", "自知道或者应当知道之日起10日内"),
    zh="投诉距知道之日 {days} 日，超过 10 日（最迟 {last}）；仍予登记，请提请监督部门注意",
    en="the complaint comes {days} days after it was known, the last day was {last}; it is "
    "recorded, tell the authority",
    severity=Severity.WARN,
)
def complaint_is_in_time(c: Lodging) -> Broken | None:
    """A complaint comes within ten days of knowing."""
    days = (c.filed_on - c.known_on).days
    if days > COMPLAINT_DAYS:
        return broken(days=days, last=c.known_on + timedelta(days=COMPLAINT_DAYS))
    return None


@dataclass(frozen=True, slots=True)
class Handling:
    """An act of the authority on a complaint, and the last day for it."""

    today: date
    on: date
    last: date


@rule(
    "T43A",
    BIDDING_ORDINANCE("第六十一条", "3个工作日内决定是否受理投诉"),
    zh="{on} 才决定是否受理，已过 {last}；请记录原因",
    en="the authority decided on {on} whether to take it up, after {last}; note why",
    severity=Severity.WARN,
)
def complaint_is_taken_up_in_time(c: Handling) -> Broken | None:
    """The authority decides within three working days whether it takes a complaint up."""
    return broken(on=c.on, last=c.last) if c.on > c.last else None


@rule(
    "T43D",
    BIDDING_ORDINANCE("第六十一条", "30个工作日内作出书面处理决定"),
    zh="{on} 才作出处理决定，已过 {last}；检验、检测、鉴定、专家评审的时间不计，请记录原因",
    en="the decision is of {on}, after {last}; time for tests and experts does not count, note why",
    severity=Severity.WARN,
)
def complaint_is_decided_in_time(c: Handling) -> Broken | None:
    """The authority decides within thirty working days of taking it up."""
    return broken(on=c.on, last=c.last) if c.on > c.last else None


@dataclass(frozen=True, slots=True)
class Protest:
    """An objection on the day it comes; ``last`` is the last day for it."""

    today: date
    last: date | None
    about: Against = Against.DOCUMENTS


def _late(c: Protest, about: Against) -> Broken | None:
    if c.about is about and (c.last is None or c.today > c.last):
        return broken(last=c.last)
    return None


_ZH = "异议已逾期（最迟 {last} 提出）；不予受理，仍予登记"
_EN = "the objection is late, the last day was {last}; it is recorded, and nothing waits for it"


@rule(
    "T24L",
    BIDDING_ORDINANCE("第二十二条", "对招标文件有异议的，应当在投标截止时间10日前提出"),
    zh=_ZH,
    en=_EN,
    severity=Severity.WARN,
)
def objection_is_in_time(c: Protest) -> Broken | None:
    """An objection to the documents comes ten days before the deadline."""
    return _late(c, Against.DOCUMENTS)


@rule(
    "T24P",
    BIDDING_ORDINANCE("第二十二条", "应当在提交资格预审申请文件截止时间2日前提出"),
    zh=_ZH,
    en=_EN,
    severity=Severity.WARN,
)
def objection_to_prequalification_is_in_time(c: Protest) -> Broken | None:
    """An objection to the prequalification comes two days before applications close."""
    return _late(c, Against.PREQUALIFICATION)


@rule(
    "T24S",
    BIDDING_ORDINANCE("第四十四条", "投标人对开标有异议的，应当在开标现场提出"),
    zh=_ZH,
    en=_EN,
    severity=Severity.WARN,
)
def objection_to_opening_is_on_the_spot(c: Protest) -> Broken | None:
    """An objection to the opening comes at the opening."""
    return _late(c, Against.OPENING)


@rule(
    "T24C",
    BIDDING_ORDINANCE("第五十四条", "应当在中标候选人公示期间提出"),
    zh=_ZH,
    en=_EN,
    severity=Severity.WARN,
)
def objection_to_candidates_is_in_the_publicity(c: Protest) -> Broken | None:
    """An objection to the result comes during the publicity."""
    return _late(c, Against.CANDIDATES)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to an objection that came on ``received_on``."""

    today: date
    received_on: date
    about: Against = Against.DOCUMENTS
    within: int = ANSWER_DAYS
    """Days for the answer, more when rest moves their end."""


@rule(
    "T24A",
    BIDDING_ORDINANCE("第二十二条", "招标人应当自收到异议之日起3日内作出答复"),
    zh="答复距收到异议 {days} 日，超过 3 日；请说明原因",
    en="the answer comes {days} days after the objection, more than 3; say why",
    severity=Severity.WARN,
)
def answer_is_in_time(c: Answer) -> Broken | None:
    """An objection is answered within three days."""
    days = (c.today - c.received_on).days
    return broken(days=days) if days > c.within else None


@rule(
    "T24O",
    BIDDING_ORDINANCE("第四十四条", "招标人应当当场作出答复，并制作记录"),
    zh="对开标的异议 {received} 提出，今天才答复；应当当场答复，请在记录中说明原因",
    en="the opening was objected to on {received} and answered only today; say why in the record",
    severity=Severity.WARN,
)
def opening_is_answered_on_the_spot(c: Answer) -> Broken | None:
    """An objection to the opening is answered at the opening."""
    late = c.about is Against.OPENING and c.today > c.received_on
    return broken(received=c.received_on) if late else None


COPY = RuleSet("copy of a notice", (*copy_says_the_same, *copy_is_free_of_charge), zh="不能登记")
TAKING = RuleSet(
    "taking of the documents",
    (*documents_are_on_sale, documents_cost_no_more_than_their_print),
    zh="不能领取",
)
PAUSED = RuleSet(
    "pause", (*nothing_goes_on_before_the_answer, no_order_stops_it), zh="招标投标活动暂停"
)
ORDERED = RuleSet("order to stop", (no_order_stops_it,), zh="招标投标活动暂停")
LODGING = RuleSet("complaint", (complaint_is_in_time,), zh="投诉")
TAKING_UP = RuleSet("taking up of a complaint", (complaint_is_taken_up_in_time,), zh="受理投诉")
DECIDING = RuleSet("decision on a complaint", (complaint_is_decided_in_time,), zh="处理投诉")
PROTEST = RuleSet(
    "objection",
    (
        objection_is_in_time,
        objection_to_prequalification_is_in_time,
        objection_to_opening_is_on_the_spot,
        objection_to_candidates_is_in_the_publicity,
    ),
    zh="异议",
)
ANSWER = RuleSet("answer", (answer_is_in_time, opening_is_answered_on_the_spot), zh="答复")
