"""批次的一个月: bolts used up, cable cut and its rest returned, resin in order of expiry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from equiplink.acceptance import actions as acceptance
from equiplink.catalogue import actions as catalogue
from equiplink.db import plain
from equiplink.example import moves, one
from equiplink.example.cast import Cast
from equiplink.example.moves import refused, warned
from equiplink.example.physical.hands import FACE, ask, bring_up, place, take_down
from equiplink.register import actions as register
from equiplink.register import lots
from equiplink.register.models import Item
from equiplink.usage import actions as usage

REEL, PIECE, OFFCUT = Decimal(300), Decimal(120), Decimal(44)
EACH = Decimal(200)


def lots_of_a_month(cast: Cast) -> Iterator[str]:
    """Tell the month of three lots."""
    yield "\n三、批次的一个月（锚杆、电缆、锚固剂）"
    yield from _bolts(cast)
    cast.wait(days=5)
    yield from _cable(cast)
    cast.wait(days=5)
    yield from _resin(cast)


def _bolts(cast: Cast) -> Iterator[str]:
    place(cast, "bolt", FACE)
    stood = cast.placements["bolt"]
    yield from refused(
        cast, "mechanic", "登记消耗 210 根被拒",
        lambda work: usage.use_up(work, stood, quantity=Decimal(210), note="样例"),
    )  # fmt: skip
    with cast.by("mechanic") as work:
        usage.use_up(work, stood, quantity=Decimal(160), note="样例：支护顶板")
    yield "  → 锚杆入井 200 根，支护用去 160 根，工作地点尚有 40 根"


def _cable(cast: Cast) -> Iterator[str]:
    _reel(cast)
    with cast.by("keeper") as work:
        piece = lots.cut(work, cast.items["reel"], length=PIECE, number="SB-reel-01-1")
        cast.items["piece"] = piece.id
        cast.tags["piece"] = register.issue_tag(work, piece.id).code
    yield f"  电缆 SB-reel-01 共 {REEL} m，裁下 {PIECE} m 为 SB-reel-01-1，另发标签"
    yield from take_down(cast, "piece", FACE, quantity=PIECE)
    cast.wait(days=8)
    with cast.by("mechanic") as work:
        usage.use_up(work, cast.placements["piece"], quantity=Decimal(75), note="样例：敷设")
    yield from bring_up(cast, "piece")
    with cast.by("keeper") as work:
        lots.return_offcut(work, cast.items["piece"], length=OFFCUT)
        piece, reel = (work.get(Item, cast.items[name]) for name in ("piece", "reel"))
        yield (
            f"  → 敷设 75 m，升井 45 m，实测余料 {plain(piece.stock)} m 入库（短 1 m 计入消耗）；"
            f"{PIECE} = {plain(piece.consumed)} + {plain(piece.stock)}，"
            f"原盘剩 {plain(reel.stock)} m"
        )


def _reel(cast: Cast) -> None:
    """Enter cable by the metre and buy a reel of it, directly."""
    with cast.by("planner") as work:
        kind = catalogue.add_class(
            work, code="EX-cable-m", name="按米计量的电缆", category="SBLB006", tracking="lot",
            unit="m", device="other", requires_mark=True, requires_ex=False,
            papers=["product_certificate", "safety_mark"], source="样例：为演示而设",
        )  # fmt: skip
        cast.products["reel"] = catalogue.add_product(
            work, class_id=kind.id, name="煤矿用通信电缆（样例）", model="示例缆-4×2",
            maker="示例制造乙", source="样例：为演示而设",
        )  # fmt: skip
    cast.marks["reel"] = "MZZ990113"
    ask(cast, "reel")
    order = _ordered(cast, "reel", price=12, quantity=int(REEL))
    _received(cast, "reel", order, "01", quantity=REEL, expires_on=None)


def _resin(cast: Cast) -> Iterator[str]:
    order = _ordered(cast, "resin", price=6, quantity=2 * int(EACH))
    first, later = cast.now.date() + timedelta(days=60), cast.now.date() + timedelta(days=120)
    for number, expires_on in (("02", later), ("03", first)):
        _received(cast, "resin", order, number, quantity=EACH, expires_on=expires_on)
        yield f"  锚固剂 SB-resin-{number} 到货 {EACH} 支，有效至 {expires_on}"
    made = _issue(cast, "resin02")
    yield f"  领用 SB-resin-02 {EACH} 支："
    with cast.by("keeper") as work:
        yield from warned(work, cast.items["resin02"], "issue")
        lots.give_back(work, made, quantity=EACH)
    _issue(cast, "resin03")
    yield "  → 退回，改领先到期的 SB-resin-03"
    yield from take_down(cast, "resin03", FACE, quantity=EACH)
    with cast.by("mechanic") as work:
        usage.use_up(work, cast.placements["resin03"], quantity=EACH, note="样例：锚固")
    with cast.by("keeper") as work:
        left = work.get(Item, cast.items["resin03"])
        yield f"  → 用完：{EACH} = 消耗 {plain(left.consumed)}；SB-resin-02 仍有 {EACH} 支在库"


def _issue(cast: Cast, name: str) -> UUID:
    with cast.by("keeper") as work:
        return lots.issue(
            work, cast.items[name], quantity=EACH, team_id=cast.team_id,
            receiver_id=cast.people["mechanic"][0].id, purpose="样例：支护",
            place_id=cast.places[FACE],
        ).id  # fmt: skip


def _ordered(cast: Cast, name: str, *, price: int, quantity: int) -> UUID:
    line = one.planned(cast, name, price=price, quantity=quantity)
    tender = one.purchased(cast, name, line, price=price, quantity=quantity)
    return one.contracted(cast, name, tender)


def _received(
    cast: Cast, name: str, order: UUID, number: str, *, quantity: Decimal, expires_on: date | None
) -> None:
    with cast.by("keeper") as work:
        lines = moves.arrive(cast, work, order, f"DH-{name}-{number}", {name: quantity})
    presented = moves.present(
        cast, name, lines[name], serial=f"2026{name}{number}", quantity=quantity,
        expires_on=expires_on,
    )  # fmt: skip
    with cast.by("acceptor") as work:
        acceptance.accept(work, presented)
    key = name if number == "01" else f"{name}{number}"
    cast.items[key], cast.tags[key] = moves.tag(cast, presented, f"SB-{name}-{number}")
