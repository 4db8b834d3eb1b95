"""Numbers that a mine may set for itself, within the law.

A setting that stands on a clause may only be made stricter; one that is house
policy may be set freely. The defaults and their sources are listed in the docs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from equiplink.errors import Unreadable
from equiplink.law import Source


class Stricter(StrEnum):
    """In which direction a setting becomes stricter."""

    LOWER = "lower"
    HIGHER = "higher"


SETTINGS: dict[str, Setting] = {}
"""Every setting that is loaded, by key."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A whole number with its unit. ``source`` is the clause that bounds it, if there is one."""

    key: str
    default: int
    unit: str
    stricter: Stricter
    zh: str
    en: str
    source: Source | None = None

    def __post_init__(self) -> None:
        if SETTINGS.setdefault(self.key, self) is not self:
            raise TypeError(f"setting {self.key} is declared twice")

    def of(self, policy: Mapping[str, object]) -> int:
        """Return what the mine chose, or the default."""
        chosen = policy.get(self.key)
        return chosen if isinstance(chosen, int) and self._admits(chosen) else self.default

    def check(self, value: int) -> None:
        """Raise ``Unreadable`` when *value* is negative or would loosen the law."""
        if not self._admits(value):
            bound = f"{self.default} {self.unit}"
            raise Unreadable(
                f"{self.key} = {value} is looser than {bound} ({self.source or 'not below 0'})",
                zh=f"{self.zh}只能严于 {bound}，不能设为 {value}（{self.source or '不得为负'}）",
                field=self.key,
            )

    def _admits(self, value: int) -> bool:
        looser = value > self.default if self.stricter is Stricter.LOWER else value < self.default
        return value >= 0 and not (self.source is not None and looser)
