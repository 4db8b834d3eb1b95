"""招标的状态. Deadlines are facts: time alone never moves a tender."""

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


class TenderState(Word):
    """How far a tender is."""

    DRAFT = "draft", "编制"
    PUBLISHED = "published", "已发布"
    OPENED = "opened", "已开标"
    EVALUATED = "evaluated", "已评标"
    PUBLICISED = "publicised", "公示"
    AWARDED = "awarded", "已定标"
    FAILED = "failed", "失败"
    CANCELLED = "cancelled", "终止"


class LotState(Word):
    """What became of a lot (标段) of the tender."""

    PENDING = "pending", "待定标"
    AWARDED = "awarded", "已定标"
    FAILED = "failed", "失败"
    CANCELLED = "cancelled", "终止"


class Method(Word):
    """How it is bought."""

    OPEN_TENDER = "open_tender", "公开招标"
    INVITED_TENDER = "invited_tender", "邀请招标"
    NEGOTIATION = "negotiation", "竞争性谈判"
    INQUIRY = "inquiry", "询价"
    REVERSE_AUCTION = "reverse_auction", "竞价采购"
    DIRECT = "direct", "直接采购"


TENDERS = frozenset({Method.OPEN_TENDER, Method.INVITED_TENDER})
"""The methods that the bidding law knows; the others are the mine's own."""


class Kind(Word):
    """What kind of thing is bought; the law's threshold depends on it."""

    GOODS = "goods", "货物"
    WORKS = "works", "施工"
    SERVICES = "services", "服务"


class Ground(Word):
    """Why it is not tendered openly; which method takes which is in ``method_states``.

    The first two allow an invitation (招标投标法实施条例 第八条), the next six to buy
    without a tender (the same 第九条, 招标投标法 第六十六条), the rest are those of
    政府采购法 第三十条 to 第三十二条, a model where no tender is compulsory.
    """

    FEW_BIDDERS = "few_bidders", "潜在投标人少"
    COST_SHARE = "cost_share", "费用占比过大"
    SPECIAL = "special", "特殊情况"
    PATENT = "patent", "专利或专有技术"
    OWN_MAKE = "own_make", "自行生产提供"
    CONCESSION = "concession", "特许经营投资人"
    ORIGINAL_WINNER = "original_winner", "向原中标人采购"
    STATE_RULE = "state_rule", "国家规定的其他情形"
    FAILED_TENDER = "failed_tender", "招标未能成立"
    COMPLEX = "complex", "技术复杂或性质特殊"
    URGENT = "urgent", "招标时间不能满足紧急需要"
    NO_TOTAL = "no_total", "不能事先计算价格总额"
    SOLE_SUPPLIER = "sole_supplier", "唯一供应商"
    UNFORESEEN = "unforeseen", "不可预见的紧急情况"
    CONSISTENCY = "consistency", "原供应商处添购"
    STANDARD_GOODS = "standard_goods", "规格统一、货源充足、价格稳定"


INVITING = frozenset({Ground.FEW_BIDDERS, Ground.COST_SHARE})
EXEMPTING = frozenset(
    {
        Ground.SPECIAL,
        Ground.PATENT,
        Ground.OWN_MAKE,
        Ground.CONCESSION,
        Ground.ORIGINAL_WINNER,
        Ground.STATE_RULE,
    }
)


class Rejection(Word):
    """Why a bid is rejected (招标投标法实施条例 第五十一条, and 第三十四条 for the last)."""

    UNSIGNED = "unsigned", "未签章"
    NO_CONSORTIUM_AGREEMENT = "no_consortium_agreement", "无联合体协议"
    UNQUALIFIED = "unqualified", "不具资格"
    SEVERAL_PRICES = "several_prices", "多个报价"
    BELOW_COST = "below_cost", "低于成本"
    ABOVE_MAX_PRICE = "above_max_price", "超过最高限价"
    NOT_RESPONSIVE = "not_responsive", "未实质响应"
    UNLAWFUL = "unlawful", "违法行为"
    RELATED_BIDDERS = "related_bidders", "投标人有关联"


class Skip(Word):
    """Why the first-ranked does not win, or his award is set aside (招标投标法实施条例 第五十五条).

    ``TIED`` has no first; it sets nothing aside.
    """

    GAVE_UP = "gave_up", "放弃中标"
    FORCE_MAJEURE = "force_majeure", "不可抗力"
    NO_PERFORMANCE_BOND = "no_performance_bond", "未交履约保证金"
    UNLAWFUL = "unlawful", "查实违法"
    TIED = "tied", "并列无第一名"


class Evaluation(Word):
    """经评审的最低投标价法 and 综合评估法 (招标投标法 第四十一条)."""

    LOWEST_EVALUATED_PRICE = "lowest_evaluated_price", "经评审的最低投标价法"
    COMPREHENSIVE = "comprehensive", "综合评估法"


class BidState(Word):
    """What became of a bid."""

    SEALED = "sealed", "密封"
    WITHDRAWN = "withdrawn", "撤回"
    LATE = "late", "逾期"
    RETURNED = "returned", "原封退回"
    OPENED = "opened", "已开启"
    REJECTED = "rejected", "否决"
    CANDIDATE = "candidate", "候选"
    WON = "won", "中标"
    DROPPED = "dropped", "退出候选"
    SET_ASIDE = "set_aside", "取消中标"
    BOUND = "bound", "已签约"


class Seal(Word):
    """Who keeps the key to the bids until the opening."""

    FILE = "file", "密钥文件"
    """The chain's key file: whoever has it and the database can open early."""
    SPLIT = "split", "分持密钥"
    """Named officers, each a share of it: nobody can open alone."""


KEYHOLDERS = frozenset({Role.BUYER, Role.APPROVER, Role.SAFETY_OFFICER, Role.INSPECTOR})
"""Who may hold a share of a key: neither who runs the database nor who scores."""


class Formula(Word):
    """How a price becomes points; named in the tender documents."""

    LOWEST_OVER_PRICE = "lowest_over_price", "最低价除以报价"
    """weight × lowest price ÷ price: the lowest has all the points."""
    MEAN_DEVIATION = "mean_deviation", "偏离平均价"
    """weight − percent off the mean of all valid prices × points for each; never below 0."""
    TRIMMED_DEVIATION = "trimmed_deviation", "偏离去极值平均价"
    """The same, but of five or more prices the highest and the lowest do not count in the mean."""


class NoticeKind(Word):
    """What a notice tells."""

    PREQUALIFICATION = "prequalification", "资格预审公告"
    TENDER = "tender", "招标公告"
    CLARIFICATION = "clarification", "澄清修改通知"
    CANDIDATES = "candidates", "中标候选人公示"
    AWARD = "award", "中标结果公告"
    TERMINATION = "termination", "终止公告"


class Against(Word):
    """What an objection is about; that sets its last day."""

    PREQUALIFICATION = "prequalification", "资格预审文件"
    DOCUMENTS = "documents", "招标文件"
    OPENING = "opening", "开标"
    CANDIDATES = "candidates", "评标结果"


class Extension(Word):
    """What a clarification does to the deadline when no new one is given."""

    NONE = "none", "不顺延"
    AS_NEEDED = "as_needed", "按需顺延"


class Qualified(Word):
    """What became of an application for prequalification."""

    PENDING = "pending", "待审"
    LATE = "late", "逾期"
    PASSED = "passed", "通过"
    FAILED = "failed", "未通过"


class BondPaid(Word):
    """How a bid bond was paid."""

    TRANSFER = "transfer", "转账"
    CASH = "cash", "现金"
    CHEQUE = "cheque", "支票"
    GUARANTEE = "guarantee", "保函"


class Forfeit(Word):
    """Why a bid bond is kept (招标投标法实施条例 第三十五条, 第七十四条)."""

    REVOKED = "revoked", "截止后撤销投标"
    REFUSED_CONTRACT = "refused_contract", "无正当理由不订立合同"
    ADDED_CONDITIONS = "added_conditions", "订立合同时附加条件"
    NO_PERFORMANCE_BOND = "no_performance_bond", "不提交履约保证金"


class Outcome(Word):
    """What the authority made of a complaint."""

    TAKEN_UP = "taken_up", "受理"
    REFUSED = "refused", "不予受理"


TENDER = Machine(
    "tender",
    TenderState,
    {
        (START, "draft"): TenderState.DRAFT,
        (TenderState.DRAFT, "invite"): TenderState.DRAFT,
        (TenderState.DRAFT, "seat"): TenderState.DRAFT,
        (TenderState.DRAFT, "object"): TenderState.DRAFT,
        (TenderState.DRAFT, "answer"): TenderState.DRAFT,
        (TenderState.DRAFT, "publish"): TenderState.PUBLISHED,
        (TenderState.PUBLISHED, "object"): TenderState.PUBLISHED,
        (TenderState.PUBLISHED, "answer"): TenderState.PUBLISHED,
        (TenderState.PUBLISHED, "seat"): TenderState.PUBLISHED,
        (TenderState.PUBLISHED, "clarify"): TenderState.PUBLISHED,
        (TenderState.PUBLISHED, "hand_in_share"): TenderState.PUBLISHED,
        (TenderState.PUBLISHED, "lose_share"): TenderState.PUBLISHED,
        (TenderState.PUBLISHED, "open"): TenderState.OPENED,
        (TenderState.PUBLISHED, "fail"): TenderState.FAILED,
        (TenderState.OPENED, "seat"): TenderState.OPENED,
        (TenderState.OPENED, "object"): TenderState.OPENED,
        (TenderState.OPENED, "answer"): TenderState.OPENED,
        (TenderState.OPENED, "record_opening"): TenderState.OPENED,
        (TenderState.OPENED, "release"): TenderState.OPENED,
        (TenderState.OPENED, "evaluate"): TenderState.EVALUATED,
        (TenderState.OPENED, "fail"): TenderState.FAILED,
        (TenderState.OPENED, "next_round"): TenderState.OPENED,
        (TenderState.EVALUATED, "sign_report"): TenderState.EVALUATED,
        (TenderState.EVALUATED, "note_silence"): TenderState.EVALUATED,
        (TenderState.EVALUATED, "publicise"): TenderState.PUBLICISED,
        (TenderState.EVALUATED, "award"): TenderState.AWARDED,
        (TenderState.EVALUATED, "conclude"): TenderState.AWARDED,
        (TenderState.EVALUATED, "set_aside"): TenderState.EVALUATED,
        (TenderState.EVALUATED, "fail"): TenderState.FAILED,
        (TenderState.EVALUATED, "next_round"): TenderState.EVALUATED,
        (TenderState.PUBLICISED, "object"): TenderState.PUBLICISED,
        (TenderState.PUBLICISED, "answer"): TenderState.PUBLICISED,
        (TenderState.PUBLICISED, "award"): TenderState.AWARDED,
        (TenderState.PUBLICISED, "conclude"): TenderState.AWARDED,
        (TenderState.PUBLICISED, "set_aside"): TenderState.PUBLICISED,
        (TenderState.PUBLICISED, "fail"): TenderState.FAILED,
        (TenderState.PUBLICISED, "next_round"): TenderState.PUBLICISED,
        (TenderState.AWARDED, "set_aside"): TenderState.EVALUATED,
        (TenderState.AWARDED, "next_round"): TenderState.AWARDED,
        (TenderState.FAILED, "next_round"): TenderState.FAILED,
        (TenderState.DRAFT, "cancel"): TenderState.CANCELLED,
        (TenderState.PUBLISHED, "cancel"): TenderState.CANCELLED,
    },
    zh="招标",
    says={
        "draft": "编制",
        "invite": "邀请",
        "seat": "委员入席",
        "publish": "发布",
        "object": "提出异议",
        "answer": "答复异议",
        "clarify": "澄清",
        "hand_in_share": "交出密钥份额",
        "lose_share": "份额作废",
        "open": "开标",
        "fail": "宣布失败",
        "record_opening": "记录开标",
        "release": "委员退出",
        "evaluate": "评标",
        "sign_report": "签署评标报告",
        "note_silence": "记录拒签",
        "publicise": "公示",
        "award": "定标",
        "conclude": "结束定标",
        "set_aside": "取消中标",
        "next_round": "重新招标",
        "cancel": "终止",
    },
    roles={
        "draft": {Role.BUYER},
        "invite": {Role.BUYER},
        "seat": {Role.BUYER},
        "object": {Role.BUYER},
        "answer": {Role.BUYER},
        "next_round": {Role.BUYER},
        "publish": {Role.BUYER},
        "clarify": {Role.BUYER},
        "hand_in_share": KEYHOLDERS,
        "lose_share": KEYHOLDERS,
        "open": {Role.BUYER},
        "fail": {Role.BUYER, Role.CLOCK},
        "record_opening": {Role.BUYER},
        "release": {Role.BUYER},
        "evaluate": {Role.BUYER, Role.EVALUATOR},
        "sign_report": {Role.EVALUATOR},
        "note_silence": {Role.BUYER},
        "publicise": {Role.BUYER},
        "award": {Role.APPROVER},
        "conclude": {Role.BUYER},
        "set_aside": {Role.APPROVER},
        "cancel": {Role.BUYER},
    },
)

LOT = Machine(
    "lot",
    LotState,
    {
        (START, "divide"): LotState.PENDING,
        (LotState.PENDING, "award"): LotState.AWARDED,
        (LotState.PENDING, "fail"): LotState.FAILED,
        (LotState.PENDING, "cancel"): LotState.CANCELLED,
        (LotState.AWARDED, "set_aside"): LotState.PENDING,
    },
    zh="标段",
    says={
        "divide": "划分",
        "award": "定标",
        "fail": "宣布失败",
        "cancel": "终止",
        "set_aside": "取消中标",
    },
    roles={
        "divide": {Role.BUYER},
        "award": {Role.APPROVER},
        "fail": {Role.BUYER, Role.CLOCK},
        "cancel": {Role.BUYER},
        "set_aside": {Role.APPROVER},
    },
)

BID = Machine(
    "bid",
    BidState,
    {
        (START, "submit"): BidState.SEALED,
        (START, "refuse_late"): BidState.LATE,
        (BidState.SEALED, "withdraw"): BidState.WITHDRAWN,
        (BidState.SEALED, "give_back"): BidState.RETURNED,
        (BidState.SEALED, "unseal"): BidState.OPENED,
        (BidState.OPENED, "check"): BidState.OPENED,
        (BidState.OPENED, "adjust"): BidState.OPENED,
        (BidState.OPENED, "reject"): BidState.REJECTED,
        (BidState.OPENED, "nominate"): BidState.CANDIDATE,
        (BidState.CANDIDATE, "drop"): BidState.DROPPED,
        (BidState.CANDIDATE, "win"): BidState.WON,
        (BidState.WON, "set_aside"): BidState.SET_ASIDE,
        (BidState.WON, "bind"): BidState.BOUND,
    },
    zh="投标",
    says={
        "submit": "递交",
        "refuse_late": "逾期拒收",
        "withdraw": "撤回",
        "give_back": "原封退回",
        "unseal": "开启",
        "check": "初步评审",
        "adjust": "价格调整",
        "reject": "否决",
        "nominate": "推荐为候选",
        "drop": "退出候选",
        "win": "中标",
        "set_aside": "取消中标",
        "bind": "签订合同",
    },
    roles={
        "submit": {Role.BUYER},
        "refuse_late": {Role.BUYER},
        "withdraw": {Role.BUYER},
        "give_back": {Role.BUYER, Role.CLOCK},
        "unseal": {Role.BUYER},
        "check": {Role.EVALUATOR},
        "adjust": {Role.EVALUATOR},
        "reject": {Role.EVALUATOR},
        "nominate": {Role.BUYER, Role.EVALUATOR},
        "drop": {Role.APPROVER},
        "win": {Role.APPROVER},
        "set_aside": {Role.APPROVER},
    },
)
