"""Instruments whose calibration ends; explosives that are to be filed or to come back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from equiplink.acceptance.check_models import Instrument
from equiplink.acceptance.check_states import InstrumentState
from equiplink.acceptance.explosive_models import ExplosiveBatch, ExplosiveIssue
from equiplink.acceptance.explosive_rules import FILING_DAYS
from equiplink.acceptance.explosive_states import IssueState
from equiplink.due import Due
from equiplink.mine.states import Role
from equiplink.work import Work


def due(work: Work) -> Iterator[Due]:
    """List calibrations, purchases to be filed, and what was taken for a shift."""
    yield from _calibrations(work)
    yield from _filings(work)
    yield from _issues(work)


def _calibrations(work: Work) -> Iterator[Due]:
    for each in work.all(Instrument, state=InstrumentState.IN_USE):
        if each.calibrated_until is not None:
            yield Due(
                code="A41",
                on=each.calibrated_until,
                subject="instrument",
                subject_id=each.id,
                number=each.number,
                role=Role.KEEPER,
                zh=f"{each.number} {each.name} 检定有效期至 {each.calibrated_until}，请按期送检",
                en=f"{each.number} {each.name}: calibrated until {each.calibrated_until}; "
                "have it calibrated",
            )


def _filings(work: Work) -> Iterator[Due]:
    for each in work.all(ExplosiveBatch, filed_on=None):
        yield Due(
            code="P03",
            on=each.dealt_on + timedelta(days=FILING_DAYS),
            subject="explosive_batch",
            subject_id=each.id,
            number=each.batch,
            role=Role.BUYER,
            zh=f"{each.kind.zh}批次 {each.batch}：购买的品种、数量报县级公安机关备案",
            en=f"batch {each.batch} of {each.kind}: file the purchase with the county's police",
        )


def _issues(work: Work) -> Iterator[Due]:
    for state in (IssueState.ISSUED, IssueState.REPORTED):
        for each in work.all(ExplosiveIssue, state=state):
            yield Due(
                code="P04L",
                on=each.shift_on,
                subject="explosive_issue",
                subject_id=each.id,
                number=f"{each.shift_on} {each.shift.zh}",
                role=Role.KEEPER,
                zh=f"{each.shift_on} {each.shift.zh}领取的民爆物品当班清退核销",
                en=f"explosives taken on {each.shift_on} ({each.shift}): settle them in the shift",
            )
