"""First safe entry: what the gate's own record says about the goods of a contract.

A milestone that waits for it is released from what this writes into the
contract. Scanning does not know of contracts and pays nothing for them.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from equiplink.acceptance.models import Acceptance
from equiplink.acceptance.states import AcceptanceState
from equiplink.contract import payments, standing
from equiplink.contract.models import Contract, ContractLine, DeliveryLine
from equiplink.contract.states import Event, LineKind
from equiplink.errors import Conflict
from equiplink.gate.models import Scan
from equiplink.gate.states import Direction
from equiplink.mine.states import Role
from equiplink.register.models import Item
from equiplink.work import Work


def confirm_entry(work: Work, contract_id: UUID) -> Contract:
    """Write into the contract when the last of its goods was first let underground.

    Everything must be accepted, and each unit and each lot of the bought lines
    must have an admitted scan inwards. Raises
    ``Conflict`` naming what has never entered.
    """
    work.allow(Role.BUYER, Role.SAFETY_OFFICER)
    contract = work.get(Contract, contract_id)
    if standing.happened(work, contract, Event.ACCEPTANCE) is None:
        raise Conflict(
            "not everything of the contract is accepted yet; accept the rest first",
            zh="该合同尚未全部验收合格，请先完成验收",
            field="contract_id",
        )
    entries = _entries(work, contract_id)
    missing = [name for name, entered_at in entries if entered_at is None]
    days = [work.day_of(entered_at) for _, entered_at in entries if entered_at]
    if missing or not days:
        names = "、".join(missing) or "—"
        raise Conflict(
            f"these goods of the contract have never been let underground: {names}",
            zh=f"该合同以下物资尚无准许入井的记录：{names}；请在入井后办理",
            field="contract_id",
        )
    payments.enter(work, contract, max(days))
    return contract


def _entries(work: Work, contract_id: UUID) -> list[tuple[str, datetime | None]]:
    """Return each accepted piece or batch of a contract with its first admitted entry."""
    query = (
        select(
            func.coalesce(func.min(Item.number), Acceptance.serial, Acceptance.batch),
            func.min(Scan.at),
        )
        .select_from(ContractLine)
        .join(
            DeliveryLine,
            (DeliveryLine.mine_id == ContractLine.mine_id)
            & (DeliveryLine.contract_line_id == ContractLine.id),
        )
        .join(
            Acceptance,
            (Acceptance.mine_id == DeliveryLine.mine_id)
            & (Acceptance.delivery_line_id == DeliveryLine.id),
        )
        .outerjoin(
            Item, (Item.mine_id == Acceptance.mine_id) & (Item.acceptance_id == Acceptance.id)
        )
        .outerjoin(
            Scan,
            (Scan.mine_id == Item.mine_id)
            & (Scan.item_id == Item.id)
            & Scan.admitted
            & (Scan.direction == Direction.IN),
        )
        .where(ContractLine.mine_id == work.mine_id, ContractLine.contract_id == contract_id)
        .where(ContractLine.kind == LineKind.ORDERED)
        .where(Acceptance.state == AcceptanceState.ACCEPTED)
        .group_by(Acceptance.id, Acceptance.serial, Acceptance.batch)
        .order_by(Acceptance.id)
    )
    return [(name, at) for name, at in work.session.execute(query)]
