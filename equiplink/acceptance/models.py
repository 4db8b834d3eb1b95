"""What was presented for acceptance: nameplate, papers, verdict."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.acceptance.states import AcceptanceState
from equiplink.acceptance.verdict_states import Disposal
from equiplink.db import Json, Quantity, Stateful, choice, ref


class Acceptance(Stateful):
    """One unit, or one batch of a lot, as it stood on the floor.

    ``plate`` is what the nameplate says: name, model, maker, mark_number,
    serial, ex_mark, ratings. ``papers`` maps a ``Paper`` to ``{"number",
    "issuer", "valid_until", "model", "maker", "passed"}`` as the paper itself
    says, ``checks`` a ``Check`` to whether it passed.
    """

    __tablename__ = "acceptance"
    __table_args__ = (CheckConstraint("quantity > 0", "quantity"),)
    zh: ClassVar[str] = "验收"

    state: Mapped[AcceptanceState] = choice(AcceptanceState)
    delivery_line_id: Mapped[UUID] = ref("delivery_line")
    quantity: Mapped[Decimal] = mapped_column(Quantity)
    serial: Mapped[str]
    """The maker's serial number; empty for a lot."""
    batch: Mapped[str]
    plate: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    papers: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    checks: Mapped[dict[str, bool]] = mapped_column(Json, default=dict)
    made_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    template_id: Mapped[UUID | None] = ref("check_template")
    """By what it is checked: the edition in force on the day on which it was presented."""
    parted_from_id: Mapped[UUID | None] = ref("acceptance")
    """The acceptance that it was parted from; what was checked there holds for it too."""
    findings: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    signed_by: Mapped[UUID | None] = ref("person")
    signed_at: Mapped[datetime | None]
    note: Mapped[str]
    disposal: Mapped[Disposal | None] = choice(Disposal)
    """What rejected goods went back for."""
