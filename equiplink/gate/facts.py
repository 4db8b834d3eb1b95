"""From the one row that the gate read to the facts that its rules, and the catalogue's, judge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

from equiplink.catalogue.amounts import pieces, positive
from equiplink.catalogue.paper_rules import CHECK_DAYS, PAPER_STATUS
from equiplink.catalogue.rules import (
    BANNED,
    EX_MARK,
    EXPLOSION,
    SAFETY_MARK,
    BannedFacts,
    ExFacts,
    MarkFacts,
)
from equiplink.catalogue.states import Paper, Tracking
from equiplink.errors import Unreadable
from equiplink.gate.candidate import Candidate
from equiplink.gate.editions import edition
from equiplink.gate.emergency_rules import URGENT, WAIVED
from equiplink.gate.permit_rules import PERMIT, PERMIT_ASKED, Permitted
from equiplink.gate.rules import ENTRY, EXIT, STAY, TAG, Scanned
from equiplink.gate.shown import Shown
from equiplink.gate.states import Direction
from equiplink.law import Finding, Severity
from equiplink.mine.window_rules import SHIFT, Hour
from equiplink.mine.windows import Hours, open_at
from equiplink.register.enrol_rules import PROVISIONAL, Provisional
from equiplink.register.hold_states import HoldKind
from equiplink.register.parts import lost
from equiplink.register.tag_rules import SIGHTING, Sighting
from equiplink.register.tags import TRAVEL_MINUTES
from equiplink.rules import RuleSet
from equiplink.upkeep.urgent_rules import Urgency

Question: TypeAlias = tuple[RuleSet[Any], Any]
"""A set of rules, and the facts that it is to judge."""

MINUTE = timedelta(minutes=1)


def amount(row: Any, quantity: Decimal | int) -> Decimal:
    """Return *quantity* exactly; raise ``Unreadable`` for part of a piece, or nothing at all."""
    if row is None:
        return positive(quantity)
    given = pieces(quantity, tracking=row.kind, unit=row.unit)
    if row.kind is Tracking.UNIT and given != 1:
        raise Unreadable(
            f"quantity {quantity}: a tagged unit is one piece; scan each tag by itself",
            zh=f"数量 {quantity}：逐件贴签的设备每次扫一件，请逐一扫码",
            field="quantity",
        )
    return given


@dataclass(frozen=True, slots=True)
class Against:
    """What speaks against a thing beside its own row."""

    holds: tuple[tuple[HoldKind, str], ...] = ()
    doubts: tuple[str, ...] = ()
    """Why its supplier is doubted."""
    elsewhere: tuple[str, datetime] | None = None
    """The other gate that scanned it last, since ``since``."""
    windows: tuple[Mapping[str, Any], ...] = ()
    """The terms of the windows of this day."""
    papers: tuple[str, ...] = ()
    """What the issuers of its papers show, as ``shown`` reads it."""


NOTHING = Against()


def columns(row: Any) -> dict[str, Any]:
    """Return a row that was read, or made up, as its columns."""
    return dict(getattr(row, "_mapping", None) or vars(row))


@dataclass(frozen=True)
class Seen:
    """What one read found: the tag's row, None when nobody knows it, and the holds on it."""

    code: str
    gate_id: UUID
    now: datetime
    row: Any
    against: Against = NOTHING
    zone: str = field(default="UTC")
    day: date | None = None
    """The day whose law and dates count, when it is not that of ``now``."""

    @cached_property
    def today(self) -> date:
        """The day that counts, in the mine's own time zone."""
        return self.day or self.now.astimezone(ZoneInfo(self.zone)).date()

    def judge(self, scanner: UUID, way: Direction, quantity: Decimal) -> tuple[Finding, ...]:
        """Return every broken rule, the denying ones first; an emergency lets some of them pass."""
        found = self.judged(self.asked(scanner, way, quantity))
        if not self.waives(way):
            return found
        eased = (
            replace(each, severity=Severity.WARN) if each.code in WAIVED else each for each in found
        )
        return tuple(sorted(eased, key=lambda finding: not finding.denies))

    def asked(self, scanner: UUID, way: Direction, quantity: Decimal) -> Iterator[Question]:
        """Yield every set of rules that is read for this scan, with the facts that it judges."""
        if self.row is None or way is Direction.OUT:
            yield from self._passing()
            if self.row is not None:
                yield EXIT, self._candidate(scanner, quantity)
            return
        yield from self.itself(scanner, quantity)
        yield from self.kind()
        yield from self.permit(quantity)
        yield URGENT, self._urgency()

    def itself(self, scanner: UUID, quantity: Decimal) -> Iterator[Question]:
        """Yield what is asked of this very thing when it goes down."""
        yield from self._passing()
        yield ENTRY, self._candidate(scanner, quantity)
        yield PROVISIONAL, Provisional(self.today, self.row.regular_by)

    def kind(self, *, in_use: bool = False) -> Iterator[Question]:
        """Yield what is asked of all that are of its kind, at such a place: mark, ban, ex, papers.

        Before it is inspected nobody knows for which place it is.
        """
        yield SAFETY_MARK, self._mark()
        yield BANNED, self._banned(in_use=in_use)
        placed = in_use or self.row.inspected_at is not None
        yield (EXPLOSION if placed else EX_MARK), self._explosion()
        yield from self._papers()

    def permit(self, quantity: Decimal) -> Iterator[Question]:
        """Yield what is asked of its entry permit, and of the work that it goes down for."""
        yield PERMIT, self._permitted(quantity)
        yield SHIFT, Hour(self.today, self.row.danger, self._hours.forbidding)

    def _passing(self) -> Iterator[Question]:
        yield TAG, self._scanned()
        if self.row is not None:
            yield SIGHTING, self._sighting()

    def waives(self, way: Direction) -> bool:
        """Say whether two people let it in although papers are late, and that still holds."""
        row = self.row
        if row is None or way is Direction.OUT or getattr(row, "emergency_id", None) is None:
            return False
        return bool(self.now <= row.emergency_until)

    @property
    def policy(self) -> Mapping[str, object]:
        """What the mine set for itself."""
        return self._hours.tightened({} if self.row is None else self.row.policy)

    @cached_property
    def _hours(self) -> Hours:
        """The windows that are open at this hour."""
        return open_at(self.against.windows, self.now, self.zone)

    def edition(self, scanner: UUID, way: Direction, quantity: Decimal) -> str:
        """Return the fingerprint of the rules that are asked."""
        asked = (rules for rules, _ in self.asked(scanner, way, quantity))
        return edition(asked, self.today, self.policy)

    def staying(self) -> Iterator[Question]:
        """Yield what is asked of this very thing while it is underground."""
        row = self.row
        yield STAY, replace(self._candidate(None, row.underground), repairing=bool(row.repairing))
        yield PROVISIONAL, Provisional(self.today, row.regular_by)

    def judged(self, asked: Iterable[Question]) -> tuple[Finding, ...]:
        """Return what the rules find, the denying first."""
        policy = self.policy
        found = [each for rules, facts in asked for each in rules.judge(facts, policy)]
        return tuple(sorted(found, key=lambda finding: not finding.denies))

    def told(self) -> dict[str, Any]:
        """Return what a person sees of the thing, to be stored with the answer."""
        row = self.row
        if row is None:
            return {}
        holds, doubts, elsewhere = self.against.holds, self.against.doubts, self.against.elsewhere
        return {
            "known": columns(row),
            "against": {
                "holds": holds,
                "doubts": doubts,
                "elsewhere": elsewhere,
                "windows": self.against.windows,
                "papers": self.against.papers,
            },
            "item": {
                "number": row.number,
                "name": row.name,
                "model": row.model,
                "maker": row.maker,
                "serial": row.serial,
                "batch": row.batch,
                "unit": row.unit,
                "place": row.place,
            },
            "state": row.state,
            "stock": row.stock,
            "underground": row.underground,
            "mark": row.mark_number,
            "mark_status": row.mark_status,
            "mark_until": row.mark_until,
            "inspected_at": row.inspected_at,
            "inspection_until": row.inspection_until,
            "gas_class": row.gas_class,
            "zone": row.zone,
        }

    def _scanned(self) -> Scanned:
        row = self.row
        if row is None:
            return Scanned(self.today, self.code, known=False)
        voided = row.voided_at and row.voided_at.astimezone(ZoneInfo(self.zone)).date()
        return Scanned(
            self.today, self.code, known=True, voided_on=voided, generation=row.generation
        )

    def _permitted(self, quantity: Decimal) -> Permitted:
        row = self.row
        return Permitted(
            today=self.today,
            asked=PERMIT_ASKED.of(row.policy) > 0,
            number=row.permit_number,
            until=row.permit_until,
            quantity=quantity,
            permitted=row.permit_quantity,
        )

    def _urgency(self) -> Urgency:
        if not self.waives(Direction.IN):
            return Urgency(self.today)
        until = self.row.emergency_until.astimezone(ZoneInfo(self.zone))
        return Urgency(self.today, self.row.emergency_reason, f"{until:%Y-%m-%d %H:%M}")

    def _sighting(self) -> Sighting:
        row, shortest = self.row, TRAVEL_MINUTES.of(self.row.policy)
        gate, at = self.against.elsewhere or (None, self.now)
        scanned = self._scanned()
        return Sighting(
            today=self.today,
            code=self.code,
            fate=row.fate,
            voided_on=scanned.voided_on,
            # Parts of one lot are in several hands, and may pass two gates at once.
            elsewhere=gate if row.kind is Tracking.UNIT else None,
            minutes=(self.now - at) // MINUTE,
            shortest=shortest,
        )

    def _candidate(self, scanner: UUID | None, quantity: Decimal) -> Candidate:
        row = self.row
        test = row.papers.get(Paper.THIRD_PARTY_TEST, {})
        return Candidate(
            today=self.today,
            state=row.state,
            unit=row.unit,
            quantity=quantity,
            stock=row.stock + row.issued,
            underground=row.underground,
            inspected_at=row.inspected_at,
            inspection_passed=bool(row.inspection_passed),
            inspection_until=row.inspection_until,
            inspected_by_scanner=row.inspector_id == scanner,
            unfit_since=row.unfit_since and row.unfit_since.astimezone(ZoneInfo(self.zone)),
            belt_test=Paper.THIRD_PARTY_TEST in row.papers_asked,
            belt_test_passed=test.get("passed") is True,
            dated=row.requires_shelf_life,
            expires_on=row.expires_on,
            next_due_on=row.next_due_on,
            lost=lost(row.plates, ex=row.requires_ex, mark=row.requires_mark),
            installed=row.parent_id is not None,
            holds=self.against.holds,
            doubts=self.against.doubts,
        )

    def _mark(self) -> MarkFacts:
        row = self.row
        return MarkFacts(
            today=self.today,
            required=row.requires_mark,
            number=row.mark_number,
            known=row.mark_known is not None,
            status=row.mark_status,
            valid_from=row.mark_from,
            valid_until=row.mark_until,
            batch=bool(row.mark_batch),
            holder=row.mark_holder or "",
            maker=row.maker,
            certificate_model=row.mark_model or "",
            model=row.model,
            certificate_product=row.mark_product or "",
            product=row.name,
            made_on=row.made_on,
            notices=(row.notice,) if row.notice else (),
            maker_notices=(row.maker_notice,) if row.maker_notice else (),
            covers=tuple(row.mark_covers or ()),
            checked_on=row.mark_checked,
            check_days=CHECK_DAYS.of(row.policy),
            renewed_until=row.renewed_until,
            trial_until=row.trial_until,
        )

    def _banned(self, *, in_use: bool = False) -> BannedFacts:
        row = self.row
        return BannedFacts(
            self.today, row.bans, row.ratings, row.zone, row.gas_class, in_use=in_use
        )

    @cached_property
    def _shown(self) -> dict[Paper, Shown]:
        return {each.kind: each for each in map(Shown.of, self.against.papers)}

    def _papers(self) -> Iterator[Question]:
        for each in self._shown.values():
            yield PAPER_STATUS, each.facts(self.row, self.today)

    def _explosion(self) -> ExFacts:
        row, shown = self.row, self._shown.get(Paper.EX_CERTIFICATE)
        paper = row.papers.get(Paper.EX_CERTIFICATE, {})
        return ExFacts(
            today=self.today,
            device=row.device,
            required=row.requires_ex,
            ex_mark=row.ex_mark,
            gas_class=row.gas_class,
            zone=row.zone,
            certificate=paper.get("number", ""),
            conditions=(shown and shown.conditions) or paper.get("conditions", ""),
            acknowledged=None if shown is None else shown.acknowledged,
        )
