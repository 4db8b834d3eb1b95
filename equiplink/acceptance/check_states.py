"""验收项目和计量器具: what is looked at, with what, and how an instrument stands."""

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


class PointKind(Word):
    """What a point of a template asks for."""

    DOCUMENT = "document", "文件"
    COUNT = "count", "数量"
    APPEARANCE = "appearance", "外观"
    NAMEPLATE = "nameplate", "铭牌"
    CONSISTENCY = "consistency", "安标一致性"
    EXPLOSION = "explosion", "防爆性能"
    DIMENSION = "dimension", "尺寸"
    ELECTRICAL = "electrical", "电气"
    PHYSICAL = "physical", "理化和力学"
    RUN = "run", "试运转"


class Family(Word):
    """The classes for which a template is shipped."""

    GENERAL = "general", "一般设备"
    EXPLOSION_PROOF = "explosion_proof", "防爆电气设备"
    CABLE = "cable", "电缆"
    BELT = "belt", "输送带"
    ROPE_PEOPLE = "rope_people", "提人钢丝绳"
    ROPE_MATERIAL = "rope_material", "提物钢丝绳"
    RESCUER = "rescuer", "自救器"
    RESIN = "resin", "树脂锚固剂"
    BOLT = "bolt", "锚杆"


class InstrumentState(Word):
    """Whether a measuring instrument may be used; out of date is a date, no state."""

    IN_USE = "in_use", "在用"
    FAULTY = "faulty", "失准"
    RETIRED = "retired", "停用"


_OWNERS = {Role.ACCEPTOR, Role.EX_INSPECTOR, Role.KEEPER}

INSTRUMENT = Machine(
    "instrument",
    InstrumentState,
    {
        (START, "register"): InstrumentState.IN_USE,
        (InstrumentState.IN_USE, "calibrate"): InstrumentState.IN_USE,
        (InstrumentState.IN_USE, "find_faulty"): InstrumentState.FAULTY,
        (InstrumentState.FAULTY, "calibrate"): InstrumentState.IN_USE,
        (InstrumentState.IN_USE, "retire"): InstrumentState.RETIRED,
        (InstrumentState.FAULTY, "retire"): InstrumentState.RETIRED,
    },
    zh="计量器具",
    says={
        "register": "登记",
        "calibrate": "检定合格",
        "find_faulty": "判为失准",
        "retire": "停用",
    },
    roles={
        "register": _OWNERS,
        "calibrate": _OWNERS,
        "find_faulty": {*_OWNERS, Role.SAFETY_OFFICER, Role.INSPECTOR},
        "retire": _OWNERS,
    },
)
