"""台账: the states of a unit or lot, from acceptance to the scrap yard."""

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


class ItemState(Word):
    """Where an item stands. A lot stays in stock while parts of it go down.

    A lot whose stock is in repair may have parts underground: they come up or are
    used up all the same.
    """

    IN_STOCK = "in_stock", "在库"
    UNDERGROUND = "underground", "井下"
    IN_REPAIR = "in_repair", "在修"
    SCRAPPED = "scrapped", "已报废"


SERVING = (ItemState.IN_STOCK, ItemState.UNDERGROUND, ItemState.IN_REPAIR)
"""The states of what is not scrapped."""


class Importance(Word):
    """重要等级: how much depends on one unit."""

    A = "A", "关键"
    B = "B", "重要"
    C = "C", "一般"


class AliasKind(Word):
    """What else a thing is called, and by whom."""

    MAKER_SERIAL = "maker_serial", "厂家编号"
    OLD_NUMBER = "old_number", "原编号"
    GS1 = "gs1", "GS1 标识"
    VAA = "vaa", "工业互联网标识"
    OTHER = "other", "其他编号"


class Plate(Word):
    """What hangs on a unit or stands on it, so that anybody can tell what it is and whose."""

    NAMEPLATE = "nameplate", "铭牌"
    MARK = "mark", "安全标志牌"
    EX = "ex", "防爆标志牌"
    CERTIFICATE = "certificate", "防爆检查合格证"
    KEEPER = "keeper", "包机牌"
    ROUTE = "route", "电缆去向牌"


IN_STORE = ("split", "cut", "issue", "give_back", "return_offcut")
"""What a keeper does with what lies in his store; it stays there or is handed out."""

UNDONE = ("undo_enter", "undo_leave", "undo_enter_part", "undo_leave_part")
"""What a correction of a scan does; the scan itself stays."""

LOST = ("lose", "lose_part", "lose_last")
"""How what nobody found again underground leaves the register."""

ITEM = Machine(
    "item",
    ItemState,
    {
        (START, "take_in"): ItemState.IN_STOCK,
        (START, "part_off"): ItemState.IN_STOCK,
        (START, "enrol"): ItemState.IN_STOCK,
        (START, "enrol_below"): ItemState.UNDERGROUND,
        **{(ItemState.IN_STOCK, each): ItemState.IN_STOCK for each in IN_STORE},
        **{(state, each): state for each in ("install", "take_out") for state in SERVING},
        (ItemState.IN_STOCK, "enter"): ItemState.UNDERGROUND,
        (ItemState.UNDERGROUND, "leave"): ItemState.IN_STOCK,
        (ItemState.UNDERGROUND, "undo_enter"): ItemState.IN_STOCK,
        (ItemState.IN_STOCK, "undo_leave"): ItemState.UNDERGROUND,
        (ItemState.IN_STOCK, "undo_enter_part"): ItemState.IN_STOCK,
        (ItemState.IN_STOCK, "undo_leave_part"): ItemState.IN_STOCK,
        (ItemState.IN_STOCK, "enter_part"): ItemState.IN_STOCK,
        (ItemState.IN_STOCK, "leave_part"): ItemState.IN_STOCK,
        (ItemState.IN_STOCK, "consume"): ItemState.IN_STOCK,
        (ItemState.IN_STOCK, "start_repair"): ItemState.IN_REPAIR,
        (ItemState.UNDERGROUND, "start_repair"): ItemState.UNDERGROUND,
        (ItemState.IN_REPAIR, "end_repair"): ItemState.IN_STOCK,
        (ItemState.IN_REPAIR, "leave_part"): ItemState.IN_REPAIR,
        (ItemState.IN_REPAIR, "consume"): ItemState.IN_REPAIR,
        (ItemState.UNDERGROUND, "end_repair"): ItemState.UNDERGROUND,
        (ItemState.IN_STOCK, "scrap_part"): ItemState.IN_STOCK,
        (ItemState.UNDERGROUND, "lose"): ItemState.SCRAPPED,
        (ItemState.IN_STOCK, "lose_part"): ItemState.IN_STOCK,
        (ItemState.IN_STOCK, "lose_last"): ItemState.SCRAPPED,
        (ItemState.IN_STOCK, "scrap"): ItemState.SCRAPPED,
        (ItemState.IN_REPAIR, "scrap"): ItemState.SCRAPPED,
    },
    zh="台账物品",
    says={
        "take_in": "入库",
        "part_off": "分出",
        "enrol": "补录",
        "enrol_below": "补录（井下）",
        "split": "拆分",
        "cut": "裁切",
        "issue": "发料",
        "give_back": "退料",
        "return_offcut": "余料退库",
        "install": "安装部件",
        "take_out": "拆下部件",
        "enter": "入井",
        "leave": "升井",
        "undo_enter": "更正入井",
        "undo_leave": "更正升井",
        "undo_enter_part": "更正部分入井",
        "undo_leave_part": "更正部分升井",
        "enter_part": "部分入井",
        "leave_part": "部分升井",
        "consume": "消耗",
        "start_repair": "开始维修",
        "end_repair": "结束维修",
        "scrap_part": "部分报废",
        "lose": "核销",
        "lose_part": "部分核销",
        "lose_last": "核销余量",
        "scrap": "报废",
    },
    roles={
        **{each: {Role.KEEPER} for each in ("take_in", "part_off", *IN_STORE)},
        "enrol": {Role.KEEPER, Role.MECHANIC},
        "enrol_below": {Role.KEEPER, Role.MECHANIC},
        "install": {Role.MECHANIC},
        "take_out": {Role.MECHANIC},
        **{each: {Role.KEEPER, Role.SAFETY_OFFICER} for each in UNDONE},
        "enter": {Role.KEEPER},
        "leave": {Role.KEEPER},
        "enter_part": {Role.KEEPER},
        "leave_part": {Role.KEEPER},
        "consume": {Role.KEEPER, Role.MECHANIC},
        "start_repair": {Role.MECHANIC},
        "end_repair": {Role.MECHANIC},
        "scrap_part": {Role.KEEPER, Role.APPROVER},
        **{each: {Role.APPROVER} for each in LOST},
        "scrap": {Role.KEEPER, Role.APPROVER},
    },
)
