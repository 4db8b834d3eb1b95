"""The first half of the story: plan, two tenders, contract, delivery, acceptance, tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from equiplink.acceptance import actions as acceptance
from equiplink.catalogue.models import DeviceClass
from equiplink.catalogue.states import Tracking
from equiplink.contract import actions as contract
from equiplink.contract.models import DeliveryLine
from equiplink.example import judging, moves
from equiplink.example.cast import Cast
from equiplink.example.moves import Need, refused
from equiplink.plan import actions as plan
from equiplink.tender import actions as tender
from equiplink.tender import bids, evaluation, rounds
from equiplink.tender.models import Bid

NEEDS = {
    "support": Need(1, 830_000, "3101综采工作面"),
    "switch": Need(2, 18_500, "3101回风巷"),
    "fan": Need(1, 42_000, "一采区进风巷"),
    "cable": Need(2, 9_800, "3101回风巷"),
    "belt": Need(1, 36_000, "一采区进风巷"),
    "rescuer": Need(2, 1_250, "3101综采工作面"),
    "lamp": Need(3, 320, "3101综采工作面"),
    "bolt": Need(500, 38, "3101回风巷"),
    "resin": Need(600, 6, "3101回风巷"),
}
TOO_DEAR = 980_000
"""What the planner first wrote for the support."""


def planning(cast: Cast) -> Iterator[str]:
    """Write the plan, stop it over budget, correct it, have it approved."""
    yield "\n一、采购计划（计划员编制，机电副矿长审批）"
    first = NEEDS | {"support": NEEDS["support"]._replace(estimate=TOO_DEAR)}
    with cast.by("planner") as work:
        made = plan.draft(
            work, number="JH-2026-03", title="3101 工作面设备材料", period="quarter",
            budget=Decimal(1_000_000),
        )  # fmt: skip
        lines = moves.add_lines(
            cast, work, made.id, first, need_by=date(2026, 6, 30), purpose="3101 工作面安装"
        )
    for name, line in lines.items():
        cast.lines[name] = line.id
        product, need = cast.products[name], NEEDS[name]
        yield f"  {product.name} {product.model} × {need.quantity}{line.unit}，{need.place}"
    yield from refused(cast, "planner", "提交被拒", lambda work: plan.submit(work, made.id))
    yield "  → 核价后将液压支架估价改为 83 万元，重新提交"
    with cast.by("planner") as work:
        plan.change_line(work, cast.lines["support"], estimate=Decimal(NEEDS["support"].estimate))
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
                {"plan_line_id": line, "quantity": Decimal(NEEDS[name].quantity)}
                for name, line in cast.lines.items()
            ],
            evaluation="lowest_evaluated_price", works_related=False, state_funds=True,
        )  # fmt: skip
    yield from _receive(cast, made.id, bidders=2)
    yield from refused(cast, "buyer", "不能开标", lambda work: bids.open_bids(work, made.id))
    with cast.by("buyer") as work:
        rounds.fail(work, made.id, reason="投标人少于三个")
        again = rounds.next_round(work, made.id)
    yield "  → 第一次招标失败，依法重新招标（第 2 轮）"
    yield from _receive(cast, again.id, bidders=3, officers=moves.keyholders(cast))
    names = moves.hand_in_shares(cast, again.id)
    yield f"  开标密钥分由 {names} 保管，后两人交出份额，凑足两份"
    with cast.by("buyer") as work:
        bids.open_bids(work, again.id)
        for number, member in enumerate(cast.people["evaluator"]):
            evaluation.seat(
                work, again.id, person_id=member.id, expert=number > 0,
                special="样例：成套设备技术复杂",
            )  # fmt: skip
        prices = "、".join(f"{bid.price:,f} 元" for bid in work.all(Bid, tender_id=again.id))
        yield f"  开标：{prices}；评标委员会 5 人，其中专家 4 人"
    judging.record_opening(cast, again.id)
    judging.review(cast, again.id)
    yield "  开标记录已由唱标人和记录人签字；委员逐一声明无利害关系，逐份逐项初步评审"
    cast.wait(days=1)
    with cast.by("buyer") as work:
        evaluation.evaluate(work, again.id, report_on=work.today)
    judging.sign(cast, again.id)
    with cast.by("buyer") as work:
        evaluation.publicise(
            work, again.id, starts_on=work.today, ends_on=work.today + timedelta(days=3)
        )
        first = next(bid for bid in work.all(Bid, tender_id=again.id) if bid.rank == 1)
    yield "  评标报告已出，中标候选人公示三日"
    yield from refused(
        cast, "approver", "公示期未满就定标",
        lambda work: evaluation.award(work, again.id, bid_id=first.id),
    )  # fmt: skip
    cast.wait(days=4)
    with cast.by("approver") as work:
        evaluation.award(work, again.id, bid_id=first.id)
    cast.lines["tender"] = again.id
    yield f"  → 公示期满，排名第一的投标人中标，{first.price:,f} 元"


def _price(estimate: int, line: int, bidder: int) -> Decimal:
    """Return what a bidder asks: the first 97 %, the others by the line, as honest ones do."""
    share = 970 + bidder * (11 + (7 * line + 5 * bidder) % 17)
    return (Decimal(estimate) * share / 1000).quantize(Decimal("0.01"))


def _receive(
    cast: Cast, tender_id: UUID, *, bidders: int, officers: Sequence[UUID] = ()
) -> Iterator[str]:
    with cast.by("buyer") as work:
        tender.publish(
            work, tender_id, deadline=work.now + timedelta(days=21), sale_from=work.today,
            sale_until=work.today + timedelta(days=7), media=["https://example.invalid/notice"],
            officers=officers,
        )  # fmt: skip
    cast.wait(days=10)
    for number, supplier_id in enumerate(cast.suppliers[:bidders]):
        prices = {
            name: _price(need.estimate, line, number)
            for line, (name, need) in enumerate(NEEDS.items())
        }
        moves.offer(cast, tender_id, supplier_id, prices)
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
        arrived = moves.arrive(cast, work, made.id, "DH-2026-031")
    yield "  DH-2026-031 全部到货，进入验收"
    yield "\n四、验收（铭牌 ↔ 证书 ↔ 合同 ↔ 安标查询，四方核对）"
    for name, product in cast.products.items():
        with cast.by("keeper") as work:
            lot = work.get(DeviceClass, product.class_id).tracking is Tracking.LOT
            whole = work.get(DeliveryLine, arrived[name]).quantity
        for number in range(1, 2 if lot else int(whole) + 1):
            quantity = whole if lot else Decimal(1)
            yield from _judge(cast, name, arrived[name], number, quantity)


def _judge(cast: Cast, name: str, line_id: UUID, number: int, quantity: Decimal) -> Iterator[str]:
    serial = f"2026{name[:2].upper()}{number:04d}"
    label = f"{cast.products[name].name} {serial}"
    wrong: acceptance.NamePlate = {}
    if name == "switch" and number > 1:
        wrong = {"model": "KBZ-200/1140"}
    made = moves.present(
        cast, name, line_id, quantity=quantity, serial=serial, plate=wrong,
        made_on=date(2026, 3, 20),
        expires_on=date(2026, 7, 20) if name == "resin" else date(2029, 3, 19),
    )  # fmt: skip
    if wrong:
        yield from refused(
            cast, "acceptor", f"{label} 验收不合格", lambda work: acceptance.accept(work, made)
        )
        with cast.by("acceptor") as work:
            acceptance.reject(work, made, reason="铭牌型号与安标证书、合同不符")
        with cast.by("keeper") as work:
            acceptance.send_back(work, made)
        yield "  → 拒收退货，记入供应商信誉"
        return
    with cast.by("acceptor") as work:
        acceptance.accept(work, made)
    item = f"SB-{name}-{number:02d}"
    key = name if number == 1 else f"{name}{number}"
    cast.items[key], cast.tags[key] = moves.tag(cast, made, item)
    yield f"  {label} 合格，入库登记 {item}，标签 {cast.tags[key]}"
