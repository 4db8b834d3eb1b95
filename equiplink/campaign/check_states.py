"""What a round of checks covers, and how an item of a checklist is answered."""

from equiplink.words import Word


class PointKind(Word):
    """单元、环节、岗位、部位: what a self-check has to cover (H03)."""

    UNIT = "unit", "单元"
    LINK = "link", "环节"
    POST = "post", "岗位"
    PART = "part", "部位"


class Conformity(Word):
    """How an item of a checklist was found."""

    GOOD = "good", "符合"
    BAD = "bad", "不符合"
    NOT_APPLICABLE = "not_applicable", "不涉及"
