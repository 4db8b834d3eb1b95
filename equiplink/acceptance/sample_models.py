"""The risks that a class of goods is sampled by, the samples, and what was found in them."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from equiplink.acceptance.sample_states import PlanBasis, SampleState, Scale
from equiplink.db import Json, Record, Stateful, choice, ref


class SamplingRisk(Record):
    """What a mine risks when it samples a class of goods, in one edition."""

    __tablename__ = "sampling_risk"
    __table_args__ = (UniqueConstraint("mine_id", "class_id", "edition"),)
    zh: ClassVar[str] = "抽样风险"

    class_id: Mapped[UUID] = mapped_column(ForeignKey("device_class.id"))
    edition: Mapped[str]
    since: Mapped[date]
    risks: Mapped[dict[str, dict[str, str]]] = mapped_column(Json, default=dict)
    """``Scale`` → ``{"aql", "lq", "alpha", "beta"}`` in percent."""


class Sample(Stateful):
    """One draw from one lot. The seed's hash stands before the draw, the seed after it."""

    __tablename__ = "sample"
    __table_args__ = (UniqueConstraint("mine_id", "acceptance_id"),)
    zh: ClassVar[str] = "抽样"

    state: Mapped[SampleState] = choice(SampleState)
    acceptance_id: Mapped[UUID] = ref("acceptance")
    supplier_id: Mapped[UUID] = ref("supplier")
    class_id: Mapped[UUID] = mapped_column(ForeignKey("device_class.id"))
    risk_id: Mapped[UUID] = ref("sampling_risk")
    scale: Mapped[Scale] = choice(Scale)
    basis: Mapped[PlanBasis] = choice(PlanBasis)
    lot: Mapped[int]
    size: Mapped[int]
    accept: Mapped[int]
    """With so many bad pieces in the sample the lot still passes."""
    names: Mapped[list[str]] = mapped_column(Json, default=list)
    """What the pieces are called; empty when they are numbered from 1."""
    commitment: Mapped[str]
    kept_seed: Mapped[str]
    """The seed under the chain's key; empty once it is published."""
    seed: Mapped[str]
    word: Mapped[str]
    prepared_by: Mapped[UUID] = ref("person")
    witness_id: Mapped[UUID | None] = ref("person")
    drawn_at: Mapped[datetime | None]
    drawn: Mapped[list[str]] = mapped_column(Json, default=list)
    concluded_at: Mapped[datetime | None]

    @property
    def pool(self) -> list[str]:
        """The pieces of the lot by name."""
        return self.names or [str(number) for number in range(1, self.lot + 1)]


class SampleAnswer(Record):
    """What was found at one piece of a sample. A later answer replaces it."""

    __tablename__ = "sample_answer"
    __table_args__ = (
        Index(
            "uq_sample_answer_current", "mine_id", "sample_id", "piece", unique=True,
            sqlite_where=text("replaced_at is null"),
            postgresql_where=text("replaced_at is null"),
        ),
    )  # fmt: skip
    zh: ClassVar[str] = "样本结论"

    sample_id: Mapped[UUID] = ref("sample")
    piece: Mapped[str]
    passed: Mapped[bool]
    note: Mapped[str]
    person_id: Mapped[UUID] = ref("person")
    at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]
