"""Keep the catalogues that all mines share: classes, products, marks, banned lists, notices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypedDict
from uuid import UUID

from equiplink.catalogue import bans, national, queries
from equiplink.catalogue.facts import NATIONAL, MarkFacts
from equiplink.catalogue.models import (
    BannedItem,
    DeviceClass,
    Product,
    SafetyMark,
    StopUseNotice,
)
from equiplink.catalogue.naming import plain
from equiplink.catalogue.papers import MAY_ASK, looked
from equiplink.catalogue.rules import MARK_NUMBER
from equiplink.catalogue.states import Device, MarkStatus, Paper, Tracking
from equiplink.catalogue.stops import add_notice, notice, withdraw
from equiplink.db import one_of
from equiplink.errors import Unreadable
from equiplink.law import Reading
from equiplink.mine.states import Role
from equiplink.work import Work

__all__ = [
    "CertificateText",
    "add_banned",
    "add_class",
    "add_notice",
    "add_product",
    "load_national",
    "notice",
    "set_mark",
    "withdraw",
]


class CertificateText(TypedDict, total=False):
    """What else a safety mark certificate says (M05). ``qr`` is the text of its code."""

    issuer: str
    issued_on: str
    qr: str
    registered_address: str
    producer: str
    production_address: str
    standards: str
    scope: str
    remarks: str


def add_class(
    work: Work,
    *,
    code: str,
    name: str,
    category: str,
    tracking: str,
    unit: str,
    device: str = "other",
    requires_mark: bool,
    requires_ex: bool,
    requires_shelf_life: bool = False,
    strip: bool = False,
    papers: Sequence[str] = (),
    source: str,
) -> DeviceClass:
    """Add a class of goods: how it is tracked, what the law asks of it, which papers it needs.

    ``category`` is an SBLB code, ``device`` the row of the selection table, ``strip``
    says that it comes by length, marked every few metres.
    """
    work.allow(Role.ADMINISTRATOR, Role.PLANNER, Role.SAFETY_OFFICER)
    made = DeviceClass(
        code=code,
        name=name,
        category=category,
        tracking=one_of(Tracking, tracking, field="tracking"),
        unit=unit,
        device=one_of(Device, device, field="device"),
        requires_mark=requires_mark,
        requires_ex=requires_ex,
        requires_shelf_life=requires_shelf_life,
        strip=strip,
        papers=[one_of(Paper, paper, field="papers").value for paper in papers],
        source=source,
    )
    work.record(made, "add_class", code=code, name=name, tracking=tracking, papers=made.papers)
    return made


def add_product(
    work: Work,
    *,
    class_id: UUID,
    name: str,
    model: str,
    maker: str,
    ratings: dict[str, Any] | None = None,
    source: str,
) -> Product:
    """Add a model of one maker, with the ratings that conditions ask for (``motor_kw`` in kW)."""
    work.allow(Role.ADMINISTRATOR, Role.PLANNER, Role.BUYER)
    work.get(DeviceClass, class_id)
    product = Product(
        class_id=class_id, name=name, model=model, maker=maker, ratings=ratings or {}, source=source
    )
    _name_bans(work, [product])
    work.record(product, "add_product", name=name, model=model, maker=maker, bans=product.bans)
    return product


def set_mark(
    work: Work,
    *,
    number: str,
    product: str,
    model: str,
    holder: str,
    status: str,
    valid_from: date | None,
    valid_until: date | None,
    batch: bool = False,
    checked_on: date | None = None,
    checked_at: datetime | None = None,
    covers: Sequence[str] = (),
    certificate: CertificateText | None = None,
    synthetic: bool = False,
    source: str,
) -> SafetyMark:
    """Store what the issuer's register shows of a safety mark, in place of an older view.

    ``valid_until`` is None only for a certificate of one batch; ``checked_at`` is
    the moment of the query, by default now, or ``checked_on`` its day when no more is
    known. ``covers`` are further models of the certificate, ``certificate`` its other
    texts. Raises ``Refused`` for a malformed number (M03), ``Unreadable`` for a view
    older than the stored one.
    """
    work.allow(*MAY_ASK)
    code = plain(number)
    _check_number(work, code)
    mark = work.first(SafetyMark, number=code) or SafetyMark(number=code)
    if mark.id is not None:  # two views may come at once, and the older must not win
        work.session.refresh(mark, with_for_update=True)
    was, mark.checked_by = mark.status, work.actor.name
    checked, moment = looked(work, checked_at, checked_on, mark.checked_on)
    mark.product, mark.model, mark.holder = product, model, holder
    mark.status = one_of(MarkStatus, status, field="status")
    mark.valid_from, mark.valid_until, mark.batch = valid_from, valid_until, batch
    mark.covers, mark.text = list(covers), dict(certificate or {})  # type: ignore[arg-type]
    mark.checked_on, mark.checked_at = checked, moment
    mark.synthetic, mark.source = synthetic, source
    _check_validity(mark)
    work.record(
        mark, "set_mark", number=code, was=was, status=status, model=model, holder=holder,
        covers=mark.covers, valid_from=valid_from, valid_until=valid_until, checked_on=checked,
        checked_at=moment, synthetic=synthetic,
    )  # fmt: skip
    return mark


def _check_number(work: Work, code: str) -> None:
    facts = MarkFacts(work.today, required=True, number=code or "?", known=False)
    MARK_NUMBER.require(facts, work.policy)


def _check_validity(mark: SafetyMark) -> None:
    start, end = mark.valid_from, mark.valid_until
    if (end is None and not mark.batch) or (start and end and end < start):
        raise Unreadable(
            f"valid_until {end} is missing or before {start}; only a batch certificate has none",
            zh=f"有效期止 {end} 缺失或早于起始日 {start}；只有批量证书没有有效期，请核对证书",
            field="valid_until",
        )


def add_banned(
    work: Work,
    *,
    jurisdiction: str = NATIONAL,
    batch: int,
    no: int,
    item: str,
    models: Sequence[str] = (),
    words: Sequence[str] = (),
    condition: dict[str, Any] | None = None,
    effective_on: date | None = None,
    document: str,
    reading: str = "read",
    source: str,
) -> BannedItem:
    """Add a line of a list in force and mark every product that it names.

    ``models`` are meant exactly, with a trailing ``*`` as a series; all ``words``
    must stand in the product's name; ``condition`` is written as ``bans`` reads
    it. ``effective_on`` is None only when the day could not be had.
    """
    work.allow(Role.ADMINISTRATOR, Role.SAFETY_OFFICER)
    bans.check(condition or {})
    line = BannedItem(
        jurisdiction=jurisdiction,
        batch=batch,
        no=no,
        item=item,
        models=list(models),
        words=list(words),
        condition=condition or {},
        effective_on=effective_on,
        document=document,
        reading=one_of(Reading, reading, field="reading").value,
        source=source,
    )
    work.record(
        line, "add_banned", jurisdiction=jurisdiction, batch=batch, no=no, item=item,
        effective_on=effective_on,
    )  # fmt: skip
    _name_bans(work, work.all(Product))
    return line


def load_national(work: Work, *, as_of: date | None = None) -> dict[str, int]:
    """Take over the national data that ships in the package; as often as you like.

    Returns how many rows of each kind were new. A notice issued after *as_of*
    (by default today) is left for a later load, so that a story can be told in
    the order in which it happened.
    """
    work.allow(Role.ADMINISTRATOR, Role.SAFETY_OFFICER)
    until = as_of or work.today
    classes = {each.code: each for each in work.all(DeviceClass)}
    fresh: dict[str, list[Any]] = {
        "classes": [
            DeviceClass(**row) for row in national.rows("classes") if row["code"] not in classes
        ],
        "banned": _unknown(work, BannedItem, "banned", ("jurisdiction", "batch", "no")),
        "notices": [
            each
            for each in _unknown(work, StopUseNotice, "notices", ("number",))
            if each.issued_on <= until
        ],
    }
    work.session.add_all([row for rows in fresh.values() for row in rows])
    work.session.flush()
    classes |= {each.code: each for each in fresh["classes"]}
    known = {(each.model, each.maker) for each in work.all(Product)}
    fresh["products"] = [
        Product(class_id=classes[row["device_class"]].id, **_without(row, "device_class"))
        for row in national.rows("products")
        if (row["model"], row["maker"]) not in known
    ]
    work.session.add_all(fresh["products"])
    _name_bans(work, [*work.all(Product)])
    added = {kind: len(rows) for kind, rows in fresh.items()}
    if any(added.values()):
        work.record(work.mine, "load_national", added=added, as_of=until)
    return added


def _unknown(work: Work, model: type[Any], kind: str, key: tuple[str, ...]) -> list[Any]:
    known = {tuple(getattr(each, name) for name in key) for each in work.all(model)}
    return [
        model(**row) for row in national.rows(kind) if tuple(row[name] for name in key) not in known
    ]


def _without(row: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != name}


def _name_bans(work: Work, products: Sequence[Product]) -> None:
    """Refresh ``Product.bans``, so that the gate need not read the lists."""
    lines = queries.lines(work)
    for product in products:
        found = national.bans_on(
            lines, model=product.model, name=product.name, ratings=product.ratings
        )
        if product.bans != found:
            product.bans = found
