"""存量补录: bring in what was here before the register, and lead it to regular standing or out.

A thing that is entered so is provisional: what it still has to show is listed, a
rank tells how urgent that is and why, and a date is set, after which it may not
go down. Two thousand rows take as many statements as one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NotRequired, TypedDict
from uuid import UUID

from sqlalchemy import select, update

from equiplink.catalogue.amounts import pieces
from equiplink.catalogue.facts import MarkFacts
from equiplink.catalogue.models import DeviceClass, Product
from equiplink.catalogue.queries import mark_facts
from equiplink.catalogue.queries import product as product_of
from equiplink.catalogue.states import Paper, Tracking
from equiplink.db import new_id, one_of
from equiplink.errors import said
from equiplink.mine.models import Place
from equiplink.mine.states import UNDERGROUND
from equiplink.register.aliases import compared
from equiplink.register.appraisal import Catalogue, appraise, read
from equiplink.register.enrol_models import Enrolment
from equiplink.register.enrol_rules import REGULARISING, TURNING_OUT, Regularising, TurningOut
from equiplink.register.enrol_states import ENROLMENT, Risk
from equiplink.register.models import Alias, Item
from equiplink.register.states import ITEM, AliasKind, Importance
from equiplink.settings import Setting, Stricter
from equiplink.work import Work

DAYS: Mapping[Risk, Setting] = {
    risk: Setting(
        f"register.{risk}_days",
        days,
        "天",
        Stricter.LOWER,
        zh=f"补录物资（风险{risk.zh}）最长补齐天数",
        en=f"days in which what was entered with {risk} risk becomes regular or goes out",
    )
    for risk, days in ((Risk.HIGH, 30), (Risk.MEDIUM, 60), (Risk.LOW, 90))
}


class Existing(TypedDict):
    """One unit or lot as it was found. What nobody knows is left out, and is then missing.

    ``quantity`` is in the unit of its class, 1 for a unit. A place underground
    means that all of it is there. ``papers`` maps words of ``Paper`` to their
    numbers; ``purchase`` is the contract, order or invoice that proves where it
    comes from; ``old_number`` becomes an alias.
    """

    product_id: UUID
    number: str
    quantity: NotRequired[Decimal]
    place_id: NotRequired[UUID | None]
    shelf: NotRequired[str]
    serial: NotRequired[str]
    batch: NotRequired[str]
    mark_number: NotRequired[str]
    ex_mark: NotRequired[str]
    arrived_on: NotRequired[date | None]
    made_on: NotRequired[date | None]
    expires_on: NotRequired[date | None]
    papers: NotRequired[Mapping[str, str]]
    purchase: NotRequired[str]
    importance: NotRequired[str | None]
    old_number: NotRequired[str]
    source: NotRequired[str]
    """Where the row stands, such as the file and its line."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What would be written of one thing."""

    item: Item
    form: Enrolment
    alias: Alias | None


def enrol(work: Work, *, things: Sequence[Existing]) -> Sequence[Enrolment]:
    """Enter what is here already, each with what it lacks, its risk and its date.

    Raises ``Duplicate`` for a number, or a serial number of one product, that is
    taken; then nothing is written.
    """
    return put(work, draft(work, things))


def put(work: Work, drafts: Sequence[Draft]) -> Sequence[Enrolment]:
    """Write what was drafted."""
    below = [each for each in drafts if each.item.kind is Tracking.UNIT and each.item.underground]
    ids = {each.item.id for each in below}
    above = [each for each in drafts if each.item.id not in ids]
    for group, action in ((above, "enrol"), (below, "enrol_below")):
        work.steps(ITEM, [each.item for each in group], action, [_told(each) for each in group])
    aliases = [each.alias for each in drafts if each.alias]
    told = [{"item_id": each.item_id, "value": each.given} for each in aliases]
    work.records(aliases, "add_alias", told)
    forms = [each.form for each in drafts]
    work.steps(ENROLMENT, forms, "enrol", [_listed(form) for form in forms])
    return forms


def draft(work: Work, things: Sequence[Existing]) -> list[Draft]:
    """Return what ``enrol`` would write, in as many statements for one as for thousands."""
    known = read(work, [each["product_id"] for each in things],
                 [each.get("mark_number", "") for each in things])  # fmt: skip
    return [_draft(work, each, known) for each in things]


def _draft(work: Work, thing: Existing, known: Catalogue) -> Draft:
    product, kind = known.goods_of(thing["product_id"])
    place = known.place_of(thing.get("place_id"))
    item = _item(thing, product, kind, place)
    form = Enrolment(
        id=new_id(),
        item_id=item.id,
        place_id=place.id if place else None,
        purchase=thing.get("purchase", "").strip(),
        source=thing.get("source", "").strip(),
        entered_on=work.today,
        entered_by=work.actor.id,
        note="",
    )
    _appraise(work, form, item, known)
    return Draft(item, form, _alias(work, item, thing.get("old_number", "").strip()))


def _appraise(
    work: Work, form: Enrolment, item: Item, known: Catalogue, mark: MarkFacts | None = None
) -> None:
    """Write list, rank and date; a date that was set is never put off by better papers."""
    place = known.place_of(form.place_id)
    found = appraise(known, item, purchase=form.purchase, place=place, mark=mark)
    form.missing, form.risk = [each.value for each in found.missing], found.rank.risk
    form.points, form.reasons = found.rank.points, [list(each) for each in found.rank.reasons]
    last = form.entered_on + timedelta(days=work.setting(DAYS[form.risk]))
    form.regular_by = item.regular_by = min(last, form.regular_by or last)


def _item(thing: Existing, product: Product, kind: DeviceClass, place: Place | None) -> Item:
    quantity = pieces(thing.get("quantity", Decimal(1)), tracking=kind.tracking, unit=kind.unit)
    below = place is not None and place.zone in UNDERGROUND
    importance = thing.get("importance")
    papers = {
        one_of(Paper, name, field="papers").value: {"number": number.strip()}
        for name, number in thing.get("papers", {}).items()
        if number.strip()
    }
    return Item(
        id=new_id(),
        kind=kind.tracking,
        number=said(thing["number"], "设备编号", field="number"),
        product_id=product.id,
        place_id=place.id if place and not below else None,
        shelf=thing.get("shelf", "").strip(),
        importance=one_of(Importance, importance, field="importance") if importance else None,
        serial=thing.get("serial", "").strip(),
        batch=thing.get("batch", "").strip(),
        unit=kind.unit,
        quantity=quantity,
        stock=Decimal(0) if below else quantity,
        issued=Decimal(0),
        underground=quantity if below else Decimal(0),
        consumed=Decimal(0),
        scrapped=Decimal(0),
        parted=Decimal(0),
        mark_number=thing.get("mark_number", "").strip().upper(),
        ex_mark=thing.get("ex_mark", "").strip(),
        ratings=dict(product.ratings),
        papers=papers,
        lineage=[],
        plates={},
        arrived_on=thing.get("arrived_on"),
        made_on=thing.get("made_on"),
        expires_on=thing.get("expires_on"),
    )


def _alias(work: Work, item: Item, old: str) -> Alias | None:
    if not old:
        return None
    kind = AliasKind.OLD_NUMBER
    return Alias(
        id=new_id(), item_id=item.id, kind=kind, issuer="", value=compared(kind, old), given=old,
        since=work.now,
    )  # fmt: skip


def _told(made: Draft) -> dict[str, Any]:
    item = made.item
    return {
        "number": item.number, "enrolment_id": made.form.id, "product_id": item.product_id,
        "kind": item.kind, "serial": item.serial, "batch": item.batch, "quantity": item.quantity,
        "unit": item.unit, "place_id": made.form.place_id, "mark_number": item.mark_number,
        "ex_mark": item.ex_mark, "papers": item.papers, "made_on": item.made_on,
        "expires_on": item.expires_on,
    }  # fmt: skip


def _listed(form: Enrolment) -> dict[str, Any]:
    return {
        "item_id": form.item_id, "missing": form.missing, "risk": form.risk,
        "points": form.points, "reasons": form.reasons, "regular_by": form.regular_by,
        "purchase": form.purchase, "source": form.source,
    }  # fmt: skip


def supply(
    work: Work,
    enrolment_id: UUID,
    *,
    serial: str = "",
    mark_number: str = "",
    ex_mark: str = "",
    made_on: date | None = None,
    expires_on: date | None = None,
    papers: Mapping[str, str] | None = None,
    purchase: str = "",
    place_id: UUID | None = None,
) -> Enrolment:
    """Add what was missing; what is left out stays as it is. List and rank are made anew.

    The date never moves back: it comes nearer when what is brought shows a worse risk.
    """
    form = work.get(Enrolment, enrolment_id)
    item = work.get(Item, form.item_id)
    given = {
        "serial": serial.strip(), "mark_number": mark_number.strip().upper(),
        "ex_mark": ex_mark.strip(), "made_on": made_on, "expires_on": expires_on,
    }  # fmt: skip
    for name, value in given.items():
        if value:
            setattr(item, name, value)
    brought = {
        one_of(Paper, name, field="papers").value: {"number": said(number, "编号", field="papers")}
        for name, number in (papers or {}).items()
    }
    item.papers = item.papers | brought
    form.purchase, form.place_id = purchase.strip() or form.purchase, place_id or form.place_id
    _appraise(work, form, item, _catalogue(work, item), _mark(work, item))
    _pass_on(work, item)
    told = {name: value for name, value in given.items() if value} | {"papers": brought}
    work.step(ENROLMENT, form, "supply", **(_listed(form) | told))
    return form


def regularise(work: Work, enrolment_id: UUID, *, note: str = "") -> Enrolment:
    """Make it regular: everything is there, and somebody else than who entered it looked (R33).

    Raises ``Refused`` with what is missing (R30) and with every rule of the
    catalogue that denies it as it is.
    """
    form = work.get(Enrolment, enrolment_id)
    item = work.get(Item, form.item_id)
    known = _catalogue(work, item)
    place = known.place_of(form.place_id)
    found = appraise(known, item, purchase=form.purchase, place=place, mark=_mark(work, item))
    facts = Regularising(work.today, found.missing, form.entered_by, work.actor.id)
    warnings = REGULARISING.require(facts, work.policy, also=found.findings)
    item.regular_by = None
    _pass_on(work, item)
    form.missing, form.verified_by, form.note = [], work.actor.id, note.strip()
    work.step(ENROLMENT, form, "regularise", warnings=warnings, item_id=item.id, note=form.note)
    return form


def turn_out(work: Work, enrolment_id: UUID, *, reason: str) -> Enrolment:
    """Give up on a thing: it may never enter again and waits above for the scrap yard.

    Raises ``Refused`` while some of it is underground (R34).
    """
    reason = said(reason, "清出原因", field="reason")
    form = work.get(Enrolment, enrolment_id)
    item = work.get(Item, form.item_id)
    TURNING_OUT.require(TurningOut(work.today, item.underground, item.unit), work.policy)
    # The gate denies what is past its date, so from today on it is.
    item.regular_by = form.regular_by = min(form.regular_by, work.today - timedelta(days=1))
    _pass_on(work, item)
    form.note = reason
    work.step(ENROLMENT, form, "turn_out", item_id=item.id, reason=reason)
    return form


def _catalogue(work: Work, item: Item) -> Catalogue:
    return read(work, [item.product_id], [item.mark_number])


def _mark(work: Work, item: Item) -> MarkFacts:
    product, kind = product_of(work, item.product_id)
    return mark_facts(
        work, item.mark_number, goods=product, required=kind.requires_mark, made_on=item.made_on
    )


def _pass_on(work: Work, item: Item) -> None:
    """Give standing and papers to what was split or cut from it."""
    parts = select(Item.id, Item.lineage).where(
        Item.mine_id == work.mine_id,
        Item.product_id == item.product_id,
        Item.parted_from_id.is_not(None),
    )
    ids = [part for part, lineage in work.session.execute(parts) if str(item.id) in lineage]
    if ids:
        work.session.execute(
            update(Item)
            .where(Item.mine_id == work.mine_id, Item.id.in_(ids))
            .values({name: getattr(item, name) for name in _PASSED_ON})
        )


_PASSED_ON = ("regular_by", "mark_number", "ex_mark", "made_on", "expires_on", "papers")
