"""What was seen of the goods: nameplate, papers, order and register, as facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from equiplink.acceptance.check_states import InstrumentState
from equiplink.acceptance.sample_states import SampleState
from equiplink.acceptance.states import Check
from equiplink.acceptance.template_table import Point
from equiplink.catalogue.naming import model, same_model
from equiplink.catalogue.states import Paper, Tracking


@dataclass(frozen=True, slots=True)
class Plate:
    """What the nameplate, or the package of a lot, says."""

    name: str = ""
    model: str = ""
    maker: str = ""
    mark_number: str = ""
    serial: str = ""
    ex_mark: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """What one paper says of itself and of the goods."""

    number: str = ""
    issuer: str = ""
    valid_until: date | None = None
    model: str = ""
    maker: str = ""
    passed: bool | None = None
    conditions: str = ""
    ex_mark: str = ""
    standard: str = ""


@dataclass(frozen=True, slots=True)
class Bought:
    """What the contract orders."""

    model: str
    maker: str
    mark_number: str


@dataclass(frozen=True, slots=True)
class Gauge:
    """A measuring instrument as it stands today."""

    number: str
    state: InstrumentState
    calibrated_until: date | None

    def reads_right(self, day: date) -> bool:
        """Say whether it is in use and in calibration; the last day counts."""
        until = self.calibrated_until
        return self.state is InstrumentState.IN_USE and until is not None and day <= until


@dataclass(frozen=True, slots=True)
class Goods:
    """One unit, or one batch of a lot, with all that it is held against."""

    today: date
    tracking: Tracking
    bought: Bought
    plate: Plate = Plate()
    papers: Mapping[Paper, Document] = field(default_factory=dict)
    checks: Mapping[Check, bool] = field(default_factory=dict)
    registered: bool = False
    registered_until: date | None = None
    required: frozenset[Paper] = frozenset()
    requires_mark: bool = False
    requires_shelf_life: bool = False
    rescuer: bool = False
    serial: str = ""
    serial_taken: bool = False
    batch: str = ""
    made_on: date | None = None
    expires_on: date | None = None
    stored_years: int = 0
    kind: str = ""
    requires_ex: bool = False
    points: tuple[Point, ...] = ()
    answers: Mapping[str, bool] = field(default_factory=dict)
    keeps_templates: bool = False
    suspect: tuple[str, ...] = ()
    sampling: bool = False
    sampled: SampleState | None = None
    other_makers: frozenset[str] = frozenset()

    @property
    def marked(self) -> bool:
        """Whether a safety mark is in question: the class asks for one, or the goods claim one."""
        return self.requires_mark or bool(self.plate.mark_number or self.bought.mark_number)

    @property
    def certificate(self) -> Document | None:
        return self.papers.get(Paper.SAFETY_MARK)


def same(one: str, other: str) -> bool:
    """Say whether two texts read the same; an empty one matches nothing."""
    return bool(model(one)) and same_model(one, other)
