"""机电指标: the rates that 煤矿安全生产标准化 asks of electromechanical equipment, as of a day.

Seen on a secondary page in the edition of 2017/2020 (I19); the edition of 2024 was
not checked, so the targets are those of a mine that says no other. Each rate names
the numbers of the things that count against it.

What a thing was by the end of the day is read from the ledger, so a rate of last
month does not change. 大修计划完成率 counts what is planned for the year up to its end,
dropped ones too; its target is that of mid-year until the year is over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, or_, select

from equiplink.catalogue.models import DeviceClass, Product
from equiplink.catalogue.states import Tracking
from equiplink.errors import Unreadable
from equiplink.ledger import Entry
from equiplink.mine.models import Person
from equiplink.register.models import Item
from equiplink.register.states import ItemState
from equiplink.upkeep.models import Job, Overhaul
from equiplink.upkeep.states import JobState
from equiplink.upkeep.trouble_models import Fault
from equiplink.work import Work

SMALL = ("按钮", "接线盒", "电铃", "信号器", "插销", "三通")
"""小型电器, by a word of the class's name."""
LAMP = ("矿灯",)
NO_MACHINE = ("电缆", "输送带", "钢丝绳", "自救器", "矿灯", *SMALL)
"""Units that 综合完好率 of machines leaves out."""
MONTH = 30
"""Days before the day that 机电事故率 looks at."""
HOUR = Decimal(3600)


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate in percent: ``part`` of ``whole``; None when there is nothing to count."""

    code: str
    zh: str
    en: str
    part: Decimal
    whole: Decimal
    target: int
    least: bool
    """Whether the target is the least or the most."""
    against: tuple[str, ...] = ()
    """The numbers of the things that count against it."""

    @property
    def percent(self) -> Decimal | None:
        """The rate, to a tenth."""
        if not self.whole:
            return None
        return (100 * self.part / self.whole).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None when there is nothing to count."""
        if not self.whole:
            return None
        share = 100 * self.part / self.whole
        return share >= self.target if self.least else share <= self.target

    def told(self, lang: str = "zh") -> dict[str, object]:
        """Return the rate as a document; numbers are decimal text."""
        return {
            "code": self.code, "name": self.en if lang == "en" else self.zh,
            "percent": None if self.percent is None else str(self.percent),
            "part": str(self.part), "whole": str(self.whole), "target": self.target,
            "least": self.least, "met": self.met, "against": list(self.against),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Unit:
    id: UUID
    number: str
    kind: str
    state: str


def kpi(work: Work, *, on: date | None = None) -> list[Rate]:
    """Return the rates at the end of the day *on*, by default now; raise ``Unreadable`` for later.

    A thing is in good order (完好) unless it is in repair, stands still for a fault that is not
    cleared, or failed its last test or repair.
    """
    day = on or work.today
    if day > work.today:
        raise Unreadable(
            f"on {day} lies ahead; rates are told until today, {work.today}",
            zh=f"日期 {day} 在今天（{work.today}）之后，指标只能统计到今天",
            field="on",
        )
    zone = ZoneInfo(work.mine.time_zone)
    until = min(datetime.combine(day + timedelta(days=1), time(), zone), work.now)
    units = list(_units(work, until))
    stopped = _stopped(work, until)
    bad = stopped | _failed(work, until) | {
        each.id for each in units if each.state == ItemState.IN_REPAIR
    }  # fmt: skip
    machines = [each for each in units if not _named(each, NO_MACHINE)]
    lamps = [each for each in units if _named(each, LAMP)]
    return [
        _good("I19A", "机电设备综合完好率", "machines in good order", machines, bad, 90),
        _good(
            "I19B", "小型电器完好率", "small devices in good order",
            [each for each in units if _named(each, SMALL)], bad, 95,
        ),
        _good("I19C", "矿灯完好率", "cap lamps in good order", lamps, bad, 100),
        _spare(work, lamps, bad, day),
        _standstill(work, machines, until),
        _in_repair(machines),
        _overhauled(work, day, until),
    ]  # fmt: skip


def _named(unit: _Unit, words: Iterable[str]) -> bool:
    return any(word in unit.kind for word in words)


def _good(
    code: str, zh: str, en: str, units: list[_Unit], bad: AbstractSet[UUID], target: int
) -> Rate:  # fmt: skip
    against = tuple(each.number for each in units if each.id in bad)
    whole = len(units)
    return Rate(
        code, zh, en, Decimal(whole - len(against)), Decimal(whole), target, least=True,
        against=against,
    )  # fmt: skip


def _in_repair(units: list[_Unit]) -> Rate:
    waiting = tuple(each.number for each in units if each.state == ItemState.IN_REPAIR)
    return Rate(
        "I19F", "待修率", "machines in repair", Decimal(len(waiting)), Decimal(len(units)), 5,
        least=False, against=waiting,
    )  # fmt: skip


def _overhauled(work: Work, day: date, until: datetime) -> Rate:
    """Return how many of the overhauls that are planned for the year were finished by then."""
    first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    query = (
        select(Overhaul.done_at, Item.number)
        .join(Item, and_(Item.mine_id == Overhaul.mine_id, Item.id == Overhaul.item_id))
        .where(Overhaul.mine_id == work.mine_id, Overhaul.due_on.between(first, last))
        .order_by(Item.number)
    )
    rows = work.session.execute(query).all()
    waiting = tuple(number for done, number in rows if done is None or done > until)
    return Rate(
        "I19G", "大修计划完成率", "overhauls of the year that were done",
        Decimal(len(rows) - len(waiting)), Decimal(len(rows)), _overhaul_target(day), least=True,
        against=waiting,
    )  # fmt: skip


def _overhaul_target(day: date) -> int:
    """Return 90 at the year's end, 30 from mid-year on, and nothing before."""
    if (day.month, day.day) == (12, 31):
        return 90
    return 30 if (day.month, day.day) >= (6, 30) else 0


def _spare(work: Work, lamps: list[_Unit], bad: AbstractSet[UUID], day: date) -> Rate:
    """Return how many lamps in good order the mine has beyond one for each of its people."""
    people = sum(each.works_on(day) for each in work.all(Person))
    good = sum(each.id not in bad for each in lamps)
    return Rate(
        "I19D", "矿灯备用率", "spare cap lamps", Decimal(max(good - people, 0)),
        Decimal(people if lamps else 0), 10, least=True,
    )  # fmt: skip


def _standstill(work: Work, machines: list[_Unit], until: datetime) -> Rate:
    """Return the hours that faults stopped machines, of all their hours of thirty days."""
    since = until - timedelta(days=MONTH)
    numbers = {each.id: each.number for each in machines}
    query = select(Fault.item_id, Fault.since, Fault.cleared_at).where(
        Fault.mine_id == work.mine_id,
        Fault.stops,
        Fault.since < until,
        or_(Fault.cleared_at.is_(None), Fault.cleared_at > since),
    )
    hours: dict[UUID, Decimal] = {}
    for item_id, began, cleared in work.session.execute(query):
        if item_id in numbers:
            stood = min(cleared or until, until) - max(began, since)
            lost = Decimal(int(stood.total_seconds())) / HOUR
            hours[item_id] = hours.get(item_id, Decimal(0)) + lost
    return Rate(
        "I19E", "机电事故率（按停机时间）", "standstill for faults",
        sum(hours.values(), Decimal(0)), Decimal(len(machines) * MONTH * 24), 1, least=False,
        against=tuple(sorted(numbers[each] for each in hours)),
    )  # fmt: skip


def _units(work: Work, until: datetime) -> Iterator[_Unit]:
    """Yield the units on the register at a moment that were not scrapped, by number."""
    last = (
        select(
            Entry.subject_id,
            Entry.after,
            func.row_number()
            .over(partition_by=Entry.subject_id, order_by=Entry.id.desc())
            .label("back"),
        )
        .where(Entry.mine_id == work.mine_id, Entry.subject == Item.__tablename__)
        .where(Entry.at <= until, Entry.after != "")
        .subquery()
    )
    query = (
        select(Item.id, Item.number, DeviceClass.name, last.c.after)
        .join(last, last.c.subject_id == Item.id)
        .join(Product, Product.id == Item.product_id)
        .join(DeviceClass, DeviceClass.id == Product.class_id)
        .where(Item.mine_id == work.mine_id, Item.kind == Tracking.UNIT)
        .where(last.c.back == 1, last.c.after != ItemState.SCRAPPED.value)
        .order_by(Item.number)
    )
    for row in work.session.execute(query):
        yield _Unit(*row)


def _stopped(work: Work, until: datetime) -> set[UUID]:
    query = select(Fault.item_id).where(
        Fault.mine_id == work.mine_id, Fault.stops, Fault.since <= until,
        or_(Fault.cleared_at.is_(None), Fault.cleared_at > until),
    )  # fmt: skip
    return set(work.session.scalars(query))


def _failed(work: Work, until: datetime) -> set[UUID]:
    """Return the items whose last job that was closed by then had failed."""
    query = (
        select(Job.item_id, Job.state)
        .where(Job.mine_id == work.mine_id, Job.closed_at <= until)
        .order_by(Job.closed_at, Job.id)
    )
    last: Mapping[UUID, JobState] = {row.item_id: row.state for row in work.session.execute(query)}
    return {item_id for item_id, state in last.items() if state is JobState.FAILED}
