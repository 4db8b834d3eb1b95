"""What the four purchases need beside the chain's cast: goods, marks, bidders, an evaluator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from equiplink.catalogue import actions as catalogue
from equiplink.example.cast import Cast, enter, synthetic_code
from equiplink.mine import actions as mine
from equiplink.supplier import actions as supplier
from equiplink.supplier import proofs
from equiplink.supplier.states import ListName
from equiplink.work import Work

PROJECT = "3101工作面安装工程"
"""A works project with state money: from 2,000,000 CNY on the law asks for a tender."""
PAPERS = ["product_certificate", "manual", "factory_report"]
GOODS: dict[str, dict[str, Any]] = {
    "loader": {
        "code": "EX-loader", "name": "桥式转载机", "model": "SZZ764/250", "maker": "示例制造癸",
        "category": "SBLB003", "device": "electrical", "mark": "MZZ990111", "unit": "台",
    },
    "pump": {
        "code": "EX-pump", "name": "矿用隔爆型潜水排沙电泵", "model": "示例泵-75/132",
        "maker": "示例制造子", "category": "SBLB007", "device": "electrical", "mark": "MZZ990112",
        "unit": "台",
    },
    "valve": {
        "code": "EX-valve", "name": "支架电液控换向阀组", "model": "示例阀组-88D",
        "maker": "郑州煤矿机械集团股份有限公司", "category": "SBLB002", "device": "other",
        "mark": "", "unit": "组",
    },
}  # fmt: skip
"""Made up, but for the loader's model, which is public, and the maker of the supports."""


def stock(cast: Cast) -> None:
    """Enter goods with their marks, more bidders and evaluators, the director, a second team."""
    with cast.by("planner") as work:
        for name, goods in GOODS.items():
            _goods(cast, work, name, goods)
    with cast.by("administrator") as work:
        for name, goods in GOODS.items():
            if goods["mark"]:
                _mark(cast, work, name, goods["mark"])
        enter(work, cast, "0017", "评委陈甲", "evaluator", "evaluation")
        enter(work, cast, "0018", "矿长高乙", "approver", "")
        enter(work, cast, "0019", "评委林丁", "evaluator", "evaluation")
        team = mine.add_team(work, name="机电队")
        enter(work, cast, "0020", "机电队长何丙", "mechanic", "", team_id=team.id)
    with cast.by("buyer") as work:
        for number, name in enumerate("丁戊", len(cast.suppliers) + 1):
            made = supplier.register(
                work, uscc=synthetic_code(number), name=f"样例机电贸易{name}公司",
                legal_representative=f"样例{name}", synthetic=True,
            )  # fmt: skip
            cast.suppliers.append(made.id)
        for supplier_id in cast.suppliers:
            _authorise(cast, work, supplier_id)


def _authorise(cast: Cast, work: Work, supplier_id: UUID) -> None:
    """Enter that every maker lets this firm sell, but for those who are asked in an emergency."""
    makers = {product.maker for name, product in cast.products.items() if name != "pump"}
    for maker in sorted(makers):
        proofs.authorise(
            work, supplier_id, capacity="distributor", maker=maker, number=f"样例授权-{maker}",
            valid_until=date(2028, 12, 31),
        )  # fmt: skip


def look(cast: Cast, supplier_ids: Sequence[UUID], *, listed: Sequence[UUID] = ()) -> None:
    """Look the firms up in the public lists, as before every decision."""
    with cast.by("buyer") as work:
        for supplier_id in supplier_ids:
            for each in ListName:
                on_it = each is ListName.WORK_SAFETY and supplier_id in listed
                proofs.check_lists(
                    work, supplier_id, list=each, listed=on_it, evidence="样例：查询截图编号"
                )


def _goods(cast: Cast, work: Work, name: str, goods: dict[str, Any]) -> None:
    marked = bool(goods["mark"])
    explosive = goods["device"] == "electrical"
    kind = catalogue.add_class(
        work, code=goods["code"], name=goods["name"], category=goods["category"], tracking="unit",
        unit=goods["unit"], device=goods["device"], requires_mark=marked, requires_ex=explosive,
        papers=PAPERS + ["safety_mark"] * marked + ["ex_certificate"] * explosive,
        source="样例：为演示而设",
    )  # fmt: skip
    cast.products[name] = catalogue.add_product(
        work, class_id=kind.id, name=goods["name"], model=goods["model"], maker=goods["maker"],
        source="样例：为演示而设",
    )  # fmt: skip


def _mark(cast: Cast, work: Work, name: str, number: str) -> None:
    product = cast.products[name]
    cast.marks[name] = number
    catalogue.set_mark(
        work, number=number, product=product.name, model=product.model, holder=product.maker,
        status="有效", valid_from=date(2024, 1, 1), valid_until=date(2028, 12, 31),
        synthetic=True, source="样例：状态和有效期为演示而设",
    )  # fmt: skip
