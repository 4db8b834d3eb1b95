"""What a thing that was here before the register still has to show, and how urgent that is.

Pure: a row of facts in, a list and a rank out. The points are the project's own,
drawn up so that what protects against an explosion weighs most; each part of a
rank is told with its points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from equiplink.register.enrol_states import Evidence, Risk

POINTS = {
    Evidence.MARK: 5,
    Evidence.EX_MARK: 5,
    Evidence.EX_CERTIFICATE: 4,
    Evidence.BELT_TEST: 5,
    Evidence.EXPIRES_ON: 4,
    Evidence.SERIAL: 2,
    Evidence.MADE_ON: 1,
    Evidence.PRODUCT_CERTIFICATE: 1,
    Evidence.PURCHASE: 1,
    Evidence.PLACE: 2,
    Evidence.PAPERS: 1,
}
FAULT = 6
"""Points of each rule that what is known breaks, such as a mark that was revoked or a ban."""
BELOW = 3
"""Points of anything that is underground, while something is missing or wrong."""
VITAL = 2
"""Points of what the mine stops without."""
HIGH, MEDIUM = 8, 4
"""From so many points on."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one thing. ``faults`` are the codes of rules that deny it as it is."""

    unit: bool
    requires_mark: bool
    requires_ex: bool
    requires_shelf_life: bool
    requires_belt_test: bool
    mark_number: str = ""
    ex_mark: str = ""
    serial: str = ""
    purchase: str = ""
    dated: bool = False
    """Whether the day on which it was made is known."""
    expires: bool = False
    """Whether the day on which it expires is known."""
    placed: bool = False
    papers: frozenset[str] = frozenset()
    """The papers that are there, each with its number."""
    asked: frozenset[str] = frozenset()
    """The papers that its class asks for."""
    below: bool = False
    vital: bool = False
    faults: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Rank:
    """How urgent it is, with the points of each reason: words of ``Evidence``, codes, places."""

    risk: Risk
    points: int
    reasons: tuple[tuple[str, int], ...]


def missing(known: Known) -> tuple[Evidence, ...]:
    """Return what is missing, the weightiest first."""
    return tuple(sorted(_missing(known), key=lambda each: -POINTS[each]))


def _missing(known: Known) -> Iterator[Evidence]:
    own = {Evidence.EX_CERTIFICATE, Evidence.BELT_TEST, Evidence.PRODUCT_CERTIFICATE, "safety_mark"}
    lacks = {
        Evidence.MARK: known.requires_mark and not known.mark_number,
        Evidence.EX_MARK: known.requires_ex and not known.ex_mark,
        Evidence.EX_CERTIFICATE: known.requires_ex
        and Evidence.EX_CERTIFICATE.value not in known.papers,
        Evidence.BELT_TEST: known.requires_belt_test
        and Evidence.BELT_TEST.value not in known.papers,
        Evidence.SERIAL: known.unit and not known.serial,
        Evidence.MADE_ON: not known.dated,
        Evidence.EXPIRES_ON: known.requires_shelf_life and not known.expires,
        Evidence.PRODUCT_CERTIFICATE: Evidence.PRODUCT_CERTIFICATE.value not in known.papers,
        Evidence.PURCHASE: not known.purchase,
        Evidence.PLACE: not known.placed,
        Evidence.PAPERS: bool(known.asked - known.papers - {str(each) for each in own}),
    }
    yield from (each for each, lacking in lacks.items() if lacking)


def rank(known: Known) -> Rank:
    """Return how urgent it is that the thing becomes regular, and why."""
    lacking = missing(known)
    reasons = [(each.value, POINTS[each]) for each in lacking]
    reasons += [(code, FAULT) for code in known.faults]
    if reasons and known.below:
        reasons.append(("underground", BELOW))
    if reasons and known.vital:
        reasons.append(("importance", VITAL))
    points = sum(each for _, each in reasons)
    risk = Risk.HIGH if points >= HIGH else Risk.MEDIUM if points >= MEDIUM else Risk.LOW
    return Rank(risk, points, tuple(reasons))
