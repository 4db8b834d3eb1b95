"""The periods that the four tiers check in: calendar quarters, months, weeks (Monday), days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from equiplink.campaign.states import Tier

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """One period of one tier. ``first`` names it; ``last`` never lies behind the campaign's end."""

    tier: Tier
    first: date
    last: date


def periods(tier: Tier, starts_on: date, ends_on: date) -> Iterator[Period]:
    """Yield the periods of *tier* that the days from *starts_on* to *ends_on* touch."""
    first = _first_day(tier, starts_on)
    while first <= ends_on:
        after = _next(tier, first)
        yield Period(tier, first, min(after - DAY, ends_on))
        first = after


def _first_day(tier: Tier, day: date) -> date:
    if tier is Tier.GROUP:
        return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    if tier is Tier.COMPANY:
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if tier is Tier.SECTION else day


def _next(tier: Tier, first: date) -> date:
    longest = {Tier.GROUP: 92, Tier.COMPANY: 31, Tier.SECTION: 7, Tier.TEAM: 1}
    return _first_day(tier, first + timedelta(days=longest[tier]))
