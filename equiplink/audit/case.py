"""Everything that is on file about one tender, read in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select

from equiplink.contract.models import Contract, ContractLine
from equiplink.db import Record
from equiplink.errors import NotFound
from equiplink.ledger import Entry
from equiplink.mine.models import Person
from equiplink.supplier.models import Supplier
from equiplink.tender import basis, queries
from equiplink.tender.models import Bid, BidLine, Lot, Member, Objection, Tender
from equiplink.tender.panel_models import (
    Adjustment,
    Check,
    Expert,
    ExpertDraw,
    OpeningRecord,
    PriceHold,
    Sheet,
    Signature,
)
from equiplink.tender.scoring import Price
from equiplink.tender.states import BidState, TenderState
from equiplink.work import Work

R = TypeVar("R", bound=Record)
SEALED = (BidState.SEALED, BidState.WITHDRAWN, BidState.LATE, BidState.RETURNED)
"""Bids whose content nobody has read."""
PUBLIC_NAMES = (TenderState.AWARDED,)
"""The committee's names are secret until somebody has won (招标投标法 第三十七条)."""


def find(work: Work, named: str) -> Tender:
    """Return the tender with that id, or the last round of that number; raise ``NotFound``."""
    query = select(Tender).filter_by(mine_id=work.mine_id)
    try:
        query = query.filter_by(id=UUID(named))
    except ValueError:
        query = query.filter_by(number=named).order_by(Tender.round.desc())
    found = work.session.scalars(query.limit(1)).first()
    if found is None:
        raise NotFound(
            f"there is no tender {named} in this mine; check the number",
            zh=f"本矿没有编号为 {named} 的招标，请核对",
            field="tender",
        )
    return found


@dataclass(frozen=True)
class Case:
    """One tender with all its records; each kind is read once, when it is asked for."""

    work: Work
    tender: Tender

    @cached_property
    def lots(self) -> Sequence[Lot]:
        """The lots in the order of the notice."""
        return self.work.all(Lot, Lot.position, tender_id=self.tender.id)

    @cached_property
    def sources(self) -> list[queries.Source]:
        """What is bought, with the plan behind it."""
        return queries.sources(self.work, queries.lines(self.work, self.tender.id))

    @cached_property
    def bids(self) -> Sequence[Bid]:
        """Every bid; none before the opening, when nobody may know who bids (第二十二条)."""
        if self.tender.opened_at is None:
            return ()
        return self.work.all(Bid, Bid.received_at, Bid.id, tender_id=self.tender.id)

    @cached_property
    def opened(self) -> list[Bid]:
        """The bids that were opened."""
        return [bid for bid in self.bids if bid.state not in SEALED]

    @cached_property
    def suppliers(self) -> dict[UUID, Supplier]:
        """Who bid."""
        return queries.bidding(self.work, self.bids)

    def bidder(self, bid_id: UUID | str) -> str:
        """Return the name of who handed in a bid."""
        return self._bidders[str(bid_id)]

    @cached_property
    def _bidders(self) -> dict[str, str]:
        return {str(bid.id): self.suppliers[bid.supplier_id].name for bid in self.bids}

    def lot_of(self, bid: Bid) -> str:
        """Return the number of a bid's lot."""
        return self._numbers[bid.lot_id]

    @cached_property
    def _numbers(self) -> dict[UUID, str]:
        return {lot.id: lot.no for lot in self.lots}

    @cached_property
    def by_id(self) -> dict[UUID, Bid]:
        """Every bid by its id."""
        return {bid.id: bid for bid in self.bids}

    @cached_property
    def offers(self) -> Sequence[BidLine]:
        """What the opened bids offer."""
        return self._in(BidLine, BidLine.bid_id, self.opened)

    @cached_property
    def members(self) -> Sequence[Member]:
        """The committee, who left it too, as they were seated."""
        return self.work.all(Member, tender_id=self.tender.id)

    @cached_property
    def named(self) -> bool:
        """The committee's names may be told."""
        return self.tender.state in PUBLIC_NAMES

    def member(self, member_id: UUID) -> str:
        """Return a member's name, or his number on the committee while names are secret."""
        return self._seats[member_id]

    @cached_property
    def _seats(self) -> dict[UUID, str]:
        return {
            each.id: self.people[each.person_id] if self.named else f"委员{number}"
            for number, each in enumerate(self.members, 1)
        }

    @cached_property
    def people(self) -> dict[UUID, str]:
        """The names of everybody of the mine who has a part in it."""
        ids = {each.person_id for each in self.members}
        ids |= {source.plan.requester_id for source in self.sources}
        ids |= {UUID(each) for draw in self.draws for each in draw.pool}
        ids |= {draw.prepared_by for draw in self.draws}
        if self.opening is not None:
            ids |= {self.opening.reader_id, self.opening.recorder_id}
        ids |= {draw.witness_id for draw in self.draws if draw.witness_id}
        query = select(Person.id, Person.name).filter_by(mine_id=self.work.mine_id)
        found = self.work.session.execute(query.where(Person.id.in_(ids)))
        return {row.id: row.name for row in found}

    @cached_property
    def opening(self) -> OpeningRecord | None:
        """What was seen at the opening."""
        return self.work.first(OpeningRecord, tender_id=self.tender.id) if self.bids else None

    @cached_property
    def experts(self) -> dict[UUID, Expert]:
        """What makes members experts, by person."""
        ids = [each.person_id for each in self.members]
        query = select(Expert).filter_by(mine_id=self.work.mine_id)
        found = self.work.session.scalars(query.where(Expert.person_id.in_(ids)))
        return {each.person_id: each for each in found}

    @cached_property
    def draws(self) -> Sequence[ExpertDraw]:
        """The draws by lot."""
        return self.work.all(ExpertDraw, tender_id=self.tender.id)

    @cached_property
    def checks(self) -> Sequence[Any]:
        """The checklists' answers, replaced ones too; rows, because there are many."""
        query = select(
            Check.bid_id, Check.member_id, Check.item, Check.passes, Check.evidence,
            Check.replaced_at,
        ).filter_by(mine_id=self.work.mine_id)  # fmt: skip
        mine = query.where(Check.bid_id.in_([bid.id for bid in self.opened]))
        return self.work.session.execute(mine.order_by(Check.id)).all()

    @cached_property
    def adjustments(self) -> Sequence[Adjustment]:
        """What the committee added to prices before it compared."""
        found = self._in(Adjustment, Adjustment.bid_id, self.opened)
        return [each for each in found if each.replaced_at is None]

    @cached_property
    def holds(self) -> Sequence[PriceHold]:
        """The prices that had to be explained."""
        return self._in(PriceHold, PriceHold.bid_id, self.opened)

    @cached_property
    def sheets(self) -> Sequence[Sheet]:
        """Every score sheet, annulled ones too, by seat."""
        return self.work.all(Sheet, Sheet.member_id, Sheet.id, tender_id=self.tender.id)

    @cached_property
    def signatures(self) -> Sequence[Signature]:
        """The signatures under the report."""
        return self.work.all(Signature, tender_id=self.tender.id)

    @cached_property
    def objections(self) -> Sequence[Objection]:
        """The objections to documents and candidates."""
        return self.work.all(Objection, tender_id=self.tender.id)

    @cached_property
    def prices(self) -> Mapping[UUID, Price]:
        """What was compared of each opened bid, on the basis of the notice."""
        return basis.on_basis(self.tender, self.opened, self.net)

    @cached_property
    def net(self) -> Mapping[UUID, Fraction]:
        """The prices without tax, exact; of bids that state every rate."""
        quantities = {each.line.id: each.line.quantity for each in self.sources}
        return basis.sums(
            (each.bid_id, quantities[each.tender_line_id], each.unit_price, each.tax_rate)
            for each in self.offers
        )

    @cached_property
    def contracts(self) -> Sequence[Contract]:
        """What was signed with the winners."""
        return self.work.all(Contract, tender_id=self.tender.id)

    @cached_property
    def contract_lines(self) -> Sequence[ContractLine]:
        """The order lines of the contracts."""
        return self._in(ContractLine, ContractLine.contract_id, self.contracts)

    @cached_property
    def entries(self) -> Sequence[Entry]:
        """What the ledger tells of the tender, its lots and its opened bids, in order."""
        subjects: list[UUID] = [self.tender.id, *(lot.id for lot in self.lots)]
        subjects += [bid.id for bid in self.opened]
        query = select(Entry).filter_by(mine_id=self.work.mine_id)
        query = query.where(Entry.subject_id.in_(subjects)).order_by(Entry.id)
        return self.work.session.scalars(query).all()

    def told(self, action: str) -> dict[UUID, Mapping[str, Any]]:
        """Return what the ledger last keeps of *action*, by record."""
        return {each.subject_id: each.data for each in self.entries if each.action == action}

    def _in(self, model: type[R], column: Any, rows: Iterable[Record]) -> Sequence[R]:
        query = select(model).filter_by(mine_id=self.work.mine_id)
        query = query.where(column.in_([row.id for row in rows])).order_by(model.id)
        return self.work.session.scalars(query).all()
