"""What the people of the example do in every purchase: plan, offer, receive, accept, be refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from equiplink.acceptance import actions as acceptance
from equiplink.acceptance import floor
from equiplink.acceptance.template_table import EACH, SPACING
from equiplink.catalogue.models import DeviceClass
from equiplink.contract import actions as contract
from equiplink.contract.queries import delivery_lines
from equiplink.contract.queries import lines as contract_lines
from equiplink.db import new_id
from equiplink.errors import Refused
from equiplink.example.cast import GATE, Cast
from equiplink.gate import actions as gate
from equiplink.law import Finding, Severity
from equiplink.ledger import Entry
from equiplink.plan import actions as plan
from equiplink.plan.models import PlanLine
from equiplink.register import actions as register
from equiplink.rules import RULES, say
from equiplink.tender import bids, keys
from equiplink.tender.queries import lines as tender_lines
from equiplink.usage import actions as usage
from equiplink.usage import commissioning
from equiplink.work import Work

CHECKS = {"外壳与隔爆面完好": True, "铭牌、安标、防爆标志齐全": True, "绝缘与接地合格": True}
"""What is looked at before something goes underground."""
OFFICERS = ("buyer", "approver", "safety_officer")
"""Who shares the key to the bids."""
EX_MARKS = {"electrical": "Ex db I Mb", "lamp": "Ex ib I Mb", "instrument": "Ex ib I Mb"}
"""What stands on the nameplate, by the row of the selection table."""


class Need(NamedTuple):
    """How many, the estimated unit price in CNY, and where it is to be used."""

    quantity: int
    estimate: int
    place: str


def refused(cast: Cast, role: str, what: str, act: Callable[[Work], object]) -> Iterator[str]:
    """Let *role* try what is not allowed; tell every reason and the clause that it stands on."""
    try:
        with cast.by(role) as work:
            act(work)
    except Refused as refusal:
        yield f"  ✗ {what}："
        for finding in refusal.findings:
            if finding.denies:
                yield f"      [{finding.code}] {say(finding)}"
                yield f"        依据：{RULES[finding.code].source}"
        return
    raise AssertionError(what)


def warned(work: Work, subject_id: UUID, action: str) -> Iterator[str]:
    """Tell what let an act pass and stands in the ledger with it."""
    for entry in work.all(Entry, subject_id=subject_id, action=action):
        for each in entry.data.get("warnings", ()):
            finding = Finding(each["code"], Severity.WARN, each["params"])
            yield f"  △ 提醒，随本步入账：[{each['code']}] {say(finding)}"


def add_lines(
    cast: Cast,
    work: Work,
    plan_id: UUID,
    needs: Mapping[str, Need],
    *,
    need_by: date,
    purpose: str,
) -> dict[str, PlanLine]:
    """Write a line for each need, with the papers that its class must arrive with."""
    made: dict[str, PlanLine] = {}
    for name, need in needs.items():
        product = cast.products[name]
        made[name] = plan.add_line(
            work, plan_id, product_id=product.id, quantity=Decimal(need.quantity),
            estimate=Decimal(need.estimate), need_by=need_by, place_id=cast.places[need.place],
            purpose=purpose, papers=work.get(DeviceClass, product.class_id).papers,
        )  # fmt: skip
    return made


def keyholders(cast: Cast) -> list[UUID]:
    """Let each officer take a passphrase; here they are made up of the role's name."""
    for role in OFFICERS:
        with cast.by(role) as work:
            keys.become_keyholder(work, secret=_secret(role))
    return [cast.people[role][0].id for role in OFFICERS]


def hand_in_shares(cast: Cast, tender_id: UUID) -> str:
    """Let all officers but the first hand in; that is enough. Returns whose they are."""
    for role in OFFICERS[1:]:
        with cast.by(role) as work:
            keys.hand_in_share(work, tender_id, secret=_secret(role))
    return "、".join(cast.people[role][0].name for role in OFFICERS)


def _secret(role: str) -> str:
    return f"样例口令，只用于演示：{role}"


def offer(
    cast: Cast, tender_id: UUID, supplier_id: UUID, prices: Mapping[str, Decimal]
) -> list[UUID]:
    """Hand in a bid for each lot, with the planned products at these unit prices."""
    with cast.by("buyer") as work:
        rows = {row.plan_line_id: row for row in tender_lines(work, tender_id)}
        asked = {name: rows[cast.lines[name]] for name in prices}
        made = [
            bids.submit_bid(
                work, tender_id, supplier_id=supplier_id, lot_id=lot_id,
                lines=[
                    {
                        "tender_line_id": asked[name].id,
                        "unit_price": price,
                        "model": cast.products[name].model,
                        "maker": cast.products[name].maker,
                        "mark_number": cast.marks.get(name, ""),
                    }
                    for name, price in prices.items()
                    if asked[name].lot_id == lot_id
                ],
            )
            for lot_id in dict.fromkeys(row.lot_id for row in asked.values())
        ]  # fmt: skip
        return [bid.id for bid in made]


def arrive(
    cast: Cast,
    work: Work,
    contract_id: UUID,
    number: str,
    brings: Mapping[str, Decimal] | None = None,
) -> dict[str, UUID]:
    """Receive what one truck *brings*, or all of the order. Returns the delivery's lines."""
    names = {cast.products[name].id: name for name in cast.products}
    ordered = {names[line.product_id]: line for line in contract_lines(work, contract_id)}
    loads = brings or {name: line.quantity for name, line in ordered.items()}
    arrival = contract.deliver(
        work, contract_id, number=number,
        lines=[
            {"contract_line_id": ordered[name].id, "quantity": quantity}
            for name, quantity in loads.items()
        ],
    )  # fmt: skip
    of_order = {line.id: name for name, line in ordered.items()}
    return {of_order[row.contract_line_id]: row.id for row in delivery_lines(work, arrival.id)}


def present(
    cast: Cast,
    name: str,
    delivery_line_id: UUID,
    *,
    serial: str,
    plate: acceptance.NamePlate | None = None,
    **other: Any,
) -> UUID:
    """Present one piece, all right but for what *plate* and *other* say. Returns the acceptance."""
    with cast.by("keeper") as work:
        usual: dict[str, Any] = {
            "quantity": Decimal(1),
            "made_on": work.today - timedelta(days=60),
            "expires_on": work.today + timedelta(days=1000),
        }
        made = acceptance.present(
            work, delivery_line_id, serial=serial, batch=f"P{serial}",
            plate={**nameplate(cast, work, name, serial), **(plate or {})},
            papers=papers(cast, work, name),
            checks={"appearance": True, "sample": True, "seal": True}, **(usual | other),
        )  # fmt: skip
        strip = work.get(DeviceClass, cast.products[name].class_id).strip
    if strip:
        with cast.by("acceptor") as work:
            floor.check(work, made.id, point=EACH, passed=True)
            floor.check(
                work, made.id, point=SPACING, passed=True, reading=Decimal("1.0"), unit="m",
                instrument_id=cast.gauges["tape"],
            )  # fmt: skip
    return made.id


def tag(cast: Cast, acceptance_id: UUID, number: str) -> tuple[UUID, str]:
    """Take what was accepted into stock and tag it. Returns the item and the tag's code."""
    with cast.by("keeper") as work:
        item = register.take_in(work, acceptance_id, number=number)
        return item.id, register.issue_tag(work, item.id).code


def install(cast: Cast, item: str, place: str) -> None:
    """Inspect an item, let it in at the gate and put it where it is used."""
    with cast.by("ex_inspector") as work:
        gate.inspect(
            work, cast.items[item], place_id=cast.places[place], passed=True, checks=CHECKS,
            valid_until=work.today + timedelta(days=10),
        )  # fmt: skip
    with cast.by("keeper") as work:
        gate.scan(work, new_id(), tag=cast.tags[item], gate=GATE)
    with cast.by("mechanic") as work:
        put(cast, work, item, place)


def put(cast: Cast, work: Work, item: str, place: str) -> UUID:
    """Put an item where it is used, and measure it before it runs; return the placement."""
    made = usage.place(
        work, cast.items[item], place_id=cast.places[place], team_id=cast.team_id,
        keeper_id=cast.people["mechanic"][0].id,
    ).id  # fmt: skip
    if commissioning.untested_at(work, cast.items[item]):
        commissioning.commission(
            work, made, insulation_mohm=Decimal(50), earth_ohm=Decimal("1.1"),
            instrument_ids=[cast.gauges["meter"]],
        )  # fmt: skip
    return made


def nameplate(cast: Cast, work: Work, name: str, serial: str) -> acceptance.NamePlate:
    """Return what the nameplate of one piece of the planned product says."""
    product = cast.products[name]
    kind = work.get(DeviceClass, product.class_id)
    return {
        "name": product.name,
        "model": product.model,
        "maker": product.maker,
        "mark_number": cast.marks.get(name, ""),
        "serial": serial,
        "ex_mark": EX_MARKS[kind.device] if kind.requires_ex else "",
    }


def papers(cast: Cast, work: Work, name: str) -> dict[str, acceptance.PaperText]:
    """Return every paper that its class asks for, made up and in date."""
    product = cast.products[name]
    kind = work.get(DeviceClass, product.class_id)
    numbers = {"safety_mark": cast.marks.get(name, "")}
    marks = {"ex_certificate": EX_MARKS[kind.device] if kind.requires_ex else ""}
    return {
        paper: {
            "number": numbers.get(paper, f"样例-{paper}-{name}"),
            "issuer": "样例机构",
            "model": product.model,
            "maker": product.maker,
            "passed": True,
            "valid_until": date(2028, 12, 31),
            "ex_mark": marks.get(paper, ""),
        }
        for paper in kind.papers
    }
