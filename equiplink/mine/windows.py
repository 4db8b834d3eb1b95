"""管控时段: hours of the day in which rules are stricter, for as long as a document says.

The gate asks them when something goes down, use and upkeep when somebody begins
to work underground.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from equiplink.db import one_of
from equiplink.errors import Unreadable, said
from equiplink.mine.models import ShiftWindow
from equiplink.mine.states import Danger, Role
from equiplink.rules import RULES
from equiplink.work import Work


def set_window(
    work: Work,
    *,
    name: str,
    document: str,
    starts_on: date,
    ends_on: date,
    begins: time,
    ends: time,
    works: Sequence[str] = (),
    tightens: Sequence[str] = (),
) -> ShiftWindow:
    """Make rules stricter in certain hours of the days of a campaign (G15, H9); both days count.

    *begins* counts and *ends* does not; a window may run over midnight. *works* are
    words of ``Danger`` that may not be done in it, *tightens* codes of rules that
    refuse in it although they only warn otherwise.
    """
    work.allow(Role.SAFETY_OFFICER)
    name = said(name, "时段名称", field="name")
    document = said(document, "依据文件", field="document")
    unknown = sorted(set(tightens) - RULES.keys())
    if unknown or ends_on < starts_on:
        raise Unreadable(
            f"the days run backwards, or there is no such rule: {unknown or '—'}",
            zh=f"起止日期颠倒，或者没有这样的规则：{'、'.join(unknown) or '—'}",
            field="tightens" if unknown else "ends_on",
        )
    terms = {
        "name": name,
        "from": begins.hour * 60 + begins.minute,
        "to": ends.hour * 60 + ends.minute,
        "works": [one_of(Danger, each, field="works").value for each in works],
        "tightens": list(tightens),
    }
    made = ShiftWindow(
        name=name, document=document, starts_on=starts_on, ends_on=ends_on, terms=terms
    )
    work.record(
        made, "set_window", document=document, starts_on=starts_on, ends_on=ends_on, terms=terms
    )
    return made


@dataclass(frozen=True, slots=True)
class Hours:
    """The windows that are open at one moment."""

    windows: tuple[Mapping[str, Any], ...]

    @property
    def forbidding(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Each window with the work that may not be done in it."""
        return tuple((each["name"], frozenset(each["works"])) for each in self.windows)

    def tightened(self, policy: Mapping[str, object]) -> Mapping[str, object]:
        """Return the mine's own policy, with what the windows make refuse."""
        codes = [code for each in self.windows for code in each["tightens"]]
        return {**policy, **{f"rule.{code}": "deny" for code in codes}} if codes else policy


def terms_of(work: Work, day: date) -> Sequence[Mapping[str, Any]]:
    """Return the terms of the windows of *day*."""
    query = select(ShiftWindow.terms).where(
        ShiftWindow.mine_id == work.mine_id,
        ShiftWindow.starts_on <= day,
        ShiftWindow.ends_on >= day,
    )
    return work.session.scalars(query).all()


def open_at(windows: Sequence[Mapping[str, Any]], moment: datetime, zone: str) -> Hours:
    """Return those of a day's *windows* that are open at *moment*."""
    at = moment.astimezone(ZoneInfo(zone))
    minute = at.hour * 60 + at.minute
    return Hours(tuple(each for each in windows if _within(each, minute)))


def this_hour(work: Work) -> Hours:
    """Return the windows that are open now."""
    return open_at(terms_of(work, work.today), work.now, work.mine.time_zone)


def _within(window: Mapping[str, Any], minute: int) -> bool:
    begins, ends = window["from"], window["to"]
    if begins < ends:
        return bool(begins <= minute < ends)
    return bool(minute >= begins or minute < ends)  # over midnight
