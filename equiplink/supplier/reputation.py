"""What the marks of a supplier add up to, exactly, with every part of it.

    part  = weight of its kind × (1 − full months / memory)
    score = Σ part × value ÷ Σ part

A value runs from 0 to 100. The marks alone decide, so that the tables and the
ledger give the same score to whoever computes it. Why the weight falls in a
straight line stands in decision 0021.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Protocol
from uuid import UUID

from equiplink.settings import Setting, Stricter
from equiplink.supplier.states import Grade, MarkKind
from equiplink.words import Both, joined

BEST = Fraction(100)
MIDDLE = 50
"""A mark below this counts as bad."""
STARS = 5
THOUSAND = 1000
DECEMBER = 12

GRADE_A = Setting(
    "supplier.grade_a", 90, "分", Stricter.HIGHER,
    zh="信誉 A 级的最低分", en="least score for grade A",
)  # fmt: skip
GRADE_B = Setting(
    "supplier.grade_b", 70, "分", Stricter.HIGHER,
    zh="信誉 B 级的最低分", en="least score for grade B",
)  # fmt: skip
MEMORY = Setting(
    "supplier.memory_months", 36, "月", Stricter.HIGHER,
    zh="信誉记录在多少个月内逐月减轻至零", en="months in which a mark loses its weight",
)  # fmt: skip
LATE_DAYS = Setting(
    "supplier.late_days", 30, "天", Stricter.LOWER,
    zh="逾期满多少天的到货记 0 分", en="days late at which a delivery is worth nothing",
)  # fmt: skip
GOOD_HOURS = Setting(
    "supplier.good_hours", 5000, "小时", Stricter.HIGHER,
    zh="井下满多少小时以后的失效不扣分", en="hours underground after which a failure costs nothing",
)  # fmt: skip


def _weight(key: str, default: int, zh: str, en: str) -> Setting:
    return Setting(
        f"supplier.weight_{key}", default, "", Stricter.HIGHER,
        zh=f"信誉权重：{zh}", en=f"weight of {en} in the reputation",
    )  # fmt: skip


_DELIVERY = _weight("delivery", 2, "交付时效", "a delivery's punctuality")
_ACCEPTANCE = _weight("acceptance", 3, "验收", "an acceptance")
WEIGHTS: Mapping[MarkKind, Setting] = {
    MarkKind.DELIVERED_ON_TIME: _DELIVERY,
    MarkKind.DELIVERED_LATE: _DELIVERY,
    MarkKind.ACCEPTED: _ACCEPTANCE,
    MarkKind.REJECTED: _ACCEPTANCE,
    MarkKind.RETURNED: _ACCEPTANCE,
    MarkKind.LATE_PAPERS: _weight("papers", 1, "随货文件", "late papers"),
    MarkKind.GATE_REFUSED: _weight("gate", 3, "井口拒入", "a refusal at the gate"),
    MarkKind.FAILED_UNDERGROUND: _weight("failure", 4, "井下失效", "a failure underground"),
    MarkKind.RATED: _weight("rating", 1, "使用评价", "a rating"),
}


@dataclass(frozen=True, slots=True)
class Scale:
    """The numbers of one mine by which marks are weighed."""

    weights: Mapping[MarkKind, int]
    memory: int
    late_days: int
    good_hours: int
    grade_a: int
    grade_b: int

    @classmethod
    def of(cls, policy: Mapping[str, object]) -> Scale:
        """Return what the mine chose; no number is 0 by which something is divided."""
        return cls(
            weights={kind: setting.of(policy) for kind, setting in WEIGHTS.items()},
            memory=max(1, MEMORY.of(policy)),
            late_days=max(1, LATE_DAYS.of(policy)),
            good_hours=max(1, GOOD_HOURS.of(policy)),
            grade_a=GRADE_A.of(policy),
            grade_b=GRADE_B.of(policy),
        )


@dataclass(frozen=True, slots=True)
class Seen:
    """One mark as plain values. ``amount``: days late, hours underground, or stars."""

    id: UUID
    kind: MarkKind
    on: date
    subject: str
    subject_id: UUID
    note: str = ""
    amount: int | None = None

    def value(self, scale: Scale) -> Fraction:
        """Return what it is worth, from 0 to 100."""
        share = Fraction(self.amount or 0)
        match self.kind:
            case MarkKind.DELIVERED_ON_TIME | MarkKind.ACCEPTED:
                return BEST
            case MarkKind.DELIVERED_LATE if self.amount is not None:
                return BEST * max(Fraction(0), 1 - share / scale.late_days)
            case MarkKind.FAILED_UNDERGROUND:
                return BEST * min(Fraction(1), share / scale.good_hours)
            case MarkKind.RATED:
                return BEST * (share - 1) / (STARS - 1)
            case _:
                return Fraction(0)

    @property
    def said(self) -> Both:
        """What people read of it: the kind, what it counts, the day."""
        number, kind = self.amount, self.kind
        zh = en = ""
        if number is not None and kind is MarkKind.DELIVERED_LATE:
            zh, en = f" {number} 天", f" by {number} days"
        elif number and kind is MarkKind.FAILED_UNDERGROUND:
            rate = about(Fraction(THOUSAND, number))
            zh, en = f"（{number} 小时，每千小时 {rate} 次）", f" ({number} h, {rate} per 1000 h)"
        elif number is not None and kind is MarkKind.RATED:
            zh, en = f" {number} 分（满分 {STARS}）", f" {number} of {STARS}"
        return Both(f"{kind.replace('_', ' ')}{en} on {self.on}", f"{self.on} {kind.zh}{zh}")


@dataclass(frozen=True, slots=True)
class Part:
    """What one mark adds to the score; all ``contribution`` sum to it, exactly."""

    seen: Seen
    months: int
    weight: Fraction
    value: Fraction
    contribution: Fraction

    @property
    def lost(self) -> Fraction:
        """How much it weighs against the supplier."""
        return self.weight * (BEST - self.value)


@dataclass(frozen=True, slots=True)
class Reputation:
    """The score from 0 to 100 with its parts, oldest first; none before the first mark."""

    score: Fraction | None = None
    grade: Grade | None = None
    parts: tuple[Part, ...] = ()

    def worst(self, number: int = 3) -> Both:
        """Name the marks that cost the supplier most."""
        bad = sorted((part for part in self.parts if part.lost), key=lambda part: -part.lost)
        return joined(part.seen.said for part in bad[:number])

    def bad_since(self, day: date | None) -> int:
        """Count the bad marks after *day*."""
        return sum(
            part.value < MIDDLE and (day is None or part.seen.on > day) for part in self.parts
        )


def full_months(since: date, today: date) -> int:
    """Return how many full months lie between two days; none when *since* is yet to come."""
    months = (today.year - since.year) * DECEMBER + today.month - since.month
    return max(0, months - (today.day < since.day))


def weigh(marks: Iterable[Seen], today: date, scale: Scale) -> Reputation:
    """Return the reputation that *marks* give *today*; those that have no weight left are gone."""
    weighed = []
    for seen in sorted(marks, key=lambda each: (each.on, each.id)):
        months = full_months(seen.on, today)
        left = Fraction(max(0, scale.memory - months), scale.memory)
        weight = scale.weights[seen.kind] * left
        if weight:
            weighed.append((seen, months, weight, seen.value(scale)))
    total = sum((weight for *_, weight, _ in weighed), Fraction(0))
    if not total:
        return Reputation()
    parts = tuple(
        Part(seen, months, weight, value, weight * value / total)
        for seen, months, weight, value in weighed
    )
    score = sum((part.contribution for part in parts), Fraction(0))
    return Reputation(score, _grade(score, scale), parts)


def _grade(score: Fraction, scale: Scale) -> Grade:
    if score >= scale.grade_a:
        return Grade.A
    return Grade.B if score >= scale.grade_b else Grade.C


class Told(Protocol):
    """An entry of the ledger, as far as it tells of a mark."""

    @property
    def subject(self) -> str: ...
    @property
    def subject_id(self) -> UUID: ...
    @property
    def action(self) -> str: ...
    @property
    def data(self) -> dict[str, Any]: ...


def recompute(
    entries: Iterable[Told], supplier_id: UUID, *, today: date, scale: Scale
) -> Reputation:
    """Return the reputation that follows from the ledger alone; *entries* come in their order.

    The marks of a record that was merged are those of the record that remains.
    """
    marks: dict[UUID, tuple[str, Seen]] = {}
    into: dict[str, str] = {}
    for entry in entries:
        told = entry.data
        if entry.action == "merge":
            into[str(entry.subject_id)] = told["into_id"]
        elif entry.action == "annul":
            marks.pop(entry.subject_id, None)
        elif entry.subject == "supplier_mark":
            marks[entry.subject_id] = (
                told["supplier_id"],
                Seen(
                    id=entry.subject_id,
                    kind=MarkKind(told["kind"]),
                    on=date.fromisoformat(told["on"]),
                    subject=told["subject"],
                    subject_id=UUID(told["subject_id"]),
                    note=told["note"],
                    amount=told["amount"],
                ),
            )
    firm = _remaining(str(supplier_id), into)
    return weigh((s for who, s in marks.values() if _remaining(who, into) == firm), today, scale)


def _remaining(who: str, into: Mapping[str, str]) -> str:
    """Return the record that remains of *who* in the end."""
    while who in into:
        who = into[who]
    return who


def document(found: Reputation, lang: str = "zh") -> dict[str, Any]:
    """Return a reputation as the JSON that the API and the command line share."""
    return {
        "score": None if found.score is None else exactly(found.score),
        "grade": found.grade,
        "parts": [
            {
                "mark_id": part.seen.id,
                "kind": part.seen.kind,
                "said": part.seen.said if lang == "en" else part.seen.said.zh,
                "on": part.seen.on,
                "subject": part.seen.subject,
                "subject_id": part.seen.subject_id,
                "note": part.seen.note,
                "amount": part.seen.amount,
                "months": part.months,
                "weight": exactly(part.weight),
                "value": exactly(part.value),
                "contribution": exactly(part.contribution),
            }
            for part in found.parts
        ],
    }


def exactly(number: Fraction) -> dict[str, str]:
    """Return a number as its exact fraction and, for reading, with two places."""
    return {"exact": str(number), "about": about(number)}


def about(number: Fraction) -> str:
    """Return *number* with two places, half up, without passing through a float."""
    hundredths = (number * 200 + 1) // 2
    return f"{hundredths // 100}.{hundredths % 100:02d}"
