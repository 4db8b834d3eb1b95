"""The nine words of 煤矿安全生产条例 第二十五条 and the ledger's actions that tell of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

NINE_WORDS: dict[str, frozenset[tuple[str, str]]] = {
    "购置": frozenset({("plan", "approve"), ("lot", "award"), ("contract", "sign")}),
    "入库": frozenset({("acceptance", "accept"), ("item", "take_in")}),
    "使用": frozenset({("item", "enter"), ("item", "enter_part"), ("placement", "place")}),
    "维护": frozenset({("job", "start_maintenance")}),
    "保养": frozenset({("job", "start_care")}),
    "检测": frozenset({("job", "start_test"), ("entry_inspection", "inspect")}),
    "维修": frozenset({("job", "start_repair")}),
    "改造": frozenset({("job", "start_modification")}),
    "报废": frozenset({("item", "scrap"), ("item", "lose"), ("item", "lose_last")}),
}
"""Each word with the (table, action) pairs that record it."""


def spoken(entries: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return the words that the (table, action) pairs tell of, in the order of the clause."""
    seen = set(entries)
    return tuple(word for word, told in NINE_WORDS.items() if not told.isdisjoint(seen))


@dataclass(frozen=True, slots=True)
class Life:
    """What of a thing's life decides which words can apply to it yet."""

    lot: bool = False
    """Whether it is a lot: nobody maintains, tests, repairs or modifies a heap of bolts."""
    used: bool = False
    troubled: bool = False
    """Whether a fault was reported or a job failed."""
    ended: bool = False


def waiting(life: Life) -> frozenset[str]:
    """Return the words that cannot apply to such a thing yet, or ever."""
    found = {"改造"}
    if not life.used:
        found |= {"使用", "维护", "保养", "检测"}
    if life.lot:
        found |= {"维护", "保养", "检测", "维修"}
    if not life.troubled:
        found |= {"维修"}
    if not life.ended:
        found |= {"报废"}
    return frozenset(found)


def missing(words: Iterable[str], life: Life) -> tuple[str, ...]:
    """Return the words that apply and that nothing tells of."""
    told = {*words, *waiting(life)}
    return tuple(word for word in NINE_WORDS if word not in told)
