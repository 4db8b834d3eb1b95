"""计量器具: which instruments there are, until when they read right, and what hangs on them.

An instrument that is found faulty casts doubt on whatever was read with it since
its last good calibration: each acceptance is listed until it was measured again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from equiplink.acceptance import floor_facts
from equiplink.acceptance.check_models import Calibration, CheckAnswer, Instrument, Suspicion
from equiplink.acceptance.check_states import INSTRUMENT
from equiplink.acceptance.floor_rules import CLEARING, Clearing
from equiplink.acceptance.models import Acceptance
from equiplink.db import new_id
from equiplink.errors import Duplicate, Unreadable, said
from equiplink.mine.states import Role
from equiplink.work import Work


def register(work: Work, *, number: str, name: str, model: str = "") -> Instrument:
    """Enter an instrument under its number; it is read only after its first calibration."""
    number = said(number, "器具编号", field="number")
    if work.first(Instrument, number=number) is not None:
        raise Duplicate(
            f"instrument {number} exists; use it",
            zh=f"已有编号为 {number} 的器具，请使用原有记录",
            field="number",
        )
    made = Instrument(
        id=new_id(), number=number, name=said(name, "器具名称", field="name"), model=model
    )
    work.step(INSTRUMENT, made, "register", number=number, name=made.name, model=model)
    return made


def calibrate(
    work: Work,
    instrument_id: UUID,
    *,
    certificate: str,
    issuer: str,
    made_on: date,
    valid_until: date,
) -> Instrument:
    """Enter the certificate of a good calibration; a faulty instrument may be used again."""
    instrument = work.get(Instrument, instrument_id)
    if not (instrument.calibrated_on or date.min) <= made_on <= min(work.today, valid_until):
        raise Unreadable(
            f"a calibration on {made_on} until {valid_until} does not follow the last one, "
            "or lies ahead; correct the days",
            zh=f"检定日期 {made_on}、有效期至 {valid_until} 早于上次检定或者晚于今天，请核对",
            field="made_on",
        )
    proof = Calibration(
        id=new_id(), mine_id=work.mine_id, instrument_id=instrument_id,
        certificate=said(certificate, "检定证书编号", field="certificate"),
        issuer=said(issuer, "检定机构", field="issuer"), made_on=made_on, valid_until=valid_until,
    )  # fmt: skip
    instrument.calibrated_on, instrument.calibrated_until = made_on, valid_until
    work.session.add(proof)
    work.step(
        INSTRUMENT, instrument, "calibrate", certificate=proof.certificate, issuer=proof.issuer,
        made_on=made_on, valid_until=valid_until,
    )  # fmt: skip
    return instrument


def find_faulty(work: Work, instrument_id: UUID, *, reason: str) -> Instrument:
    """Say that an instrument reads wrong; what it read since its last calibration is in doubt."""
    reason = said(reason, "失准情形", field="reason")
    instrument = work.get(Instrument, instrument_id)
    points: dict[UUID, list[str]] = defaultdict(list)
    for answer in _read_with(work, instrument):
        points[answer.acceptance_id].append(answer.point)
    work.step(
        INSTRUMENT, instrument, "find_faulty", reason=reason, since=instrument.calibrated_on,
        suspect=sorted(map(str, points)),
    )  # fmt: skip
    work.session.add_all(
        Suspicion(
            id=new_id(), mine_id=work.mine_id, acceptance_id=acceptance_id,
            instrument_id=instrument_id, points=codes, since=instrument.calibrated_on,
            found_at=work.now, reason=reason,
        )
        for acceptance_id, codes in points.items()
    )  # fmt: skip
    return instrument


def retire(work: Work, instrument_id: UUID, *, reason: str) -> Instrument:
    """Take an instrument out of use for good."""
    instrument = work.get(Instrument, instrument_id)
    work.step(INSTRUMENT, instrument, "retire", reason=said(reason, "停用原因", field="reason"))
    return instrument


def suspects(work: Work, instrument_id: UUID) -> Sequence[Acceptance]:
    """Return the acceptances that stand on readings of the instrument and are still in doubt."""
    doubtful = select(Suspicion.acceptance_id).where(
        Suspicion.mine_id == work.mine_id,
        Suspicion.instrument_id == instrument_id,
        Suspicion.cleared_at.is_(None),
    )
    query = select(Acceptance).where(Acceptance.mine_id == work.mine_id)
    return work.session.scalars(
        query.where(Acceptance.id.in_(doubtful)).order_by(Acceptance.id)
    ).all()


def clear(work: Work, suspicion_id: UUID, *, reason: str) -> Suspicion:
    """Clear a doubt after every point in doubt was measured again and passed."""
    work.allow(Role.ACCEPTOR, Role.EX_INSPECTOR)
    reason = said(reason, "解除依据", field="reason")
    doubt = work.get(Suspicion, suspicion_id)
    acceptance = work.get(Acceptance, doubt.acceptance_id)
    names = {each.code: each.name for each in floor_facts.points(work, acceptance)}
    now = floor_facts.answers(work, acceptance)
    facts = Clearing(
        today=work.today,
        unmeasured=tuple(names[code] for code in doubt.points if now[code].at <= doubt.found_at),
        failed=tuple(
            names[code]
            for code in doubt.points
            if now[code].at > doubt.found_at and not now[code].passed
        ),
    )
    warnings = CLEARING.require(facts, work.policy)
    doubt.cleared_at, doubt.cleared_by = work.now, work.actor.id
    work.record(
        doubt, "clear", warnings=warnings, acceptance_id=doubt.acceptance_id,
        instrument_id=doubt.instrument_id, reason=reason,
    )  # fmt: skip
    return doubt


def _read_with(work: Work, instrument: Instrument) -> Sequence[CheckAnswer]:
    """Return the answers that count and were read with it since its last good calibration."""
    read = work.all(CheckAnswer, instrument_id=instrument.id, replaced_at=None)
    since = instrument.calibrated_on or date.min
    return [each for each in read if work.day_of(each.at) >= since]
