"""What is underground is judged again, and the hazards follow once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from equiplink.catalogue import actions as catalogue
from equiplink.catalogue.models import Product
from equiplink.catalogue.suiting import suits
from equiplink.errors import Forbidden, Refused, Unreadable
from equiplink.gate.supposing import Supposed
from equiplink.hazard import actions as hazards
from equiplink.hazard import holding, recalls
from equiplink.hazard.models import Hazard
from equiplink.hazard.states import HazardState, Level
from equiplink.mine import actions as mine
from equiplink.register.models import Item
from equiplink.usage.sweep import Swept, sweep
from equiplink.usage.unfit import Unfit, unfit
from tests.catalogue.steps import MARKS, MODELS, national
from tests.gate.steps import entered, inspected, opened, scanned
from tests.register.steps import tagged
from tests.statements import counted
from tests.supplier import steps as suppliers
from tests.upkeep import steps as jobs
from tests.usage.steps import in_use
from tests.world import World


def change(world: World, item_id: UUID, **columns: Any) -> None:
    """Let the thing be otherwise."""
    with world.work() as work:
        item = work.get(Item, item_id)
        for name, value in columns.items():
            setattr(item, name, value)


def today(world: World) -> date:
    """Return the day at the mine."""
    with world.read() as work:
        return work.today


def listed(world: World, **supposed: Any) -> list[Unfit]:
    """Return the list."""
    with world.read() as work:
        return list(unfit(work, Supposed.of(**supposed)))


def swept(world: World, by: str = "safety_officer") -> Swept:
    """Sweep once."""
    with world.work(by) as work:
        return sweep(work)


def codes(found: Unfit) -> list[str]:
    """Return the codes of what denies."""
    return [each.code for each in found.denying]


def all_hazards(world: World) -> list[Hazard]:
    """Return every hazard of the mine."""
    with world.read() as work:
        return list(work.all(Hazard))


def suspend(world: World, status: str = "暂停") -> None:
    """Enter what the issuer's register says now of the mark of the switch."""
    with world.work() as work:
        product = next(each for each in work.all(Product) if each.model == MODELS["switch"])
        catalogue.set_mark(
            work, number=MARKS["switch"], product=product.name, model=product.model,
            holder=product.maker, status=status, valid_from=date(2024, 1, 1),
            valid_until=date(2028, 12, 31), synthetic=True, source="合成",
        )  # fmt: skip


def test_sound_thing_is_not_listed(world: World) -> None:
    """What is in order is left out, and nothing is opened."""
    in_use(world)

    assert listed(world) == []
    assert swept(world) == Swept(0, 0, 0, 0)


def test_suspended_certificate_is_found_with_who_acts_by_when(world: World) -> None:
    """The row has place, keeper and day; the hazard has them too, and is one however often."""
    item_id, _ = in_use(world)
    suspend(world)
    (found,) = listed(world)
    first, second = swept(world), swept(world)

    assert codes(found) == ["M06"]
    assert (found.item_id, found.place, found.keeper) == (item_id, "一采区进风巷", "mechanic")
    assert (found.team, found.act_by) == ("综采一队", today(world) + timedelta(days=3))
    assert (first, second) == (Swept(1, 1, 0, 0), Swept(1, 0, 0, 0))
    (hazard,) = all_hazards(world)
    assert (hazard.cause, hazard.level) == (f"gate:M06:{item_id}", Level.GENERAL)
    assert (hazard.responsible_id, hazard.due_on) == (found.keeper_id, found.act_by)


def test_reason_that_is_gone_waits_for_verification(world: World) -> None:
    """Nothing is closed by a machine: it is reported gone, found again, gone, and verified."""
    in_use(world)
    suspend(world)
    swept(world)
    suspend(world, "有效")
    gone = swept(world), swept(world)
    suspend(world)
    again = swept(world)
    suspend(world, "有效")
    with world.chain.work(world.people["inspector"]) as work:
        last = sweep(work)
    (hazard,) = all_hazards(world)
    with world.work("safety_officer") as work:
        hazards.verify(work, hazard.id)

    assert gone == (Swept(0, 0, 0, 1), Swept(0, 0, 0, 0))
    assert again == Swept(1, 0, 1, 0)
    assert last == Swept(0, 0, 0, 1)
    assert hazard.state is HazardState.RECTIFIED
    assert "原因已不存在" in hazard.evidence
    assert [each.state for each in all_hazards(world)] == [HazardState.CLOSED]


def test_who_swept_does_not_verify(world: World) -> None:
    """The one who reported it gone needs another pair of eyes (H02)."""
    in_use(world)
    suspend(world)
    swept(world)
    suspend(world, "有效")
    swept(world)
    (hazard,) = all_hazards(world)
    with pytest.raises(Refused) as caught, world.work("safety_officer") as work:
        hazards.verify(work, hazard.id)

    assert [each.code for each in caught.value.findings] == ["H02"]


def test_hazard_sent_back_is_reported_gone_again(world: World) -> None:
    """Whoever doubts that the reason is gone sends it back; the next sweep says what it sees."""
    in_use(world)
    suspend(world)
    swept(world)
    suspend(world, "有效")
    swept(world)
    (hazard,) = all_hazards(world)
    with world.work("safety_officer") as work:
        hazards.send_back(work, hazard.id, reason="请附查询截图")

    assert swept(world) == Swept(0, 0, 0, 1)


def test_refused_at_the_gate_stays_a_hazard(world: World) -> None:
    """A thing without its mark was refused and never went down: its major hazard stands."""
    item_id, code = tagged(world)
    opened(world)
    inspected(world, item_id)
    change(world, item_id, mark_number="")
    scanned(world, code)
    (hazard,) = all_hazards(world)

    assert hazard.cause == f"gate:L05:{item_id}"
    assert swept(world) == Swept(0, 0, 0, 0)
    change(world, item_id, mark_number=MARKS["switch"])
    assert swept(world) == Swept(0, 0, 0, 1)


def test_brought_up_thing_is_gone_from_the_list(world: World) -> None:
    """An overdue test is no hazard any more when the thing came up."""
    item_id, code = entered(world)
    change(world, item_id, next_due_on=date(2026, 11, 1))
    (found,) = listed(world)
    first = swept(world)
    scanned(world, code, direction="out")

    assert codes(found) == ["G36"]
    assert (found.place, found.keeper) == ("一采区进风巷", None)
    assert (first.opened, swept(world)) == (1, Swept(0, 0, 0, 1))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"next_due_on": date(2026, 11, 1)}, "G36"),
        ({"ex_mark": "KY"}, "X10"),
        ({"ex_mark": ""}, "X07"),
        ({"mark_number": "MZZ999999"}, "M01"),
    ],
)
def test_each_reason_is_found(world: World, changed: dict[str, Any], code: str) -> None:
    """Overdue tests, kind and place, missing marks: judged by the rules of the gate."""
    item_id, _ = in_use(world)
    change(world, item_id, **changed)
    (found,) = listed(world)

    assert code in codes(found)


def test_expired_lot_is_found(world: World) -> None:
    """A shelf life that ended underground."""
    entered(world, "resin", 10)
    world.clock.forward(days=400)
    (found,) = listed(world)

    assert "G16" in codes(found)


def test_failed_test_is_found_the_same_day(world: World) -> None:
    """What failed its test is unfit until an inspection passes; while a repair is open, not."""
    item_id, _ = in_use(world)
    world.clock.forward(hours=1)
    job_id = jobs.started(world, item_id, "test")
    jobs.done(world, job_id, passed=False)
    (failed,) = listed(world)
    repair = jobs.started(world, item_id, "repair")
    repairing = listed(world)
    jobs.done(world, repair)
    (repaired,) = listed(world)
    world.clock.forward(hours=1)
    inspected(world, item_id)

    assert (codes(failed), repairing, codes(repaired)) == (["G51"], [], ["G51"])
    assert listed(world) == []


def test_hold_is_listed_and_makes_no_second_hazard(world: World) -> None:
    """A quarantine of the supplier reaches its goods; its owner has his own file."""
    item_id, _ = in_use(world)
    with world.work("safety_officer") as work:
        item = work.get(Item, item_id)
        holding.hold(
            work, kind="quarantine", subject="supplier", key=str(item.supplier_id), reason="抽检"
        )
    (found,) = listed(world)

    assert codes(found) == ["G42"]
    assert swept(world) == Swept(1, 0, 0, 0)


def test_stop_use_notice_makes_one_hazard(world: World) -> None:
    """Obeying the notice opened it; the sweep lists each piece and opens no other."""
    in_use(world)
    with world.work("safety_officer") as work:
        notice = catalogue.add_notice(
            work, number="合成停用1号", issuer="合成机关", issued_on=date(2026, 11, 1),
            mark_number=MARKS["switch"], product="馈电开关", maker="合成厂",
            reason="抽检不合格", source="合成",
        )  # fmt: skip
        recalls.stop_use(work, notice.id)
    (found,) = listed(world)

    assert {"M13", "M13H"} <= set(codes(found))
    assert swept(world) == Swept(1, 0, 0, 0)


def test_reclassified_mine_is_judged_anew(world: World) -> None:
    """增安 in a district intake suits a 高瓦斯 mine, and no 突出 one, asked before or after."""
    item_id, _ = in_use(world)
    change(world, item_id, ex_mark="Ex eb I Mb")
    before = listed(world)
    (asked,) = listed(world, gas_class="突出")
    with world.work("safety_officer") as work:
        mine.reclassify(work, "突出")
    (found,) = listed(world)
    first = swept(world)

    assert before == []
    assert codes(asked) == ["X10"]
    assert (found.item_id, found.act_by) == (item_id, today(world))
    assert first.opened == 1
    (hazard,) = all_hazards(world)
    assert (hazard.level, "第十三条（三）" in hazard.basis) == (Level.MAJOR, True)


def test_list_that_grows_reaches_what_is_below(world: World) -> None:
    """A new line reaches what stands underground; in Shanxi the mine would be stopped."""
    in_use(world)
    with world.work() as work:
        for jurisdiction in ("国家", "山西省"):
            catalogue.add_banned(
                work, jurisdiction=jurisdiction, batch=9, no=1, item="馈电开关",
                models=["KBZ-400/1140"], document="合成", source="合成",
            )  # fmt: skip
    (found,) = listed(world)

    assert [each.code for each in found.findings] == ["L02", "L02P", "L11"]
    assert swept(world).opened == 2
    assert [each.level for each in all_hazards(world)] == [Level.MAJOR, Level.GENERAL]


def test_supposing_stores_nothing(world: World) -> None:
    """A certificate that might be suspended, a day that will come: asked, and nothing is left."""
    item_id, _ = in_use(world)
    change(world, item_id, next_due_on=date(2026, 12, 20))
    (mark,) = listed(world, mark=MARKS["switch"])
    other = listed(world, mark="MZZ990199")
    (later,) = listed(world, day=date(2026, 12, 21))

    assert codes(mark) == ["M06"]
    assert other == []
    assert (codes(later), later.act_by) == (["G36"], date(2026, 12, 24))
    assert all_hazards(world) == []


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"gas_class": "无瓦斯"}, "gas_class"),
        ({"zone": "月球"}, "zone"),
        ({"mark": "12"}, "mark"),
        ({"mark_status": "不明"}, "mark_status"),
    ],
)
def test_what_cannot_be_supposed_names_its_field(asked: dict[str, str], field: str) -> None:
    """Words are those of the lists."""
    with pytest.raises(Unreadable) as caught:
        Supposed.of(**asked)  # type: ignore[arg-type]

    assert caught.value.field == field


def test_only_who_answers_for_safety_sweeps(world: World) -> None:
    """A keeper may read the list, and opens no hazard."""
    with pytest.raises(Forbidden):
        swept(world, "keeper")


def test_list_takes_four_statements_however_long(world: World) -> None:
    """Holds, firms, debarments and the stream."""
    in_use(world)
    with counted(world.chain) as sent, world.read() as work:
        list(unfit(work))

    assert len([each for each in sent if each.lstrip().upper().startswith("SELECT")]) <= 5


def test_doubted_supplier_is_told_beside_the_reason(world: World) -> None:
    """Goods of a firm that is debarred for fraud carry the warning, which alone lists nothing."""
    item_id, _ = in_use(world)
    with world.read() as work:
        supplier_id = work.get(Item, item_id).supplier_id
    assert supplier_id is not None
    suppliers.decided(world, supplier_id, offence="false_papers")
    alone = listed(world)
    suspend(world)
    (found,) = listed(world)

    assert alone == []
    assert [each.code for each in found.findings] == ["M06", "S36"]


@pytest.mark.parametrize(
    ("place", "mark", "expected"),
    [
        ("3101综采工作面", "Ex db I Mb", []),
        ("3101综采工作面", "Ex eb I Mb", ["X10"]),
        ("一采区进风巷", "Ex eb I Mb", []),
        ("井底车场", "KY", []),
        ("一采区进风巷", "", ["X07"]),
    ],
)
def test_product_suits_a_place(world: World, place: str, mark: str, expected: list[str]) -> None:
    """One question about a product and a place, with the cell of the table that answers it."""
    ids = national(world)
    with world.read() as work:
        told = suits(work, ids["switch"], place_id=world.places[place], ex_mark=mark)

    assert [finding.code for finding in told.findings] == expected
    assert told.suits is (not expected)
    assert told.choice is not None
    assert told.choice.edition == "煤矿安全规程（2022）"


def test_next_day_the_list_is_longer_by_what_turned(world: World) -> None:
    """A due day that passes overnight is found the next morning."""
    item_id, _ = in_use(world)
    change(world, item_id, next_due_on=today(world))
    same_day = listed(world)
    world.clock.now += timedelta(days=1)

    assert same_day == []
    assert [codes(each) for each in listed(world)] == [["G36"]]
