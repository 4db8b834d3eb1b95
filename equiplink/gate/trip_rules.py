"""What a trip that goes together asks of each thing on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equiplink.law import HOUSE, Broken, Reading, broken
from equiplink.rules import RuleSet, rule


@dataclass(frozen=True, slots=True)
class Company:
    """The tags on the same trip that were refused."""

    today: date
    refused: tuple[str, ...]


@rule(
    "G52",
    HOUSE("第一百三十一条", "其中一件不得通行的，全部不得通行", reading=Reading.BELIEVED),
    zh="同车物资整车放行，其中 {refused} 不得通行；请卸下或者处理后重新扫码",
    en="this trip goes together, and {refused} may not pass; unload it or put it right, scan again",
)
def everything_on_the_trip_may_pass(c: Company) -> Broken | None:
    """On a trip that goes together nothing else was refused."""
    return broken(refused="、".join(c.refused)) if c.refused else None


COMPANY = RuleSet("going together", (everything_on_the_trip_may_pass,), zh="整车放行")
