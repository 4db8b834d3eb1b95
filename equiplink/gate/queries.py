"""The gate's statements: what is known of a tag in one read, and the rows that a scan writes."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

import sqlalchemy
from sqlalchemy import (
    Executable,
    Table,
    Text,
    bindparam,
    func,
    insert,
    literal,
    null,
    select,
    type_coerce,
    union_all,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from equiplink.catalogue.papers import numbers
from equiplink.db import Day, Id, UTCDateTime, new_id
from equiplink.errors import NotFound
from equiplink.gate import shown
from equiplink.gate.facts import Against
from equiplink.gate.known import KNOWN, around
from equiplink.gate.models import EntryInspection, Gate, Passage, Scan
from equiplink.mine.models import Place, ShiftWindow
from equiplink.register.hold_models import Hold
from equiplink.register.hold_states import HoldKind
from equiplink.register.holds import upwards
from equiplink.register.models import Item, Tag
from equiplink.register.parts import inside
from equiplink.supplier.models import Debarment, Mark
from equiplink.supplier.queries import keys_of, kin
from equiplink.supplier.states import UNTRUE, Cause, MarkKind
from equiplink.work import Work

_TAG, _ITEM, _PLACE = Tag.__table__.c, Item.__table__.c, Place.__table__.c
_GATE, _INSPECTION = Gate.__table__.c, EntryInspection.__table__.c
_SCANS, _PASSAGES = cast("Table", Scan.__table__), cast("Table", Passage.__table__)
_SCAN, _PASSAGE, _HOLD = Scan.__table__.c, Passage.__table__.c, Hold.__table__.c
_BAR, _WINDOW = Debarment.__table__.c, ShiftWindow.__table__.c
SEEN, WINDOW, PAPER = "seen", "window", "paper"

_PART = Item.__table__.alias("part").c
_LOOK = (
    select(
        _GATE.id.label("gate_id"),
        select(func.count())
        .where(_PART.mine_id == _ITEM.mine_id, _PART.parent_id == _ITEM.id)
        .scalar_subquery()
        .label("parts"),
        _TAG.generation,
        _TAG.voided_at,
        _TAG.fate,
        *KNOWN,
        _PLACE.name.label("place"),
        _PLACE.zone,
    )
    .select_from(
        around(
            Tag.__table__.join(
                Item.__table__, (_ITEM.mine_id == _TAG.mine_id) & (_ITEM.id == _TAG.item_id)
            )
        )
        .join(
            Gate.__table__, (_GATE.mine_id == _TAG.mine_id) & (_GATE.name == bindparam("gate_name"))
        )
        .outerjoin(
            Place.__table__,
            (_PLACE.mine_id == _INSPECTION.mine_id) & (_PLACE.id == _INSPECTION.place_id),
        )
    )
    .where(_TAG.mine_id == bindparam("of_mine", type_=Id()), _TAG.code == bindparam("code"))
    .with_for_update(of=(Item.__table__, Tag.__table__))
)

TYPES = {each.key: each.type for each in _LOOK.selected_columns}
"""The type of each column that ``look`` returns."""

_OF_SUPPLIER = bindparam("of_mine", type_=Id()), bindparam("of_supplier", type_=Id())
_NEVER = sqlalchemy.cast(null(), UTCDateTime())
_OPEN = select(type_coerce(_HOLD.kind, Text()), _HOLD.reason, _NEVER).where(
    _HOLD.mine_id == bindparam("of_mine", type_=Id()), _HOLD.released_at.is_(None)
)
_HELD = _OPEN.where(_HOLD.key.in_(bindparam("keys", expanding=True)))
_INSIDE = inside(bindparam("of_mine", type_=Id()), bindparam("of_item", type_=Id()))
_PART_HELD = _OPEN.where(_HOLD.key.in_(select(sqlalchemy.cast(_INSIDE.c.id, Text))))
_UPWARDS = upwards(bindparam("of_mine", type_=Id()), bindparam("of_place", type_=Id()))
_PLACE_HELD = _OPEN.where(_HOLD.key.in_(select(sqlalchemy.cast(_UPWARDS.c.id, Text))))
_FIRM_HELD = _OPEN.where(_HOLD.key.in_(keys_of(*_OF_SUPPLIER)))
IN_DOUBT = (
    _BAR.mine_id == bindparam("of_mine", type_=Id()),
    (_BAR.cause == Cause.FRAUD) | _BAR.offence.in_(sorted(UNTRUE)),
    _BAR.starts_on <= bindparam("today", type_=Day()),
    _BAR.ends_on >= bindparam("today", type_=Day()),
    _BAR.lifted_on.is_(None) | (_BAR.lifted_on > bindparam("today", type_=Day())),
)
"""What a debarment must be to put goods in doubt that are here, on the day ``today``."""
_DOUBTED = select(literal("", Text()), _BAR.source, _NEVER).where(
    _BAR.supplier_id.in_(kin(*_OF_SUPPLIER)), *IN_DOUBT
)
_SEEN = (
    select(literal(SEEN, Text()), _GATE.name, _SCAN.at)
    .join(Gate.__table__, (_GATE.mine_id == _SCAN.mine_id) & (_GATE.id == _SCAN.gate_id))
    .where(
        _SCAN.mine_id == bindparam("of_mine", type_=Id()),
        _SCAN.item_id == bindparam("of_item", type_=Id()),
        _SCAN.gate_id != bindparam("at_gate", type_=Id()),
        _SCAN.at > bindparam("since", type_=UTCDateTime()),
    )
)
_OPEN_WINDOWS = select(literal(WINDOW, Text()), type_coerce(_WINDOW.terms, Text()), _NEVER).where(
    _WINDOW.mine_id == bindparam("of_mine", type_=Id()),
    _WINDOW.starts_on <= bindparam("today", type_=Day()),
    _WINDOW.ends_on >= bindparam("today", type_=Day()),
)
_SHOWN = select(literal(PAPER, Text()), shown.TEXT, _NEVER).where(shown.NUMBERED)
_AGAINST = union_all(
    _HELD, _PART_HELD, _PLACE_HELD, _FIRM_HELD, _DOUBTED, _SEEN, _OPEN_WINDOWS, _SHOWN
)
_EARLIER = select(Scan).where(
    _SCAN.mine_id == bindparam("of_mine", type_=Id()),
    _SCAN.id == bindparam("scan_id", type_=Id()),
)
_TAKE_PASSAGE = (
    update(_PASSAGES)
    .where(_PASSAGE.mine_id == bindparam("of_mine", type_=Id()))
    .where(_PASSAGE.item_id == bindparam("of_item", type_=Id()))
    .where(_PASSAGE.left_at.is_(None))
)
_PUT_PASSAGE = insert(_PASSAGES)
_PUT_SCAN: dict[str, Executable] = {
    "postgresql": postgresql.insert(_SCANS).on_conflict_do_nothing().returning(_SCAN.id),
    "sqlite": sqlite.insert(_SCANS).on_conflict_do_nothing().returning(_SCAN.id),
}


def look(work: Work, code: str, gate: str) -> Any:
    """Return everything that is known of the tag *code* at *gate*, its item's row locked.

    What is used up by one entry is read again once the lock is had: joined rows are
    those of before the wait, and another scanner may have taken it.
    """
    values = {"of_mine": work.mine_id, "code": code, "gate_name": gate}
    row = work.connection.execute(_LOOK, values).first()
    if row is None or (row.permit_id is None and row.emergency_id is None):
        return row
    return work.connection.execute(_LOOK, values).first()


def gate_named(work: Work, name: str) -> Gate:
    """Return the gate of that name; raise ``NotFound`` with those that there are."""
    known = work.first(Gate, name=name)
    if known is None:
        names = "、".join(each.name for each in work.all(Gate)) or "—"
        raise NotFound(
            f"no gate '{name}' in this mine; known: {names}",
            zh=f"本矿没有名为“{name}”的井口，现有：{names}",
            field="gate",
        )
    return known


def against(work: Work, row: Any, today: date, since: datetime) -> Against:
    """Return the open holds on it and its parts, why its supplier is doubted, where it was seen.

    All in one statement, sent when the item's row is locked: of two scanners at
    one moment the second sees the first.
    """
    keys = [str(row.id), *row.lineage, str(row.product_id)]
    if row.mark_number:
        keys.append(row.mark_number)
    asked = {
        "of_mine": work.mine_id, "keys": keys, "of_supplier": row.supplier_id, "today": today,
        "of_place": row.for_place_id, "of_item": row.id, "at_gate": row.gate_id, "since": since,
        "papers": sorted(filter(None, numbers(row.papers).values())),
    }  # fmt: skip
    found = work.connection.execute(_AGAINST, asked).all()
    seen = [(reason, at) for kind, reason, at in found if kind == SEEN]
    return Against(
        tuple(
            (HoldKind(kind), reason)
            for kind, reason, _ in found
            if kind not in {"", SEEN, WINDOW, PAPER}
        ),
        tuple(reason for kind, reason, _ in found if not kind),
        max(seen, key=lambda each: each[1], default=None),
        tuple(json.loads(terms) for kind, terms, _ in found if kind == WINDOW),
        shown.of(row.papers, shown.by_paper(text for kind, text, _ in found if kind == PAPER)),
    )


def marked(work: Work, row: Any, note: str) -> bool:
    """Say whether the supplier has his mark for this thing and these reasons."""
    query = (
        select(Mark.id)
        .join(Scan, (Scan.mine_id == Mark.mine_id) & (Scan.id == Mark.subject_id))
        .where(Mark.mine_id == work.mine_id, Mark.supplier_id == row.supplier_id)
        .where(Mark.kind == MarkKind.GATE_REFUSED, Mark.note == note, Scan.item_id == row.id)
    )
    return work.session.scalars(query.limit(1)).first() is not None


def stored(work: Work, scan_id: UUID) -> Scan | None:
    """Return the scan that was stored under *scan_id*."""
    values = {"of_mine": work.mine_id, "scan_id": scan_id}
    return work.session.scalars(_EARLIER, values).first()


def put_scan(work: Work, values: dict[str, Any]) -> bool:
    """Store a scan; return False when its id was taken by another at the same moment."""
    statement = _PUT_SCAN[work.connection.dialect.name]
    return work.connection.execute(statement, values).first() is not None


def open_passage(work: Work, item_id: UUID, scan_id: UUID) -> None:
    """Note that a unit went in; the index refuses a second open passage."""
    work.connection.execute(
        _PUT_PASSAGE,
        {
            "mine_id": work.mine_id,
            "id": new_id(),
            "item_id": item_id,
            "entered_scan_id": scan_id,
            "entered_at": work.now,
        },
    )


def close_passage(work: Work, item_id: UUID, scan_id: UUID) -> None:
    """Note that a unit came out."""
    work.connection.execute(
        _TAKE_PASSAGE,
        {
            "of_mine": work.mine_id,
            "of_item": item_id,
            "left_scan_id": scan_id,
            "left_at": work.now,
        },
    )
