"""评标中的状态: words of opening record and checklist, the score sheet, the low price."""

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


class EnvelopeState(Word):
    """What the bidders' representatives saw of a bid's seal (招标投标法 第三十六条)."""

    INTACT = "intact", "密封完好"
    DAMAGED = "damaged", "密封破损"
    ELECTRONIC = "electronic", "电子投标，解密校验一致"


class CheckItem(Word):
    """What the preliminary review asks of every bid: the seven of 实施条例 第五十一条."""

    SIGNED = "signed", "单位盖章和负责人签字"
    CONSORTIUM = "consortium", "联合体共同投标协议（不是联合体的为符合）"
    QUALIFIED = "qualified", "资格条件"
    SINGLE = "single", "唯一的投标文件和报价"
    PRICE = "price", "报价不低于成本且不高于最高限价"
    RESPONSIVE = "responsive", "响应实质性要求和条件"
    LAWFUL = "lawful", "无串通投标、弄虚作假、行贿等违法行为"


class Opinion(Word):
    """How a member stands to the evaluation report (实施条例 第五十三条)."""

    AGREES = "agrees", "同意"
    DISSENTS = "dissents", "有不同意见"
    SILENT = "silent", "拒绝签字且未书面说明，视为同意"


class Leaving(Word):
    """Why a member leaves the committee (实施条例 第四十八条)."""

    RECUSAL = "recusal", "回避"
    ABSENCE = "absence", "擅离职守"
    HEALTH = "health", "健康原因"
    OTHER = "other", "其他不能继续评标的原因"


class SheetState(Word):
    """How far a member's score sheet is."""

    ENTERED = "entered", "已录入"
    SIGNED = "signed", "已签字"
    VOID = "void", "作废"


class HoldState(Word):
    """How far the question after an abnormally low price is."""

    ASKED = "asked", "待说明"
    EXPLAINED = "explained", "已说明"
    ACCEPTED = "accepted", "说明成立"
    REFUSED = "refused", "不能说明，按低于成本否决"


SCORE_SHEET = Machine(
    "score_sheet",
    SheetState,
    {
        (START, "fill"): SheetState.ENTERED,
        (SheetState.ENTERED, "fill"): SheetState.ENTERED,
        (SheetState.ENTERED, "sign"): SheetState.SIGNED,
        (SheetState.ENTERED, "annul"): SheetState.VOID,
        (SheetState.SIGNED, "annul"): SheetState.VOID,
    },
    zh="评分表",
    says={"fill": "录入", "sign": "签字", "annul": "作废"},
    roles={
        "fill": {Role.EVALUATOR},
        "sign": {Role.EVALUATOR},
        "annul": {Role.EVALUATOR, Role.BUYER},
    },
)

PRICE_HOLD = Machine(
    "price_hold",
    HoldState,
    {
        (START, "ask"): HoldState.ASKED,
        (HoldState.ASKED, "explain"): HoldState.EXPLAINED,
        (HoldState.ASKED, "refuse"): HoldState.REFUSED,
        (HoldState.EXPLAINED, "accept"): HoldState.ACCEPTED,
        (HoldState.EXPLAINED, "refuse"): HoldState.REFUSED,
    },
    zh="低价说明",
    says={"ask": "要求说明", "explain": "投标人说明", "accept": "接受", "refuse": "不接受"},
    roles={"explain": {Role.BUYER}}
    | {action: {Role.EVALUATOR} for action in ("ask", "accept", "refuse")},
)
