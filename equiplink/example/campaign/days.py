"""The days of the campaign: the clock goes on from one to the next, and rounds are held on each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

from equiplink.audit.campaign_record import campaign_record
from equiplink.campaign import actions as campaign
from equiplink.campaign.periods import Period, periods
from equiplink.campaign.states import Tier
from equiplink.example.cast import Cast
from equiplink.exchange.campaign_report import Report, campaign_report
from equiplink.exchange.word import docx
from equiplink.exchange.workbook import workbook

MORNING = 8
CHINA = ZoneInfo("Asia/Shanghai")
NOBODY_CAME = date(2024, 11, 12)
"""The day on which the team's round was missed."""


@dataclass
class Hundred:
    """The campaign as the story plays it."""

    cast: Cast
    id: UUID
    starts_on: date
    ends_on: date
    hazards: dict[str, UUID] = field(default_factory=dict)
    audit: UUID = field(init=False)
    """The county's check."""
    points: list[UUID] = field(default_factory=list)
    """What the weekly rounds look at."""
    files: dict[str, str] = field(default_factory=dict)
    """What each file is that was left."""

    @property
    def today(self) -> date:
        """The day of the story, in China."""
        return self.cast.now.astimezone(CHINA).date()

    def until(self, day: date, *, at: int = 10) -> None:
        """Let the days before *day* pass, each with its rounds, and stand on it *at* an hour."""
        while self.today < day:
            stand(self.cast, self.today + timedelta(days=1), MORNING)
            self.hold_rounds()
        stand(self.cast, day, at)

    def hold_rounds(self) -> None:
        """Hold the rounds whose first day within the campaign is today."""
        with self.cast.by("safety_officer") as work:
            for period in self._begin_today():
                campaign.hold_round(
                    work,
                    self.id,
                    tier=period.tier,
                    period_from=period.first,
                    note="样例：已查",
                    covered=self.points if period.tier is Tier.SECTION else (),
                )

    def _begin_today(self) -> Iterator[Period]:
        for tier in Tier:
            for period in periods(tier, self.starts_on, self.ends_on):
                if max(period.first, self.starts_on) == self.today and not (
                    tier is Tier.TEAM and self.today == NOBODY_CAME
                ):
                    yield period

    def leave(self, kind: Report, name: str, *, month: date | None = None) -> Iterator[str]:
        """Write a report as of today as a document and a workbook, from the sealed ledger."""
        self.cast.seal()
        with self.cast.by("safety_officer") as work:
            record = campaign_record(work, self.id, on=self.today, month=month)
        document = campaign_report(record, kind)
        written = docx(document)
        for ending, made in (("docx", written), ("xlsx", workbook(document))):
            (self.cast.folder / f"{name}.{ending}").write_bytes(made)
            self.files[f"{name}.{ending}"] = f"{kind.zh}，截至 {self.today}"
        told = {each["name"]: each["value"] for each in record["figures"]}
        if kind.value in {"plan", "month", "summary"}:
            with self.cast.by("safety_officer") as work:
                campaign.submit_report(
                    work, self.id, kind=kind.value, due_on=self.today,
                    sent_to="样例县应急管理局", sha256=sha256(written).hexdigest(),
                )  # fmt: skip
        yield (
            f"  → {name}：发现 {told['found']}，整改 {told['rectified']}，销号 {told['closed']}，"
            f"未销号 {told['open']}，禁止入井 {told['refused']} 次"
        )


def stand(cast: Cast, day: date, hour: int) -> None:
    """Let the clock go on to an *hour* of a *day* in China; it never goes back."""
    cast.now = max(cast.now, datetime(day.year, day.month, day.day, hour, tzinfo=CHINA))
    cast.now = cast.now.astimezone(UTC)
