"""Read an ex mark, and say which kind of electrical equipment may stand where.

Nameplates carry new marks (``Ex db I Mb``) and old ones without a protection level
(``Exd[ib]I``), in any width and case. Parts in brackets are associated
apparatus and say nothing about the thing itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from equiplink.catalogue.naming import plain
from equiplink.catalogue.states import Device
from equiplink.mine.states import Zone

_BRACKETS = re.compile(r"\[[^\]]*\]|\([^)]*\)|【[^】]*】")
_TYPE = r"D[ABC]?|E[BC]?|I[ABC]|M[ABC]?|P(?:XB|YB|ZC|X|Y|Z)?|OB?|QB?|N[ACLR]|S[ABC]?"
_EX = re.compile(
    rf"EX(?P<types>(?:{_TYPE})*)(?P<group>III[ABC]?|II[ABC]?|I)"
    r"(?:T[1-6]|T\d+℃|T\d+°C|\d+℃|\d+°C)?(?P<epl>[MGD][ABC])?"
)
_EACH = re.compile(_TYPE)
GENERAL = "KY"
"""What a nameplate of 矿用一般型 says."""


@dataclass(frozen=True, slots=True)
class ExMark:
    """An ex mark, read. ``epl`` is empty on an old mark; ``types`` is empty for 矿用一般型."""

    group: str
    types: tuple[str, ...]
    epl: str

    @property
    def increased_safety(self) -> bool:
        """Whether it relies on 增安, also in part."""
        return any(each.startswith("e") for each in self.types)


@lru_cache(maxsize=1024)
def parse(text: str) -> ExMark | None:
    """Return the ex mark that *text* is, or None when it is none."""
    mark = _BRACKETS.sub("", plain(text))
    if mark == GENERAL:
        return ExMark("I", (), "")
    match = _EX.fullmatch(mark)
    if match is None or (match["types"] == "" and mark == plain(text)):
        return None
    types = tuple(each.lower() for each in _EACH.findall(match["types"]))
    return ExMark(match["group"], types, (match["epl"] or "").capitalize())


class Need(StrEnum):
    """What the selection table asks for."""

    GENERAL = "矿用一般型"
    EX = "矿用防爆型"
    EX_NOT_E = "矿用防爆型（增安型除外）"

    def met_by(self, mark: ExMark | None) -> bool:
        """Say whether a thing with this mark, or without one, may stand there."""
        if self is Need.GENERAL:
            return True
        protected = mark is not None and bool(mark.types)
        return protected and not (
            self is Need.EX_NOT_E and mark is not None and mark.increased_safety
        )


GAS = ("低瓦斯", "高瓦斯", "突出")
_PANEL = (Zone.TIPPLER, Zone.DISTRICT_INTAKE)
# The table does not name the shaft, so it gets the strictest column.
_STRICT = (Zone.RETURN, Zone.FACE, Zone.SHAFT)
_CHOSEN = (Device.ELECTRICAL, Device.LAMP, Device.INSTRUMENT)


def _need(gas: str, zone: Zone, device: Device) -> Need:
    if zone is Zone.SURFACE:
        return Need.GENERAL
    if gas == "突出" or zone in _STRICT:
        return Need.EX_NOT_E
    if zone in _PANEL:
        return Need.EX
    return Need.GENERAL if gas == "低瓦斯" or device is Device.ELECTRICAL else Need.EX


SELECTION: Mapping[tuple[str, Zone, Device], Need] = {
    (gas, zone, device): _need(gas, zone, device)
    for gas in GAS
    for zone in Zone
    for device in _CHOSEN
}
"""井下电气设备选型 by gas class, zone and device."""
