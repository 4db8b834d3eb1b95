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
        chosen = policy.get(self.key, self.default)
        return chosen if isinstance(chosen, int) else self.default

    def check(self, value: int) -> None:
        """Raise ``Unreadable`` when *value* would loosen the law."""
        looser = value > self.default if self.stricter is Stricter.LOWER else value < self.default
        if value < 0 or (self.source is not None and looser):
            raise Unreadable(
                f"{self.key} = {value} is looser than {self.default} {self.unit} ({self.source})",
                zh=f"{self.zh} 只能严于 {self.default} {self.unit}，不能设为 {value}（{self.source}）",
                field=self.key,
            )
