"""Test, maintain, care for, repair and modify what is on the register.

Intervals are in ``schedule``, the end of a thing in ``scrapping``; their verbs
are verbs of this stage too.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select

from equiplink.acceptance import floor_facts
from equiplink.catalogue.models import DeviceClass, Product
from equiplink.db import THOUSANDTHS, exact, one_of
from equiplink.errors import NotFound, Unreadable
from equiplink.files import actions as files
from equiplink.files.states import FileKind
from equiplink.law import Finding
from equiplink.ledger import Entry
from equiplink.mine.actions import valid_certificate
from equiplink.mine.models import Person
from equiplink.mine.states import Danger, Permit
from equiplink.register.models import Item
from equiplink.register.states import ITEM, ItemState
from equiplink.upkeep import looking
from equiplink.upkeep.failures import note_failure
from equiplink.upkeep.looking import Look
from equiplink.upkeep.models import Interval, Job
from equiplink.upkeep.outside import away
from equiplink.upkeep.rope_rules import (
    NEW_PERCENT,
    PEOPLE_PERCENT,
    ROPE,
    THINNER_PERCENT,
    RopeTest,
)
from equiplink.upkeep.rules import (
    CARRIED_YEARS,
    GAIN_G,
    OUTCOME,
    START,
    STORED_YEARS,
    WORN_PERCENT,
    Outcome,
    Start,
)
from equiplink.upkeep.schedule import adopt_intervals, due, move_on, schedule, set_interval
from equiplink.upkeep.scrapping import (
    approve,
    condemn,
    destroy,
    find_usable,
    refuse,
    request,
)
from equiplink.upkeep.states import JOB, VOIDS_FITNESS, JobKind, JobState, Measure
from equiplink.upkeep.table import MEASURED
from equiplink.upkeep.urgent import in_this_shift
from equiplink.work import Work

__all__ = [
    "adopt_intervals", "approve", "condemn", "destroy", "due", "fail", "find_usable", "pass_",
    "refuse", "request", "schedule", "set_interval", "start_care", "start_maintenance",
    "start_modification", "start_repair", "start_test",
]  # fmt: skip

MAY_SIGN = (Permit.ELECTRICIAN, Permit.EX_INSPECTION, Permit.SAFETY_MANAGEMENT)


def start_test(
    work: Work, item_id: UUID, *, note: str = "", interval_id: UUID | None = None
) -> Job:
    """Begin a test (检测); *interval_id* names the check, and may be left out if there is one."""
    return _start(work, item_id, JobKind.TEST, note, interval_id)


def start_maintenance(
    work: Work, item_id: UUID, *, note: str = "", interval_id: UUID | None = None
) -> Job:
    """Begin maintenance (维护)."""
    return _start(work, item_id, JobKind.MAINTENANCE, note, interval_id)


def start_care(
    work: Work, item_id: UUID, *, note: str = "", interval_id: UUID | None = None
) -> Job:
    """Begin care (保养)."""
    return _start(work, item_id, JobKind.CARE, note, interval_id)


def start_repair(
    work: Work, item_id: UUID, *, note: str = "", interval_id: UUID | None = None
) -> Job:
    """Begin a repair (维修); voids every pre-entry inspection made until it is closed."""
    return _start(work, item_id, JobKind.REPAIR, note, interval_id)


def start_modification(
    work: Work, item_id: UUID, *, note: str = "", interval_id: UUID | None = None
) -> Job:
    """Begin a modification (改造); voids fitness like a repair, and passes only with a report."""
    return _start(work, item_id, JobKind.MODIFICATION, note, interval_id)


def _start(work: Work, item_id: UUID, kind: JobKind, note: str, interval_id: UUID | None) -> Job:
    item = work.get(Item, item_id)
    interval = _interval(work, item, kind, interval_id)
    shift = in_this_shift(work, item_id, Danger.REPAIR if _disturbs(item, kind) else None)
    warnings = START.require(
        Start(
            today=work.today,
            kind=kind,
            scrapped=item.state is ItemState.SCRAPPED,
            repairing=repairing(work, item_id),
        ),
        shift.policy,
        also=shift.findings,
    )
    job = Job(
        item_id=item_id,
        kind=kind,
        interval_id=interval and interval.id,
        opened_at=work.now,
        report="",
        note=note,
        measured={},
    )
    if kind in VOIDS_FITNESS:
        item.unfit_since = work.now
        work.step(ITEM, item, "start_repair", kind=kind, note=note)
    work.step(
        JOB, job, f"start_{kind}", warnings=warnings, item_id=item_id, note=note,
        interval=interval and interval.name,
    )  # fmt: skip
    if kind is JobKind.REPAIR:
        note_failure(work, job, item)
    return job


def _disturbs(item: Item, kind: JobKind) -> bool:
    """Say whether it is 检维修 underground: looking, measuring and cleaning are not."""
    return bool(item.underground) and kind not in {JobKind.TEST, JobKind.CARE}


def repairing(work: Work, item_id: UUID) -> bool:
    """Say whether a repair or modification of the item is open."""
    query = select(Job.id).filter_by(mine_id=work.mine_id, item_id=item_id, state=JobState.OPEN)
    return work.session.scalars(query.where(Job.kind.in_(VOIDS_FITNESS))).first() is not None


def _interval(work: Work, item: Item, kind: JobKind, interval_id: UUID | None) -> Interval | None:
    query = (
        select(Interval)
        .join(Product, Product.class_id == Interval.class_id)
        .where(Interval.mine_id == work.mine_id, Product.id == item.product_id)
        .where(Interval.kind == kind)
    )
    possible = {each.id: each for each in work.session.scalars(query)}
    if interval_id is None:
        return next(iter(possible.values())) if len(possible) == 1 else None
    if interval_id not in possible:
        names = "、".join(each.name for each in possible.values()) or "—"
        raise Unreadable(
            f"interval_id names no {kind} of this class of goods; possible: {names}",
            zh=f"该检查周期不适用于此类物品的{kind}；可选：{names}",
            field="interval_id",
        )
    return possible[interval_id]


def pass_(
    work: Work,
    job_id: UUID,
    *,
    done_by: UUID,
    signed_by: UUID | None,
    report: str = "",
    report_id: UUID | None = None,
    instrument_id: UUID | None = None,
    measured: Mapping[str, Decimal] | None = None,
    look: Look | None = None,
) -> Job:
    """Close a job as passed (the table's ``pass``) and set the next day of its check.

    *report* is what was done, or the number of the report; *measured* maps words
    of ``Measure`` to numbers. *report_id* is the report's file, attached to the job and
    bound by its hash; *instrument_id* is what was measured with. Raises ``Refused``
    without record (L03), signature (L03S) or the signer's certificate (L03C), when the
    doer signs his own repair (G06S), for a modification without report (G07, U66), a
    test without an instrument that reads right (U64, U65), and for what measured badly.
    *look* is what was seen of flameproof equipment: asked for at its check (X08, X09),
    and after a loss a repair comes first (U67).
    """
    job, item, warnings = _judge(
        work, job_id, passed=True, done_by=done_by, signed_by=signed_by, report=report,
        report_id=report_id, instrument_id=instrument_id, measured=measured or {},
        look=look,
    )  # fmt: skip
    move_on(work, job)
    _close(work, job, item, "pass", warnings)
    return job


def fail(
    work: Work,
    job_id: UUID,
    *,
    done_by: UUID,
    signed_by: UUID | None,
    report: str = "",
    report_id: UUID | None = None,
    instrument_id: UUID | None = None,
    measured: Mapping[str, Decimal] | None = None,
    look: Look | None = None,
) -> Job:
    """Close a job as failed: the item is unfit until an inspection after it is passed.

    A *look* that shows a loss of explosion protection (X08, X09) opens a hazard and
    holds the item.
    """
    job, item, warnings = _judge(
        work, job_id, passed=False, done_by=done_by, signed_by=signed_by, report=report,
        report_id=report_id, instrument_id=instrument_id, measured=measured or {},
        look=look,
    )  # fmt: skip
    item.unfit_since = work.now
    _close(work, job, item, "fail", warnings)
    note_failure(work, job, item)
    return job


def _judge(
    work: Work,
    job_id: UUID,
    *,
    passed: bool,
    done_by: UUID,
    signed_by: UUID | None,
    report: str,
    report_id: UUID | None,
    instrument_id: UUID | None,
    measured: Mapping[str, Decimal],
    look: Look | None,
) -> tuple[Job, Item, tuple[Finding, ...]]:
    job = work.get(Job, job_id)
    item = work.get(Item, job.item_id)
    work.get(Person, done_by)
    numbers = _numbers(measured)
    product = work.get(Product, item.product_id)
    kind = work.get(DeviceClass, product.class_id)
    held = _permits(work, signed_by)
    carried_since = went_down_on(work, item.id)
    file = _report(work, job_id, report_id)
    looks = look is not None or looking.asked(work, job, item)
    lost = looking.judged(work, look) if looks else ()
    warnings = OUTCOME.require(
        Outcome(
            today=work.today,
            kind=job.kind,
            passed=passed,
            ex=kind.requires_ex,
            done_by=done_by,
            signed_by=signed_by,
            certified=bool(held),
            ex_certified=Permit.EX_INSPECTION in held,
            record=job.note,
            report=report,
            rescuer="自救器" in kind.name,
            made_on=item.made_on,
            carried_since=carried_since,
            measured=numbers,
            measures=bool(numbers) or _measured(work, job),
            gauge=floor_facts.gauge(work, instrument_id),
            report_bound=bool(file),
            unrepaired=looks and looking.unrepaired(work, item.id),
            away=away(work, job_id),
            stored_years=work.setting(STORED_YEARS),
            carried_years=work.setting(CARRIED_YEARS),
            gain_g=work.setting(GAIN_G),
            worn_percent=work.setting(WORN_PERCENT),
        ),
        work.policy,
        also=(
            *_rope(work, numbers, passed=passed, new=carried_since is None),
            *(lost if passed else ()),
        ),
    )
    job.done_by, job.signed_by = done_by, signed_by
    job.report, job.report_sha256, job.instrument_id = report, file, instrument_id
    job.measured = {name.value: str(number) for name, number in numbers.items()}
    job.looked = looking.seen(look, lost)
    if look is not None and lost and not passed:
        looking.stop(work, item, look, lost)
    return job, item, warnings


def _report(work: Work, job_id: UUID, report_id: UUID | None) -> str:
    """Return the hash of the report's file; empty when none is named."""
    if report_id is None:
        return ""
    there = {each.id: each.sha256 for each in files.of(work, job_id, kind=FileKind.REPORT)}
    if report_id not in there:
        raise NotFound(
            "the report is not attached to this job, or is void; attach it first",
            zh="报告未附在本检修记录上或者已作废，请先上传",
            field="report_id",
        )
    return there[report_id]


def _measured(work: Work, job: Job) -> bool:
    """Say whether the check of a job is one that is read off an instrument."""
    return job.interval_id is not None and work.get(Interval, job.interval_id).name in MEASURED


def _rope(
    work: Work, numbers: Mapping[Measure, Decimal], *, passed: bool, new: bool
) -> tuple[Finding, ...]:
    facts = RopeTest(
        today=work.today,
        passed=passed,
        new=new,
        worn=numbers.get(Measure.WORN_PERCENT),
        thinner=numbers.get(Measure.THINNER_PERCENT),
        new_percent=work.setting(NEW_PERCENT),
        people_percent=work.setting(PEOPLE_PERCENT),
        thinner_percent=work.setting(THINNER_PERCENT),
    )
    return ROPE.judge(facts, work.policy)


def _numbers(measured: Mapping[str, Decimal]) -> dict[Measure, Decimal]:
    numbers = {one_of(Measure, name, field="measured"): value for name, value in measured.items()}
    for value in numbers.values():
        exact(value, THOUSANDTHS, field="measured")
    return numbers


def _permits(work: Work, person_id: UUID | None) -> set[Permit]:
    if person_id is None:
        return set()
    work.get(Person, person_id)
    return {permit for permit in MAY_SIGN if valid_certificate(work, person_id, permit, work.today)}


def went_down_on(work: Work, item_id: UUID) -> date | None:
    """Return the day on which an item first went underground, from the ledger."""
    query = select(func.min(Entry.at)).where(
        Entry.mine_id == work.mine_id,
        Entry.subject == Item.__tablename__,
        Entry.subject_id == item_id,
        Entry.action.in_(("enter", "enter_part")),
    )
    first = work.session.scalars(query).one()
    return work.day_of(first) if first else None


def _close(work: Work, job: Job, item: Item, action: str, warnings: tuple[Finding, ...]) -> None:
    job.closed_at = work.now
    JOB.next(job.state, action)
    if job.kind in VOIDS_FITNESS:
        item.unfit_since = work.now
        if "end_repair" in ITEM.allowed(item.state):
            work.step(ITEM, item, "end_repair", job_id=job.id)
    work.step(
        JOB, job, action, item_id=item.id, done_by=job.done_by, signed_by=job.signed_by,
        report=job.report, report_sha256=job.report_sha256, instrument_id=job.instrument_id,
        measured=job.measured, looked=job.looked, was_due_on=job.was_due_on,
        next_due_on=job.next_due_on, warnings=warnings,
    )  # fmt: skip
