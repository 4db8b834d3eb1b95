"""标签的去向，预制标牌的状态."""

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


class Fate(Word):
    """Why a tag is void."""

    REPLACED = "replaced", "已更换"
    LOST = "lost", "已遗失"
    SCRAPPED = "scrapped", "随物报废"


class BlankState(Word):
    """How far a pre-printed plate is."""

    PRINTED = "printed", "未认领"
    CLAIMED = "claimed", "已认领"
    WRITTEN_OFF = "written_off", "已注销"


BLANK_TAG = Machine(
    "blank_tag",
    BlankState,
    {
        (START, "print"): BlankState.PRINTED,
        (BlankState.PRINTED, "claim"): BlankState.CLAIMED,
        (BlankState.PRINTED, "write_off"): BlankState.WRITTEN_OFF,
    },
    zh="预制标牌",
    says={"print": "印制", "claim": "认领", "write_off": "注销"},
    roles={
        "print": {Role.KEEPER},
        "claim": {Role.KEEPER},
        "write_off": {Role.KEEPER},
    },
)
