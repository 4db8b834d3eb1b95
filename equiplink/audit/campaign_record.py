"""What a campaign came to as of a day, read from the ledger alone: every figure with its entries.

The tables say what is so now; a report says what was known at the end of its day.
So states, rounds and refusals here are those that the ledger tells until that
moment, and a report that is made again next year says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_, select

from equiplink.audit.campaign_people import covered, trained
from equiplink.campaign.check_models import CheckPoint
from equiplink.campaign.models import Audit, Campaign, Phase, Submission
from equiplink.campaign.people_models import Recheck, ResponsibilityLetter, Training
from equiplink.campaign.periods import periods
from equiplink.campaign.states import Tier
from equiplink.campaign.violation_models import (
    Accounting,
    BackChecked,
    CirculatedCase,
    ConductViolation,
)
from equiplink.db import Base
from equiplink.errors import NotFound, Unreadable
from equiplink.gate.models import Scan
from equiplink.hazard.major_models import Restart, SupervisionOrder
from equiplink.hazard.models import Hazard
from equiplink.hazard.states import HazardState, Level, Origin
from equiplink.ledger import Checkpoint, Entry
from equiplink.mine.models import Person, Place, Team
from equiplink.mine.states import Role
from equiplink.register.models import Item
from equiplink.usage.models import CameraCheck
from equiplink.work import Work

READERS = (Role.SAFETY_OFFICER, Role.APPROVER, Role.INSPECTOR)
"""Who may read a campaign's reports."""
ENTERED, REFUSED = ("enter", "enter_part"), "refuse"
WHOLE: tuple[type[Base], ...] = (
    Hazard, Campaign, Audit, ConductViolation, BackChecked, Accounting, CirculatedCase,
    SupervisionOrder, Restart, Submission, Recheck, Person, CheckPoint, Training,
    ResponsibilityLetter, CameraCheck,
)  # fmt: skip
"""The records all of whose entries a report reads."""
PUT_RIGHT = (HazardState.RECTIFIED, HazardState.CLOSED)


@dataclass(slots=True)
class Told:
    """One hazard as the ledger tells it until a moment, and the entries that tell it."""

    id: UUID
    found: Entry
    stands: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    steps: dict[str, Entry] = field(default_factory=dict)
    """The last entry of each action."""

    @property
    def put_right(self) -> Entry | None:
        """The entry that put it right or found its reason gone, while that stands."""
        if self.stands not in PUT_RIGHT:
            return None
        told = (self.steps[each] for each in ("rectify", "report_gone") if each in self.steps)
        return max(told, key=lambda each: each.id)

    @property
    def closed(self) -> Entry | None:
        """The entry that verified and closed it."""
        return self.steps["verify"] if self.stands == HazardState.CLOSED else None

    def is_late(self, day: date) -> bool:
        """Say whether its deadline had passed and it was not put right."""
        due_on: str | None = self.data.get("due_on")
        if due_on is None or self.stands in PUT_RIGHT:
            return False
        return date.fromisoformat(due_on) < day


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a report with the ledger entries that it counts."""

    name: str
    zh: str
    entries: tuple[UUID, ...]


def find_campaign(work: Work, document: str | None = None) -> Campaign:
    """Return the campaign of *document*, by default the one that began last.

    Raises ``NotFound`` when there is none.
    """
    found = work.all(Campaign, **({"document": document} if document else {}))
    if not found:
        raise NotFound(
            f"there is no campaign of {document or 'this mine'}; plan it first",
            zh=f"没有{'文号为 ' + document + ' 的' if document else ''}专项整治，请先制定计划",
            field="campaign",
        )
    return max(found, key=lambda each: (each.starts_on, each.id))


def campaign_record(
    work: Work, campaign_id: UUID, *, on: date, month: date | None = None
) -> dict[str, Any]:
    """Return what the ledger tells of a campaign until the end of the day *on*.

    Figures count from the campaign's first day, or of the month of the day *month* the
    days that fall in it. Raises ``Unreadable`` for a day ahead and for a month that the
    campaign does not touch.
    """
    work.allow(*READERS)
    campaign = work.get(Campaign, campaign_id)
    since, on = _days(work, campaign, on, month)
    entries = list(_entries(work, until=_end(work, on)))
    hazards = _hazards(entries)
    counted = [each for each in entries if work.day_of(each.at) >= since]
    figures = [*_hazard_figures(work, hazards, since, on), *_other_figures(counted, campaign)]
    names, places = _names(work, Person), _names(work, Place)
    return {
        "mine": {"name": work.mine.name, "code": work.mine.code, "synthetic": work.mine.synthetic},
        "campaign": {
            "name": campaign.name, "document": campaign.document,
            "starts_on": str(campaign.starts_on), "ends_on": str(campaign.ends_on),
            "goals": list(campaign.terms.get("goals", [])),
            "reports": list(campaign.terms.get("reports", [])),
            "phases": [
                {"name": each.name, "starts_on": str(each.starts_on), "ends_on": str(each.ends_on)}
                for each in sorted(work.all(Phase, campaign_id=campaign.id), key=lambda p: p.no)
            ],
        },
        "since": str(since), "on": str(on),
        "figures": [
            {"name": each.name, "zh": each.zh, "value": len(each.entries),
             "entries": [str(entry) for entry in each.entries]}
            for each in figures
        ],
        "rounds": list(_rounds(entries, campaign, since, on)),
        "trained": list(trained(entries, campaign, _names(work, Team), on)),
        "points": list(covered(entries, campaign)),
        "accountings": list(_accountings(counted, names)),
        "hazards": [
            _row(work, each, names, places, on) for each in hazards
            if each.closed is None or work.day_of(each.closed.at) >= since
        ],
        "checkpoint": _checkpoint(work),
    }  # fmt: skip


def _days(work: Work, campaign: Campaign, on: date, month: date | None) -> tuple[date, date]:
    if on > work.today:
        raise Unreadable(
            f"{on} lies ahead; a report tells what was known until today, {work.today}",
            zh=f"{on} 在今天（{work.today}）之后，报告只能反映今天为止的记录",
            field="on",
        )
    if month is None:
        return campaign.starts_on, on
    first = month.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    if last < campaign.starts_on or first > campaign.ends_on:
        raise Unreadable(
            f"{first:%Y-%m} is no month of the campaign, "
            f"{campaign.starts_on} to {campaign.ends_on}",
            zh=f"{first:%Y-%m} 不在整治期间（{campaign.starts_on} 至 {campaign.ends_on}）",
            field="month",
        )
    return max(first, campaign.starts_on), min(last, on)


def _end(work: Work, day: date) -> datetime:
    """Return the first moment after *day* in the mine's time zone."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(work.mine.time_zone))


def _entries(work: Work, until: datetime) -> Iterator[Entry]:
    """Yield what reports count, in the order of the ledger."""
    whole = tuple(each.__tablename__ for each in WHOLE)
    entered = and_(Entry.subject == Item.__tablename__, Entry.action.in_(ENTERED))
    refused = and_(Entry.subject == Scan.__tablename__, Entry.action == REFUSED)
    query = select(Entry).where(
        Entry.mine_id == work.mine_id,
        Entry.at < until,
        or_(Entry.subject.in_(whole), entered, refused),
    )
    yield from work.session.scalars(query.order_by(Entry.id).execution_options(yield_per=1000))


def _hazards(entries: Iterable[Entry]) -> list[Told]:
    found: dict[UUID, Told] = {}
    for entry in entries:
        if entry.subject != Hazard.__tablename__:
            continue
        told = found.setdefault(entry.subject_id, Told(entry.subject_id, entry))
        told.stands = entry.after or told.stands
        told.data |= {name: value for name, value in entry.data.items() if value is not None}
        told.steps[entry.action] = entry
    return list(found.values())


def _hazard_figures(work: Work, hazards: list[Told], since: date, on: date) -> Iterator[Figure]:
    def figure(name: str, zh: str, chosen: Iterable[Told]) -> Figure:
        return Figure(name, zh, tuple(each.found.id for each in chosen))

    def counted(name: str, zh: str, entries: Iterable[Entry | None]) -> Figure:
        told = [each for each in entries if each and work.day_of(each.at) >= since]
        return Figure(name, zh, tuple(each.id for each in told))

    def of(wanted: Callable[[Told], bool]) -> list[Told]:
        return [each for each in hazards if wanted(each)]

    fresh = of(lambda each: work.day_of(each.found.at) >= since)
    yield figure("found", "排查发现隐患", fresh)
    yield figure("major", "其中重大隐患", _of_level(fresh, Level.MAJOR))
    yield figure(
        "department", "其中部门检查发现",
        [each for each in fresh if each.data.get("origin") == Origin.DEPARTMENT],
    )  # fmt: skip
    yield counted("rectified", "整改", (each.put_right for each in hazards))
    yield counted("closed", "验收销号", (each.closed for each in hazards))
    still = of(lambda each: each.stands != HazardState.CLOSED)
    yield figure("open", "期末未销号", still)
    yield figure("open_major", "期末未销号重大隐患", _of_level(still, Level.MAJOR))
    yield figure("late", "期末逾期未整改", [each for each in still if each.is_late(on)])


def _of_level(hazards: list[Told], level: Level) -> list[Told]:
    return [each for each in hazards if each.data.get("level") == level]


def _other_figures(entries: list[Entry], campaign: Campaign) -> Iterator[Figure]:
    def figure(name: str, zh: str, subject: str, *actions: str) -> Figure:
        chosen = (e for e in entries if e.subject == subject and e.action in actions)
        return Figure(name, zh, tuple(e.id for e in chosen if e.subject_id not in others))

    others = {
        e.subject_id for e in entries
        if e.subject == Audit.__tablename__ and e.action == "open"
        and e.data.get("campaign_id") not in {None, str(campaign.id)}
    }  # fmt: skip
    yield figure("audits", "接受和开展检查（次）", Audit.__tablename__, "open")
    yield figure("audit_findings", "检查提出问题", Audit.__tablename__, "add_finding")
    yield figure("orders", "督办单", SupervisionOrder.__tablename__, "issue")
    yield figure("restarts", "批准恢复生产", Restart.__tablename__, "approve")
    yield figure("violations", "查处“三违”（起）", ConductViolation.__tablename__, "report")
    yield figure("back_checks", "倒查（项）", BackChecked.__tablename__, "back_check")
    yield figure("upheld", "问责（起）", Accounting.__tablename__, "uphold")
    yield figure("cases", "通报典型案例（起）", CirculatedCase.__tablename__, "circulate")
    yield figure("rechecked", "逐个核查（项）", Recheck.__tablename__, "recheck")
    yield figure("trainings", "培训和警示教育（次）", Training.__tablename__, "hold")
    yield figure("letters", "签订责任书（份）", ResponsibilityLetter.__tablename__, "sign")
    yield figure("cameras", "摄像仪自查（台次）", CameraCheck.__tablename__, "check_camera")
    yield figure("submissions", "报送材料（份）", Submission.__tablename__, "submit_report")
    yield figure("entered", "准许入井（次）", Item.__tablename__, *ENTERED)
    yield figure("refused", "禁止入井（次）", Scan.__tablename__, REFUSED)


def _rounds(
    entries: list[Entry], campaign: Campaign, since: date, on: date
) -> Iterator[dict[str, Any]]:
    """Yield how many rounds of each tier were due until *on*, held, explained and missed."""
    told = {
        (e.data["tier"], e.data["period_from"]): e
        for e in entries
        if e.subject_id == campaign.id and e.action in {"hold_round", "explain_round"}
    }
    for tier in Tier:
        due = [
            str(each.first)
            for each in periods(tier, campaign.starts_on, campaign.ends_on)
            if since <= each.last <= on
        ]
        by: dict[str, list[str]] = {"hold_round": [], "explain_round": []}
        for first in due:
            if (tier, first) in told:
                by[told[tier, first].action].append(str(told[tier, first].id))
        yield {
            "tier": tier.value, "zh": tier.zh, "due": len(due),
            "held": by["hold_round"], "explained": by["explain_round"],
            "missed": [first for first in due if (tier, first) not in told],
        }  # fmt: skip


def _accountings(entries: Iterable[Entry], names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Yield what was proposed in these days, and what was decided about it in them."""
    told: dict[UUID, dict[str, Any]] = {}
    for entry in entries:
        if entry.subject != Accounting.__tablename__:
            continue
        row = told.setdefault(
            entry.subject_id,
            {"title": None, "effects": [], "state": "", "persons": [], "decision": None,
             "entries": []},
        )  # fmt: skip
        row |= {k: v for k, v in entry.data.items() if k in row and v is not None}
        row["persons"] = [names[each] for each in entry.data.get("person_ids") or ()]
        row["state"] = entry.after
        row["entries"].append(str(entry.id))
    yield from (each for each in told.values() if each["title"])


def _row(
    work: Work, told: Told, names: Mapping[str, str], places: Mapping[str, str], on: date
) -> dict[str, Any]:
    data, done, closed = told.data, told.put_right, told.closed
    return {
        "id": str(told.id), "title": data["title"], "level": data["level"],
        "origin": data["origin"], "basis": data["basis"],
        "place": places.get(str(data.get("place_id"))),
        "found_on": str(work.day_of(told.found.at)), "found_by": told.found.actor_name,
        "responsible": names.get(str(data.get("responsible"))),
        "measures": data.get("measures") or None, "funds": data.get("funds"),
        "due_on": data.get("due_on"), "emergency_plan": data.get("emergency_plan") or None,
        "rectified_on": done and str(work.day_of(done.at)),
        "rectified_by": done and done.actor_name,
        "evidence": (done and data.get("evidence")) or None,
        "closed_on": closed and str(work.day_of(closed.at)),
        "verified_by": closed and closed.actor_name,
        "state": told.stands, "late": told.is_late(on),
        "entries": [str(each.id) for each in told.steps.values()],
    }  # fmt: skip


def _names(work: Work, model: type[Base]) -> dict[str, str]:
    columns = model.__table__.c
    query = select(columns.id, columns.name).where(columns.mine_id == work.mine_id)
    return {str(each.id): each.name for each in work.session.execute(query)}


def _checkpoint(work: Work) -> str | None:
    """Return the newest signed checkpoint: the stamp on the paper anchors it."""
    query = select(Checkpoint.note).where(Checkpoint.mine_id == work.mine_id)
    return work.session.scalars(query.order_by(Checkpoint.size.desc()).limit(1)).first()
