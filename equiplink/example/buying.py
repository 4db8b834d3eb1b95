"""The first half of the story: plan, two tenders, contract, delivery, acceptance, tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from equiplink.acceptance import actions as acceptance
from equiplink.catalogue.models import DeviceClass
from equiplink.catalogue.states import Tracking
from equiplink.contract import actions as contract
from equiplink.contract.queries import delivery_lines
from equiplink.contract.queries import lines as contract_lines
from equiplink.errors import Refused
from equiplink.example.cast import MARKS, Cast
from equiplink.plan import actions as plan
from equiplink.register import actions as register
from equiplink.rules import RULES, say
from equiplink.tender import actions as tender
from equiplink.tender import bids, evaluation, keys
from equiplink.tender.models import Bid
from equiplink.tender.queries import lines as tender_lines
from equiplink.work import Work

NEEDS = {
    "support": (1, 830_000, "3101综采工作面"),
    "switch": (2, 18_500, "3101回风巷"),
    "fan": (1, 42_000, "一采区进风巷"),
    "cable": (2, 9_800, "3101回风巷"),
    "belt": (1, 36_000, "一采区进风巷"),
    "rescuer": (2, 1_250, "3101综采工作面"),
    "lamp": (3, 320, "3101综采工作面"),
    "bolt": (500, 38, "3101回风巷"),
    "resin": (600, 6, "3101回风巷"),
}
"""How many, the estimated unit price in CNY, and where it is to be used."""
TOO_DEAR = {"support": 980_000}
"""What the planner first wrote."""
OFFICERS = ("buyer", "approver", "safety_officer")
"""Who shares the key to the bids of the second round."""
EX_MARKS = {"switch": "Ex db I Mb", "fan": "Ex db I Mb", "lamp": "Ex ib I Mb"}


def planning(cast: Cast) -> Iterator[str]:
    """Write the plan, stop it over budget, correct it, have it approved."""
    yield "\n一、采购计划（计划员编制，机电副矿长审批）"
    with cast.by("planner") as work:
        made = plan.draft(
            work, number="JH-2026-03", title="3101 工作面设备材料", period="quarter",
            budget=Decimal(1_000_000),
        )  # fmt: skip
        for name, (quantity, price, place) in NEEDS.items():
            product = cast.products[name]
            kind = work.get(DeviceClass, product.class_id)
            line = plan.add_line(
                work, made.id, product_id=product.id, quantity=Decimal(quantity),
                estimate=Decimal(TOO_DEAR.get(name, price)), need_by=date(2026, 6, 30),
                place_id=cast.places[place], purpose="3101 工作面安装",
                papers=kind.papers,
            )  # fmt: skip
            cast.lines[name] = line.id
            yield f"  {product.name} {product.model} × {quantity}{kind.unit}，{place}"
    try:
        with cast.by("planner") as work:
            plan.submit(work, made.id)
    except Refused as refusal:
        yield from _reasons("提交被拒", refusal)
    yield "  → 核价后将液压支架估价改为 83 万元，重新提交"
    with cast.by("planner") as work:
        plan.change_line(work, cast.lines["support"], estimate=Decimal(NEEDS["support"][1]))
        plan.submit(work, made.id)
    cast.wait(days=1)
    with cast.by("approver") as work:
        plan.approve(work, made.id, note="同意")
    yield "  → 计划 JH-2026-03 已审批；内容一改，审批即失效"


def tendering(cast: Cast) -> Iterator[str]:
    """Fail with two bids, tender again, open, evaluate, publicise, award."""
    yield "\n二、招标（公开招标，经评审的最低投标价法）"
    with cast.by("buyer") as work:
        made = tender.draft(
            work, number="ZB-2026-07", title="3101 工作面设备材料采购", method="open_tender",
            lines=[
                {"plan_line_id": line, "quantity": Decimal(NEEDS[name][0])}
                for name, line in cast.lines.items()
            ],
            evaluation="lowest_evaluated_price", works_related=False, state_funds=True,
        )  # fmt: skip
    yield from _receive(cast, made.id, bidders=2)
    try:
        with cast.by("buyer") as work:
            bids.open_bids(work, made.id)
    except Refused as refusal:
        yield from _reasons("不能开标", refusal)
    with cast.by("buyer") as work:
        tender.fail(work, made.id, reason="投标人少于三个")
        again = tender.next_round(work, made.id)
    yield "  → 第一次招标失败，依法重新招标（第 2 轮）"
    yield from _receive(cast, again.id, bidders=3, officers=_keyholders(cast))
    yield from _hand_in(cast, again.id)
    with cast.by("buyer") as work:
        bids.open_bids(work, again.id)
        for number, member in enumerate(cast.people["evaluator"]):
            evaluation.seat(work, again.id, person_id=member.id, expert=number > 0)
        prices = "、".join(f"{bid.price:,f} 元" for bid in work.all(Bid, tender_id=again.id))
        yield f"  开标：{prices}；评标委员会 5 人，其中专家 4 人"
        cast.wait(days=1)
    with cast.by("buyer") as work:
        evaluation.evaluate(work, again.id, report_on=work.today)
        evaluation.publicise(
            work, again.id, starts_on=work.today, ends_on=work.today + timedelta(days=3)
        )
        first = next(bid for bid in work.all(Bid, tender_id=again.id) if bid.rank == 1)
    yield "  评标报告已出，中标候选人公示三日"
    try:
        with cast.by("approver") as work:
            evaluation.award(work, again.id, bid_id=first.id)
    except Refused as refusal:
        yield from _reasons("公示期未满就定标", refusal)
    cast.wait(days=4)
    with cast.by("approver") as work:
        evaluation.award(work, again.id, bid_id=first.id)
    cast.lines["tender"] = again.id
    yield f"  → 公示期满，排名第一的投标人中标，{first.price:,f} 元"


def _price(estimate: int, line: int, bidder: int) -> Decimal:
    """Return what a bidder asks: the first 97 %, the others by the line, as honest ones do."""
    share = 970 + bidder * (11 + (7 * line + 5 * bidder) % 17)
    return (Decimal(estimate) * share / 1000).quantize(Decimal("0.01"))


def _keyholders(cast: Cast) -> list[UUID]:
    """Let each officer take a passphrase; here they are made up of the role's name."""
    for role in OFFICERS:
        with cast.by(role) as work:
            keys.become_keyholder(work, secret=f"样例口令，只用于演示：{role}")
    return [cast.people[role][0].id for role in OFFICERS]


def _hand_in(cast: Cast, tender_id: UUID) -> Iterator[str]:
    for role in OFFICERS[1:]:
        with cast.by(role) as work:
            keys.hand_in_share(work, tender_id, secret=f"样例口令，只用于演示：{role}")
    names = "、".join(cast.people[role][0].name for role in OFFICERS)
    yield f"  开标密钥分由 {names} 保管，后两人交出份额，凑足两份"


def _receive(
    cast: Cast, tender_id: UUID, *, bidders: int, officers: Sequence[UUID] = ()
) -> Iterator[str]:
    with cast.by("buyer") as work:
        tender.publish(
            work, tender_id, deadline=work.now + timedelta(days=21), sale_from=work.today,
            sale_until=work.today + timedelta(days=7), media=["https://example.invalid/notice"],
            officers=officers,
        )  # fmt: skip
        rows = tender_lines(work, tender_id)
    wanted = {row.plan_line_id: row.id for row in rows}
    cast.wait(days=10)
    for number, supplier_id in enumerate(cast.suppliers[:bidders]):
        with cast.by("buyer") as work:
            bids.submit_bid(
                work, tender_id, supplier_id=supplier_id,
                lines=[
                    {
                        "tender_line_id": wanted[cast.lines[name]],
                        "unit_price": _price(NEEDS[name][1], line, number),
                        "model": product.model,
                        "maker": product.maker,
                        "mark_number": MARKS.get(name, ""),
                    }
                    for line, (name, product) in enumerate(cast.products.items())
                ],
            )  # fmt: skip
    cast.wait(days=11)
    kept = "任何一人都打不开" if officers else "数据库中没有报价"
    yield f"  发售、投标 21 日，收到 {bidders} 份投标；开标前内容加密，{kept}"


def receiving(cast: Cast) -> Iterator[str]:
    """Sign the contract, take the delivery, accept all but one switch."""
    yield "\n三、合同与到货"
    with cast.by("buyer") as work:
        made = contract.draft(
            work, cast.lines["tender"], number="HT-2026-019", deliver_by=date(2026, 6, 15),
            performance_bond=Decimal(50_000), inspection_days=15,
        )  # fmt: skip
    with cast.by("approver") as work:
        contract.sign(work, made.id)
    yield f"  合同 HT-2026-019 与投标文件一致，{made.amount:,f} 元"
    cast.wait(days=20)
    with cast.by("keeper") as work:
        ordered = {line.product_id: line for line in contract_lines(work, made.id)}
        arrival = contract.deliver(
            work, made.id, number="DH-2026-031",
            lines=[
                {"contract_line_id": line.id, "quantity": line.quantity}
                for line in ordered.values()
            ],
        )  # fmt: skip
        of_contract = {line.id: product_id for product_id, line in ordered.items()}
        arrived = {
            of_contract[row.contract_line_id]: row for row in delivery_lines(work, arrival.id)
        }
    yield "  DH-2026-031 全部到货，进入验收"
    yield "\n四、验收（铭牌 ↔ 证书 ↔ 合同 ↔ 安标查询，四方核对）"
    for name, product in cast.products.items():
        row = arrived[product.id]
        with cast.by("keeper") as work:
            lot = work.get(DeviceClass, product.class_id).tracking is Tracking.LOT
        parts = 1 if lot else int(row.quantity)
        for number in range(1, parts + 1):
            quantity = row.quantity if lot else Decimal(1)
            yield from _judge(cast, name, row.id, number, quantity)


def _judge(cast: Cast, name: str, line_id: UUID, number: int, quantity: Decimal) -> Iterator[str]:
    product = cast.products[name]
    serial = f"2026{name[:2].upper()}{number:04d}"
    wrong = name == "switch" and number > 1
    with cast.by("keeper") as work:
        presented = acceptance.present(
            work, line_id, quantity=quantity, serial=serial, batch=f"P{serial}",
            plate=plate(cast, name, serial, model="KBZ-200/1140" if wrong else product.model),
            papers=papers(cast, work, name),
            checks={"appearance": True, "sample": True, "seal": True},
            made_on=date(2026, 3, 20),
            expires_on=date(2026, 7, 20) if name == "resin" else date(2029, 3, 19),
        )  # fmt: skip
    label = f"{product.name} {serial}"
    try:
        with cast.by("acceptor") as work:
            acceptance.accept(work, presented.id)
    except Refused as refusal:
        yield from _reasons(f"{label} 验收不合格", refusal)
        with cast.by("acceptor") as work:
            acceptance.reject(work, presented.id, reason="铭牌型号与安标证书、合同不符")
        with cast.by("keeper") as work:
            acceptance.send_back(work, presented.id)
        yield "  → 拒收退货，记入供应商信誉"
        return
    with cast.by("keeper") as work:
        item = register.take_in(work, presented.id, number=f"SB-{name}-{number:02d}")
        tag = register.issue_tag(work, item.id)
    key = name if number == 1 else f"{name}{number}"
    cast.items[key], cast.tags[key] = item.id, tag.code
    yield f"  {label} 合格，入库登记 {item.number}，标签 {tag.code}"


def plate(cast: Cast, name: str, serial: str, *, model: str = "") -> acceptance.NamePlate:
    """Return what the nameplate of one piece says; *model* when it is not the planned one."""
    product = cast.products[name]
    return {
        "name": product.name,
        "model": model or product.model,
        "maker": product.maker,
        "mark_number": MARKS.get(name, ""),
        "serial": serial,
        "ex_mark": EX_MARKS.get(name, ""),
    }


def papers(cast: Cast, work: Work, name: str) -> dict[str, Any]:
    """Return every paper that its class asks for, made up and in date."""
    product = cast.products[name]
    said = {"issuer": "样例机构", "model": product.model, "maker": product.maker, "passed": True}
    numbers = {"safety_mark": MARKS.get(name, "")}
    return {
        paper: said
        | {"number": numbers.get(paper, f"样例-{paper}-{name}"), "valid_until": date(2028, 12, 31)}
        for paper in work.get(DeviceClass, product.class_id).papers
    }


def _reasons(what: str, refusal: Refused) -> Iterator[str]:
    yield f"  ✗ {what}："
    for finding in refusal.findings:
        if finding.denies:
            yield f"      [{finding.code}] {say(finding)}"
            yield f"        依据：{RULES[finding.code].source}"
