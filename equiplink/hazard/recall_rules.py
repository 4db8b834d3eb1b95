"""What may take the place of a thing that a stop-use notice reaches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equiplink.law import HOUSE, Broken, Reading, broken
from equiplink.register.states import SERVING, ItemState
from equiplink.rules import RuleSet, rule


@dataclass(frozen=True, slots=True)
class Substitute:
    """A replacement, and whether the notice reaches either side of it."""

    today: date
    recalled: bool
    replacement: str
    reached: bool
    state: ItemState
    used: bool = False
    """Whether it took another thing's place already."""


@rule(
    "CT9",
    HOUSE("第一百零六条", "更换的物资不得在停用范围之内", reading=Reading.BELIEVED),
    zh="{replacement} 不能用于更换：属于停用范围、已报废或已更换过别的物资，或者原物不在停用范围；"
    "请另选或核对编号",
    en="{replacement} may not take its place: it is recalled itself, scrapped, took another's "
    "place, or what it replaces is not recalled; choose another or check the numbers",
)
def replacement_is_free(c: Substitute) -> Broken | None:
    """What takes a recalled thing's place is in service, free, and not recalled itself."""
    fits = c.recalled and not c.reached and not c.used and c.state in SERVING
    return None if fits else broken(replacement=c.replacement)


SUBSTITUTION = RuleSet("replacing a recalled thing", (replacement_is_free,), zh="停用更换")
