"""The agenda: what every stage lists as outstanding, the overdue first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from equiplink.acceptance.due import due as acceptance
from equiplink.agenda.charge import whose
from equiplink.campaign.accountability import due as accountability
from equiplink.campaign.audits import due as audits
from equiplink.campaign.due import due as campaign
from equiplink.campaign.people import due as people
from equiplink.campaign.points import due as points
from equiplink.campaign.rechecks import due as rechecks
from equiplink.campaign.tips import due as tips
from equiplink.campaign.violations import due as violations
from equiplink.contract.bid_bonds import due as bid_bonds
from equiplink.contract.due import due as contract
from equiplink.db import one_of
from equiplink.due import Due
from equiplink.gate.due import due as gate
from equiplink.gate.emergency_due import due as emergencies
from equiplink.hazard.due import due as hazard
from equiplink.mine.due import due as mine
from equiplink.mine.states import Role
from equiplink.plan.due import due as plan
from equiplink.register.due import due as register
from equiplink.register.marks import due as marks
from equiplink.supplier.due import due as supplier
from equiplink.tender.due import due as tender
from equiplink.tender.unused import due as unused
from equiplink.upkeep.due import due as upkeep
from equiplink.usage.due import due as usage
from equiplink.work import Work

STAGES: tuple[Callable[[Work], Iterator[Due]], ...] = (
    mine,
    supplier,
    plan,
    unused,
    tender,
    bid_bonds,
    contract,
    acceptance,
    register,
    marks,
    hazard,
    gate,
    upkeep,
    emergencies,
    usage,
    campaign,
    points,
    audits,
    rechecks,
    people,
    violations,
    accountability,
    tips,
)
"""The stages that have anything to do by a day, in the order of the chain."""


def due(
    work: Work, *, until: date | None = None, role: str = "", team: str = "", person: str = ""
) -> list[Due]:
    """Return what is to be done on or before *until*, or at any time, the earliest first.

    *role* (a word of ``Role``) narrows it to what its holders have to do; *team* and
    *person* (the name of a team, the number of a person) to what is theirs by name or
    stands in their charge.
    """
    theirs = whose(work, team=team, person=person)
    wanted = one_of(Role, role, field="role") if role else None
    found = [
        each
        for stage in STAGES
        for each in stage(work)
        if (until is None or each.on <= until) and wanted in {None, each.role} and theirs(each)
    ]
    return sorted(found, key=lambda each: (each.on, each.code, each.number, each.key))


def shown(work: Work, each: Due, lang: str) -> dict[str, object]:
    """Return a duty as the JSON that the API and the command line share."""
    return {
        "code": each.code,
        "on": each.on.isoformat(),
        "left": each.left(work.today),
        "overdue": each.on < work.today,
        "role": each.role.value,
        "subject": each.subject,
        "subject_id": str(each.subject_id),
        "number": each.number,
        "message": each.en if lang == "en" else each.zh,
    }
