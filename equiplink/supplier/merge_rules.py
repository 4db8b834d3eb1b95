"""When two records of the register are one firm, and the one that closes whitewashes nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equiplink.law import HOUSE, Broken, Reading, Severity, broken
from equiplink.rules import RuleSet, rule
from equiplink.supplier.states import Standing

STRICTNESS = (Standing.ACTIVE, Standing.SUSPENDED, Standing.STRUCK_OFF)
"""From the mildest standing to the strictest."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A record as the register has it."""

    uscc: str
    name: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Merger:
    """The record that closes, the one that remains, and the paper that shows them to be one."""

    today: date
    closes: Listed
    remains: Listed
    document: str


@rule(
    "S38",
    HOUSE("第九十一条", "信用代码不同的，应当有登记机关的变更证明", reading=Reading.BELIEVED),
    zh="信用代码不同（{old} 与 {new}），没有登记机关的变更证明，不能认定为同一单位；"
    "请登记证明文号，不是同一单位的不得合并",
    en="the credit codes differ ({old}, {new}) and no paper of the registry shows the change; give "
    "its number, or keep both records when they are two firms",
)
def change_of_code_is_documented(c: Merger) -> Broken | None:
    """Records of different codes are merged only when the registry's paper shows the change."""
    if c.closes.uscc == c.remains.uscc or c.document:
        return None
    return broken(old=c.closes.uscc, new=c.remains.uscc)


@rule(
    "S39",
    HOUSE("第九十一条", "不得并入已经并入他处的记录", reading=Reading.BELIEVED),
    zh="{name} 的记录本身已并入他处；请并入最终保留的记录",
    en="the record of {name} was itself merged; name the one that remains in the end",
)
def remaining_record_remains(c: Merger) -> Broken | None:
    """A record is merged into one that remains."""
    return broken(name=c.remains.name) if c.remains.standing is Standing.MERGED else None


@rule(
    "S40",
    HOUSE("第九十一条", "不得以合并解除暂停或者除名", reading=Reading.BELIEVED),
    zh="{old} 为“{was}”，保留的记录为“{now}”；请先对保留的记录作同样处理，再合并",
    en="{old} is '{was}', the record that remains '{now}'; treat that one the same first",
)
def nobody_is_reinstated_by_it(c: Merger) -> Broken | None:
    """The record that remains stands as strictly as the one that closes."""
    was, now = c.closes.standing, c.remains.standing
    if now is Standing.MERGED or STRICTNESS.index(now) >= STRICTNESS.index(was):
        return None
    return broken(old=c.closes.name, was=was, now=now)


@rule(
    "S41",
    HOUSE("第九十一条", "名称不同的，应当核对", reading=Reading.BELIEVED),
    zh="两条记录名称不同（{old}、{new}）；请核对更名或者合并的登记文件",
    en="the records have different names ({old}, {new}); check the registry's paper on it",
    severity=Severity.WARN,
)
def names_are_the_same(c: Merger) -> Broken | None:
    """Both records bear one name."""
    old, new = c.closes.name, c.remains.name
    return broken(old=old, new=new) if old != new else None


MERGING = RuleSet(
    "merger of two supplier records",
    (
        change_of_code_is_documented,
        remaining_record_remains,
        nobody_is_reinstated_by_it,
        names_are_the_same,
    ),
    zh="供应商记录不能合并",
)
