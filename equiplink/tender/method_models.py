"""The mine's own limits for each method, and approvals to change the method of a new round."""

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from equiplink.db import Money, Record, choice, ref
from equiplink.tender.states import Kind, Method


class MethodLimit(Record):
    """Up to which amount the mine lets a kind of thing be bought by a method, and since when."""

    __tablename__ = "method_limit"
    zh: ClassVar[str] = "采购方式限额"

    kind: Mapped[Kind] = choice(Kind)
    method: Mapped[Method] = choice(Method)
    most: Mapped[Decimal] = mapped_column(Money)
    """CNY, the number included (民法典 第一千二百五十九条)."""
    since: Mapped[date]
    until: Mapped[date | None]
    """The last day; none while it goes on, or until a later one begins."""
    reason: Mapped[str]
    """The document or decision behind it."""


class MethodChange(Record):
    """An approval to buy by another method after rounds that failed."""

    __tablename__ = "method_change"
    zh: ClassVar[str] = "采购方式变更批准"

    tender_id: Mapped[UUID] = ref("tender")
    """The failed round."""
    method: Mapped[Method] = choice(Method)
    reason: Mapped[str]
    document: Mapped[str]
    """The paper that approves it: of the mine, or of the authority that approved the project."""
    person_id: Mapped[UUID] = ref("person")
    approved_at: Mapped[datetime]
