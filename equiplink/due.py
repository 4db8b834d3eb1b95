"""What somebody has to do by a day: one row of an agenda.

A date never moves a state; it is listed until the act that it asks for is in the
record. Every stage lists its own, and the agenda collects them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Due:
    """An act that is outstanding. ``on`` is the last day for it, in the mine's zone.

    ``code`` is that of the rule, or of the row of the law's table, that sets the
    day; ``number`` is how people name the record; ``role`` is who has to act.
    """

    code: str
    on: date
    subject: str
    subject_id: UUID
    number: str
    role: StrEnum
    zh: str
    en: str
    key: str = ""
    """Which of several duties about the record it is; the same on every day."""
    person_id: UUID | None = None
    """Who has to do it, when one person was named."""

    @property
    def cause(self) -> str:
        """Name the duty, so that what is raised about it is raised once."""
        named = (self.subject, self.code, str(self.subject_id), self.key)
        return ":".join(filter(None, named))

    def left(self, today: date) -> int:
        """Return the days that are left; less than nothing when it is overdue."""
        return (self.on - today).days
