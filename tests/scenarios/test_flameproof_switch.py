"""五年: one flameproof switch from the truck to the scrap yard, and its label after that."""

from datetime import date, timedelta
from decimal import Decimal

from equiplink.acceptance import actions as acceptance
from equiplink.audit.passport import passport
from equiplink.gate import actions as gate
from equiplink.ledger import Entry
from equiplink.register import actions as register
from equiplink.register.models import Tag
from equiplink.upkeep import faults, outside, scrapping
from equiplink.upkeep.faults import Downtime
from equiplink.upkeep.models import Due, Interval
from equiplink.upkeep.trouble_models import Outside
from equiplink.usage import actions as usage
from equiplink.usage import custody, pace
from equiplink.usage.models import Placement
from equiplink.usage.sweep import Swept
from tests.acceptance import steps as acceptances
from tests.acceptance.steps import plate
from tests.gate import steps as gates
from tests.scenarios import steps
from tests.scenarios import switch_steps as the
from tests.scenarios.steps import refused
from tests.scenarios.switch_steps import RETURN, SWITCH, Switch
from tests.upkeep import steps as upkeeps
from tests.world import World

MONTH = timedelta(days=30)


def it_is_delivered_and_accepted(world: World) -> Switch:
    """Two came; one says on its plate that it is another model, and is no goods of ours."""
    line_id = acceptances.delivered(world, {"switch": 2}).lines["switch"]
    wrong = acceptances.presented(
        world, line_id, SWITCH, serial="SN-1", plate=plate(SWITCH, "SN-1", model="KBZ-630/1140")
    )
    right = acceptances.presented(world, line_id, SWITCH)

    assert refused(world, "acceptor", lambda work: acceptance.accept(work, wrong)) == {
        "M10", "M10D", "G13M", "M05M",
    }  # fmt: skip
    assert refused(
        world, "keeper", lambda work: register.take_in(work, right, number="SB-早")
    ) == {"L01A"}  # fmt: skip
    with world.work("acceptor") as work:
        acceptance.reject(work, wrong, reason="铭牌型号与合同、证书不符")
        acceptance.accept(work, right)
    with world.work("keeper") as work:
        item = register.take_in(work, right, number="SB-2026-001")
        return Switch(item.id, register.issue_tag(work, item.id).code)


def it_enters_after_its_inspection(world: World, switch: Switch) -> None:
    """Nobody looked at it, so it stays above; the next hour it goes down."""
    gates.opened(world)
    before = the.scanned(world, switch)
    warnings = the.goes_down(world, switch)

    assert (before.admitted, the.denied(before)) == (False, {"G02"})
    assert warnings == set()
    assert the.now(world, switch).state == "underground"


def its_charge_passes_on(world: World, switch: Switch) -> None:
    """The mechanic answers for it until the other one has accepted it."""
    assert switch.placement is not None
    giver, taker = world.people["mechanic"].id, world.people["mechanic2"].id
    with world.work("mechanic") as work:
        offer = custody.hand_over(work, switch.placement, keeper_id=taker)
    with world.read() as work:
        waiting = work.get(Placement, switch.placement).keeper_id
    with world.work("mechanic2") as work:
        switch.placement = custody.accept(work, offer.id).id
    with world.read() as work:
        accepted = work.get(Placement, switch.placement).keeper_id

    assert (waiting, accepted) == (giver, taker)


def it_is_tested_for_a_year(world: World, switch: Switch) -> None:
    """Every month its protection, and with the half years its relay and its insulation."""
    upkeeps.adopted(world)
    first, made = the.now(world, switch).next_due_on, []
    for _ in range(12):
        world.clock.forward(days=30)
        made.append(the.tested(world, switch))

    assert first is not None
    assert made == [1, 1, 1, 1, 1, 3, 1, 1, 1, 1, 1, 3]
    assert the.now(world, switch).next_due_on == first + 12 * MONTH
    assert the.listed(world) == {}


def a_forgotten_test_is_found_below(world: World, switch: Switch) -> None:
    """On its day it is due, the day after it is a hazard, and the test takes that away."""
    world.clock.forward(days=30)
    on_the_day = the.listed(world)
    world.clock.forward(days=1)
    found, first, second = the.listed(world), the.swept(world), the.swept(world)
    the.tested(world, switch)
    (hazard,) = the.open_hazards(world)
    gone = the.swept(world)
    the.cleared(world, hazard.id)

    assert (on_the_day, found) == ({}, {switch.item_id: {"G36"}})
    assert (first, second, gone) == (Swept(1, 1, 0, 0), Swept(1, 0, 0, 0), Swept(0, 0, 0, 1))
    assert hazard.responsible_id == world.people["mechanic2"].id
    assert the.open_hazards(world) == []


def it_moves_to_the_return_airway(world: World, switch: Switch) -> None:
    """There it may stand and is tested twice a month; that it was inspected for elsewhere shows."""
    with world.read() as work:
        (interval_id,) = [
            row.interval_id
            for row in work.all(Due, item_id=switch.item_id)
            if work.get(Interval, row.interval_id).name == "防爆性能检查"
        ]
    with world.work("safety_officer") as work:
        pace.set_at_place(work, interval_id, place_id=world.places[RETURN], days=15)
    before = the.now(world, switch).next_due_on
    assert switch.placement is not None
    with world.work("mechanic2") as work:
        switch.placement = usage.move(work, switch.placement, place_id=world.places[RETURN]).id
    with world.read() as work:
        (told,) = work.all(Entry, action="move", subject_id=switch.placement)

    assert before is not None
    assert the.now(world, switch).next_due_on == before - timedelta(days=15)
    assert [each["code"] for each in told.data["warnings"]] == ["U04"]
    assert the.listed(world) == {}


def it_burns_out_and_is_repaired_outside(world: World, switch: Switch) -> None:
    """It is back when the year is over, and with it the certificate of who should sign."""
    with world.work("mechanic2") as work:
        fault = faults.report(work, switch.item_id, what="真空管击穿，不能合闸")
    world.clock.forward(hours=4)
    the.comes_up(world, switch)
    job_id = upkeeps.started(world, switch.item_id, "repair")

    def send(**other: str) -> object:
        with world.work("mechanic") as work:
            return outside.send_out(
                work, job_id, firm="合成防爆修理厂", due_back_on=work.today + MONTH, **other
            )

    assert steps.refusal(send) == {"U33"}
    send(qualification="合成-F-001")
    world.clock.forward(days=40)
    assert steps.refusal(lambda: upkeeps.done(world, job_id)) == {"U35", "G06R", "L03C"}
    the.certified_again(world, date(2032, 12, 31))
    assert the.denied(the.scanned(world, switch)) >= {"G06", "G33", "G36"}
    with world.read() as work:
        (away,) = work.all(Outside)
    with world.work("mechanic") as work:
        outside.take_back(work, away.id, condition="已更换真空管，随附修理合格证")
    upkeeps.done(world, job_id)
    with world.work("mechanic2") as work:
        faults.clear(work, fault.id, job_id=job_id)
    with world.read() as work:
        stood = faults.downtime(work, switch.item_id)

    assert stood == Downtime(faults=1, open=0, hours=stood.hours)
    assert Decimal(964) < stood.hours < Decimal(965)
    assert the.denied(the.scanned(world, switch)) == {"G02D", "G06", "G36"}


def it_is_rebuilt_with_a_report(world: World, switch: Switch) -> None:
    """Without a report, or on the word of who did it, a modification does not pass."""
    job_id = upkeeps.started(world, switch.item_id, "modification", note="加装漏电闭锁")
    me = world.people["mechanic"].id

    assert steps.refusal(
        lambda: upkeeps.done(world, job_id, report="", signed_by=me)
    ) == {"G07", "G06R", "G06S"}  # fmt: skip
    upkeeps.done(world, job_id, report="合成检验 2028-017")
    overdue = the.now(world, switch).next_due_on
    assert overdue is not None
    assert overdue < world.clock.now.date()


def the_pump_fails_and_two_people_let_it_in(world: World, switch: Switch) -> None:
    """Overdue and uninspected it goes down once, as a hazard, until it is tested and inspected."""
    until = world.clock.now + timedelta(hours=8)
    with world.work("mechanic") as work:
        asked = gate.request_emergency(work, switch.item_id, reason="主排水泵开关烧毁", until=until)
    with world.work("safety_officer") as work:
        gate.approve_emergency(work, asked.id)
    answer = the.scanned(world, switch)
    (hazard,) = the.open_hazards(world)
    found = the.listed(world)
    the.tested(world, switch)
    the.inspected(world, switch, RETURN)
    the.put_right(world, hazard.id, "检测合格，补签入井检查")
    the.put_up(world, switch, RETURN)

    assert answer.admitted
    assert the.warned(answer) >= {"G02D", "G06", "G36", "G62"}
    assert hazard.cause == f"emergency:{asked.id}"
    assert found == {switch.item_id: {"G36", "G51"}}
    assert (the.listed(world), the.open_hazards(world)) == ({}, [])


def its_certificate_is_revoked(world: World, switch: Switch) -> None:
    """Found the same day, hazard once, brought up, refused above; the issuer takes it back."""
    world.clock.forward(days=10)
    the.shown(world, "撤销")
    found, first = the.listed(world), the.swept(world)
    again = the.swept(world)
    (hazard,) = the.open_hazards(world)
    the.comes_up(world, switch)
    the.inspected(world, switch, RETURN)
    above = the.scanned(world, switch)
    the.shown(world, "有效")
    gone = the.swept(world)
    the.cleared(world, hazard.id)

    assert found == {switch.item_id: {"CT2"}}
    assert (first.opened, again.opened, gone.listed) == (1, 0, 0)
    assert the.denied(above) == {"CT2"}
    assert the.open_hazards(world) == []
    the.asked_again(world)
    assert the.goes_down(world, switch, RETURN) == set()


def its_label_wears_off(world: World, switch: Switch) -> None:
    """The new label speaks for it; the old one is an alarm from then on."""
    with world.work("mechanic2") as work:
        register.report_damaged(work, switch.item_id, note="潮湿脱胶，二维码难以识别")
    old = the.relabelled(world, switch, "磨损")
    world.clock.forward(minutes=10)
    shown = gates.scanned(world, old, direction="out")
    (alarm,) = the.open_hazards(world)
    the.put_right(world, alarm.id, "旧标签已收回销毁")

    assert the.denied(shown) == {"G31"}
    assert alarm.cause == f"gate:G31:{switch.item_id}"
    with world.read() as work:
        assert [each.generation for each in work.all(Tag, item_id=switch.item_id)] == [1, 2]


def its_mark_runs_out_and_is_renewed(world: World, switch: Switch) -> None:
    """Made while the mark held, it may stay; the register's answer is asked for all the same."""
    world.clock.now = world.clock.now.replace(year=2029, month=1, day=2)
    the.tested(world, switch)
    stale = the.listed(world)
    the.asked_again(world, until=date(2033, 12, 31))

    assert stale == {}
    assert the.listed(world) == {}


def it_lies_in_reserve(world: World, switch: Switch) -> None:
    """After three years in the store it is maintained, cared for, tested and inspected."""
    the.comes_up(world, switch)
    world.clock.now = world.clock.now.replace(year=2031, month=11, day=3)
    stored = the.scanned(world, switch)
    for kind in ("maintenance", "care"):
        upkeeps.done(world, upkeeps.started(world, switch.item_id, kind))
    late = the.tested(world, switch)
    the.asked_again(world, until=date(2033, 12, 31))
    the.shown(world, "有效")

    assert the.denied(stored) == {"G02D", "G06", "G36"}
    assert the.warned(stored) == {"CT5", "M08"}
    assert late == 3
    assert the.goes_down(world, switch) == set()


def it_fails_and_is_scrapped(world: World, switch: Switch) -> None:
    """Found unfit below that day; up, appraised, approved by another, destroyed with proof."""
    world.clock.forward(days=15)
    upkeeps.done(world, upkeeps.started(world, switch.item_id, note="隔爆面锈蚀"), passed=False)
    found = the.listed(world)
    below = refused(
        world, "mechanic",
        lambda work: scrapping.request(work, switch.item_id, **the.asked_to_scrap()),
    )  # fmt: skip
    the.comes_up(world, switch)
    with world.work("mechanic") as work:
        asked = scrapping.request(work, switch.item_id, **the.asked_to_scrap())
    own = refused(world, "mechanic", lambda work: scrapping.condemn(work, asked.id, reason="锈蚀"))
    with world.work("ex_inspector") as work:
        scrapping.condemn(work, asked.id, reason="技术鉴定：隔爆面锈蚀超限，修复不经济")
    with world.work("approver") as work:
        scrapping.approve(work, asked.id)
    unproven = refused(world, "keeper", lambda work: scrapping.destroy(work, asked.id, proof=" "))
    with world.work("keeper") as work:
        scrapping.destroy(work, asked.id, proof="监销照片 3 张，回收单 HS-031")

    assert found == {switch.item_id: {"G51"}}
    assert (below, own, unproven) == ({"W02"}, {"U62"}, {"W05"})
    assert the.now(world, switch).state == "scrapped"


def its_dead_label_comes_back(world: World, switch: Switch) -> None:
    """Whoever put it on something else is found at the gate."""
    answer = the.scanned(world, switch)
    (alarm,) = the.open_hazards(world)

    assert the.denied(answer) >= {"G31", "G34", "R22"}
    assert alarm.cause == f"gate:R22:{switch.item_id}"


def test_switch_lives_five_years(world: World) -> None:
    """Delivered in 2026, destroyed in 2031; every one of the nine words has its record."""
    switch = it_is_delivered_and_accepted(world)
    it_enters_after_its_inspection(world, switch)
    its_charge_passes_on(world, switch)
    it_is_tested_for_a_year(world, switch)
    a_forgotten_test_is_found_below(world, switch)
    it_moves_to_the_return_airway(world, switch)
    it_burns_out_and_is_repaired_outside(world, switch)
    it_is_rebuilt_with_a_report(world, switch)
    the_pump_fails_and_two_people_let_it_in(world, switch)
    its_certificate_is_revoked(world, switch)
    its_label_wears_off(world, switch)
    its_mark_runs_out_and_is_renewed(world, switch)
    it_lies_in_reserve(world, switch)
    it_fails_and_is_scrapped(world, switch)
    its_dead_label_comes_back(world, switch)
    with world.read() as work:
        document = passport(work, switch.tag)

    assert document["missing"] == []
    assert world.clock.now.year == 2031
    steps.all_is_told(world)
