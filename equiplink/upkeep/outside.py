"""Send a thing out of the mine for repair and take it back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from equiplink.catalogue.queries import product as product_of
from equiplink.errors import said
from equiplink.register.models import Item
from equiplink.upkeep.models import Job
from equiplink.upkeep.states import OUTSIDE_REPAIR, JobState, OutsideState
from equiplink.upkeep.trouble_models import Outside
from equiplink.upkeep.trouble_rules import SENDING, Sending
from equiplink.work import Work


def send_out(
    work: Work, job_id: UUID, *, firm: str, due_back_on: date, qualification: str = ""
) -> Outside:
    """Send what an open repair is about to a *firm*, with the day on which it is due back.

    Raises ``Refused`` for what is underground (U31), without an open repair or away
    already (U32), and for an ex device without the firm's *qualification* (U33).
    """
    firm = said(firm, "承修单位", field="firm")
    job = work.get(Job, job_id)
    item = work.get(Item, job.item_id)
    _, kind = product_of(work, item.product_id)
    SENDING.require(
        Sending(
            today=work.today,
            kind=job.kind,
            open=job.state is JobState.OPEN,
            below=item.underground > 0,
            away=away(work, job_id),
            ex=kind.requires_ex,
            qualification=qualification,
            due_back_on=due_back_on,
        ),
        work.policy,
    )
    made = Outside(
        job_id=job_id,
        firm=firm,
        qualification=qualification,
        due_back_on=due_back_on,
        sent_at=work.now,
    )
    work.step(
        OUTSIDE_REPAIR, made, "send_out", item_id=item.id, job_id=job_id, firm=firm,
        qualification=qualification, due_back_on=due_back_on,
    )  # fmt: skip
    return made


def take_back(work: Work, outside_id: UUID, *, condition: str) -> Outside:
    """Write down how a thing came back, and with which papers; then its repair can be closed."""
    condition = said(condition, "返回时的状况", field="condition")
    outside = work.get(Outside, outside_id)
    OUTSIDE_REPAIR.next(outside.state, "take_back")
    outside.returned_at, outside.condition = work.now, condition
    work.step(OUTSIDE_REPAIR, outside, "take_back", job_id=outside.job_id, condition=condition)
    return outside


def away(work: Work, job_id: UUID) -> bool:
    """Say whether what a job is about is outside the mine."""
    return work.first(Outside, job_id=job_id, state=OutsideState.SENT) is not None
