"""Units that differ between order and delivery: 卷 → 米, 箱 → 个. A conversion is exact."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from sqlalchemy import or_, select

from equiplink.catalogue.amounts import positive
from equiplink.catalogue.models import Product
from equiplink.contract.models import Contract, ContractLine, Conversion
from equiplink.db import THOUSANDTHS
from equiplink.errors import Unreadable, said
from equiplink.mine.states import Role
from equiplink.work import Work


def state_conversion(
    work: Work,
    product_id: UUID,
    *,
    unit: str,
    into: str,
    those: Decimal,
    source: str,
    these: Decimal = Decimal(1),
    contract_id: UUID | None = None,
) -> Conversion:
    """State that *these* of *unit* are *those* of *into*: one 卷 is a hundred 米.

    *source* says who says so: the packing, the maker's data, a weighing. With
    *contract_id* it holds for that contract only. A later statement takes the
    place of an earlier one.
    """
    work.allow(Role.BUYER, Role.KEEPER)
    work.get(Product, product_id)
    if contract_id is not None:
        work.get(Contract, contract_id)
    unit, into = said(unit, "单位", field="unit"), said(into, "换算单位", field="into")
    source = said(source, "换算依据", field="source")
    if unit == into:
        raise Unreadable(
            f"unit and into are both {unit}; name two units",
            zh=f"换算前后的单位都是“{unit}”，请改正",
            field="into",
        )
    conversion = Conversion(
        product_id=product_id, contract_id=contract_id, unit=unit, these=positive(these),
        into=into, those=positive(those), source=source,
    )  # fmt: skip
    work.record(
        conversion, "state", product_id=product_id, contract_id=contract_id, unit=unit,
        these=these, into=into, those=those, source=source,
    )  # fmt: skip
    return conversion


def converted(work: Work, line: ContractLine, quantity: Decimal, unit: str) -> Decimal:
    """Return *quantity* of *unit* in the unit of *line*, exactly.

    Raises ``Unreadable`` when nobody stated the conversion, or when the result
    is not a whole number of thousandths.
    """
    if unit == line.unit:
        return quantity
    factor = _factor(work, line, unit)
    result = Fraction(quantity) * factor / Fraction(THOUSANDTHS)
    if result.denominator != 1:
        raise Unreadable(
            f"quantity {quantity} {unit} is no exact quantity in {line.unit} "
            f"(1 {unit} = {factor}); give it in {line.unit}",
            zh=f"{quantity} {unit} 不能精确换算为{line.unit}（1 {unit} = {factor} {line.unit}）；"
            f"请直接按{line.unit}填写",
            field="quantity",
        )
    return int(result) * THOUSANDTHS


def _factor(work: Work, line: ContractLine, unit: str) -> Fraction:
    """Return how much of the line's unit one of *unit* is; the contract's own goes first."""
    query = (
        select(Conversion)
        .where(Conversion.mine_id == work.mine_id, Conversion.product_id == line.product_id)
        .where(or_(Conversion.contract_id.is_(None), Conversion.contract_id == line.contract_id))
        .order_by(Conversion.contract_id.is_(None), Conversion.id.desc())
    )
    for each in work.session.scalars(query):
        if (each.unit, each.into) == (unit, line.unit):
            return Fraction(each.those) / Fraction(each.these)
        if (each.into, each.unit) == (unit, line.unit):
            return Fraction(each.these) / Fraction(each.those)
    raise Unreadable(
        f"nobody stated how many {line.unit} one {unit} of {line.model} is; state the conversion "
        f"with its source, or give the quantity in {line.unit}",
        zh=f"{line.model} 没有“{unit}”换算为“{line.unit}”的依据；请先登记换算及来源，"
        f"或者直接按{line.unit}填写",
        field="unit",
    )
