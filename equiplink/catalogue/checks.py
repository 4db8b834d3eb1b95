"""Judge a safety mark, an ex mark or a model without recording anything.

For the command line and the page of a single question. Without a ``Work`` the
national data of the package answers; with one, what the mine's database holds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from equiplink.catalogue import national, queries
from equiplink.catalogue.facts import BannedFacts, ExFacts, MarkFacts
from equiplink.catalogue.matching import Match, matches
from equiplink.catalogue.models import Product
from equiplink.catalogue.naming import plain, same_model
from equiplink.catalogue.rules import BANNED, EXPLOSION, MARK_REGISTER
from equiplink.catalogue.selection import GAS
from equiplink.catalogue.states import Device
from equiplink.db import one_of
from equiplink.errors import Unreadable
from equiplink.law import Finding
from equiplink.mine.states import Zone
from equiplink.work import Work


def check_mark(value: str, today: date, *, work: Work | None = None) -> tuple[Finding, ...]:
    """Return what speaks against the safety mark number *value*, in any width and case."""
    code = plain(value)
    if not code:
        raise Unreadable(
            "the mark is empty; type its number", zh="安标编号为空，请输入", field="mark"
        )
    if work is not None:
        return MARK_REGISTER.judge(queries.mark_facts(work, code), work.policy)
    known = any(row["number"] == code for row in national.rows("certificates"))
    notices = tuple(
        row["number"]
        for row in national.rows("notices")
        if row["mark_number"] == code and row["issued_on"] <= today
    )
    # Of a real certificate the package knows the holder only, so its status denies as unknown.
    facts = MarkFacts(today, required=True, number=code, known=known, notices=notices)
    return MARK_REGISTER.judge(facts)


def check_ex(
    value: str,
    *,
    gas: str | None,
    zone: str | None,
    today: date,
    device: str = "electrical",
    certificate: str = "",
    conditions: str = "",
) -> tuple[Finding, ...]:
    """Return what speaks against equipment with the ex mark *value* in that gas class and zone.

    A gas class or zone left out asks for the strictest kind.
    """
    _check_place(gas, zone)
    kind = one_of(Device, device, field="device")
    return EXPLOSION.judge(
        ExFacts(
            today,
            kind,
            required=True,
            ex_mark=value,
            gas_class=gas,
            zone=zone,
            certificate=certificate,
            conditions=conditions,
        )
    )


def check_model(
    value: str,
    *,
    gas: str | None,
    zone: str | None,
    ratings: Mapping[str, object],
    today: date,
    work: Work | None = None,
) -> tuple[Finding, ...]:
    """Return the lines of banned lists that forbid *value*, a model or a description of goods.

    A fact that a line's condition needs and *ratings* does not give denies.
    """
    name, known = _described(value, gas, zone, work)
    found = national.bans_on(_lines(work), model=value, name=name, ratings=known)
    facts = BannedFacts(today, found, {**known, **ratings}, zone, gas)
    return BANNED.judge(facts, work.policy if work else None)


def consider_model(
    value: str,
    *,
    gas: str | None,
    zone: str | None,
    ratings: Mapping[str, object],
    today: date,
    work: Work | None = None,
) -> list[Match]:
    """Return every line that names *value* or comes near it, with why it hits or why not."""
    name, known = _described(value, gas, zone, work)
    return matches(
        _lines(work),
        model=value,
        name=name,
        ratings={**known, **ratings},
        zone=zone,
        gas_class=gas,
        today=today,
    )


def _lines(work: Work | None) -> Sequence[Mapping[str, Any]]:
    return national.rows("banned") if work is None else queries.lines(work)


def _described(
    value: str, gas: str | None, zone: str | None, work: Work | None
) -> tuple[str, dict[str, object]]:
    _check_place(gas, zone)
    if not plain(value):
        raise Unreadable("the model is empty; type it", zh="型号为空，请输入", field="model")
    name, known = _known(value, work)
    return f"{value} {name}", known


def _known(value: str, work: Work | None) -> tuple[str, dict[str, object]]:
    if work is None:
        row = national.product_of(value)
        return (row["name"], row["ratings"]) if row else ("", {})
    for product in work.all(Product):
        if same_model(product.model, value):
            return product.name, product.ratings
    return "", {}


def _check_place(gas: str | None, zone: str | None) -> None:
    if gas is not None and gas not in GAS:
        raise Unreadable(
            f"gas '{gas}' is not one of: {'、'.join(GAS)}",
            zh=f"瓦斯等级“{gas}”不在允许的取值之中：{'、'.join(GAS)}",
            field="gas",
        )
    if zone is not None:
        one_of(Zone, zone, field="zone")
