"""Instruments whose calibration ends."""

from __future__ import annotations

from collections.abc import Iterator

from equiplink.acceptance.check_models import Instrument
from equiplink.acceptance.check_states import InstrumentState
from equiplink.due import Due
from equiplink.mine.states import Role
from equiplink.work import Work


def due(work: Work) -> Iterator[Due]:
    """List the next calibration of every instrument in use."""
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
