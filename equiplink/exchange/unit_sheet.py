"""设备台账 from a spreadsheet: what is here already, every bad cell told, all or nothing.

The same table twice changes nothing. A row whose number stands already adds what
was missing of a thing that is provisional, and contradicts nothing. What a row
leaves empty is missing evidence, not a fault.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import select

from equiplink.catalogue.models import DeviceClass, Product
from equiplink.catalogue.naming import model as model_of
from equiplink.catalogue.naming import plain
from equiplink.errors import EquiplinkError
from equiplink.exchange import cells, sheets
from equiplink.exchange.unit_columns import UNITS
from equiplink.exchange.unit_row import Known, Names, bad
from equiplink.exchange.unit_row import thing as thing_in
from equiplink.mine.models import Place
from equiplink.register.enrol_models import Enrolment
from equiplink.register.enrol_states import Evidence, Risk, Standing
from equiplink.register.enrolment import Draft, Existing, draft, put, supply
from equiplink.register.models import Item
from equiplink.work import Work

FILLED = ("serial", "mark_number", "ex_mark", "made_on", "expires_on", "purchase", "place_id")
"""What a later table may add to a thing that is provisional."""
MOVES = ("purchase", "place_id")
"""What may differ later without contradiction."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one row, in which column, and what to do."""

    row: int
    column: str
    zh: str
    en: str

    def shown(self, lang: str) -> dict[str, Any]:
        """Return it as JSON."""
        message = self.en if lang == "en" else self.zh
        return {"row": self.row, "column": UNITS.title(self.column), "message": message}


@dataclass(slots=True)
class Outcome:
    """What a table says: faults stop it, notices do not.

    ``same`` rows stand already, ``changed`` ones bring what was missing.
    """

    rows: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    risks: Mapping[Risk, int] = field(default_factory=dict)
    missing: Mapping[Evidence, int] = field(default_factory=dict)
    """How many things lack what."""
    faults: list[Fault] = field(default_factory=list)
    notices: list[Fault] = field(default_factory=list)


def import_units(work: Work, content: bytes, name: str, *, dry_run: bool = False) -> Outcome:
    """Read a table onto the register, unless a row is at fault or it is a *dry_run*.

    New things take as many statements as one; what is added to others goes one by one.
    """
    outcome = Outcome()
    more: dict[UUID, dict[str, Any]] = {}
    things = _parsed(work, sheets.rows(content, name), name, outcome, more)
    if outcome.faults:
        return outcome
    drafts = draft(work, things)
    outcome.new = len(drafts)
    outcome.risks, outcome.missing = _summed(drafts)
    outcome.changed = len(more)
    if not dry_run:
        put(work, drafts)
        for form_id, brought in more.items():
            supply(work, form_id, **brought)
    return outcome


def _summed(drafts: Sequence[Draft]) -> tuple[dict[Risk, int], dict[Evidence, int]]:
    risks = Counter(each.form.risk for each in drafts)
    lacking = Counter(word for each in drafts for word in each.form.missing)
    return (
        {risk: risks[risk] for risk in Risk},
        {each: lacking[each.value] for each in Evidence if lacking[each.value]},
    )


def _parsed(
    work: Work,
    table: Sequence[sheets.Row],
    name: str,
    outcome: Outcome,
    more: dict[UUID, dict[str, Any]],
) -> list[Existing]:
    """Return the things that are new; what rows add to others goes to *more*, by their forms."""
    top, columns, unknown = UNITS.header(table)
    if unknown:
        listed = "、".join(unknown)
        outcome.notices.append(
            Fault(table[top].number, listed, f"未识别的列，未导入：{listed}",
                  f"columns that nobody knows were left out: {listed}")
        )  # fmt: skip
    names = _names(work)
    found: list[Existing] = []
    seen: dict[tuple[Any, ...], int] = {}
    for row in table[top + 1 :]:
        said = {key: row.at(column) for key, column in columns.items() if key != "ignored"}
        if not any(cells.text(said.get(key)) for key in ("number", "model", "serial")):
            continue
        outcome.rows += 1
        try:
            thing = thing_in(row, said, columns, names)
            _once(thing, row.number, seen)
            standing = _standing(thing, names)
            brought = _more(thing, standing) if standing else {}
        except EquiplinkError as bad:
            outcome.faults.append(Fault(row.number, bad.field or "", bad.text_zh, bad.en))
            continue
        if standing is None:
            found.append(thing | {"source": f"{name} {row.number}"})
        elif standing.form_id and brought:
            more[standing.form_id] = brought
        else:
            outcome.same += 1
    return found


def _names(work: Work) -> Names:
    products: defaultdict[str, list[tuple[Product, DeviceClass]]] = defaultdict(list)
    query = select(Product, DeviceClass).join(DeviceClass, DeviceClass.id == Product.class_id)
    for product, kind in work.session.execute(query):
        products[model_of(product.model)].append((product, kind))
    places = {plain(place.name): place for place in work.all(Place)}
    known = dict(_known(work))
    serials = {(each.product_id, each.said["serial"]): n for n, each in known.items()}
    return Names(products, places, known, serials)


def _known(work: Work) -> Iterator[tuple[str, Known]]:
    provisional = (
        (Enrolment.mine_id == Item.mine_id)
        & (Enrolment.item_id == Item.id)
        & (Enrolment.state == Standing.PROVISIONAL)
    )
    query = (
        select(
            Item.number, Item.product_id, Enrolment.id, Item.papers, Item.serial, Item.mark_number,
            Item.ex_mark, Item.made_on, Item.expires_on, Enrolment.purchase, Enrolment.place_id,
        )
        .outerjoin(Enrolment, provisional)
        .where(Item.mine_id == work.mine_id)
    )  # fmt: skip
    for number, product_id, form_id, papers, *said in work.session.execute(query):
        yield number, Known(product_id, form_id, dict(zip(FILLED, said, strict=True)), papers)


def _standing(thing: Existing, names: Names) -> Known | None:
    """Return what stands under the row's number; raise when that, or the serial, is another's."""
    number, serial = thing["number"], thing.get("serial", "")
    standing = names.numbers.get(number)
    other = names.serials.get((thing["product_id"], serial), number) if serial else number
    if other != number:
        raise bad("serial", f"出厂编号“{serial}”已登记为 {other}；请核对",
                   f"serial number {serial} is that of {other}; check it")  # fmt: skip
    if standing is not None and standing.product_id != thing["product_id"]:
        raise bad("number", f"编号“{number}”已是另一件物品；请改用其他编号",
                   f"{number} is something else on the register; use another number")  # fmt: skip
    return standing


def _more(thing: Existing, standing: Known) -> dict[str, Any]:
    """Return what the row adds to a thing; raise for what contradicts the register."""
    said: dict[str, Any] = {name: thing.get(name) for name in FILLED}
    for name, value in said.items():
        known = standing.said[name]
        if value and known and value != known and name not in MOVES:
            raise bad(name, f"“{value}”与台账登记的“{known}”不一致；请改为一致，或办理更正",
                       f"'{value}' contradicts the register's '{known}'; correct one")  # fmt: skip
    brought = {name: value for name, value in said.items() if value and not standing.said[name]}
    papers = {name: number for name, number in thing.get("papers", {}).items()
              if name not in standing.papers}  # fmt: skip
    return brought | ({"papers": papers} if papers else {})


def _once(thing: Existing, number: int, seen: dict[tuple[Any, ...], int]) -> None:
    serial = thing.get("serial", "")
    keys: list[tuple[str, tuple[Any, ...]]] = [("number", (thing["number"],))]
    if serial:
        keys.append(("serial", (thing["product_id"], serial)))
    for column, key in keys:
        if key in seen:
            raise bad(column, f"“{key[-1]}”与第 {seen[key]} 行重复；请改正",
                       f"{key[-1]} repeats row {seen[key]}; correct it")  # fmt: skip
        seen[key] = number
