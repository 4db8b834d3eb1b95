"""What a thing that was here before the register needs to go down, and to become regular."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from equiplink.law import HOUSE, Broken, Reading, Severity, broken
from equiplink.register.enrol_states import Evidence
from equiplink.rules import RuleSet, rule
from equiplink.words import joined

HERE_BEFORE = HOUSE("第一百一十七条", "逾期未补齐的不得入井，应当清出", reading=Reading.BELIEVED)


@dataclass(frozen=True, slots=True)
class Provisional:
    """A thing at the gate; ``until`` is the last day of its provisional standing, None if none."""

    today: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Regularising:
    """A thing that is to become regular: what it still lacks, who entered it, who signs."""

    today: date
    missing: tuple[Evidence, ...]
    entered_by: UUID
    signer: UUID


@dataclass(frozen=True, slots=True)
class TurningOut:
    """A thing that is given up; how much of it is underground, in its unit."""

    today: date
    underground: Decimal
    unit: str


@rule(
    "R31",
    HERE_BEFORE,
    zh="补录物资，临时台账有效至 {until}；请在此之前补齐证明材料",
    en="entered as it was found, provisional until {until}; bring its papers by then",
    severity=Severity.WARN,
)
def is_regular(c: Provisional) -> Broken | None:
    """It is on the register for good."""
    if c.until is None or c.until < c.today:
        return None
    return broken(until=c.until)


@rule(
    "R32",
    HERE_BEFORE,
    zh="补录物资应于 {until} 前补齐证明材料，已逾期；请补齐转正，或者清出",
    en="its papers were due on {until}; make it regular, or take it out of the mine",
)
def was_made_regular_in_time(c: Provisional) -> Broken | None:
    """Its provisional standing has not run out; the last day counts."""
    if c.until is None or c.until >= c.today:
        return None
    return broken(until=c.until)


@rule(
    "R30",
    HOUSE("第一百一十八条", "在证明材料补齐后转为正式台账", reading=Reading.BELIEVED),
    zh="还缺：{missing}；请补齐后再转正",
    en="still missing: {missing}; bring it first",
)
def everything_is_there(c: Regularising) -> Broken | None:
    """Nothing is missing."""
    return broken(missing=joined(c.missing)) if c.missing else None


@rule(
    "R33",
    HOUSE("第一百一十八条", "由补录人以外的验收人员核验", reading=Reading.BELIEVED),
    zh="补录人不能核验本人补录的物资；请另一名验收人员核验",
    en="who entered it does not verify it; let another acceptor do so",
)
def signer_did_not_enter_it(c: Regularising) -> Broken | None:
    """Whoever verifies it did not enter it."""
    return broken() if c.signer == c.entered_by else None


@rule(
    "R34",
    HERE_BEFORE,
    zh="井下还有 {underground}{unit}；请先扫码升井，再办理清出",
    en="{underground} {unit} are still underground; scan them out first",
)
def nothing_of_it_is_below(c: TurningOut) -> Broken | None:
    """What is given up has left the mine's workings."""
    return broken(underground=c.underground, unit=c.unit) if c.underground else None


PROVISIONAL = RuleSet("provisional standing", (is_regular, was_made_regular_in_time), zh="临时台账")
REGULARISING = RuleSet(
    "making it regular", (everything_is_there, signer_did_not_enter_it), zh="不能转正"
)
TURNING_OUT = RuleSet("turning it out", (nothing_of_it_is_below,), zh="不能清出")
