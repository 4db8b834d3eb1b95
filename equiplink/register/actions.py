"""Take accepted goods into stock, and count what is used up.

Entering and leaving belong to the gate, repair and scrap to upkeep; both take
the item's steps through its state table. Tags are in ``tags``, lots in ``lots``,
units inside units in ``parts``, other names in ``aliases``.
"""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from equiplink.acceptance.models import Acceptance
from equiplink.acceptance.queries import dossier, keeping
from equiplink.catalogue.amounts import pieces
from equiplink.db import new_id
from equiplink.errors import Duplicate, said
from equiplink.mine.models import Place
from equiplink.register.aliases import add_alias, end_alias, find
from equiplink.register.enrolment import enrol, regularise, supply, turn_out
from equiplink.register.lots import (
    Heap,
    balance,
    cut,
    give_back,
    issue,
    return_offcut,
    split,
    store,
)
from equiplink.register.models import Item
from equiplink.register.parts import assembly, carry, check_plates, grade, install, take_out
from equiplink.register.prints import record_prints
from equiplink.register.rules import CONSUMPTION, INTAKE, Consumption, Intake
from equiplink.register.states import ITEM
from equiplink.register.tags import (
    claim,
    count_blanks,
    issue_tag,
    issue_tags,
    live_tag,
    print_blanks,
    report_damaged,
    report_lost,
    reprint,
    unclaimed,
    void_tag,
    write_off,
)
from equiplink.work import Work

__all__ = [
    "Heap",
    "add_alias",
    "assembly",
    "balance",
    "carry",
    "check_plates",
    "claim",
    "consume",
    "count_blanks",
    "cut",
    "end_alias",
    "enrol",
    "find",
    "give_back",
    "grade",
    "install",
    "issue",
    "issue_tag",
    "issue_tags",
    "live_tag",
    "print_blanks",
    "record_prints",
    "regularise",
    "report_damaged",
    "report_lost",
    "reprint",
    "return_offcut",
    "split",
    "store",
    "supply",
    "take_in",
    "take_out",
    "turn_out",
    "unclaimed",
    "void_fitness",
    "void_tag",
    "write_off",
]


def take_in(
    work: Work, acceptance_id: UUID, *, number: str, place_id: UUID | None = None, shelf: str = ""
) -> Item:
    """Take an accepted unit or lot into stock under the *number* that people will say.

    What it was accepted with is copied: papers, ex mark, dates, and the ratings
    of the product, over which those of the nameplate go. It lies at *place_id*,
    on *shelf* (货位).
    """
    number = said(number, "设备编号", field="number")
    acceptance = work.get(Acceptance, acceptance_id)
    if place_id is not None:
        work.get(Place, place_id)
    d = dossier(work, acceptance.delivery_line_id)
    facts = Intake(work.today, acceptance.state)
    warnings = INTAKE.require(facts, work.policy, also=keeping(work, d, acceptance))
    if work.first(Item, acceptance_id=acceptance_id) is not None:
        raise Duplicate(
            "this was taken into stock already; use the existing item",
            zh="该验收单已办理入库，请使用原有台账记录",
            field="acceptance_id",
        )
    plate = acceptance.plate
    item = Item(
        id=new_id(),
        kind=d.kind.tracking,
        number=number.strip(),
        product_id=d.product.id,
        acceptance_id=acceptance_id,
        supplier_id=d.contract.supplier_id,
        serial=acceptance.serial,
        batch=acceptance.batch,
        unit=d.order.unit,
        quantity=acceptance.quantity,
        stock=acceptance.quantity,
        underground=Decimal(0),
        consumed=Decimal(0),
        scrapped=Decimal(0),
        place_id=place_id,
        shelf=shelf,
        mark_number=plate.get("mark_number", ""),
        ex_mark=plate.get("ex_mark", ""),
        ratings={**d.product.ratings, **plate.get("ratings", {})},
        papers=acceptance.papers,
        arrived_on=work.day_of(d.delivery.arrived_at),
        made_on=acceptance.made_on,
        expires_on=acceptance.expires_on,
    )
    work.step(
        ITEM, item, "take_in", warnings=warnings, number=item.number, acceptance_id=acceptance_id,
        kind=item.kind, product=f"{d.product.name} {d.product.model}", maker=d.product.maker,
        serial=item.serial, batch=item.batch, quantity=item.quantity, unit=item.unit,
        mark_number=item.mark_number, place_id=place_id, shelf=shelf,
    )  # fmt: skip
    return item


def void_fitness(work: Work, item_id: UUID, *, reason: str) -> Item:
    """Void every earlier pre-entry inspection of an item; the stage that calls asked who may."""
    item = work.get(Item, item_id)
    item.unfit_since = work.now
    work.record(item, "void_fitness", reason=reason)
    return item


def consume(work: Work, item_id: UUID, *, quantity: Decimal, note: str) -> Item:
    """Count part of a lot that is underground as used up there, in the lot's unit."""
    item = work.get(Item, item_id)
    pieces(quantity, tracking=item.kind, unit=item.unit)
    facts = Consumption(work.today, quantity, item.underground, item.unit)
    warnings = CONSUMPTION.require(facts, work.policy)
    item.underground -= quantity
    item.consumed += quantity
    work.step(
        ITEM, item, "consume", warnings=warnings, quantity=quantity, note=note,
        underground=item.underground, consumed=item.consumed,
    )  # fmt: skip
    return item
