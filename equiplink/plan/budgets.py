"""年度预算: what may be planned of each category of goods in a year."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from sqlalchemy import BigInteger, extract, func, or_, select, type_coerce

from equiplink.catalogue.models import DeviceClass, Product
from equiplink.db import PENNIES, THOUSANDTHS
from equiplink.errors import Unreadable
from equiplink.mine.states import Role
from equiplink.plan.lines import at_least
from equiplink.plan.models import Plan, PlanLine, YearBudget
from equiplink.plan.rules import Spent
from equiplink.plan.states import PlanState
from equiplink.work import Work

COUNTED = (PlanState.SUBMITTED, PlanState.APPROVED, PlanState.CLOSED)
"""The plans whose lines count; a draft asks for nothing yet."""


def set_year_budget(work: Work, *, year: int, category: str, amount: Decimal) -> YearBudget:
    """Set what may be planned of a category (SBLB code) for need in *year*, in CNY."""
    work.allow(Role.PLANNER, Role.APPROVER)
    at_least(0, amount, "amount")
    if work.first(DeviceClass, category=category) is None:
        raise Unreadable(
            f"no class of goods has the category '{category}'; give a code such as SBLB006",
            zh=f"没有类别编码为“{category}”的物资；请填写例如 SBLB006",
            field="category",
        )
    found = work.first(YearBudget, year=year, category=category)
    budget = found or YearBudget(year=year, category=category)
    before = found and found.amount
    budget.amount = amount
    work.record(budget, "set_year_budget", year=year, category=category, amount=amount, was=before)
    return budget


def spent(work: Work, plan: Plan, touched: Iterable[tuple[int, str]]) -> tuple[Spent, ...]:
    """Return what this plan and all others take of the budgets that it touches.

    *touched* are its years of need and categories. One statement, summed by the
    database in whole units, so that it is exact.
    """
    product = type_coerce(PlanLine.quantity, BigInteger) * type_coerce(
        PlanLine.estimate, BigInteger
    )
    query = (
        select(YearBudget.year, YearBudget.category, YearBudget.amount, func.sum(product))
        .join(DeviceClass, DeviceClass.category == YearBudget.category)
        .join(Product, Product.class_id == DeviceClass.id)
        .join(
            PlanLine,
            (PlanLine.mine_id == YearBudget.mine_id)
            & (PlanLine.product_id == Product.id)
            & PlanLine.removed.in_((False,))
            & (extract("year", PlanLine.need_by) == YearBudget.year),
        )
        .join(Plan, (Plan.mine_id == PlanLine.mine_id) & (Plan.id == PlanLine.plan_id))
        .where(YearBudget.mine_id == work.mine_id)
        .where(or_(Plan.id == plan.id, Plan.state.in_(COUNTED)))
        .group_by(YearBudget.year, YearBudget.category, YearBudget.amount)
        .order_by(YearBudget.year, YearBudget.category)
    )
    asked = frozenset(touched)
    return tuple(
        Spent(year, category, Decimal(int(total)) * PENNIES * THOUSANDTHS, amount)
        for year, category, amount, total in work.session.execute(query)
        if (year, category) in asked
    )
