"""What is known of a supplier when a rule is asked: plain values, no records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from equiplink.law import Broken, broken
from equiplink.supplier.reputation import about
from equiplink.supplier.states import Cause, Grade, ListName, Standing
from equiplink.supplier.uscc import check_character, organisation_character, well_formed


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A credit code, normalised, and the manual proof that it is genuine."""

    today: date
    code: str
    proof: str = ""

    @property
    def expected(self) -> str | None:
        """The check character that the code fails to have."""
        right = check_character(self.code) if well_formed(self.code) else self.code[17:]
        return None if self.code[17:] == right else right

    @property
    def expected_inside(self) -> str | None:
        """The check character that the organisation code inside fails to have."""
        right = organisation_character(self.code) if well_formed(self.code) else self.code[16:17]
        return None if self.code[16:17] == right else right


@dataclass(frozen=True, slots=True)
class Named:
    """A name before it is registered, and the credit code that bears it already."""

    today: date
    name: str
    other: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A debarment as plain values. Both days count."""

    cause: Cause
    source: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class SupplierFacts:
    """A supplier on the day of an invitation, a bid or an award.

    ``bars`` are the debarments that are live that day. ``licence_until`` is None
    for a licence without end (长期). ``grade`` and ``score`` are empty before the
    first mark; ``worst`` names the marks that cost most. ``looks`` are the newest
    looks at the public lists, each with its day and whether the name stood there.
    """

    today: date
    name: str
    standing: Standing
    licence_until: date | None = None
    bars: tuple[Bar, ...] = ()
    grade: Grade | None = None
    score: Fraction | None = None
    worst: str = ""
    least_score: int = 0
    """Below this nobody is invited; 0 asks for nothing."""
    bad_marks: int = 0
    """Since the last re-evaluation."""
    bad_limit: int = 3
    looks: Mapping[ListName, tuple[date, bool]] = field(default_factory=dict)
    look_days: int = 30
    merged_into: str = ""
    """Name and code of the record that remains, for one that was merged into it."""

    def barred(self, cause: Cause) -> Broken | None:
        """Answer the longest live debarment for *cause*."""
        live = [
            bar
            for bar in self.bars
            if bar.cause == cause and bar.starts_on <= self.today <= bar.ends_on
        ]
        if not live:
            return None
        longest = max(live, key=lambda bar: bar.ends_on)
        return broken(name=self.name, until=longest.ends_on, source=longest.source)

    def rated(self) -> Broken:
        """Answer with the score, the grade and the marks that weigh most."""
        score = None if self.score is None else about(self.score)
        return broken(
            name=self.name, score=score, grade=self.grade, least=self.least_score, worst=self.worst
        )


@dataclass(frozen=True, slots=True)
class Term:
    """A debarment before it is entered."""

    today: date
    cause: Cause
    starts_on: date
    ends_on: date

    def outside(self, cause: Cause, least: int, most: int) -> Broken | None:
        """Answer when the period for *cause* is shorter or longer than so many years.

        民法典 第二百零一条 does not count the first day and a register usually
        does; a period of full years passes by either count.
        """
        shortest = years_after(self.starts_on, least) - timedelta(days=1)
        longest = years_after(self.starts_on, most)
        if self.cause != cause or shortest <= self.ends_on <= longest:
            return None
        return broken(starts=self.starts_on, ends=self.ends_on, earliest=shortest, latest=longest)


def years_after(day: date, years: int) -> date:
    """Return the same day *years* later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


@dataclass(frozen=True, slots=True)
class Lifting:
    """A debarment on the day on which somebody wants to end it early."""

    today: date
    cause: Cause
    starts_on: date
