"""The words of the mine: zones, roles and kinds of certificates."""

from equiplink.words import Word


class Zone(Word):
    """Where a place lies, by the columns of the table in 煤矿安全规程 that chooses equipment."""

    SURFACE = "surface", "地面"
    SHAFT = "shaft", "井筒"
    PIT_BOTTOM = "pit_bottom", "井底车场"
    MAIN_SUBSTATION = "main_substation", "中央变电所"
    MAIN_INTAKE = "main_intake", "总进风巷"
    DISTRICT_INTAKE = "district_intake", "采区进风巷"
    CHAMBER = "chamber", "硐室"
    TIPPLER = "tippler", "翻车机硐室"
    RETURN = "return", "回风巷"
    FACE = "face", "采掘工作面"


UNDERGROUND = frozenset(Zone) - {Zone.SURFACE}


class Role(Word):
    """What a person answers for. One person may hold several."""

    ADMINISTRATOR = "administrator", "管理员"
    PLANNER = "planner", "计划员"
    APPROVER = "approver", "审批人"
    BUYER = "buyer", "采购员"
    EVALUATOR = "evaluator", "评标委员"
    ACCEPTOR = "acceptor", "验收员"
    EX_INSPECTOR = "ex_inspector", "防爆检查员"
    KEEPER = "keeper", "保管员"
    MECHANIC = "mechanic", "机电维修工"
    SAFETY_OFFICER = "safety_officer", "安全管理人员"
    INSPECTOR = "inspector", "监察人员"
    CLOCK = "clock", "定时"
    """No person: what only time has decided, and ``tick`` writes down."""


PEOPLE = frozenset(Role) - {Role.CLOCK}
"""What a person can be."""


class Permit(Word):
    """What a person's certificate says that he may do."""

    EX_INSPECTION = "ex_inspection", "防爆检查"
    EVALUATION = "evaluation", "评标"
    ACCEPTANCE = "acceptance", "验收"
    ELECTRICIAN = "electrician", "电工"
    SAFETY_MANAGEMENT = "safety_management", "安全管理"
    BLASTING = "blasting", "爆破作业"


class Danger(Word):
    """Work that the campaign calls dangerous (G15)."""

    HOISTING = "hoisting", "吊装"
    HOT_WORK = "hot_work", "动火"
    REPAIR = "repair", "检维修"
    INSTALLATION = "installation", "安装、回撤"
