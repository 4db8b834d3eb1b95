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


ITEM = Machine(
    "item",
    ItemState,
    {
        (START, "take_in"): ItemState.IN_STOCK,
        (ItemState.IN_STOCK, "enter"): ItemState.UNDERGROUND,
        (ItemState.UNDERGROUND, "leave"): ItemState.IN_STOCK,
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
        (ItemState.IN_STOCK, "scrap"): ItemState.SCRAPPED,
        (ItemState.IN_REPAIR, "scrap"): ItemState.SCRAPPED,
    },
    zh="台账物品",
    says={
        "take_in": "入库",
        "enter": "入井",
        "leave": "升井",
        "enter_part": "部分入井",
        "leave_part": "部分升井",
        "consume": "消耗",
        "start_repair": "开始维修",
        "end_repair": "结束维修",
        "scrap_part": "部分报废",
        "scrap": "报废",
    },
    roles={
        "take_in": {Role.KEEPER},
        "enter": {Role.KEEPER},
        "leave": {Role.KEEPER},
        "enter_part": {Role.KEEPER},
        "leave_part": {Role.KEEPER},
        "consume": {Role.KEEPER, Role.MECHANIC},
        "start_repair": {Role.MECHANIC},
        "end_repair": {Role.MECHANIC},
        "scrap_part": {Role.KEEPER, Role.APPROVER},
        "scrap": {Role.KEEPER, Role.APPROVER},
    },
)
