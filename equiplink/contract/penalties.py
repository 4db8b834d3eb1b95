"""逾期违约金: computed from the record, asserted by a person, waived with a reason."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from equiplink.contract import standing
from equiplink.contract.models import Contract, Penalty
from equiplink.contract.money_rules import LATENESS, Lateness
from equiplink.contract.states import PENALTY
from equiplink.db import new_id
from equiplink.errors import said
from equiplink.work import Work


def assert_penalty(work: Work, contract_id: UUID) -> Penalty:
    """Assert what is owed for late delivery until today and was not asserted before.

    The amount is computed: what came late by its days, what is still to come by
    the days until today, each at the agreed per cent of its price a day, and no
    more than the agreed cap. A waived penalty counts as asserted.
    """
    contract = work.get(Contract, contract_id)
    before = sum((each.amount for each in work.all(Penalty, contract_id=contract_id)), Decimal(0))
    agreed = contract.late_percent is not None and contract.signed_on is not None
    owed = standing.owed_for_lateness(work, contract)
    warnings = LATENESS.require(Lateness(work.today, agreed, owed, before), work.policy)
    penalty = Penalty(id=new_id(), contract_id=contract_id, amount=owed - before, until=work.today)
    work.step(
        PENALTY, penalty, "assert", warnings=warnings, contract_id=contract_id,
        amount=penalty.amount, owed=owed, before=before, deliver_by=contract.deliver_by,
        late_percent=contract.late_percent, late_cap=contract.late_cap,
    )  # fmt: skip
    return penalty


def waive_penalty(work: Work, penalty_id: UUID, *, reason: str) -> Penalty:
    """Waive a penalty (the table's ``waive``) and say why."""
    reason = said(reason, "免除原因", field="reason")
    penalty = work.get(Penalty, penalty_id)
    work.get(Contract, penalty.contract_id)
    work.step(PENALTY, penalty, "waive", amount=penalty.amount, reason=reason)
    return penalty
