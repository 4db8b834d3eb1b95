"""A shift with the network cut: nothing is lost, nothing is admitted that may not be."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from equiplink import codes
from equiplink.errors import Tampered
from equiplink.gate import actions as gate
from equiplink.gate import manifest, packing
from equiplink.gate.handheld import Freshness, Handheld
from equiplink.gate.manifest import KEPT
from equiplink.gate.models import Passage, Scan
from equiplink.gate.offline_models import DeviceEvent, GateManifest
from equiplink.register import tags as labels
from tests.gate import steps
from tests.gate.offline import Shaft, item_of, open_conflicts, sealed_off, shaft, stands
from tests.register import steps as register
from tests.world import World


def test_shift_without_network_ends_as_it_would_have_with_one(world: World, tmp_path: Path) -> None:
    """Two units go in and one comes out; after the upload the register says just that."""
    tags = steps.ready(world, 2)
    device = shaft(world, tmp_path)
    device.fetch()
    answers = [device.scan(tag) for tag in tags] + [device.scan(tags[0], "out")]
    verdicts = device.send()

    assert [each.admitted for each in answers] == [True, True, True]
    assert verdicts == ["stored"] * 3
    assert [stands(world, item_of(world, tag))[0] for tag in tags] == ["in_stock", "underground"]
    assert open_conflicts(world) == []
    with world.read() as work:
        stays = work.all(Passage)
        scans = work.all(Scan)
    assert sorted(stay.left_at is None for stay in stays) == [False, True]
    assert [scan.at for scan in scans] == [scan.device_at for scan in scans]
    assert world.chain.verify(world.mine_id).problems == []


def test_manifest_says_what_the_gate_says(world: World, tmp_path: Path) -> None:
    """For each tag, whatever its state, the device answers as the gate would at that moment."""
    item_id, bare = register.tagged(world, "cable", 100)
    fit, unfit, held, inside = steps.ready(world, 4)
    steps.scanned(world, inside)
    sealed_off(world, item_of(world, held))
    with world.work("ex_inspector") as work:
        gate.inspect(
            work, item_of(world, unfit), place_id=world.places["一采区进风巷"], passed=False,
            checks={"外壳完好": False}, valid_until=work.today,
        )  # fmt: skip
    with world.work("keeper") as work:
        old = bare
        bare = labels.reprint(work, item_id, reason="磨损").code
    device = shaft(world, tmp_path)
    device.fetch()
    device.ahead = timedelta(minutes=-1)
    for tag in (fit, unfit, held, inside, bare, old):
        with world.read("keeper") as work:
            online = gate.judge(work, tag=tag, gate=steps.GATE)
        offline = device.scan(tag)
        assert offline.admitted is online.admitted, tag
        assert set(offline.codes) <= {each["code"] for each in online.findings}, tag
        assert offline.admitted is (tag == fit)


def test_entry_ends_with_the_day_on_which_a_fact_turns(world: World, tmp_path: Path) -> None:
    """An inspection that holds until today admits today, and not after midnight."""
    item_id, tag = register.tagged(world)
    steps.opened(world)
    with world.work("ex_inspector") as work:
        gate.inspect(
            work, item_id, place_id=world.places["一采区进风巷"], passed=True,
            checks=steps.CHECKS, valid_until=work.today,
        )  # fmt: skip
    device = shaft(world, tmp_path)
    device.fetch()
    second = shaft(world, tmp_path, "备用手持机")
    second.fetch()
    today = device.scan(tag)
    world.clock.forward(hours=16)

    assert today.admitted
    assert not second.scan(tag).admitted


def test_refusal_is_a_sentence_without_the_numbers(world: World, tmp_path: Path) -> None:
    """A manifest has one sentence a rule, so what differs from tag to tag is left out of it."""
    item_id, tag = register.tagged(world)
    steps.opened(world)
    with world.work("ex_inspector") as work:
        gate.inspect(
            work, item_id, place_id=world.places["一采区进风巷"], passed=True,
            checks=steps.CHECKS, valid_until=work.today,
        )  # fmt: skip
    world.clock.forward(hours=16)
    device = shaft(world, tmp_path)
    device.fetch()
    refused = device.scan(tag)

    assert refused.codes == ("G02D",)
    assert refused.zh.startswith("入井检查合格证有效至 …，今天 … 已过期")


def test_old_manifest_turns_amber_then_admits_nothing_but_records_exits(
    world: World, tmp_path: Path
) -> None:
    """After 8 hours it warns, after 24 it denies entry; who comes out is always recorded."""
    _, tag = steps.candidate(world)
    device = shaft(world, tmp_path)
    bare = device.scan(tag)
    device.fetch()
    fresh = device.scan("垃圾码")
    world.clock.forward(hours=9)
    amber = device.scan(codes.new())
    world.clock.forward(hours=16)
    ended, out = device.scan(tag), device.scan(tag, "out")

    assert (bare.admitted, bare.freshness) == (False, Freshness.ENDED)
    assert (fresh.codes, fresh.freshness) == (("unreadable",), Freshness.FRESH)
    assert (amber.codes, amber.freshness) == (("G30",), Freshness.AMBER)
    assert (ended.admitted, ended.codes) == (False, ("manifest_ended",))
    assert (out.admitted, out.zh) == (True, "已登记升井")


def test_clock_set_back_revives_nothing(world: World, tmp_path: Path) -> None:
    """A device that believes it is last month still counts from what it has seen."""
    _, tag = steps.candidate(world)
    device = shaft(world, tmp_path)
    device.fetch()
    world.clock.forward(days=2)
    device.scan(codes.new())
    device.ahead = timedelta(days=-30)

    assert device.scan(tag).codes == ("manifest_ended",)


def test_unit_is_admitted_once_and_not_again_after_it_came_out(
    world: World, tmp_path: Path
) -> None:
    """What the device did itself counts, without a rule of its own."""
    _, tag = steps.candidate(world)
    device = shaft(world, tmp_path)
    device.fetch()
    answers = [device.scan(tag), device.scan(tag), device.scan(tag, "out"), device.scan(tag)]

    assert [each.admitted for each in answers] == [True, False, True, False]
    assert [each.codes for each in answers] == [(), ("G32",), (), ("G06",)]


def test_lot_goes_down_in_parts(world: World, tmp_path: Path) -> None:
    """Each part counts once, and comes up again."""
    item_id, tag = steps.candidate(world, "cable", 100)
    device = shaft(world, tmp_path)
    device.fetch()
    device.scan(tag, quantity="40")
    device.scan(tag, quantity="25.5")
    device.scan(tag, "out", quantity="5.5")
    device.send()

    assert stands(world, item_id) == ("in_stock", "40.000", "60.000")
    assert open_conflicts(world) == []


def test_more_than_there_is_waits_until_there_is_enough(world: World, tmp_path: Path) -> None:
    """A part that was not in stock is a conflict, until the exit that explains it comes in."""
    item_id, tag = steps.candidate(world, "cable", 100)
    first, second = shaft(world, tmp_path), shaft(world, tmp_path, "备用手持机")
    first.fetch()
    second.fetch()
    first.scan(tag, quantity="90")
    second.scan(tag, "out", quantity="50")
    first.scan(tag, quantity="40")
    first.send()
    waiting = open_conflicts(world)
    second.send()

    assert waiting == [("not_so_much", "2")]
    assert open_conflicts(world) == []
    assert stands(world, item_id) == ("in_stock", "20.000", "80.000")


def test_same_upload_twice_changes_nothing(world: World, tmp_path: Path) -> None:
    """An answer that was lost is asked for again, and the register stays as it was."""
    item_id, tag = steps.candidate(world)
    device = shaft(world, tmp_path)
    device.fetch()
    device.scan(tag)
    events = list(device.handheld.pending())
    before = device.send(events)
    again = device.send(events)

    assert (before, again) == (["stored"], ["duplicate"])
    assert stands(world, item_id) == ("underground", "0.000", "1.000")
    with world.read() as work:
        assert len(work.all(Scan)) == len(work.all(DeviceEvent)) == 1


def test_dead_battery_loses_no_answered_scan(world: World, tmp_path: Path) -> None:
    """The device starts again in the middle of a line and goes on where it answered last."""
    tags = steps.ready(world, 2)
    device = shaft(world, tmp_path)
    device.fetch()
    device.scan(tags[0])
    queue = device.handheld.folder / "queue.jsonl"
    queue.write_bytes(queue.read_bytes() + b'{"body": "{\\"seq\\": 2, ')
    again = Handheld(
        device.handheld.folder,
        device=device.handheld.device,
        server=world.chain.key.public,
        tell=device.clocks,
    )
    restarted = Shaft(world, device.device_id, device.gate_id, again)
    answers = [restarted.scan(tags[0]), restarted.scan(tags[1])]

    assert [each.admitted for each in answers] == [False, True]
    assert restarted.send() == ["stored"] * 3
    assert open_conflicts(world) == []


def test_manifest_that_was_asked_for_before_a_scan_does_not_undo_it(
    world: World, tmp_path: Path
) -> None:
    """It comes late: what was scanned meanwhile still counts, after a restart too."""
    first, second = steps.ready(world, 2)
    device = shaft(world, tmp_path)
    device.fetch()
    device.scan(first)
    device.send()
    with world.work("keeper") as work:
        late = manifest.issue_manifest(work, device.gate_id)
    device.scan(second)
    device.send()
    device.handheld.take(late, covers=1)
    restarted = Handheld(
        device.handheld.folder, device=device.handheld.device, server=device.handheld.server,
        tell=device.clocks,
    )  # fmt: skip
    answers = [each.scan(second, operator="0012") for each in (device.handheld, restarted)]

    assert [each.codes for each in answers] == [("G32",), ("G32",)]


def test_forged_and_older_manifests_are_not_taken(world: World, tmp_path: Path) -> None:
    """One changed byte, another key, an older number, a delta to something else: refused."""
    steps.candidate(world)
    device, other = shaft(world, tmp_path), shaft(world, tmp_path, "备用手持机")
    with world.work("keeper") as work:
        old = manifest.issue_manifest(work, device.gate_id)
    device.fetch()
    other.fetch()
    with world.work("keeper") as work:
        new = manifest.issue_manifest(work, device.gate_id)
        delta = manifest.issue_manifest(work, device.gate_id, base=4)
    forged = new[:40] + bytes([new[40] ^ 1]) + new[41:]
    for data in (old, forged, delta):
        with pytest.raises(Tampered):
            device.handheld.take(data)

    assert device.handheld.seq == 2
    device.handheld.take(new)
    assert device.handheld.seq == 4


def test_delta_carries_what_changed_and_survives_a_restart(world: World, tmp_path: Path) -> None:
    """After a quarantine the delta denies the tag; the device keeps that when it starts again."""
    tags = steps.ready(world, 3)
    device = shaft(world, tmp_path)
    device.fetch()
    sealed_off(world, item_of(world, tags[0]))
    device.fetch()
    (delta,) = device.handheld.folder.glob("delta-*")
    again = Handheld(
        device.handheld.folder,
        device=device.handheld.device,
        server=world.chain.key.public,
        tell=device.clocks,
    )
    denied = again.scan(tags[0], operator="0012")

    assert (denied.admitted, denied.codes) == (False, ("G42",))
    assert "隔离" in denied.zh
    assert again.scan(tags[1], operator="0012").admitted
    assert len(packing.unpack(delta.read_bytes(), world.chain.key.public).lines) == 1
    assert again.seq == 2


def test_base_that_is_not_kept_gets_a_whole_manifest(world: World, tmp_path: Path) -> None:
    """A device that missed more than is kept is not left without."""
    steps.candidate(world)
    device = shaft(world, tmp_path)
    device.fetch()
    with world.work("keeper") as work:
        for _ in range(KEPT):
            manifest.issue_manifest(work, device.gate_id)
    device.fetch()

    assert device.handheld.seq == KEPT + 2
    with world.read() as work:
        assert len(work.all(GateManifest)) == KEPT
