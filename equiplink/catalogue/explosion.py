"""Read an ex mark in its new and its old notation, and write both in one.

Nameplates carry new marks (``Ex db I Mb``) and old ones without a protection level
(``Exd[ib]I``), in any width and case. Parts in square brackets are associated
apparatus and say nothing about the thing itself; other brackets are remarks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from equiplink.catalogue.naming import plain

_REMARKS = re.compile(r"\([^)]*\)|【[^】]*】")
_ASSOCIATED = re.compile(r"\[[^\]]*\]")
_TYPE = r"D[ABC]?|E[BC]?|I[ABC]|M[ABC]?|P(?:XB|YB|ZC|X|Y|Z)?|OB?|QB?|N[ACLR]|S[ABC]?"
_EX = re.compile(
    rf"EX(?P<types>(?:{_TYPE})*)(?P<group>III[ABC]?|II[ABC]?|I)"
    r"(?:T[1-6]|T?(?P<celsius>\d+)°C)?(?P<epl>[MGD][ABC])?"
)
_EACH = re.compile(_TYPE)
GENERAL = "KY"
"""What a nameplate of 矿用一般型 says."""

_TODAY = {"d": "db", "e": "eb", "m": "mb", "o": "ob", "q": "qb"}
"""The old letter of a type of protection in today's notation."""
_LEVELS = {"a": "Ma", "b": "Mb"}


@dataclass(frozen=True, slots=True)
class ExMark:
    """An ex mark, read. ``epl`` is empty on an old mark; ``types`` is empty for 矿用一般型.

    ``celsius`` is the surface temperature, when the mark states one.
    """

    group: str
    types: tuple[str, ...]
    epl: str
    associated: tuple[str, ...] = ()
    celsius: int | None = None

    @property
    def increased_safety(self) -> bool:
        """Whether it relies on 增安, also in part."""
        return any(each.startswith("e") for each in self.types)

    @property
    def level(self) -> str:
        """The protection level in a coal mine: as stated, else the lowest that the types give.

        Empty when neither says one.
        """
        if self.epl or not self.types:
            return self.epl
        given = [_LEVELS.get(each[-1], "") for each in map(_today, self.types)]
        return "" if "" in given else max(given)

    @property
    def normal(self) -> str:
        """The mark in today's notation, by which two marks are compared."""
        if not self.types:
            return GENERAL
        parts = ["Ex", *map(_today, self.types)]
        if self.associated:
            parts.append(f"[{' '.join(map(_today, self.associated))}]")
        heat = f"{self.celsius}℃" if self.celsius else ""
        level = self.level if self.group == "I" else self.epl
        return " ".join(filter(None, (*parts, self.group, heat, level)))


def _today(kind: str) -> str:
    return _TODAY.get(kind, kind)


@lru_cache(maxsize=1024)
def parse(text: str) -> ExMark | None:
    """Return the ex mark that *text* is, or None when it is none."""
    whole = _REMARKS.sub("", plain(text))
    mark = _ASSOCIATED.sub("", whole)
    if mark == GENERAL:
        return ExMark("I", (), "")
    match = _EX.fullmatch(mark)
    if match is None or (match["types"] == "" and mark == plain(text)):
        return None
    return ExMark(
        match["group"],
        _types(match["types"]),
        (match["epl"] or "").capitalize(),
        tuple(each for part in _ASSOCIATED.findall(whole) for each in _types(part)),
        int(match["celsius"]) if match["celsius"] else None,
    )


def _types(text: str) -> tuple[str, ...]:
    return tuple(each.lower() for each in _EACH.findall(text))


def same_mark(one: str, other: str) -> bool:
    """Say whether two marks, in whatever notation, state one protection."""
    first, second = parse(one), parse(other)
    return first is not None and second is not None and first.normal == second.normal
