"""存量补录的状态，缺少的证明材料，风险等级."""

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


class Standing(Word):
    """How far a thing that was here before the register has come."""

    PROVISIONAL = "provisional", "临时"
    REGULAR = "regular", "已转正"
    OUT = "out", "已清出"


class Evidence(Word):
    """What a thing has to show before it is regular."""

    MARK = "mark", "安全标志编号"
    EX_MARK = "ex_mark", "防爆标志"
    EX_CERTIFICATE = "ex_certificate", "防爆合格证"
    BELT_TEST = "third_party_test", "第三方试验报告"
    SERIAL = "serial", "出厂编号"
    MADE_ON = "made_on", "生产日期"
    EXPIRES_ON = "expires_on", "失效日期"
    PRODUCT_CERTIFICATE = "product_certificate", "产品合格证"
    PURCHASE = "purchase", "购置凭证"
    PLACE = "place", "所在地点"
    PAPERS = "papers", "其他随货文件"


class Risk(Word):
    """风险等级, by which the date is set."""

    HIGH = "high", "高"
    MEDIUM = "medium", "中"
    LOW = "low", "低"


ENROLMENT = Machine(
    "enrolment",
    Standing,
    {
        (START, "enrol"): Standing.PROVISIONAL,
        (Standing.PROVISIONAL, "supply"): Standing.PROVISIONAL,
        (Standing.PROVISIONAL, "regularise"): Standing.REGULAR,
        (Standing.PROVISIONAL, "turn_out"): Standing.OUT,
    },
    zh="补录单",
    says={
        "enrol": "补录",
        "supply": "补充材料",
        "regularise": "转正",
        "turn_out": "清出",
    },
    roles={
        "enrol": {Role.KEEPER, Role.MECHANIC},
        "supply": {Role.KEEPER, Role.MECHANIC},
        "regularise": {Role.ACCEPTOR},
        "turn_out": {Role.KEEPER, Role.SAFETY_OFFICER},
    },
)
