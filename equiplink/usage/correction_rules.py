"""When a scan that was wrong may be taken back, and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from equiplink.law import EVER, HOUSE, MINE_SAFETY_ORDINANCE, Broken, Reading, broken
from equiplink.rules import RuleSet, rule
from equiplink.settings import Setting, Stricter

CORRECTED = HOUSE(
    "第一百三十二条", "规定时间之后更正的，由安全管理人员办理", reading=Reading.BELIEVED
)

WINDOW = Setting(
    "gate.correction_minutes", 60, "分钟", Stricter.LOWER,
    zh="扫码后保管员可以更正的时间", en="minutes within which a keeper may correct a scan",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mistake:
    """A scan that is to be taken back. Quantities in the unit of the thing."""

    today: date
    admitted: bool
    corrected: bool
    followed: bool
    """Whether the unit was scanned again since."""
    minutes: int
    window: int
    officer: bool
    quantity: Decimal
    there: Decimal
    """How much is where the scan brought it."""
    placed: tuple[str, ...] = ()
    """Where what it brought down was put, and in whose charge."""
    given: tuple[str, ...] = ()
    """The unused permit and emergency that were given for the thing since."""


@rule(
    "G55",
    HOUSE("第一百三十二条", "每次扫码只更正一次"),
    zh="该次扫码没有放行，或者已经更正过，无须更正",
    en="this scan let nothing pass, or was corrected already; there is nothing to take back",
    since=EVER,
)
def there_is_something_to_correct(m: Mistake) -> Broken | None:
    """The scan let something pass and was not corrected yet."""
    return None if m.admitted and not m.corrected else broken()


@rule(
    "G56",
    HOUSE("第一百三十二条", "从最近一次扫码开始更正"),
    zh="此后该物品又有扫码放行；请先更正较后的一次",
    en="it was scanned again since; correct the later scan first",
    since=EVER,
)
def nothing_followed(m: Mistake) -> Broken | None:
    """The unit did not pass a gate again since."""
    return broken() if m.followed else None


@rule(
    "G57",
    CORRECTED,
    zh="扫码已过 {minutes} 分钟，超过 {window} 分钟；请由安全管理人员更正",
    en="{minutes} minutes passed since the scan, more than {window}; ask the safety officer",
)
def is_corrected_in_time(m: Mistake) -> Broken | None:
    """A keeper corrects within the window, later the safety officer."""
    if m.officer or m.minutes <= m.window:
        return None
    return broken(minutes=m.minutes, window=m.window)


@rule(
    "G58",
    MINE_SAFETY_ORDINANCE("第二十五条", "进行全流程记录并存档"),
    zh="更正需要退回 {quantity}，现只有 {there}（其余已耗用或已移走）；请先核对实物",
    en="{quantity} would have to go back and only {there} are there; check the thing first",
)
def it_is_still_there(m: Mistake) -> Broken | None:
    """What the scan moved is still where it brought it."""
    return broken(quantity=m.quantity, there=m.there) if m.quantity > m.there else None


@rule(
    "G80",
    HOUSE("第一百三十二条", "已经安装或者由人负责的，先办理交回", reading=Reading.BELIEVED),
    zh="该次扫码带下去的已安装在：{placed}；请先办理交回，再更正",
    en="what this scan took down stands at: {placed}; have it given back first, then correct",
)
def nobody_answers_for_it(m: Mistake) -> Broken | None:
    """What is to go back stands at no place and in nobody's charge."""
    return broken(placed="、".join(m.placed)) if m.placed else None


@rule(
    "G81",
    HOUSE(
        "第一百三十二条", "此后另行签发的许可证、批准的应急入井，先收回", reading=Reading.BELIEVED
    ),
    zh="此后又签发或者批准了 {given}；请先收回，再更正，原凭证随更正恢复",
    en="since then {given} was given; withdraw it first: the correction gives back the former one",
)
def nothing_was_given_since(m: Mistake) -> Broken | None:
    """What the scan used up can be given back: no other stands in its place."""
    return broken(given="、".join(m.given)) if m.given else None


CORRECTION = RuleSet(
    "correcting a scan",
    (
        there_is_something_to_correct,
        nothing_followed,
        is_corrected_in_time,
        it_is_still_there,
        nobody_answers_for_it,
        nothing_was_given_since,
    ),
    zh="更正扫码",
)
