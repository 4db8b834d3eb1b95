"""Which kind of electrical equipment may stand where: 井下电气设备选型, as data.

``selection_table`` holds the table of every edition with its source. An act is
judged by the edition of its day. What is not known asks for the strictest kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from equiplink.catalogue.explosion import ExMark
from equiplink.catalogue.selection_table import COLUMNS, EDITIONS, NEEDS, Edition
from equiplink.catalogue.states import Device
from equiplink.mine.states import UNDERGROUND, Zone

GAS = ("低瓦斯", "高瓦斯", "突出")


class Need(StrEnum):
    """What the table asks for."""

    GENERAL = "矿用一般型"
    EX_E = "矿用增安型"
    EX = "矿用防爆型"
    EX_NOT_E = "矿用防爆型（增安型除外）"

    @property
    def levels(self) -> tuple[str, ...]:
        """The protection levels that are allowed; none where any equipment may stand."""
        return NEEDS[self.name].levels

    def met_by(self, mark: ExMark | None) -> bool:
        """Say whether a thing with this mark, or without one, may stand there."""
        if not self.levels:
            return True
        if mark is None or not mark.types:
            return False
        return not any(each.startswith(NEEDS[self.name].without) for each in mark.types)


@dataclass(frozen=True, slots=True)
class Choice:
    """What the table of one edition asks for at one place."""

    need: Need
    column: str
    edition: str
    article: str


STRICTEST = Need.EX_NOT_E


@lru_cache(maxsize=4096)
def choose(gas: str | None, zone: str | None, device: str, day: date) -> Choice | None:
    """Return what the edition of *day* asks for; None for a thing that the table does not choose.

    A gas class or a place that is not known asks for the strictest kind.
    """
    edition = on(day)
    row = edition.rows.get(device)
    if row is None:
        return None
    named = edition.name, edition.article
    if gas not in GAS or zone is None:
        return Choice(STRICTEST, "", *named)
    if Zone(zone) not in UNDERGROUND:
        return Choice(Need.GENERAL, Zone(zone).zh, *named)
    column, need = next(
        (column, need)
        for column, need in zip(COLUMNS, row, strict=True)
        if gas in column.gas and zone in column.zones
    )
    return Choice(Need[need], column.zh, *named)


def on(day: date) -> Edition:
    """Return the edition whose table is in force on *day*."""
    return next(each for each in EDITIONS if each.since is None or each.since <= day)


def table(day: date) -> list[dict[str, str]]:
    """Return the table of *day* cell by cell, for people."""
    return [
        {
            "gas": gas,
            "zone": zone.value,
            "place": zone.zh,
            "device": device.value,
            "need": chosen.need.value,
            "levels": "、".join(chosen.need.levels),
            "edition": chosen.edition,
            "article": chosen.article,
        }
        for gas in GAS
        for zone in Zone
        for device in Device
        if (chosen := choose(gas, zone, device, day)) is not None
    ]
