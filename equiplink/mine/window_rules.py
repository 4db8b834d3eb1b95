"""班次: what may not be done, and what nothing goes down for, in which shift."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equiplink.law import CAMPAIGN, Broken, broken
from equiplink.mine.states import Danger
from equiplink.rules import RuleSet, rule


@dataclass(frozen=True, slots=True)
class Hour:
    """Work that is to be done at this hour, or something that goes down for it."""

    today: date
    danger: Danger | None
    """What kind of dangerous work it is; None when it is none."""
    windows: tuple[tuple[str, frozenset[str]], ...] = ()
    """The windows that are open now, each with the work that may not be done in it."""


@rule(
    "G15",
    CAMPAIGN("三（三）1", "零点班"),
    zh="“{window}”期间不得安排{danger}作业，所需物资不得入井；请改到其他班次，抢修的由两人办理应急手续",
    en="during '{window}' there is no {danger}, and nothing goes down for it; use another shift, "
    "or have two people allow it as an emergency",
)
def no_dangerous_work_in_this_shift(h: Hour) -> Broken | None:
    """No dangerous work is done, and nothing goes down for it, in a shift that forbids it."""
    names = [name for name, works in h.windows if h.danger in works]
    return broken(window="、".join(names), danger=h.danger) if names else None


SHIFT = RuleSet("shift", (no_dangerous_work_in_this_shift,), zh="班次")
