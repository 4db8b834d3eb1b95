"""What is known of a thing when somebody wants to put it at a place, and the verdict on that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import and_, func, select

from equiplink.catalogue.facts import BannedFacts, ExFacts
from equiplink.catalogue.lanes import judge_place
from equiplink.catalogue.models import DeviceClass, Product
from equiplink.catalogue.rules import BANNED, SELECTION
from equiplink.catalogue.states import Tracking
from equiplink.db import THOUSANDTHS
from equiplink.gate.models import EntryInspection
from equiplink.law import Finding
from equiplink.ledger import Entry
from equiplink.mine.models import Person, Place
from equiplink.mine.states import Danger
from equiplink.register.hold_states import Act
from equiplink.register.holds import barring, held_at
from equiplink.register.models import Item
from equiplink.rules import RuleSet
from equiplink.upkeep.models import Job
from equiplink.upkeep.states import JobKind, JobState
from equiplink.upkeep.urgent import in_this_shift
from equiplink.usage.models import Placement
from equiplink.usage.rules import ROPE_DAYS, Spot
from equiplink.work import Work


def require(
    work: Work,
    rules: RuleSet[Spot],
    item: Item,
    *,
    place_id: UUID,
    keeper_id: UUID,
    quantity: Decimal,
    moved: Placement | None = None,
) -> tuple[Finding, ...]:
    """Return the warnings; raise ``Refused`` with the findings of *rules*, list and table.

    *moved* is the placement that ends when this one begins.
    """
    place, keeper = work.get(Place, place_id), work.get(Person, keeper_id)
    product = work.get(Product, item.product_id)
    kind = work.get(DeviceClass, product.class_id)
    gas_class = work.mine.gas_class
    facts = _inspected(work, item, _spot(work, item, place, keeper, quantity))
    if moved is not None:
        ended = moved.ended_at and work.day_of(moved.ended_at)
        facts = replace(facts, placed=facts.placed - moved.quantity, ended_on=ended)
    if "钢丝绳" in kind.name:
        tested = _tested_on(work, item)
        facts = replace(facts, rope=True, tested_on=tested, rope_days=work.setting(ROPE_DAYS))
    installs = Danger.INSTALLATION if item.kind is Tracking.UNIT else None
    shift = in_this_shift(work, item.id, installs)
    also = (
        *shift.findings,
        *BANNED.judge(
            BannedFacts(work.today, product.bans, item.ratings, place.zone, gas_class),
            shift.policy,
        ),
        *SELECTION.judge(
            ExFacts(
                today=work.today,
                device=kind.device,
                required=kind.requires_ex,
                ex_mark=item.ex_mark,
                gas_class=gas_class,
                zone=place.zone,
            ),
            shift.policy,
        ),
        *(judge_place(work, product.id, place) if _unmarked(item, kind) else ()),
    )
    return rules.require(facts, shift.policy, also=also)


def _unmarked(item: Item, kind: DeviceClass) -> bool:
    return kind.requires_mark and not item.mark_number


def _spot(work: Work, item: Item, place: Place, keeper: Person, quantity: Decimal) -> Spot:
    return Spot(
        today=work.today,
        zone=place.zone,
        quantity=quantity,
        underground=item.underground,
        placed=placed(work, item.id),
        keeper_left_on=keeper.left_on,
        holds=barring(work, item, Act.USE),
        stopped=tuple(each.reason for each in held_at(work, place.id)),
        closed_out_on=_closed_out_on(work, place),
    )


def _closed_out_on(work: Work, place: Place) -> date | None:
    told = work.first(Entry, subject=Place.__tablename__, subject_id=place.id, action="close_out")
    return work.day_of(told.at) if told is not None else None


def placed(work: Work, item_id: UUID) -> Decimal:
    """Return how much of an item stands at places, in its unit."""
    query = select(func.coalesce(func.sum(Placement.quantity), 0)).where(
        Placement.mine_id == work.mine_id,
        Placement.item_id == item_id,
        Placement.ended_at.is_(None),
    )
    return Decimal(work.session.scalars(query).one()).quantize(THOUSANDTHS)


def _inspected(work: Work, item: Item, facts: Spot) -> Spot:
    query = (
        select(EntryInspection.inspected_at, Place.name, Place.zone)
        .join(
            Place,
            and_(Place.mine_id == EntryInspection.mine_id, Place.id == EntryInspection.place_id),
        )
        .where(EntryInspection.mine_id == work.mine_id, EntryInspection.item_id == item.id)
        .where(EntryInspection.superseded_at.is_(None), EntryInspection.passed)
    )
    row = work.session.execute(query).first()
    at = row and row.inspected_at
    return replace(
        facts,
        unfit=item.unfit_since is not None and (at is None or at <= item.unfit_since),
        inspected_zone=row and row.zone,
        inspected_place=row and row.name,
    )


def _tested_on(work: Work, item: Item) -> date | None:
    """Return the day of the last passed test; the maker's counts, made when the rope was."""
    query = select(func.max(Job.closed_at)).where(
        Job.mine_id == work.mine_id,
        Job.item_id == item.id,
        Job.kind == JobKind.TEST,
        Job.state == JobState.PASSED,
    )
    last = work.session.scalars(query).one()
    return work.day_of(last) if last else item.made_on
