"""供应商、违规案件、评价的状态. Debarment is a fact with dates, not a state."""

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


class Standing(Word):
    """Whether the mine keeps the supplier on its register."""

    ACTIVE = "active", "正常"
    SUSPENDED = "suspended", "暂停"
    STRUCK_OFF = "struck_off", "除名"
    MERGED = "merged", "已并入"


class Cause(Word):
    """Why somebody may not sell (rules S05 to S07)."""

    COLLUSION = "collusion", "串通投标"
    FRAUD = "fraud", "弄虚作假"
    NON_PERFORMANCE = "non_performance", "不履行合同"
    SAFETY_DISHONESTY = "safety_dishonesty", "安全生产失信"
    MARKET_DISHONESTY = "market_dishonesty", "市场监管失信"
    COURT_DEFAULT = "court_default", "失信被执行人"
    MINE_DECISION = "mine_decision", "本矿决定"
    INTERIM = "interim", "立案期间暂停"


class ListName(Word):
    """A public list that is asked about a supplier, and the debarment that it gives."""

    WORK_SAFETY = "work_safety", "安全生产严重失信主体名单"
    MARKET = "market", "市场监管严重违法失信名单"
    COURT = "court", "失信被执行人名单"


class Capacity(Word):
    """In which capacity a supplier sells a maker's goods."""

    MANUFACTURER = "manufacturer", "生产厂家"
    DISTRIBUTOR = "distributor", "经销商"


class Offence(Word):
    """What a supplier is accused of by the mine."""

    FALSE_PAPERS = "false_papers", "提供虚假证件"
    FAKE_GOODS = "fake_goods", "以假充真、以次充好"
    COLLUSION = "collusion", "串通投标"
    BRIBERY = "bribery", "行贿"
    NON_PERFORMANCE = "non_performance", "不履行合同"
    OTHER = "other", "其他违约"


UNTRUE = frozenset({Offence.FALSE_PAPERS, Offence.FAKE_GOODS})
"""Offences that put goods in doubt which are here already."""


class Verdict(Word):
    """How the mine decided upon an accusation."""

    SATISFIED = "satisfied", "违规成立"
    NO_VIOLATION = "no_violation", "未违规"
    LACK_OF_EVIDENCE = "lack_of_evidence", "证据不足"


class CaseState(Word):
    """How far a case against a supplier is."""

    DRAFTED = "drafted", "已起草"
    TOLD = "told", "已告知"
    HEARD = "heard", "已听取陈述"
    DECIDED = "decided", "已决定"
    COMPLAINED = "complained", "已申请复核"
    REVIEWED = "reviewed", "已复核"


class Category(Word):
    """What people who worked with a delivery rate from 1 to 5 (S08)."""

    QUALITY = "quality", "交付质量"
    TIMELINESS = "timeliness", "交付时效"
    COOPERATION = "cooperation", "配合度"


class RatingState(Word):
    """Whether a rating counts."""

    GIVEN = "given", "待确认"
    CONFIRMED = "confirmed", "已确认"
    REFUSED = "refused", "不予确认"


class MarkKind(Word):
    """What a later stage saw of the supplier."""

    DELIVERED_ON_TIME = "delivered_on_time", "按期到货"
    DELIVERED_LATE = "delivered_late", "逾期到货"
    ACCEPTED = "accepted", "验收合格"
    REJECTED = "rejected", "验收拒收"
    RETURNED = "returned", "整批退回"
    LATE_PAPERS = "late_papers", "随货文件不全"
    GATE_REFUSED = "gate_refused", "井口拒入"
    FAILED_UNDERGROUND = "failed_underground", "井下失效"
    RATED = "rated", "使用评价"


class Grade(Word):
    """What the marks add up to."""

    A = "A"
    B = "B"
    C = "C"


SUPPLIER = Machine(
    "supplier",
    Standing,
    {
        (START, "register"): Standing.ACTIVE,
        (Standing.ACTIVE, "change"): Standing.ACTIVE,
        (Standing.SUSPENDED, "change"): Standing.SUSPENDED,
        (Standing.ACTIVE, "re_evaluate"): Standing.ACTIVE,
        (Standing.SUSPENDED, "re_evaluate"): Standing.SUSPENDED,
        (Standing.ACTIVE, "suspend"): Standing.SUSPENDED,
        (Standing.SUSPENDED, "reinstate"): Standing.ACTIVE,
        (Standing.ACTIVE, "strike_off"): Standing.STRUCK_OFF,
        (Standing.SUSPENDED, "strike_off"): Standing.STRUCK_OFF,
        (Standing.ACTIVE, "merge"): Standing.MERGED,
        (Standing.SUSPENDED, "merge"): Standing.MERGED,
        (Standing.STRUCK_OFF, "merge"): Standing.MERGED,
    },
    zh="供应商",
    says={
        "register": "登记",
        "change": "变更",
        "re_evaluate": "复评",
        "suspend": "暂停",
        "reinstate": "恢复",
        "strike_off": "除名",
        "merge": "并入",
    },
    roles={
        "register": {Role.BUYER},
        "change": {Role.BUYER},
        "re_evaluate": {Role.APPROVER},
        "suspend": {Role.APPROVER},
        "reinstate": {Role.APPROVER},
        "strike_off": {Role.APPROVER},
        "merge": {Role.APPROVER},
    },
)

VIOLATION = Machine(
    "violation",
    CaseState,
    {
        (START, "accuse"): CaseState.DRAFTED,
        (CaseState.DRAFTED, "amend"): CaseState.DRAFTED,
        (CaseState.TOLD, "amend"): CaseState.DRAFTED,
        (CaseState.HEARD, "amend"): CaseState.DRAFTED,
        (CaseState.DRAFTED, "tell"): CaseState.TOLD,
        (CaseState.TOLD, "hear"): CaseState.HEARD,
        (CaseState.HEARD, "hear"): CaseState.HEARD,
        (CaseState.HEARD, "decide"): CaseState.DECIDED,
        (CaseState.DECIDED, "complain"): CaseState.COMPLAINED,
        (CaseState.COMPLAINED, "review"): CaseState.REVIEWED,
    },
    zh="违规案件",
    says={
        "accuse": "立案",
        "amend": "修改",
        "tell": "签发告知",
        "hear": "记录陈述",
        "decide": "决定",
        "complain": "申请复核",
        "review": "复核",
    },
    roles={
        "accuse": {Role.BUYER, Role.ACCEPTOR, Role.KEEPER, Role.MECHANIC, Role.SAFETY_OFFICER},
        "amend": {Role.BUYER, Role.ACCEPTOR, Role.KEEPER, Role.MECHANIC, Role.SAFETY_OFFICER},
        "tell": {Role.BUYER, Role.SAFETY_OFFICER},
        "hear": {Role.BUYER, Role.SAFETY_OFFICER},
        "decide": {Role.APPROVER},
        "complain": {Role.BUYER, Role.SAFETY_OFFICER},
        "review": {Role.APPROVER, Role.INSPECTOR},
    },
)
"""Every change sends the case back to its draft: what is told and decided is what was signed."""

SUPPLIER_RATING = Machine(
    "supplier_rating",
    RatingState,
    {
        (START, "rate"): RatingState.GIVEN,
        (RatingState.GIVEN, "confirm"): RatingState.CONFIRMED,
        (RatingState.GIVEN, "refuse"): RatingState.REFUSED,
    },
    zh="供应商评价",
    says={"rate": "评价", "confirm": "确认", "refuse": "不予确认"},
    roles={"confirm": {Role.APPROVER, Role.BUYER}, "refuse": {Role.APPROVER, Role.BUYER}},
)
